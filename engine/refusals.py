"""What is refused for its size or its number: pages answer these with a status of their own."""

from odoo.exceptions import UserError, ValidationError


class RateLimitExceeded(UserError):
    """Somebody asks too often; the others are not concerned. Its text is for the person."""

    http_status = 429


def too_large(text):
    """Return the error for what is longer or larger than what is taken.

    Of Odoo's own class: a client shows it as the words that it is.

    :param str text: for the person
    """
    error = ValidationError(text)
    error.http_status = 413
    return error

"""What is refused for its size or its number: pages answer these with a status of their own."""

from odoo.exceptions import UserError, ValidationError


class RateLimitExceeded(UserError):
    """Somebody asks too often; the others are not concerned. Its text is for the person."""

    http_status = 429


class TooLarge(ValidationError):
    """What was sent is longer or larger than what is taken. Its text is for the person."""

    http_status = 413

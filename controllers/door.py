"""What the pages of people have in common: reading a form, and saying what cannot be taken."""

from odoo.exceptions import UserError
from odoo.http import request

#: bytes of a form that are read at all: far above what its fields may say
FORM_SIZE = 1024 * 1024


def text_of(value):
    """Return what a field of a form says; a file where text belongs says nothing.

    Other signs that nobody typed are for the one who reads it to say: in an address they are
    refused, in words left out.
    """
    return value.replace("\0", "") if isinstance(value, str) else ""


def rendered(template, values, status=200, headers=()):
    """Return the response of one of our pages.

    :param str template: its name in this module
    :param dict values: what it shows
    :param headers: pairs of names and values
    """
    # without website Odoo's layout does not say in which language a page is
    lang = {"lang": (request.env.lang or "en_US").replace("_", "-")}
    response = request.render(
        f"cloudpepper_privacy.{template}", {"html_data": lang, **values}, status=status)
    response.headers.update(headers)
    return response


def number(text):
    """Return a number that a form sent, or 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def attempt(act):
    """Do something as a whole or not at all.

    What a person is told is a UserError; everything else is a failure and stays one.

    :return: what to show: the ``error`` and the ``status`` of its page, nothing if it was done
    :rtype: dict
    """
    try:
        with request.env.cr.savepoint():
            act()
    except UserError as error:
        return told(str(error), error.http_status)
    return {}


def told(error, status=422):
    """Return what a page shows where something could not be taken."""
    return {"error": error, "status": status}

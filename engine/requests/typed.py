"""What people type into the forms about themselves and about a child."""

import unicodedata

from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from ...core.text import entered
from ..refusals import too_large
from .children import ASKING, PARENTS

#: characters of a name, an address, a number
SHORT = 200


def address_in(text):
    """Return the one mail address in a text, normalised, or None; with a domain, and without
    characters that nobody sees.
    """
    text = (text or "").strip()
    if len(text) > SHORT or any(unicodedata.category(char) in ("Cc", "Cf") for char in text):
        return None
    email = email_normalize(text)
    return email if email and "." in email.rpartition("@")[2] else None


def checked_child(env, vals):
    """Return what is said of a child, or say what cannot be used: of a child that somebody
    asks for a name or an address, or nobody could find its data.

    :param dict vals: ``child_by`` (who asks), ``child_name``, ``child_email``
    :raise ValidationError: where it cannot be used
    """
    speaker = vals.get("child_by") or False
    if speaker and speaker not in ASKING:
        raise ValidationError(env._("Say who asks for the child."))
    if speaker not in PARENTS:
        return {"child_by": speaker, "child_name": False, "child_email": False}
    name, given = entered.line(vals.get("child_name") or ""), vals.get("child_email")
    email = address_in(given)
    if len(name) > SHORT:
        raise too_large(env._("A name or a number has at most %s characters.", SHORT))
    if (given or "").strip() and not email or not (name or email):
        raise ValidationError(env._(
            "Give the child's name, or the mail address that it used: else we cannot find its "
            "data."))
    return {"child_by": speaker, "child_name": name, "child_email": email or False}

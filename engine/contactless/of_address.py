"""Who has an address, or a number, and no contact: asked in a request (R0)."""

from odoo.tools import SQL

from ..clocks.refresh import Refresh
from .address_keys import key_of, secret


def contactless_of(env, emails=(), phones=()):
    """Return the subjects that have one of these addresses or numbers, as records say it now.

    :param emails: normalised
    :param phones: as ``+32470123456``
    :rtype: privacy.contactless
    """
    key, subjects = secret(), env["privacy.contactless"].sudo()
    addresses = [*emails, *(phone.lstrip("+") for phone in phones)]
    if not key or not addresses:
        return subjects
    Refresh(env).run_waiting()
    found = env.execute_query(SQL(
        "SELECT id FROM privacy_contactless WHERE erased_on IS NULL AND key = ANY(%s) ORDER BY id",
        [key_of(address, key) for address in addresses]))
    return subjects.browse([subject for (subject,) in found])

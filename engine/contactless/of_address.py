"""Who has an address, or a number, and no contact: asked in a request (R0)."""

from odoo.tools import SQL

from ..clocks.refresh import Refresh
from .address_keys import key_of, needed_secret


def contactless_of(env, emails=(), phones=()):
    """Return the subjects that have one of these addresses or numbers, as records say it now.

    :param emails: normalised
    :param phones: as ``+32470123456``
    :rtype: privacy.contactless
    :raise NoAddressKey: where nobody can say it
    """
    addresses = [*emails, *(phone.lstrip("+") for phone in phones)]
    if not addresses:
        return env["privacy.contactless"].sudo()
    key = needed_secret(env)
    keys = [key_of(address, key) for address in addresses]
    Refresh(env).run_waiting()
    found = _known(env, keys)
    if any(not _stands(subject) for subject in found):
        # the record that stood for somebody was deleted: others of the address may be there
        Refresh(env).run_contactless()
        found = _known(env, keys)
    return found


def _known(env, keys):
    rows = env.execute_query(SQL(
        "SELECT id FROM privacy_contactless WHERE erased_on IS NULL AND key = ANY(%s) ORDER BY id",
        keys))
    return env["privacy.contactless"].sudo().browse([subject for (subject,) in rows])


def _stands(subject):
    """Whether the record that stands for a subject is there."""
    return subject.model in subject.env and subject.env[subject.model].browse(
        subject.res_id).exists()

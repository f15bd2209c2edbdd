"""By what a recipient finds a person: what it knows, and no more."""

import json

from odoo.tools import email_normalize, email_normalize_all

from . import secrets

#: {what a recipient knows a person by: kinds of identifier}
KNOWN_BY = {
    "email": ("email",), "phone": ("phone",), "email_phone": ("email", "phone"),
    "name_email": ("name", "email"),
}


def identifiers_of(partners, addresses=()):
    """Return what somebody can be found by.

    :param res.partner partners: the accounts of one person
    :param addresses: of the person, beside
    :return: {"email": [...], "phone": [...], "name": [...]}, each value once
    :rtype: dict[str, list[str]]
    """
    alive = partners.sudo().filtered(lambda each: not each.privacy_anonymised_on)
    emails = [address for partner in alive
              for address in email_normalize_all(partner.email or "")]
    emails += [email_normalize(address) for address in addresses]
    found = {
        "email": emails, "name": alive.mapped("name"),
        "phone": [partner.phone_sanitized for partner in alive]}
    return {kind: list(dict.fromkeys(filter(None, values))) for kind, values in found.items()}


def narrowed(recipient, identifiers):
    """Return the identifiers that a recipient knows a person by."""
    kinds = KNOWN_BY[recipient.notice_known_by or "email"]
    return {kind: identifiers[kind] for kind in kinds if identifiers.get(kind)}


# === SEALED === #

def kept(identifiers, bound, **more):
    """Return what is to be told, sealed; False where no key is known.

    :param str bound: what it belongs to
    :param more: what is told beside: ``changes`` of a rectification, [[what, new value]]
    """
    return secrets.seal(json.dumps({"identifiers": identifiers, **more}), bound)


def opened(sealed, bound):
    """Return what :func:`kept` sealed, or None."""
    text = secrets.unseal(sealed, bound)
    return text and json.loads(text)

"""Invitations and mails that reset a password, as proof of the address they were sent to.

Odoo's token says whose login it makes or opens, and not where it was sent: a colleague can have
one shown (``auth_signup/models/res_partner.py``: ``signup_get_auth_param``), and one that was
mailed to an earlier address works after the address was changed. A token that goes out by mail
therefore bears a mark of that address; one without it works, and proves nothing.
"""

from odoo.tools import consteq, email_normalize_all, hmac

from .address_proof import AddressProof

#: proof that a mail is being written: an object that no RPC call can forge
TOKEN = object()
#: stands between Odoo's token, which has no such sign, and the mark
SEPARATOR = "~"


def mailed(records):
    """Return records in whose environment tokens are made for the mail of their contact."""
    return records.with_context(privacy_mailed=TOKEN)


class MailedTokens:
    """Marks tokens and reads their marks."""

    def __init__(self, env):
        self.env = env

    def marked(self, token, partner):
        """Return the token, with a mark where it is made for a mail to the contact's address.

        :param res.partner partner: whose token it is
        """
        address = self._address(partner)
        if self.env.context.get("privacy_mailed") is not TOKEN or not address:
            return token
        return token + SEPARATOR + self._mark(token, address)

    def proves(self, token):
        """Return what a token proves now, before it is used up.

        :return: (contact, address, way), or None where it proves nothing
        """
        own, _separator, mark = (token or "").partition(SEPARATOR)
        partner = mark and self.env["res.partner"].sudo()._get_partner_from_token(token)
        address = partner and self._address(partner)
        if not address or not consteq(mark, self._mark(own, address)):
            return None
        return partner, address, "reset" if partner.signup_type == "reset" else "invitation"

    def note(self, proven):
        """Note what a token has proven, once the login is there.

        :param proven: what :meth:`proves` has said
        """
        partner, address, way = proven
        for user in partner.user_ids[:1]:
            AddressProof(self.env).note(address, way, user=user)

    def _address(self, partner):
        """Return the one address that a mail to a contact goes to; of several none."""
        addresses = email_normalize_all(partner.sudo().email or "")
        return addresses[0] if len(addresses) == 1 else None

    def _mark(self, token, address):
        return hmac(self.env(su=True), "privacy-mailed-token", (token, address))[:32]


def without_mark(token):
    """Return Odoo's own part of a token."""
    return (token or "").partition(SEPARATOR)[0]

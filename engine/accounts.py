"""The accounts of a request's person, and the addresses that lead to their records, as they were
fixed with the identity.

Whoever edits a contact after that must not lead a package, a code or an erasure elsewhere: what
matches records is what was there when the identity was confirmed (GDPR Art. 5(1)(f), 12(6)).
"""

from odoo.exceptions import UserError
from odoo.tools import email_normalize, email_normalize_all

from .contactless.address_keys import key_of, needed_secret


def accounts_of(request, partners=None):
    """Return the person's contacts and the addresses below them, which have no life of their own.

    :param res.partner partners: by default those of the confirmed identity
    """
    partners = request.partner_ids if partners is None else partners
    return request.env["res.partner"].sudo().with_context(active_test=False).search([
        ("privacy_anonymised_on", "=", False), "|", ("id", "in", partners.ids),
        "&", ("type", "!=", "contact"), ("parent_id", "in", partners.ids)])


def addresses_of(contact):
    """Return the mail addresses and the number by which records of a contact are found.

    :return: set of texts, as ``Subjects`` compares them
    """
    contact = contact.sudo()
    found = {contact.email_normalized, contact.phone_sanitized, *email_normalize_all(
        contact.email or "")}
    return {each for each in found if each}


class FixedAddresses:
    """The addresses of one request's accounts: keyed hashes, and no second copy."""

    def __init__(self, env, request):
        self.env, self.request = env(su=True), request.with_env(env(su=True))

    def fix(self, partners, only=None):
        """Return what is kept of the present addresses.

        :param res.partner partners: the accounts, as they are confirmed now
        :param only: the addresses that may lead to records; None: all of them
        :return: ``{"contacts": {contact id: keys}, "lead": keys}``
        """
        contacts = self._present(partners)
        key = needed_secret(self.env)
        lead = ({each for keys in contacts.values() for each in keys} if only is None
                else {key_of(address, key) for address in only})
        return {"contacts": contacts, "lead": sorted(lead)}

    def _present(self, partners):
        accounts = accounts_of(self.request, partners)
        if not accounts:
            return {}
        key = needed_secret(self.env)
        return {str(account.id): sorted(key_of(each, key) for each in addresses_of(account))
                for account in accounts}

    def keys(self):
        """Return the keys of the addresses that lead to the person's records; None where the
        identity was confirmed before they were kept.
        """
        fixed = self.request.fixed_addresses
        return fixed["lead"] if fixed else None

    def are_changed(self):
        """Whether an account has other addresses than when the identity was confirmed, or there
        is another one below it. What has been erased since is no change.
        """
        fixed = self.request.fixed_addresses
        if not (fixed and self.request.identity_on):
            return False
        return any(fixed["contacts"].get(contact) != keys
                   for contact, keys in self._present(self.request.partner_ids).items())

    def are_of_login(self, user):
        """Whether a login was the contact's address when the identity was confirmed. Who is
        invited by another address since is somebody else.
        """
        login = email_normalize(user.login or "")
        if not self.are_changed():
            return True
        known = self.request.fixed_addresses["contacts"].get(str(user.partner_id.id), ())
        return bool(login) and key_of(login, needed_secret(self.env)) in known

    def check(self):
        """Stop and ask where they were changed.

        :raise UserError: where an account has other addresses now
        """
        if self.are_changed():
            raise UserError(self.env._(
                "The addresses of the person's contacts were changed after the identity was "
                "confirmed. Look at who has changed them and why, and confirm the identity once "
                "more."))

    def follow(self):
        """The person has asked for a correction and an officer has written it: these addresses
        are right now. A corrected one that nobody has proven leads to no record.
        """
        fixed = self.request.fixed_addresses
        if fixed:
            self.request.fixed_addresses = {
                **fixed, "contacts": self._present(self.request.partner_ids)}

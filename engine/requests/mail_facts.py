"""What a mail itself tells: where it comes from, whether its sender's domain stands for it, and
where answers are wanted.
"""

from email.utils import getaddresses

from odoo.tools import email_normalize

from ...core.requests import detect_rights
from ...core.requests.mail_origin import Headers, origin_of
from ...core.requests.mail_verdict import verdict_of
from ...core.text import entered
from ..settings import Settings
from .incoming_mail import sender_of

#: characters of a header that are kept
KEPT = 200
#: headers in which a list says who wrote what it sends in its own name
WRITERS = ("x-original-from", "x-original-sender", "reply-to")


class MailFacts:
    """What one mail tells of itself.

    :param email.message.Message message: as it came
    :param dict message_dict: what Odoo's gateway read of it
    """

    def __init__(self, env, message, message_dict):
        self.env = env
        self.message_dict = message_dict
        self.headers = Headers(message.raw_items())
        self.origin = origin_of(
            self.headers, message_dict.get("subject") or "", self._own_domains().__contains__)

    def values(self):
        """Return the values of a ``privacy.request.mail``, but for what it belongs to."""
        name, address = self.sender()
        verdict = self.verdict()
        return {
            "subject": self._short(self.message_dict.get("subject")), "sender_name": name,
            "sender_email": address, "reply_email": self.reply_to(address),
            "list_email": ", ".join(sorted(self.origin.lists))[:KEPT] or False,
            "origin": self.origin.kind, "sign": self.origin.sign or False,
            "sender_check": verdict.state, "sender_results": self._short(verdict.text()),
        }

    def makes_request(self, text):
        """Whether a person asks something: what programs and mass mailings write is set aside, and
        of what other lists send, whatever names no right.

        :param str text: subject and words
        """
        kind = self.origin.kind
        return kind in ("person", "list") or kind == "discussion" and bool(
            detect_rights.named_in(text))

    # === WHO === #

    def sender(self):
        """Return (name, mail address or False) of who wrote it; a list is nobody's address."""
        name, address = sender_of(self.message_dict.get("email_from"))
        if address and address in self.origin.lists:
            address = next((each for each in map(self._one_address, WRITERS) if each), False)
        return self._short(name), address

    def reply_to(self, sender):
        """Return the one address at which answers are wanted, where it is another one."""
        address = self._one_address("reply-to")
        return address if address and address != sender else False

    def _one_address(self, header):
        """Return the mail address of a header that has exactly one; neither a list's nor ours."""
        found = {email_normalize(address) for _name, address in getaddresses(
            self.headers.each(header)) if address}
        address = found.pop() if len(found) == 1 else False
        if not address or address in self.origin.lists or self.is_ours(address):
            return False
        return address

    def is_ours(self, address):
        """Whether mail to an address comes back to us."""
        return bool(self.env["mail.alias"].sudo().search_count(
            [("alias_full_name", "=", address)], limit=1))

    def _own_domains(self):
        """Return the domains of the controller's mail."""
        companies = self.env["res.company"].sudo().search([])
        addresses = companies.mapped("email") + companies.mapped("privacy_email")
        domains = self.env["mail.alias.domain"].sudo().search([]).mapped("name")
        return {*domains, *(email_normalize(address).rpartition("@")[2] for address in addresses
                            if address and email_normalize(address))}

    # === WHETHER IT IS SO === #

    def verdict(self):
        """Return what our own servers say of the sender's domain."""
        addresses = self.headers.addresses("from")
        servers = (Settings(self.env).text("mail_servers") or "").lower().replace(",", " ")
        return verdict_of(self.headers, addresses[0] if len(addresses) == 1 else "",
                          tuple(servers.split()))

    @staticmethod
    def _short(text):
        return entered.line(text or "", KEPT) or False

"""What attacks are made on: the served demo, its staff, and everybody's mailbox."""
import secrets
from typing import NamedTuple

from .client import Client, Refused
from .mailbox import Mailbox


class Seen(NamedTuple):
    """What came of an attack.

    :ivar bool held: whether the door held
    :ivar str what: what was seen
    """

    held: bool
    what: str


class World:
    """The served demo as an attacker finds it, and as its administrator sees what came of it.

    :param list urls: of the servers of one database
    :param Mailbox mailbox: to which the servers' mails go
    """

    def __init__(self, urls, database, mailbox):
        self.urls, self.database, self.mailbox = urls, database, mailbox
        self.admin = self.visitor().login("admin")
        self.officer = self.visitor().login("officer")
        self.preparer = self.visitor().login("preparer")
        self.staff = self.visitor().login("staff")
        self.auditor = self.visitor().login("auditor")
        self._gate = None

    def visitor(self, source="127.0.0.1", host=0):
        """Return somebody who has not logged in.

        :param int host: which of the servers is asked
        """
        return Client(self.urls[host % len(self.urls)], self.database, source)

    def address(self, name="eve"):
        """Return a new address."""
        return f"{name}-{secrets.token_hex(4)}@attack.example"

    def contact(self, **values):
        """Return the id of a new contact, made by a colleague."""
        return self.admin.call("res.partner", "create", [{
            "name": f"Victim {secrets.token_hex(3)}", "email": self.address("victim"),
            **values}])[0]

    @property
    def alias(self):
        """The address to which mails with requests come."""
        aliases = self.admin.call("mail.alias", "search_read", [
            ("alias_model_id.model", "=", "privacy.request")],
            ["alias_name", "alias_domain_id", "alias_full_name"], limit=1)
        if not aliases[0]["alias_domain_id"]:
            domain = self.admin.call("mail.alias.domain", "search", [], limit=1) or \
                self.admin.call("mail.alias.domain", "create", [{"name": "attacked.example"}])
            self.admin.call("mail.alias", "write", [aliases[0]["id"]],
                            {"alias_domain_id": domain[0]})
            return self.alias
        return aliases[0]["alias_full_name"]

    def colleague(self, *groups, **vals):
        """Return a new colleague, logged in, who has these groups beside being a user.

        :param groups: XML ids
        """
        login = self.address("colleague")
        ids = [self.admin.call("ir.model.data", "search_read", [
            ("module", "=", group.partition(".")[0]), ("name", "=", group.partition(".")[2])],
            ["res_id"])[0]["res_id"] for group in ("base.group_user", *groups)]
        self.admin.call("res.users", "create", [{
            "name": "Colleague", "login": login, "password": login,
            "group_ids": [[6, 0, ids]], **vals}])
        client = self.visitor().login(login)
        client.name = login
        return client

    def mail(self, text):
        """Let the mail server bring a mail, as a script of its own does over RPC."""
        if not self._gate:
            self._gate = self.colleague(
                "cloudpepper_privacy.group_privacy_user", "base.group_system")
            self.admin.call("ir.config_parameter", "set_param",
                            "cloudpepper_privacy.mail_gateway_login", self._gate.name)
        self._gate.call("mail.thread", "message_process", False, text)

    def read(self, model, ids, *fields):
        """Return what the administrator reads of records."""
        return self.admin.call(model, "read", ids, list(fields))

    def sign_up(self, address):
        """Return a visitor who has signed up with an address, as anybody may."""
        self.admin.call("ir.config_parameter", "set_param", "auth_signup.invitation_scope", "b2c")
        visitor, password = self.visitor(), secrets.token_hex(8)
        visitor.post("/web/signup", login=address, name="Eve", password=password,
                     confirm_password=password)
        return visitor.login(address, password)

    def requests_of(self, address):
        """Return the requests that name an address."""
        return self.officer.call("privacy.request", "search_read", [
            ("person_email", "ilike", address)],
            ["state", "identity_on", "person_email", "person_name"])


def refused(act, *words):
    """Try a call that must be refused.

    :param words: of which the reason says one, if any are given
    :rtype: Seen
    """
    try:
        answer = act()
    except Refused as error:
        text = str(error)
        return Seen(not words or any(word in text for word in words), f"refused: {text[:80]}")
    return Seen(False, f"done: {str(answer)[:80]}")


def all_of(*seen):
    """Return several results as one: the first that did not hold, or the last."""
    return next((each for each in seen if not each.held), seen[-1])


__all__ = ["Mailbox", "Seen", "World", "all_of", "refused"]

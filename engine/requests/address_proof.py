"""Proof of an address: a fact of its own, with its day, for a login or for a request.

Whoever has received what was sent to an address holds it: the link of a mail, a code, the
invitation to a login, the mail that resets its password. Nothing else proves one: everybody may
type any address, sign up with it, or write it into a From header (GDPR Art. 12(6), 5(1)(f);
EDPB Guidelines 01/2022, 63 to 79).
"""

import secrets
from datetime import timedelta

from odoo import fields
from odoo.tools import email_normalize, email_normalize_all

from ..contactless.address_keys import key_of, needed_secret, secret
from .tokens import hash_of

#: how an address is proven
WAYS = [("link", "Link of a mail"), ("code", "Code of a mail"), ("invitation", "Invitation"),
        ("reset", "Mail that resets the password")]
#: days that the link of a mail works
DAYS = 14


class AddressProof:
    """Reads and writes proofs of addresses."""

    def __init__(self, env):
        self.env = env(su=True)
        self.rows = self.env["privacy.address.proof"]

    # === FACTS === #

    def note(self, address, way, user=None, request=None):
        """Note that an address was proven now.

        :param str address: in any spelling; what is none proves nothing
        :param str way: a code of :data:`WAYS`
        :param res.users user: the login that has shown it, or
        :param privacy.request request: for which it was shown
        """
        if not email_normalize(address or ""):
            return
        proven = {"way": way, "proven_on": fields.Datetime.now()}
        if known := self._find(address, user, request):
            known.write({**proven, "token_hash": False})
        else:
            self.rows.create({
                **proven, "key": self._key(address), "user_id": user.id if user else False,
                "request_id": request.id if request else False})
        self._record(way, user, request)

    def of(self, address, user=None, request=None):
        """Return the proof of an address by this login or for this request; an empty record
        where there is none.
        """
        # without the secret of the keys nobody can say it: then it is not proven
        found = self._find(address, user, request) if secret() else self.rows
        return found if found.proven_on else found.browse()

    def forget(self, users):
        """Take back what logins have shown: somebody else has set their password."""
        rows = self.rows.search([("user_id", "in", users.ids)])
        if rows:
            self.env["privacy.evidence"]._record([{
                "act": "address_unproven", "partner": user.partner_id.id,
                "counts": {"uid": user.id}} for user in rows.user_id])
        rows.unlink()

    def _find(self, address, user, request):
        if not email_normalize(address or ""):
            return self.rows
        return self.rows.search([
            ("key", "=", self._key(address)), ("user_id", "=", user.id if user else False),
            ("request_id", "=", request.id if request else False)], limit=1)

    def _key(self, address):
        return key_of(email_normalize(address), needed_secret(self.env))

    def _record(self, way, user, request):
        self.env["privacy.evidence"]._record([{
            "act": "address_proven", "partner": user.partner_id.id if user else None,
            "counts": {"way": way, "uid": user.id if user else self.env.uid,
                       **({"request": request.id} if request else {})}}])

    # === LINKS === #

    def link(self, request):
        """Return a new link for the address of a request, to be mailed there and nowhere else.

        It does nothing by being opened: mail scanners open links.

        :rtype: str
        """
        token = secrets.token_urlsafe(32)
        sent = {"token_hash": hash_of(token), "sent_on": fields.Datetime.now()}
        if known := self._find(request.person_email, None, request):
            known.write(sent)
        else:
            self.rows.create({**sent, "key": self._key(request.person_email), "way": "link",
                              "request_id": request.id})
        return f"{request.get_base_url()}/privacy/address/{token}"

    def waiting(self, token):
        """Return the proof that a link leads to; empty where it is used up, too old or wrong."""
        since = fields.Datetime.now() - timedelta(days=DAYS)
        return self.rows.search(
            [("token_hash", "=", hash_of(token)), ("sent_on", ">", since),
             ("request_id.state", "in", ("received", "identity"))], limit=1)

    def post(self, row):
        """The link was posted: whoever did that holds the address."""
        row.write({"proven_on": fields.Datetime.now(), "way": "link", "token_hash": False})
        request = row.request_id
        # the address of the request may be another one by now
        if self.of(request.person_email, request=request) == row:
            request.address_confirmed_on = row.proven_on
        self._record("link", None, request)

    def delete_old(self):
        """Let go of links that nobody has posted in time, and of logins that are none."""
        before = fields.Datetime.now() - timedelta(days=DAYS)
        self.rows.search([
            "|", "&", ("proven_on", "=", False), ("sent_on", "<", before),
            "&", ("user_id", "!=", False), ("user_id.active", "=", False),
        ], limit=10_000).unlink()


def vouches(user):
    """Whether a login vouches for its contact and its mail address: the contact's address is the
    login itself, and whoever has the login has shown that the address is theirs. Nobody else can
    change a login, and a colleague can change an address. A contact without any address has
    nothing that could be somebody else's.
    """
    addresses = email_normalize_all(user.partner_id.sudo().email or "")
    if not addresses:
        return True
    login = email_normalize(user.login or "")
    return addresses[0] == login and bool(AddressProof(user.env).of(login, user=user))

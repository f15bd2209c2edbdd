"""A code to the address of a login: whoever gives it back holds the mailbox (GDPR Art. 12(6)).

Signing up proves nothing, and an invitation of long ago may be unknown here. The code is asked
for on the page of one's own data and typed there; nothing of it is kept.
"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize, email_normalize_all

from ...core.evidence import codes
from ...core.requests import rights as rules
from ..refusals import RateLimitExceeded
from .address_proof import AddressProof, vouches
from .letters import Letters
from .limits import Limit, Limits, folded

#: codes that one address gets, as (number, hours)
PER_ADDRESS = ((5, 24),)


class LoginCode:
    """The code of one login; at most one is on its way."""

    def __init__(self, env, user):
        self.env, self.user = env(su=True), user.with_env(env(su=True))

    def address(self):
        """Return the address that can be proven: the login itself, where it is the contact's
        first one; None otherwise.
        """
        login = email_normalize(self.user.login or "")
        addresses = email_normalize_all(self.user.partner_id.email or "")
        return login if login and addresses[:1] == [login] else None

    def current(self):
        """Return the row of the code that was sent last, if any."""
        return self.env["privacy.request.code"].search([("user_id", "=", self.user.id)])

    def send(self):
        """Send a new code to the address of the login.

        :raise UserError: where there is no such address, or it has had its codes today
        """
        address = self.address()
        if not address:
            raise UserError(self.env._(
                "Your mail address is not that of your login. Write to us to change this."))
        if vouches(self.user):
            raise UserError(self.env._("You have shown already that this address is yours."))
        if Limits(self.env).take(Limit("login-code", folded(address), PER_ADDRESS)):
            raise RateLimitExceeded(self.env._(
                "Enough codes were sent to this address today. Try again tomorrow, or write to "
                "us."))
        self._lock()
        self.current().unlink()
        code = codes.new_code()
        row = self.env["privacy.request.code"].create({
            "user_id": self.user.id, "partner_ref": self.user.partner_id.id, "digest": "-",
            "until": fields.Datetime.now() + timedelta(minutes=rules.CODE_MINUTES)})
        row.digest = row._digest(code)
        Letters(self.env, self.env["privacy.request"]).send_once(
            "cloudpepper_privacy.mail_template_login_code", self.user, address,
            privacy_code=code)

    def enter(self, code):
        """Take a code that was typed; each try counts, whatever becomes of it.

        :return: whether it is the one that was sent, in time, within five tries
        """
        self._lock()
        row = self.current()
        if not row or row.tries >= rules.CODE_TRIES or row.until < fields.Datetime.now():
            return False
        row.tries += 1
        address = self.address()
        if not address or not row._is("".join(filter(str.isdigit, (code or "")[:20]))):
            return False
        row.unlink()
        AddressProof(self.env).note(address, "code", user=self.user)
        return True

    def _lock(self):
        """Hold the login's row: of two tries at once the second one counts, too."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT FROM res_users WHERE id = %s FOR NO KEY UPDATE", self.user.id))
        self.env["privacy.request.code"].invalidate_model()

"""Withdrawal of consent (GDPR Art. 7(3)): what rests on it stops now."""

from odoo.exceptions import UserError

from ...marketing import Marketing
from .base import Right


class Stopping(Right):
    """A right that stops mailings and ends consents at once."""

    acts = address_is_enough = True

    def stop(self, consents):
        """Withdraw consents and stop mailings to every address of the person."""
        marketing = Marketing(self.env)
        self.right.sudo().consent_count = len(consents)
        marketing.withdraw(consents)
        marketing.stop(self.partners, self._other_addresses())

    def _other_addresses(self):
        email = self.right.request_id.person_email
        return [email] if email else []

    def consents(self):
        """Return the person's consents that are in force."""
        return self.env["privacy.consent.record"].sudo().search([
            ("partner_id", "in", self.partners.ids), ("date_withdrawn", "=", False)])

    def check_stopped(self, consents):
        """Refuse where a consent is in force, or a mailing could still reach the person."""
        if consents or Marketing(self.env).still_mailed(
                self.partners, self._other_addresses()):
            raise UserError(self.env._("A mailing could still reach this person."))

    def letter(self):
        """Say what stopped, or what goes on."""
        if self.right.outcome not in ("granted", "partly"):
            return {"stopped": self.right.restricted_ids and self.env._(
                "Until now we had stopped all processing of your data. With this answer it goes "
                "on (Art. 18(3) GDPR).")}
        if self.right.scope == "other":
            return {"stopped": self.env._("Your data are stored and nothing else happens with "
                                          "them.")}
        stopped = self.env._("You get no more direct marketing, by mail or by phone, as of now.")
        withdrawn = self.right.consent_count and self.env._(
            "%s consents were withdrawn today.", self.right.consent_count)
        return {"stopped": " ".join(filter(None, (stopped, withdrawn)))}


class Withdrawal(Stopping):
    """All consents of the person are taken back."""

    kind = "withdrawal"

    def act(self, choice):
        """Stop, and grant it at once."""
        self.stop(self.consents())
        self.right._close("granted")

    def check_done(self, outcome):
        """No consent is in force and no mailing reaches the person."""
        self.check_stopped(self.consents())

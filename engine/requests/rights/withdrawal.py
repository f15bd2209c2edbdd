"""Withdrawal of consent (GDPR Art. 7(3)): what rests on it stops now."""

from odoo.exceptions import UserError

from ...marketing import Marketing
from ..lifting import Lifting
from ..notices import Notices
from ..without_contact import numbers_of
from .base import Right


class Stopping(Right):
    """A right that stops mailings and ends consents at once."""

    acts = address_is_enough = True

    def stop(self, consents):
        """Withdraw consents and stop mailings to every address of the person."""
        marketing = Marketing(self.env)
        self.right.sudo().consent_count = len(consents)
        Notices(self.env, self.right).note_mailers(consents.purpose_id)
        marketing.withdraw(consents)
        marketing.stop(self.partners, self._other_addresses(), self._other_numbers())

    def _other_addresses(self):
        email = self.right.request_id.person_email
        return [email] if email else []

    def _other_numbers(self):
        return numbers_of(self.env, self.right.request_id)

    def consents(self):
        """Return the person's consents that are in force."""
        return self.env["privacy.consent.record"].sudo().search([
            ("partner_id", "in", self.partners.ids), ("date_withdrawn", "=", False)])

    def check_stopped(self, consents):
        """Refuse where a consent is in force, or a mailing could still reach the person."""
        if consents or Marketing(self.env).still_mailed(
                self.partners, self._other_addresses(), self._other_numbers()):
            raise UserError(self.env._("A mailing could still reach this person."))

    def letter(self):
        """Say what stopped, or what goes on."""
        right = self.right
        if right.outcome not in ("granted", "partly"):
            return {"stopped": self._goes_on()}
        if right.scope == "other":
            return {"stopped": self.env._("Your data are stored and nothing else happens with "
                                          "them.")}
        return {"stopped": " ".join(filter(None, self._sentences()))}

    def _goes_on(self):
        """Say what becomes of the restriction until an objection was weighed (Art. 18(3))."""
        right = self.right
        if not (right.restricted_ids or right.sudo().restricted_contactless_ids):
            return False
        if not Lifting(self.env, right).frees():
            return self.env._(
                "Your data stay restricted all the same, because another request of yours asks "
                "for it.")
        return self.env._(
            "Until now we have stopped all processing of your data. Once this letter has left, "
            "it goes on; this is how you hear of it before (Art. 18(3) GDPR).")

    def _sentences(self):
        """Yield what stopped: all of it only where nobody else sends mailings for us."""
        right = self.right
        if not (right.scope or right.consent_count or right.recipient_ids or self.partners):
            return
        if right.sudo().notice_ids:
            yield self.env._("We have stopped our own mailings and calls to you today.")
        else:
            yield self.env._("You get no more direct marketing, by mail or by phone, as of now.")
        if right.consent_count == 1:
            yield self.env._("One consent was withdrawn today.")
        elif right.consent_count:
            yield self.env._("%s consents were withdrawn today.", right.consent_count)
        if right.kind == "withdrawal":
            yield self.env._(
                "What we did with your consent before today stays lawful (Art. 7(3) GDPR).")


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

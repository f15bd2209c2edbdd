"""Objection (GDPR Art. 21): against marketing absolute, any other one restricts until it is
decided on (Art. 18(1)(d)).
"""

from odoo.exceptions import UserError

from ..lifting import Lifting
from .withdrawal import Stopping


class Objection(Stopping):
    """What the person objects to stops."""

    kind = "objection"

    def act(self, choice):
        """Stop marketing and grant it, or restrict until an officer has weighed it.

        :param str choice: ``marketing`` or ``other``
        """
        if choice not in ("marketing", "other"):
            raise UserError(self.env._("Say what the person objects to."))
        self.right.sudo().scope = choice
        if choice == "marketing":
            self.stop(self._marketing_consents())
            self.right._close("granted")
            return
        free = self.partners.filtered(lambda partner: not partner.sudo().privacy_restricted)
        self.right.sudo().restricted_ids |= free
        self.restrict(free, True)
        unbound = self.contactless.filtered(lambda subject: not subject.restricted)
        self.right.sudo().restricted_contactless_ids |= unbound
        unbound.with_env(self.env)._restrict(True)
        self.right.request_id._record_evidence("request_objection")

    def _marketing_consents(self):
        return self.consents().filtered(
            lambda consent: "marketing" in consent.purpose_id.category_ids.mapped("code"))

    def check_done(self, outcome):
        """Marketing has stopped, or the contacts are restricted."""
        if not self.has_something():
            return
        if not self.right.scope:
            raise UserError(self.env._("The objection has not been acted on yet."))
        if self.right.scope == "marketing":
            self.check_stopped(self._marketing_consents())
        else:
            self.check_restricted(self.env._("These contacts are not restricted any more."))

    def settle(self):
        """Compelling grounds prevailed: what this right alone had restricted goes on once the
        letter that says so has left (Art. 18(3)).
        """
        if self.right.outcome in ("refused", "referred"):
            Lifting(self.env, self.right).announce_with_answer()

"""Objection (GDPR Art. 21): against marketing absolute, any other one restricts until it is
decided on (Art. 18(1)(d)).
"""

from odoo.exceptions import UserError

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
        """Compelling grounds prevailed, and the person was told by the same act (Art. 18(3)):
        what this right alone had restricted is free again.
        """
        right = self.right
        if right.outcome not in ("refused", "referred"):
            return
        kept = right.sudo().search([
            ("id", "!=", right.id), ("restricted_ids", "in", right.restricted_ids.ids),
            "|", ("state", "=", "open"), ("outcome", "in", ("granted", "partly"))]).restricted_ids
        wanted = right.sudo().search([
            ("kind", "=", "restriction"), ("outcome", "in", ("granted", "partly")),
            ("request_id.partner_ids", "in", right.restricted_ids.ids)]).request_id.partner_ids
        free = right.restricted_ids - kept - wanted
        self.restrict(free.with_env(self.env), False)
        right.sudo().restricted_ids = False
        self._free_contactless()

    def _free_contactless(self):
        """The same for who has no contact."""
        right = self.right.sudo()
        bound = right.restricted_contactless_ids
        kept = right.search([
            ("id", "!=", right.id), ("restricted_contactless_ids", "in", bound.ids),
            "|", ("state", "=", "open"), ("outcome", "in", ("granted", "partly"))])
        wanted = right.search([
            ("kind", "=", "restriction"), ("outcome", "in", ("granted", "partly")),
            ("request_id.contactless_ids", "in", bound.ids)])
        free = bound - kept.restricted_contactless_ids - wanted.request_id.contactless_ids
        free.with_env(self.env)._restrict(False)
        right.restricted_contactless_ids = False

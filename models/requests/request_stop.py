from odoo import fields, models
from odoo.exceptions import UserError


class PrivacyRequestRight(models.Model):
    """Objection (Art. 21) and withdrawal of consent (Art. 7(3)): what rests on them stops now."""

    _inherit = "privacy.request.right"

    scope = fields.Selection(
        [("marketing", "Direct marketing"), ("other", "Other processing")],
        string="Objects To", readonly=True, copy=False,
        help="Against direct marketing the objection is absolute (Art. 21(2) and (3)); any other "
             "stops the processing until it is decided on (Art. 18(1)(d)).")
    restricted_ids = fields.Many2many(
        "res.partner", "privacy_request_right_restricted_rel", string="Restricted Meanwhile",
        readonly=True, copy=False, context={"active_test": False})
    consent_count = fields.Integer(
        string="Consents Withdrawn", readonly=True, copy=False, aggregator=None)

    # === ACT === #

    def _act_objection(self, scope):
        if scope not in ("marketing", "other"):
            raise UserError(self.env._("Say what the person objects to."))
        self.sudo().scope = scope
        if scope == "marketing":
            self._stop_marketing(self._consents(marketing=True))
            self._close("granted")
            return
        # until it is decided on nothing is done with the data (Art. 18(1)(d))
        free = self.request_id.partner_ids.filtered(
            lambda partner: not partner.sudo().privacy_restricted)
        self.sudo().restricted_ids |= free
        self.env["privacy.gateway"]._restrict(free, True)
        self.request_id._record_evidence("request_objection")

    def _act_withdrawal(self, _choice):
        self._stop_marketing(self._consents())
        self._close("granted")

    def _stop_marketing(self, consents):
        gateway = self.env["privacy.gateway"]
        self.sudo().consent_count = len(consents)
        gateway._withdraw(consents)
        gateway._stop_mailings(self.request_id.partner_ids, self._other_addresses())

    def _other_addresses(self):
        return [self.request_id.person_email] if self.request_id.person_email else []

    def _consents(self, marketing=False):
        """Return the person's consents that are in force."""
        consents = self.env["privacy.consent.record"].sudo().search([
            ("partner_id", "in", self.request_id.partner_ids.ids),
            ("date_withdrawn", "=", False)])
        if marketing:
            consents = consents.filtered(lambda consent: "marketing" in consent.purpose_id
                                         .category_ids.mapped("code"))
        return consents

    # === CHECK === #

    def _check_done_objection(self, _outcome):
        partners = self.request_id.partner_ids
        if not partners:
            return
        if not self.scope:
            raise UserError(self.env._("The objection has not been acted on yet."))
        if self.scope == "marketing":
            self._check_silent(self._consents(marketing=True))
        elif not all(partners.sudo().mapped("privacy_restricted")):
            raise UserError(self.env._("These contacts are not restricted any more."))

    def _check_done_withdrawal(self, _outcome):
        if self.request_id.partner_ids:
            self._check_silent(self._consents())

    def _check_silent(self, consents):
        if consents or self.env["privacy.gateway"]._still_mailed(
                self.request_id.partner_ids, self._other_addresses()):
            raise UserError(self.env._("A mailing could still reach this person."))

    def _letter_stopped(self):
        """Say what stopped, or what goes on."""
        if self.kind not in ("objection", "withdrawal"):
            return False
        if self.outcome not in ("granted", "partly"):
            return self.restricted_ids and self.env._(
                "Until now we had stopped all processing of your data. With this answer it goes "
                "on (Art. 18(3) GDPR).")
        if self.scope == "other":
            return self.env._("Your data are stored and nothing else happens with them.")
        said = self.env._("You get no more direct marketing, by mail or by phone, as of now.")
        withdrawn = self.consent_count and self.env._(
            "%s consents were withdrawn today.", self.consent_count)
        return " ".join(filter(None, (said, withdrawn)))

    def _settle_objection(self):
        """Compelling grounds prevailed, and the person was told by the same act (Art. 18(3)):
        what this right alone had restricted is free again.
        """
        if self.outcome not in ("refused", "referred"):
            return
        kept = self.sudo().search([
            ("id", "!=", self.id), ("restricted_ids", "in", self.restricted_ids.ids),
            "|", ("state", "=", "open"), ("outcome", "in", ("granted", "partly"))]).restricted_ids
        wanted = self.sudo().search([
            ("kind", "=", "restriction"), ("outcome", "in", ("granted", "partly")),
            ("request_id.partner_ids", "in", self.restricted_ids.ids)]).request_id.partner_ids
        free = self.restricted_ids - kept - wanted
        self.env["privacy.gateway"]._restrict(free.with_env(self.env), False)
        self.sudo().restricted_ids = False

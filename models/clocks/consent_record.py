from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...const import OFFICER
from ...engine.housekeeping import Housekeeping


class PrivacyConsentRecord(models.Model):
    """One consent, given or withdrawn: who, when, how, for what (Art. 7(1))."""

    _name = "privacy.consent.record"
    _description = "Consent"
    _order = "date_given desc, id desc"
    _rec_name = "purpose_id"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="cascade"
    )
    purpose_id = fields.Many2one("privacy.purpose", required=True, ondelete="restrict")
    date_given = fields.Date(required=True, default=fields.Date.context_today)
    date_withdrawn = fields.Date()
    source = fields.Char(help="Where it was given: form, banner, letter.")
    statement = fields.Text(help="The words the person agreed to.")

    @api.constrains("date_given", "date_withdrawn")
    def _check_dates(self):
        for consent in self:
            if consent.date_withdrawn and consent.date_withdrawn < consent.date_given:
                raise ValidationError(
                    self.env._("A consent cannot be withdrawn before it was given.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        consents = super().create(vals_list)
        self.env["privacy.outbox"]._note("res.partner", consents.sudo().partner_id.ids)
        return consents

    def write(self, vals):
        """What was agreed to is fixed once saved; a withdrawal is added to it (Art. 7(1))."""
        officer = self.env.su or self.env.user.has_group(OFFICER)
        if not officer and not vals.keys() <= {"date_withdrawn"}:
            raise AccessError(self.env._("A recorded consent can be withdrawn, not rewritten."))
        before = self.sudo().partner_id
        done = super().write(vals)
        self.env["privacy.outbox"]._note("res.partner", (before | self.sudo().partner_id).ids)
        return done

    def unlink(self):
        self.env["privacy.outbox"]._note("res.partner", self.sudo().partner_id.ids)
        return super().unlink()

    @api.autovacuum
    def _gc_consents(self):
        """Delete consents that were withdrawn long ago."""
        return Housekeeping(self.env).gc_consents()

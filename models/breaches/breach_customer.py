from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER
from ...engine.acting import is_acting
from ...engine.breaches.customers import Customers

#: what an officer writes; the rest follows from telling
WRITTEN = frozenset(("breach_id", "partner_id", "note"))


class PrivacyBreachCustomer(models.Model):
    """A controller for whom we process, and who is told of a breach without undue delay
    (Art. 33(2)).
    """

    _name = "privacy.breach.customer"
    _description = "Controller to Tell of a Breach"
    _order = "id"
    _rec_name = "partner_id"

    breach_id = fields.Many2one(
        "privacy.breach", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="breach_id.company_id")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", index="btree_not_null", ondelete="set null")
    state = fields.Selection(
        [("waiting", "To Tell"), ("queued", "Mail Queued"), ("sent", "Mail Sent"),
         ("failed", "Mail Failed"), ("told", "Told Otherwise"), ("drill", "Drill: Not Sent")],
        required=True, readonly=True, default="waiting")
    note = fields.Char(string="How", help="Where they were told in another way than by our mail.")
    queued_on = fields.Datetime(readonly=True)
    told_on = fields.Datetime(readonly=True)
    bounced_on = fields.Datetime(readonly=True)

    @api.constrains("breach_id", "partner_id")
    def _check_once(self):
        for line in self:
            others = line.sudo().breach_id.customer_ids - line
            if line.partner_id in others.partner_id:
                raise ValidationError(self.env._("Each controller is told once of a breach."))

    @api.model_create_multi
    def create(self, vals_list):
        """An officer says who; the rest follows."""
        if not self.env.su and any(not vals.keys() <= WRITTEN for vals in vals_list):
            raise self._refusal()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (not vals.keys() <= WRITTEN - {"breach_id"} or self.filtered(
                lambda each: each.state not in ("waiting", "failed"))):
            raise self._refusal()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if not is_acting(self.env) and self.filtered(lambda each: each.state != "waiting"):
            raise UserError(self.env._("Whoever was told stays on the list."))

    def action_told(self):
        """Button: they were told in the way that the note says."""
        self.breach_id._check_group(OFFICER)
        self.check_access("write")
        for breach, lines in self.grouped("breach_id").items():
            Customers(self.env, breach).told(lines)
        return True

    def _refusal(self):
        return AccessError(self.env._("Controllers are told by the buttons of the breach."))

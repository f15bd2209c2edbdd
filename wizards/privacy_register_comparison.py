from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.register.versions import Versions


class PrivacyRegisterComparison(models.TransientModel):
    """Two versions of the register, and what differs between them."""

    _name = "privacy.register.comparison"
    _description = "Comparison of Two Versions"

    old_id = fields.Many2one("privacy.register.version", string="From", required=True)
    new_id = fields.Many2one("privacy.register.version", string="To", required=True)
    difference_text = fields.Text(string="What Changed", compute="_compute_difference_text")

    @api.model
    def default_get(self, fields):  # pylint: disable=redefined-outer-name
        """Take the selected versions, the oldest and the newest of them."""
        values = super().default_get(fields)
        versions = self.env["privacy.register.version"].browse(
            self.env.context.get("active_ids", ())).exists().sorted("number")
        if versions:
            values |= {"old_id": versions[0].id, "new_id": versions[-1].id}
        return values

    @api.constrains("old_id", "new_id")
    def _check_company(self):
        for comparison in self:
            if comparison.old_id.company_id != comparison.new_id.company_id:
                raise ValidationError(self.env._("Versions of one company are compared."))

    @api.depends("old_id", "new_id")
    @api.depends_context("lang")
    def _compute_difference_text(self):
        for each in self:
            old, new = each.old_id, each.new_id
            told = Versions(self.env, new.company_id).between(old, new) if old and new else []
            each.difference_text = "\n".join(told)

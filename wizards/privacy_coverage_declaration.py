from odoo import fields, models
from odoo.exceptions import UserError


class PrivacyCoverageDeclaration(models.TransientModel):
    """Declares fields free of personal data, with one reason for all."""

    _name = "privacy.coverage.declaration"
    _description = "Declaration of Fields"

    row_ids = fields.Many2many("privacy.coverage", string="Fields", readonly=True)
    count = fields.Integer(string="How Many", compute="_compute_count")
    reason = fields.Char(required=True)

    def _compute_count(self):
        for wizard in self:
            wizard.count = len(wizard.row_ids)

    def action_declare(self):
        """Button: declare them, as an officer does one by one."""
        self.ensure_one()
        if not self.row_ids:
            raise UserError(self.env._("Nothing is left to declare."))
        self.row_ids.write({"reason": self.reason})
        self.row_ids.action_declare_free()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

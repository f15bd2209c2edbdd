from odoo import fields, models


class PrivacyRequestRemovalStep(models.TransientModel):
    """Why a right was not asked for."""

    _name = "privacy.request.removal.step"
    _description = "Removal of a Right"

    right_id = fields.Many2one(
        "privacy.request.right", string="Line", required=True, readonly=True)
    kind = fields.Selection(related="right_id.kind", string="Right")
    reason = fields.Text(string="Why It Was Not Asked For", required=True)

    def action_remove(self):
        """Remove the right; the right itself checks the role and what was done."""
        self.ensure_one()
        self.right_id._remove(self.reason)
        return {"type": "ir.actions.act_window_close"}

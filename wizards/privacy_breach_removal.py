from odoo import fields, models

from ..engine.breaches.affected import Affected


class PrivacyBreachRemoval(models.TransientModel):
    """Why people are taken off the list of a breach, before anybody has written to them."""

    _name = "privacy.breach.removal"
    _description = "Take People Off the List of a Breach"

    subject_ids = fields.Many2many(
        "privacy.breach.subject", "privacy_breach_removal_subject_rel", string="People")
    why = fields.Text(required=True)

    def action_remove(self):
        """Take them off."""
        self.ensure_one()
        lines = self.subject_ids._origin
        for breach, some in lines.grouped("breach_id").items():
            Affected(self.env, breach).remove(some, self.why)
        return {"type": "ir.actions.act_window_close"}

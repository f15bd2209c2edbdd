from odoo import fields, models

from ..engine.requests.lifting import Lifting


class PrivacyRequestLift(models.TransientModel):
    """The end of a restriction: the person is told why and when, before it is lifted."""

    _name = "privacy.request.lift"
    _description = "Lift a Restriction"

    right_id = fields.Many2one("privacy.request.right", required=True, readonly=True)
    reason = fields.Text(required=True, help="The person reads it in the letter.")

    def action_lift(self):
        """Write the letter; a scheduled action lifts the restriction on the day that it names."""
        self.ensure_one()
        Lifting(self.env, self.right_id).announce(self.reason)
        return {"type": "ir.actions.act_window_close"}

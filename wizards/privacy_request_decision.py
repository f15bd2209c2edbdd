from odoo import api, fields, models

from ..core import requests as rules
from ..models.privacy_request_right import ERASURES


class PrivacyRequestDecision(models.TransientModel):
    """What comes of a right: what would go and what stays, then the outcome and its reasons."""

    _name = "privacy.request.decision"
    _description = "Decision on a Right"

    right_id = fields.Many2one("privacy.request.right", required=True, readonly=True)
    kind = fields.Selection(related="right_id.kind", string="Asked For")
    run_id = fields.Many2one(related="right_id.run_id")
    run_state = fields.Selection(related="right_id.run_id.state", string="State of the Run")
    acts = fields.Boolean(compute="_compute_acts")
    erasure_ground = fields.Selection(ERASURES, string="Rests On")
    outcome = fields.Selection(selection=lambda self: self.env[
        "privacy.request.right"]._fields["outcome"].selection)
    ground = fields.Selection(selection=lambda self: self.env[
        "privacy.request.right"]._fields["ground"].selection)
    needs_reason = fields.Boolean(compute="_compute_needs_reason")
    reason = fields.Text(
        string="Reasons", help="Write them to the person: no letter goes out by itself.")

    @api.depends("right_id")
    def _compute_acts(self):
        for decision in self:
            right = decision.right_id
            decision.acts = right.kind in ("erasure", "restriction") and not right.run_id

    @api.depends("outcome")
    def _compute_needs_reason(self):
        for decision in self:
            decision.needs_reason = decision.outcome in rules.REASONED

    def action_act(self):
        """Do what was asked; an erasure's outcome waits for what its run has proven."""
        self.ensure_one()
        right = self.right_id
        right._act(self.erasure_ground)
        if right.run_id:
            return right.run_id._get_records_action()
        return {"type": "ir.actions.act_window_close"}

    def action_close(self):
        """Decide; the right checks the role, the identity and the table of outcomes."""
        self.ensure_one()
        self.right_id._close(self.outcome, self.ground, self.reason)
        return {"type": "ir.actions.act_window_close"}

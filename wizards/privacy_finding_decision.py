from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.runs.finding import ACTS


class PrivacyFindingDecision(models.TransientModel):
    """Whose a finding is, or why and until when it is kept."""

    _name = "privacy.finding.decision"
    _description = "Decision on Findings"

    finding_ids = fields.Many2many("privacy.finding", required=True, readonly=True)
    act = fields.Selection(ACTS, required=True, readonly=True)
    count = fields.Integer(string="Places", compute="_compute_count")
    reason = fields.Char(help="Why; it is kept with the finding, so name nobody.")
    ground = fields.Selection(
        selection=lambda self: self.env["privacy.finding"]._selection_ground(),
        string="Kept Because")
    until = fields.Date(string="Kept Until", help="On the day after it is an officer's task.")

    @api.depends("finding_ids")
    def _compute_count(self):
        for decision in self:
            decision.count = len(decision.finding_ids)

    def action_decide(self):
        """Settle the findings, or propose it where two officers have to agree.

        :raise UserError: without a reason, or without ground and a day to come
        """
        self.ensure_one()
        if self.act == "kept":
            if not self.ground or not self.until or self.until <= self.env[
                    "privacy.timer"]._today():
                raise UserError(self.env._(
                    "What is kept has a ground and a last day, which is still to come."))
        elif not (self.reason or "").strip():
            raise UserError(self.env._("Say why it is another person's."))
        kept = self.act == "kept"
        self.finding_ids._act(
            self.act, self.reason, kept and self.ground, kept and self.until)
        return {"type": "ir.actions.act_window_close"}

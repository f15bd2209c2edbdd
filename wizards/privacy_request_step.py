from odoo import api, fields, models

from ..models.privacy_request_clock import METHODS


class PrivacyRequestStep(models.TransientModel):
    """What an officer says when a request moves: who it is, which doubts, why it takes longer."""

    _name = "privacy.request.step"
    _description = "Step of a Request"

    request_id = fields.Many2one("privacy.request", required=True, readonly=True)
    step = fields.Selection(
        [("ask", "Ask for identity"), ("confirm", "Confirm identity"), ("extend", "Extend")],
        required=True, readonly=True)
    reason = fields.Text()
    method = fields.Selection(METHODS, string="How")
    candidate_ids = fields.Many2many("res.partner", related="request_id.candidate_ids")
    partner_ids = fields.Many2many(
        "res.partner", "privacy_request_step_partner_rel", string="Accounts of This Person",
        compute="_compute_partner_ids", store=True, readonly=False,
        context={"active_test": False})
    deadline = fields.Date(related="request_id.deadline")
    deadline_extended = fields.Date(compute="_compute_deadline_extended")

    @api.depends("request_id")
    def _compute_partner_ids(self):
        """Suggest what is certain alone: one candidate; several are asked, never guessed."""
        for step in self:
            known = step.request_id.partner_ids
            found = step.request_id.candidate_ids
            step.partner_ids = known or (found if len(found) == 1 else False)

    @api.depends("request_id")
    def _compute_deadline_extended(self):
        for step in self:
            step.deadline_extended = step.request_id and step.request_id._answer_by(True)

    def action_confirm(self):
        """Do the step; the request checks the role and the table of moves."""
        self.ensure_one()
        if self.step == "ask":
            self.request_id._ask_identity(self.reason)
        elif self.step == "confirm":
            self.request_id._confirm_identity(self.partner_ids, self.method, self.reason)
        else:
            self.request_id._extend(self.reason)
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models

from ..engine.breaches.authority import Authority
from ..engine.breaches.moving import Moving, Step
from ..engine.breaches.people import People
from ..models.breaches.breach import RISKS

#: steps that have an engine of their own
STEPS = [
    ("assess", "Decide the risk"), ("notice", "Prepare a notice to the authority"),
    ("leave", "Leave the authority out"), ("people", "Decide whether people are told"),
    ("clock", "Correct since when we are aware"), ("unfounded", "It was no breach"),
    ("close", "Close"), ("reopen", "Open again"),
]


class PrivacyBreachStep(models.TransientModel):
    """What an officer decides about a breach, and why."""

    _name = "privacy.breach.step"
    _description = "Step of a Breach"

    breach_id = fields.Many2one("privacy.breach", required=True, readonly=True)
    step = fields.Selection(STEPS, required=True, default="assess")
    why = fields.Text(help="Part of the documentation (Art. 33(5)). Name nobody.")
    risk_suggested = fields.Selection(related="breach_id.risk_suggested", string="Suggested")
    severity = fields.Float(related="breach_id.severity")
    risk = fields.Selection(RISKS, compute="_compute_risk", store=True, readonly=False)
    aware_on = fields.Datetime(compute="_compute_aware_on", store=True, readonly=False)
    people_decision = fields.Selection(
        selection=lambda self: self.env["privacy.breach"]._fields["people_decision"].selection,
        string="People")
    phase = fields.Selection(
        selection=lambda self: self.env["privacy.breach.notice"]._fields["phase"].selection,
        default="initial")
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(), string="Language",
        default=lambda self: self.env.company.partner_id.lang or self.env.lang)

    @api.depends("breach_id")
    def _compute_risk(self):
        for step in self:
            step.risk = step.breach_id.risk or step.breach_id.risk_suggested

    @api.depends("breach_id")
    def _compute_aware_on(self):
        for step in self:
            step.aware_on = step.breach_id.aware_on

    def action_confirm(self):
        """Do the step; the engine checks the role and what the law wants."""
        self.ensure_one()
        if self.step == "notice":
            Authority(self.env, self.breach_id).prepare(self.phase, self.lang)
        elif self.step == "people":
            People(self.env, self.breach_id).decide(self.people_decision, self.why or "")
        else:
            Moving(self.env, self.breach_id).move(Step(
                self.step, self.why or "", risk=self.risk if self.step == "assess" else "",
                aware_on=self.aware_on if self.step == "clock" else None))
        return {"type": "ir.actions.act_window_close"}

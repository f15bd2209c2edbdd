"""What list, board and form of ``privacy.breach`` compute; nothing else."""

from odoo import api, fields, models

from ...const import OFFICER
from ...core.breach import clock, severity
from ...engine.breaches.clock import BreachClock
from .breach import READERS, RISKS


class PrivacyBreach(models.Model):
    _inherit = "privacy.breach"

    officer_group_id = fields.Many2one("res.groups", compute="_compute_officer_group_id")
    standing = fields.Selection(
        [("on_track", "On Track"), ("at_risk", "At Risk"), ("late", "Late"), ("told", "Told"),
         ("ended", "Ended")], compute="_compute_standing", search="_search_standing")
    hours_left = fields.Float(compute="_compute_standing", digits=(10, 1))
    time_left = fields.Char(compute="_compute_standing")
    regulation_end = fields.Datetime(
        string="End by Reg. 1182/71", compute="_compute_regulation_end",
        help="The hour of the event is not counted, and at least two working days are. The "
        "module asks for the notice by the earlier moment.")
    severity = fields.Float(compute="_compute_severity", digits=(4, 2), help="ENISA: SE = DPC x "
                            "EI + CB. Below 2 low, from 2 medium, from 3 high, from 4 very high.")
    severity_band = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High"), ("very_high", "Very High")],
        compute="_compute_severity")
    risk_suggested = fields.Selection(RISKS, compute="_compute_severity")
    affected_count = fields.Integer(compute="_compute_counts", groups=READERS)
    waiting_count = fields.Integer(compute="_compute_counts", groups=READERS)
    told_count = fields.Integer(compute="_compute_counts", groups=READERS)
    letter_count = fields.Integer(
        string="Letters to Post", compute="_compute_counts", groups=READERS)

    def _compute_officer_group_id(self):
        self.officer_group_id = self.env.ref(OFFICER)

    @api.depends("aware_on", "state", "notified_on")
    @api.depends_context("lang")
    def _compute_standing(self):
        for breach in self:
            stands = BreachClock(self.env, breach)
            breach.standing = stands.standing()
            breach.time_left = stands.left()
            breach.hours_left = bool(breach.time_left) and clock.hours_left(
                fields.Datetime.now(), breach.aware_on)

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return BreachClock(self.env, self).standing_domain(value)

    @api.depends("aware_on", "company_id")
    def _compute_regulation_end(self):
        for breach in self:
            breach.regulation_end = breach.aware_on and BreachClock(
                self.env, breach).regulation_end()

    @api.depends("context_ids.score", "ease_id.score", "circumstance_ids.score")
    def _compute_severity(self):
        for breach in self:
            known = breach.context_ids and breach.ease_id
            score = severity.severity(
                breach.context_ids.mapped("score"), breach.ease_id.score,
                breach.circumstance_ids.mapped("score")) if known else 0
            breach.severity = score
            breach.severity_band = bool(known) and severity.band(score)
            breach.risk_suggested = bool(known) and severity.suggested(score)

    @api.depends("subject_ids.state")
    def _compute_counts(self):
        rows = self.env["privacy.breach.subject"].sudo()._read_group(
            [("breach_id", "in", self.ids)], ["breach_id", "state"], ["__count"])
        counts = {(breach.id, state): count for breach, state, count in rows}
        for breach in self:
            def count(*wanted, number=breach._origin.id):
                return sum(each for (owner, state), each in counts.items()
                           if owner == number and (not wanted or state in wanted))
            breach.affected_count = count()
            breach.waiting_count = count("waiting")
            breach.told_count = count("sent", "posted")
            breach.letter_count = count("letter")

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core import periods
from ..core.errors import BadPeriod

#: days between such a change and the first automatic run on it
GRACE_DAYS = 7
#: fields of a rule whose change may make more contacts due (R18, grace)
MOVING_FIELDS = {
    "period_count", "period_unit", "from_year_end", "start_event", "active", "action",
    "category_id", "extra_category_ids", "company_id", "previous_rule_id",
}


class PrivacyRule(models.Model):
    """A retention rule: what is kept, how long after which event, and what happens then."""

    _name = "privacy.rule"
    _description = "Retention Rule"
    _inherit = ["privacy.policy.row"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one("privacy.category", required=True, ondelete="restrict")
    extra_category_ids = fields.Many2many(
        "privacy.category", string="Also Covers", help="Further categories with the same period."
    )
    company_id = fields.Many2one(
        "res.company", ondelete="cascade",
        help="Empty: a rule of every company. Set: counts that company's facts only.",
    )
    start_event = fields.Selection(
        [
            ("relationship_end", "End of the relationship"),
            ("contract_end", "Termination of the contract"),
            ("last_interaction", "Last interaction"),
            ("opt_out", "Opt-out or withdrawal"),
            ("row_date", "Each row's own date"),
            ("task_done", "The task before it done"),
        ],
        required=True,
    )
    period_count = fields.Integer(string="Period", required=True)
    period_unit = fields.Selection(
        [("days", "days"), ("months", "months"), ("years", "years")], required=True
    )
    from_year_end = fields.Boolean(
        help="Count from 31 December of the year in which the event lies."
    )
    action = fields.Selection(
        [
            ("anonymise", "Anonymise the contact"),
            ("erase", "Erase the data of the category"),
            ("delete_rows", "Delete the rows"),
            ("task", "A dated task for the officer"),
        ],
        required=True,
    )
    previous_rule_id = fields.Many2one(
        "privacy.rule",
        string="After the Task of",
        ondelete="restrict",
        help="The rule whose finished task starts this one.",
    )
    mode = fields.Selection(
        [("review", "Review"), ("automatic", "Automatic")],
        default="review",
        required=True,
        help="Review: an officer approves each preview. Automatic: the night run acts by itself.",
    )
    grace_until = fields.Date(
        readonly=True, help="No automatic run acts on this rule before this day."
    )
    ground = fields.Char(translate=True, help="Why the period is what it is, with the law.")
    period_text = fields.Char(compute="_compute_period_text")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another rule has this code."
    )

    @api.depends("period_count", "period_unit")
    @api.depends_context("lang")
    def _compute_period_text(self):
        units = dict(self._fields["period_unit"]._description_selection(self.env))
        for rule in self:
            rule.period_text = f"{rule.period_count} {units.get(rule.period_unit, '')}".strip()

    @api.constrains("period_count", "period_unit")
    def _check_period(self):
        for rule in self:
            try:
                period = periods.Period(rule.period_count, rule.period_unit)
            except BadPeriod as error:
                raise ValidationError(self.env._("Retention rule: %s", error)) from error
            if not period.count:
                raise ValidationError(
                    self.env._("A retention rule needs a period of at least one day.")
                )

    @api.constrains("action", "start_event", "previous_rule_id")
    def _check_action(self):
        for rule in self:
            if (rule.action == "delete_rows") != (rule.start_event == "row_date"):
                raise ValidationError(
                    self.env._("Rows are deleted by their own date, and only by it.")
                )
            if (rule.start_event == "task_done") != bool(rule.previous_rule_id):
                raise ValidationError(
                    self.env._("A rule that starts after a task names the rule of that task.")
                )

    def write(self, vals):
        """A change that may make more contacts due waits before an automatic run acts (R18)."""
        if MOVING_FIELDS & vals.keys():
            vals = {**vals, "grace_until": self._grace()}
        elif not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "grace_until"}
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """A new rule waits as a changed one does; the rules of an installation are in review."""
        grace = False if self.env.context.get("install_mode") else self._grace()
        return super().create([{**vals, "grace_until": grace} for vals in vals_list])

    @api.model
    def _grace(self):
        return self.env["privacy.timer"]._today() + relativedelta(days=GRACE_DAYS)

    @api.model
    def _all_wait(self):
        """What counts as a signal has changed: every rule waits (R18)."""
        if not self.env.context.get("install_mode"):
            rules = self.sudo().with_context(active_test=False).search([("id", ">", 0)])
            rules.grace_until = self._grace()

    def _period(self):
        """Return the rule's :class:`..core.periods.Period`."""
        self.ensure_one()
        return periods.Period(self.period_count, self.period_unit)

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER
from ...core.errors import BadPeriod
from ...core.policy import periods
from ...engine.clocks.policy import policy_changed
from ...engine.leaving import needed
from ...engine.register.periods import period_words
from ...engine.settings import Settings

#: days between such a change and the first automatic run on it
GRACE_DAYS = 7
#: fields that say how long; a change may make more contacts due by this rule (R18, grace)
PERIOD_FIELDS = {"period_count", "period_unit", "from_year_end"}
#: fields that say what the rule keeps; a duty taken away leaves others free to end, so all wait
SCOPE_FIELDS = {
    "start_event", "active", "action", "category_id", "extra_category_ids", "company_id",
    "previous_rule_id",
}
#: fields that nobody sets by hand
OWN_FIELDS = {"grace_until", "asked_by_id", "asked_on"}


class PrivacyRule(models.Model):
    """A retention rule: what is kept, how long after which event, and what happens then."""

    _name = "privacy.rule"
    _description = "Retention Rule"
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
            ("departure", "Leaving the staff"),
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
    # === OF A TASK === #
    task_text = fields.Text(string="What Is to Be Done", translate=True)
    task_fields = fields.Char(
        string="What It Needs of the Contact",
        help="Names of fields of a contact, joined by commas: ref, website ... Kept with the task, "
        "sealed, until it is over. Empty: name and reference.")
    task_returns = fields.Boolean(
        string="Asks for the Return of Data",
        help="Art. 28(3)(g): it is closed once the customer's own copy was returned or waived.")
    mode = fields.Selection(
        [("review", "Review"), ("automatic", "Automatic")],
        default="review",
        required=True,
        copy=False,
        help="Review: an officer approves each preview. Automatic: the night run acts by itself.",
    )
    statutory = fields.Boolean(
        string="Legal Duty",
        help="A law asks for this period. Whom such rules alone keep is past active use, and goes "
        "to the archive where the company closes it.")
    four_eyes = fields.Boolean(compute="_compute_four_eyes")
    asked_by_id = fields.Many2one(
        "res.users", string="Automatic Asked For By", readonly=True, copy=False, ondelete="set null"
    )
    asked_on = fields.Datetime(readonly=True, copy=False)
    grace_until = fields.Date(
        readonly=True, copy=False, help="No automatic run acts on this rule before this day."
    )
    ground = fields.Char(translate=True, help="Why the period is what it is, with the law.")
    period_text = fields.Char(compute="_compute_period_text")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another rule has this code."
    )

    @api.depends("period_count", "period_unit")
    @api.depends_context("lang")
    def _compute_period_text(self):
        for rule in self:
            rule.period_text = period_words(self.env, rule.period_count, rule.period_unit)

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

    @api.constrains("task_fields")
    def _check_task_fields(self):
        known = {name for name, field in self.env["res.partner"]._fields.items()
                 if not field.groups}
        for rule in self:
            if unknown := [name for name in needed.names_of(rule) if name not in known]:
                raise ValidationError(self.env._(
                    "A contact has no field with the name: %s.", ", ".join(unknown)))

    def _compute_four_eyes(self):
        self.four_eyes = Settings(self.env).four_eyes()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A new rule waits as a changed one does; the rules of an installation are in review."""
        # written in full: a default of the caller's context must not slip in
        own = {"asked_by_id": False, "asked_on": False,
               "grace_until": False if self._installing() else self._grace()}
        vals_list = [{"mode": "review", **vals, **own} for vals in vals_list]
        self._check_alone(vals_list)
        rules = super().create(vals_list)
        policy_changed(self.env)
        return rules

    def write(self, vals):
        """A change that may make more contacts due waits before an automatic run acts (R18)."""
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in OWN_FIELDS}
        if vals.get("mode") == "automatic" and any(rule.mode != "automatic" for rule in self):
            self._check_alone([vals])
        if (PERIOD_FIELDS | SCOPE_FIELDS) & vals.keys():
            vals = {**vals, **self._waiting()}
        turned = self.filtered(lambda rule: rule.mode != vals.get("mode", rule.mode))
        done = super().write(vals)
        policy_changed(self.env)
        if SCOPE_FIELDS & vals.keys():
            self._all_wait()
        turned._record_mode()
        return done

    def unlink(self):
        self._all_wait()
        done = super().unlink()
        policy_changed(self.env)
        return done

    # === GRACE AND FOUR EYES === #

    @api.model
    def _installing(self):
        """Whether Odoo installs or upgrades the module; a key of a context alone says nothing."""
        return (self.env.su and not self.pool.ready
                and bool(self.env.context.get("install_mode")))

    @api.model
    def _grace(self):
        return self.env["privacy.timer"]._today() + relativedelta(days=GRACE_DAYS)

    @api.model
    def _waiting(self):
        """Return what a change that may make more contacts due writes on a rule.

        Under four eyes one person has made it, so that nobody but an officer who approves a
        preview, or two who make the rule automatic again, let it act.
        """
        vals = {"grace_until": self._grace()}
        if self._alone():
            vals |= {"mode": "review", "asked_by_id": False, "asked_on": False}
        return vals

    @api.model
    def _all_wait(self):
        """What counts, what is kept or what goes of a contact has changed: every rule waits.

        An installation, whose rules are all in review, has nobody to wait for; an upgrade has.
        """
        rules = self.sudo().with_context(active_test=False).search([("id", ">", 0)])
        if self._installing() and "automatic" not in rules.mapped("mode"):
            return
        rules.write(self._waiting())

    @api.model
    def _alone(self):
        """Whether this is one person under four eyes."""
        self.env["ir.config_parameter"].flush_model()
        return not self.env.su and Settings(self.env).four_eyes()

    @api.model
    def _check_alone(self, vals_list):
        if self._alone() and any(vals.get("mode") == "automatic" for vals in vals_list):
            raise AccessError(self.env._(
                "Four eyes: one officer asks for the automatic mode, another one confirms it."
            ))

    def _record_mode(self):
        """Record who let a rule act by itself, or took that back."""
        if self:
            self.env["privacy.evidence"].sudo()._record([
                {"act": rule.mode, "rules": rule.ids, "counts": {"asked_by": rule.asked_by_id.id}}
                for rule in self
            ])

    # === ACTION METHODS === #

    def _check_officer(self):
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Only privacy officers make a rule automatic."))

    def action_ask_automatic(self):
        """Button under four eyes: ask another officer to make these rules automatic."""
        self._check_officer()
        self.check_access("write")
        asked = self.filtered(lambda rule: rule.mode == "review")
        asked.sudo().write({"asked_by_id": self.env.uid, "asked_on": fields.Datetime.now()})
        self.env["privacy.evidence"].sudo()._record([
            {"act": "ask_automatic", "rules": rule.ids} for rule in asked
        ])
        return True

    def action_confirm_automatic(self):
        """Button under four eyes: another officer than the one who asked agrees."""
        self._check_officer()
        self.check_access("write")
        for rule in self:
            if not rule.asked_by_id:
                raise UserError(self.env._("No officer has asked for the automatic mode."))
            if rule.asked_by_id == self.env.user and not self.env.su:
                raise AccessError(self.env._(
                    "Four eyes: another officer than the one who asked confirms it."))
        self.sudo().write({"mode": "automatic"})
        self.sudo().write({"asked_by_id": False, "asked_on": False})
        return True

    def action_dismiss_automatic(self):
        """Button: the rule stays in review, and whoever asked may ask again."""
        self._check_officer()
        self.check_access("write")
        self.sudo().write({"asked_by_id": False, "asked_on": False})
        return True

    def _categories(self):
        """Return every category that these rules cover."""
        return self.category_id | self.extra_category_ids

    def _period(self):
        """Return the rule's :class:`..core.periods.Period`."""
        self.ensure_one()
        return periods.Period(self.period_count, self.period_unit)

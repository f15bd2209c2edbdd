from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...engine.preview import readable_contacts
from ...engine.settings import Settings

STATES = [
    ("running", "Not counting yet"),
    ("suspended", "Suspended"),
    ("counting", "Counting"),
    ("done", "Done"),
]
REASONS = [
    ("relationship_open", "The relationship is running"),
    ("unpaid", "A document is unpaid"),
    ("relationship_end", "End of the relationship"),
    ("billing_event", "Last billing event"),
    ("statutory_floor", "Statutory floor"),
    ("interaction", "Last interaction"),
    ("creation", "No interaction since creation"),
    ("consent", "Consent in force"),
    ("opt_out", "Opt-out or withdrawal"),
    ("contract_end", "Termination of the contract"),
    ("task_done", "The task before it was done"),
]


class PrivacyTimer(models.Model):
    """One clock: contact x rule. Written by the refresh only, in sets (R1 to R8, R16)."""

    _name = "privacy.timer"
    _description = "Privacy Timer"
    _order = "date_until, id"
    _rec_name = "partner_id"
    # written by one INSERT or UPDATE for thousands of contacts: no author to remember
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, readonly=True, ondelete="cascade"
    )
    rule_id = fields.Many2one("privacy.rule", required=True, readonly=True, ondelete="cascade")
    category_id = fields.Many2one(related="rule_id.category_id")
    action = fields.Selection(related="rule_id.action")
    state = fields.Selection(STATES, required=True, readonly=True)
    reason = fields.Selection(REASONS, required=True, readonly=True)
    date_start = fields.Date(readonly=True, help="The day of the event that started the clock.")
    date_until = fields.Date(
        string="Kept Until", readonly=True, help="The last day of keeping; due the day after."
    )
    done_date = fields.Date(readonly=True, help="When what was due was done.")
    signal_id = fields.Many2one("privacy.signal", readonly=True, ondelete="set null")
    signal_res_id = fields.Many2oneReference(
        model_field="signal_model", string="Signal Record", readonly=True
    )
    signal_model = fields.Char(related="signal_id.model_name")
    sentence = fields.Char(string="Why", compute="_compute_sentence")
    is_due = fields.Boolean(compute="_compute_is_due", search="_search_is_due")

    needs_review = fields.Boolean(
        compute="_compute_needs_review", search="_search_needs_review",
        help="Unpaid for so many years that an officer should look (R6).",
    )

    _partner_rule_uniq = models.Constraint(
        "UNIQUE(partner_id, rule_id)", "A contact has one clock of each rule."
    )
    _until_idx = models.Index("(date_until) WHERE state = 'counting'")
    _signal_idx = models.Index("(signal_id, signal_res_id) WHERE signal_id IS NOT NULL")

    @api.depends("state", "reason", "date_start", "date_until", "rule_id", "signal_res_id")
    @api.depends_context("lang")
    def _compute_sentence(self):
        names = self._signal_names()
        for timer in self:
            timer.sentence = timer.reason and timer._sentence(
                names.get((timer.signal_model, timer.signal_res_id)))

    def _signal_names(self):
        """Return {(model, id): document number}: documents only, never a mail's subject."""
        wanted = {}
        for timer in self.filtered(lambda t: t.signal_id.kind in ("billing", "unpaid")):
            wanted.setdefault(timer.signal_model, set()).add(timer.signal_res_id)
        names = {}
        for model_name, ids in wanted.items():
            if model_name in self.env:
                for record in self.env[model_name].sudo().browse(ids).exists():
                    names[model_name, record.id] = record[record._rec_name or "display_name"]
        return names

    def _sentence(self, document=None):
        """Return why and until when, in the reader's language, from rule and signal (R2)."""
        self.ensure_one()
        why = self._why(document)
        if self.state == "counting":
            return self.env._(
                "Kept until %(until)s: %(why)s", until=self._date_text(self.date_until), why=why
            )
        if self.state == "done":
            return self.env._("Done on %(day)s: %(why)s",
                              day=self._date_text(self.done_date), why=why)
        if self.state == "suspended":
            return self.env._("Kept, clock suspended: %s", why)
        return self.env._("Kept: %s", why)

    def _date_text(self, day):
        """Dates in sentences are ISO: the same in every language and sortable."""
        return day.isoformat() if day else ""

    def _why(self, document):
        words = {
            "period": self.rule_id.period_text,
            "start": self._date_text(self.date_start),
            "document": document or self.env._("a document"),
        }
        return {
            "relationship_open": self.env._(
                "while the relationship runs, and %(period)s after its end", **words),
            "unpaid": self.env._("%(document)s is unpaid", **words),
            "relationship_end": self.env._(
                "%(period)s after the relationship ended on %(start)s", **words),
            "billing_event": self.env._(
                "%(document)s of %(start)s, %(period)s after the relationship ended", **words),
            "statutory_floor": self.env._(
                "%(document)s of %(start)s, statutory period from the next year", **words),
            "interaction": self.env._(
                "%(period)s after the last interaction on %(start)s", **words),
            "creation": self.env._(
                "%(period)s after creation on %(start)s, without any interaction", **words),
            "consent": self.env._("consent given on %(start)s is in force", **words),
            "opt_out": self.env._(
                "%(period)s to give effect to the opt-out of %(start)s", **words),
            "contract_end": self.env._("%(period)s after the contract ended on %(start)s", **words),
            "task_done": self.env._(
                "%(period)s after the task before it was done on %(start)s", **words),
        }[self.reason]

    @api.depends_context("privacy_on_date")
    @api.depends("state", "date_until")
    def _compute_is_due(self):
        today = self._today()
        for timer in self:
            timer.is_due = (
                timer.state == "counting" and bool(timer.date_until) and timer.date_until < today
            )

    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("state", "=", "counting") & Domain("date_until", "<", self._today())
        if set(value) == {True}:
            return due
        return ~due if set(value) == {False} else Domain.TRUE

    def _compute_needs_review(self):
        for timer in self:
            timer.needs_review = bool(timer.filtered_domain(self._review_domain()))

    def _search_needs_review(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._review_domain()

    def _review_domain(self):
        years = int(Settings(self.env).number("unpaid_review_years", 10))
        before = self._today() - relativedelta(years=years)
        return Domain("state", "=", "suspended") & Domain("date_start", "<", before)

    @api.model
    def _today(self):
        """Return today in the company's time zone (the one place that reads the clock)."""
        company = self.env.company
        # not all the columns of a company for one of them
        company.fetch(["privacy_tz"])
        return fields.Date.context_today(self.with_context(tz=company.privacy_tz))

    # === BUSINESS METHODS === #

    @api.model
    def refresh(self, partners=None, full=False):
        """Bring the clocks up to date with the facts.

        :param res.partner partners: recompute these; else what the outbox names
        :param bool full: recompute every contact, comparing before writing
        :return: number of timers and tags changed
        :rtype: int
        :raise AccessError: unless a privacy user or the superuser asks
        """
        if not (self.env.su or self.env.user.has_group("cloudpepper_privacy.group_privacy_user")):
            raise AccessError(self.env._("Only privacy users refresh the timers."))
        contacts = readable_contacts(self.env, partners)
        return self.sudo()._refresh(contacts.ids if contacts is not None else None, full)

    def action_task_done(self):
        """The officer says that the task of these timers was done outside this database."""
        officer = "cloudpepper_privacy.group_privacy_officer"
        if not (self.env.su or self.env.user.has_group(officer)):
            raise AccessError(self.env._("Only privacy officers close a task."))
        self.check_access("read")
        self.sudo().filtered("is_due")._close_tasks()
        return True

    def action_open_signal(self):
        """Open the record that started this clock, if the reader may."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.signal_model,
            "res_id": self.signal_res_id,
            "view_mode": "form",
        }

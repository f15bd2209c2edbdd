from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import USER
from ...engine.clocks.holds import Holds
from ...engine.clocks.refresh import Refresh
from ...engine.clocks.sentences import Sentences
from ...engine.runs.preview import readable_contacts
from ...engine.settings import Settings
from ...engine.transaction import Transaction

STATES = [
    ("running", "Not counting yet"),
    ("suspended", "Suspended"),
    ("counting", "Counting"),
    ("done", "Done"),
]
REASONS = [
    ("relationship_open", "The relationship is running"),
    ("subsidiary_open", "A company below it is running"),
    ("unpaid", "A document is unpaid"),
    ("under_way", "Something is under way"),
    ("doubtful", "Its last day lies more than a year ahead"),
    ("relationship_end", "End of the relationship"),
    ("billing_event", "Last billing event"),
    ("statutory_floor", "Statutory floor"),
    ("interaction", "Last interaction"),
    ("creation", "No interaction since creation"),
    ("consent", "Consent in force"),
    ("departure", "Left the staff"),
    ("opt_out", "Opt-out or withdrawal"),
    ("contract_end", "Termination of the contract"),
    ("task_done", "The task before it was done"),
]


class PrivacyTimer(models.Model):
    """One clock: data subject x rule. Written by the refresh only, in sets (R1 to R8, R16)."""

    _name = "privacy.timer"
    _description = "Privacy Timer"
    _order = "date_until, id"
    _rec_name = "partner_id"
    # written by one INSERT or UPDATE for thousands of contacts: no author to remember
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="cascade"
    )
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", readonly=True, ondelete="cascade"
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
        help="Unpaid, or running without any invoice or order, for so many years that an officer "
        "should look (R6); or it stands on a day more than a year ahead.",
    )
    kept_by = fields.Selection(
        [("hold", "On Hold"), ("restriction", "Restricted")],
        compute="_compute_kept_by", search="_search_kept_by", compute_sudo=True,
        help="Nothing of the contact is erased as long as this stands, whatever the clock says.",
    )

    _partner_rule_uniq = models.Constraint(
        "UNIQUE(partner_id, rule_id)", "A contact has one clock of each rule."
    )
    _contactless_rule_uniq = models.Constraint(
        "UNIQUE(contactless_id, rule_id)", "A data subject has one clock of each rule."
    )
    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(partner_id, contactless_id) = 1)", "A clock is one data subject's."
    )
    _until_idx = models.Index("(date_until) WHERE state = 'counting'")
    _signal_idx = models.Index("(signal_id, signal_res_id) WHERE signal_id IS NOT NULL")

    @api.depends("state", "reason", "date_start", "date_until", "rule_id", "signal_res_id")
    @api.depends_context("lang", "uid")
    def _compute_sentence(self):
        told = self._sentences()
        for timer in self:
            timer.sentence = told.get(timer)

    def _sentences(self, told=False):
        """Return {timer: until when and why}.

        :param bool told: to the person itself, who reads no names of our records but the numbers
            of documents
        """
        sentences = Sentences(self.env, told)
        documents = sentences.documents(self)
        return {timer: sentences.of(timer, documents.get((timer.signal_model, timer.signal_res_id)))
                for timer in self if timer.reason}

    @api.depends("partner_id", "contactless_id")
    def _compute_display_name(self):
        for timer in self:
            timer.display_name = timer.partner_id.display_name or timer.contactless_id.name

    @api.depends("state", "date_until")
    def _compute_is_due(self):
        today = self._today()
        for timer in self:
            timer.is_due = (
                timer.state in ("counting", "suspended") and bool(timer.date_until)
                and timer.date_until < today
            )

    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("state", "in", ("counting", "suspended")) & Domain(
            "date_until", "<", self._today())
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
        settings, today = Settings(self.env), self._today()
        unpaid = today - relativedelta(years=int(settings.number("unpaid_review_years", 10)))
        running = today - relativedelta(years=int(settings.number("running_review_years", 3)))
        return (
            Domain("state", "=", "suspended") & Domain("date_start", "<", unpaid)
            | Domain("reason", "=", "relationship_open") & Domain("date_start", "<", running)
            | Domain("reason", "=", "doubtful"))

    def _compute_kept_by(self):
        """A clock may have ended while a hold or a restriction keeps the subject (R15)."""
        on_hold = self.env["privacy.hold"]._on_hold(
            [*self.partner_id.ids, *(-subject for subject in self.contactless_id.ids)])
        for timer in self:
            restricted = (timer.partner_id.privacy_restricted
                          or timer.contactless_id.restricted) and "restriction"
            subject = timer.partner_id.id or -timer.contactless_id.id
            timer.kept_by = "hold" if subject in on_hold else restricted

    @api.model
    def _search_kept_by(self, operator, value):
        """A contact that is both is on hold first, as it is shown."""
        if operator != "in":
            return NotImplemented
        on_hold = Domain.custom(to_sql=self._on_hold_to_sql)
        restricted = (Domain("partner_id", "any!", [("privacy_restricted", "=", True)])
                      | Domain("contactless_id", "any!", [("restricted", "=", True)]))
        domains = {"hold": on_hold, "restriction": restricted & ~on_hold,
                   False: ~on_hold & ~restricted}
        return Domain.OR([domains[each] for each in value if each in domains])

    @api.model
    def _on_hold_to_sql(self, model, alias, query):
        return SQL(
            "COALESCE(%s, -%s) IN (SELECT partner_id FROM (%s) held)",
            SQL.identifier(alias, "partner_id"), SQL.identifier(alias, "contactless_id"),
            Holds(model.env).sql(model._today()),
        )

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
        if not (self.env.su or self.env.user.has_group(USER)):
            raise AccessError(self.env._("Only privacy users refresh the timers."))
        contacts = readable_contacts(self.env, partners)
        return Refresh(self.env).run(contacts.ids if contacts is not None else None, full)

    def action_open_task(self):
        """Open what is to be done outside this database for these contacts, by these rules."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_exit_task_action")
        return {**action, "context": {}, "domain": [
            ("partner_ref", "in", self.partner_id.ids), ("rule_id", "in", self.rule_id.ids)]}

    def action_open_signal(self):
        """Open the record that started this clock, if the reader may."""
        self.ensure_one().check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.signal_model,
            "res_id": self.signal_res_id,
            "view_mode": "form",
        }

    # === SCHEDULED ACTIONS === #

    def _cron_refresh(self):
        """Drain the outbox; called every few minutes."""
        Transaction(self.env).commit()
        Refresh(self.env).run()
        if self.env["privacy.outbox"].search_count([], limit=1):
            self.env.ref("cloudpepper_privacy.ir_cron_refresh")._trigger()

    def _cron_refresh_full(self):
        """Compare every clock with the facts; called each week, and after installation."""
        Refresh(self.env).run(full=True)

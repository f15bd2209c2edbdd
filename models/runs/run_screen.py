"""What the form and the list of a run show: computed, never stored; and where buttons lead."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import RUN_RESTS
from ...engine.labels import Labels
from ...engine.runs.certificate import Certificate
from ...engine.runs.journal import Journal
from ...engine.runs.next_step import NextStep
from ...engine.runs.not_due import NotDue
from ...engine.runs.progress import Progress
from ...engine.runs.replay import refusals
from ...engine.runs.summary import SUMS, Summary
from ...engine.settings import Settings

#: what an alert of a run looks like
LEVELS = [("info", "To know"), ("success", "Done"), ("warning", "To decide"), ("danger", "Stopped")]


class PrivacyRun(models.Model):
    _inherit = "privacy.run"

    # sums over the items
    subjects = fields.Integer(compute="_compute_sums")
    found = fields.Integer(compute="_compute_sums")
    erased = fields.Integer(compute="_compute_sums")
    masked = fields.Integer(compute="_compute_sums")
    redacted = fields.Integer(compute="_compute_sums")
    kept = fields.Integer(compute="_compute_sums")
    failed = fields.Integer(compute="_compute_sums")
    incomplete = fields.Integer(compute="_compute_sums")
    unproven = fields.Integer(compute="_compute_sums")
    todo = fields.Integer(string="Left To Do", compute="_compute_sums")
    # how far it is
    planned = fields.Integer("Contacts Planned", compute="_compute_progress", compute_sudo=True)
    handled = fields.Integer(
        string="Contacts Done", compute="_compute_progress", compute_sudo=True,
        help="Whatever became of them; those no longer due count too.")
    batches = fields.Integer("Batches Done", compute="_compute_progress", compute_sudo=True)
    rate = fields.Float(
        string="Contacts per Second", digits=(12, 2), aggregator=None,
        compute="_compute_progress", compute_sudo=True,
        help="Of the latest batches while the run is on; of the whole run once it has ended.")
    last_batch_on = fields.Datetime(compute="_compute_progress", compute_sudo=True)
    expected_end = fields.Datetime(compute="_compute_progress", compute_sudo=True)
    counted_at = fields.Datetime(
        string="Counted On", compute="_compute_progress", compute_sudo=True,
        help="When these figures were read. Refresh reads them again.")
    # what happens next
    next_step = fields.Text(compute="_compute_next_step", compute_sudo=True)
    next_level = fields.Selection(LEVELS, compute="_compute_next_step", compute_sudo=True)
    scheduled_on = fields.Datetime(
        string="Carried Out At", compute="_compute_scheduled_on", compute_sudo=True,
        help="When the scheduled action takes it up, if no officer executes it before.")
    everything_stopped = fields.Boolean(compute="_compute_everything_stopped", compute_sudo=True)
    journal_late = fields.Boolean(compute="_compute_journal_late")
    # what it left
    undone_ids = fields.One2many(
        "privacy.run.item", "run_id", string="Not Done", readonly=True,
        domain=[("state", "in", ("failed", "incomplete", "unproven"))])
    finding_ids = fields.One2many("privacy.finding", "run_id", readonly=True)
    unread_ids = fields.One2many("privacy.unread.file", "run_id", readonly=True)
    kept_table = fields.Html(
        string="What Is Kept", compute="_compute_kept_table", compute_sudo=True, sanitize=False)
    not_due_table = fields.Html("Not Due", compute="_compute_not_due_table", sanitize=False)
    unmapped_table = fields.Html("Outside the Data Map", compute="_compute_link_tables",
                                 compute_sudo=True, sanitize=False)
    fallback_table = fields.Html("Handled Through the ORM", compute="_compute_link_tables",
                                 compute_sudo=True, sanitize=False)
    undecided_text = fields.Char(
        string="Not Looked Into", compute="_compute_undecided_text", compute_sudo=True)
    books_text = fields.Text(string="Books", compute="_compute_books_text")
    proof_text = fields.Text(string="Searched", compute="_compute_proof_text")
    replay_table = fields.Html(
        string="Not Erased Again", compute="_compute_replay_table", compute_sudo=True,
        sanitize=False)

    # === SUMS AND PROGRESS === #

    @api.depends("item_ids.state", "item_ids.found", "item_ids.kept", "item_ids.failed")
    def _compute_sums(self):
        sums = {run.id: dict.fromkeys(("subjects", "incomplete", "unproven", "todo", *SUMS), 0)
                for run in self}
        groups = self.env["privacy.run.item"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state"],
            ["__count", *(f"{name}:sum" for name in SUMS)],
        )
        for run, state, count, *values in groups:
            if state == "dropped":
                continue
            each = sums[run.id]
            each["subjects"] += count
            each["todo"] += count if state == "todo" else 0
            each["incomplete"] += count if state in ("incomplete", "failed") else 0
            each["unproven"] += count if state == "unproven" else 0
            for name, value in zip(SUMS, values, strict=True):
                each[name] += value or 0
        for run in self:
            run.update(sums.get(run.id, {}))

    def _compute_progress(self):
        for run, figures in Progress(self.env).figures(self).items():
            run.update(figures)

    # === WHAT HAPPENS NEXT === #

    @api.depends("state", "brake", "on_date", "note")
    @api.depends_context("lang")
    def _compute_next_step(self):
        stopped = Settings(self.env).stopped()
        for run in self:
            run.next_level, run.next_step = NextStep(self.env, run).words(stopped)

    def _compute_scheduled_on(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_run", raise_if_not_found=False)
        for run in self:
            waits = run.state == "approved" and cron and cron.active
            run.scheduled_on = cron.nextcall if waits else False

    def _compute_everything_stopped(self):
        self.everything_stopped = Settings(self.env).stopped()

    @api.depends("state", "date_started", "journaled_on")
    def _compute_journal_late(self):
        """What a run did and the journal does not have, a restored backup would not know."""
        for run in self:
            run.journal_late = bool(
                run.state in RUN_RESTS and run.date_started and not run.journaled_on)

    # === WHAT IT LEFT === #

    @api.depends_context("lang")
    def _compute_kept_table(self):
        labels = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Why It Stays"),
                 self.env._("Until"))
        for run in self:
            run.kept_table = labels.table(heads, [
                (count, labels.model(model), labels.ground(ground),
                 labels.end(until, run.on_date))
                for until, ground, model, count in Summary(self.env, run).kept()])

    @api.depends_context("lang", "uid")
    def _compute_not_due_table(self):
        for run in self:
            run.not_due_table = NotDue(self.env, run).table()

    @api.depends("unmapped", "undecided", "fallbacks")
    @api.depends_context("lang")
    def _compute_link_tables(self):
        labels = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Field"))
        for run in self:
            # each field once
            outside = {(line["model"], line["field"]): line
                       for line in (*(run.undecided or ()), *(run.unmapped or ()))}
            run.unmapped_table = labels.table(heads, [
                (line["count"], labels.model(line["model"]),
                 labels.field(line["model"], line["field"]))
                for line in outside.values()
            ])
            run.fallback_table = labels.table(
                (self.env._("What"), self.env._("Because of")),
                [(labels.model(line["model"]), ", ".join(line["modules"]))
                 for line in run.fallbacks or ()],
            )

    @api.depends("undecided", "undecided_fields", "date_done")
    @api.depends_context("lang")
    def _compute_undecided_text(self):
        for run in self:
            count = Summary(self.env, run).undecided_fields()
            if not count:
                run.undecided_text = False
            elif run.date_done:
                run.undecided_text = self.env._(
                    "Fields that nobody had decided on: %(all)s. Of these, in records of this "
                    "run's contacts: %(here)s.", all=count, here=len(run.undecided or ()))
            else:
                run.undecided_text = self.env._(
                    "Fields that nobody has decided on: %s. A run does not look into them.", count)

    @api.depends("books")
    @api.depends_context("lang")
    def _compute_books_text(self):
        for run in self:
            run.books_text = "\n".join(run._books_lines()) or False

    def _books_lines(self):
        books = self.books or {}
        before, after = books.get("before", {}), books.get("after")
        ends = {end for stretch in books.get("stretches", {}).values()
                for end in (stretch["first"], stretch["last"])}
        names = {move.id: move.name
                 for move in self.env["account.move"].sudo().browse(sorted(ends)).exists()}
        return [
            self.env._(
                "%(first)s to %(last)s: %(moves)s entries, %(before)s before, %(after)s after",
                first=names.get(stretch["first"], stretch["first"]),
                last=names.get(stretch["last"], stretch["last"]),
                moves=before[key]["moves"], before=self._books_verdict(before[key]),
                after=self._books_verdict(after[key]) if after else self.env._("not yet looked at"),
            )
            for key, stretch in books.get("stretches", {}).items()
        ]

    def _books_verdict(self, result):
        if result["ok"] is None:
            return self.env._("not verifiable")
        if result["ok"]:
            return self.env._("verified")
        return self.env._("broken at entry %s", result["first_bad"])

    @api.depends("proof")
    @api.depends_context("lang")
    def _compute_proof_text(self):
        """What a search read, in words: sums first, then what it could not read."""
        for run in self:
            read = (run.proof or {}).get("read", {})
            lines = [f"{what}: {count}" for what, count in sorted(read.items()) if ":" in what]
            sums = self.env._(
                "%(tables)s tables with %(rows)s rows, %(files)s files: %(megabytes)s MB of text",
                tables=read.get("tables", 0), rows=read.get("rows", 0), files=read.get("files", 0),
                megabytes=round(read.get("bytes", 0) / 1e6, 1))
            if shipped := (run.proof or {}).get("shipped"):
                lines.append(self.env._(
                    "Met in text that modules ship, and that is nobody's; records: %s", shipped))
            run.proof_text = "\n".join([sums, *lines]) if read else False

    @api.depends("replayed")
    @api.depends_context("lang")
    def _compute_replay_table(self):
        reasons, labels = refusals(self.env), Labels(self.env)
        for run in self:
            run.replay_table = labels.table(
                (self.env._("Contact No."), self.env._("Why")),
                [(line["id"], reasons[line["reason"]])
                 for line in (run.replayed or {}).get("refused", ())])

    # === BUTTONS THAT LEAD ELSEWHERE === #

    def action_refresh(self):
        """Button: read the figures again; the form reloads, nothing is written."""
        self.check_access("read")
        return True

    def action_open_items(self):
        """Button: the run's contacts."""
        return self._window("privacy_run_item_action", "run_id")

    def action_open_kept(self):
        """Button: the records that this run kept, one by one."""
        return {**self._window("privacy_kept_item_action", "run_ref"), "context": {}}

    def action_open_evidence(self):
        """Button: what was filed of this run; for officers and auditors."""
        return self._window("privacy_evidence_action", "run_ref")

    def _window(self, action, field):
        self.ensure_one().check_access("read")
        window = self.env["ir.actions.act_window"]._for_xml_id(f"cloudpepper_privacy.{action}")
        return {**window, "domain": [(field, "=", self.id)]}

    def action_download_journal(self):
        """Button: the journal of erasures as a file, for officers and auditors."""
        return Journal(self.env).action_download()

    def action_certificate(self):
        """Button: the certificate as PDF.

        :raise UserError: for a run that has not ended: there is nothing to certify
        """
        self.ensure_one()
        self.check_access("read")
        self._check_ended()
        report = self.env.ref("cloudpepper_privacy.privacy_run_certificate_report")
        return report.report_action(self)

    def _check_ended(self):
        if self.filtered(lambda run: run.state not in ("done", "incomplete")):
            raise UserError(self.env._("Only a run that has ended has a certificate."))

    def _certificate(self):
        """Return what the certificate shows: plain values and HTML tables."""
        self.check_access("read")
        self._check_ended()
        return Certificate(self.env, self).values()

    def _notify(self, text):
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"message": text, "type": "warning"},
        }

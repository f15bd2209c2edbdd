from odoo import api, fields, models

from ...engine.labels import Labels
from ...engine.settings import Settings

#: what an alert of a run looks like
LEVELS = [("info", "To know"), ("success", "Done"), ("warning", "To decide"), ("danger", "Stopped")]
#: minutes without a batch after which a run under way says so
QUIET = 10


class PrivacyRunWords(models.Model):
    """What happens next with a run, and what it left, in words."""

    _inherit = "privacy.run"

    next_step = fields.Text(compute="_compute_next_step", compute_sudo=True)
    next_level = fields.Selection(LEVELS, compute="_compute_next_step", compute_sudo=True)
    scheduled_on = fields.Datetime(
        string="Carried Out At", compute="_compute_scheduled_on", compute_sudo=True,
        help="When the scheduled action takes it up, if no officer executes it before.",
    )
    everything_stopped = fields.Boolean(compute="_compute_everything_stopped", compute_sudo=True)
    undone_ids = fields.One2many(
        "privacy.run.item", "run_id", string="Not Done", readonly=True,
        domain=[("state", "in", ("failed", "incomplete", "unproven"))],
    )
    kept_table = fields.Html(
        string="What Is Kept", compute="_compute_kept_table", compute_sudo=True, sanitize=False
    )
    unmapped_table = fields.Html(
        string="Outside the Data Map", compute="_compute_link_tables", compute_sudo=True,
        sanitize=False,
    )
    fallback_table = fields.Html(
        string="The Long Way", compute="_compute_link_tables", compute_sudo=True, sanitize=False
    )

    def _compute_everything_stopped(self):
        self.everything_stopped = Settings(self.env).stopped()

    def _compute_scheduled_on(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_run", raise_if_not_found=False)
        for run in self:
            waits = run.state == "approved" and cron and cron.active
            run.scheduled_on = cron.nextcall if waits else False

    # === WHAT HAPPENS NEXT === #

    @api.depends("state", "brake", "on_date", "note")
    @api.depends_context("lang")
    def _compute_next_step(self):
        stopped = Settings(self.env).stopped()
        for run in self:
            if stopped and run.state in ("approved", "running"):
                run.next_level, run.next_step = "danger", self.env._(
                    "All erasing is stopped: nothing happens here until an officer lifts the stop.")
            else:
                run.next_level, run.next_step = getattr(run, f"_next_{run.state}")()

    def _next_preview(self):
        today = self.env["privacy.timer"]._today()
        if self.on_date and self.on_date > today and not Settings(self.env).is_demo():
            return "info", self.env._(
                "This is a preview of a day to come: nothing has been changed. It can be read, "
                "and not carried out.")
        if not self.subjects:
            return "info", self.env._(
                "Nobody is due: nothing has been changed, and there is nothing to approve.")
        return "info", self.env._(
            "This is a preview: nothing has been changed. It waits for an officer, who approves "
            "exactly this list (contacts: %(count)s) or cancels it. Who falls due later waits for "
            "the next preview.", count=self.subjects)

    def _next_waiting(self):
        if self.brake:
            return "warning", self.env._(
                "Waits for an officer: unusually many contacts are due at once (%(count)s), so "
                "this run waits even where its rules are automatic. See that rules and dates are "
                "right before approving. Nothing has been changed.", count=self.subjects)
        return "warning", self.env._(
            "Waits for an officer other than %(name)s, who prepared it (four eyes). Nothing has "
            "been changed.", name=self.prepared_by_id.name)

    def _next_approved(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_run", raise_if_not_found=False)
        if not cron or not cron.active:
            return "warning", self.env._(
                "Approved, but the scheduled action that carries it out is switched off: an "
                "administrator can switch it on.")
        return "info", self.env._(
            "Approved: the scheduled action carries it out. An officer who presses Execute starts "
            "it within a minute.")

    def _next_running(self):
        since = max(filter(None, (self.last_batch_on, self.date_started)), default=None)
        if since and (minutes := (fields.Datetime.now() - since).total_seconds() // 60) >= QUIET:
            return "warning", self.env._(
                "Under way, but quiet: no batch has ended for %(minutes)s minutes. The scheduled "
                "action may be switched off or busy, or colleagues hold what is left. Contacts "
                "done: %(done)s of %(all)s.", minutes=int(minutes), done=self.handled,
                all=self.planned)
        return "info", self.env._(
            "Carried out by the scheduled action, batch by batch. Contacts done: %(done)s of "
            "%(all)s.", done=self.handled, all=self.planned)

    def _next_proving(self):
        return "info", self.env._(
            "Every contact has had its turn. Now the whole database and all files are searched for "
            "what identified them; until that has ended nobody counts as complete.")

    def _next_stopped(self):
        return "danger", self.env._(
            "Stopped. What is done is done as a whole, batch by batch (contacts: %(done)s); the "
            "rest has not been touched (contacts: %(left)s). An officer executes it, or cancels "
            "it.", done=self.handled, left=self.todo)

    def _next_done(self):
        lines = [self.env._(
            "Ended, searched for and proven: every contact is complete (%s).", self.subjects)]
        if self.kept:
            lines.append(self.env._(
                "Records kept, each with a reason and an end date: %s.", self.kept))
        if dropped := self.handled - self.subjects:
            lines.append(self.env._(
                "Contacts no longer due by then, and left alone: %s.", dropped))
        return "success", " ".join(lines)

    def _next_incomplete(self):
        if self.unproven:
            return "warning", self.env._(
                "Ended, and not proven of all: what identified contacts was lost before the search "
                "(contacts: %(count)s of %(all)s). They are erased as far as their own check saw, "
                "and do not count as complete.", count=self.unproven, all=self.subjects)
        if not self.incomplete:
            return "warning", self.env._(
                "Ended with exceptions: every contact is complete, and the note below says what "
                "else an officer has to look at.")
        return "warning", self.env._(
            "Ended, and not everything could be done. Contacts incomplete: %(count)s of %(all)s. "
            "The page Not Done says which and why; they come back with the next preview.",
            count=self.incomplete, all=self.subjects)

    def _next_cancelled(self):
        if not self.date_started:
            return "info", self.env._("Cancelled: nothing was done.")
        return "info", self.env._(
            "Cancelled on the way. Contacts done: %(done)s. The rest has not been touched: "
            "%(left)s.", done=self.handled, left=self.todo)

    # === WHAT IT LEFT === #

    @api.depends_context("lang")
    def _compute_kept_table(self):
        words = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Why It Stays"),
                 self.env._("Until"))
        for run in self:
            kept = {}
            for model, _field, outcome, ground, until, count in run._summary_lines():
                if outcome == "kept":
                    key = (until or "9999", ground, model)
                    kept[key] = kept.get(key, 0) + count
            run.kept_table = words.table(heads, [
                (count, words.model(model), words.ground(ground),
                 words.day("" if until == "9999" else until))
                for (until, ground, model), count in sorted(kept.items())
            ])

    def _outside(self):
        """Return the lines of what stands outside the data map, each field once."""
        lines = {(line["model"], line["field"]): line
                 for line in (*(self.undecided or ()), *(self.unmapped or ()))}
        return list(lines.values())

    @api.depends("unmapped", "undecided", "fallbacks")
    @api.depends_context("lang")
    def _compute_link_tables(self):
        words = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Field"))
        for run in self:
            run.unmapped_table = words.table(heads, [
                (line["count"], words.model(line["model"]),
                 words.field(line["model"], line["field"]))
                for line in run._outside()
            ])
            run.fallback_table = words.table(
                (self.env._("What"), self.env._("Because of")),
                [(words.model(line["model"]), ", ".join(line["modules"]))
                 for line in run.fallbacks or ()],
            )

    # === ACTION METHODS === #

    def action_open_kept(self):
        """Button: the records that this run kept, one by one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_kept_item_action"
        )
        return {**action, "domain": [("run_ref", "=", self.id)], "context": {}}

    def action_open_evidence(self):
        """Button: what was filed of this run; for officers and auditors."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_evidence_action"
        )
        return {**action, "domain": [("run_ref", "=", self.id)]}


class PrivacyRunItemWords(models.Model):
    """What of a contact goes, and why something did not, in words."""

    _inherit = "privacy.run.item"

    what = fields.Char(string="What Goes", compute="_compute_what", compute_sudo=True)
    reason_text = fields.Char(string="Why", compute="_compute_reason_text", compute_sudo=True)
    rule_names = fields.Char(string="Because of", compute="_compute_rule_names", compute_sudo=True)
    residue_table = fields.Html(
        string="Still Met", compute="_compute_residue_table", compute_sudo=True, sanitize=False
    )
    detail_table = fields.Html(
        string="Line by Line", compute="_compute_detail_table", compute_sudo=True, sanitize=False
    )

    @api.depends("whole", "categories")
    @api.depends_context("lang")
    def _compute_what(self):
        categories = self.env["privacy.category"].with_context(active_test=False).search(
            [("id", ">", 0)])
        names = {category.code: category.name for category in categories}
        for item in self:
            codes = (item.categories or "").split(", ")
            item.what = self.env._("The whole contact") if item.whole else ", ".join(
                names.get(code, code) for code in codes)

    @api.depends("reason", "state")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        for item in self:
            item.reason_text = item._reason_words(item.reason or "")

    def _reason_words(self, reason):
        """Return why a contact was not done; a class name alone says little to a person."""
        words = Labels(self.env)
        if reason == "not_due":
            return self.env._("No longer due when its turn came: something new moved its clock")
        if reason == "gone":
            return self.env._("Deleted, or merged into another contact, after the approval")
        if reason.startswith("left: "):
            names = ", ".join(map(words.model, reason.removeprefix("left: ").split(", ")))
            return self.env._("Still found after it was done: %s", names)
        if reason.startswith("found: "):
            names = ", ".join(map(words.model, reason.removeprefix("found: ").split(", ")))
            return self.env._("The proof still met what identified the contact, in: %s", names)
        if reason == "identifiers_lost":
            return self.env._("What identified the contact was lost before the search for it")
        if self.state == "unproven":
            return self.env._("Erased, and not yet searched for")
        if self.state == "failed" and reason:
            return self.env._(
                "Odoo or one of its modules refused; nothing of this contact was changed (%s)",
                reason)
        return reason

    @api.depends("rule_refs")
    @api.depends_context("lang")
    def _compute_rule_names(self):
        for item in self:
            rules = self.env["privacy.rule"].browse({rule for rule in item.rule_refs or () if rule})
            item.rule_names = ", ".join(rules.exists().sorted().mapped("name"))

    @api.depends("residue")
    @api.depends_context("lang")
    def _compute_residue_table(self):
        words = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Field"),
                 self.env._("Record IDs"))
        for item in self:
            item.residue_table = words.table(heads, [
                (line["count"], words.model(line["model"]),
                 words.field(line["model"], line["field"]),
                 ", ".join(str(row) for row in line["ids"] or () if row))
                for line in item.residue or ()])

    @api.depends("detail", "state", "residue")
    @api.depends_context("lang")
    def _compute_detail_table(self):
        words = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("What Became of It"),
                 self.env._("Fields"), self.env._("Why It Stays"), self.env._("Until"))
        for item in self:
            item.detail_table = words.table(heads, [
                item._detail_cells(words, line) for line in item.detail or ()])

    def _detail_cells(self, words, line):
        outcome, kept = line["outcome"], line["outcome"] == "kept"
        if self.state in ("failed", "incomplete") and not kept and not self.residue:
            outcome = "failed"
        names = filter(None, (line["field"] or "").split(","))
        return (
            line["count"], words.model(line["model"]), words.outcome(outcome),
            ", ".join(words.field(line["model"], name) for name in names),
            words.ground(line["ground"]) if kept else "",
            words.day(line["until"]) if kept else "",
        )

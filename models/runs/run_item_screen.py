"""What the form and the list of a run's subject show: computed, never stored."""

from odoo import api, fields, models

from ...engine.contactless import missing_key
from ...engine.erasure.concerned import REASON
from ...engine.labels import Labels
from ...engine.runs.replay import refusals


class PrivacyRunItem(models.Model):
    _inherit = "privacy.run.item"

    what = fields.Char(string="What Goes", compute="_compute_what", compute_sudo=True)
    reason_text = fields.Char(string="Why", compute="_compute_reason_text", compute_sudo=True)
    rule_names = fields.Char(string="Because of", compute="_compute_rule_names", compute_sudo=True)
    finding_ids = fields.One2many("privacy.finding", "item_id", string="Findings", readonly=True)
    undecided_table = fields.Html(
        string="Not Looked Into", compute="_compute_undecided_table", compute_sudo=True,
        sanitize=False,
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
        reasons = {
            "not_due": self.env._(
                "No longer due when its turn came: something new moved its clock"),
            missing_key.REASON: self.env._("Left for later: the key of addresses was missing"),
            "gone": self.env._("Deleted, or merged into another contact, after the approval"),
            REASON: self.env._(
                "Other companies have records of it too: an officer who may act for all of them "
                "decides"),
            "identifiers_lost": self.env._(
                "What identified the contact was lost before the search for it"),
            "nothing_to_search": self.env._(
                "Nothing that could be searched for identified the contact: neither a full name "
                "nor an address or number"),
            "unread_files": self.env._("A file of its own could not be searched: see the finding"),
            **(refusals(self.env) if self.run_id.kind == "replay" else {}),
        }
        if reason in reasons:
            return reasons[reason]
        kind, _colon, models_left = reason.partition(": ")
        names = ", ".join(map(Labels(self.env).model, filter(None, models_left.split(", "))))
        if kind == "left":
            return self.env._(
                "Still found after it was done: %s. It is due again until that has gone", names)
        if kind == "found":
            return self.env._(
                "The proof still met what identified the contact, in: %s. Its findings name each "
                "place", names)
        if kind == "undecided":
            return self.env._(
                "Fields that nobody has decided on say something of the contact, in: %s", names)
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

    @api.depends("undecided")
    @api.depends_context("lang")
    def _compute_undecided_table(self):
        labels = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("Field"),
                 self.env._("Record IDs"))
        for item in self:
            item.undecided_table = labels.table(heads, [
                (line["count"], labels.model(line["model"]),
                 labels.field(line["model"], line["field"]),
                 ", ".join(map(str, line.get("ids") or ())))
                for line in item.undecided or ()])

    @api.depends("detail", "state", "residue")
    @api.depends_context("lang")
    def _compute_detail_table(self):
        labels = Labels(self.env)
        heads = (self.env._("How Many"), self.env._("What"), self.env._("What Became of It"),
                 self.env._("Fields"), self.env._("Why It Stays"), self.env._("Until"))
        for item in self:
            item.detail_table = labels.table(heads, [
                item._detail_cells(labels, line) for line in item.detail or ()])

    def _detail_cells(self, labels, line):
        outcome, kept = line["outcome"], line["outcome"] == "kept"
        beside = (self.reason or "").startswith("undecided: ")
        if self.state in ("failed", "incomplete") and not (kept or self.residue or beside):
            outcome = "failed"
        names = filter(None, (line["field"] or "").split(","))
        return (
            line["count"], labels.model(line["model"]), labels.outcome(outcome),
            ", ".join(labels.field(line["model"], name) for name in names),
            labels.ground(line["ground"]) if kept else "",
            labels.end(line["until"], self.run_id.on_date) if kept else "",
        )

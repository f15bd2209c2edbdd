from odoo import api, fields, models

STATES = [
    ("todo", "To Do"),
    ("done", "Complete"),
    ("kept", "Complete, with kept items"),
    ("incomplete", "Incomplete"),
    ("unproven", "Unproven"),
    ("failed", "Failed"),
    ("dropped", "No longer due"),
]


class PrivacyRunItem(models.Model):
    """One subject of a run, what was found and what became of it. Ids and counts, no values."""

    _name = "privacy.run.item"
    _description = "Subject of a Privacy Run"
    _order = "run_id desc, id"
    _rec_name = "partner_ref"
    _log_access = False

    run_id = fields.Many2one("privacy.run", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="set null", index=True
    )
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", readonly=True, ondelete="set null",
        index="btree_not_null"
    )
    partner_ref = fields.Integer(
        string="Contact ID", readonly=True, aggregator=None,
        help="Minus the id of a data subject without a contact.",
    )
    company_id = fields.Many2one(
        "res.company", readonly=True, ondelete="set null",
        help="The one that has records of the contact. Empty: none has, or several: then whoever "
        "sees the run sees the contact.")
    state = fields.Selection(STATES, default="todo", required=True, readonly=True)
    whole = fields.Boolean(string="Whole Contact", readonly=True)
    categories = fields.Char(readonly=True)
    rule_refs = fields.Json(readonly=True, help="Ids of the rules whose clock had ended.")
    reason = fields.Char(readonly=True)
    digest = fields.Char(readonly=True, help="SHA-256 of the subject's plan.")
    found = fields.Integer(readonly=True)
    erased = fields.Integer(readonly=True)
    masked = fields.Integer(readonly=True)
    redacted = fields.Integer(readonly=True)
    kept = fields.Integer(readonly=True)
    failed = fields.Integer(readonly=True)
    detail = fields.Json(readonly=True)
    identifiers = fields.Integer(
        readonly=True, help="How many values identified the contact when it was erased."
    )
    unsearched = fields.Char(readonly=True, help="Why nobody could say what is left of it.")
    residue = fields.Json(
        readonly=True,
        help="Where the proof still met such a value: models, fields, ids of records.",
    )
    shared = fields.Integer(
        string="Shared Places", readonly=True,
        help="Where a value was met that a living contact, user or company has too.",
    )
    verdict = fields.Selection(
        [("anonymised", "Anonymised"), ("pseudonymous", "Pseudonymous")], readonly=True,
        help="Measured on what remains: whether one can still be singled out, linked or inferred.",
    )
    verdict_reasons = fields.Json(readonly=True)
    undecided = fields.Json(
        readonly=True,
        help="What fields outside the data map hold in records that are tied to the contact.")
    recipients = fields.Json(
        readonly=True,
        help="Who had received data of the contact when they went, or may have: ids of recipients "
             "and of categories, and the last day.")
    forced_until = fields.Date(
        readonly=True,
        help="In a replay: clocks that started up to this day count as ended, as they did then.",
    )
    detail_text = fields.Text(string="What", compute="_compute_detail_text")

    _undecided_idx = models.Index("(partner_ref) WHERE undecided IS NOT NULL")
    _run_state_idx = models.Index("(run_id, state, id)")
    _sum = models.Constraint(
        "CHECK(found = erased + masked + redacted + kept + failed)",
        "Found must equal erased + masked + redacted + kept + failed.",
    )

    @api.depends("detail")
    @api.depends_context("lang")
    def _compute_detail_text(self):
        for item in self:
            item.detail_text = "\n".join(item._detail_line(line) for line in item.detail or ())

    def _detail_line(self, line):
        what = self.env._("%(count)s x %(model)s: %(outcome)s", count=line["count"],
                          model=line["model"], outcome=line["outcome"])
        if line["outcome"] != "kept":
            return what
        return self.env._("%(what)s (%(ground)s, until %(until)s)", what=what,
                          ground=line["ground"], until=line["until"])

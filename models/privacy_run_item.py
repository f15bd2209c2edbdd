import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..core import plan as plans
from ..core.datamap import WHOLE

STATES = [
    ("todo", "To Do"),
    ("done", "Complete"),
    ("kept", "Complete, with kept items"),
    ("incomplete", "Incomplete"),
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
    partner_ref = fields.Integer(string="Contact ID", readonly=True, aggregator=None)
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
    detail_text = fields.Text(string="What", compute="_compute_detail_text")

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

    def _approved(self, due):
        """Return what of the due categories was approved for this subject, and nothing else."""
        self.ensure_one()
        if self.whole:
            return due
        approved = set((self.categories or "").split(", ")) - {""}
        return approved if WHOLE in due else approved & due

    @api.model
    def _settle_all(self, outcomes):
        """Store ``{item id: (state, reason, details, digest)}`` in one statement."""
        rows = []
        for item_id, (state, reason, details, digest) in outcomes.items():
            undone = state in ("failed", "incomplete")
            sums = plans.totals([_failed(line) if undone else line for line in details])
            rows.append({"id": item_id, "state": state, "reason": reason, "digest": digest,
                         "detail": details, **sums})
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_run_item item
                      SET state = new.state, reason = new.reason, digest = new.digest,
                          detail = new.detail, found = new.found, erased = new.erased,
                          masked = new.masked, redacted = new.redacted, kept = new.kept,
                          failed = new.failed
                     FROM jsonb_to_recordset(%s::jsonb) AS new (
                          id int, state varchar, reason varchar, digest varchar, detail jsonb,
                          found int, erased int, masked int, redacted int, kept int, failed int)
                    WHERE item.id = new.id""",
                json.dumps(rows),
            )
        )
        self.invalidate_model(flush=False)


def _failed(line):
    """What was planned for a subject that failed did not happen."""
    return line if line["outcome"] == "kept" else {**line, "outcome": "failed"}

from odoo import api, fields, models
from odoo.tools import SQL

from ..core import plan as plans

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

    @api.model
    def _store(self, item_ids, acted):
        """Store what the plan says of these items, in one statement.

        A subject is done where nothing is left, and everything that was planned for one with
        something left counts as failed: what is kept is kept either way.

        :param bool acted: False for a preview
        """
        plan = self.env["privacy.plan"]
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_run_item item
                      SET state = new.state, reason = new.reason, digest = new.digest,
                          detail = new.detail, found = new.found, kept = new.kept,
                          erased = CASE WHEN new.undone THEN 0 ELSE new.erased END,
                          masked = CASE WHEN new.undone THEN 0 ELSE new.masked END,
                          redacted = CASE WHEN new.undone THEN 0 ELSE new.redacted END,
                          failed = CASE WHEN new.undone THEN new.found - new.kept ELSE 0 END
                     FROM (%s) new WHERE item.id = new.item_id""",
                self._outcome_sql(plan, item_ids, acted),
            )
        )
        self.invalidate_model(flush=False)

    def _outcome_sql(self, plan, item_ids, acted):
        state = SQL(
            """CASE WHEN subject.item_id IS NULL THEN 'dropped' %s END""",
            SQL(
                """WHEN undone.models IS NOT NULL THEN 'incomplete'
                   WHEN detail.kept > 0 THEN 'kept' ELSE 'done'"""
            ) if acted else SQL("ELSE 'todo'"),
        )
        undone = SQL(
            """(SELECT subject, string_agg(DISTINCT model, ', ' ORDER BY model) AS models
                  FROM privacy_left GROUP BY subject)"""
        ) if acted else SQL("(SELECT NULL::int AS subject, NULL::text AS models)")
        return SQL(
            """SELECT item.id AS item_id, %(state)s AS state, undone.models IS NOT NULL AS undone,
                      CASE WHEN subject.item_id IS NULL THEN 'not_due'
                           ELSE COALESCE('left: ' || undone.models, '') END AS reason,
                      COALESCE(detail.detail, '[]') AS detail,
                      CASE WHEN subject.item_id IS NOT NULL
                           THEN COALESCE(digest.digest, %(empty)s) ELSE '' END AS digest,
                      COALESCE(detail.found, 0) AS found, COALESCE(detail.erased, 0) AS erased,
                      COALESCE(detail.masked, 0) AS masked,
                      COALESCE(detail.redacted, 0) AS redacted, COALESCE(detail.kept, 0) AS kept
                 FROM privacy_run_item item
                 LEFT JOIN privacy_subject subject ON subject.item_id = item.id
                 LEFT JOIN (%(detail)s) detail ON detail.subject = subject.partner_id
                 LEFT JOIN (%(digest)s) digest ON digest.subject = subject.partner_id
                 LEFT JOIN %(undone)s undone ON undone.subject = subject.partner_id
                WHERE item.id = ANY(%(items)s)""",
            state=state, empty=plans.digest(()), detail=plan._detail_sql(),
            digest=plan._digest_sql(), undone=undone, items=list(item_ids),
        )

    def _fail(self, reason):
        """Mark a faulty subject: its savepoint took back whatever had been done."""
        self.write({"state": "failed", "reason": reason, "detail": [], "digest": "",
                    **dict.fromkeys(("found", *plans.OUTCOMES), 0)})

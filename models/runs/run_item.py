from odoo import api, fields, models
from odoo.tools import SQL

from ...core.evidence import plan_digest as plans

STATES = [
    ("todo", "To Do"),
    ("done", "Complete"),
    ("kept", "Complete, with kept items"),
    ("incomplete", "Incomplete"),
    ("unproven", "Unproven"),
    ("failed", "Failed"),
    ("dropped", "No longer due"),
]
#: states of a subject that a batch has acted on
ACTED = ("done", "kept", "incomplete", "unproven")


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
    identifiers = fields.Integer(
        readonly=True, help="How many values identified the contact when it was erased."
    )
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
        readonly=True, help="What fields outside the data map hold in records tied by address.")
    forced_until = fields.Date(
        readonly=True,
        help="In a replay: clocks that started up to this day count as ended, as they did then.",
    )
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
        something left counts as failed: what is kept is kept either way. Where the plan is the
        one that was stored before, its detail is not made again.

        :param bool acted: False for a preview
        """
        counts = SQL(", ").join(
            SQL("%(c)s = CASE WHEN new.undone THEN 0 WHEN new.changed THEN new.%(c)s "
                "ELSE item.%(c)s END", c=SQL.identifier(name))
            for name in ("erased", "masked", "redacted")
        )
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_run_item item
                      SET state = new.state, reason = new.reason, digest = new.digest,
                          identifiers = new.identifiers, %s,
                          detail = CASE WHEN new.changed THEN new.detail ELSE item.detail END,
                          found = CASE WHEN new.changed THEN new.found ELSE item.found END,
                          kept = CASE WHEN new.changed THEN new.kept ELSE item.kept END,
                          failed = CASE WHEN NOT new.undone THEN 0
                                        WHEN new.changed THEN new.found - new.kept
                                        ELSE item.found - item.kept END
                     FROM (%s) new WHERE item.id = new.item_id""",
                counts, self._outcome_sql(item_ids, acted),
            )
        )
        self.invalidate_model(flush=False)

    def _outcome_sql(self, item_ids, acted):
        """Return SQL of what came of each item; counts and detail only where ``changed``."""
        plan = self.env["privacy.plan"]
        # whoever went as a whole is complete only once the proof has seen it
        acted_state = SQL(
            """WHEN undone.models IS NOT NULL THEN 'incomplete'
               WHEN plan.whole THEN 'unproven'
               WHEN CASE WHEN plan.changed THEN detail.kept ELSE item.kept END > 0 THEN 'kept'
               ELSE 'done'"""
        )
        undone = SQL(
            """(SELECT subject, string_agg(DISTINCT model, ', ' ORDER BY model) AS models
                  FROM privacy_left GROUP BY subject)"""
        ) if acted else SQL("(SELECT NULL::int AS subject, NULL::text AS models)")
        return SQL(
            """WITH digest AS MATERIALIZED (%(digest)s), plan AS MATERIALIZED (
                   SELECT item.id AS item_id, subject.partner_id AS subject, subject.whole,
                          (SELECT count(*)::int FROM privacy_run_identifier identifier
                            WHERE identifier.item_ref = item.id) AS identifiers,
                          CASE WHEN subject.item_id IS NOT NULL
                               THEN COALESCE(digest.digest, %(empty)s) ELSE '' END AS digest,
                          item.failed > 0 OR item.digest IS DISTINCT FROM COALESCE(
                              digest.digest, %(empty)s) OR subject.item_id IS NULL AS changed
                     FROM privacy_run_item item
                     LEFT JOIN privacy_subject subject ON subject.item_id = item.id
                     LEFT JOIN digest ON digest.subject = subject.partner_id
                    WHERE item.id = ANY(%(items)s)
               )
               SELECT plan.item_id, plan.digest, plan.changed, plan.identifiers,
                      undone.models IS NOT NULL AS undone,
                      CASE WHEN plan.subject IS NULL THEN 'dropped' %(state)s END AS state,
                      CASE WHEN plan.subject IS NULL THEN 'not_due'
                           ELSE COALESCE('left: ' || undone.models, '') END AS reason,
                      COALESCE(detail.detail, '[]') AS detail,
                      COALESCE(detail.found, 0) AS found, COALESCE(detail.erased, 0) AS erased,
                      COALESCE(detail.masked, 0) AS masked,
                      COALESCE(detail.redacted, 0) AS redacted, COALESCE(detail.kept, 0) AS kept
                 FROM plan
                 JOIN privacy_run_item item ON item.id = plan.item_id
                 LEFT JOIN (%(detail)s) detail ON detail.subject = plan.subject
                 LEFT JOIN %(undone)s undone ON undone.subject = plan.subject""",
            digest=plan._digest_sql(), empty=plans.digest(()), items=list(item_ids),
            state=acted_state if acted else SQL("ELSE 'todo'"), undone=undone,
            detail=plan._detail_sql(SQL("SELECT subject FROM plan WHERE changed")),
        )

    def _partner_ids(self, states=None):
        """Return the ids of the contacts of these items, ascending.

        :param states: only of items in these states
        """
        in_state = SQL("state = ANY(%s)", list(states)) if states else SQL("TRUE")
        rows = self.env.execute_query(
            SQL("SELECT partner_ref FROM privacy_run_item WHERE id = ANY(%s) AND %s ORDER BY 1",
                self.ids, in_state)
        )
        return [partner for (partner,) in rows]

    def _fail(self, reason):
        """Mark a faulty subject: its savepoint took back whatever had been done."""
        self.write({"state": "failed", "reason": reason, "detail": [], "digest": "",
                    **dict.fromkeys(("found", *plans.OUTCOMES), 0)})

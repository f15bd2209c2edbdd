"""What came of a batch: clocks are closed, the subjects' items say what became of each."""

from odoo.tools import SQL

from ...core.evidence import plan_digest
from ..companies import RecordCompanies
from ..contactless.of_plan import settle as settle_contactless
from ..plan import detail_sql, digest_sql

#: the module's own tables of a contact that end with it
OWN_TABLES = ("privacy_subject_purpose", "privacy_consent_record", "privacy_disclosure",
              "privacy_archived", "privacy_archive_reading")


def settle(env):
    """Close the clocks of what was done and clear what the module itself knew."""
    today = env["privacy.timer"]._today()
    done = SQL("partner_id NOT IN (SELECT subject FROM privacy_remaining)")
    env.cr.execute(SQL(
        """UPDATE privacy_timer timer SET state = 'done', done_date = %s
             FROM privacy_subject subject, privacy_rule rule, privacy_category category
            WHERE subject.partner_id = timer.partner_id AND rule.id = timer.rule_id
              AND category.id = rule.category_id AND timer.state != 'done'
              AND (rule.action = 'erase' AND category.code = ANY(subject.categories)
                   OR subject.whole AND rule.action IN ('anonymise', 'erase'))
              AND subject.%s""", today, done))
    # tags follow the clocks that were closed here
    env.cr.execute(SQL(
        """INSERT INTO privacy_outbox (model, res_id)
           SELECT 'res.partner', partner_id FROM privacy_subject
            WHERE partner_id > 0 AND NOT whole AND %s""", done))
    settle_contactless(env, today)
    for table in OWN_TABLES:
        env.cr.execute(SQL(
            """DELETE FROM %s WHERE partner_id IN (
               SELECT partner_id FROM privacy_subject WHERE whole AND %s)""",
            SQL.identifier(table), done))
    env.invalidate_all(flush=False)


def store_items(env, item_ids, acted):
    """Store what the plan says of these items, in one statement.

    A subject is done where nothing is left, and everything that was planned for one with
    something left counts as failed: what is kept is kept either way. Where the plan is the one
    that was stored before, its detail is not made again.

    :param list item_ids: ids of privacy.run.item
    :param bool acted: False for a preview
    """
    counts = SQL(", ").join(
        SQL("%(c)s = CASE WHEN new.undone THEN 0 WHEN new.changed THEN new.%(c)s "
            "ELSE item.%(c)s END", c=SQL.identifier(name))
        for name in ("erased", "masked", "redacted")
    )
    env.cr.execute(SQL(
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
        counts, _outcome_sql(item_ids, acted)))
    env["privacy.run.item"].invalidate_model(flush=False)


def _outcome_sql(item_ids, acted):
    """Return SQL of what came of each item; counts and detail only where ``changed``."""
    # whoever went as a whole is complete only once the proof has seen it
    acted_state = SQL(
        """WHEN undone.models IS NOT NULL THEN 'incomplete'
           WHEN plan.whole THEN 'unproven'
           WHEN CASE WHEN plan.changed THEN detail.kept ELSE item.kept END > 0 THEN 'kept'
           ELSE 'done'"""
    )
    undone = SQL(
        """(SELECT subject, string_agg(DISTINCT model, ', ' ORDER BY model) AS models
              FROM privacy_remaining GROUP BY subject)"""
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
        digest=digest_sql(), empty=plan_digest.digest(()), items=list(item_ids),
        state=acted_state if acted else SQL("ELSE 'todo'"), undone=undone,
        detail=detail_sql(SQL("SELECT subject FROM plan WHERE changed")),
    )


def remember_kept(env, plan):
    """Remember what a plan kept, and forget what has gone since."""
    env.cr.execute(
        """DELETE FROM privacy_kept_item item USING privacy_plan plan
            WHERE plan.act != 'keep' AND item.model = plan.model
              AND item.res_id = plan.record AND item.partner_ref = plan.subject
              AND plan.subject NOT IN (SELECT subject FROM privacy_remaining)""")
    env.cr.execute(SQL(
        """INSERT INTO privacy_kept_item
                  (run_ref, partner_ref, model, res_id, ground, until, kept_on)
           SELECT DISTINCT ON (model, record, subject)
                  %s, subject, model, record, ground, until, %s::date
             FROM privacy_plan WHERE act = 'keep' ORDER BY model, record, subject, until
           ON CONFLICT (model, res_id, partner_ref)
           DO UPDATE SET run_ref = EXCLUDED.run_ref, ground = EXCLUDED.ground,
                         until = EXCLUDED.until, settled_on = NULL,
                         kept_on = COALESCE(privacy_kept_item.kept_on, EXCLUDED.kept_on)""",
        plan.run.id, env["privacy.timer"]._today()))
    _note_companies(env, plan.run)
    env["privacy.kept.item"].invalidate_model(flush=False)


def _note_companies(env, run):
    """Say whose the records are that a plan kept: each its own company's, or else its contact's."""
    kept = SQL("SELECT record FROM privacy_plan WHERE act = 'keep'")
    for (model,) in env.execute_query(SQL(
            "SELECT DISTINCT model FROM privacy_plan WHERE act = 'keep'")):
        found = RecordCompanies(env).sql(model, SQL("%s AND model = %s", kept, model))
        env.cr.execute(SQL(
            """UPDATE privacy_kept_item item
                  SET company_id = COALESCE(found.company_id, partner.company_id)
                 FROM privacy_plan plan
                 LEFT JOIN res_partner partner ON partner.id = plan.subject
                 LEFT JOIN (%s) found ON found.record = plan.record
                WHERE (item.model, item.res_id, item.partner_ref)
                      = (plan.model, plan.record, plan.subject)
                  AND plan.model = %s AND plan.act = 'keep' AND item.run_ref = %s""",
            found or SQL("SELECT NULL::int AS record, NULL::int AS company_id WHERE FALSE"),
            model, run.id))

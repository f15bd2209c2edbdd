import logging

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, mute_logger

_logger = logging.getLogger(__name__)


class PrivacyEngine(models.AbstractModel):
    """One batch: claim, read again, locate, decide, act, check, file.

    The engine never commits; ``engine/worker.py`` does, batch by batch. It logs and stores ids,
    counts and class names, never a value of a record.
    """

    _name = "privacy.engine"
    _description = "Privacy Engine"

    # === WHO IS DUE === #

    def _due_sql(self, run, scope=None):
        """Return SQL of (partner_id, whole, categories, rule_ids) for all who are due in a run.

        ``whole``: no clock of any rule or company is still running, so the contact itself goes
        (R2, R16). Held and restricted contacts are never due; an anonymised one is due again
        only where a run left it incomplete. Automatic runs count
        only rules in automatic mode that are past their grace (R18). An erasure on request
        does not wait for what rests on interest or consent; legal duties keep their time.
        Whose record was kept until a day that has passed is due again, and so is only that.
        """
        on_date = run.on_date
        ended = SQL("timer.state = 'counting' AND timer.date_until < %s", on_date)
        if run.kind == "request":
            ended = SQL("(%s OR rule.action = 'erase' AND timer.state != 'done')", ended)
        ended = self._ended_sql(run, ended)
        free = SQL("TRUE")
        if run.automatic:
            free = SQL(
                "rule.mode = 'automatic' AND COALESCE(rule.grace_until, %s) <= %s",
                on_date, on_date,
            )
        in_scope = SQL("TRUE") if scope is None else SQL("timer.partner_id IN (%s)", scope)
        due = SQL(
            """SELECT partner_id, bool_and(over) AND bool_or(basic AND over) AS whole,
                      array_agg(code ORDER BY code) FILTER (WHERE due AND over AND erasable)
                      AS categories,
                      jsonb_path_query_array(jsonb_agg(rule_ids), '$[*][*]') AS rule_ids
                 FROM (%(per_category)s) each
                GROUP BY partner_id
               HAVING bool_or(due AND over)
                  AND (bool_and(over) AND bool_or(basic AND over)
                       OR bool_or(due AND over AND erasable))""",
            per_category=self._per_category_sql(ended, free, in_scope, on_date),
        )
        # nobody but an officer's own run takes up what was kept (R13)
        if run.automatic or run.kind == "request":
            return due
        return SQL("WITH due AS (%s) SELECT * FROM due UNION ALL %s", due, self.env[
            "privacy.kept.item"]._due_again_sql(on_date, SQL("due"), scope))

    def _ended_sql(self, run, ended):
        """In a replay a clock counts as ended as it did then, unless it started again since."""
        if run.kind != "replay":
            return ended
        return SQL(
            """(%s OR timer.state != 'done' AND EXISTS (
                    SELECT FROM privacy_run_item item
                     WHERE item.run_id = %s AND item.partner_id = timer.partner_id
                       AND COALESCE(timer.date_start, '-infinity') <= item.forced_until))""",
            ended, run.id,
        )

    def _per_category_sql(self, ended, free, in_scope, on_date):
        """Return SQL of one row per contact x category.

        ``due``: a clock of it has ended; ``over``: none of any rule or company is running
        (R16); ``basic``: the clock of the relationship or of the conversation, without which
        nobody goes as a whole; ``erasable``: the category may go while the contact stays.
        """
        return SQL(
            """SELECT timer.partner_id, category.code, bool_or(%(ended)s AND %(free)s) AS due,
                      bool_and(timer.state = 'done' OR (%(ended)s AND %(free)s)) AS over,
                      bool_or(rule.start_event IN ('relationship_end', 'last_interaction'))
                      AS basic,
                      bool_or(rule.action = 'erase') AS erasable,
                      jsonb_agg(DISTINCT rule.id) FILTER (WHERE %(ended)s AND %(free)s)
                      AS rule_ids
                 FROM privacy_timer timer
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                 JOIN (SELECT id AS rule_id, category_id FROM privacy_rule UNION
                       SELECT privacy_rule_id, privacy_category_id
                         FROM privacy_category_privacy_rule_rel) covers
                   ON covers.rule_id = rule.id
                 JOIN privacy_category category ON category.id = covers.category_id
                 JOIN res_partner partner ON partner.id = timer.partner_id
                WHERE rule.action IN ('anonymise', 'erase') AND %(scope)s
                  AND (partner.privacy_anonymised_on IS NULL OR timer.state != 'done')
                  AND partner.privacy_restricted IS NOT TRUE
                  AND NOT EXISTS (SELECT FROM (%(held)s) held
                                   WHERE held.partner_id = timer.partner_id)
                GROUP BY timer.partner_id, category.code""",
            ended=ended, free=free, scope=in_scope,
            held=self.env["privacy.hold"]._held_sql(on_date),
        )

    # === BATCH === #

    def _process(self, items, run):
        """Do what is due of one claimed batch, and store what came of it.

        :param items: privacy.run.item rows, already locked together with their contacts
        :param run: the privacy.run they belong to
        """
        # tags are for readers and wait; who is due is asked for now
        self.env["privacy.timer"].sudo()._refresh(items._partner_ids(), tags=False)
        self._act_or_halve(items.ids, run)
        self.env.flush_all()
        stay = items._partner_ids(("dropped", "failed", "incomplete"))
        self.env["privacy.outbox"]._note("res.partner", stay)

    def _act_or_halve(self, item_ids, run):
        """Act on all; on an error split in two until the faulty subject stands alone."""
        try:
            # a failed statement would put the record's values in the server log
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._act(item_ids, run)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            if len(item_ids) > 1:
                middle = len(item_ids) // 2
                for half in (item_ids[:middle], item_ids[middle:]):
                    self._act_or_halve(half, run)
                return
            reason = _reason(error)
            item = self.env["privacy.run.item"].browse(item_ids)
            _logger.warning("Run %s: contact %s failed: %s", run.id, item.partner_ref, reason)
            item._fail(reason)

    def _act(self, item_ids, run):
        """Plan, act, and look again: what the second look finds was not done."""
        plan = self.env["privacy.plan"]
        plan._make(run, item_ids, again=True)
        self.env["privacy.proof"]._take_down(run)
        gateway = self.env["privacy.gateway"]._acting()
        gateway._note_undecided()
        gateway._record_bypass(run)
        gateway._apply()
        gateway._look_again()
        self._settle()
        self.env["privacy.run.item"]._store(item_ids, acted=True)
        self.env["privacy.kept.item"]._remember(run)

    def _settle(self):
        """Close the clocks of what was done and clear what the module itself knew."""
        today = self.env["privacy.timer"]._today()
        done = SQL("partner_id NOT IN (SELECT subject FROM privacy_left)")
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_timer timer SET state = 'done', done_date = %s
                     FROM privacy_subject subject, privacy_rule rule, privacy_category category
                    WHERE subject.partner_id = timer.partner_id AND rule.id = timer.rule_id
                      AND category.id = rule.category_id AND timer.state != 'done'
                      AND (rule.action = 'erase' AND category.code = ANY(subject.categories)
                           OR subject.whole AND rule.action IN ('anonymise', 'erase'))
                      AND subject.%s""",
                today, done,
            )
        )
        # tags follow the clocks that were closed here
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_outbox (model, res_id)
                   SELECT 'res.partner', partner_id FROM privacy_subject
                    WHERE NOT whole AND %s""",
                done,
            )
        )
        for table in ("privacy_subject_purpose", "privacy_consent_record"):
            self.env.cr.execute(
                SQL(
                    """DELETE FROM %s WHERE partner_id IN (
                       SELECT partner_id FROM privacy_subject WHERE whole AND %s)""",
                    SQL.identifier(table), done,
                )
            )
        self.env.invalidate_all(flush=False)


def _reason(error):
    """Return why a subject failed, without the error's text: it may quote the record."""
    diag = getattr(error, "diag", None)
    parts = [type(error).__name__]
    if diag is not None:
        parts += [diag.table_name, diag.constraint_name, diag.column_name]
    return " ".join(part for part in parts if part)

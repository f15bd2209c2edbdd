import logging
from collections import defaultdict

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, mute_logger

from ..core import plan as plans
from ..core.datamap import WHOLE

_logger = logging.getLogger(__name__)


class PrivacyEngine(models.AbstractModel):
    """One batch: claim, read again, locate, decide, act, check, file.

    The engine never commits; ``privacy_run.py`` does, batch by batch. It logs and stores ids,
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
        """
        on_date = run.on_date
        ended = SQL("timer.state = 'counting' AND timer.date_until < %s", on_date)
        if run.kind == "request":
            ended = SQL("(%s OR rule.action = 'erase' AND timer.state != 'done')", ended)
        free = SQL("TRUE")
        if run.automatic:
            free = SQL(
                "rule.mode = 'automatic' AND COALESCE(rule.grace_until, %s) <= %s",
                on_date, on_date,
            )
        in_scope = SQL("TRUE") if scope is None else SQL("timer.partner_id IN (%s)", scope)
        return SQL(
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

    def _due(self, run, partner_ids):
        """Return ``{contact id: set of due categories}``; the whole contact is ``{WHOLE}``."""
        scope = SQL("SELECT unnest(%s::int[])", list(partner_ids))
        rows = self.env.execute_query(self._due_sql(run, scope))
        return {
            partner_id: {WHOLE} if whole else set(categories or ())
            for partner_id, whole, categories, _rules in rows
        }

    # === PLAN === #

    def _plan(self, categories):
        """Return the plan for subjects whose categories are due; nothing is changed."""
        gateway = self.env["privacy.gateway"]._acting()
        entries = self.env["privacy.map"]._compiled()
        located = gateway._locate(entries, categories)
        decisions = gateway._decisions(entries, located, list(categories))
        return plans.build(entries, located, categories, decisions)

    # === BATCH === #

    def _process(self, items, run):
        """Do what is due of one claimed batch.

        :param items: privacy.run.item rows, already locked together with their contacts
        :param run: the privacy.run they belong to
        :return: ``{item id: (state, reason, details, digest)}``
        """
        partners = items.partner_id
        self.env["privacy.timer"].sudo()._refresh(partners.ids)
        due = self._due(run, partners.ids)
        subjects = {}
        for item in items:
            categories = item._approved(due.get(item.partner_id.id, set()))
            if categories:
                subjects[item.partner_id.id] = categories
        results = self._act_or_halve(subjects, run)
        return {
            item.id: results.get(item.partner_id.id, ("dropped", "not_due", [], ""))
            for item in items
        }

    def _act_or_halve(self, subjects, run):
        """Act on all; on an error split in two until the faulty subject stands alone."""
        if not subjects:
            return {}
        try:
            # a failed statement would put the record's values in the server log
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self._act(subjects, run)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if len(subjects) > 1:
                return self._halves(subjects, run)
            (subject,) = subjects
            reason = _reason(error)
            _logger.warning("Run %s: contact %s failed: %s", run.id, subject, reason)
            return {subject: ("failed", reason, [], "")}

    def _halves(self, subjects, run):
        ids = sorted(subjects)
        middle = len(ids) // 2
        results = {}
        for half in (ids[:middle], ids[middle:]):
            results.update(self._act_or_halve({s: subjects[s] for s in half}, run))
        return results

    def _act(self, subjects, run):
        """Plan, act, and look again: what the second look finds was not done."""
        self._failpoint("before_act")
        gateway = self.env["privacy.gateway"]._acting()
        plan = self._plan(subjects)
        gateway._apply(plan)
        self._failpoint("after_act")
        undone = self._undone(plan, subjects, gateway)
        self._settle(subjects, undone)
        digests, details = plan.digests(), plan.details()
        return {
            subject: (
                *_verdict(subject, undone, details.get(subject, ())),
                details.get(subject, []), digests.get(subject, plans.digest(())),
            )
            for subject in subjects
        }

    def _undone(self, plan, subjects, gateway):
        """Return ``{subject: names of models}`` of what is still there after acting.

        Records to erase are located once more; masked ones are read column by column.
        """
        left = gateway._left(plan)
        again = self._plan(subjects)
        undone = {}
        for step in again.acting():
            if step.act == "erase":
                undone.setdefault(step.subject, set()).add(step.model)
        for step in plan.acting():
            if (step.model, step.record) in left:
                undone.setdefault(step.subject, set()).add(step.model)
        return undone

    def _settle(self, subjects, undone):
        """Close the clocks of what was done and clear what the module itself knew."""
        done = [subject for subject in subjects if subject not in undone]
        whole = [subject for subject in done if WHOLE in subjects[subject]]
        today = self.env["privacy.timer"]._today()
        by_codes = defaultdict(list)
        for subject in done:
            by_codes[frozenset(subjects[subject] - {WHOLE})].append(subject)
        for codes, ids in by_codes.items():
            if codes:
                self._close_timers(ids, today, codes)
        self._close_timers(whole, today)
        # tags follow the clocks that were closed here
        self.env["privacy.outbox"]._note("res.partner", sorted(set(done) - set(whole)))
        if whole:
            for table in ("privacy_subject_purpose", "privacy_consent_record"):
                self.env.cr.execute(
                    SQL("DELETE FROM %s WHERE partner_id = ANY(%s)", SQL.identifier(table), whole)
                )
        self.env.invalidate_all(flush=False)

    def _close_timers(self, partner_ids, today, codes=None):
        of_codes = SQL(
            """rule_id IN (SELECT id FROM privacy_rule WHERE action IN ('anonymise', 'erase'))"""
        )
        if codes:
            of_codes = SQL(
                """rule_id IN (SELECT rule.id FROM privacy_rule rule
                     JOIN privacy_category category ON category.id = rule.category_id
                    WHERE category.code = ANY(%s) AND rule.action = 'erase')""",
                sorted(codes),
            )
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_timer SET state = 'done', done_date = %s
                    WHERE partner_id = ANY(%s) AND state != 'done' AND %s""",
                today, list(partner_ids), of_codes,
            )
        )

    def _failpoint(self, name):
        """A place where tests interrupt a batch; nothing in production."""


def _verdict(subject, undone, details):
    """Return (state, reason) of a subject: never done unless the second look saw it."""
    if subject in undone:
        return "incomplete", "left: " + ", ".join(sorted(undone[subject]))
    if any(line["outcome"] == "kept" for line in details):
        return "kept", ""
    return "done", ""


def _reason(error):
    """Return why a subject failed, without the error's text: it may quote the record."""
    diag = getattr(error, "diag", None)
    parts = [type(error).__name__]
    if diag is not None:
        parts += [diag.table_name, diag.constraint_name, diag.column_name]
    return " ".join(part for part in parts if part)

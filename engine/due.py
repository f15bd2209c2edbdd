"""Who is due in a run: the clocks that have ended, and what still keeps a contact."""

import re

from odoo.tools import SQL

from .acting import audit_bypass
from .clocks.families import CONTACTLESS, CONTACTS
from .coverage.undecided import decided_since_sql

#: grounds that may end: a later run asks again whether the record is still protected or shared
ENDS = ("shared", "audit_trail", "protected")
#: whose clocks are asked
SUBJECTS = (CONTACTS, CONTACTLESS)
#: for whom something is still to be done outside, and what that needs is nowhere but here: else it
#: is kept with the task, sealed. What a journal replays was done before
TASKS = SQL(
    """SELECT task.partner_id FROM privacy_timer task
         JOIN privacy_rule asks ON asks.id = task.rule_id AND asks.action = 'task'
        WHERE task.state = 'counting' AND task.partner_id IS NOT NULL AND NOT EXISTS (
              SELECT FROM privacy_exit_task kept
               WHERE kept.partner_ref = task.partner_id AND kept.rule_id = task.rule_id
                 AND kept.state = 'open' AND kept.sealed IS NOT NULL)""")
#: points of Art. 17(1) for which it is no matter what the data are still needed for: unlawful
#: processing, a legal duty to erase, and what was offered to a child
WHATEVER_IT_IS_FOR = re.compile(r"(17\(1\)\()?[def]\)?")
NO_TASK = SQL("NOT EXISTS (%s AND task.partner_id = each.partner_id)", TASKS)


def due_sql(env, run, scope=None, tasks=True):
    """Return SQL of (partner_id, whole, categories, rule_ids) for all who are due in a run; a
    subject without a contact goes by minus its id.

    ``whole``: no clock of any rule or company is still running, and no task outside the database
    is undone, so the contact itself goes (R2, R16). Held and restricted contacts are never due; an
    anonymised one is due again only where a run left it incomplete. Automatic runs count only
    rules in automatic mode that are past their grace (R18). An erasure on request does not wait
    for what rests on interest or consent; legal duties keep their time, and what is under way
    keeps whom nothing else does (:func:`needed_sql`). Whose record was kept
    until a day that has passed is due again, and so is only that.

    :param run: the privacy.run
    :param SQL scope: SELECT of the subjects that may be looked at; None: all
    :param bool tasks: False: as if no task outside the database was undone
    """
    on_date = run.on_date
    free = SQL("TRUE")
    if run.automatic:
        free = SQL("rule.mode = 'automatic' AND COALESCE(rule.grace_until, %s) <= %s",
                   on_date, on_date)
    due = SQL(
        """SELECT partner_id, bool_and(over) AND bool_or(basic AND over) AND %(free_to_go)s
                  AS whole,
                  array_agg(code ORDER BY code) FILTER (WHERE due AND over AND erasable)
                  AS categories,
                  jsonb_path_query_array(jsonb_agg(rule_ids), '$[*][*]') AS rule_ids
             FROM (%(per_category)s) each
            GROUP BY partner_id
           HAVING bool_or(due AND over)
              AND (bool_and(over) AND bool_or(basic AND over) AND %(free_to_go)s
                   OR bool_or(due AND over AND erasable))""",
        free_to_go=NO_TASK if tasks and run.kind != "replay" else SQL("TRUE"),
        per_category=SQL(" UNION ALL ").join(
            _per_category_sql(env, whose, _ended_sql(run, whose), free, scope, on_date)
            for whose in SUBJECTS),
    )
    # nobody but an officer's own run takes up what was kept (R13)
    if run.automatic or run.kind == "request":
        return due
    return SQL("WITH due AS (%s) SELECT * FROM due UNION ALL %s", due,
               _due_again_sql(env, on_date, SQL("due"), scope))


def waiting_for_tasks(env, run):
    """Return the ids of the contacts that would go as a whole in a run, but for what is still to
    be done outside the database, ascending.
    """
    rows = env.execute_query(SQL(
        "SELECT partner_id FROM (%s) each WHERE whole ORDER BY 1",
        due_sql(env, run, TASKS, tasks=False)))
    return [contact for (contact,) in rows]


def needed_sql(run):
    """Return the condition that ``timer`` stands on what needs the person, a draft invoice, a
    pending payment or a registration for a day to come, while no longer duty keeps who it is: an
    erasure on request waits for that (Art. 17(1)(a) is not met, and (b) and (c) leave a contract
    alone).
    """
    if WHATEVER_IT_IS_FOR.fullmatch(run.ground or ""):
        return SQL("FALSE")
    return SQL(
        """((timer.state = 'suspended' AND timer.reason = 'under_way'
             OR timer.reason = 'interaction' AND timer.date_start >= %s AND timer.signal_id IN (
                SELECT id FROM privacy_signal WHERE booked)) AND NOT %s
            AND NOT EXISTS (
                SELECT FROM privacy_timer longer
                  JOIN privacy_rule lasting ON lasting.id = longer.rule_id
                 WHERE longer.partner_id = timer.partner_id AND lasting.action = 'anonymise'
                   AND longer.state != 'done' AND NOT %s))""",
        run.on_date, _over_sql("timer", run.on_date), _over_sql("longer", run.on_date))


def _over_sql(alias, on_date):
    # what is under way suspends as long as it is alive, and says until when that is
    return SQL(
        """(%(timer)s.state IN ('counting', 'suspended')
            AND COALESCE(%(timer)s.date_until, 'infinity') < %(day)s)""",
        timer=SQL.identifier(alias), day=on_date)


def _ended_sql(run, whose):
    """Return SQL of whether ``timer`` counts as ended in a run."""
    ended = _over_sql("timer", run.on_date)
    if run.kind == "request":
        return SQL(
            """(%s OR rule.action = 'erase' AND timer.state != 'done'
                AND NOT %s)""", ended, needed_sql(run))
    if run.kind == "replay":
        # as it did then, unless it started again since; and never more than an erasure on request
        # would do today: what a legal duty keeps, and who is a customer now, stays
        return SQL(
            """(%s OR rule.action = 'erase' AND timer.state != 'done' AND EXISTS (
                    SELECT FROM privacy_run_item item
                     WHERE item.run_id = %s AND item.partner_ref = %s
                       AND COALESCE(timer.date_start, '-infinity') <= item.forced_until))""",
            ended, run.id, whose.of("timer"))
    return ended


def _living_sql(whose):
    """Return SQL of the join of ``timer`` to the subjects that may be due."""
    if whose is CONTACTS:
        return SQL(
            """JOIN res_partner partner ON partner.id = timer.partner_id
                AND partner.privacy_restricted IS NOT TRUE
                AND (partner.privacy_anonymised_on IS NULL OR timer.state != 'done')""")
    return SQL(
        """JOIN privacy_contactless contactless ON contactless.id = timer.contactless_id
            AND contactless.restricted IS NOT TRUE AND contactless.erased_on IS NULL""")


def _per_category_sql(env, whose, ended, free, scope, on_date):
    """Return SQL of one row per subject x category.

    ``due``: a clock of it has ended; ``over``: none of any rule or company is running (R16);
    ``basic``: the clock of the relationship or of the conversation, without which nobody goes
    as a whole; ``erasable``: the category may go while the contact stays.
    """
    in_scope = SQL("TRUE") if scope is None else SQL(
        "%s IN (SELECT %sscope.id FROM (%s) scope (id))",
        SQL.identifier("timer", whose.column), whose.sign, scope)
    return SQL(
        """SELECT %(subject)s AS partner_id, category.code,
                  bool_or(%(ended)s AND %(free)s) AS due,
                  bool_and(timer.state = 'done' OR (%(ended)s AND %(free)s)) AS over,
                  bool_or(rule.start_event IN ('relationship_end', 'last_interaction',
                                               'departure'))
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
             %(living)s
            WHERE rule.action IN ('anonymise', 'erase') AND %(scope)s
              AND NOT EXISTS (SELECT FROM (%(held)s) held
                               WHERE held.partner_id = %(subject)s)
            GROUP BY 1, category.code""",
        subject=whose.of("timer"), ended=ended, free=free, scope=in_scope,
        living=_living_sql(whose), held=env["privacy.hold"]._on_hold_sql(on_date),
    )


def _due_again_sql(env, on_date, others, scope=None):
    """Return SQL of (partner_id, whole, categories, rule_ids) of anonymised contacts of whom a
    record was kept until before a date, on a ground that may have ended since, or of whom
    something stayed that an officer has decided on since.

    :param SQL others: table of contacts that are due anyway
    :param SQL scope: SELECT of the contacts that may be looked at; None: all
    """
    in_scope = SQL("TRUE") if scope is None else SQL("partner.id IN (%s)", scope)
    return SQL(
        """SELECT partner.id, TRUE, NULL::varchar[], '[]'::jsonb FROM res_partner partner
            WHERE partner.privacy_anonymised_on IS NOT NULL AND %(scope)s
              AND partner.privacy_restricted IS NOT TRUE
              AND partner.id NOT IN (SELECT partner_id FROM %(others)s)
              AND partner.id NOT IN (SELECT partner_id FROM (%(held)s) held)
              AND partner.id IN (
                  SELECT item.partner_ref FROM privacy_kept_item item
                    LEFT JOIN privacy_run run ON run.id = item.run_ref
                   WHERE item.settled_on IS NULL AND item.until < %(date)s
                     AND item.ground = ANY(%(ends)s)
                     AND (item.ground != 'audit_trail' OR %(lifted)s
                          OR COALESCE(run.on_date, item.until) <= item.until)
                  UNION %(decided)s)""",
        scope=in_scope, others=others, date=on_date, ends=list(ENDS), lifted=_lifted_sql(env),
        decided=decided_since_sql(env), held=env["privacy.hold"]._on_hold_sql(on_date),
    )


def _lifted_sql(env):
    """Return the condition that the audit trail protects ``item`` no longer. While it does, a run
    that has tried after the last day was enough.
    """
    ((restricts,),) = env.execute_query(
        SQL("SELECT EXISTS (SELECT FROM res_company WHERE restrictive_audit_trail)"))
    if not restricts:
        return SQL("TRUE")
    if audit_bypass(env):
        return SQL("item.model IN ('mail.message', 'mail.tracking.value')")
    return SQL("FALSE")

"""Which clocks follow from the facts of the families: one statement.

It reads the temporary tables ``privacy_family`` and ``privacy_fact`` and the rules;
``tests/decision_table.py`` is its specification.
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from odoo.tools import SQL

from .marks import day_of, days_of, signalled_record_of
from .relations import below_cte, facts_cte, relation_cte

#: marks count their days from here
EPOCH = date(1970, 1, 1)
#: the end of the task that a rule waits for
TASK_DONE = """(SELECT previous.done_date FROM privacy_timer previous
                 WHERE previous.partner_id = contact.partner_id
                   AND previous.rule_id = rule.previous_rule_id AND previous.state = 'done')"""
#: start event of a rule: SQL of its clock's columns, over ``contact``, ``rule`` and ``alive``;
#: ``alive.company``, ``.own`` and ``.below`` are marks of what is under way there and was touched
#: within the rule's period; ``later`` is the mark on which the clock stands without it
CLOCKS = {
    "relationship_end": {
        "state": """CASE WHEN NOT contact.holder
                           OR COALESCE(contact.reason, alive.below::text) IS NULL
                          AND contact.below_open IS NOT TRUE THEN NULL
                         WHEN contact.reason = 'unpaid' THEN 'suspended'
                         WHEN contact.reason = 'relationship_open' OR contact.below_open
                         THEN 'running'
                         WHEN COALESCE(alive.company, alive.below) IS NOT NULL OR contact.doubtful
                         THEN 'suspended' ELSE 'counting' END""",
        "reason": """CASE WHEN contact.reason IN ('unpaid', 'relationship_open')
                          THEN contact.reason
                          WHEN contact.below_open THEN 'subsidiary_open'
                          WHEN alive.company IS NOT NULL AND contact.reason IS NOT NULL
                          THEN 'under_way'
                          WHEN alive.below IS NOT NULL THEN 'subsidiary_open'
                          WHEN contact.doubtful THEN 'doubtful' ELSE contact.reason END""",
        "mark": """CASE WHEN contact.reason IN ('unpaid', 'relationship_open')
                          OR contact.below_open THEN contact.mark
                        WHEN contact.reason IS NULL THEN alive.below
                        ELSE COALESCE(alive.company, alive.below, contact.mark) END""",
        "later": "contact.mark",
        "day": "CASE WHEN contact.reason = 'relationship_open' THEN contact.created END",
    },
    "last_interaction": {
        "state": """CASE WHEN alive.own IS NOT NULL OR contact.last_doubtful
                           OR contact.last IS NULL AND contact.created IS NULL
                         THEN 'suspended' ELSE 'counting' END""",
        "reason": """CASE WHEN alive.own IS NOT NULL THEN 'under_way'
                          WHEN contact.last_doubtful THEN 'doubtful'
                          WHEN contact.last IS NULL THEN 'creation' ELSE 'interaction' END""",
        "mark": "COALESCE(alive.own, contact.last)", "later": "contact.last",
        "day": "contact.created",
    },
    "departure": {
        "state": "CASE WHEN contact.staff_left IS NOT NULL THEN 'counting' END",
        "reason": "'departure'", "day": "contact.staff_left",
    },
    "opt_out": {
        "state": """CASE WHEN NOT contact.asked THEN NULL
                         WHEN contact.in_force THEN 'running' ELSE 'counting' END""",
        "reason": "CASE WHEN contact.in_force THEN 'consent' ELSE 'opt_out' END",
        "day": "CASE WHEN contact.in_force THEN contact.given ELSE contact.opted_out END",
    },
    "contract_end": {
        "state": """CASE WHEN contact.terminated IS NOT NULL AND contact.is_entity
                         THEN 'counting' END""",
        "reason": "'contract_end'", "mark": "contact.terminated",
    },
    "task_done": {
        "state": f"CASE WHEN {TASK_DONE} IS NOT NULL THEN 'counting' END",
        "reason": "'task_done'", "day": TASK_DONE,
    },
}


#: start event of a rule: condition that ``contact`` may have a clock of it at all; a rule of which
#: nobody has one is not asked of each
SOME = {
    "relationship_end": """contact.reason IS NOT NULL OR contact.below_way IS NOT NULL
                           OR contact.below_open""",
    "departure": "contact.staff_left IS NOT NULL",
    "opt_out": "contact.asked",
    "contract_end": "contact.terminated IS NOT NULL",
}
#: rows of policy say it of themselves
OF_RULE = ("rule.period_count", "rule.period_unit", "rule.from_year_end")


def decision_sql(numbers, today):
    """Return SQL of one row per contact x rule that has a clock.

    What is under way suspends a clock, and says until when it does so untouched.

    :param numbers: the :class:`.marks.SignalNumbers` of the facts' marks
    :param date today: what lies more than a year ahead of it is doubtful
    """
    return SQL(
        """WITH RECURSIVE %(facts)s, %(relation)s, %(below)s, contact AS MATERIALIZED (%(contact)s),
                rule AS MATERIALIZED (%(rules)s), subject AS (%(subject)s)
           SELECT partner_id, rule_id, state, date_start, signal_id, signal_res_id,
                  CASE WHEN state = 'counting' THEN GREATEST(%(until)s, floor)
                       WHEN state = 'suspended' AND reason IN ('under_way', 'subsidiary_open')
                       THEN GREATEST(%(until)s, %(later)s, floor) END
                  AS date_until,
                  CASE WHEN state = 'counting' AND floor > %(until)s
                       THEN 'statutory_floor' ELSE reason END AS reason
             FROM subject""",
        facts=facts_cte(), relation=relation_cte(), below=below_cte(), rules=_rules_sql(),
        contact=_contact_sql(today), subject=_subject_sql(numbers, today),
        until=until_sql("date_start"),
        later=SQL("CASE WHEN later IS NOT NULL THEN %s END", until_sql("later")),
    )


def _contact_sql(today):
    """One row per contact x scope: what the start events of rules ask about it.

    ``holder``: under the clock of the relationship; ``last``: mark of the last interaction;
    ``company_way``, ``own_way``: of what is under way with the company, with the contact itself;
    ``terminated``: of the end of a contract that nothing reopened, be its last invoice paid or not;
    ``doubtful``: the clock would stand on a day more than a year ahead; ``asked``: has ever
    given or refused a consent.
    """
    horizon = (today + relativedelta(years=1) - EPOCH).days
    return SQL(
        """SELECT scope.id AS scope, family.partner_id, family.company_id, family.created,
                  family.staff_left,
                  family.partner_id = family.entity_id AS is_entity,
                  holds.account OR person.elsewhere IS NOT NULL AS holder,
                  billing.reason, billing.mark,
                  CASE WHEN holds.account AND (person.elsewhere > relation.terminated) IS NOT TRUE
                       THEN relation.terminated END AS terminated,
                  GREATEST(CASE WHEN holds.account THEN relation.floor END, person.away,
                           below.floor) AS floor,
                  billing.reason = 'billing_event' AND %(mark)s > %(horizon)s AS doubtful,
                  CASE WHEN holds.account THEN relation.under_way END AS company_way,
                  below.open AS below_open,
                  below.way AS below_way, below.floor AS below_floor,
                  CASE WHEN family.root_id = family.entity_id
                       THEN GREATEST(relation.under_way, person.under_way)
                       ELSE person.under_way END AS own_way,
                  last.mark AS last, %(last)s > %(horizon)s AS last_doubtful,
                  consent.partner_id IS NOT NULL OR person.opt_out IS NOT NULL AS asked,
                  consent.given, opted.out AS opted_out,
                  consent.in_force AND consent.given > COALESCE(opted.out, DATE '-infinity')
                  AS in_force
             FROM %(sources)s
            WHERE family.partner_id NOT IN (SELECT partner_id FROM protected)
              AND family.root_id NOT IN (SELECT partner_id FROM protected)""",
        sources=_sources_sql(), horizon=horizon,
        mark=days_of(SQL("billing.mark")), last=days_of(SQL("last.mark")),
    )


def _sources_sql():
    """What is known of each contact, side by side.

    ``holds.account``: it holds account data of its company (R4), or stands itself on a voucher
    (R9). ``billing``: on which the clock of the relationship stands; of who moved to another
    company, the last document that names it with the old one, where that is later.
    """
    return SQL(
        """privacy_family family
             CROSS JOIN scope
             LEFT JOIN relation ON relation.entity_id = family.entity_id
                  AND relation.scope = scope.id
             LEFT JOIN below ON below.above_id = family.partner_id AND below.scope = scope.id
             LEFT JOIN person ON person.root_id = family.root_id AND person.scope = scope.id
             LEFT JOIN privacy_family root ON root.partner_id = family.root_id
             LEFT JOIN consent ON consent.partner_id = family.partner_id
             CROSS JOIN LATERAL (SELECT (family.root_id = family.entity_id
                   OR family.account_holder OR root.account_holder OR person.named
                   OR person.floor IS NOT NULL) IS TRUE AS account) holds
             CROSS JOIN LATERAL (SELECT holds.account AND relation.reason IS NOT NULL AND NOT (
                   relation.reason IN ('billing_event', 'relationship_end')
                   AND COALESCE(person.elsewhere > relation.mark, FALSE)) AS it) here
             CROSS JOIN LATERAL (SELECT
                   CASE WHEN here.it THEN relation.reason
                        WHEN person.elsewhere IS NOT NULL THEN 'billing_event' END AS reason,
                   CASE WHEN here.it THEN relation.mark ELSE person.elsewhere END
                   AS mark) billing
             CROSS JOIN LATERAL (SELECT GREATEST(consent.withdrawn, %(opt_out)s) AS out) opted
             CROSS JOIN LATERAL (SELECT CASE WHEN family.root_id = family.entity_id
                       THEN GREATEST(relation.interaction, person.interaction)
                       ELSE person.interaction END AS mark) last""",
        opt_out=day_of(SQL("person.opt_out")),
    )


def _rules_sql():
    """The rules of which somebody may have a clock."""
    return SQL(
        """SELECT rule.* FROM privacy_rule rule
            WHERE rule.active AND rule.start_event != 'row_date'
              AND CASE rule.start_event %s
                  WHEN 'task_done' THEN EXISTS (
                       SELECT FROM privacy_timer previous JOIN privacy_family USING (partner_id)
                        WHERE previous.rule_id = rule.previous_rule_id
                          AND previous.state = 'done')
                  ELSE TRUE END""",
        SQL(" ").join(SQL("WHEN %s THEN EXISTS (SELECT FROM contact WHERE %s)", event, SQL(some))
                      for event, some in SOME.items()))


def _subject_sql(numbers, today):
    """One row per contact x rule that has a clock: state, reason, start and signal."""
    return SQL(
        """SELECT contact.partner_id, rule.id AS rule_id, rule.period_count, rule.period_unit,
                  rule.from_year_end, clock.state, clock.reason,
                  %(signal)s AS signal_id, %(record)s AS signal_res_id,
                  COALESCE(%(day)s, clock.day) AS date_start, %(later)s AS later,
                  CASE WHEN rule.start_event = 'relationship_end' THEN contact.floor END
                  AS floor
             FROM contact
             JOIN rule ON COALESCE(rule.company_id, 0) = contact.scope
                  AND (rule.company_id IS NULL OR contact.company_id IS NULL
                       OR contact.company_id = rule.company_id)
             CROSS JOIN LATERAL (%(alive)s) alive
             CROSS JOIN LATERAL (%(clock)s) clock
            WHERE clock.state IS NOT NULL""",
        day=day_of(SQL("clock.mark")), signal=numbers.id_of(SQL("clock.mark")),
        record=signalled_record_of(SQL("clock.mark")), later=day_of(SQL("clock.later")),
        alive=_alive_sql(today), clock=_clock_sql(),
    )


def _alive_sql(today):
    """What is under way and was touched within the rule's whole period (R6b); what the companies
    below have billed counts as long as their vouchers stay, too.
    """
    marks = {"company_way": ("company", SQL()), "own_way": ("own", SQL()),
             "below_way": ("below", SQL(", contact.below_floor"))}
    return SQL("SELECT %s", SQL(", ").join(
        SQL("CASE WHEN contact.%(mark)s IS NOT NULL AND GREATEST(%(until)s%(floor)s) >= %(today)s"
            " THEN contact.%(mark)s END AS %(name)s",
            until=until_sql(day_of(SQL.identifier("contact", mark)), *OF_RULE), floor=floor,
            today=today, mark=SQL.identifier(mark), name=SQL.identifier(name))
        for mark, (name, floor) in marks.items()))


def _clock_sql():
    """The clock of one contact under one rule, by the rule's start event.

    One row of (state, reason, mark, later, day); without a state there is no clock.
    """
    return SQL(
        "SELECT %s",
        SQL(", ").join(
            SQL("CASE rule.start_event %s END AS %s",
                SQL(" ").join(
                    SQL("WHEN %s THEN %s", event, SQL(values[column]))
                    for event, values in CLOCKS.items() if column in values),
                SQL.identifier(column))
            for column in ("state", "reason", "mark", "later", "day")
        ),
    )


def until_sql(day, count="period_count", unit="period_unit", from_year_end="from_year_end"):
    """The last day of keeping from a day on: the SQL twin of ``core.periods.last_day``.

    :param day: SQL, or the name of a column
    """
    return SQL(
        """LEAST(DATE '9999-12-31', CASE WHEN %(from_year_end)s
                 THEN make_date(EXTRACT(year FROM %(day)s)::int, 12, 31)
                 ELSE %(day)s END
            + CASE %(unit)s WHEN 'years' THEN make_interval(years => %(count)s)
                   WHEN 'months' THEN make_interval(months => %(count)s)
                   ELSE make_interval(days => %(count)s) END)::date""",
        day=day if isinstance(day, SQL) else SQL(day), count=SQL(count), unit=SQL(unit),
        from_year_end=SQL(from_year_end),
    )

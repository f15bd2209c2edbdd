"""Which clocks follow from the facts of the families: one statement.

It reads the temporary tables ``privacy_family`` and ``privacy_fact`` and the rules;
``tests/decision_table.py`` is its specification.
"""

from odoo.tools import SQL

from .marks import day_of, days_of, pack, signalled_record_of

#: the end of the task that a rule waits for
TASK_DONE = """(SELECT previous.done_date FROM privacy_timer previous
                 WHERE previous.partner_id = contact.partner_id
                   AND previous.rule_id = rule.previous_rule_id AND previous.state = 'done')"""
#: start event of a rule: SQL of its clock's columns, over ``contact`` and ``rule``
CLOCKS = {
    "relationship_end": {
        "state": """CASE WHEN contact.reason IS NULL OR NOT contact.holder THEN NULL
                         WHEN contact.reason = 'unpaid' THEN 'suspended'
                         WHEN contact.reason = 'relationship_open' THEN 'running'
                         ELSE 'counting' END""",
        "reason": "contact.reason", "mark": "contact.mark",
    },
    "last_interaction": {
        "state": """CASE WHEN contact.last IS NULL AND contact.created IS NULL
                         THEN 'suspended' ELSE 'counting' END""",
        "reason": "CASE WHEN contact.last IS NULL THEN 'creation' ELSE 'interaction' END",
        "mark": "contact.last", "day": "contact.created",
    },
    "opt_out": {
        "state": """CASE WHEN NOT contact.asked THEN NULL
                         WHEN contact.in_force THEN 'running' ELSE 'counting' END""",
        "reason": "CASE WHEN contact.in_force THEN 'consent' ELSE 'opt_out' END",
        "day": "CASE WHEN contact.in_force THEN contact.given ELSE contact.opted_out END",
    },
    "contract_end": {
        "state": """CASE WHEN contact.reason = 'relationship_end' AND contact.is_entity
                         THEN 'counting' END""",
        "reason": "'contract_end'", "mark": "contact.mark",
    },
    "task_done": {
        "state": f"CASE WHEN {TASK_DONE} IS NOT NULL THEN 'counting' END",
        "reason": "'task_done'", "day": TASK_DONE,
    },
}


def decision_sql(numbers):
    """Return SQL of one row per contact x rule that has a clock.

    :param numbers: the :class:`.marks.SignalNumbers` of the facts' marks
    """
    return SQL(
        """WITH %(facts)s, %(relation)s, contact AS MATERIALIZED (%(contact)s),
                subject AS (%(subject)s)
           SELECT partner_id, rule_id, state, date_start, signal_id, signal_res_id,
                  CASE WHEN state = 'counting' THEN GREATEST(%(until)s, floor) END
                  AS date_until,
                  CASE WHEN state = 'counting' AND floor > %(until)s
                       THEN 'statutory_floor' ELSE reason END AS reason
             FROM subject""",
        facts=_facts_cte(), relation=_relation_cte(), contact=_contact_sql(),
        subject=_subject_sql(numbers), until=_until_sql(),
    )


def _facts_cte():
    """Facts per scope (one for all companies, one per company that has rules of its own)."""
    return SQL(
        """scope AS (
            SELECT DISTINCT COALESCE(company_id, 0) AS id FROM privacy_rule WHERE active
        ), own AS MATERIALIZED (
            SELECT scope.id AS scope, fact.partner_id, max(billing) AS billing,
                   min(unpaid) AS unpaid, max(contract_end) AS contract_end,
                   max(interaction) AS interaction, max(opt_out) AS opt_out,
                   bool_or(named) AS named, max(floor) AS floor
              FROM privacy_fact fact
              JOIN scope ON scope.id = 0 OR COALESCE(fact.company_id, scope.id) = scope.id
             GROUP BY scope.id, fact.partner_id
        ), entity AS (
            SELECT scope, entity_id, max(billing) AS billing, min(unpaid) AS unpaid,
                   max(contract_end) AS contract_end, max(interaction) AS interaction,
                   max(floor) AS floor
              FROM own JOIN privacy_family family USING (partner_id)
             GROUP BY scope, entity_id
        ), person AS (
            SELECT scope, root_id, max(interaction) AS interaction, max(opt_out) AS opt_out,
                   bool_or(named) AS named
              FROM own JOIN privacy_family family USING (partner_id)
             GROUP BY scope, root_id
        ), protected AS (
            SELECT DISTINCT partner_id FROM privacy_fact WHERE protected
        ), consent AS (
            SELECT partner_id, max(date_given) AS given, max(date_withdrawn) AS withdrawn,
                   bool_or(date_withdrawn IS NULL) AS in_force
              FROM privacy_consent_record GROUP BY partner_id
        )"""
    )


def _relation_cte():
    """The relationship of each commercial entity, per scope (R5, R6)."""
    ended = SQL(
        "CASE WHEN family.ended IS NOT NULL THEN %s ELSE entity.contract_end END",
        pack(SQL("family.ended"), SQL("0"), SQL("family.entity_id")),
    )
    reopened = SQL("%s > %s", days_of(SQL("entity.billing")), days_of(SQL("ended.mark")))
    return SQL(
        """relation AS (
            SELECT scope.id AS scope, family.entity_id, entity.floor, entity.interaction,
                   CASE WHEN entity.unpaid IS NOT NULL THEN 'unpaid'
                        WHEN family.running AND (ended.mark IS NULL OR %(reopened)s)
                             THEN 'relationship_open'
                        WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                             THEN 'relationship_end'
                        WHEN entity.billing IS NOT NULL THEN 'billing_event' END AS reason,
                   CASE WHEN entity.unpaid IS NOT NULL THEN entity.unpaid
                        WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                             THEN ended.mark
                        ELSE entity.billing END AS mark
              FROM privacy_family family
              CROSS JOIN scope
              LEFT JOIN entity ON entity.scope = scope.id
                              AND entity.entity_id = family.entity_id
              CROSS JOIN LATERAL (SELECT %(ended)s AS mark) ended
             WHERE family.partner_id = family.entity_id
        )""",
        ended=ended, reopened=reopened,
    )


def _contact_sql():
    """One row per contact x scope: what the start events of rules ask about it.

    ``holder``: under the clock of the relationship; ``last``: mark of the last interaction;
    ``asked``: has ever given or refused a consent.
    """
    return SQL(
        """SELECT scope.id AS scope, family.partner_id, family.company_id, family.created,
                  family.partner_id = family.entity_id AS is_entity,
                  (family.root_id = family.entity_id OR family.account_holder
                   OR root.account_holder OR person.named) IS TRUE AS holder,
                  relation.reason, relation.mark, relation.floor,
                  CASE WHEN family.root_id = family.entity_id
                       THEN GREATEST(relation.interaction, person.interaction)
                       ELSE person.interaction END AS last,
                  consent.partner_id IS NOT NULL OR person.opt_out IS NOT NULL AS asked,
                  consent.given, opted.out AS opted_out,
                  consent.in_force AND consent.given > COALESCE(opted.out, DATE '-infinity')
                  AS in_force
             FROM privacy_family family
             CROSS JOIN scope
             LEFT JOIN relation ON relation.entity_id = family.entity_id
                  AND relation.scope = scope.id
             LEFT JOIN person ON person.root_id = family.root_id AND person.scope = scope.id
             LEFT JOIN privacy_family root ON root.partner_id = family.root_id
             LEFT JOIN consent ON consent.partner_id = family.partner_id
             CROSS JOIN LATERAL (SELECT GREATEST(consent.withdrawn, %s) AS out) opted
            WHERE family.partner_id NOT IN (SELECT partner_id FROM protected)
              AND family.root_id NOT IN (SELECT partner_id FROM protected)""",
        day_of(SQL("person.opt_out")),
    )


def _subject_sql(numbers):
    """One row per contact x rule that has a clock: state, reason, start and signal."""
    return SQL(
        """SELECT contact.partner_id, rule.id AS rule_id, rule.period_count, rule.period_unit,
                  rule.from_year_end, clock.state, clock.reason,
                  %(signal)s AS signal_id, %(record)s AS signal_res_id,
                  COALESCE(%(day)s, clock.day) AS date_start,
                  CASE WHEN rule.start_event = 'relationship_end' THEN contact.floor END
                  AS floor
             FROM contact
             JOIN privacy_rule rule ON rule.active AND rule.start_event != 'row_date'
                  AND COALESCE(rule.company_id, 0) = contact.scope
                  AND (rule.company_id IS NULL OR contact.company_id IS NULL
                       OR contact.company_id = rule.company_id)
             CROSS JOIN LATERAL (%(clock)s) clock
            WHERE clock.state IS NOT NULL""",
        day=day_of(SQL("clock.mark")), signal=numbers.id_of(SQL("clock.mark")),
        record=signalled_record_of(SQL("clock.mark")), clock=_clock_sql(),
    )


def _clock_sql():
    """The clock of one contact under one rule, by the rule's start event.

    One row of (state, reason, mark, day); without a state there is no clock.
    """
    return SQL(
        "SELECT %s",
        SQL(", ").join(
            SQL("CASE rule.start_event %s END AS %s",
                SQL(" ").join(
                    SQL("WHEN %s THEN %s", event, SQL(values[column]))
                    for event, values in CLOCKS.items() if column in values),
                SQL.identifier(column))
            for column in ("state", "reason", "mark", "day")
        ),
    )


def _until_sql():
    """The last day of keeping: the SQL twin of ``core.periods.last_day``."""
    return SQL(
        """LEAST(DATE '9999-12-31', CASE WHEN from_year_end
                 THEN make_date(EXTRACT(year FROM date_start)::int, 12, 31)
                 ELSE date_start END
            + CASE period_unit WHEN 'years' THEN make_interval(years => period_count)
                   WHEN 'months' THEN make_interval(months => period_count)
                   ELSE make_interval(days => period_count) END)::date"""
    )

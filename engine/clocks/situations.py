"""In which situations of the decision table (``privacy.purpose.line``) clocks put a subject, and
from which day to which: common table expressions, read by ``tags.py``.

A relationship *runs* by facts: what is unpaid, a contract under way, an invoice, order or payment
within the months of a setting, an end to come; and by the mark of staff. A span that ends by its
date is followed by the next one, so that a day that passes is right before anything is refreshed.
"""

from odoo.tools import SQL

from .decision import until_sql
from .marks import day_of

#: months in which an invoice, order or payment says that the relationship runs: a year, and one
#: for the yearly invoice that comes late
RECENT = 13

#: clocks, with what they stand on
TIMED = """timed AS MATERIALIZED (
    SELECT timer.id, family.partner_id, family.entity_id, timer.state, timer.reason,
           timer.date_start, timer.date_until, rule.start_event, rule.company_id,
           rule.period_count, rule.period_unit, rule.from_year_end, signal.kind
      FROM privacy_timer timer
      JOIN privacy_family family ON %(of_family)s
      JOIN privacy_rule rule ON rule.id = timer.rule_id
      LEFT JOIN privacy_signal signal ON signal.id = timer.signal_id
     WHERE rule.start_event IN ('relationship_end', 'last_interaction', 'departure'))"""

#: per scope (0: every company), the last day on which a commercial entity bought, did or paid, had
#: anything billed, ended a contract, touched one that is under way, touched an order of its own
TRADED = """traded AS MATERIALIZED (
    SELECT scope.id AS scope, family.entity_id, %(bought)s AS bought, %(paid)s AS paid,
           %(billed)s AS billed, %(ended)s AS ended, %(trade)s AS trade, %(ordered)s AS ordered
      FROM privacy_fact fact
      JOIN privacy_family family USING (partner_id)
      JOIN (SELECT DISTINCT COALESCE(company_id, 0) AS id FROM privacy_rule WHERE active) scope
        ON scope.id = 0 OR COALESCE(fact.company_id, scope.id) = scope.id
     GROUP BY scope.id, family.entity_id)"""

#: ``runs``: the last day of a relationship that runs; ``over``: it has ended, and nobody has been
#: billed since (of a customer: has bought; the last payment comes after the end)
RELATION = """relation AS MATERIALIZED (
    SELECT timed.*, traded.bought, traded.paid, traded.ordered, entity.running AS marked,
           ended.day AS ended, over.it AS over, CASE
               WHEN state = 'running' OR state = 'suspended' AND (
                    reason IN ('unpaid', 'doubtful')
                    OR reason = 'under_way' AND traded.trade IS NOT NULL
                    AND %(trade_until)s >= %(today)s)
               THEN COALESCE(date_until, DATE 'infinity')
               WHEN state = 'counting' AND kind IS DISTINCT FROM 'billing'
               THEN CASE WHEN date_start > %(today)s THEN LEAST(date_start, date_until) END
               WHEN state IN ('counting', 'suspended') AND traded.billed IS NOT NULL
                    AND over.it IS NOT TRUE
               THEN LEAST((traded.billed + %(recent)s)::date, date_until) END AS runs
      FROM timed
      LEFT JOIN traded ON traded.entity_id = timed.entity_id
           AND traded.scope = COALESCE(timed.company_id, 0)
      LEFT JOIN privacy_family entity ON entity.partner_id = timed.entity_id
      CROSS JOIN LATERAL (SELECT COALESCE(entity.ended, traded.ended) AS day) ended
      CROSS JOIN LATERAL (SELECT ended.day <= %(today)s AND COALESCE(
           CASE WHEN traded.paid IS NULL THEN traded.billed ELSE traded.bought END <= ended.day,
           TRUE) AS it) over
     WHERE start_event = 'relationship_end')"""

#: ``buys``: the last day on which a relationship that runs is a customer's
CUSTOMER = """customer AS MATERIALIZED (
    SELECT relation.*, CASE
               WHEN runs IS NULL OR reason = 'doubtful' THEN NULL
               WHEN reason = 'relationship_open' THEN runs
               WHEN over THEN NULL
               WHEN ended > %(today)s THEN CASE WHEN marked OR paid IS NOT NULL
                    THEN LEAST(ended, runs) END
               WHEN marked AND ended IS NULL THEN runs
               WHEN ordered IS NOT NULL AND %(ordered_until)s >= %(today)s THEN runs
               WHEN paid IS NOT NULL
               THEN LEAST((CASE WHEN ended IS NULL THEN paid ELSE bought END
                           + %(recent)s)::date, runs) END AS buys
      FROM relation)"""

#: the conversation's clock
TALK = """talk AS MATERIALIZED (
    SELECT * FROM timed WHERE start_event = 'last_interaction' AND state != 'done'
       AND reason IN ('interaction', 'under_way', 'doubtful'))"""

#: who gets no mail about products: opted out, or withdrew, and has not consented since
REFUSED = """refused AS MATERIALIZED (
    SELECT family.partner_id FROM privacy_family family
      LEFT JOIN (SELECT root_id, %(opt_out)s AS day FROM privacy_fact
                   JOIN privacy_family USING (partner_id) GROUP BY root_id) opted
        ON opted.root_id = family.root_id
      LEFT JOIN (SELECT partner_id, max(date_withdrawn) AS withdrawn,
                        max(date_given) FILTER (WHERE state = 'given') AS given
                   FROM privacy_consent_record
                  WHERE active AND purpose_id = ANY(%(mailing)s) GROUP BY partner_id) consent
        ON consent.partner_id = family.partner_id
     WHERE GREATEST(opted.day, consent.withdrawn)
           >= COALESCE(consent.given, DATE '-infinity'))"""

#: one row each: partner_id, company_id, timer_id, situation, date_from, date_until
SPANS = """spans AS MATERIALIZED (
    SELECT partner_id, company_id, id AS timer_id, 'running' AS situation,
           NULL::date AS date_from, runs AS date_until
      FROM relation WHERE runs >= %(today)s
     UNION ALL
    SELECT partner_id, company_id, id, 'customer', NULL, buys
      FROM customer WHERE buys >= %(today)s
     UNION ALL
    SELECT partner_id, company_id, id, 'mailed', NULL, buys
      FROM customer WHERE buys >= %(today)s AND NOT EXISTS (
           SELECT FROM refused WHERE refused.partner_id = customer.partner_id)
     UNION ALL
    SELECT partner_id, company_id, id, 'former',
           CASE WHEN runs >= %(today)s THEN runs + 1
                WHEN state != 'suspended' AND date_start <= %(today)s THEN date_start END,
           date_until
      FROM relation
     WHERE state IN ('counting', 'done') OR state = 'suspended' AND (runs >= %(today)s) IS NOT TRUE
     UNION ALL
    SELECT partner_id, company_id, id, 'former',
           CASE WHEN date_start <= %(today)s THEN date_start END, date_until
      FROM timed WHERE start_event = 'departure'
     UNION ALL
    SELECT talk.partner_id, COALESCE(talk.company_id, customer.company_id), talk.id,
           kind.situation,
           CASE WHEN kind.situation = 'customer_talked' THEN NULL
                WHEN customer.buys >= %(today)s THEN customer.buys + 1
                WHEN talk.date_start <= %(today)s THEN talk.date_start END,
           CASE WHEN kind.situation = 'customer_talked'
                THEN LEAST(customer.buys, talk.date_until) ELSE talk.date_until END
      FROM talk JOIN customer ON customer.partner_id = talk.partner_id
           AND (customer.company_id = talk.company_id) IS NOT FALSE
     CROSS JOIN (VALUES ('customer_talked'), ('talked')) kind (situation)
     WHERE CASE kind.situation WHEN 'talked' THEN customer.buys IS DISTINCT FROM 'infinity'
           ELSE customer.buys >= %(today)s END
     UNION ALL
    SELECT partner_id, company_id, id, 'prospect',
           CASE WHEN date_start <= %(today)s THEN date_start END, date_until
      FROM talk WHERE NOT EXISTS (
           SELECT FROM relation WHERE relation.partner_id = talk.partner_id))"""


def situations_cte(of_family, today, months, mailing):
    """Return the common table expressions that end in ``spans``.

    They read ``privacy_timer``, ``privacy_family`` and ``privacy_fact``. A span without a last day
    has none, or ``infinity``.

    :param SQL of_family: condition that ``timer`` is of the subject ``family``
    :param int months: that an invoice, order or payment is recent
    :param list mailing: ids of the purposes whose consent is one to mail
    """
    values = {
        "of_family": of_family, "today": today,
        "trade_until": until_sql("traded.trade"), "ordered_until": until_sql("ordered"),
        "trade": _last("trade"), "ordered": _last("ordered"),
        "recent": SQL("make_interval(months => %s)", months), "mailing": mailing,
        "bought": _last("customer"), "paid": _last("GREATEST(customer, paid)"),
        "billed": _last("billing"), "ended": _last("contract_end"), "opt_out": _last("opt_out"),
    }
    return SQL(", ").join(
        SQL(part, **{name: value for name, value in values.items() if f"%({name})s" in part})
        for part in (TIMED, TRADED, RELATION, CUSTOMER, TALK, REFUSED, SPANS))


def _last(mark):
    """Return SQL of the day of the latest of many marks."""
    return day_of(SQL("max(%s)", SQL(mark)))

"""What the facts say of each contact and commercial entity: the parts that clocks are decided on.

Common table expressions over ``privacy_family`` and ``privacy_fact``, read by ``decision.py``.
"""

from odoo.tools import SQL

from .marks import days_of, pack


def facts_cte():
    """Facts per scope (one for all companies, one per company that has rules of its own)."""
    return SQL(
        """scope AS (
            SELECT DISTINCT COALESCE(company_id, 0) AS id FROM privacy_rule WHERE active
        ), own AS MATERIALIZED (
            SELECT scope.id AS scope, fact.partner_id, family.entity_id, family.root_id,
                   max(billing) AS billing,
                   min(unpaid) AS unpaid, max(under_way) AS under_way,
                   max(contract_end) AS contract_end,
                   max(interaction) AS interaction, max(opt_out) AS opt_out,
                   bool_or(named) AS named, max(elsewhere) AS elsewhere, max(floor) AS floor,
                   max(away) AS away
              FROM privacy_fact fact
              JOIN privacy_family family ON family.partner_id = fact.partner_id
              JOIN scope ON scope.id = 0 OR COALESCE(fact.company_id, scope.id) = scope.id
             GROUP BY scope.id, fact.partner_id, family.entity_id, family.root_id
        ), entity AS (
            SELECT scope, entity_id, max(billing) AS billing, min(unpaid) AS unpaid,
                   max(under_way) AS under_way, max(contract_end) AS contract_end,
                   GREATEST(max(interaction), max(under_way)) AS interaction,
                   max(floor) AS floor
              FROM own GROUP BY scope, entity_id
        ), person AS (
            SELECT scope, root_id, max(under_way) AS under_way, max(opt_out) AS opt_out,
                   GREATEST(max(interaction), max(under_way)) AS interaction,
                   bool_or(named) AS named, max(elsewhere) AS elsewhere, max(floor) AS floor,
                   max(away) AS away
              FROM own GROUP BY scope, root_id
        ), protected AS (
            SELECT DISTINCT partner_id FROM privacy_fact WHERE protected
        ), consent AS (
            SELECT partner_id, max(date_given) AS given, max(date_withdrawn) AS withdrawn,
                   bool_or(state = 'given') AS in_force
              FROM privacy_consent_record WHERE active AND state != 'pending' GROUP BY partner_id
        )"""
    )


def relation_cte():
    """The relationship of each commercial entity, per scope (R5, R6)."""
    ended = SQL(
        "CASE WHEN family.ended IS NOT NULL THEN %s ELSE entity.contract_end END",
        pack(SQL("family.ended"), SQL("0"), SQL("family.entity_id")),
    )
    reopened = SQL("%s > %s", days_of(SQL("entity.billing")), days_of(SQL("ended.mark")))
    return SQL(
        """relation AS (
            SELECT scope.id AS scope, family.entity_id, entity.floor, entity.interaction,
                   entity.under_way,
                   CASE WHEN entity.unpaid IS NOT NULL THEN 'unpaid'
                        WHEN family.running AND (ended.mark IS NULL OR %(reopened)s)
                             THEN 'relationship_open'
                        WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                             THEN 'relationship_end'
                        WHEN entity.billing IS NOT NULL THEN 'billing_event' END AS reason,
                   CASE WHEN entity.unpaid IS NOT NULL THEN entity.unpaid
                        WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                             THEN ended.mark
                        ELSE entity.billing END AS mark,
                   CASE WHEN %(reopened)s IS NOT TRUE THEN ended.mark END AS terminated
              FROM privacy_family family
              CROSS JOIN scope
              LEFT JOIN entity ON entity.scope = scope.id
                              AND entity.entity_id = family.entity_id
              CROSS JOIN LATERAL (SELECT %(ended)s AS mark) ended
             WHERE family.partner_id = family.entity_id
               -- of others there is nothing to say
               AND (entity.entity_id IS NOT NULL OR family.running OR family.ended IS NOT NULL)
        )""",
        ended=ended, reopened=reopened,
    )


def below_cte():
    """What the companies below a company say of it: a relationship that runs or is unpaid, the
    latest mark of the others that have not ended, and how long the vouchers of these stay.
    """
    return SQL(
        """above AS (
            SELECT partner_id AS entity_id, above_id FROM privacy_family
             WHERE above_id IS NOT NULL
             UNION
            SELECT above.entity_id, family.above_id FROM above
              JOIN privacy_family family ON family.partner_id = above.above_id
             WHERE family.above_id IS NOT NULL
        ), below AS (
            SELECT relation.scope, above.above_id,
                   bool_or(relation.reason IN ('relationship_open', 'unpaid')) AS open,
                   max(GREATEST(CASE WHEN relation.reason = 'billing_event' THEN relation.mark END,
                                relation.under_way)) AS way,
                   max(CASE WHEN relation.reason = 'billing_event' THEN relation.floor END)
                   AS floor
              FROM above JOIN relation ON relation.entity_id = above.entity_id
             GROUP BY relation.scope, above.above_id
        )"""
    )

"""Records that a run keeps with ground and end (R13): remembered, and due again after it."""

from odoo.tools import SQL

from ..acting import audit_bypass

#: grounds that may end: a later run asks again whether the record is still protected or shared
ENDS = ("shared", "audit_trail", "protected")


def remember_kept(env, plan):
    """Remember what a plan kept, and forget what has gone since."""
    env.cr.execute(
        """DELETE FROM privacy_kept_item item USING privacy_plan plan
            WHERE plan.act != 'keep' AND item.model = plan.model
              AND item.res_id = plan.record AND item.partner_ref = plan.subject
              AND plan.subject NOT IN (SELECT subject FROM privacy_remaining)""")
    env.cr.execute(SQL(
        """INSERT INTO privacy_kept_item (run_ref, partner_ref, model, res_id, ground, until)
           SELECT DISTINCT ON (model, record, subject)
                  %s, subject, model, record, ground, until
             FROM privacy_plan WHERE act = 'keep' ORDER BY model, record, subject, until
           ON CONFLICT (model, res_id, partner_ref)
           DO UPDATE SET run_ref = EXCLUDED.run_ref, ground = EXCLUDED.ground,
                         until = EXCLUDED.until, settled_on = NULL""", plan.run.id))
    env["privacy.kept.item"].invalidate_model(flush=False)


def due_again_sql(env, on_date, others, scope=None):
    """Return SQL of (partner_id, whole, categories, rule_ids) of anonymised contacts of whom a
    record was kept until before a date, on a ground that may have ended since.

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
                          OR COALESCE(run.on_date, item.until) <= item.until))""",
        scope=in_scope, others=others, date=on_date, ends=list(ENDS), lifted=_lifted_sql(env),
        held=env["privacy.hold"]._on_hold_sql(on_date),
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

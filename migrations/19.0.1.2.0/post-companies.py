"""Runs, their contacts, what they kept and the evidence say of which company they are.

In sets, from the contacts and records that are still there. What was done about a contact without
a company may have concerned any of several: who sees it acts for all of them.
"""

from odoo import SUPERUSER_ID, api
from odoo.addons.cloudpepper_privacy.engine.companies import RecordCompanies
from odoo.addons.cloudpepper_privacy.engine.evidence.chain import BEFORE_COMPANIES
from odoo.addons.cloudpepper_privacy.engine.evidence.record import of_run
from odoo.tools import SQL


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(
        """UPDATE privacy_run_item item SET company_id = partner.company_id
             FROM res_partner partner
            WHERE partner.id = item.partner_ref AND item.company_id IS NULL""")
    companies_of_runs(cr)
    companies_of_kept_items(env)
    companies_of_evidence(env)


def companies_of_runs(cr):
    """Of all companies where a run has a shared contact; the limit of one that is not carried out
    yet is what its maker may act for.
    """
    cr.execute(
        """INSERT INTO privacy_run_res_company_rel (privacy_run_id, res_company_id)
           SELECT run_id, company_id FROM privacy_run_item WHERE company_id IS NOT NULL
            UNION
           SELECT item.run_id, company.id FROM privacy_run_item item, res_company company
            WHERE item.company_id IS NULL
           ON CONFLICT DO NOTHING""")
    cr.execute(
        """UPDATE privacy_run run SET reach = (
                  SELECT jsonb_agg(rel.cid) FROM res_company_users_rel rel
                   WHERE rel.user_id = COALESCE(run.approved_by_id, run.prepared_by_id))
            WHERE run.state NOT IN ('done', 'incomplete', 'cancelled') AND run.reach IS NULL
              AND COALESCE(run.approved_by_id, run.prepared_by_id) != %s""", [SUPERUSER_ID])


def companies_of_kept_items(env):
    env.cr.execute(
        """UPDATE privacy_kept_item item SET company_id = partner.company_id
             FROM res_partner partner WHERE partner.id = item.partner_ref""")
    env.cr.execute("SELECT DISTINCT model FROM privacy_kept_item")
    for (model,) in env.cr.fetchall():
        found = RecordCompanies(env).sql(
            model, SQL("SELECT res_id FROM privacy_kept_item WHERE model = %s", model))
        if found:
            env.cr.execute(SQL(
                """UPDATE privacy_kept_item item SET company_id = found.company_id
                     FROM (%s) found WHERE item.model = %s AND item.res_id = found.record""",
                found, model))


def companies_of_evidence(env):
    """Nothing else of a row is touched. Rows of before are sealed without a company, and a row that
    says so is sealed with the next ones.
    """
    env.cr.execute("ALTER TABLE privacy_evidence DISABLE TRIGGER privacy_append_only")
    env.cr.execute(SQL(
        """UPDATE privacy_evidence evidence SET company_ref = COALESCE(
                  (SELECT company_id FROM privacy_request
                    WHERE id = CASE WHEN jsonb_typeof(evidence.counts -> 'request') = 'number'
                                    THEN (evidence.counts ->> 'request')::int END),
                  (SELECT company_id FROM res_partner WHERE id = evidence.partner_ref),
                  (SELECT company_id FROM privacy_run_item item
                    WHERE item.run_id = evidence.run_ref
                      AND item.partner_ref = evidence.partner_ref LIMIT 1), %s)""",
        of_run(SQL("evidence.run_ref"))))
    env.cr.execute("ALTER TABLE privacy_evidence ENABLE TRIGGER privacy_append_only")
    env.cr.execute("SELECT max(id) FROM privacy_evidence")
    ((until,),) = env.cr.fetchall()
    if until:
        env["privacy.evidence"]._record([{"act": BEFORE_COMPANIES, "counts": {"until": until}}])

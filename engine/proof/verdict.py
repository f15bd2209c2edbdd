"""Anonymised, or honestly pseudonymous: measured on what remains of each contact.

Whoever was still met somewhere, stands in what is kept, or could not be searched for is no more
than pseudonymous, whatever else is said. Beside that the three questions of Opinion 05/2014
(WP216), section 2.2, and recital 26 GDPR: can one still be singled out among the anonymised,
linked through remaining keys, or inferred from those around? One yes makes it pseudonymous, and
says by what.
"""

from odoo.tools import SQL

from .. import scratch
from ..coverage.undecided import says_more_sql
from ..filled import filled_tables

#: columns of an anonymised contact that stay (R11), and could tell one from the other
STAYS = ("parent_id", "company_id", "is_company", "type", "country_id", "lang")
#: people of a company below which its dates and amounts are as good as one of theirs
FEW = 3
#: tables whose links to a contact say nothing about it: the module's own, and its own parts
OWN = ("res_partner", "res_users", "res_partner_bank", "privacy_timer",
       "privacy_subject_purpose", "privacy_run_item", "privacy_consent_record",
       "privacy_disclosure", "privacy_notice", "privacy_archived", "privacy_archive_reading",
       "privacy_hold_res_partner_rel")
#: what the reasons say
VERDICT = SQL("CASE WHEN judged.reasons = '{}' THEN 'anonymised' ELSE 'pseudonymous' END")


def judge(env, run):
    """Store the verdict of each contact that a run erased as a whole."""
    scratch.fill(env.cr, scratch.LINKED, SQL(
        """SELECT partner_id, jsonb_agg(DISTINCT name ORDER BY name) AS tables FROM (%s) link
            WHERE partner_id IN (SELECT partner_ref FROM privacy_run_item
                                  WHERE run_id = %s AND whole) GROUP BY 1""",
        _links_sql(env), run.id))
    # a run writes its items and contacts by the thousand: PostgreSQL must know before it joins
    env.cr.execute("ANALYZE privacy_run_item, res_partner")
    env.cr.execute(SQL(
        """WITH crowd AS (
               SELECT id, count(*) OVER (PARTITION BY %(stays)s) AS alike
                 FROM res_partner WHERE privacy_anonymised_on IS NOT NULL
           ), judged AS (
               SELECT item.id, jsonb_strip_nulls(jsonb_build_object(
                          'singles_out', CASE WHEN crowd.alike = 1 THEN 1 END,
                          'links', linked.tables,
                          'infers', CASE WHEN around.people < %(few)s
                                         THEN around.people END,
                          'kept', kept.places)) AS reasons
                 FROM privacy_run_item item
                 JOIN res_partner partner ON partner.id = item.partner_ref
                  AND partner.privacy_anonymised_on IS NOT NULL
                 JOIN crowd ON crowd.id = partner.id
                 LEFT JOIN privacy_linked linked ON linked.partner_id = partner.id
                 LEFT JOIN LATERAL (
                      SELECT count(*) AS people FROM res_partner sibling
                       WHERE sibling.parent_id = partner.parent_id
                         AND sibling.type = 'contact') around
                   ON partner.parent_id IS NOT NULL
                 LEFT JOIN (SELECT item_ref, count(*) AS places FROM privacy_place
                             WHERE what = 'kept' GROUP BY 1) kept ON kept.item_ref = item.id
                WHERE item.run_id = %(run)s AND item.whole)
           UPDATE privacy_run_item item SET verdict_reasons = judged.reasons, verdict = %(verdict)s
             FROM judged WHERE judged.id = item.id""",
        stays=SQL(", ").join(map(SQL.identifier, STAYS)), few=FEW, verdict=VERDICT,
        run=run.id))
    # of who has no contact nothing is left to single out, but what is kept or was not done
    env.cr.execute(SQL(
        """UPDATE privacy_run_item item SET verdict = 'pseudonymous',
                  verdict_reasons = jsonb_strip_nulls(
                      jsonb_build_object('kept', NULLIF(item.kept, 0)))
            WHERE run_id = %s AND whole AND contactless_id IS NOT NULL
              AND state IN ('done', 'kept', 'incomplete', 'unproven')""", run.id))
    judge_again(env, SQL("item.run_id = %s", run.id))


def judge_again(env, where):
    """Let verdicts follow what was settled since: where a subject is met, and where nothing is.

    :param SQL where: condition on ``item``
    """
    env.cr.execute(SQL(
        """WITH judged AS (
               SELECT item.id, jsonb_strip_nulls(
                      (item.verdict_reasons - '{met,undecided,unproven}'::text[])
                      || jsonb_build_object(
                          'met', (SELECT NULLIF(count(*), 0) FROM privacy_finding finding
                                   WHERE finding.item_id = item.id
                                     AND finding.state IN ('open', 'kept')),
                          'undecided', CASE WHEN %s THEN 1 END,
                          'unproven', CASE WHEN item.state = 'unproven' THEN 1 END)) AS reasons
                 FROM privacy_run_item item WHERE item.verdict IS NOT NULL AND %s)
           UPDATE privacy_run_item item SET verdict_reasons = judged.reasons, verdict = %s
             FROM judged WHERE judged.id = item.id
              AND (item.verdict_reasons, item.verdict) IS DISTINCT FROM (judged.reasons, %s)""",
        says_more_sql(SQL("item.undecided")), where, VERDICT, VERDICT))


def _links_sql(env):
    """Return SQL of (partner_id, table) over every foreign key to contacts that has rows."""
    keys = env.execute_query(SQL(
        """SELECT class.relname, att.attname FROM pg_constraint key
             JOIN pg_class class ON class.oid = key.conrelid
             JOIN pg_attribute att ON att.attrelid = class.oid AND att.attnum = key.conkey[1]
            WHERE key.contype = 'f' AND cardinality(key.conkey) = 1
              AND key.confrelid = 'res_partner'::regclass
              AND class.relname != ALL(%s) ORDER BY 1, 2""", [*OWN, *_wizard_tables(env)]))
    filled = filled_tables(env, sorted({table for table, _column in keys}))
    selects = [
        SQL("SELECT %s AS partner_id, %s AS name FROM %s WHERE %s IS NOT NULL",
            SQL.identifier(column), table, SQL.identifier(table), SQL.identifier(column))
        for table, column in keys if table in filled
    ]
    none = SQL("SELECT NULL::int AS partner_id, NULL::varchar AS name WHERE FALSE")
    return SQL(" UNION ALL ").join([none, *selects])


def _wizard_tables(env):
    """Return the tables of wizards, whose rows go within hours."""
    return [model._table for model in env.registry.values() if model._transient]

"""The result of a proof: of each subject, where what identified it is still met.

A value that a living contact, user or company has too is theirs: it counts as shared; so does the
name of somebody without a contact. A record
kept with a ground is kept. Anything else is left, and its place is named by table, column and
ids of rows.
"""

from odoo.tools import SQL

from .. import scratch
from ..contactless.addresses import NAMES
from .identifiers import forget
from .verdict import judge

#: {table: columns that say who a living contact, user or company is}
HOLDERS = {
    "res_partner": ("name", "complete_name", "commercial_company_name", "company_name", "email",
                    "email_normalized", "phone", "phone_sanitized", "vat", "company_registry",
                    "street", "street2"),
    "res_partner_bank": ("acc_number", "sanitized_acc_number", "acc_holder_name"),
    "res_users": ("login", "signature"),
    "res_company": ("name", "email", "phone"),
}
#: the contact that a row of these tables belongs to
HOLDER_SQL = {
    "res_partner": SQL("SELECT id FROM res_partner WHERE id = hit.row_ref"),
    "res_partner_bank": SQL("SELECT partner_id FROM res_partner_bank WHERE id = hit.row_ref"),
    "res_users": SQL("SELECT partner_id FROM res_users WHERE id = hit.row_ref"),
    "res_company": SQL("SELECT partner_id FROM res_company WHERE id = hit.row_ref"),
}


def note(env, run, table, hits):
    """Remember where identifiers of a run were met.

    :param hits: [(column, row id, key of the identifier)]
    """
    env.cr.execute(SQL(
        """INSERT INTO privacy_run_hit
                  (run_ref, table_name, column_name, row_ref, identifier_ref)
           SELECT %s, %s, * FROM unnest(%s::varchar[], %s::int[], %s::int[])""",
        run.id, table, [column for column, _row, _key in hits],
        [row for _column, row, _key in hits], [key for _column, _row, key in hits],
    ))


def file_result(env, run):
    """Say of each subject what the search saw, and forget what identified it."""
    scratch.fill(env.cr, scratch.MET, _met_sql(run))
    scratch.fill(env.cr, scratch.PLACE, _places_sql(env))
    _store(env, run)
    judge(env, run)
    env["privacy.evidence"]._record_proof(run)
    forget(env, run)
    env["privacy.run.item"].invalidate_model(flush=False)


def _met_sql(run):
    """Return SQL of :data:`~..scratch.MET`: each hit of an identifier of each subject."""
    holder = SQL(" ").join(
        SQL("WHEN hit.table_name = %s AND hit.column_name = ANY(%s) THEN (%s)",
            table, list(columns), HOLDER_SQL[table])
        for table, columns in HOLDERS.items()
    )
    return SQL(
        """WITH known AS (
               SELECT item_ref, min(id) OVER (PARTITION BY kind, value) AS identifier_ref
                 FROM privacy_run_identifier WHERE run_ref = %(run)s)
           SELECT known.item_ref, item.partner_ref, hit.identifier_ref, hit.table_name,
                  hit.column_name, hit.row_ref, CASE %(holder)s END AS holder,
                  hit.table_name = 'res_company' AS company
             FROM known
             JOIN privacy_run_hit hit ON hit.run_ref = %(run)s
                  AND hit.identifier_ref = known.identifier_ref
             JOIN privacy_run_item item ON item.id = known.item_ref""",
        run=run.id, holder=holder)


def _places_sql(env):
    """Return SQL of :data:`~..scratch.PLACE`: each place once; whether it is shared, kept or left.
    """
    models_of = {model._table: name for name, model in env.registry.items()
                 if model._auto and not model._abstract}
    return SQL(
        """WITH model AS (
               SELECT * FROM unnest(%(tables)s::varchar[], %(models)s::varchar[])
                      AS model (table_name, name)
           ), shared AS (
               SELECT DISTINCT met.item_ref, met.identifier_ref FROM privacy_met met
                 JOIN res_partner partner ON partner.id = met.holder
                WHERE partner.privacy_anonymised_on IS NULL OR met.company
                UNION
               SELECT met.item_ref, met.identifier_ref FROM privacy_met met
                 JOIN model ON model.table_name = met.table_name
                 JOIN privacy_contactless other ON other.erased_on IS NULL
                  AND (other.model, other.res_id) = (model.name, met.row_ref)
                  AND -other.id != met.partner_ref
                WHERE met.column_name = ANY(%(names)s)
           ), each AS (
               SELECT met.item_ref, met.partner_ref, met.table_name, met.column_name,
                      met.row_ref, bool_and(shared.item_ref IS NOT NULL) AS shared
                 FROM privacy_met met
                 LEFT JOIN shared ON shared.item_ref = met.item_ref
                  AND shared.identifier_ref = met.identifier_ref
                GROUP BY 1, 2, 3, 4, 5)
           SELECT each.item_ref, COALESCE(model.name, each.table_name) AS model,
                  each.column_name, each.row_ref,
                  CASE WHEN each.shared THEN 'shared'
                       WHEN EXISTS (SELECT FROM privacy_kept_item kept
                                     WHERE kept.model = model.name
                                       AND kept.res_id = each.row_ref
                                       AND kept.partner_ref = each.partner_ref
                                       AND kept.settled_on IS NULL) THEN 'kept'
                       ELSE 'left' END AS what
             FROM each LEFT JOIN model ON model.table_name = each.table_name""",
        tables=list(models_of), models=list(models_of.values()), names=list(NAMES))


def _store(env, run):
    """Write each subject's result: complete, with kept items, incomplete, or unproven."""
    env.cr.execute(SQL(
        """WITH line AS (
               SELECT item_ref, model, column_name, count(*)::int AS count,
                      (array_agg(row_ref ORDER BY row_ref))[:20] AS ids
                 FROM privacy_place WHERE what = 'left' GROUP BY 1, 2, 3
           ), found AS (
               SELECT item_ref, sum(count)::int AS count,
                      jsonb_agg(jsonb_build_object('model', model, 'field', column_name,
                          'outcome', 'failed', 'ground', 'found', 'until', '', 'count', count)
                          ORDER BY model, column_name) AS detail,
                      jsonb_agg(jsonb_build_object('model', model, 'field', column_name,
                          'count', count, 'ids', ids) ORDER BY model, column_name) AS residue,
                      string_agg(DISTINCT model, ', ' ORDER BY model) AS models
                 FROM line GROUP BY 1
           ), shared AS (
               SELECT item_ref, count(*)::int AS count
                 FROM privacy_place WHERE what = 'shared' GROUP BY 1
           ), known AS (
               SELECT item.id AS item_ref, item.identifiers != count(identifier.id) AS lost
                 FROM privacy_run_item item
                 LEFT JOIN privacy_run_identifier identifier ON identifier.item_ref = item.id
                WHERE item.run_id = %(run)s AND item.state = 'unproven' GROUP BY item.id)
           UPDATE privacy_run_item item
              SET state = CASE WHEN found.count > 0 THEN 'incomplete'
                               WHEN known.lost THEN 'unproven'
                               WHEN item.kept > 0 THEN 'kept' ELSE 'done' END,
                  reason = CASE WHEN found.count > 0 THEN 'found: ' || found.models
                                WHEN known.lost THEN 'identifiers_lost'
                                ELSE item.reason END,
                  residue = found.residue, shared = COALESCE(shared.count, 0),
                  detail = COALESCE(item.detail, '[]') || COALESCE(found.detail, '[]'),
                  found = item.found + COALESCE(found.count, 0),
                  failed = item.failed + COALESCE(found.count, 0)
             FROM known
             LEFT JOIN found ON found.item_ref = known.item_ref
             LEFT JOIN shared ON shared.item_ref = known.item_ref
            WHERE known.item_ref = item.id""",
        run=run.id))

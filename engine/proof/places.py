"""Where the identifiers of a run's subjects were met, and what each place is.

A value that a living contact, user or company has too is theirs: it counts as *shared*; so does
the name of somebody without a contact. A record kept with a ground is *kept*. Anything else is
*left*, and classified (``classify.py``).
"""

from odoo.tools import SQL

from .. import scratch
from ..contactless.addresses import NAMES

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
    if not hits:
        return
    env.cr.execute(SQL(
        """INSERT INTO privacy_run_hit
                  (run_ref, table_name, column_name, row_ref, identifier_ref)
           SELECT %s, %s, * FROM unnest(%s::varchar[], %s::int[], %s::int[])""",
        run.id, table, [column for column, _row, _key in hits],
        [row for _column, row, _key in hits], [key for _column, _row, key in hits],
    ))


def fill_places(env, run):
    """Fill ``privacy_place``: each place once, and whether it is shared, kept or left."""
    scratch.fill(env.cr, scratch.MET, _met_sql(run))
    scratch.fill(env.cr, scratch.PLACE, _places_sql(env))


def known_sql(run):
    """Return SQL of (item_ref, identifier_ref, kind, value) of a run: equal values of several
    subjects are searched for as one.
    """
    return SQL(
        """SELECT item_ref, min(id) OVER (PARTITION BY kind, value) AS identifier_ref, kind, value
             FROM privacy_run_identifier WHERE run_ref = %s""", run.id)


def _met_sql(run):
    """Return SQL of :data:`~..scratch.MET`: each hit of an identifier of each subject."""
    holder = SQL(" ").join(
        SQL("WHEN hit.table_name = %s AND hit.column_name = ANY(%s) THEN (%s)",
            table, list(columns), HOLDER_SQL[table])
        for table, columns in HOLDERS.items()
    )
    return SQL(
        """WITH known AS (%(known)s)
           SELECT known.item_ref, item.partner_ref, hit.identifier_ref, known.kind,
                  hit.table_name, hit.column_name, hit.row_ref,
                  CASE %(holder)s END AS holder, hit.table_name = 'res_company' AS company
             FROM known
             JOIN privacy_run_hit hit ON hit.run_ref = %(run)s
                  AND hit.identifier_ref = known.identifier_ref
             JOIN privacy_run_item item ON item.id = known.item_ref""",
        known=known_sql(run), run=run.id, holder=holder)


def shared_sql(env):
    """Return SQL of (item_ref, identifier_ref) over :data:`~..scratch.MET`: what identified a
    subject and is a living contact's, user's or company's too, or the name of somebody who has no
    contact.
    """
    return SQL(
        """SELECT met.item_ref, met.identifier_ref FROM privacy_met met
             JOIN res_partner partner ON partner.id = met.holder
            WHERE partner.privacy_anonymised_on IS NULL OR met.company
            UNION
           SELECT met.item_ref, met.identifier_ref FROM privacy_met met
             JOIN (%s) model ON model.table_name = met.table_name
             JOIN privacy_contactless other ON other.erased_on IS NULL
              AND (other.model, other.res_id) = (model.name, met.row_ref)
              AND -other.id != met.partner_ref
            WHERE met.column_name = ANY(%s)""", _models_sql(env), list(NAMES))


def _models_sql(env):
    """Return SQL of (table_name, name) of the models that have a table."""
    models_of = {model._table: name for name, model in env.registry.items()
                 if model._auto and not model._abstract}
    return SQL("SELECT * FROM unnest(%s::varchar[], %s::varchar[]) AS model (table_name, name)",
               list(models_of), list(models_of.values()))


def _places_sql(env):
    """Return SQL of :data:`~..scratch.PLACE`."""
    return SQL(
        """WITH model AS (%(models)s), shared AS (%(shared)s), each AS (
               SELECT met.item_ref, met.partner_ref, met.table_name, met.column_name,
                      met.row_ref, string_agg(DISTINCT met.kind, ', ' ORDER BY met.kind) AS kinds,
                      bool_and(shared.item_ref IS NOT NULL) AS shared
                 FROM privacy_met met
                 LEFT JOIN shared ON shared.item_ref = met.item_ref
                  AND shared.identifier_ref = met.identifier_ref
                GROUP BY 1, 2, 3, 4, 5)
           SELECT each.item_ref, each.partner_ref, COALESCE(model.name, each.table_name) AS model,
                  each.table_name, each.column_name, each.row_ref, each.kinds,
                  CASE WHEN each.shared THEN 'shared'
                       WHEN EXISTS (SELECT FROM privacy_kept_item kept
                                     WHERE kept.model = model.name
                                       AND kept.res_id = each.row_ref
                                       AND kept.partner_ref = each.partner_ref
                                       AND kept.settled_on IS NULL) THEN 'kept'
                       ELSE 'left' END AS what
             FROM each LEFT JOIN model ON model.table_name = each.table_name""",
        models=_models_sql(env), shared=shared_sql(env))

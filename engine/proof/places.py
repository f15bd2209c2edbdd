"""Where the identifiers of a run's subjects were met, and what each place is.

A value that a living contact, user or company has too is theirs: it counts as *shared*; so does
what is told of somebody without a contact. It is theirs where it stands as their own: a name as
their name, a number as their number. Beside somebody's name, in a line "c/o", in the title of what
somebody asks, it is a mention. A record kept with a ground is *kept*. Anything else is *left*, and
classified (``classify.py``).
"""

from odoo.tools import SQL

from ...core.identity.identifiers import full_names
from ...core.identity.names import is_same
from .. import scratch
from ..contactless.addresses import sources
from ..contactless.person_names import name_field

#: {table: {column in which a living contact, user or company has something of its own: kinds of
#: identifiers that are}}; of names, whether it is the same is asked besides
HOLDERS = {
    "res_partner": {
        "name": ("name",), "email": ("email",), "email_normalized": ("email",),
        "phone": ("phone",), "phone_sanitized": ("phone",), "vat": ("vat", "registry"),
        "company_registry": ("vat", "registry"), "street": ("street",)},
    "res_partner_bank": {"acc_number": ("iban",), "sanitized_acc_number": ("iban",)},
    "res_users": {"login": ("email",)},
    "res_company": {"name": ("name",), "email": ("email",), "phone": ("phone",)},
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
        SQL("WHEN hit.table_name = %s AND hit.column_name = %s AND known.kind = ANY(%s) THEN (%s)",
            table, column, list(kinds), HOLDER_SQL[table])
        for table, columns in HOLDERS.items() for column, kinds in columns.items())
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
    subject and is a living contact's, user's or company's too, or somebody's who has no contact.
    """
    held = SQL(
        """SELECT met.item_ref, met.identifier_ref FROM privacy_met met
             JOIN res_partner partner ON partner.id = met.holder
            WHERE (partner.privacy_anonymised_on IS NULL OR met.company) AND met.kind != 'name'""")
    names = SQL(
        """SELECT met.item_ref, met.identifier_ref, partner.name, partner.is_company IS TRUE
             FROM privacy_met met JOIN res_partner partner ON partner.id = met.holder
            WHERE (partner.privacy_anonymised_on IS NULL OR met.company) AND met.kind = 'name'""")
    pairs = {*_same_names(env, names), *_same_names(env, _told_sql(env, True))}
    items, identifiers = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    return SQL(
        "%s UNION SELECT * FROM unnest(%s::int[], %s::int[]) UNION SELECT * FROM (%s) told",
        held, list(items), list(identifiers), _told_sql(env, False))


def _same_names(env, met):
    """Return {(item, identifier)} of the names that are somebody's own.

    :param SQL met: of (item_ref, identifier_ref, that name as it is stored, whether a company's)
    """
    return {(item, identifier) for item, identifier, value, name, company in env.execute_query(SQL(
        """SELECT DISTINCT met.item_ref, met.identifier_ref, known.value, met.name, met.company
             FROM (%s) AS met (item_ref, identifier_ref, name, company)
             JOIN privacy_run_identifier known ON known.id = met.identifier_ref""", met))
            if any(is_same(value, each) for each in full_names(name, company))}


def _told_sql(env, named):
    """Return SQL of what was met on the records that stand for others without a contact, of whose
    addresses each is one subject's.

    :param bool named: names, in the field that holds theirs, with it: (item_ref, identifier_ref,
        name, FALSE); else what else may be several people's: (item_ref, identifier_ref)
    """
    selects = []
    for source in sources(env):
        model = env[source.model]
        field = name_field(model)
        if named and not field:
            continue
        selects.append(SQL(
            """SELECT met.item_ref, met.identifier_ref %(name)s FROM privacy_met met
                 JOIN privacy_contactless other ON other.erased_on IS NULL
                  AND (other.model, other.res_id) = (%(model)s, met.row_ref)
                  AND -other.id != met.partner_ref
                 %(record)s
                WHERE met.table_name = %(table)s AND %(where)s""",
            name=SQL(", record.%s, FALSE", SQL.identifier(field)) if named else SQL(),
            record=SQL("JOIN %s record ON record.id = met.row_ref", SQL.identifier(model._table))
            if named else SQL(),
            model=source.model, table=model._table,
            where=SQL("met.kind = 'name' AND met.column_name = %s", field) if named
            else SQL("met.kind NOT IN ('name', 'email', 'single')")))
    empty = SQL("SELECT NULL::int, NULL::int%s WHERE FALSE",
                SQL(", NULL::varchar, FALSE") if named else SQL())
    return SQL(" UNION ALL ").join([empty, *selects])


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

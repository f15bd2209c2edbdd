"""Open activities, and messages, on records that name somebody: whichever record it is.

Which models have any changes by the hour, and most have none: it is asked at each refresh.
"""

from odoo.api import SUPERUSER_ID
from odoo.tools import SQL

from ..contactless.addresses import normal_sql, sources
from ..contactless.living import parts_sql, typed_field
from .found import contact_links
from .links import present
from .marks import fact_columns, moment, pack, record_of, utc_of
from .signals import ADDRESSED

#: code of the signal that stands for activities, on whatever record
SIGNAL = "activity"
#: models whose records hang on another record: {model: (name of its model, its id)}
HANGS = {"mail.message": ("model", "res_id"), "mail.activity": ("res_model", "res_id")}


class Activities:
    """The facts of open activities on records that name somebody of ``privacy_family``: by a link,
    or by an address or number along which the data map finds the record.
    """

    def __init__(self, env, linked=True):
        """:param bool linked: whether links lead to them: not to who has no contact"""
        self.env, self.linked = env(su=True), linked

    def sql(self, number, few, several=False):
        """Return a SELECT of each model that has activities, and of each of its addresses.

        :param int number: of the signal, see :class:`.marks.SignalNumbers`
        :param bool few: look records up by their contacts
        :param bool several: whether one of them has further addresses
        """
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT res_model FROM mail_activity
                WHERE active AND res_model NOT LIKE 'privacy.%%'"""))
        there = [self.env[name] for (name,) in rows if name in self.env and name != "res.partner"
                 and self.env[name]._auto]
        found = [self._by_links(model, few) for model in there if self.linked
                 if contact_links(model)[0]]
        if there:
            known = {source.model: source for source in sources(self.env)}
            found += [self._by_address(known[model._name], kind, few, several)
                      for model in there if model._name in known
                      for kind in known[model._name].rows]
        day = SQL("(%s)::date", utc_of(SQL("latest.moment")))
        mark = pack(day, SQL("%s", number), record_of(SQL("latest.moment")))
        return [SQL(
            """SELECT family.partner_id, NULL::int AS company_id, %s
                 FROM (SELECT whose, max(%s) AS moment FROM (%s) activity GROUP BY whose) latest
                 JOIN %s ON family.%s = latest.whose""",
            fact_columns({"interaction": mark}),
            moment(SQL("GREATEST(activity.create_date, activity.date_deadline::timestamp)"),
                   SQL("activity.id")),
            activities, family, column) for activities, family, column in found]

    def _by_links(self, model, few):
        """Return SQL of the activities of a model and whom its links name, the families, and what
        of them that is.
        """
        columns = [SQL.identifier("record", name) for name in contact_links(model)[0]]
        where = SQL("link.whose IS NOT NULL")
        if few:
            where = SQL("%s AND (%s)", where, SQL(" OR ").join(
                SQL("%s = ANY(ARRAY(SELECT partner_id FROM privacy_family))", column)
                for column in columns))
        tables = SQL("%s record CROSS JOIN LATERAL (VALUES %s) AS link (whose)",
                     SQL.identifier(model._table),
                     SQL(", ").join(SQL("(%s)", column) for column in columns))
        return (_on_records(model, tables, SQL("record.id"), SQL("link.whose"), where),
                SQL("privacy_family family"), SQL("partner_id"))

    def _by_address(self, source, kind, few, several):
        """Return the same of an address or a number of the records that no link names."""
        addressed = kind == "email" and several
        family = ADDRESSED if addressed else SQL("privacy_family family")
        column = SQL("address") if addressed else SQL(kind)
        selects = []
        for row in source.rows[kind]:
            model, query = row._query([])
            for whose, tables in _addresses(row, model, query):
                where = query.where_clause or SQL("TRUE")
                if few:
                    where = SQL("%s AND %s IN (SELECT %s FROM %s)", where, whose, column, family)
                selects.append(_on_records(
                    model, tables, SQL.identifier(query.table, "id"), whose, where))
        return SQL(" UNION ALL ").join(selects), family, column


def _addresses(row, model, query):
    """Yield (SQL of an address or number of a row's records, tables that it stands in)."""
    address = normal_sql(row.match, row.path, row._column_sql(model, query, row.path))
    tables = query.from_clause
    yield SQL("'+' || %s", address) if row.match == "phone" else address, tables
    if row.match == "email" and (typed := typed_field(model, row.path)):
        raw = model._field_to_sql(query.table, typed, query)
        yield SQL("part"), SQL("%s CROSS JOIN LATERAL %s part", tables, parts_sql(
            SQL("CASE WHEN %s LIKE '%%@%%@%%' THEN %s END", raw, raw)))


def _on_records(model, tables, record, whose, where):
    """Return SQL of the open activities of people on records, and of whose records they are."""
    return SQL(
        """SELECT activity.id, activity.create_date, activity.date_deadline, %(whose)s AS whose
             FROM %(tables)s JOIN mail_activity activity ON activity.res_id = %(record)s
              AND activity.res_model = %(model)s AND activity.active
              AND activity.create_uid IS DISTINCT FROM %(robot)s
            WHERE %(where)s""",
        whose=whose, tables=tables, record=record, model=model._name, robot=SUPERUSER_ID,
        where=where)


def hanging_on(records, answered):
    """Return {model: ids} of the records on which messages or activities hang.

    :param answered: models whose messages count; an activity counts wherever it is
    """
    by_model = {}
    if records._name in HANGS:
        model_field, id_field = HANGS[records._name]
        known = records.sudo()
        for name in (model_field, id_field):
            known = present(known, name)
        for record in known:
            name = record[model_field]
            if name and (records._name == "mail.activity" or name in answered):
                by_model.setdefault(name, set()).add(record[id_field])
    return {name: ids - {0} for name, ids in by_model.items() if name != "res.partner"}


def addressed_sql(env, model_name, ids):
    """Return the SELECTs of the contacts that have an address of records on which activities may
    hang and that no link names; ``links_sql`` tells of the links.
    """
    if "activity_ids" not in env[model_name]._fields:
        return []
    selects = []
    for row in (row for source in sources(env) if source.model == model_name
                for rows in source.rows.values() for row in rows):
        model, query = row._query([("id", "in", ids)])
        address = SQL("phone_sanitized") if row.match == "phone" else SQL("email_normalized")
        selects += [SQL(
            "SELECT p.id FROM res_partner p WHERE p.%s IN (SELECT %s FROM %s WHERE %s)", address,
            whose, tables, query.where_clause) for whose, tables in _addresses(row, model, query)]
    return selects


def links_sql(env, model_name, ids):
    """Return the SELECTs of the contacts that records of a model without a signal link to."""
    model = env[model_name]
    links, _lists = contact_links(model) if model._auto else ((), ())
    return [SQL("SELECT %s FROM %s WHERE id = ANY(%s)", SQL.identifier(name),
                SQL.identifier(model._table), ids) for name in links]

"""What signals ask of the records of other models, in SQL."""

import re

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..contactless.living import OF_SEVERAL, parts_sql, typed_field
from . import marks
from .answers import answered_join, answered_sql
from .colleagues import colleagues_of, staff_conditions, staff_of
from .marks import address_sql, fact_columns, floor_of, moment, pack, record_of, utc_of

#: a moment that a domain names by its distance from now: what it means changes with time
RELATIVE = re.compile(r"""["'](?:now|today|[+-]\s*\d|=\w)""")
#: an XML id is a module's where the module is here; an import chooses what it likes (R3)
INSTALLED = SQL(
    "SELECT name FROM ir_module_module WHERE state IN ('installed', 'to upgrade', 'to remove')")
#: families by each of the addresses that a contact has
ADDRESSED = SQL(
    """(SELECT family.*, family.email AS address FROM privacy_family family
         UNION ALL
        SELECT family.*, further.address FROM privacy_family_address further
          JOIN privacy_family family USING (partner_id)) family""")
#: indexes of fields that lead to the rows of a value
BY_VALUE = (True, "btree", "btree_not_null")


def contacts_sql(signal, ids, path=None):
    """Return SQL of the contacts that records of a signal's model speak of, counted or not.

    :param str path: one of the signal's; default its first
    """
    path = path or signal.path
    model = signal.env[signal.model_name].sudo().with_context(active_test=False)
    query = model._search([("id", "in", ids)], bypass_access=True)
    target = signal._column_sql(model, query, path)
    if signal.match == "partner":
        return query.select(target)
    named = SQL("SELECT %s AS address FROM %s WHERE %s", address_sql(signal, target, path),
                query.from_clause, query.where_clause)
    if signal.match == "email" and path == typed_field(model, path):
        named = SQL("%s UNION SELECT part FROM %s CROSS JOIN LATERAL %s part WHERE %s", named,
                    query.from_clause, parts_sql(target), query.where_clause)
    if signal.match == "phone":
        return SQL("SELECT id FROM res_partner WHERE phone_sanitized IN (%s)", named)
    return SQL(
        """SELECT contact.id FROM (
               WITH named AS (%s)
               SELECT p.id FROM res_partner p WHERE p.email_normalized IN (
                      SELECT address FROM named)
                UNION SELECT partner_id FROM (%s) several WHERE address IN (
                      SELECT address FROM named)) contact""", named, OF_SEVERAL)


# === FACTS === #

def floor_years(signal):
    """Return SQL of the years that a signal's documents are kept at least, over ``book``.

    :param signal: a privacy.signal
    """
    years = SQL("%s", signal.floor_years or 0)
    return SQL("GREATEST(%s, book.years)", years) if signal.voucher else years


class SignalFacts:
    """The facts of one signal: partner_id, company_id and the columns of :data:`.marks.FACTS`.

    The latest fact per contact and company (of :data:`.marks.EARLIEST` the oldest). It is found
    before contacts are joined, on the table's own columns: a number of minutes and a record id, see
    ``marks.py``. Only contacts of the temporary table ``privacy_family`` come out.
    """

    def __init__(self, signal):
        self.signal = signal

    def sql(self, number, few=False, staff=None, several=False):
        """Return the SELECT.

        Staff are named by id: PostgreSQL knows how much each of them wrote, and not what a
        search for colleagues will find.

        :param int number: of the signal within the refresh, see :class:`.marks.SignalNumbers`
        :param bool few: name their records on the table itself, so that PostgreSQL begins with
            these contacts and not with, say, everything that staff ever wrote
        :param dict staff: colleagues as :func:`staff_of` names them; default those of this signal
        :param bool several: whether ``privacy_family_address`` has rows
        """
        signal = self.signal
        staff = staff_of(signal) if staff is None else staff
        named = tuple(staff[colleagues_of(condition)] for condition in staff_conditions(signal))
        moves = signal.kind == "ahead" or RELATIVE.search(signal.domain)
        now = fields.Datetime.now() if moves else None
        several = several and signal.match == "email"
        return signal._facts_sql(number, few, named, now, several)

    def compose(self, number, few, named, now, several=False):
        """Return the SELECT anew; the signal's model keeps it.

        :param tuple named: ids of colleagues for each of the signal's conditions on staff
        :param datetime now: where what counts depends on it
        :param bool several: whether further addresses are joined as well
        """
        signal = self.signal
        model, query = signal._query([], self._naming(named))
        packed, day = self._moment_sql(model, query, few)
        dated = self._dated_sql(model, query, now)
        company, entity = (signal._column_sql(model, query, path) if path else SQL("NULL")
                           for path in (signal.company_path, signal.entity_path))
        whose, links = self._whose_sql(model, query)
        where = query.where_clause or SQL("TRUE")
        if model._name == "ir.model.data":
            where = SQL("%s AND %s.module IN (%s)", where, SQL.identifier(query.table), INSTALLED)
        if few:
            where = SQL("%s AND %s", where, self._few_sql(model, query, several))
        return SQL(
            """SELECT family.partner_id, latest.company_id, %(values)s
                 FROM (SELECT whose, company_id, entity, %(choose)s(moment) AS moment
                         FROM (SELECT %(whose)s AS whose, %(company)s::int AS company_id,
                                      %(entity)s::int AS entity, %(moment)s AS moment
                                 FROM %(tables)s %(links)s
                                WHERE %(where)s AND %(dated)s) fact
                        WHERE whose IS NOT NULL GROUP BY whose, company_id, entity) latest
                 %(books)s
                 JOIN %(families)s ON family.%(match)s = latest.whose""",
            values=fact_columns(self._values(number, day)), whose=whose, company=company,
            choose=SQL("min") if signal.kind in marks.EARLIEST else SQL("max"), moment=packed,
            entity=entity, tables=query.from_clause, links=links, where=where, dated=dated,
            match=self._match(several), books=self._books(),
            families=ADDRESSED if several else SQL("privacy_family family"),
        )

    def _whose_sql(self, model, query):
        """Return SQL of (whose a record is, what is joined for it): each link names somebody."""
        signal = self.signal
        columns = [signal._column_sql(model, query, path) for path in signal._paths()]
        if signal.match != "partner":
            columns = [address_sql(signal, column, path)
                       for column, path in zip(columns, signal._paths(), strict=True)]
        if self._may_be_several(model):
            typed = signal._column_sql(model, query, signal.path)
            return SQL("link.whose"), SQL(
                """CROSS JOIN LATERAL (SELECT %s AS whose WHERE %s UNION ALL
                   SELECT DISTINCT part FROM %s part) AS link""", columns[0],
                SQL("%s LIKE '%%@%%@%%' IS NOT TRUE", typed), parts_sql(
                    SQL("CASE WHEN %s LIKE '%%@%%@%%' THEN %s END", typed, typed)))
        if len(columns) == 1:
            return columns[0], SQL()
        return SQL("link.whose"), SQL(
            "CROSS JOIN LATERAL (VALUES %s) AS link (whose)",
            SQL(", ").join(SQL("(%s)", column) for column in columns))

    def _may_be_several(self, model):
        """Whether people typed the address of a record, and may have typed several."""
        signal = self.signal
        return (signal.match == "email" and signal.path == typed_field(model, signal.path)
                and len(signal._paths()) == 1)

    def _dated_sql(self, model, query, now):
        """Return the condition that a record has a day that counts."""
        signal = self.signal
        if signal.kind in marks.UNDATED:
            return SQL("TRUE")
        columns = SQL(", ").join(
            signal._column_sql(model, query, path) for path in signal._dates())
        if signal.kind == "ahead":
            return SQL("LEAST(%s) > %s", columns, now)
        return SQL("GREATEST(%s) IS NOT NULL", columns)

    def _match(self, several):
        """Return the column of ``privacy_family`` that the end of the signal's path equals."""
        if self.signal.match == "email":
            return SQL("address") if several else SQL("email")
        return SQL("phone") if self.signal.match == "phone" else SQL("partner_id")

    def _naming(self, named):
        """Return a function that puts ids in the place of the signal's conditions on staff."""
        conditions = staff_conditions(self.signal)
        instead = {
            (condition.field_expr, colleagues_of(condition)):
                Domain(condition.field_expr.rpartition(".")[0], "in", ids)
            for condition, ids in zip(conditions, named, strict=True) if ids is not None
        }
        return lambda condition: instead.get(
            (condition.field_expr, colleagues_of(condition)), condition)

    def _values(self, number, day):
        """Return what a fact of the signal says, as :func:`.marks.fact_columns` takes it."""
        kind = self.signal.kind
        mark = pack(day, SQL("%s", number), record_of(SQL("latest.moment")))
        if self.signal.entity_path:
            # whoever moved to another company is named with the old one
            here = SQL("latest.entity IS NOT DISTINCT FROM family.entity_id")
            away = {"elsewhere": mark, **({"away": self._floor(day)} if self._has_floor() else {})}
            return {kind: here, **{name: SQL("CASE WHEN NOT %s THEN %s END", here, value)
                                   for name, value in away.items()}}
        if kind in marks.YES_OR_NO:
            return {kind: SQL("TRUE")}
        values = {marks.SPEAKS_AS.get(kind, kind): mark,
                  **{name: mark for name in self._contract()}}
        if self._has_floor():
            values["floor"] = self._floor(day)
        return values

    def _contract(self):
        """Return what the signal says of a contract while its record is under way."""
        kinds = {"trade": ("trade",), "customer": ("trade", "ordered")}
        return kinds.get(self.signal.contract, ()) if self.signal.kind == "under_way" else ()

    def _floor(self, day):
        return floor_of(day, floor_years(self.signal), SQL("book.shift"))

    def _has_floor(self):
        """Whether the law asks to keep the signal's documents (R9)."""
        stands = self.signal.kind == "billing" or self.signal.entity_path
        return stands and (self.signal.voucher or self.signal.floor_years)

    def _books(self):
        """Return the join of the company whose books a document stands in."""
        if not self._has_floor():
            return SQL()
        return SQL(
            "JOIN %s book ON book.id = COALESCE(latest.company_id, (SELECT min(id) FROM"
            " res_company))", marks.BOOKS)

    def _moment_sql(self, model, query, few):
        """Return SQL of (the packed moment of a record, the local day of ``latest.moment``).

        R1: a moment is converted to the contact's time zone, not cut in UTC.
        """
        signal = self.signal
        columns = {path: signal._column_sql(model, query, path) for path in signal._dates()}
        record = SQL.identifier(query.table, "id")
        days = [path for path in columns if signal._walk(model, path).type == "date"]
        if len(days) == len(columns):
            day = utc_of(SQL("latest.moment"))
        else:
            # among moments a day stands at noon, which is the same day almost everywhere
            columns |= {path: SQL("(%s + TIME '12:00')", columns[path]) for path in days}
            day = SQL("%s AT TIME ZONE 'UTC' AT TIME ZONE family.tz", utc_of(SQL("latest.moment")))
        columns = [SQL("%s::timestamp", column) for column in columns.values()]
        if signal.answered:
            # of what is open there is little, of what was made much: one by one, or all at once
            answered = answered_sql if few or signal.kind == "under_way" else answered_join
            columns.append(answered(model, query))
        column = columns[0] if len(columns) == 1 else SQL("GREATEST(%s)", SQL(", ").join(columns))
        if signal.kind in marks.UNDATED:
            column = SQL("COALESCE(%s, TIMESTAMP '1970-01-01')", column)
        return moment(column, record), SQL("(%s)::date", day)

    def _few_sql(self, model, query, several):
        """Return the condition that names the records of these contacts on their own table.

        Where the path leaves that table, the records it leads from are looked up first.
        """
        signal = self.signal
        return SQL("(%s)", SQL(" OR ").join(
            self._few_by(model, query, path, several) for path in signal._paths()))

    def _few_by(self, model, query, path, several):
        signal = self.signal
        field = model._fields[path.partition(".")[0]]
        if "." not in path and field.store and field.column_type:
            return self._of_few(signal._column_sql(model, query, path), model, path, several)
        bare = Query(signal.env, model._table, model._table_sql)
        target = signal._column_sql(model, bare, path)
        bare.add_where(self._of_few(target, model, path, several))
        return SQL("%s = ANY(ARRAY(%s))", SQL.identifier(query.table, "id"),
                   bare.select(SQL.identifier(bare.table, "id")))

    def _of_few(self, column, model, path, several):
        """Return the condition that a column names one of the few contacts."""
        family = SQL("SELECT %s FROM %s", self._match(several),
                     ADDRESSED if several else SQL("privacy_family family"))
        if self.signal.match != "partner":
            raw, column = column, address_sql(self.signal, column, path)
            if self._may_be_several(model):
                return SQL("((%s || '') IN (%s) OR %s LIKE '%%@%%@%%')", column, family, raw)
            if self.signal._walk(model, path).index not in BY_VALUE:
                # an index of parts of words leads to whole ones, and slowly: the table is read, and
                # each row looked up in a hash: "IS TRUE" leaves PostgreSQL no other way
                return SQL("((%s || '') IN (%s)) IS TRUE", column, family)
        return SQL("%s = ANY(ARRAY(%s))", column, family)

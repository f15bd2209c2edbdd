"""What signals ask of the records of other models, in SQL."""

import re

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .marks import (
    BOOKS,
    UNDATED,
    YES_OR_NO,
    fact_columns,
    floor_of,
    moment,
    pack,
    record_of,
    utc_of,
)

#: colleagues whom a query names one by one; more of them are searched for
STAFF = 1000
#: a moment that a domain names by its distance from now: what it means changes with time
RELATIVE = re.compile(r"""["'](?:now|today|[+-]\s*\d|=\w)""")


def contacts_sql(signal, ids):
    """Return SQL of the contacts that records of a signal's model speak of, counted or not."""
    model = signal.env[signal.model_name].sudo().with_context(active_test=False)
    query = model._search([("id", "in", ids)], bypass_access=True)
    target = signal._column_sql(model, query, signal.path)
    if signal.match == "email":
        return SQL(
            """SELECT p.id FROM res_partner p WHERE p.email_normalized IN (
               SELECT %s FROM %s WHERE %s)""",
            target, query.from_clause, query.where_clause,
        )
    return query.select(target)


# === STAFF === #

def staff_of(signals):
    """Return {colleagues: ids of their contacts, or None where they are many}: whom the
    conditions of these signals mean, each kind of them asked for once.
    """
    conditions = {_colleagues(condition): condition for signal in signals
                  for condition in _staff_conditions(signal)}
    return {who: _contact_ids(signals.env, condition) for who, condition in conditions.items()}


def _staff_conditions(signal):
    """Return the conditions of a signal that ask for users of a contact."""
    return [condition for condition in signal._domain().iter_conditions()
            if condition.operator == "any"
            and condition.field_expr.rpartition(".")[2] == "user_ids"]


def _colleagues(condition):
    """Return the colleagues that a condition means, whatever leads to them."""
    return repr(condition.value)


def _contact_ids(env, condition):
    partners = env["res.partner"].sudo().with_context(active_test=False)
    query = partners._search([("user_ids", "any", condition.value)], bypass_access=True)
    query.limit = STAFF + 1
    ids = [partner for (partner,) in env.execute_query(query.select())]
    return tuple(ids) if len(ids) <= STAFF else None


# === FACTS === #

def floor_years(signal):
    """Return SQL of the years that a signal's documents are kept at least, over ``book``.

    :param signal: a privacy.signal
    """
    years = SQL("%s", signal.floor_years or 0)
    return SQL("GREATEST(%s, book.years)", years) if signal.voucher else years



class SignalFacts:
    """The facts of one signal: partner_id, company_id and the columns of :data:`.marks.FACTS`.

    The latest fact per contact and company (the oldest of what is unpaid). It is found before
    contacts are joined, on the table's own columns: a number of minutes and a record id, see
    ``marks.py``. Only contacts of the temporary table ``privacy_family`` come out.
    """

    def __init__(self, signal):
        self.signal = signal

    def sql(self, number, few=False, staff=None):
        """Return the SELECT.

        Staff are named by id: PostgreSQL knows how much each of them wrote, and not what a
        search for colleagues will find.

        :param int number: of the signal within the refresh, see :class:`.marks.SignalNumbers`
        :param bool few: name their records on the table itself, so that PostgreSQL begins with
            these contacts and not with, say, everything that staff ever wrote
        :param dict staff: colleagues as :func:`staff_of` names them; default those of this signal
        """
        signal = self.signal
        staff = staff_of(signal) if staff is None else staff
        named = tuple(staff[_colleagues(condition)] for condition in _staff_conditions(signal))
        now = fields.Datetime.now() if RELATIVE.search(signal.domain) else None
        return signal._facts_sql(number, few, named, now)

    def compose(self, number, few, named):
        """Return the SELECT anew; the signal's model keeps it.

        :param tuple named: ids of colleagues for each of the signal's conditions on staff
        """
        signal = self.signal
        model, query = signal._query([], self._naming(named))
        packed, day = self._moment_sql(model, query)
        dated = SQL("TRUE")
        if signal.kind not in UNDATED:
            dated = SQL("%s IS NOT NULL", signal._column_sql(model, query, signal.date_field))
        company = SQL("NULL")
        if signal.company_path:
            company = signal._column_sql(model, query, signal.company_path)
        whose = signal._column_sql(model, query, signal.path)
        where = query.where_clause or SQL("TRUE")
        if few:
            where = SQL("%s AND %s", where, self._few_sql(model, query))
        return SQL(
            """SELECT family.partner_id, latest.company_id, %(values)s
                 FROM (SELECT whose, company_id, %(choose)s(moment) AS moment
                         FROM (SELECT %(whose)s AS whose, %(company)s::int AS company_id,
                                      %(moment)s AS moment
                                 FROM %(tables)s WHERE %(where)s AND %(dated)s) fact
                        WHERE whose IS NOT NULL GROUP BY whose, company_id) latest %(books)s
                 JOIN privacy_family family ON family.%(match)s = latest.whose""",
            values=fact_columns(self._values(number, day)), whose=whose, company=company,
            choose=SQL("min") if signal.kind == "unpaid" else SQL("max"), moment=packed,
            tables=query.from_clause, where=where, dated=dated, match=self._match(),
            books=self._books(),
        )

    def _match(self):
        """Return the column of ``privacy_family`` that the end of the signal's path equals."""
        return SQL("email") if self.signal.match == "email" else SQL("partner_id")

    def _naming(self, named):
        """Return a function that puts ids in the place of the signal's conditions on staff."""
        conditions = _staff_conditions(self.signal)
        instead = {
            (condition.field_expr, _colleagues(condition)):
                Domain(condition.field_expr.rpartition(".")[0], "in", ids)
            for condition, ids in zip(conditions, named, strict=True) if ids is not None
        }
        return lambda condition: instead.get(
            (condition.field_expr, _colleagues(condition)), condition)

    def _values(self, number, day):
        """Return what a fact of the signal says, as :func:`.marks.fact_columns` takes it."""
        kind = self.signal.kind
        if kind in YES_OR_NO:
            return {kind: SQL("TRUE")}
        values = {kind: pack(day, SQL("%s", number), record_of(SQL("latest.moment")))}
        if self._has_floor():
            values["floor"] = floor_of(day, floor_years(self.signal), SQL("book.shift"))
        return values

    def _has_floor(self):
        """Whether the law asks to keep the signal's documents (R9)."""
        return self.signal.kind == "billing" and (self.signal.voucher or self.signal.floor_years)

    def _books(self):
        """Return the join of the company whose books a document stands in."""
        if not self._has_floor():
            return SQL()
        return SQL(
            "JOIN %s book ON book.id = COALESCE(latest.company_id, (SELECT min(id) FROM"
            " res_company))", BOOKS)

    def _moment_sql(self, model, query):
        """Return SQL of (the packed moment of a record, the local day of ``latest.moment``).

        R1: a moment is converted to the contact's time zone, not cut in UTC.
        """
        signal = self.signal
        column = signal._column_sql(model, query, signal.date_field)
        record = SQL.identifier(query.table, "id")
        if signal._walk(model, signal.date_field).type == "date":
            column, day = SQL("%s::timestamp", column), utc_of(SQL("latest.moment"))
        else:
            day = SQL("%s AT TIME ZONE 'UTC' AT TIME ZONE family.tz", utc_of(SQL("latest.moment")))
        if signal.kind in UNDATED:
            column = SQL("COALESCE(%s, TIMESTAMP '1970-01-01')", column)
        return moment(column, record), SQL("(%s)::date", day)

    def _few_sql(self, model, query):
        """Return the condition that names the records of these contacts on their own table.

        Where the path leaves that table, the records it leads from are looked up first.
        """
        signal = self.signal
        family = SQL("= ANY(ARRAY(SELECT %s FROM privacy_family))", self._match())
        field = model._fields[signal.path.partition(".")[0]]
        if "." not in signal.path and field.store and field.column_type:
            return SQL("%s %s", signal._column_sql(model, query, signal.path), family)
        bare = Query(signal.env, model._table, model._table_sql)
        target = signal._column_sql(model, bare, signal.path)
        bare.add_where(SQL("%s %s", target, family))
        return SQL("%s = ANY(ARRAY(%s))", SQL.identifier(query.table, "id"),
                   bare.select(SQL.identifier(bare.table, "id")))

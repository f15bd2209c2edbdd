"""Addresses and numbers of records that belong to no contact, read along the data map.

Each way by address or number of the map that lies on the record itself is read, the whole table
at once or the records that changed. A record belongs to its mail address; only where it has none,
to its phone number. What is no address ties nobody: ``n/a``, ``-``, ``none@none``.
"""

from typing import NamedTuple

from odoo.tools import SQL, email_normalize_all

from .. import scratch
from ..filled import filled_tables
from .address_keys import fill_blocks, key_of, key_sql, secret
from .living import NOBODYS, NUMBERS, SEVERAL, parts_sql, typed_field
from .person_names import name_field

#: what a mail address looks like, as far as PostgreSQL is asked
MAIL = r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$"
#: fewer digits, or one digit many times over, are nobody's number
NUMBER = r"^[0-9]{8,15}$"
FILLER = r"^0*([0-9])\1*$"
#: made by us when we write to somebody: they tell that an address is held, and nothing of when
#: the person was last active (R7)
SENT = frozenset(("mailing.trace", "sms.sms", "mail.mail", "link.tracker.click"))
#: this module's own that make somebody known
CONSENTS = "privacy.consent.record"
#: where somebody stands who wants nothing: no record that a person is called by
REFUSALS = frozenset(("mail.blacklist", "phone.blacklist"))
#: on conversations of these kinds somebody said something (R7)
SAID = ("email", "comment")
#: a place is the number of a model, and the id of a record in these bits
RECORD_BITS = 32


class Source(NamedTuple):
    """A model whose records may be of somebody without a contact.

    :ivar str model: its name
    :ivar dict rows: {kind of address: rows of the data map that lead there}
    """

    model: str
    rows: dict


def sources(env):
    """Return the sources of the data map, in acting order; what this module itself keeps of
    requests has periods of its own. A consent is what the person has done.
    """
    found = {}
    rows = env["privacy.map"].sudo().search([
        ("match", "in", ("email", "phone")), ("act", "in", ("erase", "mask")),
        ("date_field", "=", False),
        "|", ("model_name", "=", CONSENTS), ("model_name", "not =like", "privacy.%")])
    for row in rows._readable():
        if "." not in row.path:
            by_kind = found.setdefault(row.model_name, {})
            by_kind[row.match] = by_kind.get(row.match, row.browse()) | row
    return [Source(model, rows) for model, rows in found.items()]


def watched_fields(env):
    """Return {model: fields whose change may make somebody a subject}. What we send is left to
    the weekly refresh: it moves no clock, and there is much of it.
    """
    return {source.model: {row.path for rows in source.rows.values() for row in rows}
            for source in sources(env) if source.model not in SENT}


class Addresses:
    """Fills ``privacy_address``: a row for each record of somebody without a contact.

    :ivar list models: names of those that were read, as their numbers in ``place`` go: the record
        that comes first stands for the person, those that we made when we wrote to it last
    """

    def __init__(self, env, secret):
        """:param bytes secret: see ``address_keys.py``"""
        self.env, self.secret, self.models = env, secret, []

    def fill(self, only=None):
        """Read all records, or some.

        :param dict only: {model: ids}
        :return: how many rows there are
        """
        there = [source for source in sources(self.env) if only is None or only.get(source.model)]
        filled = filled_tables(self.env, sorted(
            self.env[source.model]._table for source in there))
        there = [source for source in there if self.env[source.model]._table in filled]
        self.models = sorted((source.model for source in there),
                             key=lambda model: (model in SENT, model in REFUSALS, model))
        selects = [self._select(source, None if only is None else list(only[source.model]))
                   for source in there]
        fill_blocks(self.env.cr, self.secret)
        return scratch.fill(self.env.cr, scratch.ADDRESS, SQL(
            """WITH several AS MATERIALIZED (%s), numbers AS MATERIALIZED (%s),
                    found AS MATERIALIZED (%s)
               SELECT nobodys.address, nobodys.kind, nobodys.model, nobodys.record, nobodys.place,
                      nobodys.day, nobodys.made, nobodys.sent, nobodys.company_id, nobodys.name,
                      nobodys.several,
                      %s AS key
                 FROM (%s) nobodys CROSS JOIN privacy_address_block block""",
            SEVERAL, NUMBERS, SQL(" UNION ALL ").join([NOBODY, *selects]),
            key_sql(SQL("nobodys.address")), NOBODYS), index="key")

    # === ONE MODEL === #

    def _select(self, source, ids):
        """Return SQL of (address, kind, model, record, place, day, made, sent, company, name,
        several) of a model.
        """
        model, sent = self.env[source.model], source.model in SENT
        day, said = self._day_sql(model, sent, ids)
        return SQL(
            """SELECT address, kind, %(model)s AS model, record, %(first)s + record AS place,
                      (%(day)s AT TIME ZONE 'UTC')::date AS day,
                      (created AT TIME ZONE 'UTC')::date AS made, %(sent)s AS sent,
                      company_id, name, several
                 FROM (%(each)s) each %(said)s
                WHERE NOT EXISTS (SELECT FROM privacy_kept_item kept
                                   WHERE kept.model = %(model)s AND kept.res_id = each.record
                                     AND kept.settled_on IS NULL AND kept.until >= %(today)s)""",
            model=source.model, day=day, sent=sent, said=said,
            first=SQL("%s::bigint", self.models.index(source.model) << RECORD_BITS),
            each=SQL(EITHER, *(self._addresses_sql(source, kind, ids)
                               for kind in ("email", "phone"))) if len(source.rows) > 1
            else self._addresses_sql(source, *source.rows, ids),
            today=self.env["privacy.timer"]._today())

    def _addresses_sql(self, source, kind, ids):
        """Return SQL of (record, address, kind, created, company, name, several) of one kind of
        address of a model: each address of a record once. Rows of the map that read the same
        column are read at once.
        """
        columns, selects = {}, []
        for row in source.rows[kind]:
            columns[row.path] = columns.get(row.path, row.browse()) | row
        for path, rows in columns.items():
            typed = typed_field(self.env[source.model], path) if kind == "email" else None
            selects += [self._typed_sql(kind, path, rows, typed, ids, each)
                        for each in ((False, True) if typed else (False,))]
        return SQL(
            "SELECT %s record, address, %s AS kind, created, company_id, name, several"
            " FROM (%s) typed"
            " WHERE %s", SQL("DISTINCT") if len(columns) > 1 else SQL(), kind,
            SQL(" UNION ALL ").join(selects), _is_address_sql(kind))

    def _typed_sql(self, kind, path, rows, typed, ids, each):
        """Return SQL of (record, address, created, company, name, several) of a column.

        :param str typed: the field in which people typed it, which may hold several
        :param bool each: each of several, or else of those fields that hold one
        """
        model, query = rows._query([] if ids is None else [("id", "in", ids)])
        address, distinct = normal_sql(kind, path, rows[:1]._column_sql(model, query, path)), SQL()
        if typed:
            raw = model._field_to_sql(query.table, typed, query)
            query.add_where(SQL(
                "%s LIKE '%%@%%@%%' IS %s TRUE", raw, SQL() if each else SQL("NOT")))
        if each:
            # one address may stand twice in it
            address, distinct = parts_sql(raw), SQL("DISTINCT")
        return SQL(
            "SELECT %s %s AS record, %s AS address, %s AS created, %s AS company_id, %s AS name,"
            " %s AS several FROM %s WHERE %s", distinct,
            SQL.identifier(query.table, "id"), address, _made_sql(model, query.table),
            _company_sql(model, query.table), _name_sql(model, query.table),
            each, query.from_clause, query.where_clause or SQL("TRUE"))

    def _day_sql(self, model, sent, ids):
        """Return SQL of the moment of the person's newest trace on a record (it was made, or
        something was said on it), and of what is joined for it: of all records once, of some one
        by one.
        """
        if sent or "message_ids" not in model._fields:
            return SQL("created"), SQL()
        said = SQL(
            """FROM mail_message said WHERE said.model = %s AND said.message_type IN %s
                AND (said.author_id IS NULL OR said.author_id != %s)""",
            model._name, SAID, self.env.ref("base.partner_root").id)
        if ids is not None:
            return SQL(
                "GREATEST(created, (SELECT max(said.date) %s AND said.res_id = each.record))",
                said), SQL()
        return SQL("GREATEST(created, said.date)"), SQL(
            """LEFT JOIN (SELECT said.res_id, max(said.date) AS date %s GROUP BY said.res_id) said
                 ON said.res_id = each.record""", said)


#: of records that have both, the mail address counts
EITHER = """SELECT COALESCE(mail.record, number.record) AS record,
                   COALESCE(mail.address, number.address) AS address,
                   COALESCE(mail.kind, number.kind) AS kind,
                   COALESCE(mail.created, number.created) AS created,
                   COALESCE(mail.company_id, number.company_id) AS company_id,
                   COALESCE(mail.name, number.name) AS name, mail.several IS TRUE AS several
              FROM (%s) mail FULL JOIN (%s) number ON number.record = mail.record"""
#: a typed SELECT without a row
NOBODY = SQL(
    """SELECT NULL::text AS address, NULL::text AS kind, NULL::text AS model, NULL::int AS record,
              NULL::bigint AS place, NULL::date AS day, NULL::date AS made, FALSE AS sent,
              NULL::int AS company_id, NULL::text AS name, FALSE AS several
        WHERE FALSE""")


def normal_sql(kind, path, column):
    """Return SQL of an address as it is compared (``engine/ways.py`` compares it alike)."""
    if kind == "phone":
        return SQL("regexp_replace(regexp_replace(%s, '[^0-9]', '', 'g'), '^00', '')", column)
    if path == "email_normalized":
        return column
    return SQL("lower(btrim(COALESCE(substring(%s from '<([^<>]*)>'), %s)))", column, column)


def _is_address_sql(kind):
    """Return the condition that ``typed.address`` is one."""
    if kind == "phone":
        return SQL("typed.address ~ %s AND typed.address !~ %s", NUMBER, FILLER)
    return SQL("typed.address ~ %s", MAIL)


def _made_sql(model, table):
    return SQL.identifier(table, "create_date") if model._log_access else SQL("NULL::timestamp")


def _company_sql(model, table):
    field = model._fields.get("company_id")
    stored = field is not None and field.store and field.comodel_name == "res.company"
    return SQL.identifier(table, "company_id") if stored else SQL("NULL::int")


def _name_sql(model, table):
    name = name_field(model)
    return SQL("%s::text", SQL.identifier(table, name)) if name else SQL("NULL::text")


def addresses_of(subjects):
    """Return {mail address: minus the id} of a few subjects, from the records that stand for them.

    :param privacy.contactless subjects: whoever is not known by an address is left out
    """
    paths = {source.model: source.rows["email"][:1].path for source in sources(subjects.env)
             if "email" in source.rows} if subjects else {}
    found, key = {}, secret() if subjects else None
    for subject in subjects.sudo().filtered(lambda each: each.kind == "email"):
        if subject.model in paths:
            record = subjects.env[subject.model].sudo().browse(subject.res_id).exists()
            path = typed_field(record, paths[subject.model]) or paths[subject.model]
            found.update((address, -subject.id) for address in email_normalize_all(
                record[path] or "") if key and key_of(address, key) == subject.key)
    return found

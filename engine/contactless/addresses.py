"""Addresses and numbers of records that belong to no contact, read along the data map.

Each way by address or number of the map that lies on the record itself is read, the whole table
at once or the records that changed. A record belongs to its mail address; only where it has none,
to its phone number. What is no address ties nobody: ``n/a``, ``-``, ``none@none``.
"""

from typing import NamedTuple

from odoo.tools import SQL, email_normalize_all

from .. import scratch
from ..filled import filled_tables
from .address_keys import fill_blocks, key_sql

#: what a mail address looks like, as far as PostgreSQL is asked
MAIL = r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$"
#: fewer digits, or one digit many times over, are nobody's number
NUMBER = r"^[0-9]{8,15}$"
FILLER = r"^0*([0-9])\1*$"
#: made by us when we write to somebody: they tell that an address is held, and nothing of when
#: the person was last active (R7)
SENT = frozenset(("mailing.trace", "sms.sms", "mail.mail", "link.tracker.click"))
#: fields that hold the person's name, the most telling first
NAMES = ("contact_name", "partner_name", "attendee_name", "nickname", "name")
#: on conversations of these kinds somebody said something (R7)
SAID = ("email", "comment")


class Source(NamedTuple):
    """A model whose records may be of somebody without a contact.

    :ivar str model: its name
    :ivar dict rows: {kind of address: rows of the data map that lead there}
    """

    model: str
    rows: dict


def sources(env):
    """Return the sources of the data map, in acting order; what this module itself keeps of
    requests has periods of its own.
    """
    found = {}
    rows = env["privacy.map"].sudo().search([
        ("match", "in", ("email", "phone")), ("act", "in", ("erase", "mask")),
        ("date_field", "=", False), ("model_name", "not =like", "privacy.%")])
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
    """Fills ``privacy_address``: a row for each record of somebody without a contact."""

    def __init__(self, env, secret):
        """:param bytes secret: see ``address_keys.py``"""
        self.env, self.secret = env, secret

    def fill(self, only=None):
        """Read all records, or some.

        :param dict only: {model: ids}
        :return: how many rows there are
        """
        there = [source for source in sources(self.env) if only is None or only.get(source.model)]
        filled = filled_tables(self.env, sorted(
            self.env[source.model]._table for source in there))
        selects = [self._select(source, None if only is None else list(only[source.model]))
                   for source in there if self.env[source.model]._table in filled]
        fill_blocks(self.env.cr, self.secret)
        return scratch.fill(self.env.cr, scratch.ADDRESS, SQL(
            """WITH several AS MATERIALIZED (%s), numbers AS MATERIALIZED (%s)
               SELECT found.address, found.kind, found.model, found.record, found.day,
                      found.made, found.sent, found.company_id, found.name, %s AS key
                 FROM (%s) found CROSS JOIN privacy_address_block block WHERE %s""",
            SEVERAL, NUMBERS, key_sql(SQL("found.address")),
            SQL(" UNION ALL ").join([NOBODY, *selects]), _nobodys_sql()), index="key")

    # === ONE MODEL === #

    def _select(self, source, ids):
        """Return SQL of (address, kind, model, record, day, made, sent, company, name) of a
        model.
        """
        model = self.env[source.model]
        email, phone = (self._addresses_sql(source.rows.get(kind), kind, ids)
                        for kind in ("email", "phone"))
        sent = source.model in SENT
        return SQL(
            """SELECT COALESCE(mail.address, number.address) AS address,
                      CASE WHEN mail.address IS NULL THEN 'phone' ELSE 'email' END AS kind,
                      %(model)s AS model, record.id AS record, %(day)s AS day,
                      (%(made)s AT TIME ZONE 'UTC')::date AS made, %(sent)s AS sent,
                      %(company)s AS company_id, %(name)s AS name
                 FROM (%(email)s) mail FULL JOIN (%(phone)s) number ON number.record = mail.record
                 JOIN %(table)s record ON record.id = COALESCE(mail.record, number.record)
                WHERE NOT EXISTS (SELECT FROM privacy_kept_item kept
                                   WHERE kept.model = %(model)s AND kept.res_id = record.id
                                     AND kept.settled_on IS NULL AND kept.until >= %(today)s)""",
            model=source.model, email=email, phone=phone, sent=sent,
            table=SQL.identifier(model._table), day=self._day_sql(model, sent),
            made=_made_sql(model),
            company=_company_sql(model), name=_name_sql(model),
            today=self.env["privacy.timer"]._today())

    def _addresses_sql(self, rows, kind, ids):
        """Return SQL of (record, address) of one kind of address of a model."""
        selects = []
        for row in rows or ():
            model, query = row._query([] if ids is None else [("id", "in", ids)])
            address = _normal_sql(kind, row.path, row._column_sql(model, query, row.path))
            selects.append(SQL(
                "SELECT %s AS record, %s AS address FROM %s WHERE %s",
                SQL.identifier(query.table, "id"), address, query.from_clause,
                query.where_clause or SQL("TRUE")))
        if not selects:
            return SQL("SELECT NULL::int AS record, NULL::text AS address WHERE FALSE")
        return SQL(
            "SELECT record, min(address) AS address FROM (%s) typed WHERE %s GROUP BY record",
            SQL(" UNION ALL ").join(selects), _is_address_sql(kind))

    def _day_sql(self, model, sent):
        """Return SQL of the day of the person's newest trace on a record: it was made, or
        something was said on it.
        """
        made = _made_sql(model)
        if sent or "message_ids" not in model._fields:
            return SQL("(%s AT TIME ZONE 'UTC')::date", made)
        return SQL(
            """(GREATEST(%s, (SELECT max(said.date) FROM mail_message said
                   WHERE said.model = %s AND said.res_id = record.id AND said.message_type IN %s
                     AND (said.author_id IS NULL OR said.author_id != %s)))
                AT TIME ZONE 'UTC')::date""",
            made, model._name, SAID, self.env.ref("base.partner_root").id)


#: (contact, address) of living contacts that have several in their field, of which Odoo knows the
#: first
OF_SEVERAL = SQL(
    """SELECT living.id AS partner_id, part AS address FROM res_partner living
        CROSS JOIN regexp_split_to_table(lower(living.email), '[\\s,;<>"()]+') part
        WHERE living.privacy_anonymised_on IS NULL AND living.email ~ '@.*@'
          AND part LIKE '%%@%%'""")
SEVERAL = SQL("SELECT DISTINCT address FROM (%s) part", OF_SEVERAL)
#: numbers of living contacts, as they were typed
NUMBERS = SQL(
    """SELECT DISTINCT regexp_replace(living.phone, '[^0-9]', '', 'g') AS digits
         FROM res_partner living
        WHERE living.privacy_anonymised_on IS NULL AND living.phone IS NOT NULL""")
#: a typed SELECT without a row
NOBODY = SQL(
    """SELECT NULL::text AS address, NULL::text AS kind, NULL::text AS model, NULL::int AS record,
              NULL::date AS day, NULL::date AS made, FALSE AS sent,
              NULL::int AS company_id, NULL::text AS name
        WHERE FALSE""")


def _normal_sql(kind, path, column):
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


def _made_sql(model):
    return SQL("record.create_date") if model._log_access else SQL("NULL::timestamp")


def _company_sql(model):
    field = model._fields.get("company_id")
    stored = field is not None and field.store and field.comodel_name == "res.company"
    return SQL("record.company_id") if stored else SQL("NULL::int")


def name_field(model):
    """Return the field that holds the person's name on a model's records, or None."""
    return next((name for name in NAMES if name in model._fields
                 and model._fields[name].store and model._fields[name].type == "char"
                 and not model._fields[name].translate), None)


def _name_sql(model):
    name = name_field(model)
    return SQL("record.%s::text", SQL.identifier(name)) if name else SQL("NULL::text")


def _nobodys_sql():
    """Return the condition that no living contact has ``found.address``."""
    return SQL(
        """CASE found.kind WHEN 'email' THEN NOT EXISTS (
                    SELECT FROM res_partner living WHERE living.email_normalized = found.address
                       AND living.privacy_anonymised_on IS NULL)
                AND found.address NOT IN (SELECT address FROM several)
                AND NOT EXISTS (
                    SELECT FROM res_users users JOIN res_partner living
                        ON living.id = users.partner_id
                     WHERE users.login = found.address AND living.privacy_anonymised_on IS NULL)
           ELSE NOT EXISTS (
                    SELECT FROM res_partner living
                     WHERE living.phone_sanitized = '+' || found.address
                       AND living.privacy_anonymised_on IS NULL)
                AND found.address NOT IN (SELECT digits FROM numbers) END""")


def addresses_of(subjects):
    """Return {mail address: minus the id} of a few subjects, from the records that stand for them.

    :param privacy.contactless subjects: whoever is not known by an address is left out
    """
    paths = {source.model: source.rows["email"][:1].path for source in sources(subjects.env)
             if "email" in source.rows} if subjects else {}
    found = {}
    for subject in subjects.sudo().filtered(lambda each: each.kind == "email"):
        if subject.model in paths:
            record = subjects.env[subject.model].sudo().browse(subject.res_id).exists()
            for address in email_normalize_all(record[paths[subject.model]] or ""):
                found[address] = -subject.id
    return found

"""Ways from a record to a person, and the SQL of each: the one place that teaches a new one.

``partner`` is a link, through any number of records; ``email`` and ``phone`` an address or a
number that the record itself holds. The others are no link: what hangs on a record that was
found, what names the person, what stands where the person wrote.
"""

from odoo.tools import SQL

from ..core.policy import datamap
from .contactless.addresses import MAIL
from .contactless.living import parts_sql, typed_field
from .parts import Owned, Part
from .way import Way

#: ways along which no index leads: the whole table is read, once for a run
#: (``engine/erasure/sweep.py``)
SWEPT = frozenset(("email", "phone", "number", "iban", "owned"))
#: ways over records that the plan holds by then
HANGING = frozenset(("hang", "part"))


class Link(Way):
    """A link to the contact."""

    code, label = "partner", "Link to the contact"

    def fits(self, row, model, field):
        row._check_path_leads_to_contact(model)
        return True

    def sql(self, row, model, query):
        return SQL(), SQL("%s = subject.partner_id", row._column_sql(model, query, row.path))


class Email(Way):
    """A mail address, with or without a name before it: "Ilse Vermeulen" <ilse@mail.example>."""

    code, label = "email", "Mail address"

    def fits(self, row, model, field):
        return field.type in ("char", "text")

    def sql(self, row, model, query):
        joined = self.known(self.match(row, row._column_sql(model, query, row.path)))
        if typed := self._typed(row, model):
            query.add_where(SQL("%s LIKE '%%@%%@%%' IS NOT TRUE",
                                model._field_to_sql(query.table, typed, query)))
        return joined, SQL("known.partner_id = subject.partner_id")

    def _typed(self, row, model):
        """Return the field that may hold several addresses, see :meth:`each_sql`."""
        return typed_field(model, row.path) if self.code == "email" else None

    def known(self, match):
        """Return the join of the addresses of the subjects: each may have several."""
        return SQL("JOIN privacy_subject_address known ON known.kind = %s AND %s",
                   self.code, match)

    def each_sql(self, row, model, query, alone):
        """Return the same as :meth:`sql` of the fields that hold several addresses; None where
        there are none.

        :param bool alone: only where the other addresses are those of subjects too: what is
            somebody else's as well is not emptied, and the proof takes the mentions out of it
        """
        typed = self._typed(row, model)
        if not typed:
            return None
        raw = model._field_to_sql(query.table, typed, query)
        others = SQL(
            """AND NOT EXISTS (SELECT FROM %s other WHERE other ~ %s AND other NOT IN (
                       SELECT address FROM privacy_subject_address WHERE kind = 'email'))""",
            parts_sql(raw), MAIL)
        return (SQL("CROSS JOIN LATERAL %s part %s", parts_sql(SQL(
                    "CASE WHEN %s LIKE '%%@%%@%%' THEN %s END", raw, raw)),
                    self.known(SQL("known.address = part"))),
                SQL("known.partner_id = subject.partner_id %s", others if alone else SQL()))

    def match(self, row, target):
        """Return how a column is compared with a subject's address."""
        if row.path.rpartition(".")[2] != "email_normalized":
            target = SQL("lower(btrim(COALESCE(substring(%s from '<([^<>]*)>'), %s)))",
                         target, target)
        return SQL("%s = known.address", target)


class Phone(Email):
    """A phone number, however it was typed."""

    code, label = "phone", "Phone number"

    def match(self, row, target):
        if row.path.rpartition(".")[2] == "phone_sanitized":
            return SQL("%s = known.address", target)
        return SQL(
            """regexp_replace(regexp_replace(%s, '[^0-9]', '', 'g'), '^00', '')
               = ltrim(known.address, '+')""", target)


class Number(Way):
    """A plain number that is the contact's id."""

    code, label = "number", "Number that is the contact's id"

    def fits(self, row, model, field):
        return field.type == "integer"

    def sql(self, row, model, query):
        return SQL(), SQL("%s = subject.partner_id", row._column_sql(model, query, row.path))


class Iban(Way):
    """An account number that the contact has, as ``base`` sanitizes them
    (``base/models/res_bank.py``).
    """

    code, label = "iban", "Bank account number"
    tables = frozenset({"res_partner_bank"})

    def fits(self, row, model, field):
        return field.type == "char"

    def sql(self, row, model, query):
        joined = SQL(
            """JOIN res_partner_bank bank ON bank.sanitized_acc_number
                  = upper(regexp_replace(%s, '[^A-Za-z0-9]', '', 'g'))""",
            row._column_sql(model, query, row.path),
        )
        return joined, SQL("bank.partner_id = subject.partner_id")


class Hang(Way):
    """What hangs on a record that the plan already holds, by the id of that record; so these
    rows come last.
    """

    code, label = "hang", "Hangs on a record that was found"

    def fits(self, row, model, field):
        return field.type == "many2one_reference"

    def sql(self, row, model, query):
        """Whatever the plan does to a record: to erase what hangs on it, it must be the person's
        own, which it is where it goes or its fields are emptied.
        """
        *heads, last = row.path.split(".")
        field = model._fields[last] if not heads else row._walk(model, row.path)
        acts = ("erase", "mask") if row.act in ("erase", "mask") else datamap.ACTS
        joined = SQL(
            """JOIN (SELECT DISTINCT model, record, subject FROM privacy_plan
                      WHERE act = ANY(%s)) hook ON (hook.model, hook.record) = (%s, %s)""",
            list(acts), row._column_sql(model, query, ".".join([*heads, field.model_field])),
            row._column_sql(model, query, row.path),
        )
        return joined, SQL("hook.subject = subject.partner_id")


class Mention(Way):
    """Text that names the person. Every row of the table is read, once for all subjects, as
    ``engine/mentions.py`` does before: for small tables only.
    """

    code, label = "mention", "Text that names the person"

    def fits(self, row, model, field):
        return row._can_be_redacted(model, row.path)

    def sql(self, row, model, query):
        joined = SQL("JOIN privacy_named named ON named.entry = %s AND named.record = %s",
                     row.id, SQL.identifier(query.table, "id"))
        return joined, SQL("named.subject = subject.partner_id")


class Posted(Way):
    """Files that came with the person's messages."""

    code, label = "posted", "File that the person posted"
    tables = frozenset({"message_attachment_rel"})

    def fits(self, row, model, field):
        return model._name == "ir.attachment"

    def sql(self, row, model, query):
        joined = SQL(
            """JOIN message_attachment_rel rel ON rel.attachment_id = %s
               JOIN mail_message posted ON posted.id = rel.message_id""",
            SQL.identifier(query.table, "id"),
        )
        return joined, SQL("posted.author_id = subject.partner_id")


class Beside(Way):
    """Other messages in a thread that the person wrote in."""

    code, label = "beside", "Message in a thread that the person wrote in"

    def fits(self, row, model, field):
        return model._name == "mail.message" and field.comodel_name == "res.partner"

    def sql(self, row, model, query):
        here = query.table
        joined = SQL(
            """JOIN mail_message own ON (own.model, own.res_id) = (%s, %s) AND own.id != %s""",
            SQL.identifier(here, "model"), SQL.identifier(here, "res_id"),
            SQL.identifier(here, "id"),
        )
        return joined, SQL("own.%s = subject.partner_id", SQL.identifier(row.path))


#: {code: way}; a bridge module adds its own here and to the selection of ``privacy.map.match``
WAYS = {way.code: way for way in (
    Link(), Email(), Phone(), Iban(), Number(), Hang(), Part(), Owned(), Mention(), Posted(),
    Beside())}
#: the ways that read text in Odoo's words: those that ``privacy.source`` has beside the link
MORE = [(code, way.label) for code, way in WAYS.items() if code not in ("partner", "email")]


def located_sql(row, sweep=False, alone=False):
    """Return SQL of the pairs (subject, record) of a row of the data map, for the contacts of
    ``privacy_subject`` whose category is due.

    :param row: one privacy.map
    :param bool sweep: read the whole table where no index leads to its records, and give a
        record to each subject that it may belong to
    :param bool alone: leave out what is somebody's too who is not among the subjects
    """
    model, query = row._query([])
    found = _located_by(row, sweep, model, query, *WAYS[row.match].sql(row, model, query))
    if row.match != "email":
        return found
    model, query = row._query([])
    each = WAYS[row.match].each_sql(row, model, query, alone)
    return found if each is None else SQL(
        "%s UNION %s", found, _located_by(row, sweep, model, query, *each))


def _located_by(row, sweep, model, query, joined, match):
    record = SQL.identifier(query.table, "id")
    if row.match in SWEPT and not sweep:
        # what the run has met there, and that it still is the subject's
        joined = SQL("%s JOIN privacy_swept swept ON swept.entry = %s AND swept.record = %s",
                     joined, row.id, record)
        match = SQL("%s AND swept.subject = subject.partner_id", match)
    one, grouped = SQL("min(subject.partner_id)"), SQL("GROUP BY %s", record)
    if row.match == "partner" and not row._repeats(model, row.path):
        one, grouped = SQL("subject.partner_id"), SQL()
    elif sweep or "redact" in (row.act, row.shared_act):
        # the mentions of each of several subjects go
        one, grouped = SQL("subject.partner_id"), SQL("GROUP BY %s, subject.partner_id", record)
    return SQL(
        """SELECT %(one)s AS subject, %(record)s AS record FROM %(tables)s %(joined)s
             JOIN privacy_subject subject ON %(match)s
              AND (subject.whole OR %(category)s = ANY(subject.categories))
            WHERE %(where)s %(grouped)s""",
        one=one, record=record, tables=query.from_clause, joined=joined, match=match,
        category=row.category_id.code, where=query.where_clause or SQL("TRUE"), grouped=grouped,
    )


def tables_of(row):
    """Return the tables between a row's records and the contact, its own included."""
    env, model = row.env, row.env[row.model_name]
    names = {model._table}
    *heads, last = row.path.split(".")
    for depth, head in enumerate(heads):
        field = model._fields[head]
        if field.type == "many2many":
            names.add(field.relation)
        model = env[row._linked_model(field, heads[:depth])]
        names.add(model._table)
    if model._fields[last].type == "many2many":
        names.add(model._fields[last].relation)
    return frozenset(names) | WAYS[row.match].tables


def parties_sql(row, steps="privacy_plan"):
    """Return SQL of the pairs (record, party) over all records of a row that a table of steps
    holds; one SELECT for each path to the other people of a record.

    :param str steps: a temporary table of (entry, record)
    """
    selects = []
    for path in row._parties():
        model, query = row._query([])
        party = row._column_sql(model, query, path)
        record = SQL.identifier(query.table, "id")
        selects.append(SQL(
            """SELECT %s AS record, %s AS party FROM %s JOIN %s plan
                   ON plan.record = %s AND plan.entry = %s WHERE %s""",
            record, party, query.from_clause, SQL.identifier(steps), record, row.id,
            query.where_clause or SQL("TRUE"),
        ))
    return SQL(" UNION ALL ").join(selects)

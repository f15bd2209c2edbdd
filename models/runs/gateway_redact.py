import csv
import io
import json

from odoo import models
from odoo.tools import SQL

from ...core.identity.identifiers import identifiers_of
from ...core.identity.mentions import Mentions

#: rows of text that are held in memory at once
CHUNK = 500
#: where a transaction keeps who its batch is about
KNOWN = "cloudpepper_privacy.mentions"
WHO_SQL = SQL(
    """SELECT partner.id, partner.name, partner.email, partner.phone, partner.phone_sanitized,
              partner.vat, partner.company_registry, partner.street, partner.zip, partner.city,
              country.code,
              (SELECT array_agg(acc_number) FROM res_partner_bank bank
                WHERE bank.partner_id = partner.id),
              (SELECT string_agg(login, ' ') FROM res_users users
                WHERE users.partner_id = partner.id)
         FROM privacy_subject subject
         JOIN res_partner partner ON partner.id = subject.partner_id
         LEFT JOIN res_country country ON country.id = partner.country_id
        ORDER BY partner.id"""
)


class PrivacyGateway(models.AbstractModel):
    """Mentions of a subject in text that stays because others share it or the books need it.

    ``core/identity/identifiers.py`` says what identifies a person and
    ``core/identity/mentions.py`` who is in which text; PostgreSQL hands over the texts of the
    rows at hand. Texts travel by COPY and joins, never inside a statement, which PostgreSQL
    would log when it fails.
    """

    _inherit = "privacy.gateway"

    # === WHO === #

    def _fill_mentions(self):
        """Read what identifies the subjects of this batch, once, before anything is emptied."""
        self.env.cr.cache[KNOWN] = Mentions({
            subject: _identifiers(*values)
            for subject, *values in self.env.execute_query(WHO_SQL)
        })
        self._copy_rows(SQL("privacy_named"), SQL("entry int, record int, subject int"), ())

    def _mentions(self):
        return self.env.cr.cache[KNOWN]

    # === WHERE === #

    def _fill_mentioned(self, model_name, names, pairs):
        """Fill ``privacy_mentioned`` with (record, subject) where the text mentions the subject.

        :param names: text columns of the model
        :param SQL pairs: SELECT of (record, subject)
        """
        found = {}
        for rows in self._texts(model_name, names, pairs):
            # column by column, as they are redacted
            found |= dict.fromkeys(self._mentions().found(
                [(record, subject, text) for record, subject, *texts in rows for text in texts]))
        self._copy_rows(SQL("privacy_mentioned"), SQL("record int, subject int"), found)
        if found:
            self.env.cr.execute(
                "CREATE INDEX ON privacy_mentioned (record); ANALYZE privacy_mentioned")

    def _fill_named(self, row):
        """Add to ``privacy_named`` (entry, record, subject) of the records of a row of the map
        whose text names a subject: each text is read once, for all of them.

        :param row: a privacy.map row that finds records by what they say
        """
        model, query = row._query([])
        text = SQL(" || E'\\n' || ").join(
            SQL("COALESCE(%s::text, '')", SQL.identifier(query.table, name))
            for name in row._words())
        select = query.select(SQL.identifier(query.table, "id"), text)
        model.flush_model()
        found = []
        with self.env.cr._cnx.cursor("privacy_named") as cursor:
            cursor.execute(select.code, select.params)
            while rows := cursor.fetchmany(CHUNK):
                found += [(row.id, record, subject)
                          for record, subject in self._mentions().named(rows)]
        self._add_rows(SQL("privacy_named"), found)

    def _texts(self, model_name, names, pairs):
        """Yield lists of (record, subject, text of each column), some rows at a time."""
        query = SQL(
            """SELECT record.id, pair.subject, %s FROM (SELECT DISTINCT record, subject
                 FROM (%s) each) pair
                 JOIN %s record ON record.id = pair.record ORDER BY record.id, pair.subject""",
            SQL(", ").join(SQL("record.%s::text", SQL.identifier(name)) for name in names),
            pairs, SQL.identifier(self.env[model_name]._table),
        )
        # what was written before must be in the table, not in the cache
        self.env[model_name].flush_model()
        with self.env.cr._cnx.cursor("privacy_texts") as cursor:
            cursor.execute(query.code, query.params)
            while rows := cursor.fetchmany(CHUNK):
                yield rows

    def _mentioned_sql(self, record, subject):
        """Return the condition that a record mentions a subject, as ``_fill_mentioned`` saw it."""
        return SQL("EXISTS (SELECT FROM privacy_mentioned said WHERE said.record = %s "
                   "AND said.subject = %s)", record, subject)

    def _drop_unmentioned(self):
        """Take the shared records out of the plan whose text mentions nobody: they stay as they
        are, and nothing is kept of the subject in them. ``privacy_untouched`` remembers them as
        (entry, subject, record): had the others been due too, they would have gone.
        """
        plan = self.env["privacy.plan"]
        self._copy_rows(SQL("privacy_untouched"), SQL("entry int, subject int, record int"), ())
        # what is to be redacted in any case was located by what it says
        shared = [entry.key for entry in plan._entries() if entry.act != "redact"]
        for unit in plan._units():
            if unit[1] != "redact":
                continue
            steps = SQL("%s AND plan.entry = ANY(%s)", plan._unit_sql(unit), shared)
            self._fill_mentioned(unit[0], unit[2], SQL(
                "SELECT plan.record, plan.subject FROM privacy_plan plan WHERE %s", steps))
            self.env.cr.execute(
                SQL(
                    """WITH untouched AS (
                           DELETE FROM privacy_plan plan WHERE %s AND NOT %s
                           RETURNING entry, subject, record)
                       INSERT INTO privacy_untouched SELECT * FROM untouched""",
                    steps, self._mentioned_sql(SQL("plan.record"), SQL("plan.subject")),
                )
            )

    def _pairs(self, unit):
        return SQL("SELECT plan.record, plan.subject FROM privacy_plan plan WHERE %s",
                   self.env["privacy.plan"]._unit_sql(unit))

    # === ACT === #

    def _redact(self, unit):
        """Replace the mentions, and leave everything else of the text as it is."""
        redacted, model = {}, self.env[unit[0]]
        fields = [model._fields[name] for name in unit[2]]
        for rows in self._texts(unit[0], unit[2], self._pairs(unit)):
            for record, subject, *texts in rows:
                said = redacted.get(record, texts)
                redacted[record] = [
                    self._without(subject, text, field)
                    for text, field in zip(said, fields, strict=True)]
        records = sorted(redacted)
        for start in range(0, len(records), CHUNK):
            self._write_texts(unit, {record: redacted[record]
                                     for record in records[start:start + CHUNK]})

    def _without(self, subject, text, field):
        """Return a column's text without the mentions of a subject; of jsonb value by value."""
        if text is None or field.column_type[0] != "jsonb":
            return self._mentions().redact(subject, text)
        return json.dumps(self._without_value(subject, json.loads(text)))

    def _without_value(self, subject, value):
        if isinstance(value, dict):
            return {key: self._without_value(subject, each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._without_value(subject, each) for each in value]
        return self._mentions().redact(subject, value) if isinstance(value, str) else value

    def _write_texts(self, unit, redacted):
        """Write the texts of records: ``{id: text of each column}``."""
        model, names = self.env[unit[0]], unit[2]
        # what is written by hand below must not meet values that wait to be written
        self.env.flush_all()
        self._copy_rows(
            SQL("privacy_text"),
            SQL(", ").join([SQL("record int"), *(
                SQL("%s text", SQL.identifier(name)) for name in names)]),
            ([record, *texts] for record, texts in redacted.items()),
        )
        self.env.cr.execute(
            SQL(
                """UPDATE %s record SET %s FROM privacy_text redacted
                    WHERE redacted.record = record.id""",
                SQL.identifier(model._table),
                SQL(", ").join(self._text_sql(model, name) for name in names),
            )
        )
        records = model.browse(redacted)
        records.invalidate_recordset(names, flush=False)
        records.modified(names)

    def _text_sql(self, model, name):
        """Return the assignment of a redacted text to its column."""
        cast = SQL("::jsonb") if model._fields[name].column_type[0] == "jsonb" else SQL()
        column = SQL.identifier(name)
        return SQL("%s = redacted.%s%s", column, column, cast)

    def _copy_rows(self, table, columns, rows):
        """Make a temporary table of these rows."""
        cr = self.env.cr
        cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", table))
        cr.execute(SQL("CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP", table, columns))
        self._add_rows(table, rows)

    def _add_rows(self, table, rows):
        """Add rows by COPY: no value of a person stands in a statement."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        text.seek(0)
        self.env.cr.copy_expert(SQL("COPY %s FROM STDIN (FORMAT csv)", table).code, text)

    # === CHECK === #

    def _left_redact(self, unit):
        """Note the records that still mention their subject."""
        self._fill_mentioned(unit[0], unit[2], self._pairs(unit))
        self._note_left(unit, self._mentioned_sql(SQL("plan.record"), SQL("plan.subject")))


def _identifiers(name, email, phone, sanitized, vat, registry, street, postcode, city, country,
                 accounts, logins):
    return identifiers_of(
        name=name, email=" ".join(filter(None, (email, logins))),
        phones=() if sanitized else (phone,), dialled=sanitized, vat=vat, registry=registry,
        ibans=accounts or (), street=street, zip=postcode, city=city, country=country)

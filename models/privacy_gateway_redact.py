import csv
import io
import json

from odoo import models
from odoo.tools import SQL

from ..core import redact

#: rows of text that are held in memory at once
CHUNK = 500


class PrivacyGateway(models.AbstractModel):
    """Mentions of a subject in text that stays because others share it or the books need it.

    ``core/redact.py`` says what a mention is; PostgreSQL picks the rows that hold one, by a
    temporary table of spellings. Texts travel by COPY and joins, never inside a statement,
    which PostgreSQL would log when it fails.
    """

    _inherit = "privacy.gateway"

    def _fill_mentions(self):
        """Fill ``privacy_spelling`` with (subject, spelling) of the subjects of this batch, and
        ``privacy_mention`` with a row for each: (subject, patterns of text that mentions it,
        pattern of text that holds its id as Odoo's links do).
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT partner.id, partner.name, partner.email_normalized, partner.phone,
                          partner.phone_sanitized
                     FROM res_partner partner
                     JOIN privacy_subject subject ON subject.partner_id = partner.id"""
            )
        )
        self._copy_rows(
            SQL("privacy_spelling"), SQL("subject int, spelling text"),
            ((subject, spelling) for subject, name, email, *numbers in rows
             for spelling in redact.spellings(name, email, numbers)),
        )
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS pg_temp.privacy_mention")
        cr.execute(
            r"""CREATE TEMPORARY TABLE privacy_mention ON COMMIT DROP AS
                SELECT subject.partner_id AS subject,
                       array_agg('%' || regexp_replace(spelling, '([\\%_])', '\\\1', 'g') || '%')
                       AS patterns, '%data-oe-id="' || subject.partner_id || '"%' AS link
                  FROM privacy_subject subject
                  LEFT JOIN privacy_spelling spelling ON spelling.subject = subject.partner_id
                 GROUP BY subject.partner_id"""
        )
        cr.execute("CREATE UNIQUE INDEX ON privacy_mention (subject)")
        cr.execute("ANALYZE privacy_mention")

    def _copy_rows(self, table, columns, rows):
        """Make a temporary table of these rows."""
        cr = self.env.cr
        cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", table))
        cr.execute(SQL("CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP", table, columns))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        text.seek(0)
        cr.copy_expert(SQL("COPY %s FROM STDIN (FORMAT csv)", table).code, text)

    def _mentions_sql(self, alias, names, subject):
        """Return the condition that one of these text columns mentions a subject.

        A link is looked at closely where the text holds the id: a pattern of each subject's own
        has to be compiled.
        """
        text = SQL("lower(%s)", SQL(" || ' ' || ").join(
            SQL("COALESCE(%s::text, '')", SQL.identifier(alias, name)) for name in names
        ))
        return SQL(
            """EXISTS (SELECT FROM privacy_mention mention
                        CROSS JOIN LATERAL (SELECT %(text)s AS text OFFSET 0) said
                        WHERE mention.subject = %(who)s
                          AND (said.text LIKE ANY (mention.patterns)
                           OR said.text LIKE mention.link AND (
                              said.text ~ ('data-oe-model="res.partner"[^>]*data-oe-id="'
                                           || %(who)s || '"')
                           OR said.text ~ ('data-oe-id="' || %(who)s
                                           || '"[^>]*data-oe-model="res.partner"'))))""",
            text=text, who=subject,
        )

    def _drop_unmentioned(self):
        """Take the shared records out of the plan whose text mentions nobody: they stay as they
        are, and nothing is kept of the subject in them.
        """
        plan = self.env["privacy.plan"]
        for unit in plan._units():
            model, act, names = unit
            if act != "redact":
                continue
            self.env.cr.execute(
                SQL(
                    """DELETE FROM privacy_plan plan USING %s record
                        WHERE %s AND record.id = plan.record AND NOT %s""",
                    SQL.identifier(self.env[model]._table), plan._unit_sql(unit),
                    self._mentions_sql("record", names, SQL("plan.subject")),
                )
            )

    def _redact(self, unit):
        """Replace the mentions, and leave everything else of the text as it is."""
        # what a mask before it wrote to the same rows must be in the table, not in the cache
        self.env[unit[0]].flush_model()
        records = self.env["privacy.plan"]._records(unit)
        for start in range(0, len(records), CHUNK):
            self._redact_chunk(unit, records[start:start + CHUNK])

    def _redact_chunk(self, unit, ids):
        model, names = self.env[unit[0]], unit[2]
        kinds = [model._fields[name].column_type[0] for name in names]
        # what is written by hand below must not meet values that wait to be written
        self.env.flush_all()
        table = SQL.identifier(model._table)
        columns = SQL(", ").join(SQL("record.%s", SQL.identifier(name)) for name in names)
        rows = self.env.execute_query(
            SQL(
                """SELECT plan.record, plan.subject, %s FROM privacy_plan plan
                     JOIN %s record ON record.id = plan.record
                    WHERE %s AND plan.record = ANY(%s)""",
                columns, table, self.env["privacy.plan"]._unit_sql(unit), ids,
            )
        )
        patterns = self._patterns({subject for _record, subject, *_texts in rows})
        redacted = {}
        for record, subject, *texts in rows:
            said = redacted.get(record, texts)
            redacted[record] = [_without(text, patterns[subject]) for text in said]
        self._copy_rows(
            SQL("privacy_text"),
            SQL(", ").join([SQL("record int"), *(
                SQL("%s text", SQL.identifier(name)) for name in names)]),
            ([record, *(_written(text, kind) for text, kind in zip(texts, kinds, strict=True))]
             for record, texts in redacted.items()),
        )
        self.env.cr.execute(
            SQL(
                """UPDATE %s record SET %s FROM privacy_text redacted
                    WHERE redacted.record = record.id""",
                table,
                SQL(", ").join(
                    SQL("%s = redacted.%s::%s", SQL.identifier(name), SQL.identifier(name),
                        SQL(kind)) for name, kind in zip(names, kinds, strict=True)),
            )
        )
        records = model.browse(ids)
        records.invalidate_recordset(names, flush=False)
        records.modified(names)

    def _patterns(self, subjects):
        """Return {subject: compiled pattern}."""
        rows = self.env.execute_query(
            SQL(
                """SELECT subject, array_agg(spelling) FROM privacy_spelling
                    WHERE subject = ANY(%s) GROUP BY subject""",
                list(subjects),
            )
        )
        words = dict(rows)
        return {subject: redact.pattern(words.get(subject, ()), subject) for subject in subjects}

    def _left_redact(self, unit):
        """Note the records that still mention their subject."""
        self._note_left(unit, self._mentions_sql("record", unit[2], SQL("plan.subject")))


def _without(said, mentions):
    """Return a value without the mentions: text, or a translated or other jsonb value."""
    if isinstance(said, dict):
        return {key: _without(value, mentions) for key, value in said.items()}
    if isinstance(said, list):
        return [_without(value, mentions) for value in said]
    return redact.redact(said, mentions) if said and isinstance(said, str) else said


def _written(said, kind):
    """Return a value of a column of this kind as COPY takes it."""
    return json.dumps(said) if kind == "jsonb" and said is not None else said

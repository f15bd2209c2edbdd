"""Replaces the mentions of a subject in text that stays, and leaves everything else as it is."""

import json

from odoo.tools import SQL

from .. import scratch
from ..mentions import CHUNK, texts
from ..plan import unit_sql


class Redaction:
    """Redacts the texts of a plan."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan

    def redact(self, unit):
        """Replace the mentions in the records of a unit."""
        redacted, model = {}, self.env[unit[0]]
        fields = [model._fields[name] for name in unit[2]]
        for rows in texts(self.env, unit[0], unit[2], pairs_sql(unit)):
            for record, subject, *values in rows:
                before = redacted.get(record, values)
                redacted[record] = [
                    self._without(subject, text, field)
                    for text, field in zip(before, fields, strict=True)]
        records = sorted(redacted)
        for start in range(0, len(records), CHUNK):
            self._write_texts(unit, {record: redacted[record]
                                     for record in records[start:start + CHUNK]})

    def _without(self, subject, text, field):
        """Return a column's text without the mentions of a subject; of jsonb value by value."""
        if text is None or field.column_type[0] != "jsonb":
            return self.plan.mentions.redact(subject, text)
        return json.dumps(self._without_value(subject, json.loads(text)))

    def _without_value(self, subject, value):
        if isinstance(value, dict):
            return {key: self._without_value(subject, each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._without_value(subject, each) for each in value]
        return self.plan.mentions.redact(subject, value) if isinstance(value, str) else value

    def _write_texts(self, unit, redacted):
        """Write the texts of records: ``{id: text of each column}``."""
        model, names, cr = self.env[unit[0]], unit[2], self.env.cr
        # what is written by hand below must not meet values that wait to be written
        self.env.flush_all()
        scratch.create(cr, scratch.TEXT, more=names)
        scratch.add(cr, scratch.TEXT, ([record, *values] for record, values in redacted.items()))
        cr.execute(SQL(
            """UPDATE %s record SET %s FROM privacy_text redacted
                WHERE redacted.record = record.id""",
            SQL.identifier(model._table),
            SQL(", ").join(_assignment(model, name) for name in names)))
        records = model.browse(redacted)
        records.invalidate_recordset(names, flush=False)
        records.modified(names)


def pairs_sql(unit):
    """Return SQL of the (record, subject) of a unit."""
    return SQL("SELECT plan.record, plan.subject FROM privacy_plan plan WHERE %s", unit_sql(unit))


def _assignment(model, name):
    """Return the assignment of a redacted text to its column."""
    cast = SQL("::jsonb") if model._fields[name].column_type[0] == "jsonb" else SQL()
    column = SQL.identifier(name)
    return SQL("%s = redacted.%s%s", column, column, cast)

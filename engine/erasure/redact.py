"""Replaces the mentions of a subject in text that stays, and leaves everything else as it is."""

import json

from odoo.tools import SQL

from ...core.identity.redact import PLACEHOLDER
from ...core.text import json_keys
from .. import scratch
from ..mentions import CHUNK, texts
from ..plan import unit_sql
from .values import empty_history


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
        self._tell_apart(unit, redacted)
        for start in range(0, len(records), CHUNK):
            self._write_texts(unit, {record: redacted[record]
                                     for record in records[start:start + CHUNK]})
        empty_history(model.browse(
            record for record in records
            if any(PLACEHOLDER in (text or "") for text in redacted[record])), unit[2])

    def put(self, unit, texts):
        """Write texts that were made in another way: ``{id: text of each column of the unit}``."""
        self._write_texts(unit, texts)

    def _tell_apart(self, unit, redacted):
        """Number what stands for a mention where no two records may say the same: a tag."""
        unique = _unique_columns(self.env, self.env[unit[0]]._table) if redacted else ()
        places = [place for place, name in enumerate(unit[2]) if name in unique]
        for record, values in redacted.items() if places else ():
            for place in places:
                values[place] = values[place] and values[place].replace(
                    PLACEHOLDER, f"{PLACEHOLDER} {record}")

    def _without(self, subject, text, field):
        return without(self.plan.mentions, subject, text, field.column_type[0] == "jsonb")

    def _write_texts(self, unit, redacted):
        """Write the texts of records: ``{id: text of each column}``."""
        model, names = self.env[unit[0]], unit[2]
        # what is written by hand below must not meet values that wait to be written
        self.env.flush_all()
        write_texts(self.env.cr, SQL.identifier(model._table), [
            (name, model._fields[name].column_type[0] == "jsonb") for name in names], redacted)
        records = model.browse(redacted)
        records.invalidate_recordset(names, flush=False)
        records.modified(names)


def without(mentions, subject, text, is_json=False):
    """Return a column's text without the mentions of a subject; of json key by key and value by
    value.
    """
    if text is None or not is_json:
        return mentions.redact(subject, text)
    return json.dumps(_without_value(mentions, subject, json.loads(text)))


def _without_value(mentions, subject, value):
    if isinstance(value, dict):
        keys = json_keys.changed(value, lambda key: mentions.redact(subject, key))
        return {keys[key]: _without_value(mentions, subject, each)
                for key, each in value.items()}
    if isinstance(value, list):
        return [_without_value(mentions, subject, each) for each in value]
    return mentions.redact(subject, value) if isinstance(value, str) else value


def write_texts(cr, table, columns, texts):
    """Write texts to their rows, by COPY and a join.

    :param SQL table: the table, quoted
    :param columns: (name, whether it holds json) of each column
    :param dict texts: {id of the row: text of each column}
    """
    scratch.create(cr, scratch.TEXT, more=[name for name, _json in columns])
    scratch.add(cr, scratch.TEXT, ([row, *values] for row, values in texts.items()))
    cr.execute(SQL(
        """UPDATE %s record SET %s FROM privacy_text redacted
            WHERE redacted.record = record.id""", table,
        SQL(", ").join(_assignment(*column) for column in columns)))


def _unique_columns(env, table):
    """Return the names of the columns of which no two rows may have the same."""
    return {name for (name,) in env.execute_query(SQL(
        """SELECT DISTINCT att.attname FROM pg_index idx
             JOIN pg_attribute att ON att.attrelid = idx.indrelid AND att.attnum > 0
            WHERE idx.indrelid = %s::regclass AND idx.indisunique AND NOT idx.indisprimary
              AND pg_get_indexdef(idx.indexrelid) ~ ('\\m' || att.attname || '\\M')""", table))}


def pairs_sql(unit):
    """Return SQL of the (record, subject) of a unit."""
    return SQL("SELECT plan.record, plan.subject FROM privacy_plan plan WHERE %s", unit_sql(unit))


def _assignment(name, is_json):
    """Return the assignment of a redacted text to its column; COPY knows no empty text."""
    column = SQL.identifier(name)
    return SQL("%s = COALESCE(redacted.%s%s, record.%s)", column, column,
               SQL("::jsonb") if is_json else SQL(), column)

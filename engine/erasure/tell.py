"""Modules are told of what goes, and by then there is nothing left in it.

Whoever overrides ``write`` or ``unlink``, patches them, or hangs an automation on them reads the
record as it is at that moment: an audit log keeps the old values, a server action copies them, a
webhook sends them. So columns are emptied by a statement first, and the ORM is called after it.
"""

import re

from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2.errors import CheckViolation

from .values import TEXTS, emptied_sql, must_say

#: columns of words that Odoo needs to let a record go: where a file lies, what another system
#: calls it, which model it hangs on
NEEDED = re.compile(
    r"(^|_)(model|field|fname|checksum|mimetype|type|token|uuid|key|ref|url|uri|code|state|lang|tz"
    r"|path|icon|color|method|provider)$|^(google|microsoft)_|_id$")
#: types that hold words
WORDS = frozenset((*TEXTS, "json", "properties"))


def tell(records, values):
    """Write through the ORM what the columns say already, so that overrides see it.

    A module that does not allow it (``UserError``: a constraint, a refusal) is passed by: what it
    would keep is no longer there. Every other error goes on, and the contact fails.

    :return: ids of the records whose write was refused
    """
    env = records.env
    env.flush_all()
    try:
        with env.cr.savepoint():
            records.write(values)
            env.flush_all()
    except UserError:
        env.invalidate_all(flush=False)
        if len(records) == 1:
            return records.ids
        middle = len(records) // 2
        return [*tell(records[:middle], values), *tell(records[middle:], values)]
    return []


def empty_columns(records, names):
    """Empty columns by one statement, and let what is computed from them follow."""
    blank(records, names)
    records.modified(names)


def blank(records, names):
    """Empty columns by one statement; what is computed from them follows later.

    Where a condition of the table does not allow nothing, texts that stand in it say a
    placeholder.
    """
    if not records or not names:
        return
    env, conditions = records.env, Conditions(records)
    env.flush_all()
    careful = conditions.checked.intersection(names)
    try:
        if careful:
            with env.cr.savepoint(flush=False):
                _update(records, names, conditions.unique)
        else:
            _update(records, names, conditions.unique)
    except CheckViolation:
        _update(records, names, conditions.unique, careful)


def empty_words(records):
    """Empty the words of records that are about to go, before anybody is told that they do.

    Nothing that is computed from them follows: the deletion sees to that.

    :return: how many rows were written
    """
    conditions = Conditions(records)
    names = [field.name for field in records._fields.values()
             if field.store and not field.inherited and field.column_type
             and field.type in WORDS and not NEEDED.search(field.name)
             and field.name not in conditions.checked
             and (field.type in TEXTS or not field.required
                  and field not in records.env.registry.not_null_fields)]
    if not names:
        return 0
    records.env.flush_all()
    _update(records, names, conditions.unique)
    count = records.env.cr.rowcount
    # display names are computed from them, and are kept in the cache
    records.env.invalidate_all(flush=False)
    return count


def _update(records, names, numbered, spoken=()):
    """Write the empty values.

    :param numbered: columns whose placeholders differ from row to row
    :param spoken: columns that may not say nothing
    """
    records.env.cr.execute(SQL(
        "UPDATE %s SET %s WHERE id = ANY(%s)", SQL.identifier(records._table),
        SQL(", ").join(SQL("%s = %s", SQL.identifier(name), emptied_sql(
            records._fields[name],
            must_say(records, name) or name in spoken and records._fields[name].type in TEXTS,
            name in numbered)) for name in names),
        records.ids))
    records.invalidate_recordset(names, flush=False)


class Conditions:
    """What the table of a model asks of its columns.

    :ivar frozenset unique: columns of which no two rows may say the same
    :ivar frozenset checked: columns that stand in a condition
    """

    def __init__(self, model):
        rows = model.env.execute_query(SQL(
            """SELECT att.attname, bool_or(condition.kind = 'u'), bool_or(condition.kind = 'c')
                 FROM (SELECT indrelid AS relid, unnest(indkey::int2[]) AS attnum, 'u' AS kind
                         FROM pg_index WHERE indisunique AND indrelid = %(table)s::regclass
                        UNION ALL
                       -- columns of its expressions
                       SELECT indrelid, depend.refobjsubid, 'u'
                         FROM pg_index JOIN pg_depend depend ON depend.objid = indexrelid
                          AND depend.classid = 'pg_class'::regclass
                          AND depend.refobjid = indrelid AND depend.refobjsubid > 0
                        WHERE indisunique AND indrelid = %(table)s::regclass
                        UNION ALL
                       SELECT conrelid, unnest(conkey), 'c'
                         FROM pg_constraint WHERE contype IN ('c', 'x')
                          AND conrelid = %(table)s::regclass) condition
                 JOIN pg_attribute att ON att.attrelid = condition.relid
                  AND att.attnum = condition.attnum GROUP BY 1""", table=model._table))
        self.unique = frozenset(name for name, unique, _checked in rows if unique)
        self.checked = frozenset(name for name, _unique, checked in rows if checked)

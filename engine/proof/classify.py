"""What can be done at the places that the proof has left: mended at once, or asked about.

The run mends by itself what stands in a field that the data map decides. It does not where

* the record belongs to a contact on hold or restricted, or the subject itself is (``held``);
* a column says who somebody is, and nothing but a name was met there: a namesake (``namesake``);
* the place is no field of a record: a file (``file``), or a row that no model has (``row``).

What is ``left`` stands in a field that nobody has mapped.
"""

import re

from odoo.tools import SQL

from ...core.policy import coverage
from ..contactless.addresses import sources
from ..contactless.person_names import name_field
from ..erasure.values import HISTORY
from .database import FILE

#: what a field may be to be redacted in its column
TEXTS = ("char", "text", "html", "json", "properties")
#: kinds of identifiers that two people may share by chance
CHANCE = ("name", "street")
#: models whose records are labels: a person who is named on one is named for others to read
LABEL = re.compile(r"\.(tag|tags|category)$")
#: names by which modules find their records: they go with the record, and are never changed
IDS = ("ir.model.data",)
#: how many records up a record's owner is looked for
STEPS = 3


def classify(env):
    """Say of each place that is left what can be done there: ``what`` of ``privacy_place``."""
    fields = decided(env)
    places = env.execute_query(SQL(
        """SELECT model, column_name, kinds, array_agg(DISTINCT row_ref) FROM privacy_place
            WHERE what = 'left' GROUP BY 1, 2, 3"""))
    held_people = [person for (person,) in env.execute_query(SQL(
        """SELECT DISTINCT partner_ref FROM privacy_place
            WHERE what = 'left' AND partner_ref IN (%s)""", _held_sql(env)))]
    for model, column, kinds, rows in places:
        what = _what(env, fields, model, column, kinds)
        held = sorted(held_records(env, model, rows)) if what == "mend" else []
        env.cr.execute(SQL(
            """UPDATE privacy_place SET what = CASE
                      WHEN %(what)s = 'mend' AND (row_ref = ANY(%(held)s)
                           OR partner_ref = ANY(%(people)s)) THEN 'held' ELSE %(what)s END
                WHERE what = 'left' AND (model, column_name, kinds)
                      = (%(model)s, %(column)s, %(kinds)s)""",
            what=what, held=held, people=held_people, model=model, column=column, kinds=kinds))


def _what(env, fields, model, column, kinds):
    """Return what can be done with a column, whatever the record."""
    if column == FILE and model in ("ir.attachment", "filestore"):
        return "file"
    if not can_be_redacted(env, model, column):
        return "row"
    if (model, column) not in fields and column != HISTORY:
        return "left"
    by_chance = set(kinds.split(", ")) <= {*CHANCE}
    tells_who = (coverage.PERSONAL.search(column)
                 or model in coverage.PEOPLE and column in ("name", "complete_name")
                 or column == name_field(env[model])
                 and any(source.model == model for source in sources(env)))
    return "namesake" if by_chance and tells_who else "mend"


def decided(env):
    """Return {(model, field): key of an entry} of the texts that the data map decides, and of the
    names of labels.
    """
    found = {}
    for entry in env["privacy.map"]._compiled():
        if entry.model not in env or entry.model in IDS:
            continue
        names = (*entry.fields, *entry.shared_fields)
        if entry.act == "erase":
            names = (*names, *env[entry.model]._fields)
        for name in names:
            if can_be_redacted(env, entry.model, name):
                found.setdefault((entry.model, name), entry.key)
    first = next(iter(found.values()))
    labels = {(model, "name"): first for model in env if LABEL.search(model)
              and can_be_redacted(env, model, "name")}
    return {**labels, **found}


def can_be_redacted(env, model, column):
    """Whether a column is a field that holds a text of people."""
    field = env[model]._fields.get(column) if model in env else None
    return bool(field is not None and field.store and field.column_type and field.type in TEXTS
                and env[model]._auto)


def held_records(env, model_name, ids, steps=STEPS):
    """Return which of these records belong to a contact on hold or restricted (R15).

    By its links to contacts, by the record that it hangs on, and by the record that it is a part
    of and goes with.
    """
    ids = [record for record in ids if record]
    if not ids or model_name not in env or not steps:
        return set()
    env.flush_all()
    model = env[model_name]
    links = [field.name for field in model._fields.values()
             if field.store and field.type == "many2one" and field.comodel_name == "res.partner"]
    links += ["id"] if model_name == "res.partner" else []
    found = set()
    if links:
        found = {record for (record,) in env.execute_query(SQL(
            "SELECT id FROM %s WHERE id = ANY(%s) AND (%s)", SQL.identifier(model._table), ids,
            SQL(" OR ").join(SQL("%s IN (%s)", SQL.identifier(name), _held_sql(env))
                             for name in links)))}
    for above, pairs in _above(env, model, ids):
        held = held_records(env, above, pairs, steps - 1)
        found.update(record for other in held for record in pairs[other])
    return found


def _above(env, model, ids):
    """Yield (model, {id: ids of these records}) of what records hang on or are a part of."""
    table = SQL.identifier(model._table)
    for field in model._fields.values():
        if not (field.store and field.column_type) or field.comodel_name == "res.partner":
            continue
        column = SQL.identifier(field.name)
        if field.type == "many2one_reference" and field.model_field in model._fields:
            kind = SQL.identifier(field.model_field)
            if not model._fields[field.model_field].store:
                continue
        elif field.type == "many2one" and field.ondelete == "cascade":
            kind = SQL("%s", field.comodel_name)
        else:
            continue
        groups = {}
        for above, other, record in env.execute_query(SQL(
                "SELECT %s, %s, id FROM %s WHERE id = ANY(%s) AND %s IS NOT NULL",
                kind, column, table, ids, column)):
            groups.setdefault(above, {}).setdefault(other, []).append(record)
        yield from ((above, pairs) for above, pairs in groups.items() if above)


def _held_sql(env):
    """Return SQL of the contacts whose records are left as they are."""
    today = env["privacy.timer"]._today()
    return SQL("SELECT partner_id FROM (%s) held UNION "
               "SELECT id FROM res_partner WHERE privacy_restricted",
               env["privacy.hold"]._on_hold_sql(today))

"""Rows of tables as text with names in place of ids, so that two databases can be compared."""

import json
import re
from collections import defaultdict
from datetime import datetime, timedelta

from odoo.tools import SQL

#: columns that hold the id of a row of another table without a foreign key
REFERENCES = {
    "partner_ref": "res_partner", "run_ref": "privacy_run", "batch": "privacy_run_item",
    "uid_ref": "res_users", "company_ref": "res_company",
}
#: columns that hold ids of rows of another table
LISTS = {"rule_refs": "privacy_rule", "asked_refs": "res_partner"}
#: columns that say something else each time: all that counts is whether they do
VOLATILE = frozenset({
    "password", "message_id", "access_token", "signup_token", "digest", "approved_digest",
    "previous", "inalterable_hash", "store_fname", "partner_created", "first_ref", "last_ref",
    "row_count", "key_ref",
})
#: names that a sequence gave, and what a key signed
NUMBERED = frozenset({("privacy_run", "name"), ("privacy_seal", "signature"),
                      # what else the database held
                      ("privacy_run", "proof")})
#: who made a row and when, which says nothing of a row that comes or goes
STAMPS = frozenset({"create_uid", "write_uid", "create_date", "write_date", "message_id",
                    "checksum", "store_fname", "file_size"})
#: what a row is called where it has no name: these columns, and not its place among its kind
KEYS = {
    "privacy_evidence": ("act", "partner_ref"), "privacy_kept_item": ("model", "res_id"),
    "privacy_outbox": ("model", "res_id"), "privacy_run_item": ("partner_ref",),
    "privacy_subject_purpose": ("partner_id", "purpose_id", "basis_id"),
    "privacy_timer": ("partner_id", "rule_id"), "privacy_seal": (),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
ANONYMISED = re.compile(r"(anonymised(?: contact |-)?)(\d+)", re.IGNORECASE)
MENTION = re.compile(r'(data-oe-model=\\?"([\w.]+)\\?" data-oe-id=\\?")(\d+)')
NUMBER = re.compile(r">#\d+<")
COMPANY = re.compile(r"^(\w+\.)\d+_")


def snapshot(env):
    """Return ``{table: {text of each row}}`` of every table of the schema."""
    env.flush_all()
    tables = env.execute_query(SQL(
        """SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace"""))
    return {
        table: {text for (text,) in env.execute_query(
            SQL("SELECT row_to_json(t)::text FROM %s t", SQL.identifier(table)))}
        for (table,) in tables
    }


def difference(before, after):
    """Return [(table, row before or None, row after or None)], ordered by table and id."""
    changes = []
    for table in sorted(before.keys() | after.keys()):
        old, new = before.get(table, set()), after.get(table, set())
        gone = {_key(row): row for row in map(json.loads, old - new)}
        come = {_key(row): row for row in map(json.loads, new - old)}
        changes += [(table, gone.get(key), come.get(key)) for key in sorted(gone.keys() | come)]
    return changes


def _key(row):
    return (row["id"], "") if "id" in row else (0, json.dumps(row, sort_keys=True))


class Names:
    """What a row is called: a name that was given, its XML id, or its number among its kind."""

    def __init__(self, env, given=()):
        """:param dict given: {record: name}"""
        self.given = {(record._table, record.id): name for record, name in dict(given).items()}
        self.tables = {name: model._table for name, model in env.registry.items()}
        self.numbers = defaultdict(dict)
        self.midnight = datetime.now() - timedelta(days=2)
        self.links = dict(env.execute_query(SQL(
            """SELECT conrelid::regclass::text || '.' || attname, confrelid::regclass::text
                 FROM pg_constraint JOIN pg_attribute
                   ON attrelid = conrelid AND attnum = conkey[1]
                WHERE contype = 'f' AND cardinality(conkey) = 1""")))
        self.xml_ids = {}
        for model, record, name in env.execute_query(SQL(
                "SELECT model, res_id, module || '.' || name FROM ir_model_data ORDER BY id DESC")):
            self.xml_ids[self.tables.get(model), record] = COMPANY.sub(r"\1", name)

    def of(self, table, record):
        """Return the name of a row."""
        key = table, record
        if table in KEYS:
            return table
        if key in self.given or key in self.xml_ids:
            return f"{table}:{self.given.get(key) or self.xml_ids[key]}"
        numbers = self.numbers[table]
        return f"{table}#{numbers.setdefault(record, len(numbers) + 1)}"

    def row(self, table, row):
        """Return {column: text} of what a row says; columns that say nothing are left out."""
        words = {name: value for name, value in row.items() if value not in (None, False, "", [])}
        words.pop("id", None)
        return {name: self._value(table, name, value, row) for name, value in words.items()}

    def _value(self, table, column, value, row):
        target = self.links.get(f"{table}.{column}") or REFERENCES.get(column)
        if column == "res_id":
            target = self.tables.get(row.get("model") or row.get("res_model"))
        if target and isinstance(value, int):
            return self.of(target, value)
        if column in LISTS:
            return " ".join(sorted(self.of(LISTS[column], record) for record in value))
        if column in VOLATILE or (table, column) in NUMBERED:
            return "..."
        return self._text(table, value)

    def _text(self, table, value):
        if isinstance(value, str) and MOMENT.match(value) and self._is_now(value):
            return "now"
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        text = MENTION.sub(lambda m: m[1] + self.of(self.tables.get(m[2], m[2]), int(m[3])), text)
        text = NUMBER.sub(">#...<", text)
        return ANONYMISED.sub(lambda m: m[1] + self._anonymised(table, m), text)

    def _anonymised(self, table, found):
        kind = "res_partner" if "contact" in found[1].lower() else table
        return self.of(kind, int(found[2]))

    def _is_now(self, value):
        """Whether a moment comes from the clock of PostgreSQL and not from the frozen one."""
        moment = datetime.fromisoformat(value[:19])
        return moment > self.midnight and moment.time() != datetime.min.time()


def told(changes, names):
    """Return the lines that tell of changes: table and row, then column by column."""
    blocks = []
    for place, (table, old, new) in enumerate(changes):
        lines = list(_columns(table, old, new, names))
        if lines:
            verb = "new" if not old else "deleted" if not new else "changed"
            name, place = _called(table, old or new, names), 0 if table in KEYS else place
            blocks.append((table, place, [f"{name} {verb}", *lines]))
    return [line for _table, _place, lines in sorted(blocks) for line in lines]


def _called(table, row, names):
    if table in KEYS:
        words = names.row(table, row)
        return " ".join([table, *(words.get(column, "-") for column in KEYS[table])])
    return names.of(table, row["id"]) if "id" in row else table


def _columns(table, old, new, names):
    before, after = (names.row(table, row) if row else {} for row in (old, new))
    for column in sorted(before.keys() | after.keys()):
        one, two = before.get(column, "-"), after.get(column, "-")
        if one != two and not (column in STAMPS and not (old and new)):
            yield f"  {column}: {one} -> {two}"

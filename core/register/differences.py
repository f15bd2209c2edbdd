"""What differs between two versions of the register."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .columns import IDENTITY, TABLES, Column

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Difference(NamedTuple):
    """One difference.

    :ivar str table: one of :data:`~.columns.TABLES`, or ``controller``
    :ivar str name: of the row, as its newer version calls it
    :ivar str key: of the column that changed, "" where the row came or went as a whole
    :ivar str kind: added, removed, changed: of the row, or of what stands in the column
    :ivar tuple before: what is there no more: texts, or ids
    :ivar tuple after: what is there now and was not
    """

    table: str
    name: str
    key: str
    kind: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return what differs, table by table, row by row, column by column.

    :param old: an earlier document: see ``engine/register/document.py``
    :param new: the later one, in the same language
    """
    found = list(_of_row("controller", old["controller"], new["controller"], IDENTITY))
    for table, columns in TABLES.items():
        found += _of_table(table, old[table], new[table], columns)
    return found


def _of_table(table: str, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]],
              columns: tuple[Column, ...]) -> Iterator[Difference]:
    before = {row["id"]: row for row in old}
    after = {row["id"]: row for row in new}
    for record, row in before.items():
        if record not in after:
            yield Difference(table, row["name"], "", REMOVED, (), ())
    for record, row in after.items():
        if record not in before:
            yield Difference(table, row["name"], "", ADDED, (), ())
        else:
            yield from _of_row(table, before[record], row, columns)


def _of_row(table: str, old: Mapping[str, Any], new: Mapping[str, Any],
            columns: tuple[Column, ...]) -> Iterator[Difference]:
    for column in columns:
        before, after = values(old.get(column.key)), values(new.get(column.key))
        if before != after:
            gone = tuple(value for value in before if value not in after)
            come = tuple(value for value in after if value not in before)
            kind = ADDED if not gone and come else REMOVED if gone and not come else CHANGED
            yield Difference(table, str(new.get("name", "")), column.key, kind, gone, come)


def values(value: Any) -> tuple[Any, ...]:
    """Return what stands in a cell, one by one; nothing is an empty tuple."""
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return (value,) if value else ()

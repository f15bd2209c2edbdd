"""The data map, compiled: which field of which model is whose data, and what is done with it.

Access, portability, erasure, retention, preview and proof read the same map. A row of the map
says where a person's data lie and what happens when their time has ended; this module turns
rows into frozen entries and orders them, so that nothing erased is needed to find the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import BadPlan

#: what can be done with a located record
ACTS = ("erase", "mask", "redact", "keep")
#: acts that say which fields they concern
FIELD_ACTS = ("mask", "redact")


@dataclass(frozen=True)
class Entry:
    """One row of the map.

    :param int key: id of the row
    :param int sequence: order of acting; what leads to others comes last
    :param str model: technical name of the model
    :param str category: code of the category that the data belong to
    :param str act: one of :data:`ACTS`
    :param tuple fields: field names for ``mask`` and ``redact``; empty for ``erase``
    :param str shared_act: what happens instead where others share the record (R10)
    :param tuple shared_fields: its fields
    :param tuple parties: paths to the other people of a record
    :param str match: how its records are found; ``hang`` after all others
    :param str ground: why records that are kept are kept
    :param tuple words: fields that the person has to be named in for the record to be found
    """

    key: int
    sequence: int
    model: str
    category: str
    act: str
    fields: tuple[str, ...] = ()
    shared_act: str = "keep"
    shared_fields: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    match: str = "partner"
    ground: str = ""
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for act, fields in ((self.act, self.fields), (self.shared_act, self.shared_fields)):
            if act not in ACTS:
                raise BadPlan(f"The map knows no act {act}.")
            if act in FIELD_ACTS and not fields:
                raise BadPlan(f"The map names no field of {self.model} to {act}.")


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order in which they are acted on."""
    return tuple(sorted(entries, key=lambda entry: (entry.sequence, entry.key)))

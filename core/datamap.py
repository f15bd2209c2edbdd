"""The data map, compiled: which field of which model is whose data, and what is done with it.

Access, portability, erasure, retention, preview and proof read the same map. A row of the map
says where a person's data lie and what happens when their time has ended; this module turns
rows into frozen entries and orders them, so that nothing erased is needed to find the rest.
"""

from dataclasses import dataclass

from .errors import BadPlan

#: what can be done with a located record
ACTS = ("erase", "mask", "redact", "keep")
#: the category that stands for "the whole contact goes"
WHOLE = "*"


@dataclass(frozen=True)
class Entry:
    """One row of the map.

    :param int key: id of the row
    :param int sequence: order of acting; what leads to others comes last
    :param str model: technical name of the model
    :param str category: code of the category that the data belong to
    :param str act: one of :data:`ACTS`
    :param tuple fields: field names for ``mask``; empty for ``erase`` (the whole record)
    """

    key: int
    sequence: int
    model: str
    category: str
    act: str
    fields: tuple = ()

    def __post_init__(self):
        if self.act not in ACTS:
            raise BadPlan(f"The map knows no act {self.act}.")
        if self.act == "mask" and not self.fields:
            raise BadPlan(f"The map masks no field of {self.model}.")

    def concerns(self, categories):
        """Whether the entry is due for a subject whose ``categories`` are due."""
        return WHOLE in categories or self.category in categories


def ordered(entries):
    """Return entries in the order in which they are acted on."""
    return tuple(sorted(entries, key=lambda entry: (entry.sequence, entry.key)))

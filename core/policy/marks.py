"""A signal packed in one integer, so that its latest can be found by a plain ``max()``.

A million messages are aggregated to "the latest per contact". PostgreSQL can do that in one
pass by hashing when the latest is the maximum of one number, and needs a sort when the day,
the signal and the record have to be carried along. So they are packed: 17 bits of days since
1970, 14 bits of the signal's number within the refresh, 32 bits of record id, ordered by day
first.

The SQL twin is ``engine/clocks/marks.py``; ``tests/core/test_core_plan.py`` holds this one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)
SIGNAL_BITS, RECORD_BITS = 14, 32
DAY_SHIFT = SIGNAL_BITS + RECORD_BITS
#: the last day that fits (a mistyped year 9999 is held at 2328 instead of breaking the refresh)
LAST_DAY = 2**17 - 1


@dataclass(frozen=True, order=True)
class Mark:
    """The day of an event, the signal that saw it and the record that shows it."""

    day: date
    signal_id: int
    record_id: int

    def pack(self) -> int:
        """Return the integer; order of integers is order of days."""
        days = max(min((self.day - EPOCH).days, LAST_DAY), -LAST_DAY)
        return (days << DAY_SHIFT) + (self.signal_id << RECORD_BITS) + self.record_id

    @classmethod
    def unpack(cls, packed: int) -> "Mark":
        """Return the mark that :meth:`pack` packed."""
        days, rest = packed >> DAY_SHIFT, packed & (2**DAY_SHIFT - 1)
        return cls(EPOCH + timedelta(days=days), rest >> RECORD_BITS, rest & (2**RECORD_BITS - 1))

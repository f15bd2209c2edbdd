"""Calendar arithmetic of keeping periods.

A period starts on the day of an event and runs in calendar months and years, not in days:
29 February + 1 year is 28 February, 31 August + 6 months is 28 (29) February. It may start
on 31 December of the event's year instead (accounting law counts from 1 January after).
Dates are always passed in; nothing here reads a clock.

Source: Regulation (EEC, Euratom) 1182/71, Art. 3; GDPR Art. 5(1)(e).
"""

from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from ..errors import BadPeriod

UNITS = ("days", "months", "years")
LONGEST = {"days": 36525, "months": 1200, "years": 100}


@dataclass(frozen=True)
class Period:
    """A number of calendar units.

    :param int count: how many, 0 or more (0 days: due the day after the event)
    :param str unit: one of :data:`UNITS`
    :raise BadPeriod: for anything a calendar cannot add within a century
    """

    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise BadPeriod(f"A period is counted in {', '.join(UNITS)}.")
        if isinstance(self.count, bool) or not isinstance(self.count, int):
            raise BadPeriod("A period is a whole number of days, months or years.")
        if not 0 <= self.count <= LONGEST[self.unit]:
            raise BadPeriod(f"A period lies between 0 and {LONGEST[self.unit]} {self.unit}.")

    def after(self, start: date) -> date:
        """Return ``start`` plus this period.

        :param start: the day of the event
        """
        end: date = start + relativedelta(**{self.unit: self.count})
        return end


def last_day(start: date, period: Period, from_year_end: bool = False) -> date:
    """Return the last day of keeping; the thing is due on the day after it.

    :param start: the day of the event
    :param period: how long
    :param from_year_end: count from 31 December of the event's year
    """
    return period.after(date(start.year, 12, 31) if from_year_end else start)


def as_date(value: date | str) -> date:
    """Return ``value`` as a date; text must be ISO ``YYYY-MM-DD``.

    :raise BadPeriod: for any other text or type, so that no caller falls back to "today"
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadPeriod("A date is written YYYY-MM-DD.") from None

"""The clock of a request: by when the law wants an answer.

One month from receipt, and two further months once where that was said in time; a calendar
month and not thirty days. The day of receipt does not count, the period ends with the last hour
of the day of the same number, or of the month's last day where there is none. A last day on a
Saturday, a Sunday or a public holiday of the controller's country moves to the next working day.
While the person's identity is asked for the clock stands still. Dates are passed in; nothing
here reads a clock.

Source: GDPR Art. 12(3); Regulation (EEC, Euratom) 1182/71, Art. 2, 3(1), 3(2)(c) and 3(4);
EDPB Guidelines 01/2022, chapter 5.3.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta

from ..errors import BadPeriod

#: months from receipt, and with the one extension that the law knows
MONTHS, EXTENDED = 1, 3
#: days before the deadline from which an open request is at risk
AT_RISK = 7


def answer_by(received: date, country: str | None = None, extended: bool = False,
              suspended: int = 0) -> date:
    """Return the last day of answering.

    :param received: the day of receipt, where the controller is
    :param country: ISO code of the controller's country, whose public holidays count; of one
        that nobody knows the holidays of, weekends alone count
    :param extended: whether the answer was put off, once
    :param suspended: days on which the clock stood still
    :raise BadPeriod: for days that no suspension has
    """
    if isinstance(suspended, bool) or not isinstance(suspended, int) or suspended < 0:
        raise BadPeriod("A clock stands still for a whole number of days, 0 or more.")
    months = EXTENDED if extended else MONTHS
    last: date = received + relativedelta(months=months) + timedelta(days=suspended)
    return working_day(last, country)


def working_day(day: date, country: str | None = None) -> date:
    """Return the day itself, or the next one that is no weekend and no public holiday."""
    while day.weekday() >= 5 or day in _holidays(country, day.year):
        day += timedelta(days=1)
    return day


def may_extend(today: date, deadline: date) -> bool:
    """Whether it is early enough to put the answer off: the person is told before the deadline."""
    return today <= deadline


def stood_still(stretches: Iterable[tuple[date, date | None]], today: date) -> int:
    """Return on how many days the clock stood still.

    :param stretches: (first day, last day or None where it still stands); a day counts
        once, and one on which it was stopped and started again does not count
    """
    days: set[int] = set()
    for first, last in stretches:
        days.update(range(first.toordinal(), (last or today).toordinal()))
    return len(days)


def standing(today: date, deadline: date, at_risk: int = AT_RISK) -> str:
    """Return how an open request stands: ``on_track``, ``at_risk`` or ``overdue``."""
    if today > deadline:
        return "overdue"
    return "at_risk" if today >= deadline - timedelta(days=at_risk) else "on_track"


@lru_cache(maxsize=256)
def _holidays(country: str | None, year: int) -> Collection[date]:
    """Return the public holidays of a country in a year; none where they are not known."""
    code = (country or "").upper()
    if code not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(code, years=year))

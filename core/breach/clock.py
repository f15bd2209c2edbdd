"""The clock of a personal data breach: hours from the moment of becoming aware of it (Art. 33(1)).

Moments are those of the world, in UTC, so an hour is an hour where clocks change in between. Two
ends are told apart:

- **due**, by which the module asks for the notice: 72 hours from the very moment. A breach of a
  Friday at 23:00 is due on Monday at 23:00. Weekends and holidays count (Regulation (EEC, Euratom)
  1182/71, Art. 3(3)); Art. 3(4), which moves a last day that is none of work, is not for periods of
  hours. A notice after it is late, and says why.
- **the end by Regulation 1182/71**, for whoever has to defend a notice that came in between: the
  hour of the event does not count (Art. 3(1)), and a period of two days or more has at least two
  working days in it (Art. 3(5)). It is never before the first one.

Dates are passed in; nothing here reads a clock.

Source: GDPR Art. 33(1); Regulation 1182/71, Art. 2, 3(1), 3(2)(a), 3(3) to 3(5).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

#: hours from becoming aware of a breach (Art. 33(1))
HOURS = 72
#: working days that a period of two days or more has at least (Reg. 1182/71, Art. 3(5))
WORKING_DAYS = 2
#: hours before the end from which a notice is at risk, unless a setting says otherwise
AT_RISK = 24


def due(aware: datetime) -> datetime:
    """Return the moment by which the authority is told.

    :param aware: of becoming aware, UTC without a zone
    """
    return aware + timedelta(hours=HOURS)


def regulation_end(aware: datetime, zone: str, works: Callable[[date], bool]) -> datetime:
    """Return the last moment as Regulation 1182/71 counts hours, UTC without a zone.

    :param aware: of becoming aware, UTC without a zone
    :param zone: name of the time zone of the controller, whose hours and days these are
    :param works: whether a day is a working day there
    """
    place, world = ZoneInfo(zone), ZoneInfo("UTC")
    local = aware.replace(tzinfo=world).astimezone(place)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    # the hour of the event is counted through in the world's time: where clocks go back it is
    # there twice
    start = aware - past + timedelta(hours=1)
    end = start + timedelta(hours=HOURS)
    first = start.replace(tzinfo=world).astimezone(place).date()
    last = (end - timedelta(microseconds=1)).replace(tzinfo=world).astimezone(place).date()
    day = _with_working_days(first, last, works)
    if day == last:
        return end
    night = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=place)
    return night.astimezone(world).replace(tzinfo=None)


def _with_working_days(first: date, last: date, works: Callable[[date], bool]) -> date:
    """Return the last day of a period that has enough working days in it."""
    count, day = 0, first
    while day <= last or count < WORKING_DAYS:
        count += works(day)
        day += timedelta(days=1)
    return day - timedelta(days=1)


def is_late(moment: datetime, aware: datetime) -> bool:
    """Whether a notice of a moment has to say why it was not made within 72 hours."""
    return moment > due(aware)


def standing(now: datetime, aware: datetime, at_risk: float = AT_RISK) -> str:
    """Return how a breach stands that the authority was not told of: ``on_track``, ``at_risk`` or
    ``late``.

    :param at_risk: hours before the end
    """
    if is_late(now, aware):
        return "late"
    return "at_risk" if now >= due(aware) - timedelta(hours=at_risk) else "on_track"


def hours_left(now: datetime, aware: datetime) -> float:
    """Return the hours until the notice is due; below zero once it is late."""
    return (due(aware) - now) / timedelta(hours=1)


def in_days(hours: float) -> tuple[int, int]:
    """Return whole days and whole hours of a number of hours; its sign does not matter. What has
    begun of an hour that is left does not count.
    """
    return divmod(int(abs(hours)), 24)

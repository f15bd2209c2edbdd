"""Calendar arithmetic: tables of cases, then any date and period (hypothesis)."""

import calendar
from datetime import date

from odoo.addons.cloudpepper_privacy.core.errors import BadPeriod
from odoo.addons.cloudpepper_privacy.core.policy.periods import (
    Period,
    as_date,
    last_day,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

CASES = [
    # start, count, unit, from year end, last day
    ("2020-02-29", 1, "years", False, "2021-02-28"),
    ("2020-02-29", 3, "years", False, "2023-02-28"),
    ("2020-02-29", 4, "years", False, "2024-02-29"),
    ("2020-02-29", 7, "years", False, "2027-02-28"),
    ("2021-08-31", 6, "months", False, "2022-02-28"),
    ("2023-08-31", 6, "months", False, "2024-02-29"),
    ("2026-01-31", 1, "months", False, "2026-02-28"),
    ("2026-01-30", 30, "days", False, "2026-03-01"),
    ("2026-11-23", 7, "years", False, "2033-11-23"),
    ("2026-01-01", 7, "years", True, "2033-12-31"),
    ("2026-12-31", 7, "years", True, "2033-12-31"),
    ("2027-01-01", 10, "years", True, "2037-12-31"),
]
DATES = st.dates(min_value=date(1970, 1, 1), max_value=date(2200, 12, 31))
PERIODS = st.builds(Period, st.integers(0, 60), st.sampled_from(["days", "months", "years"]))


class TestPeriods(CoreCase):
    @each_row(CASES)
    def test_last_day_of_keeping(self, start, count, unit, from_year_end, expected):
        start, expected = date.fromisoformat(start), date.fromisoformat(expected)
        assert last_day(start, Period(count, unit), from_year_end) == expected

    @each_row([(-3, "years"), (-1, "days"), (101, "years"), (1, "weeks"), (1, ""), (1.5, "years"),
         ("3", "years"), (True, "years"), (None, "years")])
    def test_a_period_that_no_calendar_can_add_is_refused(self, count, unit):
        with self.assertRaises(BadPeriod):
            Period(count, unit)

    @each_value(["23/11/2026", "2026-13-01", "", "tomorrow", None, 20261123])
    def test_a_date_in_the_wrong_form_is_refused_and_never_becomes_today(self, text):
        with self.assertRaises(BadPeriod):
            as_date(text)

    @given(DATES, PERIODS)
    def test_keeping_never_ends_before_it_starts(self, start, period):
        assert last_day(start, period) >= start
        assert last_day(start, period, from_year_end=True) >= last_day(start, period)

    @given(DATES, st.integers(1, 100))
    def test_years_keep_the_day_unless_the_month_is_shorter(self, start, years):
        end = last_day(start, Period(years, "years"))
        shorter = calendar.monthrange(end.year, end.month)[1]
        assert (end.year, end.month) == (start.year + years, start.month)
        assert end.day == min(start.day, shorter)

    @given(DATES, st.integers(1, 40), st.integers(1, 40))
    def test_a_longer_period_never_ends_sooner(self, start, years, more):
        longer = Period(years + more, "years")
        assert last_day(start, Period(years, "years")) < last_day(start, longer)

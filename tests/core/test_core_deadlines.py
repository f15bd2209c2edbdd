"""The clock of requests: the vectors of Regulation 1182/71, then any date (hypothesis)."""

from datetime import date, timedelta

from odoo.addons.cloudpepper_privacy.core.errors import BadPeriod
from odoo.addons.cloudpepper_privacy.core.policy.deadlines import (
    answer_by,
    may_extend,
    standing,
    stood_still,
    working_day,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

ONE_MONTH = [
    ("2026-01-31", "2026-03-02"), ("2026-03-05", "2026-04-07"), ("2026-04-14", "2026-05-15"),
    ("2026-06-21", "2026-07-22"), ("2025-12-25", "2026-01-26"), ("2026-08-31", "2026-09-30"),
    ("2026-10-01", "2026-11-02"), ("2028-01-31", "2028-02-29"),
]
THREE_MONTHS = [("2026-01-31", "2026-04-30"), ("2026-10-01", "2027-01-04")]
DATES = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
COUNTRIES = st.sampled_from([None, "BE", "NL", "FR", "DE", "XX"])


def _day(text):
    return date.fromisoformat(text)


class TestDeadlines(CoreCase):
    @each_row(ONE_MONTH)
    def test_one_month_in_belgium(self, received, expected):
        assert answer_by(_day(received), "BE") == _day(expected)

    @each_row(THREE_MONTHS)
    def test_three_months_in_belgium(self, received, expected):
        assert answer_by(_day(received), "BE", extended=True) == _day(expected)

    def test_the_holidays_are_those_of_the_controllers_country(self):
        # 21 July is a holiday in Belgium alone; 20 July 2027 is a Tuesday
        assert answer_by(_day("2027-06-21"), "BE") == _day("2027-07-22")
        assert answer_by(_day("2027-06-21"), "NL") == _day("2027-07-21")
        assert answer_by(_day("2027-06-21"), "be") == _day("2027-07-22")

    @each_value([None, "", "XX", "Belgium"])
    def test_of_a_country_that_nobody_knows_the_weekends_count(self, country):
        assert answer_by(_day("2027-06-21"), country) == _day("2027-07-21")
        assert working_day(_day("2026-11-28"), country) == _day("2026-11-30")

    def test_a_clock_that_stood_still_ends_so_many_days_later(self):
        assert answer_by(_day("2026-08-31"), "BE", suspended=5) == _day("2026-10-05")
        # Saturday 3 October moves on
        assert answer_by(_day("2026-08-31"), "BE", suspended=3) == _day("2026-10-05")

    @each_value([-1, 1.5, True, None, "3"])
    def test_no_suspension_has_such_days(self, suspended):
        with self.assertRaises(BadPeriod):
            answer_by(_day("2026-08-31"), "BE", suspended=suspended)

    def test_days_on_which_the_clock_stood_still_count_once(self):
        today = _day("2026-09-20")
        assert stood_still([], today) == 0
        assert stood_still([(_day("2026-09-01"), _day("2026-09-01"))], today) == 0
        assert stood_still([(_day("2026-09-01"), _day("2026-09-05"))], today) == 4
        assert stood_still([(_day("2026-09-01"), _day("2026-09-05")),
                            (_day("2026-09-03"), _day("2026-09-06"))], today) == 5
        assert stood_still([(_day("2026-09-15"), None)], today) == 5

    def test_an_answer_is_put_off_until_the_deadline_and_not_after_it(self):
        deadline = answer_by(_day("2026-01-31"), "BE")
        assert may_extend(deadline, deadline)
        assert not may_extend(deadline + timedelta(days=1), deadline)

    @each_row([
        ("2026-09-22", "on_track"), ("2026-09-23", "at_risk"), ("2026-09-30", "at_risk"),
        ("2026-10-01", "overdue"),
    ])
    def test_how_an_open_request_stands(self, today, expected):
        assert standing(_day(today), _day("2026-09-30")) == expected

    @given(DATES, COUNTRIES, st.booleans(), st.integers(0, 90))
    def test_a_deadline_is_a_working_day_not_before_the_period_has_run(
            self, received, country, extended, suspended):
        deadline = answer_by(received, country, extended, suspended)
        assert deadline.weekday() < 5 and working_day(deadline, country) == deadline
        months = 3 if extended else 1
        assert timedelta(days=28 * months + suspended) <= deadline - received
        assert deadline - received <= timedelta(days=31 * months + suspended + 10)

    @given(DATES, DATES, COUNTRIES)
    def test_who_asks_earlier_is_answered_not_later(self, one, other, country):
        first, second = sorted((one, other))
        assert answer_by(first, country) <= answer_by(second, country)

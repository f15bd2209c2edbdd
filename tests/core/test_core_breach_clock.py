"""72 hours from becoming aware (Art. 33(1); Reg. 1182/71), severity (ENISA 2013), and states."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.addons.cloudpepper_privacy.core.breach import clock, lists, severity, states
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

BRUSSELS = "Europe/Brussels"
MOMENTS = st.datetimes(datetime(2018, 5, 25), datetime(2060, 1, 1))


def local(*parts):
    """Return a moment of Brussels as UTC without a zone."""
    return datetime(*parts, tzinfo=ZoneInfo(BRUSSELS)).astimezone(ZoneInfo("UTC")).replace(
        tzinfo=None)


def weekdays(day):
    return day.weekday() < 5


class TestClock(CoreCase):
    @each_row([
        ("friday night is due on monday night", (2026, 11, 20, 23, 0), (2026, 11, 23, 23, 0)),
        ("clocks go forward", (2026, 3, 27, 23, 0), (2026, 3, 31, 0, 0)),
        ("clocks go back", (2026, 10, 23, 23, 0), (2026, 10, 26, 22, 0)),
        ("christmas counts", (2026, 12, 24, 9, 30), (2026, 12, 27, 9, 30)),
    ])
    def test_72_hours_are_hours_of_the_world(self, _name, aware, due):
        self.assertEqual(clock.due(local(*aware)), local(*due))

    @each_row([
        ("the hour of the event does not count", (2026, 11, 16, 9, 20), (2026, 11, 19, 10, 0)),
        ("nor does a full hour's", (2026, 11, 16, 9, 0), (2026, 11, 19, 10, 0)),
        ("friday night has monday alone", (2026, 11, 20, 23, 0), (2026, 11, 25, 0, 0)),
        ("friday morning has friday and monday", (2026, 11, 20, 9, 0), (2026, 11, 23, 10, 0)),
    ])
    def test_the_regulation_leaves_out_the_hour_and_wants_two_working_days(
            self, _name, aware, end):
        self.assertEqual(clock.regulation_end(local(*aware), BRUSSELS, weekdays), local(*end))

    def test_over_holidays_the_regulation_waits_for_the_second_working_day(self):
        closed = {date(2026, 12, 25), date(2026, 12, 28)}
        end = clock.regulation_end(
            local(2026, 12, 24, 23, 30), BRUSSELS,
            lambda day: weekdays(day) and day not in closed)
        self.assertEqual(end, local(2026, 12, 31, 0, 0))

    @given(MOMENTS)
    def test_due_is_never_after_the_end_by_the_regulation(self, aware):
        self.assertLessEqual(clock.due(aware), clock.regulation_end(aware, BRUSSELS, weekdays))

    @given(MOMENTS, st.floats(0, 400), st.floats(0, 72))
    def test_the_standing_follows_the_hours_left(self, aware, passed, at_risk):
        now = aware + timedelta(hours=passed)
        left = clock.hours_left(now, aware)
        stands = clock.standing(now, aware, at_risk)
        self.assertEqual(stands == "late", left < 0)
        self.assertEqual(stands == "late", clock.is_late(now, aware))
        if stands == "on_track":
            self.assertGreater(left, at_risk - 1e-6)

    @given(MOMENTS, st.integers(0, 72 * 60), st.integers(0, 72 * 60))
    def test_time_only_runs_one_way(self, aware, first, second):
        order = ["on_track", "at_risk", "late"]
        earlier, later = sorted((first, second))
        self.assertLessEqual(
            order.index(clock.standing(aware + timedelta(minutes=earlier), aware)),
            order.index(clock.standing(aware + timedelta(minutes=later), aware)))

    def test_the_very_end_is_in_time_and_a_second_later_is_not(self):
        aware = datetime(2026, 11, 20, 22)
        self.assertFalse(clock.is_late(clock.due(aware), aware))
        self.assertTrue(clock.is_late(clock.due(aware) + timedelta(seconds=1), aware))

    @each_row([(71.9, (2, 23)), (-25.0, (1, 1)), (0.4, (0, 0))])
    def test_hours_are_said_in_days(self, hours, said):
        self.assertEqual(clock.in_days(hours), said)


class TestSeverity(CoreCase):
    @each_row([
        ("a list of customers, to a known recipient", [1], 1, [0.25], 1.25, "low", "none"),
        ("the border of medium", [2], 1, [], 2.0, "medium", "risk"),
        ("bank statements, stolen", [1, 3], 0.75, [0.25, 0.5], 3.0, "high", "high"),
        ("health, published with intent", [4], 1, [0.5, 0.5], 5.0, "very_high", "high"),
        ("health, nobody identifiable", [4], 0.25, [0.5], 1.5, "low", "none"),
    ])
    def test_the_score_its_band_and_what_it_suggests(
            self, _name, contexts, ease, circumstances, score, band, risk):
        found = severity.severity(contexts, ease, circumstances)
        self.assertAlmostEqual(found, score)
        self.assertEqual((severity.band(found), severity.suggested(found)), (band, risk))

    @given(st.lists(st.sampled_from([1, 2, 3, 4]), min_size=1, max_size=4),
           st.sampled_from([0.25, 0.5, 0.75, 1]),
           st.lists(st.sampled_from([0, 0.25, 0.5]), max_size=4))
    def test_more_circumstances_never_make_it_less_severe(self, contexts, ease, circumstances):
        whole = severity.severity(contexts, ease, circumstances)
        self.assertGreaterEqual(whole, severity.severity(contexts, ease, circumstances[1:]))


class TestStates(CoreCase):
    def test_what_ended_is_only_opened_again(self):
        for state in states.ENDED:
            reached = [target for target in states.MOVES if states.may_move(state, target)]
            self.assertEqual(reached, ["open"])

    def test_nothing_is_closed_before_the_authority_was_told_or_need_not_be(self):
        self.assertFalse({"open", "assessed"} & states.MOVES["closed"])

    def test_the_first_notice_may_leave_open_what_the_last_may_not(self):
        known = {"facts": "x", "contact_point": "y"}
        self.assertEqual(states.missing(known, "initial"), [])
        self.assertIn("people_number", states.missing(known, "final"))
        self.assertEqual(states.missing({}, "initial"), ["facts", "contact_point"])


class TestLists(CoreCase):
    def test_addresses_are_found_however_they_are_listed(self):
        text = 'Ilse <Ilse@mail.example>; "jan@mail.example",x;mailto:a.b@c.example.\n@no a@b'
        self.assertEqual(lists.addresses_in(text), {
            "ilse@mail.example", "jan@mail.example", "a.b@c.example"})

"""What bin/suites reads in Odoo's log, and what it makes of two of them."""
import pytest

from tools.commands import suites, suites_log
from tools.commands.suites_log import Outcome
from tools.environment import console

STAMP = "2026-01-01 10:00:00,000 7 {} db odoo.addons.crm.tests.test_crm: {}\n"
FAIL = """FAIL: {}
Traceback (most recent call last):
  File "/x/test_crm.py", line 3, in test_a
    self.assertEqual(1, 2)
AssertionError: 1 != 2
 : what it means"""
END = "2026-01-01 10:00:09,000 7 ERROR db odoo.tests.result: {} failed, {} error(s) of {} tests " \
      "when loading database 'db'\n"
CLASS = "2026-01-01 10:00:01,000 7 ERROR db odoo.tests.suite: ERROR: setUpClass " \
        "(odoo.addons.crm.tests.test_crm.TestB)\nTraceback (most recent call last):\n" \
        "KeyError: 'x'\n"


def log(*started, failed=(), skipped=(), rest="", total=None):
    """A log as Odoo writes it."""
    text = "".join(STAMP.format("INFO", f"Starting {name} ... ") for name in started)
    text += "".join(STAMP.format("INFO", f"skipped {name} : no browser") for name in skipped)
    text += "".join(STAMP.format("ERROR", FAIL.format(name)) for name in failed)
    counts = total or (len(failed), rest.count("ERROR:"), len(started))
    return text + rest + END.format(*counts)


def outcome(run="abc", failed="", skipped=""):
    """An Outcome of tests with names of one letter, all in one class."""
    names = {letter: f"/crm:TestA.{letter}" for letter in "abcdef"}
    return Outcome("crm", {names[x] for x in run}, {names[x] for x in skipped},
                   {names[x]: "why" for x in failed})


def refused(call, *arguments):
    """The one line that a call refuses with."""
    with pytest.raises(console.Refusal) as caught:
        call(*arguments)
    return str(caught.value)


def settled(without, beside, again_without, again_beside):
    """The verdict on two runs and their repetition."""
    verdict = suites_log.compare(without, beside)
    return suites_log.settle(verdict, again_without, again_beside)


# === One log === #

def test_tests_are_named_as_odoo_takes_them():
    found = suites_log.read("crm", log("TestA.test_a", "TestA.test_b", failed=["TestA.test_a"],
                                       skipped=["TestA.test_b"]))
    assert found.run == {"/crm:TestA.test_a", "/crm:TestA.test_b"}
    assert found.failed == {"/crm:TestA.test_a": "AssertionError: 1 != 2"}
    assert found.skipped == {"/crm:TestA.test_b"}


def test_the_parts_of_a_test_are_one_test():
    parts = ["Subtest TestA.test_a (x=1)", "Subtest TestA.test_a [text] (x=2)"]
    found = suites_log.read("crm", log("TestA.test_a", failed=parts, total=(2, 0, 1)))
    assert [*found.failed] == ["/crm:TestA.test_a"]


def test_a_class_that_cannot_be_prepared_is_named():
    found = suites_log.read("crm", log("TestA.test_a", rest=CLASS))
    assert found.failed == {"/crm:TestB": "KeyError: 'x'"}


def test_other_errors_in_the_log_are_no_tests():
    other = "2026-01-01 10:00:00,000 7 ERROR db odoo.sql_db: bad query: ERROR: duplicate key\n"
    assert not suites_log.read("crm", log("TestA.test_a", rest=other, total=(0, 0, 1))).failed


@pytest.mark.parametrize("text", [
    "", STAMP.format("INFO", "Starting TestA.test_a ... "), END.format(0, 0, 0),
    log("TestA.test_a", total=(0, 0, 2)), log("TestA.test_a", total=(1, 0, 1)),
    log("TestA.test_a", failed=["TestA.test_a"], total=(0, 0, 1)),
], ids=["empty", "died", "no test", "one unnamed", "a failure unnamed", "a failure uncounted"])
def test_a_log_that_does_not_add_up_is_refused(text):
    assert "crm" in refused(suites_log.read, "crm", text)


# === Two of them === #

def test_what_fails_on_both_sides_is_not_the_addons():
    verdict = suites_log.compare(outcome(failed="a"), outcome(failed="a"))
    assert not verdict.bad() and not [*verdict.lines()]


def test_what_fails_again_with_the_addon_alone_is_broken():
    verdict = settled(outcome(), outcome(failed="a"), outcome("a"), outcome("a", failed="a"))
    assert verdict.bad() and [*verdict.broken] == ["/crm:TestA.a"]


@pytest.mark.parametrize("again_without, again_beside", [("", ""), ("a", "a"), ("a", "")])
def test_what_does_not_repeat_is_named_as_flaky(again_without, again_beside):
    verdict = settled(outcome(), outcome(failed="a"), outcome("a", failed=again_without),
                      outcome("a", failed=again_beside))
    assert not verdict.bad() and [*verdict.flaky] == ["/crm:TestA.a"]


def test_a_test_that_no_longer_runs_is_a_finding():
    verdict = suites_log.compare(outcome("abc"), outcome("ab"))
    assert verdict.bad() and verdict.lost == ["/crm:TestA.c"]


def test_a_class_that_fails_whole_hides_its_tests_once():
    beside = Outcome("crm", failed={"/crm:TestA": "KeyError"})
    verdict = suites_log.compare(outcome("ab"), beside)
    assert [*verdict.broken] == ["/crm:TestA"] and not verdict.lost


def test_a_skip_is_told_but_is_no_failure():
    verdict = suites_log.compare(outcome(), outcome(skipped="b"))
    assert not verdict.bad() and "TestA.b" in [*verdict.lines()][0]


def test_a_test_that_fails_only_without_the_addon_is_told():
    verdict = settled(outcome(failed="a"), outcome(), outcome("a", failed="a"), outcome("a"))
    assert verdict.mended == ["/crm:TestA.a"] and not verdict.bad()


def test_more_queries_are_told_where_both_sides_fail_already():
    text = "AssertionError: Query count more than expected for user admin: {} > 50 in test_a at x"
    sides = [Outcome("crm", failed={"/crm:TestA.a": text.format(count)}) for count in (69, 71)]
    verdict = suites_log.compare(*sides)
    assert "69 and now 71" in [*verdict.lines()][0] and not verdict.bad()
    assert not [*suites_log.compare(*reversed(sides)).lines()]


# === The list that is kept === #

def test_the_list_is_read_as_it_was_written():
    known = {"crm": (3, {"/crm:TestA.a"}), "base": (1, set())}
    text = suites_log.write_known("19.0.0", known)
    assert suites_log.read_known(text) == ("19.0.0", known)


def test_a_single_side_is_compared_with_the_list():
    known = {"crm": (3, {"/crm:TestA.a"})}
    assert not suites.against_list(outcome(failed="a"), known)
    assert "TestA.b" in suites.against_list(outcome(failed="ab"), known)[0]
    assert "2 tests ran" in suites.against_list(outcome("ab"), known)[0]
    assert "crm" in refused(suites.against_list, outcome(), {})


def test_both_sides_run_unless_one_is_asked_for():
    both, one = suites.parse([]), suites.parse(["--with", "--modules", "crm,sale"])
    assert both.without and both.beside and set(both.modules) == {*suites.MODULES}
    assert (one.without, one.beside, one.modules) == (False, True, ["crm", "sale"])


@pytest.mark.parametrize("arguments", [["--with", "--update"], ["--modules", "crm,web"]])
def test_what_makes_no_sense_is_refused(arguments):
    with pytest.raises(SystemExit):
        suites.parse(arguments)

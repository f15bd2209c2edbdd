"""bin/guards: the list of guard lines is true, and what is taken away is that line alone."""
import pytest

from tools.commands import guards
from tools.environment import console

CODE = '''\
class Run:
    def approve(self):
        self.check()
        return True

    def erase(self):
        self.check()
        self.check()
'''
BLOCK = "models/run.py :: {}\n- self.check()\n? test_run.py::TestRun::test_it\n"


def test_every_guard_of_the_list_is_in_the_code_once_and_so_are_its_tests():
    listed = guards.read(guards.LIST.read_text())
    guards.check(listed)
    assert len(listed) >= 25
    assert len({guard.name() for guard in listed}) == len(listed)


def test_a_line_is_taken_out_of_its_function_alone():
    (guard,) = guards.read(BLOCK.format("approve"))
    changed = guard.without(CODE).splitlines()
    assert changed[2] == "        pass"
    assert [line for n, line in enumerate(changed) if n != 2] == [
        line for n, line in enumerate(CODE.splitlines()) if n != 2]


@pytest.mark.parametrize(("function", "says"), [("erase", "2 lines"), ("execute", "0 functions")])
def test_a_line_that_is_not_there_once_is_refused(function, says):
    (guard,) = guards.read(BLOCK.format(function))
    with pytest.raises(console.Failure, match=says):
        guard.without(CODE)


@pytest.mark.parametrize("text", [
    "models/run.py :: approve\n- self.check()\n",
    "- self.check()\n? test_run.py::TestRun::test_it\n",
    "models/run.py :: approve\n- one\n- two\n? test_run.py::TestRun::test_it\n",
])
def test_a_block_without_a_place_a_line_or_a_test_is_refused(text):
    with pytest.raises(console.Failure, match="cannot read"):
        guards.read(text)


def test_a_guard_that_no_test_misses_is_named_and_makes_the_command_fail(capsys):
    listed = guards.read(BLOCK.format("approve") + "\n" + BLOCK.format("erase"))
    with pytest.raises(console.Failure, match="1 guards"):
        guards.report(listed, {0})
    assert "no test misses models/run.py erase" in capsys.readouterr().out
    assert guards.report(listed, {0, 1}) == 0

"""What the restore drill says when something does not hold. The drill itself is a command."""
from tools.commands import checks, drill


def test_equal_states_do_not_differ():
    assert drill.different({"a": {"1": "x"}, "b": {}}, {"a": {"1": "x"}}) == {}
    assert drill.described({}) == "none differs"


def test_a_row_that_is_other_missing_or_too_many_differs():
    one = {"a": {"1": "x", "2": "y", "3": "z"}, "gone": {"5": "x"}}
    other = {"a": {"1": "x", "2": "Y", "4": "z"}, "new": {"6": "x"}}
    found = drill.different(one, other)
    assert found == {"a": ["2", "3", "4"], "gone": ["5"], "new": ["6"]}
    assert drill.described(found) == "DIFFERENT a: 3 (2, 3, 4); gone: 1 (5); new: 1 (6)"


def test_one_that_does_not_hold_fails_the_whole(capsys):
    looked = checks.Checks()
    looked.add("backup", True, "10 rows")
    assert looked.show()
    looked.add("end state", {}, "nothing")
    assert not looked.show()
    lines = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in lines if "end state" in line] == ["FAILS"]
    assert lines[-1] == "2 looked at, 1 do not hold"

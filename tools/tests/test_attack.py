"""bin/attack: its lines say what they try, and none holds because it broke off."""
from tools.attack import lines
from tools.attack.world import Seen, all_of


def test_every_line_says_what_it_tries_and_no_two_say_the_same():
    said = [line.what for line in lines.LINES]
    assert all(said)
    assert len(said) == len(set(said))


def test_every_case_of_the_doors_is_tried():
    assert {f"D{number}" for number in range(1, 11)} <= {line.case for line in lines.LINES}


def test_what_breaks_off_is_open():
    def attack(_world):
        """Break off."""
        raise ValueError("no such thing")

    seen = lines.Line("D1", attack).tried(None)
    assert (seen.held, seen.what) == (False, "broke off: ValueError no such thing")
    assert lines.Line("D1", lambda _world: Seen(True, "x")).tried(None).held


def test_of_several_the_first_that_did_not_hold_counts():
    good, bad = Seen(True, "good"), Seen(False, "bad")
    assert all_of(good, bad, good) == bad
    assert all_of(good, good).held


def test_words_choose_lines():
    assert {line.case for line in lines.chosen(["D10"])} == {"D10"}
    assert len(lines.chosen([])) == len(lines.LINES)

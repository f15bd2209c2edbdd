"""The states and outcomes of requests: a table, and any history (hypothesis)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.cloudpepper_privacy.core.requests import rights as rules

from .. import shared_machine  # noqa: F401

RIGHTS = st.sampled_from(sorted(rules.RIGHTS))
GROUNDS = st.sampled_from([None, "nonsense", *rules.GROUNDS])
OUTCOMES = st.sampled_from(rules.OUTCOMES)


def test_there_are_the_rights_of_the_policy():
    assert len(rules.RIGHTS) == 9 and set(rules.ACTING) < set(rules.RIGHTS)


@pytest.mark.parametrize(("state", "target", "may"), [
    ("received", "identity", True), ("received", "open", True), ("received", "answered", False),
    ("identity", "answered", True), ("open", "answered", True), ("open", "received", False),
    ("answered", "open", True), ("answered", "dropped", False), ("dropped", "received", True),
    ("nonsense", "open", False), ("open", "nonsense", False),
])
def test_moves(state, target, may):
    assert rules.may_move(state, target) is may


@given(st.lists(st.sampled_from(sorted(rules.MOVES)), max_size=12))
def test_no_history_leaves_the_table_or_ends_unanswered_in_silence(targets):
    state = "received"
    for target in targets:
        if rules.may_move(state, target):
            state = target
    assert state in rules.MOVES
    assert state in rules.RUNNING or rules.MOVES[state]


@pytest.mark.parametrize(("right", "outcome", "ground", "identified", "why"), [
    ("access", "granted", None, True, None),
    ("access", "granted", None, False, "identity"),
    ("access", "granted", "others", True, "ground"),
    ("access", "partly", "others", True, None),
    ("access", "partly", None, True, "ground"),
    ("access", "refused", "legal_duty", True, "ground"),
    ("erasure", "partly", "legal_duty", True, None),
    ("erasure", "refused", "unfounded", False, "identity"),
    ("erasure", "refused", "identity", False, None),
    ("erasure", "refused", "identity", True, "ground"),
    ("erasure", "referred", "processor", False, None),
    ("erasure", "referred", "legal_duty", True, "ground"),
    ("erasure", "refused", "processor", True, "ground"),
    ("erasure", "lost", None, True, "outcome"), ("nonsense", "granted", None, True, "outcome"),
])
def test_how_a_right_may_be_closed(right, outcome, ground, identified, why):
    assert rules.may_close(right, outcome, ground, identified) == why


@given(RIGHTS, OUTCOMES, GROUNDS)
def test_before_identity_holds_nothing_is_granted(right, outcome, ground):
    if rules.may_close(right, outcome, ground, identified=False) is None:
        assert outcome in ("refused", "referred")
        assert ground in ("identity", "processor")


@given(RIGHTS, OUTCOMES, GROUNDS, st.booleans())
def test_whoever_gets_less_than_asked_is_told_why(right, outcome, ground, identified):
    if rules.may_close(right, outcome, ground, identified) is None and outcome != "granted":
        assert ground in rules.GROUNDS

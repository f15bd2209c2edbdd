"""The states and outcomes of requests: a table, and any history (hypothesis)."""

from odoo.addons.cloudpepper_privacy.core.requests import rights
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

RIGHTS = st.sampled_from(sorted(rights.RIGHTS))
GROUNDS = st.sampled_from([None, "nonsense", *rights.GROUNDS])
OUTCOMES = st.sampled_from(rights.OUTCOMES)


class TestRights(CoreCase):
    def test_there_are_the_rights_of_the_policy(self):
        assert len(rights.RIGHTS) == 9

    @each_row([
        ("received", "identity", True), ("received", "open", True), ("received", "answered", True),
        ("identity", "answered", True), ("open", "answered", True), ("open", "received", False),
        ("answered", "open", True), ("answered", "dropped", False), ("dropped", "received", True),
        ("nonsense", "open", False), ("open", "nonsense", False),
    ])
    def test_moves(self, state, target, may):
        assert rights.may_move(state, target) is may

    def test_nothing_is_refused_for_an_identity_that_nobody_has_asked_for(self):
        for asked, why in ((True, None), (False, "unasked")):
            assert rights.may_close("access", "refused", "identity", False, asked) == why
        assert rights.may_close("access", "referred", "processor", False, asked=False) is None

    @given(st.lists(st.sampled_from(sorted(rights.STATE_MOVES)), max_size=12))
    def test_no_history_leaves_the_table_or_ends_unanswered_in_silence(self, targets):
        state = "received"
        for target in targets:
            if rights.may_move(state, target):
                state = target
        assert state in rights.STATE_MOVES
        assert state in rights.RUNNING or rights.STATE_MOVES[state]

    @each_row([
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
    def test_how_a_right_may_be_closed(self, right, outcome, ground, identified, why):
        assert rights.may_close(right, outcome, ground, identified) == why

    @given(RIGHTS, OUTCOMES, GROUNDS)
    def test_before_identity_holds_nothing_is_granted(self, right, outcome, ground):
        if rights.may_close(right, outcome, ground, identified=False) is None:
            assert outcome in ("refused", "referred")
            assert ground in ("identity", "processor")

    @given(RIGHTS, OUTCOMES, GROUNDS, st.booleans())
    def test_whoever_gets_less_than_asked_is_told_why(self, right, outcome, ground, identified):
        if rights.may_close(right, outcome, ground, identified) is None and outcome != "granted":
            assert ground in rights.GROUNDS

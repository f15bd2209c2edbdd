"""The plan adds up, its digest depends on what it does and on nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.cloudpepper_privacy.core import ledger
from odoo.addons.cloudpepper_privacy.core.datamap import WHOLE, Entry, ordered
from odoo.addons.cloudpepper_privacy.core.errors import BadPlan
from odoo.addons.cloudpepper_privacy.core.marks import EPOCH, Mark
from odoo.addons.cloudpepper_privacy.core.plan import Plan, Step, build, digest, totals

MAIL = Entry(1, 10, "mail.message", "communication", "erase")
NAME = Entry(2, 90, "res.partner", "account", "mask", ("name",))
STEPS = st.lists(
    st.builds(Step, st.integers(1, 9), st.sampled_from(["a", "b"]), st.integers(1, 99),
              st.sampled_from(["erase", "mask", "redact", "keep"])),
    max_size=40,
)

from . import shared_machine  # noqa: F401


def test_only_the_due_category_is_planned():
    located = {1: [(7, 70)], 2: [(7, 7)]}
    plan = build((MAIL, NAME), located, {7: {"communication"}}, {})
    assert plan.steps == (Step(7, "mail.message", 70, "erase"),)


def test_the_whole_contact_takes_every_category():
    located = {1: [(7, 70)], 2: [(7, 7)]}
    plan = build((MAIL, NAME), located, {7: {WHOLE}}, {})
    assert [step.model for step in plan.steps] == ["mail.message", "res.partner"]


def test_a_subject_that_is_not_due_has_no_step():
    assert not len(build((MAIL,), {1: [(7, 70), (8, 80)]}, {}, {}))


def test_a_protected_record_is_kept_with_ground_and_end():
    decisions = {("mail.message", 70): ("keep", (), "audit_trail", "2033-12-31")}
    plan = build((MAIL,), {1: [(7, 70), (7, 71)]}, {7: {WHOLE}}, decisions)
    assert plan.groups() == [(("mail.message", "erase", ()), [71])]
    grounds = {line["outcome"]: line["ground"] for line in plan.details()[7]}
    assert grounds == {"erased": "", "kept": "audit_trail"}


def test_an_act_that_nobody_knows_is_refused():
    with pytest.raises(BadPlan):
        Entry(1, 1, "res.partner", "account", "forget")
    with pytest.raises(BadPlan):
        Entry(1, 1, "res.partner", "account", "mask")
    with pytest.raises(BadPlan):
        totals([{"outcome": "lost", "count": 1}])


def test_what_leads_to_others_is_acted_on_last():
    assert ordered([NAME, MAIL]) == (MAIL, NAME)


@given(STEPS)
def test_found_is_the_sum_of_all_outcomes(steps):
    lines = [line for each in Plan(steps).details().values() for line in each]
    sums = totals(lines)
    assert sums["found"] == len(steps)
    assert sums["found"] == sum(count for name, count in sums.items() if name != "found")


@given(STEPS, st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_steps(steps, random):
    shuffled = list(steps)
    random.shuffle(shuffled)
    assert Plan(steps).digests() == Plan(shuffled).digests()


@given(STEPS.filter(bool))
def test_one_step_less_is_another_digest(steps):
    assert Plan(steps).digests() != Plan(steps[:-1]).digests()


def test_lines_cannot_be_moved_into_each_other():
    assert digest(["ab", "c"]) != digest(["a", "bc"])


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers(), max_size=3), max_size=8))
def test_a_chain_sealed_in_two_parts_is_the_chain_sealed_at_once(rows):
    for cut in range(len(rows) + 1):
        assert ledger.seal(ledger.seal(ledger.START, rows[:cut]), rows[cut:]) == ledger.seal(
            ledger.START, rows
        )


@given(st.lists(st.integers(), min_size=1, max_size=8), st.data())
def test_a_changed_row_changes_the_seal(values, data):
    rows = [{"id": n, "v": value} for n, value in enumerate(values)]
    place = data.draw(st.integers(0, len(rows) - 1))
    changed = [dict(row) for row in rows]
    changed[place]["v"] += 1
    assert ledger.seal(ledger.START, rows) != ledger.seal(ledger.START, changed)


MARKS = st.builds(
    Mark, st.dates(min_value=EPOCH, max_value=EPOCH.replace(year=2300)),
    st.integers(0, 2**14 - 1), st.integers(1, 2**31 - 1),
)


@given(MARKS)
def test_a_mark_comes_back_as_it_was_packed(mark):
    assert Mark.unpack(mark.pack()) == mark


@given(MARKS, MARKS)
def test_the_later_mark_is_the_larger_number(one, other):
    if one.day != other.day:
        assert (one.pack() < other.pack()) == (one.day < other.day)
    assert -(2**63) <= one.pack() < 2**63

"""The digest of a plan depends on what it does and on nothing else; a chain is sealed in parts."""

from odoo.addons.cloudpepper_privacy.core.errors import BadPlan
from odoo.addons.cloudpepper_privacy.core.evidence import ledger
from odoo.addons.cloudpepper_privacy.core.evidence.plan_digest import (
    Step,
    digest,
    digest_of,
)
from odoo.addons.cloudpepper_privacy.core.policy.datamap import Entry, ordered
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

MAIL = Entry(1, 10, "mail.message", "communication", "erase")
NAME = Entry(2, 90, "res.partner", "account", "mask", ("name",))
STEPS = st.lists(
    st.builds(Step, st.sampled_from(["a", "b"]), st.integers(1, 99),
              st.sampled_from(["erase", "mask", "redact", "keep"])),
    max_size=40,
)



class TestPlanDigest(CoreCase):
    def test_an_act_that_nobody_knows_is_refused(self):
        with self.assertRaises(BadPlan):
            Entry(1, 1, "res.partner", "account", "forget")
        with self.assertRaises(BadPlan):
            Entry(1, 1, "res.partner", "account", "mask")
        with self.assertRaises(BadPlan):
            Entry(1, 1, "calendar.event", "communication", "erase", shared_act="redact")

    def test_what_leads_to_others_is_acted_on_last(self):
        assert ordered([NAME, MAIL]) == (MAIL, NAME)

    @given(STEPS, st.randoms())
    def test_the_digest_does_not_depend_on_the_order_of_steps(self, steps, random):
        shuffled = list(steps)
        random.shuffle(shuffled)
        assert digest_of(steps) == digest_of(shuffled)

    @given(STEPS.filter(bool))
    def test_one_step_less_is_another_digest(self, steps):
        assert digest_of(steps) != digest_of(steps[:-1])

    def test_a_step_kept_longer_is_another_digest(self):
        kept = Step("mail.message", 7, "keep", "", "shared", "2033-12-31")
        assert digest_of([kept]) != digest_of([kept._replace(until="2034-12-31")])

    def test_lines_cannot_be_moved_into_each_other(self):
        assert digest(["ab", "c"]) != digest(["a", "bc"])

    @given(st.lists(st.dictionaries(st.text(max_size=5), st.integers(), max_size=3), max_size=8))
    def test_a_chain_sealed_in_two_parts_is_the_chain_sealed_at_once(self, rows):
        for cut in range(len(rows) + 1):
            assert ledger.seal(ledger.seal(ledger.START, rows[:cut]), rows[cut:]) == ledger.seal(
                ledger.START, rows
            )

    @given(st.lists(st.integers(), min_size=1, max_size=8), st.data())
    def test_a_changed_row_changes_the_seal(self, values, data):
        rows = [{"id": n, "v": value} for n, value in enumerate(values)]
        place = data.draw(st.integers(0, len(rows) - 1))
        changed = [dict(row) for row in rows]
        changed[place]["v"] += 1
        assert ledger.seal(ledger.START, rows) != ledger.seal(ledger.START, changed)

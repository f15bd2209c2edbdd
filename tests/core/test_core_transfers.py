"""What a recipient lacks (core/policy/transfers.py): GDPR Art. 26, 28(3), 44 to 49."""

from datetime import date

from odoo.addons.cloudpepper_privacy.core.policy.transfers import (
    EEA,
    MISSING,
    Recipient,
    missing,
    outside,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase

TODAY = date(2026, 6, 1)
WHOLE = Recipient(
    role="processor", country="US", ground="scc", module="c2p", whoever=False, document=True,
    reasons=True, contract=True, review=date(2026, 6, 1), reachable=True)


class TestTransfers(CoreCase):
    def lacks(self, **changes):
        return missing(WHOLE._replace(**changes), TODAY)

    def test_a_recipient_with_all_of_it_lacks_nothing(self):
        self.assertEqual(self.lacks(), ())
        self.assertEqual(self.lacks(country="BE", ground="none", module="", document=False), ())
        self.assertEqual(self.lacks(country="JP", ground="adequacy", module="", document=False), ())

    def test_outside_the_area_a_ground_is_asked_for_and_inside_none(self):
        for ground in ("none", "unknown"):
            self.assertEqual(self.lacks(ground=ground), ("ground",))
            self.assertEqual(self.lacks(ground=ground, country="NO"), ())
        self.assertTrue(outside("GB") and outside("CH"))
        self.assertFalse(outside("") or outside("IS") or outside("BE"))
        self.assertEqual(len(EEA), 30)

    def test_clauses_need_their_module_and_a_copy(self):
        self.assertEqual(self.lacks(module=""), ("module",))
        self.assertEqual(self.lacks(document=False), ("document",))
        self.assertEqual(self.lacks(role="controller"), ("other_module",))
        self.assertEqual(self.lacks(role="controller", module="c2c"), ())
        self.assertEqual(self.lacks(module="p2p"), ())

    def test_a_derogation_says_why_and_the_framework_is_for_the_united_states(self):
        self.assertEqual(self.lacks(ground="derogation", reasons=False), ("reasons",))
        self.assertEqual(self.lacks(ground="dpf"), ())
        self.assertEqual(self.lacks(ground="dpf", country="CA"), ("only_us",))

    def test_a_processor_has_a_contract_and_joint_controllers_an_arrangement(self):
        self.assertEqual(self.lacks(contract=False), ("contract",))
        self.assertEqual(self.lacks(contract=False, role="joint", module="c2c"), ("arrangement",))
        self.assertEqual(self.lacks(contract=False, role="controller", module="c2c"), ())

    def test_a_contract_is_looked_at_again_by_its_day(self):
        self.assertEqual(self.lacks(review=date(2026, 5, 31)), ("review",))
        self.assertEqual(self.lacks(review=None), ())

    def test_who_is_whoever_it_will_be_has_no_country_and_no_address(self):
        gone = {"country": "", "ground": "unknown", "module": "", "reachable": False}
        self.assertEqual(self.lacks(**gone), ("country", "reach"))
        self.assertEqual(self.lacks(**gone, whoever=True), ())

    def test_all_that_can_be_missing_is_told_in_order(self):
        found = set()
        for changes in (
                {"country": "", "module": "", "document": False, "reachable": False},
                {"ground": "unknown", "contract": False, "review": date(2020, 1, 1)},
                {"ground": "derogation", "reasons": False}, {"ground": "dpf", "country": "IN"},
                {"role": "joint", "contract": False}):
            codes = self.lacks(**changes)
            self.assertEqual(list(codes), [code for code in MISSING if code in codes])
            found.update(codes)
        self.assertEqual(found, {*MISSING})

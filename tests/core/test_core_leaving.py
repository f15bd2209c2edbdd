"""Receipts of systems, without Odoo."""

from datetime import date

from odoo.addons.cloudpepper_privacy.core.leaving.receipts import (
    Problem,
    Receipt,
    read,
    receipts_of,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

TODAY = date(2026, 11, 23)
GOOD = {"task": "0" * 32, "done_on": "2026-11-23", "receipt": "job 1"}


class TestReceipts(CoreCase):
    def test_a_good_one_is_read(self):
        self.assertEqual(read(GOOD, TODAY), Receipt("0" * 32, TODAY, "job 1"))

    def test_each_field_that_is_wrong_is_named(self):
        for name, value in (("task", "x"), ("task", None), ("done_on", "23/11/2026"),
                            ("done_on", "2026-11-24"), ("done_on", "2026-02-30"),
                            ("receipt", " "), ("receipt", "a\nb"), ("receipt", "é")):
            with self.subTest(name=name, value=value):
                found = read({**GOOD, name: value}, TODAY)
                self.assertIsInstance(found, Problem)
                self.assertEqual(found.field, name)

    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["task", "done_on", "receipt"]), inner)),
        max_leaves=8))
    def test_whatever_is_sent_is_read_or_refused(self, raw):
        self.assertIsInstance(read(raw, TODAY), (Receipt, Problem))
        self.assertIsInstance(receipts_of(raw), Problem)

"""Texts of a policy with placeholders, differences of facts, and reading a policy that was
written by hand (core/policy/policy_text.py, policy_facts.py, policy_reading.py).
"""

from odoo.addons.cloudpepper_privacy.core.policy.policy_facts import canonical, differences, digest
from odoo.addons.cloudpepper_privacy.core.policy.policy_reading import claims, sentences
from odoo.addons.cloudpepper_privacy.core.policy.policy_text import (
    Problem,
    blocks,
    filled,
    inserts,
    problems,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase


class TestText(CoreCase):
    def test_paragraphs_lists_and_what_records_put_in(self):
        text = "We,\n{controller.name}.\n\n- one\n- two\n\n{periods}\n"
        self.assertEqual([block.kind for block in blocks(text)], ["paragraph", "list", "insert"])
        self.assertEqual(blocks(text)[1].lines, ("one", "two"))
        self.assertEqual(inserts(text), ("periods",))
        self.assertFalse(problems(text))
        self.assertEqual(filled("We, {controller.name}.", {"controller.name": "{x}"}), "We, {x}.")

    def test_what_nobody_could_fill_is_a_problem(self):
        self.assertEqual(problems("Dear {reader}"), (Problem("unknown", "reader"),))
        self.assertEqual(problems("{reader}"), (Problem("unknown", "reader"),))
        self.assertEqual(problems("We keep {periods} long"), (Problem("apart", "periods"),))
        self.assertEqual(problems("- {periods}"), (Problem("apart", "periods"),))
        for text in ("a { b", "a } b", "{{version}}", "{version"):
            self.assertIn("brace", {problem.kind for problem in problems(text)}, text)
        with self.assertRaises(KeyError):
            filled("{version}", {})


class TestFacts(CoreCase):
    OLD = {"periods": [{"key": "a", "name": "A", "sentence": "3 years", "data": ["x", "y"]},
                       {"key": "b", "name": "B", "sentence": "1 year"}]}

    def test_the_same_is_no_difference_whatever_its_order(self):
        turned = {"periods": [self.OLD["periods"][1],
                              {**self.OLD["periods"][0], "data": ["y", "x"]}]}
        self.assertFalse(differences(self.OLD, turned))

    def test_added_removed_and_changed(self):
        new = {"periods": [{**self.OLD["periods"][0], "sentence": "4 years"},
                           {"key": "c", "name": "C"}]}
        found = [(change.kind, change.name, change.field, change.old, change.new)
                 for change in differences(self.OLD, new)]
        self.assertEqual(found, [
            ("removed", "B", "", (), ()), ("changed", "A", "sentence", ("3 years",), ("4 years",)),
            ("added", "C", "", (), ())])
        self.assertTrue(all(change.is_material for change in differences(self.OLD, new)))

    def test_a_wording_is_not_material(self):
        old = {"texts": [{"key": "a", "name": "A", "body": "Old"}]}
        new = {"texts": [{"key": "a", "name": "A", "body": "New"}]}
        (change,) = differences(old, new)
        self.assertFalse(change.is_material)

    def test_a_digest_is_of_the_values_and_not_of_their_order(self):
        self.assertEqual(digest({"a": 1, "b": 2}), digest({"b": 2, "a": 1}))
        self.assertNotEqual(digest({"a": 1}), digest({"a": 2}))
        self.assertEqual(canonical({"é": [1]}), '{"é":[1]}')


class TestReading(CoreCase):
    def _claims(self, text):
        return {(claim.kind, claim.key): claim.said for sentence in sentences(text)
                for claim in claims(sentence)}

    def test_headings_are_no_sentences(self):
        (one, two) = sentences("Who we are\n\nWe are us. We are here.")
        self.assertEqual((one.section, one.text, two.text),
                         ("Who we are", "We are us.", "We are here."))

    def test_periods_in_figures_and_in_brackets(self):
        found = self._claims("  • Account and billing data: for seven (7) years after it ends.\n"
                             "  • Backups: removed within 30 days; overwritten up to 90 days.")
        self.assertEqual(found[("period", "billing")], ("7", "years"))
        self.assertEqual(found[("period", "hosted")], ("30", "days"))
        self.assertEqual(found[("period", "backup")], ("90", "days"))

    def test_bases_and_data_of_a_purpose(self):
        found = self._claims("Billing and payment processing. Account and billing data. Contract "
                             "(Art. 6(1)(b)) and legal obligation (Art. 6(1)(c)).")
        self.assertEqual(found[("basis", "billing")], ("b", "c"))
        self.assertEqual(found[("data", "billing")], ("account",))

    def test_a_sentence_without_a_fact_claims_nothing(self):
        self.assertFalse(self._claims("We do not sell your personal data."))

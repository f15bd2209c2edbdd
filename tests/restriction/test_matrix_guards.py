"""What the matrix finds: a model, field, method or page that nobody has decided on fails it."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..builders import matrix
from ..builders.matrix import MATRIX, decisions, parsed


@tagged("post_install", "-at_install")
class TestMatrixFindsWhatIsNew(TransactionCase):
    """Each is put where a developer would put it, and read as the matrix reads it."""

    def _rows(self):
        return matrix.undecided(decisions(), matrix.all_there_is(self.env))

    def _part(self, model):
        """Return the class of this addon that makes a model or adds to it."""
        return next(part for part in type(self.env[model]).__mro__ if matrix.is_ours(part)
                    and "_original_module" not in vars(part))

    def test_a_method_of_our_own_model(self):
        with patch.object(self._part("privacy.hold"), "tell_all", lambda self: 1, create=True):
            self.assertEqual(self._rows(), ["method\tprivacy.hold\t?\ttell_all\t[]"])

    def test_a_method_on_a_model_of_odoo(self):
        with patch.object(self._part("account.move"), "tell_all", lambda self: 1, create=True):
            self.assertIn("method\taccount.move\t?\ttell_all\t[]", self._rows())

    def test_a_method_that_no_client_may_call_needs_no_decision(self):
        with patch.object(self._part("privacy.hold"), "_tell_all", lambda self: 1, create=True):
            self.assertEqual(self._rows(), [])

    def _with_field(self, model, name, module):
        field = fields.Char()
        field.name, field.model_name, field._module = name, model, module
        field.inherited_field = None
        return patch.dict(type(self.env[model])._fields__, {name: field})

    def test_a_field_of_our_own_model(self):
        with self._with_field("privacy.hold", "secret", matrix.OURS):
            self.assertEqual(self._rows(), ["field\tprivacy.hold\t?\t?\tsecret"])

    def test_a_field_on_a_model_of_odoo(self):
        with self._with_field("res.partner", "privacy_secret", matrix.OURS):
            self.assertEqual(self._rows(), ["field\tres.partner\t?\t?\tprivacy_secret"])

    def test_a_field_of_another_module_is_that_ones(self):
        with self._with_field("res.partner", "secret", "sale"):
            self.assertEqual(self._rows(), [])

    def test_a_model(self):
        own = matrix.own_models(self.env)
        with patch.object(matrix, "own_models", lambda env: [*own, "res.lang"]):
            self.assertIn("model\tres.lang\t?\t?\t?\t?", self._rows())

    def test_a_page(self):
        there = {"route": [("GET", "/privacy/all")]}
        self.assertEqual(matrix.undecided(decisions(), there), ["route\tGET\t/privacy/all\t?"])

    def test_the_message_has_the_line_to_add(self):
        with self._with_field("privacy.hold", "secret", matrix.OURS):
            told = matrix.how_to_add(self._rows())
        self.assertIn("tests/restriction/access_matrix.tsv", told)
        self.assertEqual(told.splitlines()[-1], "field\tprivacy.hold\t?\t?\tsecret")

    def test_the_line_is_all_that_is_to_be_added(self):
        text = MATRIX.read_text(encoding="utf-8")
        with self._with_field("privacy.hold", "secret", matrix.OURS):
            (row,) = self._rows()
            made = parsed(f"{text}{row.replace('?', 'o')}\n")
            self.assertEqual(matrix.undecided(made, matrix.all_there_is(self.env)), [])


@tagged("post_install", "-at_install")
class TestRowsOfTheMatrix(TransactionCase):
    def test_a_question_mark_is_no_decision(self):
        with self.assertRaisesRegex(ValueError, "line 2: .*decide"):
            parsed("# one\nfield\tprivacy.hold\t?\twrite\tname")

    def test_nothing_is_decided_twice(self):
        row = "field\tprivacy.hold\tread\twrite\tname"
        with self.assertRaisesRegex(ValueError, "line 2: .*twice"):
            parsed(f"{row}\n{row}")

    def test_a_decision_on_what_is_gone_is_found(self):
        made = parsed("model\tprivacy.hold\tu\tu\tu\t-\nfield\tprivacy.hold\tread\twrite\ta b")
        there = {"model": ["privacy.hold"], "field": [("privacy.hold", "a")], "method": [],
                 "way": [], "route": []}
        self.assertEqual(matrix.gone(made, there, {"privacy.hold"}), ["field privacy.hold b"])
        self.assertEqual(matrix.undecided(made, there), [])

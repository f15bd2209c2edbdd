"""Each row of the policy has at least one test that shows it from outside."""

import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

HERE = Path(__file__).parent
ROWS = {f"p{number}" for number in range(1, 19)}


def shown(text):
    """Return the rows that the tests of a module name: ``test_p6_p7_…`` names two."""
    return {row for names in re.findall(r"def test_((?:p\d+_)+)\w", text)
            for row in names.split("_") if row}


@tagged("post_install", "-at_install")
class TestEveryPromise(BaseCase):
    def test_p1_to_p18_each_have_one(self):
        found = set().union(*(shown(path.read_text()) for path in HERE.glob("test_*.py")
                              if path.name != Path(__file__).name))
        self.assertEqual(found, ROWS)

    def test_a_row_is_read_from_a_name_and_from_nothing_else(self):
        self.assertEqual(shown("def test_p6_p7_each_is_named(self):"), {"p6", "p7"})
        self.assertFalse(shown("def test_parents(self):\n# test_p3_is_missing"))

"""Links and receipts, without Odoo."""

from datetime import date
from unittest import TestCase

from odoo.addons.cloudpepper_privacy.core.consents.links import Link, seal, unseal
from odoo.addons.cloudpepper_privacy.core.consents.receipt import is_signed, public_key, signed

LINK = Link("zoe@celik.example", 3, date(2026, 11, 23))


class TestCoreConsents(TestCase):
    def test_a_link_opens_with_its_own_secret_and_database_alone(self):
        token = seal(LINK, b"secret", "db")
        self.assertEqual(unseal(token, b"secret", "db"), LINK)
        self.assertIsNone(unseal(token, b"other", "db"))
        self.assertIsNone(unseal(token, b"secret", "copy"))

    def test_whatever_is_no_link_is_none(self):
        token = seal(LINK, b"secret", "db")
        for wrong in ("", "x", "é", "=" * 50, token[:-1], token + "A", "A" * 5000, "A" * 40):
            self.assertIsNone(unseal(wrong, b"secret", "db"), wrong[:20])

    def test_two_links_of_one_address_have_nothing_in_common(self):
        one, two = seal(LINK, b"secret", "db"), seal(LINK, b"secret", "db")
        self.assertNotEqual(one[:16], two[:16])

    def test_a_receipt_holds_with_the_key_that_signed_it_and_a_former_one(self):
        receipt = signed({"b": "é", "a": [1, {"c": None}]}, b"old", "https://x.example/keys")
        known = [public_key(b"new"), public_key(b"old")]
        self.assertTrue(is_signed(receipt, known))
        self.assertFalse(is_signed({**receipt, "b": "e"}, known))
        self.assertFalse(is_signed(receipt, known[:1]))
        self.assertFalse(is_signed({"a": 1}, known))

"""What notices compute: seals, signatures, waits, addresses that may be called, removal lists."""

import csv
import hashlib
import hmac
import io

from odoo.addons.cloudpepper_privacy.core.notices import (
    backoff,
    reach,
    removal_list,
    sealed,
    signature,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value

KEY, OTHER = b"k" * 32, b"o" * 32


class TestSealed(CoreCase):
    def test_what_is_sealed_is_read_with_its_key_alone(self):
        hidden = sealed.seal("ilse@vermeulen.example", [KEY], "notice 1")
        self.assertNotIn("ilse", hidden)
        self.assertEqual(sealed.unseal(hidden, [KEY], "notice 1"), "ilse@vermeulen.example")
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(hidden, [OTHER], "notice 1")
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(hidden, [], "notice 1")

    def test_it_belongs_to_one_record(self):
        hidden = sealed.seal("ilse@vermeulen.example", [KEY], "notice 1")
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(hidden, [KEY], "notice 2")

    def test_a_former_key_still_opens_and_the_first_one_seals(self):
        before = sealed.seal("x", [OTHER], "a")
        self.assertEqual(sealed.unseal(before, [KEY, OTHER], "a"), "x")
        now = sealed.seal("x", [KEY, OTHER], "a")
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(now, [OTHER], "a")

    def test_the_same_text_never_looks_the_same(self):
        self.assertEqual(len({sealed.seal("x", [KEY], "a") for _time in range(50)}), 50)

    @each_value(["", "1:", "1:!!", "2:AAAA", "1:AAAA", "nothing", "1:" + "A" * 64])
    def test_what_is_no_seal_is_refused(self, text):
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(text, [KEY], "a")

    def test_a_changed_bit_is_seen(self):
        hidden = sealed.seal("a longer text than that", [KEY], "a")
        swapped = hidden[:-6] + ("A" if hidden[-6] != "A" else "B") + hidden[-5:]
        with self.assertRaises(sealed.Unopened):
            sealed.unseal(swapped, [KEY], "a")


class TestBackoff(CoreCase):
    def test_waits_double_up_to_twelve_hours(self):
        waits = [backoff.wait(number, 0.5) for number in range(1, 12)]
        self.assertEqual(waits[:4], [300, 600, 1200, 2400])
        self.assertEqual(waits[-1], 12 * 3600)
        self.assertEqual(backoff.wait(10_000, 0.5), 12 * 3600)

    def test_sixteen_attempts_outlast_two_days_at_their_shortest(self):
        self.assertGreater(sum(backoff.wait(number, 0) for number in range(1, 16)), 2 * 24 * 3600)

    def test_chance_moves_a_wait_by_a_quarter(self):
        self.assertEqual((backoff.wait(1, 0), backoff.wait(1, 1)), (225, 375))

    @each_row([(None, 300), (10, 300), (3600, 3600), (10 ** 9, 24 * 3600)])
    def test_what_a_receiver_asks_for_counts_up_to_a_day(self, asked, seconds):
        self.assertEqual(backoff.wait(1, 0.5, asked), seconds)


class TestSignature(CoreCase):
    def test_it_is_the_hmac_of_moment_and_body(self):
        expected = hmac.new(b"s", b'1700000000.{"a":1}', hashlib.sha256).hexdigest()
        self.assertEqual(signature.signed(b"s", "1700000000", b'{"a":1}'), f"sha256={expected}")

    def test_a_receipt_is_of_one_notice_one_moment_and_one_secret(self):
        given = signature.receipt(b"s", "abc", "1700000000")
        self.assertTrue(signature.is_receipt(given, b"s", "abc", "1700000000"))
        for secret, number, moment in ((b"x", "abc", "1700000000"), (b"s", "abd", "1700000000"),
                                       (b"s", "abc", "1700000001")):
            self.assertFalse(signature.is_receipt(given, secret, number, moment))

    def test_what_we_sent_is_no_receipt(self):
        for body in (b"", b"abc", b'{"notice":"abc"}'):
            sent = signature.signed(b"s", "1700000000", body)
            self.assertFalse(signature.is_receipt(sent, b"s", "abc", "1700000000"))
        self.assertFalse(signature.is_receipt("", b"s", "abc", "1700000000"))
        self.assertFalse(signature.is_receipt("\xff\udcff", b"s", "abc", "1700000000"))


class TestReach(CoreCase):
    @each_value(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
    def test_a_public_address_may_be_called(self, address):
        self.assertTrue(reach.is_allowed(address))

    @each_value([
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::",
        "2002:a00:1::", "2001:0:0:0:0:0:80ff:fffe", "2001:db8::1", "nothing", "", "1.2.3",
        "0x7f.1"])
    def test_any_other_may_not(self, address):
        self.assertFalse(reach.is_allowed(address))

    def test_a_setting_opens_a_network_and_no_other(self):
        allowed = reach.networks("127.0.0.0/8, 10.1.0.0/16 ::1/128")
        for address in ("127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1"):
            self.assertTrue(reach.is_allowed(address, allowed), address)
        for address in ("10.2.0.1", "192.168.1.1", "fe80::1", "::ffff:10.2.0.1"):
            self.assertFalse(reach.is_allowed(address, allowed), address)

    @each_value(["10.1.0.0/33", "host.example", "10.1.2.3/16", "10.0.0.0/8;"])
    def test_what_is_no_network_is_refused(self, text):
        with self.assertRaises(ValueError):
            reach.networks(text)


class TestRemovalList(CoreCase):
    def _rows(self, platform, people):
        content = removal_list.removal_list(platform, people).decode()
        return list(csv.reader(io.StringIO(content)))

    def test_google_has_a_row_for_each_address_and_number(self):
        rows = self._rows("google_ads", [
            {"email": ["Il.se+news@Gmail.com "], "phone": ["+32 470 98 76 54"], "name": ["Ilse"]}])
        self.assertEqual(rows, [
            ["Email", "Phone"],
            [hashlib.sha256(b"ilse@gmail.com").hexdigest(), ""],
            ["", hashlib.sha256(b"+32470987654").hexdigest()]])

    def test_dots_and_aliases_of_other_domains_stay(self):
        self.assertEqual(removal_list.google_email("Il.se+a@Mail.Example"), "il.se+a@mail.example")

    def test_reddit_hashes_as_its_documentation_says(self):
        (_header, (row,)) = self._rows("reddit_ads", [{"email": ["Al.ice$+Apple@Example.Com"]}])
        self.assertEqual(
            row, "ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976")

    def test_nobody_stands_in_it_twice_or_in_clear(self):
        people = [{"email": ["ilse@vermeulen.example"]}] * 3
        content = removal_list.removal_list("reddit_ads", people)
        self.assertEqual(len(content.splitlines()), 2)
        self.assertNotIn(b"ilse", content)

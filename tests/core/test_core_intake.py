"""What other systems report of consents: the signature, the JSON, each event."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta

from odoo.addons.cloudpepper_privacy.core.consents import events, signature, strict_json
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.consent_events import given, joined, withdrawn

NOW = datetime(2026, 11, 30, 18)
OLDEST = NOW - timedelta(days=30)
#: (what, bytes that are no JSON of ours, why)
UNREADABLE = (
    ("no UTF-8", b'{"a": "\xff"}', "encoding"), ("UTF-16", '{"a": 1}'.encode("utf-16"), "encoding"),
    ("nothing", b"", "syntax"), ("half", b'{"a": ', "syntax"), ("more", b"{} {}", "syntax"),
    ("byte order mark", b"\xef\xbb\xbf{}", "syntax"), ("no number", b'{"a": NaN}', "syntax"),
    ("endless number", b'{"a": ' + b"9" * 10_000 + b"}", "syntax"),
    ("zero byte", b'{"a": "\0"}', "syntax"), ("deep lists", b"[" * 10_000, "depth"),
    ("deep objects", b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "depth"),
    ("a name twice", b'{"a": 1, "a": 2}', "twice"),
    ("a name twice, deeper", b'{"events": [{"id": "a", "\\u0069d": "b"}]}', "twice"),
)
#: (what, an event that is not taken, the field that is to blame)
WRONG = (
    ("no name", given(id=None), "id"), ("empty name", given(id=""), "id"),
    ("number as name", given(id=5), "id"), ("address as name", given(id="a@b.example"), "id"),
    ("long name", given(id="x" * 65), "id"), ("line end in a name", given(id="a\n"), "id"),
    ("list as name", given(id=[["a"]]), "id"),
    ("unknown kind", given(event="lost"), "event"),
    ("kind as list", given(event=["given"]), "event"), ("no moment", given(at=None), "at"),
    ("moment without offset", given(at="2026-11-30T10:00:00"), "at"),
    ("moment as number", given(at=1_780_000_000), "at"),
    ("month 13", given(at="2026-13-01T00:00:00Z"), "at"),
    ("year 1", given(at="0001-01-01T00:00:00+14:00"), "at"),
    ("year 1 in UTC", given(at="0001-01-01T00:00:00Z"), "at"),
    ("year 9999", given(at="9999-12-31T23:59:59-14:00"), "at"),
    ("tomorrow", given(at="2026-12-01T18:00:00Z"), "at"),
    ("31 days ago", given(at="2026-10-30T17:00:00Z"), "at"),
    ("no purpose", given(purpose=None), "purpose"), ("nobody", given(visitor=None), "visitor"),
    ("two people", given(email="zoe@celik.example"), "visitor"),
    ("short visitor", given(visitor="abc"), "visitor"),
    ("version as text", given(text_version="1"), "text_version"),
    ("version as truth", given(text_version=True), "text_version"),
    ("version 0", given(text_version=0), "text_version"),
    ("version and words", given(words="I agree", lang="en"), "text_version"),
    ("neither", given(text_version=None), "text_version"),
    ("words without a language", given(text_version=None, words="I agree", lang=None), "lang"),
    ("zero byte in words", given(text_version=None, words="I\0agree", lang="en"), "words"),
    ("half a character", given(text_version=None, words="\ud800", lang="en"), "words"),
    ("turned words", given(text_version=None, words="\u202eagree", lang="en"), "words"),
    ("long words", given(text_version=None, words="x" * 4001, lang="en"), "words"),
    ("proven visitor", given(proven=True), "email"), ("proof as text", given(
        visitor=None, email="zoe@celik.example", proven="yes"), "proven"),
    ("page that is a script", given(page="javascript:alert(1)"), "page"),
    ("half a page", given(page="http://[::1"), "page"), ("no address", given(ip="300.1.1.1"), "ip"),
    ("what nobody keeps", given(user_agent="Mozilla"), ""),
    ("withdrawn with words", withdrawn(words="I do not"), ""),
    ("joined without an address", joined(email=None), "email"),
    ("joined for a purpose", joined(purpose="analytics"), ""),
)
PAGES = (
    ("https://shop.example/a?token=1#b", "https://shop.example/a"),
    ("http://zoe:secret@shop.example:8069/a", "http://shop.example:8069/a"),
    ("https://[2001:db8::1]/", "https://[2001:db8::1]/"), ("https:///a", None), ("/a", None),
    ("ftp://shop.example/", None), ("https://shop.example:x/", None),
    ("https://shop.example/a b", None), ("https://shop.example/" + "x" * 900,
                                         ("https://shop.example/" + "x" * 900)[:500]))
ADDRESSES = (
    ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
    ("::ffff:192.0.2.77", "192.0.2.0/24"), ("fe80::1%eth0", "fe80::/48"), ("zoe", None))


class TestSignature(CoreCase):
    SERVER, NAME, BODY = b"secret of the server", "pk_" + "a" * 32, b'{"events": []}'

    def setUp(self):
        super().setUp()
        self.secret = signature.secret_of(self.NAME, self.SERVER)
        self.signed = signature.sign(self.secret, "1", "n", self.BODY)

    def test_it_is_what_the_documentation_says(self):
        message = b"1.n." + self.BODY
        self.assertEqual(self.signed, "v1=" + hmac.new(
            self.secret.encode(), message, hashlib.sha256).hexdigest())

    def test_each_part_of_a_call_is_signed(self):
        right = ("1", "n", self.BODY)
        self.assertTrue(signature.is_signed(["other", self.secret], *right, self.signed))
        for changed in (("2", "n", self.BODY), ("1", "m", self.BODY), ("1", "n", b"{}"),
                        ("1", "n", self.BODY + b" ")):
            with self.subTest(changed):
                self.assertFalse(signature.is_signed([self.secret], *changed, self.signed))

    @each_value(("", "v1=", "v2=", "é", "v1=" + "0" * 64))
    def test_nothing_else_is_a_signature(self, wrong):
        self.assertFalse(signature.is_signed([self.secret], "1", "n", self.BODY, wrong))
        self.assertFalse(signature.is_signed([], "1", "n", self.BODY, self.signed))

    def test_a_secret_is_of_its_key_and_of_its_server(self):
        other = signature.new_name()
        self.assertRegex(other, signature.KEY_NAME)
        self.assertEqual(len({
            self.secret, signature.secret_of(other, self.SERVER),
            signature.secret_of(self.NAME, b"another server"),
            signature.subject_key(self.NAME, self.SERVER)}), 4)

    @each_value(("", "-1", "1.5", "1e3", "\u0661", "9" * 13, "0", "1000301", "999699"))
    def test_what_is_no_moment_of_now_is_not_timely(self, moment):
        self.assertFalse(signature.is_timely(moment, 1_000_000))

    @each_value(("1000000", "1000300", "999700"))
    def test_clocks_may_differ_by_five_minutes(self, moment):
        self.assertTrue(signature.is_timely(moment, 1_000_000))


class TestJson(CoreCase):
    @each_row(UNREADABLE)
    def test_what_is_no_json_is_not_read(self, _what, body, code):
        with self.assertRaises(strict_json.Unreadable) as refused:
            strict_json.read(body)
        self.assertEqual(refused.exception.code, code)

    def test_what_is_json_is_read(self):
        self.assertEqual(strict_json.read('{"a": [1, "Zoë", {"b": null}]}'.encode()),
                         {"a": [1, "Zoë", {"b": None}]})


class TestEvents(CoreCase):
    def _read(self, raw):
        return events.read(raw, NOW, OLDEST)

    @each_row(WRONG)
    def test_what_is_wrong_is_told_by_its_field_and_not_repeated(self, _what, raw, field):
        problem = self._read(raw)
        self.assertIsInstance(problem, events.Problem)
        self.assertEqual(problem.field, field)
        for value in raw.values():
            if isinstance(value, str) and len(value) > 12:
                self.assertNotIn(value, problem.text)

    def test_what_is_right_is_taken_without_what_nobody_needs(self):
        event = self._read(given(
            page="https://shop.example/a?who=zoe", ip="192.0.2.77", lang="nl-BE",
            at="2026-11-30T18:00:00.5+02:00"))
        self.assertEqual(
            (event.kind, event.at, event.page, event.network, event.lang, event.text_version),
            ("given", datetime(2026, 11, 30, 16), "https://shop.example/a", "192.0.2.0/24",
             "nl-BE", 1))

    def test_the_others_are_taken_too(self):
        words = self._read(given(text_version=None, words="J’accepte\n👩\u200d👧", lang="fr"))
        self.assertEqual(words.words, "J’accepte\n👩\u200d👧")
        self.assertEqual(self._read(withdrawn(event="refused")).kind, "refused")
        self.assertTrue(self._read(joined(proven=True)).proven)

    def test_a_clock_that_is_a_little_ahead_says_now(self):
        self.assertEqual(self._read(given(at="2026-11-30T18:04:59Z")).at, NOW)
        self.assertIsInstance(self._read(given(at="2026-11-30T18:05:01Z")), events.Problem)

    @each_row(PAGES)
    def test_a_page_loses_what_may_say_who_reads_it(self, page, expected):
        self.assertEqual(events.cut_page(page), expected)

    @each_row(ADDRESSES)
    def test_an_address_becomes_a_network(self, address, expected):
        self.assertEqual(events.cut_address(address), expected)

    def test_a_call_brings_one_to_a_thousand_objects(self):
        self.assertEqual(events.events_of({"events": [{}] * 1000}), [{}] * 1000)
        for document in ([], {}, None, 1, {"events": []}, {"events": {}}, {"events": [1]},
                         {"events": [{}], "more": 1}, {"events": [{}] * 1001}):
            with self.subTest(str(document)[:30]):
                self.assertIsInstance(events.events_of(document), events.Problem)
        self.assertTrue(events.is_too_many({"events": [{}] * 1001}))
        self.assertFalse(events.is_too_many({"events": [{}] * 1000}))

    def test_the_same_event_has_the_same_digest_and_another_has_not(self):
        one = given()
        turned = json.loads(json.dumps(dict(reversed(one.items()))))
        self.assertEqual(events.digest(one, b"k"), events.digest(turned, b"k"))
        self.assertNotEqual(events.digest(one, b"k"), events.digest(given(lang="fr"), b"k"))
        self.assertNotEqual(events.digest(one, b"k"), events.digest(one, b"other"))

    def test_a_name_is_said_again_only_where_it_is_one(self):
        self.assertEqual(events.ident_of(given(id="a.1")), "a.1")
        for ident in (None, 5, "zoe@celik.example", "a\n", ["a"]):
            with self.subTest(ident):
                self.assertIsNone(events.ident_of({"id": ident}))

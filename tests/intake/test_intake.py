"""P13: consents are received from the banner by signed calls, and by nothing else."""

import json
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ...engine.consents.intake import counting, source_keys
from ...engine.consents.intake.door import SIZE
from ...engine.consents.withdrawing import Withdrawing
from ..builders.intake import IntakeCommon
from ..consent_events import VISITOR, given, joined, withdrawn

OTHER = "v-fedcba9876543210"
ZOE = "zoe@celik.example"


@tagged("post_install", "-at_install")
class TestIntake(IntakeCommon):
    def _given(self, **changes):
        return given(**{"at": self._ago(minutes=50), **changes})

    def _withdrawn(self, **changes):
        return withdrawn(**{"at": self._ago(minutes=40), **changes})

    def _of(self, visitor=VISITOR):
        return self.consents.search([("visitor_key", "=", visitor)])

    # === WHAT IS TAKEN === #

    def test_p13_a_visitor_agrees_in_the_banner_and_takes_it_back(self):
        status, answer = self._report(self._given(
            page="https://shop.example/a?who=zoe", ip="192.0.2.77", lang="en-GB"))
        self.assertEqual((status, answer), (
            200, {"accepted": 1, "known": 0, "refused": 0, "events": []}))
        consent = self._of()
        self.assertRecordValues(consent, [{
            "state": "given", "proof": "none", "channel": "banner", "text_id": self.text.id,
            "purpose_id": self.analytics.id, "source_id": self.source.id, "event_id": "e-1",
            "page": "https://shop.example/a", "source_net": "192.0.2.0/24", "lang": "en_US",
            "partner_id": False, "email": False}])
        self.assertEqual(self._report(self._withdrawn())[0], 200)
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "banner"))
        self.assertEqual(f"{consent.withdrawn_at:%Y-%m-%dT%H:%M:%SZ}", self._withdrawn()["at"])

    def test_the_very_words_are_as_good_as_a_version(self):
        self._report(self._given(text_version=None, words="Tel mij maar", lang="nl"))
        self.assertEqual((self._of().statement, self._of().text_id.id), ("Tel mij maar", False))

    def test_a_refusal_gives_nothing_and_takes_back_what_was_given(self):
        self._report(self._withdrawn(id="e-0", event="refused", visitor=OTHER))
        self.assertFalse(self._of(OTHER))
        self._report(self._given(), self._withdrawn(event="refused"))
        self.assertEqual(self._of().state, "withdrawn")

    def test_the_same_event_is_taken_once_whoever_asks_twice(self):
        event = self._given()
        self._report(event)
        status, answer = self._report(event, self._withdrawn(visitor=OTHER))
        self.assertEqual((status, answer["accepted"], answer["known"]), (200, 1, 1))
        self.assertEqual(answer["events"], [{"index": 0, "id": "e-1", "status": "known"}])
        self.assertEqual(len(self._of()), 1)

    def test_another_event_of_the_same_name_is_a_conflict(self):
        event = self._given()
        self._report(event)
        for call in ([self._given(visitor=OTHER)], [self._given(id="x"), self._given(
                id="x", visitor=OTHER)]):
            with self.subTest(len(call)):
                status, answer = self._report(*call)
                self.assertEqual(answer["events"][-1]["error"]["code"], "conflict")
                self.assertEqual(status, 409 if len(call) == 1 else 207)
        self.assertFalse(self._of(OTHER))
        # of two sources each has names of its own
        other = self._source("Second", self.analytics)
        key, secret = self._new_key(other)
        self.assertEqual(self._report(self._given(visitor=OTHER), key=key, secret=secret)[0], 200)

    def test_an_event_whose_time_is_over_is_still_known_by_its_consent(self):
        self._report(self._given())
        self.env["privacy.consent.event"].search([]).unlink()
        status, answer = self._report(self._given(visitor=OTHER))
        self.assertEqual((status, answer["events"][0]["error"]["code"]), (409, "conflict"))

    def test_a_part_may_be_wrong_and_the_rest_is_taken(self):
        status, answer = self._report(
            self._given(), self._given(id="e-9", visitor="short"), {"id": 5})
        self.assertEqual((status, answer["accepted"], answer["refused"]), (207, 1, 2))
        self.assertEqual([(each["index"], each["id"], each["error"]["field"])
                          for each in answer["events"]],
                         [(1, "e-9", "visitor"), (2, None, "event")])
        self.assertNotIn("short", json.dumps(answer))
        self.assertEqual(self.source.refused_events, 2)

    # === IN WHICH ORDER === #

    def test_a_withdrawal_that_comes_first_is_not_forgotten(self):
        self._report(self._withdrawn())
        self._report(self._given())
        self.assertEqual(self._of().state, "withdrawn")
        self._report(self._given(id="e-4", at=self._ago(minutes=30)))
        self.assertEqual(self._of().mapped("state").count("given"), 1)

    def test_what_was_withdrawn_elsewhere_since_does_not_come_back(self):
        self._report(self._given())
        Withdrawing(self.env).withdraw(self._of(), "desk")
        self._report(self._given(id="e-5", at=self._ago(minutes=45)))
        self.assertEqual(self._of().mapped("state"), ["withdrawn"] * 2)

    def test_one_call_may_hold_it_all_in_any_order(self):
        self._report(
            self._withdrawn(id="4", at=self._ago(minutes=10)),
            self._given(id="3", at=self._ago(minutes=20)),
            self._withdrawn(id="2", at=self._ago(minutes=30)),
            self._given(id="1", at=self._ago(minutes=40)),
            self._given(id="5", at=self._ago(minutes=5)))
        found = {each.event_id: each for each in self._of()}
        self.assertEqual({name: each.state for name, each in found.items()},
                         {"1": "withdrawn", "3": "withdrawn", "5": "given"})
        self.assertLess(found["1"].withdrawn_at, found["3"].given_at)

    # === ADDRESSES === #

    def _shop(self, **vals):
        shop = self._source("Shop", self.analytics | self.marketing, channel="form",
                            takes_addresses=True, **vals)
        key, secret = self._new_key(shop)
        return {"key": key, "secret": secret}

    def test_an_address_without_proof_waits_for_its_confirmation(self):
        self._report(self._given(visitor=None, email="Zoe@Celik.example"), **self._shop())
        consent = self.consents.search([("email", "=", ZOE)])
        self.assertEqual((consent.state, consent.proof), ("pending", "none"))

    def test_an_address_that_the_source_vouches_for_does_not(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        self._report(self._given(visitor=None, email=ZOE, proven=True), **self._shop(vouches=True))
        self.assertRecordValues(self.consents.search([("partner_id", "=", contact.id)]), [
            {"state": "given", "proof": "source", "email": False}])

    def test_an_address_is_withdrawn_whoever_has_it(self):
        contact = self._contact("Zoë Çelik", email=ZOE)
        shop = self._shop(vouches=True)
        self._report(self._given(visitor=None, email=ZOE, proven=True),
                     self._withdrawn(visitor=None, email=ZOE), **shop)
        self.assertEqual(self.consents.search([("partner_id", "=", contact.id)]).state, "withdrawn")

    def test_a_visitor_is_joined_where_they_say_so_and_not_before_or_after(self):
        shop = self._shop(vouches=True)
        self._report(self._given(), **shop)
        self.assertFalse(self.consents.search([("email", "=", ZOE)]))
        self._report(joined(at=self._ago(minutes=30), proven=True), **shop)
        person = self.consents.search([("email", "=", ZOE)])
        self.assertRecordValues(person, [{
            "state": "given", "proof": "source", "text_id": self.text.id, "visitor_key": False}])
        self.assertEqual((self._of().state, self._of().email), ("given", False))
        self._report(self._given(id="e-6", at=self._ago(minutes=5)), **shop)
        self.assertEqual(self.consents.search([("email", "=", ZOE)]), person)

    def test_whoever_types_an_address_joins_nobody(self):
        shop = self._shop()
        self._report(self._given(), joined(at=self._ago(minutes=30)), **shop)
        self.assertEqual(self.consents.search([("email", "=", ZOE)]).state, "pending")

    def test_what_the_visitor_took_back_is_not_joined(self):
        shop = self._shop(vouches=True)
        self._report(self._given(), self._withdrawn(), joined(
            at=self._ago(minutes=30), proven=True), **shop)
        self.assertFalse(self.consents.search([("email", "=", ZOE)]))

    # === WHO MAY SAY WHAT === #

    def test_a_source_tells_what_is_its_own_and_no_more(self):
        before = self._stored()
        for field, event in (
                ("purpose", self._given(purpose="marketing")),
                ("purpose", self._given(purpose="nothing")),
                ("email", self._given(visitor=None, email=ZOE)),
                ("email", joined(at=self._ago(minutes=1)))):
            with self.subTest(field, purpose=event.get("purpose")):
                status, answer = self._report(event)
                self.assertEqual((status, answer["events"][0]["error"]["field"]), (403, field))
        self.source.may_give = False
        self.assertEqual(self._report(self._given())[0], 403)
        self.source.write({"may_give": True, "may_withdraw": False})
        self.assertEqual(self._report(self._withdrawn())[0], 403)
        self.assertEqual(self._report(self._given(
            visitor=None, email=ZOE, proven=True), **self._shop())[0], 403)
        self.assertEqual(self._stored()[:2], before[:2])
        self.assertEqual(self._report(self._given())[0], 200)

    def test_a_version_of_the_words_that_there_is_not_is_said(self):
        status, answer = self._report(self._given(text_version=7))
        self.assertEqual((status, answer["events"][0]["error"]["field"]), (422, "text_version"))

    def test_a_purpose_of_the_own_company_stands_before_that_of_all(self):
        own = self.analytics.copy({"company_id": self.company.id})
        source = self._source("Own", self.analytics | own, company_id=self.company.id)
        key, secret = self._new_key(source)
        self._report(self._given(text_version=None, words="Yes", lang="en"), key=key, secret=secret)
        self.assertEqual(self._of().purpose_id, own)


@tagged("post_install", "-at_install")
class TestDoor(IntakeCommon):
    """Who does not sign neither gives nor withdraws, and learns nothing."""

    def setUp(self):
        super().setUp()
        self.event = given(at=self._ago(minutes=50))
        self.body = json.dumps({"events": [self.event]}).encode()

    def _refused(self, status, code, **call):
        before = self._stored()
        answer = self._call(call.pop("body", self.body), **call)
        self.assertEqual((answer.status_code, answer.json()["error"]["code"]), (status, code))
        self.assertEqual(self._stored()[:4], before[:4], "nothing half-saved")
        return answer

    def test_without_a_right_signature_nothing_is_taken(self):
        other = self._source("Other", self.analytics)
        _key, other_secret = self._new_key(other)
        for what, call in {
                "no key": {"headers": {"Privacy-Key": None}},
                "unknown key": {"key": "pk_" + "1" * 32},
                "no signature": {"headers": {"Privacy-Signature": None}},
                "another's secret": {"secret": other_secret},
                "changed body": {"signed": self.body.replace(b"given", b"refused")},
                "another way to sign": {"headers": {"Privacy-Signature": "v2=" + "0" * 64}},
                "letters": {"headers": {"Privacy-Signature": "v1=\xe9"}},
                "no nonce": {"headers": {"Privacy-Nonce": None}},
                "short nonce": {"headers": {"Privacy-Nonce": "abc"}}}.items():
            with self.subTest(what):
                self._refused(401, "signature", **call)
        self.assertEqual(self._call(self.body).status_code, 200, "its twin is taken")

    def test_unknown_and_wrong_are_answered_alike(self):
        unknown = self._refused(401, "signature", key="pk_" + "1" * 32)
        wrong = self._refused(401, "signature", secret="0" * 64)
        self.assertEqual(unknown.content, wrong.content)
        self.assertEqual({*unknown.headers} - {"Date"}, {*wrong.headers} - {"Date"})

    def test_the_clocks_differ_by_no_more_than_five_minutes(self):
        for at in (-400, 400):
            self._refused(401, "timestamp", at=at)
        for moment in ("", "now", "1e9", "9" * 12):
            self._refused(401, "timestamp", headers={"Privacy-Timestamp": moment})
        self.assertEqual(self._call(self.body, at=-240).status_code, 200)

    def test_a_call_is_taken_once(self):
        nonce = {"Privacy-Nonce": "n" * 32}
        self.assertEqual(self._call(self.body, headers=nonce).status_code, 200)
        self._refused(409, "nonce", headers=nonce)
        self._refused(409, "nonce", headers=nonce, body=self.body.replace(b"e-1", b"e-8"))
        self.assertEqual(self.source.refused_calls, 2)
        other = self._source("Other", self.analytics)
        key, secret = self._new_key(other)
        self.assertEqual(self._call(self.body, headers=nonce, key=key, secret=secret).status_code,
                         200, "a nonce is one source's")

    def test_an_archived_source_is_told_so_once_it_has_signed(self):
        self.source.active = False
        self._refused(403, "source")
        self._refused(401, "signature", secret="0" * 64)

    def test_a_thousand_wrong_calls_bring_nothing_and_are_not_even_told_why(self):
        before, codes = self._stored(), []
        with patch.object(counting, "WRONG_CALLS", ((20, 1),)):
            for number in range(60):
                call = ({"secret": f"{number:064}"}, {"key": f"pk_{number:032x}"}, {"at": -900})
                codes.append(self._call(self.body, **call[number % 3]).status_code)
            self.assertEqual((codes.count(401), codes.count(429)), (20, 40))
            self.assertEqual(self._stored()[:4], before[:4])
            self.assertEqual(self._call(self.body).status_code, 200,
                             "who signs is not kept out by who does not")

    # === BAD INPUT === #

    def test_what_cannot_be_read_is_told_with_a_status_that_fits(self):
        deep = b'{"events":' + b"[" * 10_000 + b"]" * 10_000 + b"}"
        for status, code, body in (
                (400, "encoding", b'{"events": ["\xff"]}'), (400, "syntax", b""),
                (400, "syntax", b'{"events": [\0]}'), (400, "depth", deep),
                (400, "twice", b'{"events": [], "events": []}'), (422, "shape", b"[]"),
                (422, "shape", b'{"events": "all"}'), (422, "shape", b'{"events": []}'),
                (413, "events", json.dumps({"events": [{}] * 1001}).encode())):
            with self.subTest(code, body=body[:20]):
                self._refused(status, code, body=body)
        self.assertEqual(self.source.refused_calls, 9)

    def test_ten_megabytes_are_refused_before_they_are_read(self):
        self._refused(413, "size", body=b'{"events": ["' + b"x" * 10_000_000 + b'"]}')
        self.assertGreater(SIZE, 1000 * 1500, "a call of a thousand ordinary events fits")

    def test_another_kind_of_body_is_refused(self):
        for kind in (None, "text/plain", "application/x-www-form-urlencoded",
                     "multipart/form-data; boundary=x", "application/json; charset=latin-1"):
            with self.subTest(kind):
                self._refused(415, "media_type", headers={"Content-Type": kind or ""})
        self.assertEqual(self._call(self.body, headers={
            "Content-Type": "application/json; charset=UTF-8"}).status_code, 200)

    def test_a_thousand_parameters_are_a_thousand_too_many(self):
        many = "&".join(f"p{number}=1" for number in range(1000))
        for query in ("?self=1", "?a", f"?{many}"):
            with self.subTest(query[:9]):
                self._refused(400, "parameters", path=f"/privacy/consent/events{query}")

    def test_events_that_are_wrong_in_every_way_are_told_and_nothing_is_kept(self):
        before = self._stored()
        bad = [dict(self.event, id=f"b{number}", **change) for number, change in enumerate((
            {"at": "0001-01-01T00:00:00Z"}, {"at": "9999-12-31T23:59:59Z"}, {"at": 5},
            {"visitor": "x\0" * 9}, {"lang": {"a": {"b": {}}}}, {"text_version": "1"}))]
        answer = self._call({"events": bad})
        self.assertEqual((answer.status_code, answer.json()["refused"]), (422, len(bad)))
        self.assertEqual(self._stored(), before)

    def test_it_is_posted_and_not_opened(self):
        for method in ("GET", "PUT", "DELETE"):
            with self.subTest(method):
                answer = self.opener.request(method, f"{self.base_url()}/privacy/consent/events")
                self.assertEqual(answer.status_code, 405)

    def test_an_answer_sets_no_cookie_and_is_kept_by_nobody(self):
        answer = self._call(self.body)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")


@tagged("post_install", "-at_install")
class TestKeys(IntakeCommon):
    """A key is shown once, and what the database holds cannot sign."""

    def _works(self, key, secret):
        return self._report(given(id=f"k-{key[-9:]}", at=self._ago(minutes=5)), key=key,
                            secret=secret)[0] in (200, 409)

    def test_the_secret_stands_in_no_row(self):
        self.env.flush_all()
        (dump,) = self.env.execute_query(SQL(
            "SELECT string_agg(source::text, '') FROM privacy_consent_source source"))[0]
        self.assertIn(self.key, dump)
        self.assertNotIn(self.secret, dump)
        self.assertFalse(self.env["privacy.consent.key"].search_count([]))
        self.assertFalse(self.env["privacy.consent.key"]._fields["secret"].store)
        (evidence,) = self.env.execute_query(SQL(
            "SELECT string_agg(counts::text, '') FROM privacy_evidence WHERE act = %s",
            "source_key_made"))[0]
        self.assertNotIn(self.secret, evidence)

    def test_without_the_secret_of_the_server_a_key_is_worth_nothing(self):
        self.assertTrue(self._works(self.key, self.secret))
        with patch.object(source_keys, "server_keys", lambda make=False: [b"another server"]):
            self.assertFalse(self._works(self.key, self.secret))
        with patch.object(source_keys, "server_keys", lambda make=False: []), \
                self.assertRaisesRegex(UserError, "No key can be made"):
            self.source.with_user(self.officer).action_make_key()

    def test_a_secret_of_the_server_may_be_followed_by_another(self):
        former = source_keys.server_keys()
        with patch.object(source_keys, "server_keys", lambda make=False: [b"new", *former]):
            self.assertTrue(self._works(self.key, self.secret))
            self.assertTrue(self._works(*self._new_key(self.source)))

    def test_two_keys_are_good_while_they_change(self):
        new = self._new_key(self.source)
        self.assertTrue(self._works(*new))
        self.assertTrue(self._works(self.key, self.secret))
        self.assertFalse(self._works(self.key, new[1]))
        self.source.former_key_until = fields.Datetime.now()
        self.assertFalse(self._works(self.key, self.secret))
        self.assertTrue(self._works(*new))

    def test_a_third_key_ends_the_first(self):
        self._new_key(self.source)
        self._new_key(self.source)
        self.assertFalse(self._works(self.key, self.secret))

    def test_a_key_that_others_know_ends_at_once(self):
        new = self._new_key(self.source, "action_replace_key")
        self.assertFalse(self._works(self.key, self.secret))
        self.assertTrue(self._works(*new))
        later = self._new_key(self.source)
        self.source.with_user(self.officer).action_end_former_key()
        self.assertFalse(self._works(*new))
        self.assertTrue(self._works(*later))

    def test_officers_alone_make_keys_and_nobody_writes_them(self):
        for user in (self.user, self.admin, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.source.with_user(user).action_make_key()
        for vals in ({"key_name": "pk_" + "0" * 32}, {"refused_calls": 0}, {"last_used": False}):
            with self.subTest(str(vals)), self.assertRaises(AccessError):
                self.source.with_user(self.officer).write(vals)

    def test_an_officer_of_another_company_makes_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.source.company_id = self.company
        officer = new_test_user(
            self.env, "other_officer", "cloudpepper_privacy.group_privacy_officer",
            company_id=other.id, company_ids=other.ids)
        with self.assertRaises(AccessError):
            self.source.with_user(officer).action_make_key()

    def test_when_it_was_used_is_seen(self):
        self.assertFalse(self.source.last_used)
        self._works(self.key, self.secret)
        self.assertTrue(self.source.last_used)
        self.assertEqual(self.source.event_count, 1)


@tagged("post_install", "-at_install")
class TestMany(IntakeCommon):
    def _events(self, count, start=0):
        ago = self._ago(minutes=9)
        return [given(id=f"m-{start + number}", at=ago, visitor=f"visitor-{start + number:012}")
                for number in range(count)]

    def test_a_thousand_events_are_one_call_and_none_is_lost(self):
        status, answer = self._report(*self._events(1000))
        self.assertEqual((status, answer["accepted"]), (200, 1000))
        self.assertEqual(self.consents.search_count([("visitor_key", "like", "visitor-")]), 1000)

    def test_the_number_of_queries_does_not_depend_on_that_of_events(self):
        self._report(*self._events(5))

        def taken(count, start):
            before = self.env.cr.sql_log_count
            self._report(*self._events(count, start))
            return self.env.cr.sql_log_count - before

        few, many = taken(10, 100), taken(90, 200)
        self.assertLessEqual(many, few)

    def test_old_nonces_and_events_go(self):
        self._report(*self._events(3))
        nonces, known = self.env["privacy.consent.nonce"], self.env["privacy.consent.event"]
        nonces._gc_old()
        known._gc_old()
        self.assertEqual((nonces.search_count([]), known.search_count([])), (1, 3))
        self.env.cr.execute("UPDATE privacy_consent_nonce SET at = at - interval '16 minutes'")
        self.env.cr.execute(
            "UPDATE privacy_consent_event SET received_at = received_at - interval '32 days'")
        self.env.invalidate_all()
        nonces._gc_old()
        known._gc_old()
        self.assertEqual((nonces.search_count([]), known.search_count([])), (0, 0))
        self.assertEqual(self.consents.search_count([("visitor_key", "like", "visitor-")]), 3)

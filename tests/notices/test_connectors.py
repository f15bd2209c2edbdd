"""What connectors send, against the published schemas: method, path, headers, body, and nothing
that the call does not need. A connector without a key is off.
"""

import base64
import json
import tempfile
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from jsonschema import Draft202012Validator
from odoo.tests import tagged

from ...engine.notices.connectors import CONNECTORS
from ..builders.notices import NoticeCommon

ADDRESS = "ilse@vermeulen.example"
SCHEMAS = Path(__file__).parent / "schemas"


class ConnectorCommon(NoticeCommon):
    def _connect(self, name, answer, recipient=None, **vals):
        """Let a recipient be told through the connector, whose interface is this machine."""
        self.machine = self._machine(answer=answer)
        patcher = patch.object(CONNECTORS[name], "base", self.machine.url)
        patcher.start()
        self.addCleanup(patcher.stop)
        recipient = recipient or self.env.ref(f"cloudpepper_privacy.recipient_{name}")
        recipient.write({"notice_code": name, "notice_connector": name,
                         "notice_channel": "connector", **vals})
        return recipient

    def _told(self, recipient, event):
        notice = self._open(event, recipients=recipient)
        self._work()
        return notice

    def _valid(self, received, schema):
        Draft202012Validator(
            json.loads((SCHEMAS / f"{schema}.json").read_text()),
            format_checker=Draft202012Validator.FORMAT_CHECKER).validate(received.json)

    def _says_no_more(self):
        """Name and number of the person stand in no request."""
        for received in self.machine.received:
            text = f"{received.path} {received.headers} {received.body}"
            for other in ("Vermeulen ", "Ilse V", "470987654"):
                self.assertNotIn(other, text)


@tagged("post_install", "-at_install")
class TestOff(ConnectorCommon):
    def test_without_a_key_each_connector_is_off_and_an_officer_tells(self):
        for name in CONNECTORS:
            recipient = self._connect(
                name, lambda received: (200, {}, b"{}"), notice_account="1")
            notice = self._told(recipient, "erasure")
            with self.subTest(name=name):
                self.assertEqual((notice.state, notice.channel), ("todo", "task"))
                self.assertFalse(self.machine.received)

    def test_what_an_interface_cannot_do_an_officer_does(self):
        for name in CONNECTORS:
            self._secret(name)
            recipient = self._connect(
                name, lambda received: (200, {}, b"{}"), notice_account="1")
            for event in ("rectification", "restriction"):
                with self.subTest(name=name, event=event):
                    self.assertEqual(self._told(recipient, event).channel, "task")
                    self.assertFalse(self.machine.received)


@tagged("post_install", "-at_install")
class TestKlaviyo(ConnectorCommon):
    def _job(self, kind):
        return lambda received: (
            202, {}, json.dumps({"data": {"type": kind, "id": "job-1"}}).encode())

    def setUp(self):
        super().setUp()
        self._secret("klaviyo", "pk_123")

    def _check(self, path, schema):
        (received,) = self.machine.received
        self.assertEqual((received.method, received.path), ("POST", path))
        self.assertEqual(received.headers["Authorization"], "Klaviyo-API-Key pk_123")
        self.assertEqual(received.headers["revision"], "2026-10-15")
        self.assertEqual(received.headers["Content-Type"], "application/vnd.api+json")
        self._valid(received, schema)
        self.assertIn(ADDRESS, received.body.decode())
        self._says_no_more()

    def test_an_objection_suppresses(self):
        for event in ("objection", "withdrawal"):
            recipient = self._connect("klaviyo", self._job("profile-suppression-bulk-create-job"))
            notice = self._told(recipient, event)
            # a job that was taken on is no proof that it is done
            self.assertEqual((notice.state, notice.receipt), ("told", "job-1"))
            self._check("/api/profile-suppression-bulk-create-jobs", "klaviyo_suppress")

    def test_an_erasure_deletes(self):
        recipient = self._connect("klaviyo", self._job("data-privacy-deletion-job"))
        self.assertEqual(self._told(recipient, "erasure").state, "told")
        self._check("/api/data-privacy-deletion-jobs", "klaviyo_delete")

    def test_an_answer_that_is_no_json_counts_as_none(self):
        recipient = self._connect("klaviyo", lambda received: (202, {}, b"<html>"))
        notice = self._told(recipient, "objection")
        self.assertEqual((notice.state, notice.error), ("failed", "not_json"))

    def test_a_key_that_is_refused_is_an_officers(self):
        recipient = self._connect("klaviyo", lambda received: (401, {}, b"{}"))
        notice = self._told(recipient, "objection")
        self.assertEqual((notice.state, notice.error), ("escalated", "http_401"))

    def test_too_many_calls_wait_as_long_as_it_asks(self):
        recipient = self._connect(
            "klaviyo", lambda received: (429, {"Retry-After": "60"}, b"{}"))
        notice = self._told(recipient, "objection")
        self.assertEqual((notice.state, notice.error), ("failed", "http_429"))


@tagged("post_install", "-at_install")
class TestStripe(ConnectorCommon):
    def setUp(self):
        super().setUp()
        self._secret("stripe", "rk_123")
        self.customers = ["cus_A1", "cus_B2"]

    def _answer(self, received):
        if received.method == "GET":
            return 200, {}, json.dumps({
                "object": "list", "has_more": False,
                "data": [{"id": each, "object": "customer"} for each in self.customers]}).encode()
        number = received.path.rpartition("/")[2]
        self.customers.remove(number)
        return 200, {}, json.dumps({"id": number, "object": "customer", "deleted": True}).encode()

    def test_every_customer_with_the_address_is_deleted(self):
        notice = self._told(self._connect("stripe", self._answer), "erasure")
        self.assertEqual((notice.state, notice.receipt), ("told", "cus_A1, cus_B2"))
        listed, *deleted = self.machine.received
        parts = urlsplit(listed.path)
        self.assertEqual((listed.method, parts.path), ("GET", "/v1/customers"))
        self.assertEqual(parse_qs(parts.query), {"email": [ADDRESS], "limit": ["100"]})
        self.assertEqual([(each.method, each.path) for each in deleted], [
            ("DELETE", "/v1/customers/cus_A1"), ("DELETE", "/v1/customers/cus_B2")])
        for received in self.machine.received:
            self.assertEqual(received.headers["Stripe-Version"], "2025-09-30.clover")
            self.assertEqual(base64.b64decode(
                received.headers["Authorization"].removeprefix("Basic ")), b"rk_123:")
            self.assertFalse(received.body)
        keys = [each.headers["Idempotency-Key"] for each in deleted]
        self.assertEqual(keys, [f"{notice.key}-cus_A1", f"{notice.key}-cus_B2"])
        self._says_no_more()

    def test_nobody_there_is_told_all_the_same(self):
        self.customers = []
        notice = self._told(self._connect("stripe", self._answer), "erasure")
        self.assertEqual((notice.state, len(self.machine.received)), ("told", 1))

    def test_a_number_that_is_no_customers_is_not_called(self):
        self.customers = ["../accounts", "cus_A1/../x", None]
        self._told(self._connect("stripe", self._answer), "erasure")
        self.assertEqual([each.method for each in self.machine.received], ["GET"])

    def test_half_of_it_is_done_again_with_the_same_keys(self):
        failing = [True]

        def answer(received):
            if received.path.endswith("cus_B2") and failing.pop() if failing else False:
                return 500, {}, b"{}"
            return self._answer(received)

        notice = self._told(self._connect("stripe", answer), "erasure")
        self.assertEqual((notice.state, notice.error), ("failed", "http_500"))
        notice.next_try = "2020-01-01 00:00:00"
        self._work()
        self.assertEqual(notice.state, "told")
        self.assertFalse(self.customers)


@tagged("post_install", "-at_install")
class TestCrisp(ConnectorCommon):
    def setUp(self):
        super().setUp()
        self._secret("crisp", "identifier:key")
        self.sessions = ["session_1", "session_2"]

    def _answer(self, received):
        if received.method == "GET":
            return 200, {}, json.dumps(
                {"error": False, "reason": "listed", "data": self.sessions}).encode()
        if "/conversation/" in received.path:
            self.sessions.remove(received.path.rpartition("/")[2])
        return 200, {}, b'{"error":false,"reason":"deleted","data":{}}'

    def test_conversations_go_and_then_the_person(self):
        recipient = self._connect("crisp", self._answer, notice_account="site-1")
        notice = self._told(recipient, "erasure")
        self.assertEqual(notice.state, "told")
        person = "ilse%40vermeulen.example"
        self.assertEqual([(each.method, each.path) for each in self.machine.received], [
            ("GET", f"/v1/website/site-1/people/conversations/{person}/list/1"),
            ("DELETE", "/v1/website/site-1/conversation/session_1"),
            ("DELETE", "/v1/website/site-1/conversation/session_2"),
            ("GET", f"/v1/website/site-1/people/conversations/{person}/list/1"),
            ("DELETE", f"/v1/website/site-1/people/profile/{person}")])
        for received in self.machine.received:
            self.assertEqual(received.headers["X-Crisp-Tier"], "plugin")
            self.assertEqual(base64.b64decode(
                received.headers["Authorization"].removeprefix("Basic ")), b"identifier:key")
        self._says_no_more()

    def test_who_is_not_there_is_gone_already(self):
        recipient = self._connect(
            "crisp", lambda received: (404, {}, b"{}"), notice_account="site-1")
        self.assertEqual(self._told(recipient, "erasure").state, "told")

    def test_conversations_without_end_go_on_the_next_time(self):
        recipient = self._connect("crisp", lambda received: (
            200, {}, b'{"data":["session_1"]}'), notice_account="site-1")
        notice = self._told(recipient, "erasure")
        self.assertEqual((notice.state, notice.error), ("failed", "more_left"))

    def test_without_its_website_it_is_off(self):
        recipient = self._connect("crisp", self._answer)
        self.assertEqual(self._told(recipient, "erasure").channel, "task")


@tagged("post_install", "-at_install")
class TestGoogleAnalytics(ConnectorCommon):
    def setUp(self):
        super().setUp()
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        out = tempfile.NamedTemporaryFile("w", suffix=".json")
        self.addCleanup(out.close)
        json.dump({"client_email": "robot@project.example", "private_key": (
            self.private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption()).decode())}, out)
        out.flush()
        self._secret("google_analytics", out.name)

    def _answer(self, received):
        if received.path == "/token":
            return 200, {}, b'{"access_token":"token-1","token_type":"Bearer"}'
        return 200, {}, b'{"deletionRequestTime":"2026-11-30T10:00:00Z"}'

    def _connected(self, answer=None, **vals):
        recipient = self._connect(
            "google_analytics", answer or self._answer, **{"notice_account": "123456", **vals})
        patcher = patch.object(
            CONNECTORS["google_analytics"], "token_url", f"{self.machine.url}/token")
        patcher.start()
        self.addCleanup(patcher.stop)
        return recipient

    def test_a_user_is_deleted_by_the_address_that_analytics_knows(self):
        self.person.email = "Il.se@Gmail.com"
        notice = self._told(self._connected(), "withdrawal")
        self.assertEqual((notice.state, notice.receipt), ("told", "2026-11-30T10:00:00Z"))
        asked, deleted = self.machine.received
        self.assertEqual((deleted.method, deleted.path),
                         ("POST", "/v1alpha/properties/123456:submitUserDeletion"))
        self.assertEqual(deleted.headers["Authorization"], "Bearer token-1")
        self._valid(deleted, "google_analytics")
        self.assertEqual(deleted.json, {"userProvidedData": "ilse@gmail.com"})
        form = parse_qs(asked.body.decode())
        self.assertEqual(form["grant_type"], ["urn:ietf:params:oauth:grant-type:jwt-bearer"])
        head, claims, signed = form["assertion"][0].split(".")
        self.private.public_key().verify(
            _decoded(signed), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        claims = json.loads(_decoded(claims))
        self.assertEqual(
            (claims["iss"], claims["scope"], claims["aud"]),
            ("robot@project.example", "https://www.googleapis.com/auth/analytics.edit",
             f"{self.machine.url}/token"))
        self.assertNotIn("gmail", asked.body.decode())

    def test_without_a_token_it_is_tried_again_and_without_a_file_an_officer_looks(self):
        notice = self._told(self._connected(lambda received: (503, {}, b"{}")), "erasure")
        self.assertEqual((notice.state, notice.error), ("failed", "http_503"))
        self._secret("google_analytics", "/nowhere/key.json")
        other = self._told(self._connected(), "withdrawal")
        self.assertEqual((other.state, other.error), ("escalated", "key_file"))

    def test_a_property_that_is_no_number_is_an_officers(self):
        notice = self._told(self._connected(notice_account="1/../2"), "erasure")
        self.assertEqual((notice.state, notice.error), ("escalated", "account"))
        self.assertFalse(self.machine.received)


def _decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

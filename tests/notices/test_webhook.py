"""A receiver that is down, slow, answers 500, redirects, lies, or is another machine by its name:
nothing is lost, nothing is believed, nothing of the person is logged.
"""

import logging
import socket
import ssl
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from odoo import fields
from odoo.tests import tagged

from ...core.notices import signature
from ...engine.notices import outgoing
from ...engine.notices.outgoing import NotReached, Outgoing
from ..builders.notices import SECRET, NoticeCommon, receipt_of

ADDRESS = "ilse@vermeulen.example"


class WebhookCommon(NoticeCommon):
    def _told_by(self, answer=None, **vals):
        """Open a notice to a receiver that answers like this, and let the queue work once."""
        self.notices.search([("partner_id", "=", self.person.id)]).unlink()
        self.machine = self._machine(**({"answer": answer} if answer else {}))
        self._hook(self.machine, **vals)
        notice = self._open("erasure")
        self._work()
        return notice

    @contextmanager
    def _all_that_is_logged(self):
        """Collect every line of every logger, as verbose as can be."""
        lines = []

        class Keep(logging.Handler):
            def emit(self, record):
                lines.append(f"{record.name} {record.getMessage()} {record.exc_text or ''}")

        handler, before = Keep(), {}
        names = ("urllib3", "urllib3.connectionpool", "requests",
                 "odoo.addons.cloudpepper_privacy")
        for name in names:
            logger = logging.getLogger(name)
            before[name] = logger.level
            logger.setLevel(logging.DEBUG)
            logger.addHandler(handler)
        try:
            yield lines
        finally:
            for name, level in before.items():
                logging.getLogger(name).setLevel(level)
                logging.getLogger(name).removeHandler(handler)


@tagged("post_install", "-at_install")
class TestWebhook(WebhookCommon):
    def test_what_is_sent_is_signed_and_says_no_more_than_it_has_to(self):
        notice = self._told_by()
        (received,) = self.machine.received
        self.assertEqual((received.method, received.path), ("POST", "/notices"))
        self.assertEqual(received.json, {
            "notice": notice.key, "event": "erasure", "articles": "17, 19",
            "categories": ["marketing"], "identifiers": {"email": [ADDRESS]}, "changes": []})
        moment = received.headers["Privacy-Timestamp"]
        self.assertEqual(received.headers["Privacy-Signature"],
                         signature.signed(SECRET.encode(), moment, received.body))
        self.assertLess(abs(int(moment) - time.time()), 60)
        self.assertEqual(received.headers["Idempotency-Key"], notice.key)
        self.assertNotIn("Cookie", received.headers)
        self.assertNotIn(SECRET.encode(), received.body)

    def test_an_answer_alone_is_no_receipt(self):
        notice = self._told_by()
        self.assertEqual((notice.state, notice.receipt), ("told", "http_200"))
        self.assertFalse(notice.acknowledged_on)
        self.assertFalse(notice.sealed)

    def test_a_receipt_that_the_secret_proves_acknowledges(self):
        notice = self._told_by(lambda received: (
            202, {"Privacy-Receipt": receipt_of(received)}, b""))
        self.assertEqual(notice.state, "acknowledged")
        self.assertTrue(notice.acknowledged_on)

    def test_a_receiver_that_lies_about_its_receipt_is_told_and_acknowledges_nothing(self):
        for lie in (lambda received: receipt_of(received, "another secret"),
                    lambda received: received.headers["Privacy-Signature"],
                    lambda received: "sha256=" + "0" * 64, lambda received: "yes"):
            notice = self._told_by(
                lambda received, lie=lie: (200, {"Privacy-Receipt": lie(received)}, b""))
            self.assertEqual(notice.state, "told")

    def test_a_receiver_that_is_down_is_tried_again(self):
        machine = self._machine()
        self._hook(machine)
        machine.server.shutdown()
        machine.server.server_close()
        notice = self._open("erasure")
        self._work()
        self.assertEqual((notice.state, notice.error, notice.attempts),
                         ("failed", "unreachable", 1))
        self.assertTrue(notice.sealed)
        wait = notice.next_try - fields.Datetime.now()
        self.assertTrue(timedelta(minutes=3) < wait < timedelta(minutes=7), wait)

    def test_one_that_is_slow_is_tried_again(self):
        with patch.object(outgoing, "READ", 0.3):
            notice = self._told_by(lambda received: time.sleep(1) or (200, {}, b""))
        self.assertEqual((notice.state, notice.error), ("failed", "timeout"))

    def test_one_that_drips_its_answer_is_left_when_its_time_is_over(self):
        for said in (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"):
            port = self._dripping(said)
            self._hook(self._machine(), notice_url=f"http://127.0.0.1:{port}/notices")
            self.notices.search([("partner_id", "=", self.person.id)]).unlink()
            notice, began = self._open("erasure"), time.monotonic()
            with patch.object(outgoing, "TOTAL", 0.5):
                self._work()
            self.assertEqual((notice.state, notice.error), ("failed", "timeout"))
            self.assertLess(time.monotonic() - began, 5)

    def _dripping(self, said):
        """Return the port of a server that answers a byte at a time, without end."""
        listening = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listening.close)

        def drip():
            connection, _address = listening.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                connection.sendall(said)
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        return listening.getsockname()[1]

    def test_one_that_answers_500_is_tried_again_when_it_asks_for(self):
        notice = self._told_by(lambda received: (503, {"Retry-After": "7200"}, b""))
        self.assertEqual((notice.state, notice.error), ("failed", "http_503"))
        self.assertGreater(notice.next_try - fields.Datetime.now(), timedelta(minutes=115))

    def test_one_that_redirects_is_not_followed(self):
        elsewhere = self._machine()
        notice = self._told_by(lambda received: (307, {"Location": elsewhere.url}, b""))
        self.assertEqual((notice.state, notice.error), ("failed", "redirect"))
        self.assertEqual((len(self.machine.received), elsewhere.received), (1, []))

    def test_one_that_refuses_is_an_officers_at_once(self):
        notice = self._told_by(lambda received: (403, {}, b""))
        self.assertEqual((notice.state, notice.error), ("escalated", "http_403"))
        self.assertEqual(len(self._tasks(notice)), 1)
        self.assertTrue(notice.sealed)

    def test_an_answer_without_end_is_not_read(self):
        notice = self._told_by(lambda received: (200, {}, b"x" * (outgoing.SIZE + 10_000)))
        self.assertEqual((notice.state, notice.error), ("failed", "too_large"))

    def test_after_its_attempts_an_officer_looks_and_may_try_again(self):
        self._set("notice_attempts", "3")
        answers = [500]
        notice = self._told_by(lambda received: (answers[0], {}, b""))
        for _time in range(5):
            notice.next_try = notice.next_try and "2020-01-01 00:00:00"
            self._work()
        self.assertEqual((notice.state, notice.attempts), ("escalated", 3))
        self.assertEqual(len(self.machine.received), 3)
        self.assertEqual({each.json["notice"] for each in self.machine.received}, {notice.key})
        answers[0] = 200
        notice.with_user(self.officer).sudo(False).action_again()
        self.assertFalse(self._tasks(notice))
        self._work()
        self.assertEqual(notice.state, "told")
        self._work()
        self.assertEqual(len(self.machine.received), 4)

    def test_without_its_secret_nothing_leaves(self):
        machine = self._machine()
        self._hook(machine)
        notice = self._open("erasure")
        self._secret("klaviyo", "")
        self._work()
        self.assertEqual((notice.state, notice.error), ("escalated", "no_key"))
        self.assertFalse(machine.received)

    def test_no_log_and_no_error_says_whom_it_is_about(self):
        with self._all_that_is_logged() as lines:
            for name in ("urllib3.connectionpool", "odoo.addons.cloudpepper_privacy.engine"):
                logging.getLogger(name).debug("heard of %s", name)
            for answer in (None, lambda received: (500, {}, b""),
                           lambda received: (307, {"Location": "/x"}, b"")):
                notice = self._told_by(answer)
                self.assertNotIn("ilse", self._stored(notice).lower())
        self.assertGreaterEqual(len(lines), 2)
        for line in lines:
            self.assertNotIn(ADDRESS, line)
            self.assertNotIn(SECRET, line)


@tagged("post_install", "-at_install")
class TestGuardedRequests(WebhookCommon):
    def _code(self, url, **given):
        with self.assertRaises(NotReached) as raised:
            Outgoing(self.env).call("POST", url, {}, b"x", **given)
        return raised.exception.code

    @contextmanager
    def _named(self, *addresses):
        """Let every name have these addresses; count the look-ups."""
        asked = []

        def found(host, port, *_given, **_more):
            asked.append(host)
            return [(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6,
                     "", (address, port)) for address in addresses]

        with patch.object(outgoing.socket, "getaddrinfo", found):
            yield asked

    def test_this_machine_is_not_called_unless_a_setting_allows_it(self):
        machine = self._machine()
        self.assertEqual(Outgoing(self.env).call("GET", machine.url).status, 200)
        self._set("notice_networks", "")
        self.assertEqual(self._code(machine.url), "private_address")
        self.assertEqual(
            self._code(machine.url.replace("127.0.0.1", "localhost")), "private_address")
        self.assertEqual(len(machine.received), 1)

    def test_a_name_of_a_private_address_is_not_called(self):
        for address in ("10.0.0.7", "192.168.1.1", "169.254.169.254", "::1", "fe80::1",
                        "::ffff:10.0.0.7", "64:ff9b::a00:7"):
            with self.subTest(address=address), self._named(address):
                self.assertEqual(self._code("https://receiver.example/"), "private_address")

    def test_one_private_address_among_public_ones_is_enough(self):
        with self._named("93.184.215.14", "10.0.0.7"):
            self.assertEqual(self._code("https://receiver.example/"), "private_address")

    def test_the_name_is_looked_up_once_and_the_connection_goes_where_it_was_checked(self):
        machine = self._machine()
        port = machine.server.server_address[1]
        real = socket.getaddrinfo

        answers = iter([["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]])

        def rebinding(host, *given, **more):
            if host == "receiver.example":
                (address,) = next(answers)
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]
            return real(host, *given, **more)

        with patch.object(socket, "getaddrinfo", rebinding):
            answer = Outgoing(self.env).call("POST", f"http://receiver.example:{port}/x", {}, b"x")
        self.assertEqual(answer.status, 200)
        (received,) = machine.received
        self.assertEqual(received.headers["Host"], f"receiver.example:{port}")
        self.assertEqual(next(answers), ["10.0.0.7"])

    def test_http_needs_a_setting(self):
        self._set("notice_plain_http", "")
        self.assertEqual(self._code("http://127.0.0.1:9/"), "plain_http")

    def test_what_is_no_address_is_refused(self):
        for url in ("ftp://127.0.0.1/", "file:///etc/passwd", "//127.0.0.1/", "http://",
                    "http://127.0.0.1:99999/", "http://user:pass@127.0.0.1/", "gopher://x", ""):
            with self.subTest(url=url):
                self.assertEqual(self._code(url), "url")

    def test_a_name_that_nobody_has(self):
        def unknown(*_given, **_more):
            raise socket.gaierror

        with patch.object(outgoing.socket, "getaddrinfo", unknown):
            self.assertEqual(self._code("https://receiver.example/"), "unresolved")

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        machine = self._machine()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate())
        machine.server.socket = context.wrap_socket(machine.server.socket, server_side=True)
        self.assertEqual(self._code(machine.url.replace("http:", "https:")), "tls")
        self.assertFalse(machine.received)

    def test_no_proxy_of_the_environment_sees_it(self):
        machine, proxy = self._machine(), self._machine()
        with patch.dict("os.environ", {"http_proxy": proxy.url, "HTTP_PROXY": proxy.url}):
            self.assertEqual(Outgoing(self.env).call("GET", machine.url).status, 200)
        self.assertEqual((len(machine.received), len(proxy.received)), (1, 0))

    def _certificate(self):
        """Return the file of a certificate that signs itself, with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.now(timezone.utc)
        certificate = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name)
            .public_key(key.public_key()).serial_number(1)
            .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256()))
        out = tempfile.NamedTemporaryFile(suffix=".pem")
        self.addCleanup(out.close)
        out.write(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()))
        out.write(certificate.public_bytes(serialization.Encoding.PEM))
        out.flush()
        return out.name

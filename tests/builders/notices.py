"""Recipients that are told, and machines of theirs on this one."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from odoo.tools import SQL

from ...core.notices import signature
from ...engine.notices.notifying import Notifying
from ...engine.notices.queue import Queue
from ...engine.notices.tasks import ACTIVITY
from .requests import LetterCommon

SECRET = "a secret that both know"


@dataclass
class Received:
    """A request that a machine received."""

    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Machine:
    """A web server on this machine; what it answers is a function of what it received."""

    answer: callable = lambda received: (200, {}, b"{}")
    received: list = field(default_factory=list)

    def __enter__(self):
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def answered(self):
                size = int(self.headers.get("Content-Length") or 0)
                received = Received(
                    self.command, self.path, dict(self.headers), self.rfile.read(size))
                machine.received.append(received)
                status, headers, body = machine.answer(received)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = do_PUT = answered

            def log_message(self, *_what):
                """Say nothing."""

            def handle(self):
                # whoever asked may have gone meanwhile
                try:
                    super().handle()
                except (BrokenPipeError, ConnectionResetError):
                    return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"


def receipt_of(received, secret=SECRET):
    """Return the receipt of somebody who knows the secret."""
    return signature.receipt(
        secret.encode(), received.json["notice"], received.headers["Privacy-Timestamp"])


class NoticeCommon(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.klaviyo = cls.env.ref("cloudpepper_privacy.recipient_klaviyo")
        cls.odoo = cls.env.ref("cloudpepper_privacy.recipient_odoo")
        cls.notices = cls.env["privacy.notice"]

    def setUp(self):
        super().setUp()
        for name, value in (("notice_networks", "127.0.0.0/8"), ("notice_plain_http", "True")):
            self._set(name, value)

    def _set(self, name, value):
        self.env["ir.config_parameter"].set_param(f"cloudpepper_privacy.{name}", value)

    def _secret(self, code, value=SECRET):
        """Set the secret of a recipient for this test, outside the database."""
        patcher = patch.dict("os.environ", {f"PRIVACY_NOTICE_{code.upper()}": value})
        patcher.start()
        self.addCleanup(patcher.stop)

    def _machine(self, **given):
        machine = Machine(**given)
        machine.__enter__()
        self.addCleanup(machine.__exit__)
        return machine

    def _hook(self, machine, recipient=None, **vals):
        """Let a recipient be told through a machine."""
        self._secret("klaviyo")
        (recipient or self.klaviyo).write({
            "notice_code": "klaviyo", "notice_url": f"{machine.url}/notices",
            "notice_channel": "webhook", **vals})

    def _open(self, event="withdrawal", recipients=None, **given):
        return Notifying(self.env).open(
            event, recipients or self.klaviyo, given.pop("partners", self.person), **given)

    def _work(self):
        """Let the queue do what is due."""
        self.env.flush_all()
        Queue(self.env).work()
        self.env.invalidate_all()

    def _tasks(self, notice):
        """Return the tasks of officers that a notice may stand behind."""
        place = notice.request_id or notice.company_id.partner_id
        return self.env["mail.activity"].search([
            ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ("res_model", "=", place._name), ("res_id", "=", place.id)])

    def _stored(self, notice):
        """Return all that the database holds of a notice, as text."""
        self.env.flush_all()
        ((row,),) = self.env.execute_query(SQL(
            "SELECT notice::text FROM privacy_notice notice WHERE id = %s", notice.id))
        return row

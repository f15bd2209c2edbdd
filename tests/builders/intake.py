"""A system that reports consents, with its key."""

import json
import secrets
import time
from datetime import datetime, timedelta, timezone

from odoo.fields import Command
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from ...core.consents import signature
from ...engine.consents.intake.door import PATH
from ..common import PrivacyCommon

#: loggers that say of each refusal what Odoo does with it
LOGGERS = ("odoo.http", "odoo.addons.base.models.ir_http")


class IntakeCommon(PrivacyCommon, HttpCase):
    """Calls go through HTTP, as of now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analytics = cls.env.ref("cloudpepper_privacy.purpose_analytics")
        cls.marketing = cls.env.ref("cloudpepper_privacy.purpose_marketing")
        cls.text = cls.env["privacy.consent.text"].create({
            "purpose_id": cls.analytics.id, "body": "You may count me."})
        cls.source = cls._source("Banner", cls.analytics)
        cls.consents = cls.env["privacy.consent.record"]

    @classmethod
    def _source(cls, name, purposes, **vals):
        return cls.env["privacy.consent.source"].create({
            "name": name, "purpose_ids": [Command.set(purposes.ids)], **vals})

    def setUp(self):
        super().setUp()
        self.key, self.secret = self._new_key(self.source)

    def _new_key(self, source, method="action_make_key"):
        """Press the button; return the name and the secret that the dialogue shows."""
        shown = getattr(source.with_user(self.officer), method)()["context"]
        return shown["default_key_name"], shown["default_secret"]

    @staticmethod
    def _ago(**ago):
        """Return a moment some time ago, as an event says it."""
        moment = datetime.now(timezone.utc) - timedelta(**ago)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _call(self, body, *, key=None, secret=None, headers=(), path=PATH, at=0, signed=None):
        """Send bytes, or what stands for them in JSON; return the answer.

        :param at: by how many seconds the sender's clock is ahead
        :param signed: the bytes that are signed, where they are others
        :param headers: that replace those of a right call; None leaves one out
        """
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        moment, nonce = str(int(time.time()) + at), secrets.token_urlsafe(24)
        sent = {
            "Content-Type": "application/json", "Privacy-Key": key or self.key,
            "Privacy-Timestamp": moment, "Privacy-Nonce": nonce}
        sent |= dict(headers)
        sent.setdefault("Privacy-Signature", signature.sign(
            secret or self.secret, sent["Privacy-Timestamp"] or "", sent["Privacy-Nonce"] or "",
            body if signed is None else signed))
        with mute_logger(*LOGGERS):
            answer = self.url_open(path, data=body, method="POST", headers={
                name: value for name, value in sent.items() if value is not None})
        self.env.invalidate_all()
        return answer

    def _report(self, *events, **call):
        """Send events; return (status, what was answered)."""
        answer = self._call({"events": list(events)}, **call)
        return answer.status_code, answer.json()

    def _stored(self):
        """Return the numbers of rows that a call may make."""
        return [self.env[model].search_count([]) for model in (
            "privacy.consent.record", "privacy.consent.event", "res.partner", "mail.mail",
            "privacy.evidence")]

"""Mailings to many, and the people that they are for."""

import os
from unittest.mock import patch

from odoo.addons.mail.tests.common import MockEmail

from ...engine.clocks.refresh import Refresh
from ...engine.optout.optout import OptOut
from ..common import PrivacyCommon

#: {who: mail address}
ADDRESS = {
    "prospect": "prospect@gate.example", "customer": "customer@gate.example",
    "consented": "consented@gate.example", "refused": "refused@gate.example",
    "gone": "gone@gate.example"}
NUMBER = {name: f"+324700000{place}0" for place, name in enumerate(ADDRESS, start=1)}


class MailingCommon(PrivacyCommon, MockEmail):
    """A prospect, a running customer, a prospect with consent, a customer who objected, and an
    address that came back after it was erased and refused, with a consent of before.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"PRIVACY_OPTOUT_KEY": "gate secret"}))
        cls.env["res.company"].search([]).privacy_marketing_gate = True
        cls.people = {}
        for name, address in ADDRESS.items():
            facts = (("running", True), ("invoice", "2026-10-01")) if name in (
                "customer", "refused") else (("mail", "2026-10-01 10:00:00"),)
            cls.people[name] = cls._contact(
                name.title(), facts, email=address, phone=NUMBER[name],
                country_id=cls.env.ref("base.be").id)
        for name in ("consented", "gone"):
            cls._tell_consent(cls.people[name], "2026-10-02")
        Refresh(cls.env).run([contact.id for contact in cls.people.values()])
        OptOut(cls.env).remember(
            [ADDRESS["refused"], ADDRESS["gone"]], [NUMBER["refused"], NUMBER["gone"]])
        cls.everybody = cls.env["res.partner"].browse(
            [contact.id for contact in cls.people.values()])
        # mailings leave as they do, without what the common parts switch off
        cls.env = cls.env(context={key: value for key, value in cls.env.context.items()
                                   if key != "tracking_disable"})

    def _need(self, *models):
        missing = [model for model in models if model not in self.env]
        if missing:
            self.skipTest(f"not installed: {', '.join(missing)}")

    def _mailing(self, records, **vals):
        self._need("mailing.mailing")
        return self.env["mailing.mailing"].create({
            "subject": "News", "body_html": "<p>News</p>", "user_id": self.env.user.id,
            "mailing_model_id": self.env["ir.model"]._get_id(records._name),
            "mailing_domain": repr([("id", "in", records.ids)]), "schedule_type": "now", **vals})

    def _launched(self, mailing):
        """Send a mailing as the queue does, and return who got it."""
        mailing.action_put_in_queue()
        with self.mock_mail_gateway():
            mailing._action_send_mail()
            self.env["mail.mail"].search(
                [("mailing_id", "=", mailing.id), ("state", "=", "outgoing")]).send()
        return self._sent_to()

    def _sent_to(self):
        """Return the names of those who got a mail."""
        found = " ".join(address for mail in self._mails for address in mail["email_to"])
        return {name for name, address in ADDRESS.items() if address in found}

    def _reasons(self, mailing):
        """Return {name of who was left out: (failure, reason)}."""
        names = {contact.id: name for name, contact in self.people.items()}
        return {names[trace.res_id]: (trace.failure_type, trace.failure_reason)
                for trace in mailing.mailing_trace_ids if trace.trace_status == "cancel"}

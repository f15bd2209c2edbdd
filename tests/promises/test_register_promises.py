"""The rows of the policy that the register of processing keeps, each tried from outside."""

import io
import json
import logging

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged
from pypdf import PdfReader

from ..builders.register import RegisterCommon
from ..builders.rpc import Rpc
from ..common import TODAY


class _Lines(logging.Handler):
    """Collects whatever is logged."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRegisterPromises(RegisterCommon, Rpc, HttpCase):
    def _take(self, user, **vals):
        """Choose a file on the screen, and fetch it as the browser does."""
        user.password = f"{user.login}-{user.login}"
        self.authenticate(user.login, f"{user.login}-{user.login}")
        ids = self._rpc(user, "privacy.register.export", "create", {
            "company_id": self.company.id, "lang": "en_US", "kind": "csv", **vals})
        action = self._rpc(user, "privacy.register.export", "action_export", [ids])
        return self.url_open(action["url"])

    def test_p1_the_register_says_who_is_responsible_and_follows_the_settings(self):
        """P1: identity and privacy contact stand on every export."""
        self._rpc(self.admin, "res.company", "write", self.company.ids, {
            "privacy_controller_name": "Cloudpepper BV", "privacy_dpo_reason": "None is needed",
            "privacy_controller_address": "Witte Patersstraat 4, 1040 Brussels"})
        pages = PdfReader(io.BytesIO(self._take(self.auditor, kind="pdf").content)).pages
        text = "".join("".join(page.extract_text().split()) for page in pages)
        for words in ("Cloudpepper BV", "Witte Patersstraat 4, 1040 Brussels", "us@own.example",
                      "None is needed", "The authority of the tests"):
            with self.subTest(words):
                self.assertIn("".join(words.split()), text)

    def test_p4_register_and_tags_come_from_the_same_records(self):
        """P4: what a person is tagged with is what the register says, before and after a change."""
        person = self._contact("Ilse BV", is_company=True, email="ilse@vermeulen.example",
                               facts=[("invoice", "2026-10-04"), ("running", True)])
        self.timers.refresh()
        rows = {row["name"]: row for row in self._register()["activities"]}
        tags = self.env["privacy.subject.purpose"].search([("partner_id", "=", person.id)])
        self.assertGreater(len(tags.purpose_id), 3)
        for tag in tags:
            with self.subTest(tag.purpose_id.name):
                told = "\n".join(rows[tag.purpose_id.name]["bases"])
                self.assertIn(f"{tag.basis_id.name} ({tag.basis_id.article})", told)
        line = self._ref("purpose_line_services_contract_running")
        consent = self._ref("legal_basis_consent")
        self._rpc(self.officer, "privacy.purpose.line", "write", line.ids,
                  {"basis_id": consent.id})
        self.timers.refresh(full=True)
        services = self._ref("purpose_services")
        tags = self.env["privacy.subject.purpose"].search([
            ("partner_id", "=", person.id), ("purpose_id", "=", services.id)])
        self.assertEqual(tags.basis_id, consent)
        self.assertIn(b"Consent (Art. 6(1)(a) GDPR): Performance of the customer's contract",
                      self._take(self.officer).content)

    def test_p8_a_period_of_the_register_is_that_of_the_clock(self):
        """P8: an officer changes a period: clock, register and file follow."""
        person = self._contact("Ilse", email="ilse@vermeulen.example",
                               facts=[("mail", "2026-05-04 10:00:00")])
        self._rpc(self.officer, "privacy.rule", "write", self._ref("rule_communication").ids,
                  {"period_count": 2})
        self.timers.refresh()
        self.assertEqual(self._clocks(person)["communication"][2], "2028-05-04")
        self.assertIn("Until 2 years after the last interaction",
                      self._take(self.officer).content.decode())

    def test_p14_roles_take_the_register_along_logs_and_evidence_name_nobody(self):
        """P14: role-based access, logging, evidence: and no personal data in either."""
        self._contact("Hosted BV", is_company=True, email="it@hosted.example",
                      facts=[("running", True)])
        self.timers.refresh()
        heard = _Lines()
        logging.getLogger().addHandler(heard)
        self.addCleanup(logging.getLogger().removeHandler, heard)
        answer = self._take(self.officer, table="processing")
        self.assertIn("Hosted BV", answer.text)
        for user in (self.user, self.staff, self.admin, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._take(user)
        (filed,) = self.env["privacy.evidence"].search([("act", "=", "register_export")])
        self.assertEqual(filed.uid_ref, self.officer.id)
        told = json.dumps(filed.counts) + "\n".join(heard.lines)
        self.assertNotIn("Hosted", told)
        self.assertNotIn("hosted.example", told)

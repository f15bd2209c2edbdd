"""The rows of the policy, each tried from outside as the person whom it promises something."""

import base64
import io
import json
import re
import zipfile
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ...engine.consents.links import Links
from ...engine.consents.subjects import in_force, of_address
from ...engine.notices.connectors import CONNECTORS
from ..builders.consents import WORDS, ZOE, ConsentCommon
from ..builders.disclosures import DisclosureCommon
from ..builders.notices import NoticeCommon, receipt_of
from ..builders.rpc import Rpc
from ..common import TODAY

MAY = "2026-05-04 10:00:00"


@tagged("post_install", "-at_install")
class TestConsentPromises(ConsentCommon, Rpc, HttpCase):
    def _in_force(self):
        return self.consents.search(
            of_address(self.env, ZOE) & in_force(self.env["privacy.timer"]._today()))

    def test_p13_a_banner_s_consent_is_shown_and_taken_back(self):
        """P13: analytics only after consent through the banner, shown and withdrawn."""
        text = self.env["privacy.consent.text"].create(
            {"purpose_id": self.other.id, "body": WORDS})
        self.assertFalse(self._in_force(), "nothing before")
        banner = {"channel": "banner", "purpose_id": self.other.id, "text_id": text.id}
        typed = self._given(**banner)
        self.assertFalse(self._in_force(), "nothing on the word of a typed address")
        proven = self._given(**banner, proof="source")
        self.assertEqual(self._in_force(), proven)
        (shown,) = self._rpc(self.user, "privacy.consent.record", "read", proven.ids,
                             ["words", "channel", "proof"])
        self.assertEqual((shown["words"], shown["channel"]), (WORDS, "banner"))
        page = f"/privacy/preferences/{Links(self.env).token(ZOE, self.env.company)}"
        opened = self.url_open(page)
        self.assertIn(WORDS, opened.text)
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', opened.text).group(1)
        self.url_open(page, data={"csrf_token": csrf, "act": "save"})
        self.env.invalidate_all()
        self.assertFalse(self._in_force())
        self.assertEqual({proven.state, typed.state}, {"withdrawn"})

    def test_p18_one_click_in_a_mail_program_stops_marketing_at_once(self):
        """P18: whoever gets mail opts out at any time, and mail stops at once."""
        zoe = self._contact("Zoë Çelik", email=ZOE)
        other = self._contact("Ada", email="ada@celik.example")
        consent = self._proven()
        self.assertEqual(consent.partner_id, zoe)
        self.assertFalse(zoe.is_blacklisted)
        token = Links(self.env).token(ZOE, self.env.company)
        self.url_open(f"/privacy/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"})
        self.env.invalidate_all()
        self.assertTrue(zoe.is_blacklisted)
        self.assertFalse(other.is_blacklisted)
        self.assertFalse(self._in_force())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRecipientsOfThisPerson(DisclosureCommon):
    """P6: recipients are named, those of this person, as facts; P7: transfers and safeguards."""

    def _answer(self, request):
        package = request.build_package()
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(package.sudo().datas))) as packed:
            data = json.loads(packed.read("data.json"))
        return {each["name"]: each for each in data["facts"]["recipients"]}

    def _plain(self, request):
        return " ".join(str(self._letter(request)[:1].body_html).split())

    def test_p6_an_answer_says_who_has_received_data_which_and_when(self):
        self._mail(self.person, MAY)
        told = self._answer(self._identified("access"))
        self.assertTrue(told["Google Workspace"]["certain"])
        self.assertEqual(told["Google Workspace"]["last"], "2026-05-04")
        self.assertIn("Has received: ", told["Google Workspace"]["received"])
        self.assertIn("last on 4 May 2026", told["Google Workspace"]["received"])
        # who runs the software may have, whenever data are held: nothing says more
        self.assertFalse(told["Odoo SA"]["certain"])
        self.assertIn("May have received: ", told["Odoo SA"]["received"])

    def test_p6_a_payment_names_its_provider_and_a_failed_one_does_not(self):
        self.stripe.provider_code = self._transaction(self.person, "error", MAY).provider_code
        self.assertNotIn("Stripe", self._answer(self._identified("access")))
        self._transaction(self.person, "done", MAY)
        request = self.requests.search([], limit=1, order="id desc").with_user(
            self.officer).sudo(False)
        self.assertTrue(self._answer(request)["Stripe"]["certain"])

    def test_p6_nobody_else_s_recipients_are_named(self):
        other = self._contact("Somebody Else", email="else@mail.example")
        self._mail(other, MAY)
        self.disclosures.create({
            "partner_id": other.id,
            "recipient_id": self.env.ref("cloudpepper_privacy.recipient_authorities").id})
        told = self._answer(self._identified("access"))
        self.assertNotIn("Authorities and courts", told)
        self.assertFalse(told.get("Google Workspace", {}).get("certain"))

    def test_p6_who_was_archived_in_the_register_has_received_data_all_the_same(self):
        self._mail(self.person, MAY)
        self.workspace.active = False
        self.assertTrue(self._answer(self._identified("access"))["Google Workspace"]["certain"])

    def test_p6_a_letter_of_an_erasure_tells_facts_from_what_may_be(self):
        self._mail(self.person, "2022-05-04 10:00:00")
        request = self._identified("erasure", tell_recipients=True)
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close("granted")
        said = self._plain(request)
        self.assertIn("have received data of yours, or may have where it says so", said)
        self.assertIn("last on 4 May 2022", said)
        self.assertIn("may have received: ", said)
        self.assertFalse(self._rows_of(self.person), "they went with the person")
        certificate = str(request.right_ids.run_id._certificate()["recipients"])
        self.assertIn("Google Workspace (4 May 2022)", certificate)
        self.assertIn("Odoo SA", certificate)
        self.assertNotIn("Vultr", certificate)

    def test_p6_a_night_run_remembers_who_had_received_data(self):
        self._mail(self.person, "2022-05-04 10:00:00")
        self.timers.refresh(self.person)
        run = self.runs.preview(self.person)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        self.assertFalse(self._rows_of(self.person))
        told = {each["recipient"]: each for each in run.item_ids.recipients}
        self.assertTrue(told[self.workspace.id]["certain"])
        self.assertEqual(told[self.workspace.id]["last"], "2022-05-04")
        self.assertFalse(told[self.odoo.id]["certain"])
        self.assertNotIn("Vermeulen", str(run._certificate()))

    def test_p7_a_copy_of_the_safeguards_is_something_a_person_gets(self):
        request = self._identified("safeguards")
        right = request.right_ids
        self.env["privacy.recipient"].search([("transfer_ground", "=", "scc")]).write({
            "document_ids": [(0, 0, {"name": "clauses.txt", "raw": b"Clauses"})]})
        right._close("granted")
        said = self._plain(request)
        self.assertIn("Decision (EU) 2021/914", said)
        self.assertIn("A copy of the clauses is enclosed", said)
        self.assertIn("clauses.txt", self._letter(request)[:1].attachment_ids.mapped("name"))

    def test_p7_no_transfer_without_a_ground_is_left_unseen(self):
        self.workspace.write({"transfer_ground": "unknown", "scc_module": False})
        self.assertIn("on which ground", self.workspace.with_user(self.auditor).todo)
        self._mail(self.person, MAY)
        with self.assertRaisesRegex(UserError, "Google Workspace"):
            self._answer(self._identified("access"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP6Recipients(NoticeCommon):
    def test_p6_who_received_the_data_hears_of_their_erasure_and_proves_it(self):
        """P6: recipients by name; Art. 19: each of them is told, with what it knows the person by.
        """
        machine = self._machine(answer=lambda received: (
            200, {"Privacy-Receipt": receipt_of(received)}, b""))
        self._hook(machine, self.odoo)
        self._message(self.person, "2022-05-04 10:00:00")
        request = self._identified("erasure", tell_recipients=True)
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close("partly", "legal_duty", "The request itself is kept.")
        self.assertIn("Odoo SA", self._letter(request)[:1].body_html)
        self._work()
        (received,) = machine.received
        self.assertEqual(received.json["event"], "erasure")
        self.assertEqual(received.json["identifiers"], {"email": ["ilse@vermeulen.example"]})
        notice = request.sudo().notice_ids.filtered(lambda each: each.recipient_id == self.odoo)
        self.assertEqual(notice.state, "acknowledged")
        self.assertFalse(notice.sealed)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP18Objection(NoticeCommon):
    def test_p18_an_objection_reaches_who_mails_for_us(self):
        """P18: opting out works everywhere, also with whoever sends mailings for us."""
        self._secret("klaviyo", "pk_123")
        machine = self._machine(answer=lambda received: (
            202, {}, json.dumps({"data": {"id": "job-7"}}).encode()))
        self.klaviyo.write({"notice_code": "klaviyo", "notice_connector": "klaviyo",
                            "notice_channel": "connector"})
        request = self._identified("objection")
        request.right_ids._act("marketing")
        with patch.object(CONNECTORS["klaviyo"], "base", machine.url):
            self._work()
        (received,) = machine.received
        self.assertEqual(received.path, "/api/profile-suppression-bulk-create-jobs")
        self.assertEqual(request.sudo().notice_ids.state, "told")

    def test_p18_an_objection_to_something_else_reaches_no_mailer(self):
        request = self._identified("objection")
        request.right_ids._act("other")
        self.assertFalse(request.sudo().notice_ids)

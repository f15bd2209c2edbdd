"""People and officers in a browser, from the first question to the answer in the hand."""

import io
import re
import time
import zipfile
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ...core.evidence import codes
from ...engine.requests.portal import Portal
from ..builders.requests import PortalCommon
from ..builders.tours import CRON, TourCommon


@tagged("post_install", "-at_install")
class TestPeopleTours(TourCommon, PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the pages are those of the company of people without a login
        company = cls.env.ref("base.public_user").company_id
        for user in (cls.officer, cls.ilse):
            user.partner_id.privacy_restricted = False
            user.write({"company_ids": [Command.link(company.id)], "company_id": company.id})

    def _link(self, path, model):
        mail = self.env["mail.mail"].search([("model", "=", model)], order="id desc")
        return re.search(rf"{path}/[\w/-]+", mail[:1].body_html).group(0)

    def test_a_stranger_asks_is_identified_and_fetches_the_package(self):
        known = self.env["res.partner"].create({
            "name": "Zoë Çelik", "email": "zoe@celik.example", "comment": "<p>Likes tea</p>"})
        self.start_tour("/privacy/request", "privacy_stranger_asks")
        pending = self.env["privacy.request.pending"].search([])
        self.assertEqual(pending.rights, "access,erasure")
        self.start_tour(self._link("/privacy/request/confirm", pending._name),
                        "privacy_stranger_confirms")
        request = pending.request_id
        self.assertEqual(request.text, "All of it, please")
        request.right_ids.filtered(lambda right: right.kind == "erasure").unlink()
        self.start_tour("/odoo", "privacy_officer_packages", login="privacy_officer")
        self.env.invalidate_all()
        self.assertEqual((request.partner_ids, request.identity_by_id), (known, self.officer))
        package = request.package_ids
        self.assertTrue(package.sent_on, "the decision sends the link")
        link = self._link("/privacy/package", request._name)
        with patch.object(codes, "new_code", lambda: "123456"):
            self.start_tour(link, "privacy_stranger_fetches")
        self._wait(lambda: package.downloads)
        self.assertEqual(package.downloads, 1)
        with zipfile.ZipFile(io.BytesIO(package.attachment_id.raw)) as opened:
            self.assertIn("Likes tea", opened.read("data.json").decode())

    def _wait(self, seen):
        for _try in range(50):
            self.env.invalidate_all()
            if seen():
                return
            time.sleep(0.2)

    def test_a_portal_user_asks_and_writes(self):
        self.person.message_post(
            body="Hello", author_id=self.person.id, message_type="comment")
        self.env["privacy.timer"].refresh()
        self.start_tour("/my", "privacy_portal_asks", login="ilse_portal@p.example")
        request = self.requests.search([("requester_id", "=", self.person.id)])
        self.assertEqual(request.text, "I move on")
        self.assertIn("When will it be done?", Portal(self.env).messages(request)[-1].body)

    def test_a_portal_user_asks_for_erasure_and_ends_with_a_certificate(self):
        self.person.message_post(
            body="Hello", author_id=self.person.id, message_type="comment")
        self.env["privacy.timer"].refresh()
        self.start_tour("/my", "privacy_portal_asks", login="ilse_portal@p.example")
        request = self.requests.search([("requester_id", "=", self.person.id)])
        address = self.person.email
        self.start_tour("/odoo", "privacy_officer_erases", login="privacy_officer")
        self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.person.privacy_anonymised_on)
        self.start_tour("/odoo", "privacy_officer_grants_erasure", login="privacy_officer")
        self.env.invalidate_all()
        letter = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)], order="id desc")[:1]
        self.assertEqual(letter.email_to, address)
        (certificate,) = letter.attachment_ids
        self.assertRegex(certificate.name, r"^Certificate .*\.(pdf|html)$")
        self.assertEqual(request.answered_on.date(), fields.Date.today())
        self.assertFalse(self.ilse.active)

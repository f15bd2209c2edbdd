"""Whoever has no contact asks as everybody does, and is answered by what their records say."""

import base64
import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...core.evidence import keyring
from ...engine.access.recipients import Recipients
from ...engine.requests.lifting import Lifting
from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..common import TODAY

LATELY = "2026-06-07 10:00:00"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRequests(ContactlessCommon):
    def _both(self):
        """A subscriber and a lead of today's year, known to the clocks."""
        records = self._subscriber(created=LATELY), self._nobodys_lead(created=LATELY)
        self._subjects(*records)
        return records

    def test_the_identity_takes_the_records_of_the_address_along(self):
        subject = self._known(*self._both())
        self.assertEqual(self._identified("access").sudo().contactless_ids, subject)

    def test_records_that_came_in_just_now_are_taken_along_too(self):
        self._nobodys_lead(created=TODAY + " 08:00:00")
        self.assertEqual(len(self._identified("access").sudo().contactless_ids), 1)

    def test_access_lists_them(self):
        subscriber, lead = self._both()
        request = self._identified("access")
        found = {line["model"] for line in request.action_collect()}
        self.assertLessEqual({"mailing.contact", "crm.lead"}, found)
        package = request.build_package()
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(package.sudo().datas))) as packed:
            data = json.loads(packed.read("data.json"))
        self.assertTrue(data["facts"]["held"])
        self.assertIn(EMAIL, json.dumps(data))
        self.assertIn(NAME, json.dumps(data, ensure_ascii=False))
        self.assertTrue((subscriber + subscriber).exists() and lead.exists())

    def test_a_mail_of_an_address_that_ends_alike_went_to_nobody_for_them(self):
        lead = self._both()[1]
        request = self._identified("access").sudo()

        def mailed(sender):
            message = self.env["mail.message"].create({
                "model": lead._name, "res_id": lead.id, "message_type": "email",
                "email_from": sender, "body": "<p>Hello</p>"})
            names = Recipients(request.env, request).of_person().mapped("name")
            message.unlink()
            return "Google Workspace" in names

        neighbours = (f"x{EMAIL}", f"Jo <jo{EMAIL}>", f"{EMAIL}.example", EMAIL.replace(".", "_"))
        self.assertFalse(any(map(mailed, neighbours)))
        self.assertTrue(all(map(mailed, (EMAIL, EMAIL.upper(), f"Somebody <{EMAIL}>"))))

    def test_erasure_erases_them_and_is_granted_when_it_has(self):
        subscriber, lead = self._both()
        request = self._identified("erasure")
        with self.assertRaises(UserError):
            request.close_right("erasure", "granted")
        request.act_right("erasure", "a")
        self.env.invalidate_all()
        self.assertFalse(subscriber.exists())
        self.assertFalse(lead.email_from)
        request.close_right("erasure", "granted")
        self.assertEqual(self._right(request, "erasure").outcome, "granted")

    def test_an_erasure_that_was_not_carried_out_is_not_granted(self):
        self._both()
        request = self._identified("erasure")
        with self.assertRaises(UserError):
            request.close_right("erasure", "granted")

    def test_an_objection_blocks_the_address(self):
        self._both()
        request = self._identified("objection")
        request.act_right("objection", "marketing")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", EMAIL)]).active)

    def test_an_objection_blocks_an_address_of_which_nothing_is_held(self):
        request = self._identified("objection")
        request.act_right("objection", "marketing")
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", EMAIL)]).active)

    def test_an_objection_that_was_not_carried_out_is_not_granted(self):
        self._both()
        request = self._identified("objection")
        with self.assertRaises(UserError):
            request.close_right("objection", "granted")

    def test_a_subscription_is_left_by_an_objection(self):
        subscriber, _lead = self._both()
        mailing_list = self.env["mailing.list"].create({"name": "News"})
        subscription = self.env["mailing.subscription"].create(
            {"contact_id": subscriber.id, "list_id": mailing_list.id})
        self._identified("objection").act_right("objection", "marketing")
        self.assertTrue(subscription.opt_out)

    def test_a_restriction_stops_every_erasure(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        self._identified("restriction").act_right("restriction")
        self.assertTrue(subject.restricted)
        self.assertFalse(self._item(self._carry_out(), subject))
        self.assertTrue(subscriber.exists())

    def test_an_address_that_many_share_is_asked_about(self):
        leads = [self._nobodys_lead(created=LATELY, contact_name=name)
                 for name in ("Jan Bakker", "Piet Molenaar", NAME)]
        self._subjects(*leads)
        request = self._asked("access").with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            request.confirm_identity([], "known")
        request.confirm_identity([], "known", why="A mailbox of three, and none is this one")
        self.assertFalse(request.sudo().contactless_ids)

    def test_records_of_another_address_are_nobodys_to_choose(self):
        other = self._subjects(self._nobodys_lead(email_from="somebody@elsewhere.example"))
        request = self._asked("access").with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            request._confirm_identity(
                self.env["res.partner"].with_user(self.officer), "known", contactless=other)

    def test_a_request_of_another_company_sees_nothing(self):
        lead = self._nobodys_lead(created=LATELY)
        subject = self._subjects(lead)
        subject.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self._identified("access").sudo().contactless_ids)

    def test_what_lies_under_a_shared_address_is_not_left_aside_in_silence(self):
        leads = [self._nobodys_lead(created=LATELY, contact_name=name)
                 for name in ("Jan Bakker", "Piet Molenaar", NAME)]
        self._subjects(*leads)
        contact = self._contact(NAME, phone="+32470112233")
        request = self._asked("restriction", phone="+32470112233")
        request = request.with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            request.confirm_identity(contact, "known")
        request.confirm_identity(contact, "known", why="Three others read this mailbox")
        request.act_right("restriction")
        self.assertEqual(self._right(request, "restriction").outcome, "granted")

    def _lifted(self, request):
        """Let the letters leave, and then what is due be lifted."""
        self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", request.id)]).state = "sent"
        self.env["privacy.request.right"]._cron_lift()

    def test_a_refused_objection_frees_what_it_had_restricted_and_nothing_else(self):
        subject = self._subjects(self._nobodys_lead(created=LATELY))
        before = self._identified("restriction")
        for was_restricted in (False, True):
            if was_restricted:
                before.act_right("restriction")
            request = self._identified("objection")
            request.act_right("objection", "other")
            self.assertTrue(subject.restricted)
            request.close_right("objection", "refused", "compelling", "A claim is pending")
            self._lifted(request)
            self.assertEqual(subject.restricted, was_restricted)

    def test_an_officer_lifts_a_restriction_and_nobody_else(self):
        subject = self._subjects(self._nobodys_lead(created=LATELY))
        request = self._identified("restriction")
        request.act_right("restriction")
        with self.assertRaises(AccessError):
            subject.with_user(self.user).sudo(False).action_lift_restriction()
        with self.assertRaises(UserError):
            subject.with_user(self.officer).sudo(False).action_lift_restriction()
        self.assertTrue(subject.restricted)
        Lifting(request.env, self._right(request, "restriction")).announce("It was corrected.")
        with freeze_time("2026-12-24"):
            self._lifted(request)
        self.assertFalse(subject.restricted)
        self.assertEqual(self.env["privacy.evidence"].search(
            [("partner_ref", "=", -subject.id)], order="id").mapped("act"),
            ["restrict", "lift_restriction"])

    def test_without_the_key_nobody_says_that_nothing_is_held(self):
        self._nobodys_lead(created=LATELY)
        request = self._asked("access").with_user(self.officer).sudo(False)
        self.patch(keyring, "load", lambda _path: [])
        self.patch(keyring, "make", self._refused)
        with mute_logger("odoo.addons.cloudpepper_privacy.engine.contactless.address_keys"), \
                self.assertRaises(UserError):
            request.confirm_identity([], "known")
        self.assertFalse(request.identity_on)

    @staticmethod
    def _refused(_path):
        raise PermissionError

    def test_where_the_record_that_stood_for_somebody_is_gone_the_others_are_found(self):
        subscriber, lead = self._both()
        first = self._known(subscriber, lead)
        self.env[first.model].browse(first.res_id).unlink()
        found = {line["model"] for line in self._identified("access").action_collect()}
        self.assertTrue({"crm.lead", "mailing.contact"} & found)

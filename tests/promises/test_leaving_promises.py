"""Rows of the policy about who leaves, hosted data and children, each tried from outside."""

import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ...engine.leaving.receipts import PATH
from ..builders.intake import IntakeCommon
from ..builders.leaving import LeavingCommon, call
from ..builders.mails import MailCommon
from ..builders.requests import RequestCommon
from ..common import SILENT, TODAY

HOSTED = ("Hello,\r\n\r\nplease erase all data about me in the web shop of the bakery that you "
          "host. My customer number there is 4711.\r\n\r\nZoe\r\n")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP2Processor(MailCommon):
    def _decide(self, request, user, **vals):
        decision = call(self.env, user, "privacy.request.decision", "create", {
            "right_id": request.right_ids[:1].id, "outcome": "referred", "ground": "processor",
            "reason": "The bakery decides on these data.", **vals})
        return call(self.env, user, "privacy.request.decision", "action_close", [decision])

    def test_p2_a_mail_about_hosted_data_is_referred_with_a_letter_to_each(self):
        """P2: of hosted data we are the processor; the request is referred, and a letter says so.
        """
        customer = self._contact("Bakery BV", is_company=True, email="info@bakery.example")
        request = self._arrives(self._mail(HOSTED, "utf-8", Subject="Erase my data"))
        self.assertEqual(len(request.right_ids), 1)
        with self.assertRaises(AccessError):
            self._decide(request, self.user, controller_id=customer.id, pass_on=True)
        self._decide(request, self.officer, controller_id=customer.id, pass_on=True)
        self.env.invalidate_all()
        mails = self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", request.id)])
        to_customer = mails.filtered(lambda mail: "bakery.example" in (mail.email_to or ""))
        self.assertEqual(len(to_customer), 1)
        self.assertNotIn("4711", to_customer.body_html)
        self.assertNotIn("celik", to_customer.body_html)
        to_person = mails.filtered(lambda mail: "celik.example" in (mail.email_to or ""))
        self.assertIn("Bakery BV", " ".join(to_person.mapped("body_html")))
        (shown,) = call(self.env, self.auditor, "privacy.request.right", "read",
                        request.right_ids.ids, ["referral", "controller_id", "state"])
        self.assertEqual((shown["referral"], shown["state"]), ("passed", "closed"))
        self.assertEqual(request.state, "answered")


@tagged("post_install", "-at_install")
class TestP8Outside(LeavingCommon, IntakeCommon):
    """As of now: a signed call is of now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source.closes_tasks = True
        cls.leaving = cls._contact("Haven Oost NV", cls.LONG_AGO, is_company=True, ref="OOST-3")

    def test_p8_what_is_hosted_goes_by_dated_tasks_that_are_closed_with_evidence(self):
        """P8: production data go 30 days after the end, backups 90 days after that."""
        today = self.timers._today()
        call(self.env, self.officer, "res.partner", "write", [self.leaving.id],
             {"privacy_relationship_end": str(today)})
        self.env["privacy.timer"]._cron_refresh()
        shown = call(self.env, self.user, "privacy.exit.task", "search_read",
                     [("partner_ref", "=", self.leaving.id)], ["date_due", "rule_id", "state"])
        self.assertEqual(len(shown), 2)
        self.assertEqual({each["state"] for each in shown}, {"open"})
        hosted, external = self._task("hosted", self.leaving), self._task("external", self.leaving)
        self.assertEqual((hosted.date_due - today).days, 30)
        # a system says that it has done one, by a signed call
        answer = self._call({"receipts": [
            {"task": external.key, "done_on": str(today), "receipt": "job 1"}]}, path=PATH)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(external.state, "done")
        # an officer cannot close the other one without evidence, nor before the data's return
        with self.assertRaises(UserError):
            call(self.env, self.officer, "privacy.exit.task", "action_done", [hosted.id])
        call(self.env, self.officer, "privacy.exit.task", "write", [hosted.id], {
            "evidence_text": "job 2", "return_state": "returned", "returned_on": str(today),
            "return_how": "download", "return_to": "their administrator", "return_text": "mail"})
        with self.assertRaises(AccessError):
            call(self.env, self.user, "privacy.exit.task", "action_done", [hosted.id])
        call(self.env, self.officer, "privacy.exit.task", "action_done", [hosted.id])
        self.env.invalidate_all()
        backup = self._task("backup", self.leaving)
        self.assertEqual((hosted.state, (backup.date_due - today).days), ("done", 90))
        self.assertFalse(hosted.sealed)

    def test_p8_a_late_task_is_told_to_an_officer_by_the_scheduled_action(self):
        late = self._task("hosted")
        # the end lies so far back that its period is over
        self.firm.privacy_relationship_end = "2026-01-01"
        self.env["privacy.timer"]._cron_refresh()
        self.assertFalse(late.activity_ids)
        self.env["privacy.exit.task"]._cron_follow()
        self.assertEqual(late.activity_ids.activity_type_id,
                         self.env.ref("cloudpepper_privacy.mail_activity_type_exit_task"))
        found = call(self.env, self.officer, "privacy.exit.task", "search",
                     [("is_overdue", "=", True)])
        self.assertIn(late.id, found)


@tagged("post_install", "-at_install")
class TestP16Children(RequestCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = cls._contact("Tuur Vermeulen", SILENT, email="tuur@p.example")

    def _csrf(self, path="/privacy/request"):
        return re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(path).text).group(1)

    def _ask(self):
        self.url_open("/privacy/request", data={
            "csrf_token": self._csrf(), "right": ["erasure"], "email": "mia@p.example",
            "name": "Mia Vermeulen", "child_by": "parent", "child_name": "Tuur Vermeulen",
            "child_email": "tuur@p.example"})
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")],
                                            order="id desc", limit=1)
        link = re.search(r"/privacy/request/confirm/[\w-]+", mail.body_html).group(0)
        self.url_open(link, data={"csrf_token": self._csrf(link)})
        self.env.invalidate_all()
        request = self.requests.search([("agent_email", "=", "mia@p.example")])
        # the page is of the company of this database's website, the people of another one
        request.company_id = self.company
        return request

    def test_p16_a_parent_without_an_account_has_a_childs_data_erased(self):
        """P16: data of a child are deleted when we learn of them, served first."""
        older = self._asked("access", received_on="2020-01-01 10:00:00")
        request = self._ask()
        found = call(self.env, self.user, "privacy.request", "search",
                     [("id", "in", (older | request).ids)])
        self.assertEqual(found, [request.id, older.id])
        request.with_user(self.officer).sudo(False)._confirm_identity(
            self.child.with_user(self.officer).sudo(False), "known",
            agent={"method": "mail", "letters_to": "agent"})
        # nothing says done before it was proven
        with self.assertRaises(UserError):
            call(self.env, self.officer, "privacy.request", "close_right", [request.id],
                 "erasure", "granted")
        call(self.env, self.officer, "privacy.request", "act_right", [request.id], "erasure", "f")
        self.env.invalidate_all()
        self.assertTrue(self.child.privacy_anonymised_on)
        self.assertFalse(self.child.privacy_child)
        call(self.env, self.officer, "privacy.request", "close_right", [request.id],
             "erasure", "granted")
        letters = self._letter(request)
        self.assertEqual(set(letters.mapped("email_to")), {"mia@p.example"})

    def test_p16_staff_who_learn_of_it_have_an_officer_decide(self):
        call(self.env, self.staff, "res.partner", "action_privacy_child", [self.child.id])
        run = self.runs.search([("ground", "=", "17(1)(f)")])
        self.assertFalse(self.child.privacy_anonymised_on)
        with self.assertRaises(AccessError):
            call(self.env, self.user, "privacy.run", "action_approve", [run.id])
        call(self.env, self.officer, "privacy.run", "action_approve", [run.id])
        # as the scheduled action does
        run._begin()
        self.env.invalidate_all()
        self.assertTrue(self.child.privacy_anonymised_on)
        self.assertEqual(run.state, "done")

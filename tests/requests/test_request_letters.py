"""Letters of a request: what each decision tells the person, and where it goes."""

from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from ...core.requests import rights as rules
from ...engine.requests.letters import Letters
from ...engine.requests.reminders import Reminders
from ...engine.requests.rights.erasure import Erasure
from ..builders.requests import AUTHORITY, LetterCommon
from ..common import OFFICER, TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLetters(LetterCommon):
    def test_every_outcome_of_every_right_sends_its_letter_by_the_same_act(self):
        for kind in rules.RIGHTS:
            with self.subTest(right=kind):
                request = self._identified(kind)
                right = request.right_ids
                before = self._letter(request)
                right._close("refused", "unfounded", "The fifth time this week.")
                letter = self._letter(request) - before
                self.assertEqual(len(letter), 1)
                self.assertEqual(right.letter_id, letter.mail_message_id)
                self.assertEqual(right.told_on, datetime.fromisoformat(TODAY))
                self.assertIn("ilse@vermeulen.example", letter.email_to.lower())

    def test_it_says_right_article_outcome_ground_reasons_remedies_and_who_we_are(self):
        body = self._letter(self._refused())[:1].body_html
        for expected in ("Access", "Art. 15", "Refused", "Rights of others (15(4), 20(4))",
                     "These are letters of somebody else.", AUTHORITY, "Art. 77", "Art. 79",
                     "go to court", "Cloudpepper BV", "Witte Patersstraat 4",
                     "BE 0804.323.604", "privacy@own.example"):
            with self.subTest(text=expected):
                self.assertIn(expected, body)

    def test_it_is_in_the_persons_language(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        template = self.env.ref("cloudpepper_privacy.mail_template_request_decided")
        template.with_context(lang="nl_NL").subject = "Uw verzoek {{ object.request_id.name }}"
        self.assertIn("Uw verzoek", self._letter(self._refused(lang="nl_NL"))[:1].subject)
        self.assertIn("Your request", self._letter(self._refused(lang="en_US"))[:1].subject)

    def test_what_staff_change_in_the_template_is_what_the_person_reads(self):
        template = self.env.ref("cloudpepper_privacy.mail_template_request_decided")
        template.body_html = "<p>Short: <t t-out=\"object._letter()['outcome']\"/></p>"
        self.assertIn("Short: Refused", self._letter(self._refused())[:1].body_html)

    def test_a_refusal_for_want_of_identity_does_not_say_who_is_known(self):
        bodies = []
        for email in ("ilse@vermeulen.example", "no@body.example"):
            request = self._asked("erasure", email=email).with_user(self.officer).sudo(False)
            request._ask_identity("Nobody can tell")
            request.right_ids._close("refused", "identity", "You did not answer.")
            body = self._letter(request)[:1].body_html
            bodies.append(body.replace(request.name, "N").replace(
                request.name.replace("/", "-"), "N"))
        self.assertEqual(bodies[0], bodies[1])
        self.assertIn("does not say whether we hold data", bodies[0])
        self.assertNotIn("What stays", bodies[0])

    def test_html_in_reasons_is_shown_and_not_run(self):
        request = self._identified("access")
        request.right_ids._close("refused", "others", "<script>alert(1)</script>")
        self.assertNotIn("<script>", self._letter(request)[:1].body_html)

    def test_without_a_mail_address_it_waits_for_the_post(self):
        request = self._identified("access", email=False, phone="+32470987654")
        request.right_ids._close("refused", "others", "These are letters of somebody else.")
        right = request.right_ids
        self.assertFalse(self._letter(request))
        self.assertIn("letters of somebody else", str(right.letter_id.body))
        self.assertFalse(right.told_on)
        self.assertTrue(request.to_post)
        post = self.env.ref("cloudpepper_privacy.mail_activity_type_request_post")
        self.assertIn(post, request.sudo().activity_ids.activity_type_id)
        with self.assertRaises(AccessError):
            request.with_user(self.user).sudo(False).action_posted()
        request.action_posted()
        self.assertTrue(right.told_on)
        self.assertNotIn(post, request.sudo().activity_ids.activity_type_id)
        with self.assertRaises(UserError):
            request.action_posted()

    def test_the_letter_about_an_erasure_says_what_went_what_stays_and_brings_the_certificate(self):
        self._tell_invoice(self.person, "2024-03-31")
        request = self._identified("erasure")
        right = request.right_ids
        right._act("a")
        self.env.invalidate_all()
        right._close("partly", "legal_duty", "Invoices are kept for seven years.")
        letter = self._letter(request)[:1]
        self.assertIn("What became of your data", letter.body_html)
        self.assertIn("What stays, why, and until when", letter.body_html)
        self.assertIn("17(3)(b)", letter.body_html)
        self.assertIn("31 December 2031", letter.body_html)
        self.assertIn("90 days", letter.body_html)
        self.assertEqual(len(letter.attachment_ids), 1)
        self.assertIn("Certificate of erasure", letter.attachment_ids.name)
        self.assertTrue(letter.attachment_ids.raw)
        self.assertNotIn(b"Vermeulen", letter.attachment_ids.raw)

    def test_where_no_pdf_can_be_made_the_certificate_comes_as_a_page(self):
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.env.invalidate_all()
        reports = type(self.env["ir.actions.report"])
        with patch.object(reports, "get_wkhtmltopdf_state", lambda _self: "install"):
            name, content, kind = Erasure(request.env, request.right_ids).certificate()
        self.assertTrue(name.endswith(".html"))
        self.assertEqual(kind, "text/html")
        self.assertIn(b"Cloudpepper BV", content)

    def test_a_restricted_person_is_answered_all_the_same(self):
        request = self._identified("restriction")
        request.right_ids._act()
        letter = self._letter(request)[:1]
        self.assertTrue(self.person.privacy_restricted)
        self.assertFalse(letter._privacy_stop())
        # what a scheduled action sends of a request goes out too, and nothing else of its
        mine = letter.copy({"state": "outgoing"}).sudo()
        mine.create_uid = self.env.ref("base.user_root")
        self.assertFalse(mine._privacy_stop())
        mine.write({"model": "res.partner", "res_id": self.company.partner_id.id})
        self.assertEqual(mine._privacy_stop(), mine)

    def test_the_receipt_is_confirmed_once_whatever_the_door(self):
        request = self._asked()
        letter = self._letter(request)
        self.assertEqual(len(letter), 1)
        self.assertIn("has arrived", letter.subject)
        self.assertTrue(request.told_on)
        Letters(request.env, request).acknowledge()
        self.assertEqual(self._letter(request), letter)
        self.assertFalse(self._letter(self._asked(email=False)))
        # by the form of the desk too, which does not go through intake
        made = self.requests.with_user(self.user).sudo(False).create({
            "person_name": "X", "person_email": "x@y.example",
            "right_ids": [(0, 0, {"kind": "access"})]})
        self.assertEqual(len(self._letter(made)), 1)

    def test_nobody_but_an_officer_makes_a_letter_leave(self):
        request = self._identified("access")
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.right_ids.with_user(user).sudo(False)._close(
                    "refused", "others", "No")
        self.assertFalse(request.right_ids.letter_id)


@tagged("post_install", "-at_install")
@freeze_time("2026-08-31 08:00:00")
class TestNeverLate(LetterCommon):
    def _warnings(self, request):
        return self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", request.id),
            ("email_to", "ilike", self.officer.email)])

    def test_the_officer_hears_once_that_it_is_at_risk_and_once_that_it_is_late(self):
        self.officer.email = "officer@own.example"
        request = self._asked()
        request.user_id = self.officer
        for day, count in (("2026-09-01", 0), ("2026-09-23", 1), ("2026-09-24", 1),
                           ("2026-10-01", 2), ("2026-10-02", 2)):
            with self.subTest(day=day), freeze_time(f"{day} 08:00:00"):
                self.requests._cron_warn()
                self.assertEqual(len(self._warnings(request)), count)
        for mail in self._warnings(request):
            self.assertIn(request.name, mail.subject)
            self.assertNotIn("Vermeulen", mail.body_html + mail.subject)
            self.assertTrue(mail.subtype_id.internal)

    def test_who_nobody_has_taken_goes_to_some_officer_and_an_answered_one_to_nobody(self):
        request, answered = self._asked(), self._refused()
        officer = Reminders(request.env, request).officer()
        officer.email = "some@own.example"
        with freeze_time("2026-10-01 08:00:00"):
            self.requests._cron_warn()
        sent = self.env["mail.mail"].search([("email_to", "ilike", "some@own.example")])
        self.assertIn(request.id, sent.mapped("res_id"))
        self.assertNotIn(answered.id, sent.mapped("res_id"))
        self.assertTrue(request.warned_overdue_on)

    def test_a_last_day_that_moved_is_warned_of_anew(self):
        request = self._asked().with_user(self.officer).sudo(False)
        with freeze_time("2026-09-24 08:00:00"):
            self.requests._cron_warn()
            self.assertTrue(request.warned_at_risk_on)
            request._extend("Very many messages")
        self.assertFalse(request.warned_at_risk_on)
        with freeze_time("2026-11-25 08:00:00"):
            self.requests._cron_warn()
        self.assertEqual(request.warned_at_risk_on.date(), date(2026, 11, 25))

    def test_the_scheduled_action_is_there_every_day(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_request_warn")
        self.assertTrue(cron.active)
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))

    def test_each_company_has_its_own_officer_and_clock(self):
        other = self.env["res.company"].create({"name": "Elsewhere", "privacy_tz": "UTC"})
        foreign = new_test_user(
            self.env, "foreign_officer", OFFICER, company_id=other.id,
            company_ids=[(6, 0, other.ids)], email="foreign@own.example")
        request = self.requests.with_company(other).intake({
            "rights": ["access"], "name": "X", "company_id": other.id})
        with freeze_time("2026-10-02 08:00:00"):
            self.requests._cron_warn()
        sent = self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", request.id),
            ("subject", "ilike", "overdue")])
        self.assertIn(foreign.email, sent.email_to)

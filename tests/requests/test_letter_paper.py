"""The paper of letters: one layout, who is addressed and how, what the conversation keeps."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.requests.paper import LAYOUT, Paper
from ...engine.requests.public_form import PublicForm
from ..builders.requests import LetterCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPaper(LetterCommon):
    def _sent(self, mail):
        """Return the parts of a mail as a server gets them: (page, plain text)."""
        (email,) = mail._prepare_outgoing_list()
        return email["body"], email["body_alternative"]

    def test_a_letter_has_a_head_an_addressee_a_day_a_subject_and_a_number(self):
        self.person.write({"street": "Kerkstraat 7", "zip": "9000", "city": "Gent"})
        request = self._refused()
        page, text = self._sent(self._letter(request)[:1])
        for expected in ("Cloudpepper BV", "Witte Patersstraat 4", "BE 0804.323.604",
                         "privacy@own.example", "Ilse Vermeulen", "Kerkstraat 7", "9000 Gent",
                         "23 November 2026", f"Your request {request.name}: our answer",
                         f"Our reference: {request.name}", "Dear Ilse Vermeulen,"):
            with self.subTest(expected=expected):
                self.assertIn(expected, page)
                self.assertIn(expected, text)
        for absent in ("Powered by", "Right Asked For", "11/23/2026", "Sir or Madam",
                       request.name.replace("/", "-"), "odoo.com"):
            with self.subTest(absent=absent):
                self.assertNotIn(absent, page)
        self.assertNotIn("<", text)

    def test_the_conversation_keeps_the_text_alone(self):
        request = self._refused()
        message = request.right_ids.letter_id
        self.assertIn("Dear Ilse Vermeulen,", message.body)
        for absent in ("<html", "<head", "Our reference", "privacy@own.example", "max-width"):
            with self.subTest(absent=absent):
                self.assertNotIn(absent, message.body)

    def test_where_no_name_is_known_nobody_guesses(self):
        for name in (False, "Win 1000 at www.casino.example", "https://x.example", "a@b.example"):
            with self.subTest(name=name):
                request = self._asked(name=name, email="somebody@mail.example")
                self.assertEqual(request._salutation(), "Dear Sir or Madam,")

    def test_a_typed_name_is_not_mailed_to_an_address_that_nobody_confirmed(self):
        PublicForm(self.env).submit({
            "rights": ["access"], "email": "victim@mail.example", "name": "Casino Royal"},
            "192.0.2.1")
        mail = self.env["mail.mail"].search([("email_to", "=", "victim@mail.example")])
        self.assertNotIn("Casino", mail.body_html)
        self.assertIn("Dear Sir or Madam,", mail.body_html)

    def test_before_identity_no_postal_address_is_told(self):
        self.person.write({"street": "Kerkstraat 7", "city": "Gent"})
        request = self._asked(partner_ids=self.person.ids)
        self.assertNotIn("Kerkstraat", self._letter(request)[:1].body_html)
        self.assertEqual(Paper(self.env, request).postal_lines(), [])

    def test_an_agent_is_written_to_by_the_agents_name(self):
        request = self._asked(agent_name="Jan Advocaat", agent_email="jan@advocaat.example")
        body = self._letter(request)[:1].body_html
        self.assertIn("Dear Jan Advocaat,", body)
        self.assertNotIn("Ilse", body)

    def test_what_an_officer_writes_in_the_conversation_has_the_same_layout(self):
        request = self._identified("access")
        before = self.env["mail.mail"].search([])
        request.message_post(body="One more thing.", message_type="comment",
                             subtype_xmlid="mail.mt_comment")
        (mail,) = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.email_layout_xmlid, LAYOUT)
        page, text = self._sent(mail)
        self.assertIn("Our reference", page)
        self.assertIn("One more thing.", text)
        self.assertNotIn("Powered by", page)

    def test_dates_are_words_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        request = self._asked(lang="fr_FR")
        self.assertIn("23 novembre 2026", self._letter(request)[:1].body_html)

    def test_a_mail_of_another_layout_keeps_its_own_text(self):
        mail = self.env["mail.mail"].create({
            "body_html": "<p>Hello <b>you</b></p>", "email_to": "x@y.example"})
        self.assertIn("*you*", self._sent(mail)[1])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPost(LetterCommon):
    def _posted(self, **vals):
        self.person.write({"street": "Kerkstraat 7", "zip": "9000", "city": "Gent"})
        return self._identified("access", email=False, phone="+32470987654", **vals)

    def _paper(self, request):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cloudpepper_privacy.privacy_letter_report", request.ids)
        return html.decode()

    def test_letters_for_the_post_have_a_page_with_the_same_words(self):
        request = self._posted()
        request.right_ids._close("refused", "others", "They are letters of somebody else.")
        self.assertTrue(request.to_post)
        self.assertEqual(request.action_print_letters()["type"], "ir.actions.report")
        page = self._paper(request)
        for expected in ("Cloudpepper BV", "Kerkstraat 7", "9000 Gent", "23 November 2026",
                         f"Our reference: {request.name}", "Dear Ilse Vermeulen,",
                         "They are letters of somebody else.", "Art. 77"):
            with self.subTest(expected=expected):
                self.assertIn(expected, page)
        request.action_posted()
        self.assertFalse(request.to_post or request.post_letter_ids)

    def test_every_letter_waits_and_not_only_decisions(self):
        request = self._posted()
        request._extend("Your data lie in eleven systems.")
        self.assertTrue(request.to_post)
        self.assertIn("eleven systems", self._paper(request))
        request.action_posted()
        self.assertFalse(request.to_post)
        with self.assertRaises(UserError):
            request.action_print_letters()

    def test_an_erasure_leaves_the_address_until_its_letter_was_posted(self):
        self.person.write({"street": "Kerkstraat 7", "zip": "9000", "city": "Gent",
                           "email": False})
        request = self._identified("erasure", email=False, phone="+32470987654")
        request.right_ids._act("a")
        self.env.invalidate_all()
        self.assertTrue(self.person.privacy_anonymised_on)
        request.right_ids._close("granted")
        self.assertIn("Kerkstraat 7", self._paper(request))
        request.action_posted()
        self.assertFalse(request.post_address)

    def test_who_is_written_to_by_mail_has_nothing_to_post(self):
        request = self._refused()
        self.assertFalse(request.to_post or request.post_letter_ids)

    def test_who_has_no_role_prints_nothing(self):
        request = self._posted()
        request.right_ids._close("refused", "others", "No")
        for user in (self.auditor, self.staff, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).sudo(False).action_print_letters()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOneMail(LetterCommon):
    def _granted(self, **vals):
        request = self._identified("access", **vals)
        request.build_package()
        before = self.env["mail.mail"].search([])
        request.right_ids._close("granted")
        return request, self.env["mail.mail"].search([]) - before

    def test_an_access_answer_is_one_mail_with_its_button(self):
        request, mails = self._granted()
        self.assertEqual(len(mails), 1)
        package = request.package_ids.sudo()
        self.assertIn(package._url(), mails.body_html)
        self.assertTrue(package.sent_on)
        (email,) = mails._prepare_outgoing_list()
        self.assertEqual(email["body_alternative"].count(package._url()), 1)

    def test_the_conversation_has_no_token_and_the_mail_is_deleted_when_it_left(self):
        request, mails = self._granted()
        self.assertNotIn(request.package_ids.sudo().token, request.right_ids.letter_id.body)
        self.assertIn(f"/my/privacy/{request.id}", request.right_ids.letter_id.body)
        self.assertTrue(mails.auto_delete and mails.is_notification)
        # what Odoo does with a mail that has left
        mails._postprocess_sent_message(success_pids=[], success_emails=[mails.email_to])
        self.assertFalse(mails.exists())
        self.assertTrue(request.right_ids.letter_id.exists())

    def test_the_link_goes_to_no_other_address_than_its_code(self):
        with patch("odoo.addons.cloudpepper_privacy.engine.requests.letters.Letters.address",
                   lambda _letters: "other@mail.example"):
            request, mails = self._granted()
        url = request.package_ids.sudo()._url()
        to = {mail.email_to: url in mail.body_html for mail in mails}
        self.assertEqual(to, {"other@mail.example": False, "ilse@vermeulen.example": True})

    def test_other_letters_stay_in_the_list_of_mails(self):
        mail = self._letter(self._refused())[:1]
        self.assertFalse(mail.auto_delete)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLifting(LetterCommon):
    def _restricted(self):
        request = self._identified("restriction")
        request.right_ids._act()
        return request

    def _lift(self, request):
        self.env["privacy.request.lift"].with_user(self.officer).sudo(False).create({
            "right_id": request.right_ids.id,
            "reason": "Your address was corrected."}).action_lift()

    def test_the_person_hears_before_it_is_lifted(self):
        request = self._restricted()
        before = self._letter(request)
        self._lift(request)
        (mail,) = self._letter(request) - before
        self.assertIn("30 November 2026", mail.body_html)
        self.assertIn("18(3)", mail.body_html)
        self.assertIn("Your address was corrected.", mail.body_html)
        rights = self.env["privacy.request.right"]
        with freeze_time("2026-11-30 10:00:00"):
            rights._cron_lift()
            self.assertTrue(self.person.privacy_restricted, "the letter has not left")
            mail.state = "sent"
            rights._cron_lift()
        self.assertFalse(self.person.privacy_restricted)
        self.assertTrue(request.right_ids.lifted_on)

    def test_not_before_the_day_that_was_named(self):
        request = self._restricted()
        self._lift(request)
        self._letter(request).write({"state": "sent"})
        with freeze_time("2026-11-29 10:00:00"):
            self.env["privacy.request.right"]._cron_lift()
        self.assertTrue(self.person.privacy_restricted)

    def test_nobody_lifts_by_hand_what_the_person_asked_for(self):
        self._restricted()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.person.with_user(self.officer).sudo(False).privacy_restricted = False
        other = self._contact("Else Body")
        other.privacy_restricted = True
        other.with_user(self.officer).sudo(False).privacy_restricted = False
        self.assertFalse(other.privacy_restricted)

    def test_a_reason_is_told_and_the_end_is_announced_once(self):
        request = self._restricted()
        wizard = self.env["privacy.request.lift"].with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            wizard.create({"right_id": request.right_ids.id, "reason": " "}).action_lift()
        self._lift(request)
        with self.assertRaises(UserError):
            self._lift(request)
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.right_ids.with_user(user).sudo(False).action_lift()

    def test_what_another_right_restricts_stays(self):
        request, other = self._restricted(), self._restricted()
        self._lift(request)
        self._letter(request).write({"state": "sent"})
        with freeze_time("2026-12-30 10:00:00"):
            self.env["privacy.request.right"]._cron_lift()
        self.assertTrue(self.person.privacy_restricted)
        self._lift(other)
        self._letter(other).write({"state": "sent"})
        with freeze_time("2026-12-30 10:00:00"):
            self.env["privacy.request.right"]._cron_lift()
        self.assertFalse(self.person.privacy_restricted)

    def test_an_open_objection_takes_over(self):
        first, second = self._identified("objection"), self._identified("objection")
        for right in (first | second).right_ids:
            right._act("other")
        first.right_ids._close("refused", "compelling", "A claim is pending.")
        self._letter(first).write({"state": "sent"})
        self.env["privacy.request.right"]._cron_lift()
        self.assertTrue(self.person.privacy_restricted)
        second.right_ids._close("refused", "compelling", "A claim is pending.")
        self._letter(second).write({"state": "sent"})
        self.env["privacy.request.right"]._cron_lift()
        self.assertFalse(self.person.privacy_restricted)

"""What comes to the alias of requests: a program's mail is none and is not lost, a list is never
answered, a sender is believed as far as our own server does, and nobody forges a mail.
"""

from datetime import datetime, timedelta
from xmlrpc.client import Binary

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..builders.mails import MailCommon
from ..builders.rpc import REFUSALS
from ..common import TODAY

PASS = ("Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=celik.example; dkim=pass "
        "header.d=celik.example; dmarc=pass header.from=celik.example")
FAIL = ("Authentication-Results: mx.own.example; spf=fail smtp.mailfrom=evil.example; dkim=none; "
        "dmarc=fail header.from=celik.example")
#: {what comes: its headers}; none of them is a request
NO_REQUESTS = {
    "auto-replied": {"Auto-Submitted": "auto-replied; owner=x"},
    "auto-generated": {"Auto-Submitted": "auto-generated"},
    "autoreply": {"X-Autoreply": "yes"},
    "suppressed": {"X-Auto-Response-Suppress": "All"},
    "auto_reply": {"Precedence": "auto_reply"},
    "bulk": {"Precedence": "bulk"}, "junk": {"Precedence": "junk"},
    "list": {"Precedence": "list"},
    "out of office": {"Subject": "Automatic reply: my data"},
    "Abwesenheit": {"Subject": "Abwesenheitsnotiz: Daten"},
    "antwoord": {"Subject": "Automatisch antwoord: gegevens"},
    "newsletter": {"List-Id": "<news.shop.example>",
                   "List-Unsubscribe": "<https://shop.example/out>"},
    "feedback": {"Feedback-ID": "1:2:3"},
    "notice": {"Return-Path": "<>"},
    "postmaster": {"From": "postmaster@mx.example"},
    "loop": {"X-Loop": "zoe@celik.example"},
}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSetAside(MailCommon):
    def test_what_a_program_wrote_is_no_request_and_waits_for_an_officer(self):
        for label, headers in NO_REQUESTS.items():
            with self.subTest(label):
                mails = self.env["mail.mail"].search_count([])
                aside = self._set_aside(self._mail(**{
                    name.replace("-", "_"): value for name, value in headers.items()}))
                self.assertEqual((len(aside), aside.state), (1, "aside"))
                self.assertIn(aside.origin, ("automatic", "bulk"))
                self.assertTrue(aside.sign)
                self.assertIn("inzage", aside.text)
                self.assertEqual(aside.message_ids.attachment_ids.mapped("name"),
                                 ["volmacht.pdf"])
                self.assertEqual(aside.received_on, datetime(2026, 3, 5, 10))
                self.assertEqual(self.env["mail.mail"].search_count([]), mails, "no answer")

    def test_what_a_person_wrote_is_a_request(self):
        for headers in ({}, {"Auto_Submitted": "no"}, {"X_Auto_Response_Suppress": "None"},
                        {"Return_Path": "<zoe@celik.example>"},
                        {"Subject": "Bezwaar tegen automatische besluitvorming"}):
            with self.subTest(headers=headers):
                request = self._arrives(self._mail(**headers))
                self.assertEqual(len(request), 1)
                self.assertEqual(request.mail_ids.origin, "person")

    def test_an_officer_makes_a_request_of_it_dated_from_the_day_it_came(self):
        aside = self._set_aside(self._mail(Precedence="bulk"))
        with self.assertRaises(AccessError):
            aside.with_user(self.user).sudo(False).action_make_request()
        aside.with_user(self.officer).sudo(False).action_make_request()
        request = aside.request_id
        self.assertEqual((request.channel, request.received_on),
                         ("mail", datetime(2026, 3, 5, 10)))
        self.assertEqual(set(request.right_ids.mapped("kind")), {"access", "erasure"})
        self.assertEqual(request.person_email, "zoe@celik.example")
        self.assertIn("volmacht.pdf", request.message_ids.attachment_ids.mapped("name"))
        self.assertEqual(request.message_ids.attachment_ids.mapped("res_id"), request.ids)
        self.assertFalse(self._letter(request), "what a program wrote is answered by nobody")
        self.assertEqual(aside.state, "filed")
        self.assertFalse(aside.text, "the words are in the request, once")
        with self.assertRaises(UserError):
            aside.with_user(self.officer).sudo(False).action_make_request()

    def test_what_asks_for_nothing_is_dismissed_and_goes_after_a_month(self):
        seen, unseen = (self._set_aside(self._mail(Precedence="bulk")) for _each in range(2))
        for user in (self.user, self.auditor):
            with self.assertRaises(AccessError):
                seen.with_user(user).sudo(False).action_dismiss()
        seen.with_user(self.officer).sudo(False).action_dismiss()
        self.assertEqual((seen.state, seen.seen_by_id), ("dismissed", self.officer))
        with freeze_time(fields.Datetime.now() + timedelta(days=29)):
            seen._gc_mails()
            self.assertTrue(seen.exists())
        with freeze_time(fields.Datetime.now() + timedelta(days=32)):
            seen._gc_mails()
            self.assertFalse(seen.exists())
        with freeze_time(fields.Datetime.now() + timedelta(days=4000)):
            unseen._gc_mails()
        self.assertTrue(unseen.exists(), "nothing that nobody has seen is deleted")

    def test_a_notice_of_a_mail_server_that_tells_of_no_letter_is_kept(self):
        aside = self._set_aside(self._mail(From="MAILER-DAEMON@mx.example"))
        self.assertEqual((len(aside), aside.origin), (1, "automatic"))

    def test_an_automatic_reply_to_our_letter_goes_into_its_conversation_and_moves_nothing(self):
        request = self._arrives(self._mail())
        letter = self._letter(request)
        before = (request.state, request.right_ids, request.deadline, request.text)
        self.assertFalse(self._arrives(self._mail(
            text="I am away. Please delete my data.", Auto_Submitted="auto-replied",
            In_Reply_To=letter.message_id, References=letter.message_id)))
        self.assertFalse(self.env["privacy.request.mail"].search([("state", "=", "aside")]))
        self.assertIn("I am away", str(request.message_ids.mapped("body")))
        self.assertEqual((request.state, request.right_ids, request.deadline, request.text),
                         before)
        self.assertEqual(self._letter(request), letter)
        self.assertEqual(sorted(request.mail_ids.mapped("origin")), ["automatic", "person"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLists(MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.privacy_email = "privacy@own.example"
        cls.list = {"List_Id": "<info.own.example>", "List_Post": "<mailto:info@own.example>",
                    "Precedence": "list"}

    def test_a_person_who_writes_to_our_list_is_answered_and_the_list_is_not(self):
        request = self._arrives(self._mail(**self.list))
        self.assertEqual(request.person_email, "zoe@celik.example")
        self.assertEqual(request.list_email, "info@own.example")
        self.assertEqual(self._letter(request).email_to, "zoe@celik.example")

    def test_a_list_that_writes_in_its_own_name_is_not_answered(self):
        for headers, address in (
                ({"Reply_To": "info@own.example"}, False),
                ({"Reply_To": "zoe@celik.example"}, "zoe@celik.example"),
                ({"X_Original_From": "Zoë <zoe@celik.example>"}, "zoe@celik.example"),
                ({"Reply_To": "zoe@celik.example, info@own.example"}, False)):
            with self.subTest(headers=headers):
                request = self._arrives(self._mail(
                    From="'Zoë' via Info <info@own.example>", **self.list, **headers))
                self.assertEqual(request.person_email, address)
                self.assertNotIn("info@own.example",
                                 str(self._letter(request).mapped("email_to")))
                self.assertEqual(bool(self._letter(request)), bool(address))

    def test_another_list_makes_a_request_only_where_a_right_is_named(self):
        club = {"List_Id": "<talk.club.example>", "List_Post": "<mailto:talk@club.example>"}
        aside = self._set_aside(self._mail(text="See you on Monday.", Subject="Hi", **club))
        self.assertEqual(aside.origin, "discussion")
        request = self._arrives(self._mail(**club))
        self.assertEqual(request.mail_ids.origin, "discussion")
        self.assertEqual(self._letter(request).email_to, "zoe@celik.example")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSender(MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "cloudpepper_privacy.mail_servers", "own.example")

    def test_the_officer_sees_whether_the_domain_confirms_a_mail(self):
        for line, state in ((PASS, "confirmed"), (FAIL, "refuted"), ("X-Nothing: x", "none")):
            with self.subTest(state):
                request = self._arrives(self._on_top(line))
                self.assertEqual(request.sender_check, state)
                self.assertEqual(request.mail_ids.sender_check, state)
        self.assertIn("does not confirm", dict(
            request._fields["sender_check"]._description_selection(self.env))["refuted"])

    def test_what_the_sender_claims_counts_for_nothing(self):
        forged = self._mail(Authentication_Results=PASS.partition(": ")[2])
        self.assertEqual(self._arrives(forged).sender_check, "confirmed",
                         "right below our own line it is our server's")
        below = self._mail().replace(
            b"To: ", b"Received: from home by mail.celik.example\r\n"
            + PASS.replace("Authentication", "Authentication").encode() + b"\r\nTo: ", 1)
        self.assertEqual(self._arrives(below).sender_check, "none")
        self.assertEqual(self._arrives(self._on_top(
            FAIL, Authentication_Results=PASS.partition(": ")[2])).sender_check, "refuted")

    def test_where_no_server_is_named_nobody_is_believed(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.mail_servers", "")
        self.assertEqual(self._arrives(self._on_top(PASS)).sender_check, "none")

    def test_a_confirmed_domain_confirms_no_address_and_no_identity(self):
        request = self._arrives(self._on_top(PASS))
        self.assertFalse(request.address_confirmed_on)
        self.assertFalse(request.identity_on or request.partner_ids)

    def test_answers_go_where_the_sender_wants_them_only_if_the_domain_stands_for_the_mail(self):
        other = "zoe@elsewhere.example"
        safe = self._arrives(self._on_top(PASS, Reply_To=other))
        self.assertEqual(self._letter(safe).email_to, other)
        self.assertEqual((safe.person_email, safe.reply_email), ("zoe@celik.example", other))
        for line in (FAIL, "X-Nothing: x"):
            request = self._arrives(self._on_top(line, Reply_To=other))
            self.assertEqual(self._letter(request).email_to, "zoe@celik.example")
            self.assertEqual(request.reply_email, other, "the officer sees it")
        several = self._arrives(self._on_top(PASS, Reply_To=f"{other}, x@elsewhere.example"))
        self.assertFalse(several.reply_email)

    def test_once_identity_holds_letters_go_to_the_address_that_was_fixed(self):
        request = self._arrives(self._on_top(PASS, Reply_To="zoe@elsewhere.example"))
        request = request.with_user(self.officer).sudo(False)
        request._confirm_identity(
            self.person.with_env(request.env), "known", why="She stood before me.")
        self.assertEqual(request._letter_address(), self.person.email, "the one that was known")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestForgery(MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inside = {"staff": cls.staff, "admin": cls.admin, "privacy user": cls.user,
                      "officer": cls.officer, "auditor": cls.auditor}

    def _call(self, user, model, method, *args, **kwargs):
        """Call as a client does, with what XML-RPC can carry."""
        self.env.flush_all()
        return call_kw(self.env(user=user.id, su=False, context={})[model], method,
                       list(args), kwargs)

    @mute_logger("odoo.addons.mail.models.mail_thread", *REFUSALS)
    def _refused(self, *args, **kwargs):
        before = self.requests.search_count([]), self.env["mail.message"].search_count([])
        for role, user in self.inside.items():
            with self.subTest(role=role, call=args[:2]), self.assertRaises(AccessError), \
                    self.env.cr.savepoint():
                self._call(user, *args, **kwargs)
        self.assertEqual(
            (self.requests.search_count([]), self.env["mail.message"].search_count([])), before)

    def test_a_mail_that_no_server_brought_is_refused(self):
        for given in (self._mail().decode("latin-1"), Binary(self._mail())):
            self._refused("mail.thread", "message_process", False, given)
        self._refused("privacy.request", "message_process", "privacy.request",
                      self._mail(To="x@other.example").decode("latin-1"))
        self._refused("mail.thread", "message_process", "privacy.request",
                      self._mail(To="x@other.example").decode("latin-1"),
                      {"channel": "portal", "partner_ids": self.person.ids})

    def test_a_forged_answer_to_a_request_is_refused(self):
        request = self._arrives(self._mail())
        letter = self._letter(request)
        self._refused("mail.thread", "message_process", False, self._mail(
            In_Reply_To=letter.message_id, References=letter.message_id).decode("latin-1"))

    def test_the_methods_of_the_gateway_are_nobody_elses(self):
        request = self._arrives(self._mail())
        mail = {"email_from": "x@y.example", "body": "<p>Delete my data</p>"}
        self._refused("privacy.request", "message_new", mail, {"channel": "portal"})
        self._refused("privacy.request", "message_update", request.ids, mail, {"state": "open"})
        self._refused("privacy.request.mail", "message_new", mail, {"state": "filed"})
        self._refused("privacy.request.mail", "message_update", request.mail_ids.ids, mail)

    def test_the_user_whom_officers_named_for_the_gateway_brings_mails(self):
        self.env["ir.config_parameter"].set_param(
            "cloudpepper_privacy.mail_gateway_login", self.admin.login)
        before = self.requests.search([])
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self._call(self.admin, "mail.thread", "message_process", False, Binary(self._mail()))
        self.assertEqual((self.requests.search([]) - before).channel, "mail")
        self.inside = {"staff": self.staff, "officer": self.officer}
        self._refused("mail.thread", "message_process", False, Binary(self._mail()))

    def test_nobody_writes_in_a_request_in_anothers_name_or_for_another_day(self):
        request = self._arrives(self._mail())
        self.inside = {"privacy user": self.user, "officer": self.officer}
        for forged in ({"message_type": "email"}, {"author_id": self.person.id},
                       {"email_from": "zoe@celik.example"}, {"date": "2020-01-01 10:00:00"},
                       {"author_id": self.person.id, "email_from": "ilse@vermeulen.example"}):
            self._refused("privacy.request", "message_post", request.ids, body="Forged", **forged)
            self._refused("mail.message", "create", [{
                "model": "privacy.request", "res_id": request.id, "body": "Forged", **forged}])
        note = request.with_user(self.officer).sudo(False).message_post(body="A note")
        for forged in ({"author_id": self.person.id}, {"date": "2020-01-01 10:00:00"},
                       {"message_type": "email"}):
            self._refused("mail.message", "write", note.ids, forged)

    def test_a_message_of_another_record_does_not_become_a_requests(self):
        request = self._arrives(self._mail())
        message = self.person.with_user(self.officer).sudo(False).message_post(body="Words")
        self.inside = {"officer": self.officer}
        self._refused("mail.message", "write", message.ids,
                      {"model": "privacy.request", "res_id": request.id})

    def test_a_composer_does_not_write_in_anothers_name(self):
        request = self._arrives(self._mail())
        composer = self.env["mail.compose.message"].with_user(self.officer).sudo(False).create({
            "model": "privacy.request", "res_ids": str(request.ids), "body": "Forged",
            "composition_mode": "comment", "subtype_id": self.env.ref("mail.mt_note").id,
            "author_id": self.person.id, "email_from": "ilse@vermeulen.example"})
        with self.assertRaises(AccessError):
            composer.action_send_mail()

    def test_nobody_says_that_a_request_came_another_way(self):
        for user in (self.user, self.officer):
            for channel in ("mail", "portal", "form"):
                with self.subTest(user=user.login, channel=channel), \
                        self.assertRaises(AccessError):
                    self._asked("access", user=user, channel=channel)
            self.assertEqual(self._asked("access", user=user, channel="desk").channel, "desk")

    def test_an_officer_writes_notes_in_their_own_name(self):
        request = self._arrives(self._mail())
        note = request.with_user(self.officer).sudo(False).message_post(body="A note")
        self.assertEqual(note.author_id, self.officer.partner_id)
        note = request.with_user(self.user).sudo(False).message_post(
            body="A note", author_id=self.user.partner_id.id)
        self.assertEqual(note.author_id, self.user.partner_id)

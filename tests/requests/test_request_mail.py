"""Requests by mail: raw mails through Odoo's gateway become the right tickets, and none is lost."""

from datetime import date, datetime
from uuid import uuid4

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ...engine.requests.incoming_mail import PER_DAY, IncomingMail
from ..builders.mails import BOUNCE, MailCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMailDoor(MailCommon):
    def test_a_forwarded_mail_in_dutch_is_the_right_ticket(self):
        request = self._arrives(self._mail())
        self.assertEqual((request.channel, request.state, request.lang), ("mail", "received",
                                                                          "nl_NL"))
        self.assertEqual((request.person_name, request.person_email),
                         ("Zoë Çelik", "zoe@celik.example"))
        self.assertEqual(set(request.right_ids.mapped("kind")), {"access", "erasure"})
        self.assertIn("Zoë Çelik", request.text)
        # what our own server says counts, and not what the sender wrote
        self.assertEqual(request.received_on, datetime(2026, 3, 5, 10))
        self.assertEqual(request.deadline, date(2026, 4, 7))
        self.assertEqual(request.message_ids.attachment_ids.mapped("name"), ["volmacht.pdf"])

    def test_the_person_hears_that_it_arrived_and_not_whether_they_are_known(self):
        known = self._arrives(self._mail(From="Ilse Vermeulen <ilse@vermeulen.example>"))
        stranger = self._arrives(self._mail(From="Ilse Vermeulen <no@body.example>"))
        bodies = []
        for request in (known, stranger):
            letter = self._letter(request)
            self.assertEqual(len(letter), 1)
            number = request.name
            bodies.append(letter.body_html.replace(number, "N").replace(
                number.replace("/", "-"), "N"))
        self.assertEqual(bodies[0], bodies[1])
        self.assertFalse((known | stranger).partner_ids)

    def test_an_answer_to_the_ticket_makes_no_second_one_and_no_second_letter(self):
        request = self._arrives(self._mail())
        first = self._letter(request)
        again = self._arrives(self._mail(
            text="Hier is mijn klantnummer.", In_Reply_To=first.message_id,
            References=first.message_id))
        self.assertFalse(again)
        self.assertEqual(self._letter(request), first)
        self.assertIn("klantnummer", str(request.message_ids.mapped("body")))
        self.assertEqual(request.state, "received")

    def test_bad_mails_are_requests_too(self):
        for headers in ({"From": None}, {"From": "no address at all"}, {"Subject": None},
                        {"Received": None}, {"Received": "by x; Mon, 1 Jan 2035 10:00:00 +0100"},
                        {"Received": "by x; nonsense"}, {"Date": "nonsense"}):
            with self.subTest(headers=headers):
                request = self._arrives(self._mail(**headers))
                self.assertEqual(len(request), 1)
                self.assertTrue(request.person_name)
                self.assertLessEqual(request.received_on.date(), date.fromisoformat(TODAY[:10]))

    def test_very_long_mails_with_html_are_kept_whole_and_harmless(self):
        text = "<script>alert(1)</script> delete my data " + "word " * 100_000
        request = self._arrives(self._mail(text=text, charset="utf-8"))
        self.assertEqual(set(request.right_ids.mapped("kind")), {"erasure"})
        self.assertNotIn("<script>", str(request.message_ids.mapped("body")))
        self.assertLess(len(request.text), 30_000)

    def test_nobody_takes_the_gateways_place(self):
        for user in (self.staff, self.portal, self.admin, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.requests.with_user(user).sudo(False).message_new(
                    {"email_from": "x@y.example", "body": "<p>Delete my data</p>"})

    def test_defaults_of_the_alias_lose_no_mail(self):
        self.alias.alias_defaults = "{'lang': 'en_US', 'state': 'answered', 'nonsense': 1}"
        request = self._arrives(self._mail())
        self.assertEqual((request.state, request.lang), ("received", "en_US"))

    def test_a_bounce_is_no_request(self):
        self.assertFalse(self._arrives(self._mail(
            From="MAILER-DAEMON@celik.example", To=f"bounce@{self.address.split('@')[1]}")))

    def test_a_robot_that_answers_ends_in_the_ticket_it_answers(self):
        request = self._arrives(self._mail())
        letter = self._letter(request)
        again = self._arrives(self._mail(
            text="I am away.", In_Reply_To=letter.message_id, References=letter.message_id,
            Auto_Submitted="auto-replied"))
        self.assertFalse(again)
        self.assertEqual(len(self._letter(request)), 1)

    def test_an_automatic_reply_to_our_letter_goes_into_its_conversation(self):
        request = self._arrives(self._mail())
        first = self._letter(request)
        self.assertFalse(self._arrives(self._mail(
            text="Ik ben er niet.", Auto_Submitted="auto-replied",
            In_Reply_To=first.message_id, References=first.message_id)))
        self.assertIn("Ik ben er niet", str(request.message_ids.mapped("body")))
        self.assertEqual(self._letter(request), first, "nobody answers an automatic reply")

    def test_a_mail_in_blind_copy_is_a_request(self):
        mail = self._mail(To="somebody@else.example", Delivered_To=self.address)
        self.assertEqual(len(self._arrives(mail)), 1)

    def test_the_controller_is_the_company_of_the_alias(self):
        other = self.env["res.company"].create({"name": "Second Controller"})
        domain = self.env["mail.alias.domain"].create({
            "name": "second.example", "company_ids": [(4, other.id)]})
        alias = self.alias.copy({"alias_name": "privacy", "alias_domain_id": domain.id})
        request = self._arrives(self._mail(To=f"{alias.alias_name}@second.example"))
        self.assertEqual(request.company_id, other)

    def test_many_mails_of_one_sender_make_few_requests_and_lose_nothing(self):
        made = self.requests
        for number in range(PER_DAY + 3):
            made |= self._arrives(self._mail(text=f"Number {number}, my data please"))
        self.assertEqual(len(made), PER_DAY)
        self.assertEqual(sum(len(self._letter(each)) for each in made), PER_DAY)
        self.assertIn("Number 7", str(made.message_ids.mapped("body")))

    def test_our_own_address_gets_no_letter(self):
        request = self._arrives(self._mail(From=self.address))
        self.assertEqual(len(request), 1)
        self.assertFalse(self._letter(request))

    def test_a_letter_says_that_nobody_should_answer_it_by_itself(self):
        letter = self._letter(self._arrives(self._mail()))
        self.assertIn("Auto-Submitted", letter.headers)

    def test_a_letter_that_comes_back_is_shown_to_the_officer_and_makes_no_request(self):
        request = self._arrives(self._mail())
        letter = self._letter(request)
        bounce = BOUNCE.format(
            to=f"{self.alias.alias_domain_id.bounce_alias}@{self.address.split('@')[1]}",
            number=uuid4(), letter=letter.message_id)
        before = len(request.activity_ids)
        self.assertFalse(self._arrives(bounce.encode()))
        self.assertIn("Letter bounced", str(request.message_ids.mapped("body")))
        self.assertEqual(len(request.activity_ids), before + 1)
        self.assertEqual(self._letter(request), letter, "no letter answers a bounce")

    def test_what_is_one_companys_never_goes_into_anothers_request(self):
        other = self.env["res.company"].create({"name": "Second Controller"})
        for number in range(PER_DAY):
            made = self._arrives(self._mail(text=f"Number {number}, my data please"))
        address = "zoe@celik.example"
        self.assertEqual(IncomingMail(self.env).flooded(address, made.company_id.id), made)
        self.assertFalse(IncomingMail(self.env).flooded(address, other.id))

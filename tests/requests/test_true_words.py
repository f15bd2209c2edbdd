"""Each sentence of a letter stands only where it is so: who was told, who received, what stays."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ...engine.access.facts import Facts
from ...engine.access.recipients import Recipients
from ...engine.requests.rights.erasure import Erasure
from ..builders.requests import LetterCommon
from ..common import TODAY


class WordsCommon(LetterCommon):
    def _body(self, request):
        return self._letter(request)[:1].body_html

    def _names(self, request):
        return set(Recipients(request.env, request).of_person().mapped("name"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStopped(WordsCommon):
    def test_while_a_mailer_outside_was_not_told_nobody_says_that_all_has_stopped(self):
        request = self._identified("objection")
        request.right_ids._act("marketing")
        self.assertEqual(request.notice_ids.recipient_id.mapped("name"), ["Klaviyo"])
        self.assertEqual(request.notice_ids.state, "todo")
        body = self._body(request)
        self.assertNotIn("no more direct marketing", body)
        for expected in ("stopped our own mailings and calls", "Klaviyo", "to stop as well"):
            self.assertIn(expected, body)
        self.assertIn("1", request.next_step)

    def test_where_nobody_else_sends_any_it_is_said(self):
        self.env.ref("cloudpepper_privacy.recipient_klaviyo").active = False
        request = self._identified("objection")
        request.right_ids._act("marketing")
        self.assertFalse(request.notice_ids)
        self.assertIn("no more direct marketing", self._body(request))

    def test_a_withdrawal_tells_who_has_the_data_of_that_consent(self):
        self._tell_consent(self.person, "2024-01-01", purpose_id=self.env.ref(
            "cloudpepper_privacy.purpose_analytics").id)
        request = self._identified("withdrawal")
        request.right_ids._act()
        self.assertEqual(set(request.notice_ids.recipient_id.mapped("name")),
                         {"Klaviyo", "Google Analytics", "Google Ads", "Reddit Ads"})
        body = self._body(request)
        self.assertIn("One consent was withdrawn", body)
        self.assertIn("stays lawful (Art. 7(3) GDPR)", body)

    def test_an_address_that_nobody_knows_is_told_all_the_same(self):
        request = self._asked("objection", email="nobody@mail.example").with_user(
            self.officer).sudo(False)
        request._confirm_identity(self.env["res.partner"].with_env(request.env), "known")
        request.right_ids._act("marketing")
        self.assertEqual(request.notice_ids.recipient_id.mapped("name"), ["Klaviyo"])

    def test_any_other_objection_and_a_refusal_tell_no_mailer(self):
        request = self._identified("objection")
        request.right_ids._act("other")
        request.right_ids._close("refused", "compelling", "A claim is pending.")
        self.assertFalse(request.notice_ids)
        self.assertNotIn("Klaviyo", self._body(request))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRecipients(WordsCommon):
    def test_one_invoice_went_to_no_court_no_payroll_and_no_host_that_was_not_chosen(self):
        self._tell_unpaid(self.person, "2026-03-31")
        names = self._names(self._identified("access"))
        self.assertLessEqual({"Odoo SA", "External accountants and tax advisers"}, names)
        self.assertFalse(names & {
            "Vultr", "UpCloud", "Payroll and employment services", "Authorities and courts",
            "Legal advisers", "Parties to a corporate transaction", "Stripe",
            "Others, to protect rights and safety", "Banks and payment institutions"})

    def test_a_payment_a_mail_and_a_chat_each_name_theirs(self):
        request = self._identified("access")
        self.assertFalse(self._names(request) & {
            "Banks and payment institutions", "Crisp IM", "Klaviyo"})
        self._tell_invoice(self.person, "2026-03-31")
        self.assertIn("Banks and payment institutions", self._names(request))
        self._tell_consent(self.person, "2024-01-01")
        self.assertIn("Klaviyo", self._names(request))

    def test_mail_is_mail_and_a_notification_is_none(self):
        quiet = self._contact("Quiet One")
        self._tell_notification(quiet, "2026-05-04 10:00:00")
        request = self._asked("access", email=False, name="Quiet One").with_user(
            self.officer).sudo(False)
        request._confirm_identity(quiet.with_env(request.env), "known", why="In person")
        self.assertNotIn("Google Workspace", self._names(request))
        self._message(quiet, "2026-05-05 10:00:00")
        self.assertIn("Google Workspace", self._names(request))

    def test_a_provider_is_named_by_its_payments(self):
        self._tell_invoice(self.person, "2026-03-31")
        request = self._identified("access")
        if "payment.transaction" not in self.env:
            # which way the money went nothing says: whom it may have been is named
            self.assertIn("Stripe", self._names(request))
            return
        self.assertNotIn("Stripe", self._names(request))

    def test_a_disclosure_on_record_names_its_recipient(self):
        request = self._identified("access")
        court = self.env.ref("cloudpepper_privacy.recipient_authorities")
        disclosures = self.env["privacy.disclosure"].with_user(self.user).sudo(False)
        disclosures.create({"partner_id": self.person.id, "recipient_id": court.id,
                            "date": "2026-02-01", "note": "Order of the court"})
        self.assertIn(court.name, self._names(request))
        other = self._contact("Somebody Else", email="else@mail.example")
        stranger = self._asked("access", email="else@mail.example", name="Somebody Else").with_user(
            self.officer).sudo(False)
        stranger._confirm_identity(other.with_env(stranger.env), "known")
        self.assertNotIn(court.name, self._names(stranger))

    def test_who_received_data_is_remembered_before_an_erasure_takes_what_shows_it(self):
        self._message(self.person, "2022-05-04 10:00:00")
        request = self._identified("erasure", tell_recipients=True)
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close("granted")
        self.assertIn("Google Workspace", request.notice_ids.recipient_id.mapped("name"))
        self.assertIn("Google Workspace", self._body(request))
        self.assertNotIn("Vultr", self._body(request))

    def test_nobody_reads_that_a_ground_is_to_be_determined(self):
        self._tell_invoice(self.person, "2026-03-31")
        request = self._identified("access")
        answer = str(Facts(self.env, request)._recipients())
        self.assertIn("Banks", answer)
        self.assertNotIn("To be determined", answer)
        banks = self.env.ref("cloudpepper_privacy.recipient_banks")
        banks.country_id = self.env.ref("base.us")
        with self.assertRaises(UserError):
            request.build_package()
        banks.country_id = self.env.ref("base.be")
        self.assertTrue(request.build_package())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestErasureWords(WordsCommon):
    def _shown(self, **vals):
        self.timers.refresh(self.person)
        request = self._identified("erasure", **vals)
        Erasure(request.right_ids.env, request.right_ids).preview("a")
        return request

    def test_a_refusal_erased_nothing_and_no_backup_holds_it_for_days(self):
        self._tell_hold(self.person, "2035-01-01")
        request = self._shown()
        request.right_ids._close("refused", "legal_claims", "A case is pending.")
        body = self._body(request)
        self.assertIn("until the end of the case", body)
        self.assertIn("17(3)(e)", body)
        for absent in ("Backups", "became of your data", "used for nothing else", "no end known",
                       "17(3)(b)"):
            with self.subTest(absent=absent):
                self.assertNotIn(absent, body)

    def test_a_running_customer_reads_of_the_contract_and_of_no_law(self):
        self._tell_running(self.person, True)
        request = self._shown()
        request.right_ids._close("refused", "contract", "Your subscription is running.")
        body = self._body(request)
        for expected in ("Still needed for a contract (17(1)(a) is not met)",
                         "while the relationship runs", "Art. 17(1)(a) GDPR is not met"):
            self.assertIn(expected, body)
        for absent in ("17(3)(b)", "used for nothing else", "no end known", "Backups"):
            with self.subTest(absent=absent):
                self.assertNotIn(absent, body)

    def test_the_reasons_alone_stand_where_nothing_keeps_the_data_but_an_excess(self):
        request = self._shown()
        request.right_ids._close("refused", "unfounded", "The fifth this week.")
        body = self._body(request)
        self.assertNotIn("What stays", body)
        self.assertNotIn("became of your data", body)

    def test_a_former_customers_books_are_used_for_nothing_else_until_a_day(self):
        self._tell_invoice(self.person, "2024-03-31")
        self.timers.refresh(self.person)
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close("partly", "legal_duty", "Seven years.")
        body = self._body(request)
        for expected in ("31 December 2031", "17(3)(b)", "used for nothing else", "90 days"):
            with self.subTest(expected=expected):
                self.assertIn(expected, body)

    def test_granted_and_its_certificate_say_the_same(self):
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close("granted")
        verdict = request.right_ids.run_id.summary()["verdict"]
        said = "the certificate calls it pseudonymous" in " ".join(self._body(request).split())
        self.assertEqual(said, bool(verdict.get("pseudonymous")))

    def test_a_contact_is_counted_once(self):
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.env.invalidate_all()
        contacts = [row for row in Erasure(request.env, request.right_ids).erased()
                    if row[0] == "Contact"]
        self.assertEqual([count for _what, _became, count in contacts], [1])

    def test_contract_is_a_ground_of_erasure_alone(self):
        request = self._identified("access")
        with self.assertRaises(UserError):
            request.right_ids._close("refused", "contract", "No")

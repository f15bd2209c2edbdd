"""One notice for each recipient of a person's data, with a request or without; what it tells is
sealed until the recipient was told, and gone then.
"""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged

from ...core.evidence import keyring
from ...core.notices import sealed as seals
from ...engine.consents.preferences import Preferences
from ...engine.consents.withdrawing import Withdrawing
from ...engine.notices import secrets
from ...engine.notices.notifying import Notifying
from ...engine.notices.queue import message_of
from ..builders.notices import NoticeCommon
from ..common import TODAY

ADDRESS = "ilse@vermeulen.example"
SECRETS = "odoo.addons.cloudpepper_privacy.engine.notices.secrets"
MAILS = "odoo.addons.mail.models.mail_mail"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOpening(NoticeCommon):
    def test_a_withdrawal_on_a_page_opens_a_notice_without_a_request(self):
        notice = self._open()
        self.assertEqual(
            (notice.state, notice.channel, notice.event), ("todo", "task", "withdrawal"))
        self.assertFalse(notice.request_id)
        self.assertEqual((notice.partner_id, notice.company_id), (self.person, self.env.company))
        self.assertEqual(len(self._tasks(notice)), 1)
        self.assertNotIn(ADDRESS, str(self._tasks(notice).read()))

    def test_each_recipient_and_each_person_has_a_notice(self):
        other = self._contact("Somebody Else", email="else@mail.example")
        notices = self._open(recipients=self.klaviyo | self.odoo, partners=self.person | other)
        self.assertEqual(len(notices), 4)
        self.assertEqual(len(set(notices.mapped("key"))), 4)

    def test_one_that_waits_and_says_the_same_is_enough(self):
        first = self._open()
        self.assertFalse(self._open())
        self.assertTrue(self._open("erasure"))
        first.with_user(self.officer).sudo(False).action_told()
        self.assertTrue(self._open())

    def test_a_contact_and_somebody_without_one_are_not_taken_for_each_other(self):
        subject = self.env["privacy.contactless"].create({
            "kind": "email", "key": "0" * 64, "model": "res.partner", "res_id": self.person.id})
        self._open(partners=None, contactless=[(subject, "zoe@celik.example")])
        twin = self.env["res.partner"].browse(subject.id)
        waiting = Notifying(self.env)._waiting("withdrawal", self.klaviyo, twin, None)
        self.assertFalse(waiting)
        self.assertFalse(self._open(
            partners=None, contactless=[(subject, "zoe@celik.example")]))

    def test_an_address_that_nobody_has_is_told_as_well(self):
        notice = self._open(partners=None, addresses=["Zoe@Celik.example"])
        self.assertEqual(message_of(notice).identifiers, {"email": ["zoe@celik.example"]})
        self.assertNotIn("celik", self._stored(notice).lower())

    def test_consents_that_were_withdrawn_tell_whoever_serves_their_purpose(self):
        self._tell_consent(self.person, "2024-01-01", purpose_id=self.env.ref(
            "cloudpepper_privacy.purpose_analytics").id)
        consent = self.env["privacy.consent.record"].search(
            [("partner_id", "=", self.person.id)])
        notices = Notifying(self.env).withdrawn(consent)
        self.assertEqual(set(notices.recipient_id.mapped("name")),
                         {"Google Analytics", "Google Ads", "Reddit Ads"})
        self.assertEqual(set(notices.mapped("event")), {"withdrawal"})

    def test_the_number_of_queries_does_not_depend_on_the_number_of_people(self):
        def cost(count):
            people = self.env["res.partner"].create([
                {"name": f"Person {number}", "email": f"p{number}@many.example"}
                for number in range(count)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._open(partners=people)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2)
        self.assertLessEqual(cost(40), cost(4) + 12)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWithoutARequest(NoticeCommon):
    def setUp(self):
        super().setUp()
        self._tell_consent(self.person, "2024-01-01")
        self.consent = self.env["privacy.consent.record"].search(
            [("partner_id", "=", self.person.id)])

    def _events(self):
        return [(notice.event, notice.recipient_id, notice.right_id) for notice in
                self.notices.search([("partner_id", "=", self.person.id)])]

    def test_who_takes_a_consent_back_anywhere_is_followed_by_whoever_mails_for_us(self):
        Withdrawing(self.env).withdraw(self.consent, "preferences")
        nobody = self.env["privacy.request.right"]
        self.assertEqual(self._events(), [("withdrawal", self.klaviyo, nobody)])
        Withdrawing(self.env).withdraw(self.consent, "preferences")
        self.assertEqual(len(self._events()), 1)

    def test_a_link_that_stops_all_tells_each_mailer_once(self):
        page = Preferences(self.env, ADDRESS, self.env.company)
        page.stop_all("mail")
        page.stop_all("mail")
        self.assertEqual([event for event, *_rest in self._events()], ["withdrawal"])

    def test_a_customer_who_never_consented_and_stops_objects(self):
        customer = self._contact("Customer", email="customer@mail.example")
        Preferences(self.env, customer.email, self.env.company).stop_all("mail")
        notice = self.notices.search([("partner_id", "=", customer.id)])
        self.assertEqual((notice.event, notice.recipient_id), ("objection", self.klaviyo))

    def test_a_request_tells_them_itself_and_once(self):
        request = self._identified("withdrawal")
        request.right_ids._act()
        self.assertFalse(self._events())
        self.assertEqual(request.sudo().notice_ids.recipient_id, self.klaviyo)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSealed(NoticeCommon):
    def test_the_database_holds_nothing_that_finds_the_person(self):
        notice = self._open()
        stored = self._stored(notice)
        self.assertNotIn("ilse", stored.lower())
        self.assertNotIn("32470987654", stored)
        self.assertTrue(notice.sealed)
        self.assertEqual(message_of(notice).identifiers, {"email": [ADDRESS]})

    def test_a_recipient_hears_what_it_knows_people_by_and_no_more(self):
        for known_by, expected in (
                ("phone", {"phone": ["+32470987654"]}),
                ("email_phone", {"email": [ADDRESS], "phone": ["+32470987654"]}),
                ("name_email", {"name": ["Ilse Vermeulen"], "email": [ADDRESS]})):
            self.klaviyo.notice_known_by = known_by
            notice = self._open()
            self.assertEqual(message_of(notice).identifiers, expected)
            notice.unlink()

    def test_told_or_given_up_it_is_gone(self):
        for settle in ("action_told", "action_disproportionate"):
            notice = self._open()
            notice.note = "The company no longer exists."
            mine = notice.with_user(self.officer).sudo(False)
            self.assertIn(ADDRESS, mine.words)
            getattr(mine, settle)()
            self.assertFalse(notice.sealed)
            self.assertFalse(mine.words)
            self.assertFalse(self._tasks(notice))

    def test_what_was_sealed_for_one_notice_opens_no_other(self):
        first, second = self._open(recipients=self.klaviyo | self.odoo)
        second.sealed = first.sealed
        with self.assertLogs(SECRETS, "ERROR"):
            self.assertIsNone(secrets.unseal(second.sealed, second.key))

    def test_without_any_key_nothing_is_kept_and_the_notice_is_opened_all_the_same(self):
        def refused(*_path):
            raise OSError

        with patch.object(keyring, "load", refused), self.assertLogs(SECRETS, "ERROR") as logs:
            notice = self._open()
        self.assertFalse(notice.sealed)
        self.assertEqual(notice.state, "todo")
        self.assertNotIn("ilse", str(logs.output).lower())
        # the contact is still there to be read
        self.assertEqual(message_of(notice).identifiers, {"email": [ADDRESS]})

    def test_a_key_of_the_configuration_seals_and_the_former_one_opens(self):
        notice = self._open()
        with patch.dict("os.environ", {"PRIVACY_NOTICE_KEY": "another key"}):
            self.assertEqual(message_of(notice).identifiers, {"email": [ADDRESS]})
            later = self._open("erasure")
        with self.assertRaises(seals.Unopened):
            seals.unseal(later.sealed, secrets.seal_keys(), later.key)

    def test_after_the_period_what_waits_for_a_person_is_emptied(self):
        notice = self._open()
        self.notices._gc_identifiers()
        self.assertTrue(notice.sealed)
        self._date(notice, "create_date", "2026-08-01 10:00:00")
        self.notices._gc_identifiers()
        self.env.invalidate_all()
        self.assertFalse(notice.sealed)
        self.assertEqual(notice.state, "todo")

    def test_notices_without_a_request_go_when_requests_would(self):
        notice = self._open()
        notice.with_user(self.officer).sudo(False).action_told()
        self.notices._gc_notices()
        self.assertTrue(notice.exists())
        notice.settled_on = "2020-01-01 10:00:00"
        self.notices._gc_notices()
        self.assertFalse(notice.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOfRequests(NoticeCommon):
    def test_an_erased_address_is_told_and_stands_nowhere_in_clear_meanwhile(self):
        self._message(self.person, "2022-05-04 10:00:00")
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.env.invalidate_all()
        self.assertFalse(self.person.email)
        self.assertNotIn("ilse", request.sudo().right_ids.sealed.lower())
        outcome = request.right_ids.sudo().run_id.state
        self.assertEqual(outcome, "done")
        request.right_ids._close("partly", "legal_duty", "The request itself is kept.")
        notice = request.sudo().notice_ids.filtered(lambda each: each.recipient_id == self.odoo)
        self.assertEqual(message_of(notice).identifiers, {"email": [ADDRESS]})
        self.assertNotIn("ilse", self._stored(notice).lower())
        self.assertFalse(request.sudo().right_ids.sealed)

    def test_what_was_corrected_is_told_with_the_address_of_before(self):
        request = self._identified("rectification")
        self.env["privacy.request.change"].with_user(self.officer).sudo(False).create({
            "right_id": request.right_ids.id, "partner_id": self.person.id,
            "field_name": "email", "value": "ilse@peeters.example"})
        request.right_ids._act()
        request.right_ids._close("granted")
        message = message_of(request.sudo().notice_ids[0])
        self.assertIn(ADDRESS, message.identifiers["email"])
        self.assertIn("ilse@peeters.example", [value for _what, value in message.changes])

    def test_a_refusal_and_a_dropped_request_keep_nothing_sealed(self):
        request = self._identified("restriction")
        Notifying(self.env).remember(request.right_ids)
        self.assertTrue(request.sudo().right_ids.sealed)
        request.right_ids._close("refused", "unfounded", "Once more")
        self.assertFalse(request.sudo().right_ids.sealed)
        other = self._identified("restriction")
        Notifying(self.env).remember(other.right_ids)
        other.action_drop()
        self.assertFalse(other.sudo().right_ids.sealed)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestByHand(NoticeCommon):
    def test_nobody_but_an_officer_settles_reads_the_words_or_tries_again(self):
        notice = self._open()
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            mine = notice.with_user(user).sudo(False)
            for act in ("action_told", "action_acknowledged", "action_disproportionate",
                        "action_again", "action_file"):
                with self.subTest(user=user.login, act=act), self.assertRaises(AccessError):
                    getattr(mine, act)()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine.read(["words"])
        for user in (self.officer, self.user, self.auditor):
            with self.assertRaises(AccessError):
                notice.with_user(user).sudo(False).read(["sealed"])

    def test_an_officer_of_another_company_meets_none(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        notice = self._open(company=other)
        with self.assertRaises(AccessError):
            notice.with_user(self.officer).sudo(False).action_told()

    def test_a_recipient_acknowledges_what_it_was_told(self):
        notice = self._open().with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            notice.action_acknowledged()
        notice.action_told()
        notice.action_acknowledged()
        self.assertEqual(notice.state, "acknowledged")
        self.assertTrue(notice.acknowledged_on)

    def test_what_became_of_it_is_evidence_without_any_name(self):
        notice = self._open()
        notice.with_user(self.officer).sudo(False).action_told()
        row = self.env["privacy.evidence"].search([("act", "=", "notice_told")])
        self.assertEqual((row.counts["notice"], row.counts["recipient"], row.partner_ref),
                         (notice.id, self.klaviyo.id, self.person.id))
        self.assertEqual(row.act_text, "Recipient told")

    def test_a_channel_is_refused_without_what_it_needs(self):
        for vals in ({"notice_channel": "mail"}, {"notice_channel": "webhook"},
                     {"notice_channel": "webhook", "notice_url": "https://a.example"},
                     {"notice_channel": "connector", "notice_code": "klaviyo"},
                     {"notice_channel": "file"}, {"notice_code": "../x"}, {"notice_code": "X"},
                     {"notice_url": "ftp://a.example/"}, {"notice_url": "https://a:b@c.example/"},
                     {"notice_url": "a.example"}, {"notice_url": "https://a.example/ b"}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                self.klaviyo.write(vals)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLetters(NoticeCommon):
    def setUp(self):
        super().setUp()
        self.klaviyo.write({"email": "privacy@klaviyo.example", "notice_channel": "mail"})

    @contextmanager
    def _server(self, send):
        """Let a mail server take mails, or not."""
        servers = type(self.env["ir.mail_server"])
        with patch.object(servers, "_disable_send", lambda *_none: False), \
                patch.object(servers, "_connect__", lambda *_none, **_given: None), \
                patch.object(servers, "send_email", send):
            yield

    def test_a_mail_that_no_server_has_taken_is_not_told(self):
        notice = self._open("objection")
        self._work()
        self.assertEqual((notice.state, notice.error), ("failed", "mail"))
        self.assertFalse(self.env["mail.mail"].search([("email_to", "like", "klaviyo")]))

    def test_a_letter_goes_to_the_recipient_and_nothing_of_it_is_kept(self):
        sent = []
        with self._server(lambda _server, message, *_a, **_k: sent.append(message) or "<id>"):
            notice = self._open("objection")
            self.assertEqual(notice.state, "sending")
            self._work()
        self.assertEqual((notice.state, notice.receipt), ("told", "mail"))
        (mail,) = sent
        self.assertIn("privacy@klaviyo.example", mail["To"])
        text = mail.get_body(("html",)).get_content()
        self.assertIn(ADDRESS, text)
        self.assertIn("objects to direct marketing", text)
        self.assertNotIn("Vermeulen", text.replace(ADDRESS, ""))
        self.assertFalse(notice.sealed)
        self.assertFalse(self.env["mail.mail"].search([("email_to", "like", "klaviyo")]))
        self.assertFalse(self.env["mail.message"].search([("body", "like", ADDRESS),
                                                          ("model", "!=", "privacy.request")]))

    def test_a_mail_server_that_is_down_is_tried_again(self):
        def down(*_a, **_k):
            raise ConnectionRefusedError("no server")

        notice = self._open("objection")
        with self._server(down), self.assertLogs(MAILS, "ERROR"):
            self._work()
        self.assertEqual((notice.state, notice.error), ("failed", "mail"))
        self.assertTrue(notice.sealed)
        self.assertFalse(self.env["mail.mail"].search([("email_to", "like", "klaviyo")]))

    def test_a_letter_whose_sending_was_cut_off_is_an_officers_and_never_sent_twice(self):
        sent = []
        notice = self._open("objection")
        notice.write({"attempts": 1, "next_try": "2026-01-01 00:00:00"})
        with self._server(lambda _server, message, *_a, **_k: sent.append(message) or "<id>"):
            self._work()
        # an officer hears of it, and the recipient nothing
        self.assertFalse([mail for mail in sent if "klaviyo" in mail["To"]])
        self.assertEqual((notice.state, notice.error), ("escalated", "interrupted"))


@tagged("post_install", "-at_install")
class TestUpload(HttpCase, NoticeCommon):
    def setUp(self):
        super().setUp()
        self.ads = self.env.ref("cloudpepper_privacy.recipient_google_ads")
        self.ads.write({"notice_channel": "file", "notice_platform": "google_ads"})

    def _fetch(self, login, action):
        self.authenticate(login, login)
        return self.url_open(action["url"])

    def test_the_list_is_made_for_an_officer_and_kept_nowhere(self):
        files = self.env["ir.attachment"].search_count([])
        notice = self._open("objection", recipients=self.ads)
        self.assertEqual((notice.state, notice.channel), ("todo", "file"))
        action = notice.with_user(self.officer).sudo(False).action_file()
        answer = self._fetch("privacy_officer", action)
        self.assertEqual(answer.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        header, row = answer.text.splitlines()
        self.assertEqual(header, "Email,Phone")
        self.assertRegex(row, r"^[0-9a-f]{64},$")
        self.assertEqual(self.env["ir.attachment"].search_count([]), files)
        self.assertEqual(notice.state, "todo")

    def test_nobody_else_gets_it(self):
        notice = self._open("objection", recipients=self.ads)
        action = notice.with_user(self.officer).sudo(False).action_file()
        for login in ("privacy_user", "privacy_auditor", "privacy_staff", "portal_person"):
            with self.subTest(login=login):
                self.assertEqual(self._fetch(login, action).status_code, 404)

    def test_a_correction_is_no_matter_of_an_audience(self):
        notice = self._open("rectification", recipients=self.ads)
        self.assertEqual(notice.channel, "task")
        with self.assertRaises(UserError):
            notice.with_user(self.officer).sudo(False).action_file()

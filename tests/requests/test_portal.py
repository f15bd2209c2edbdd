"""The portal: a person sees their own, and nothing of anybody else."""

from io import BytesIO

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import SQL

from ...engine.access.inventory import Inventory
from ...engine.marketing import Marketing
from ...engine.plan import Plan
from ...engine.requests import portal
from ...engine.requests.address_proof import AddressProof
from ...engine.requests.portal import Portal
from ...engine.subjects import Subjects
from ..builders.requests import PortalCommon, RequestCommon
from ..common import SILENT, TODAY


def addresses_of(run):
    """Return the (mail address, number) of a run's subjects that lead to their records."""
    with Plan(run.env, run) as plan:
        Subjects(plan.env, plan).of_run(run.item_ids.ids)
        return run.env.execute_query(SQL("SELECT email, phone FROM privacy_subject"))


SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestPortal(PortalCommon):
    def test_a_portal_user_asks_and_is_known_by_the_login(self):
        self._enter("ilse_portal")
        page = self._post("/my/privacy/new", right=["erasure", "objection"], text="Please")
        request = self.requests.search([("requester_id", "=", self.person.id)])
        self.assertTrue(page.url.endswith(f"/my/privacy/{request.id}"))
        self.assertEqual((request.channel, request.state, request.identity_method),
                         ("portal", "open", "portal"))
        self.assertEqual(request.partner_ids, self.person)
        self.assertEqual(request.identity_by_id, self.ilse)
        self.assertEqual(sorted(request.right_ids.mapped("kind")), ["erasure", "objection"])
        self.assertIn("We are working on it", page.text)
        self.assertTrue(request.told_on)

    def test_nobody_sees_a_request_of_somebody_else_or_guesses_one(self):
        request = self._asked()
        message = Portal(self.env).say(
            request, self.person, "My secret", [("a.txt", BytesIO(b"secret file"))])
        self._enter("bob_portal")
        for path in (f"/my/privacy/{request.id}", "/my/privacy/999999",
                     f"/my/privacy/{request.id}/file/{message.attachment_ids.id}"):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 404, path)
            self.assertNotIn("secret", page.text)
        page = self._post(f"/my/privacy/{request.id}/message", text="I am in")
        self.assertEqual(page.status_code, 404)
        self.assertNotIn("I am in", str(Portal(self.env).messages(request).mapped("body")))
        self.assertNotIn(request.name, self.url_open("/my/privacy").text)

    def test_a_person_reads_their_own_details_and_nobody_else_s(self):
        self.person.write({"phone": "+32 470 12 34 56", "city": "Aalst", "vat": False})
        self.bob.partner_id.city = "Dilbeek"
        self._enter("ilse_portal")
        page = self.url_open("/my/privacy").text
        for words in ("Your details", "+32 470 12 34 56", "Aalst", "Our privacy policy"):
            self.assertIn(words, page)
        self.assertNotIn("Dilbeek", page)
        self.assertNotIn("VAT", page.split("What we hold")[0])

    def test_a_login_that_has_proven_no_address_reads_no_details(self):
        self.person.city = "Aalst"
        self.person.email = "somebody.else@v.example"
        self._enter("ilse_portal")
        page = self.url_open("/my/privacy").text
        self.assertIn("What we hold", page)
        self.assertNotIn("Aalst", page)

    def test_without_login_there_is_the_login_page(self):
        request = self._asked()
        for path in ("/my/privacy", "/my/privacy/new", f"/my/privacy/{request.id}"):
            self.assertIn("/web/login", self.url_open(path).url)

    def test_a_request_of_another_door_is_seen_once_identity_holds_and_not_before(self):
        request = self.requests.intake({
            "rights": ["access"], "email": self.person.email, "partner_ids": self.person.ids})
        self._enter("ilse_portal")
        self.assertEqual(self.url_open(f"/my/privacy/{request.id}").status_code, 404)
        request._confirm_identity(self.person, "known")
        self.assertIn(request.name, self.url_open(f"/my/privacy/{request.id}").text)

    def test_the_person_reads_letters_and_answers_and_no_notes_of_staff(self):
        request = self._asked()
        request.message_post(body="Internal thought", subtype_xmlid="mail.mt_note")
        request.message_post(body="Dear Ilse", message_type="comment",
                             subtype_xmlid="mail.mt_comment")
        self._enter("ilse_portal")
        page = self.url_open(f"/my/privacy/{request.id}").text
        self.assertIn("Dear Ilse", page)
        self.assertIn("has arrived", str(Portal(self.env).messages(request).mapped("subject")))
        self.assertNotIn("Internal thought", page)

    def test_what_the_person_writes_and_sends_arrives_and_stays_text(self):
        request = self._asked()
        self._enter("ilse_portal")
        page = self._post(f"/my/privacy/{request.id}/message", f"/my/privacy/{request.id}",
                          text=f"Line one\nline two {SCRIPT}",
                          files=[("file", ("proof.html", b"<script>1</script>", "text/html"))])
        message = Portal(self.env).messages(request)[-1]
        self.assertEqual(message.author_id, self.person)
        self.assertNotIn("<script>", message.body)
        self.assertIn("line two", page.text)
        file = self.url_open(f"/my/privacy/{request.id}/file/{message.attachment_ids.id}")
        self.assertEqual(file.content, b"<script>1</script>")
        self.assertIn("attachment", file.headers["Content-Disposition"])
        self.assertNotIn("html", file.headers["Content-Type"])

    def test_too_much_is_said_and_nothing_is_sent(self):
        request = self._asked()
        before = Portal(self.env).messages(request)
        self._enter("ilse_portal")
        path = f"/my/privacy/{request.id}"
        for data, expected in (
                ({"text": "  "}, "Write something"), ({"text": "z" * 20_001}, "too long"),
                ({"text": "six", "files": [("file", (f"{n}.txt", b"x")) for n in range(6)]},
                 "At most 5 files"),
                ({"text": "big", "files": [("file", ("b.bin", b"x" * (portal.FILE_SIZE + 1)))]},
                 "Nothing was sent")):
            page = self._post(f"{path}/message", path, **data)
            self.assertIn(expected, page.text)
            self.assertIn(data["text"].strip()[:50], page.text)
        self.assertEqual(Portal(self.env).messages(request), before)

    def test_nothing_chosen_is_said_and_the_text_is_kept(self):
        self._enter("ilse_portal")
        page = self._post("/my/privacy/new", text="Keep these words")
        self.assertIn("at least one right", page.text)
        self.assertIn("Keep these words", page.text)

    def test_one_person_cannot_fill_the_inbox(self):
        for number in range(portal.OPEN_AT_MOST):
            Portal(self.env).ask(
                self.ilse, {"rights": ["access"], "text": str(number)})
        with self.assertRaisesRegex(UserError, "not answered yet"):
            self._asked()
        self._asked(self.bob)

    def test_a_user_without_a_mail_address_is_answered_in_the_portal(self):
        self.person.email = False
        request = self._asked()
        self.assertFalse(request.told_on)
        request.message_post(body="Here is your answer", message_type="comment",
                             subtype_xmlid="mail.mt_comment")
        self._enter("ilse_portal")
        self.assertIn("Here is your answer", self.url_open(f"/my/privacy/{request.id}").text)

    def test_an_address_that_was_typed_is_not_vouched_for_by_the_login(self):
        marketing = Marketing(self.env)
        victim = self.env["res.partner"].create({"name": "Victim", "email": "victim@v.example"})
        marketing.stop(victim)
        self.person.email = "victim@v.example"
        request = self._asked()
        self.assertEqual((request.state, request.identity_on), ("received", False))
        self._enter("ilse_portal")
        for act in ("allow", "stop", "leave", "join"):
            page = self._post("/my/privacy/consent", act=act, record=1)
            self.assertIn("not that of your login", page.text)
        self.assertTrue(marketing.is_stopped(victim))

    def test_a_number_that_was_typed_leads_to_nobodys_records(self):
        self.person.phone = "+32470999888"
        run = self.env["privacy.run"]._open_erasure(self.person, "17(1)(a)", self._asked())
        self.assertEqual(addresses_of(run), [(self.person.email_normalized, None)])

    def test_a_doubted_or_dropped_request_is_seen_no_more_by_whom_it_was_thought_to_be(self):
        request = self.requests.intake({"rights": ["access"], "email": self.person.email})
        request._confirm_identity(self.person, "known")
        self._enter("ilse_portal")
        self.assertEqual(self.url_open(f"/my/privacy/{request.id}").status_code, 200)
        request._ask_identity("Somebody else wrote.")
        self.assertEqual(self.url_open(f"/my/privacy/{request.id}").status_code, 404)

    def test_a_package_that_is_ready_is_fetched_from_the_request_by_the_person_alone(self):
        request = self._asked()
        package = request.build_package() and request.package_ids
        path = package._path()
        self._enter("ilse_portal")
        page = self.url_open(f"/my/privacy/{request.id}").text
        self.assertIn(path, page)
        answer = self._post(path, path, step="fetch")
        self.assertEqual(answer.content[:2], b"PK")
        self.assertEqual(package.downloads, 1)
        self._enter("bob_portal")
        answer = self._post(path, path, step="fetch")
        self.assertNotEqual(answer.content[:2], b"PK")
        self.assertEqual(package.downloads, 1)

    def test_a_form_sent_twice_is_one_request(self):
        self.assertEqual(self._asked(), self._asked())

    def test_who_writes_is_named_for_what_they_are(self):
        request = self._asked()
        stranger = request.message_post(
            body="I am the bank", message_type="email", email_from="x@bank.example",
            author_id=False, subtype_xmlid="mail.mt_comment")
        officer = new_test_user(self.env, "p_officer", "cloudpepper_privacy.group_privacy_officer")
        answer = request.with_user(officer).sudo().message_post(
            body="Dear Ilse", message_type="comment", subtype_xmlid="mail.mt_comment")
        author = Portal(self.env).author
        self.assertEqual(author(request, stranger, self.person), "x@bank.example")
        self.assertEqual(author(request, answer, self.person), request.company_id.name)
        self.assertIn(self.person, answer.notified_partner_ids)

    def test_a_restricted_person_hears_of_an_answer(self):
        request = self._asked()
        self.person.privacy_restricted = True
        officer = new_test_user(self.env, "r_officer", "cloudpepper_privacy.group_privacy_officer")
        answer = request.with_user(officer).sudo().message_post(
            body="Dear Ilse", message_type="comment", subtype_xmlid="mail.mt_comment")
        self.assertIn(self.person, answer.notified_partner_ids)

    def test_mailings_are_stopped_at_once_and_allowed_again(self):
        self._enter("ilse_portal")
        page = self._post("/my/privacy/consent", "/my/privacy", act="stop")
        self.assertIn("We send you no mailings", page.text)
        blacklist = self.env["mail.blacklist"].search([("email", "=", "ilse_portal@p.example")])
        self.assertTrue(blacklist.active)
        self._post("/my/privacy/consent", "/my/privacy", act="allow")
        self.assertFalse(blacklist.active)

    def test_a_restricted_person_is_not_put_back_on_mailings(self):
        Marketing(self.env).stop(self.person)
        self.person.privacy_restricted = True
        self._enter("ilse_portal")
        page = self._post("/my/privacy/consent", "/my/privacy", act="allow")
        self.assertIn("restricted", page.text)
        blacklist = self.env["mail.blacklist"].search([("email", "=", "ilse_portal@p.example")])
        self.assertTrue(blacklist.active)

    def test_a_consent_is_withdrawn_by_one_click_and_only_by_the_person(self):
        consents = self.env["privacy.consent.record"].create([{
            "partner_id": user.partner_id.id, "date_given": "2020-01-01",
            "purpose_id": self.env["privacy.purpose"].search([], limit=1).id,
        } for user in (self.ilse, self.bob)])
        self._enter("ilse_portal")
        for consent in consents:
            self._post("/my/privacy/consent", "/my/privacy", act="withdraw", record=consent.id)
        self.assertEqual([bool(consent.date_withdrawn) for consent in consents], [True, False])

    def test_an_act_that_is_none_changes_nothing(self):
        self._enter("ilse_portal")
        for data in ({"act": "erase"}, {}, {"act": "withdraw", "record": "x"},
                     {"act": "leave", "record": "-1"}):
            page = self._post("/my/privacy/consent", "/my/privacy", **data)
            self.assertIn("Nothing was changed", page.text)

    def test_the_page_costs_few_queries(self):
        self._enter("ilse_portal")
        self.url_open("/my/privacy")
        # legal bases by situation and category are six of them
        with self.assertQueryCount(36):
            self.url_open("/my/privacy")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestHeld(RequestCommon):
    def test_what_is_held_is_told_by_category_with_its_end(self):
        self.env["privacy.timer"].refresh()
        held = {part["category"].code: part
                for part in Inventory(self.env).of(self.person)}
        self.assertGreaterEqual(held["communication"]["count"], 1)
        self.assertTrue(held["communication"]["timers"].mapped("sentence"))

    def test_nothing_of_anybody_else_is_counted(self):
        held = Inventory(self.env)
        before = held._counts_by_category(self.person)
        self._contact("Somebody Else", facts=SILENT)
        self.assertEqual(held._counts_by_category(self.person), before)
        self.person.message_post(
            body="One more", author_id=self.person.id, message_type="comment")
        after = held._counts_by_category(self.person)
        self.assertEqual(after["communication"], before["communication"] + 1)


@tagged("post_install", "-at_install")
class TestVouched(TransactionCase):
    """What a login vouches for, below the pages."""

    def setUp(self):
        super().setUp()
        self.user = new_test_user(
            self.env, "vouched@p.example", "base.group_portal", email="vouched@p.example")
        AddressProof(self.env).note("vouched@p.example", "invitation", user=self.user)
        self.requests = self.env["privacy.request"]

    def _ask(self):
        return Portal(self.env).ask(self.user, {"rights": ["access"], "text": "Mine"})

    def test_the_login_says_who_asks(self):
        self.assertEqual(self._ask().identity_method, "portal")

    def test_not_with_an_address_that_was_typed(self):
        self.user.partner_id.email = "victim@v.example"
        self.assertFalse(self._ask().identity_on)
        for act in ("allow", "leave", "join"):
            with self.assertRaisesRegex(UserError, "not that of your login"):
                Portal(self.env).consent(self.user, act, 1)

    def test_nor_with_one_that_was_typed_after_the_request(self):
        request = self._ask()
        run = self.env["privacy.run"]._open_erasure(
            self.user.partner_id, "17(1)(a)", request)
        self.assertEqual(addresses_of(run), [("vouched@p.example", None)])
        self.user.partner_id.email = "victim@v.example"
        self.env.flush_all()
        self.assertEqual(addresses_of(run), [(None, None)])

    def test_an_officer_cannot_take_a_login_for_proof_of_a_typed_address(self):
        self.user.partner_id.email = "victim@v.example"
        request = self._ask()
        with self.assertRaisesRegex(UserError, "does not vouch"):
            request._confirm_identity(self.user.partner_id, "portal", why="Portal")
        with self.assertRaisesRegex(UserError, "does not vouch"):
            self.requests.intake({"rights": ["access"], "name": "X"})._confirm_identity(
                self.user.partner_id, "portal", why="Portal")

    def test_whoever_is_restricted_gets_no_mailings_again(self):
        Marketing(self.env).stop(self.user.partner_id)
        self.user.partner_id.privacy_restricted = True
        with self.assertRaisesRegex(UserError, "restricted"):
            Portal(self.env).consent(self.user, "allow")

"""What a right sets in motion: corrections, stops, erasures with a preview, notices."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL

from ...core.requests import rights as rules
from ...engine.requests.rights.automated import Automated
from ...engine.requests.rights.erasure import Erasure
from ...engine.requests.rights.safeguards import Safeguards
from ..builders.requests import LetterCommon
from ..common import TODAY


class ActCommon(LetterCommon):
    def _sees(self, partner, column):
        """Return what a query sees of a contact."""
        self.env.flush_all()
        ((value,),) = self.env.execute_query(SQL(
            "SELECT %s FROM res_partner WHERE id = %s", SQL.identifier(column), partner.id))
        return value

    def _as(self, handler, user, right):
        """What is particular to a right, with a user's rights."""
        right = right.with_user(user).sudo(False)
        return handler(right.env, right)

    def _lifted(self, request):
        """Let the letters leave, and then what is due be lifted."""
        self._letter(request).write({"state": "sent"})
        self.env["privacy.request.right"]._cron_lift()

    def _change(self, right, user=None, **vals):
        return self.env["privacy.request.change"].with_user(user or self.officer).sudo(
            False).create({"right_id": right.id, "partner_id": self.person.id, **vals})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRectification(ActCommon):
    def test_what_is_right_stands_beside_what_is_there_and_is_written_in_one_act(self):
        request = self._identified("rectification")
        right = request.right_ids
        changes = self._change(right, field_name="name", value="Ilse Vermeulen-Peeters")
        changes |= self._change(right, field_name="country_id", value="be")
        changes |= self._change(right, field_name="phone", value="+32 470 11 22 33")
        self.assertEqual(changes[0].present, "Ilse Vermeulen")
        with self.assertRaises(UserError):
            right._close("granted")
        right._act()
        self.assertEqual(self._sees(self.person, "name"), "Ilse Vermeulen-Peeters")
        self.assertEqual(self._sees(self.person, "country_id"), self.env.ref("base.be").id)
        self.assertEqual(self._sees(self.person, "phone_sanitized"), "+32470112233")
        right._close("granted")
        self.assertEqual(set(changes.mapped("state")), {"done"})
        letter = self._letter(request)[:1]
        self.assertIn("Ilse Vermeulen-Peeters", letter.body_html)

    def test_no_copy_of_the_values_stays_in_lines_evidence_or_tracking(self):
        request = self._identified("rectification")
        right = request.right_ids
        change = self._change(right, field_name="name", value="Zebedeus Onvindbaar")
        contacts, contexts = type(self.person), []
        write = contacts.write

        def seen(records, vals):
            contexts.append((vals.keys(), records.env.context))
            return write(records, vals)

        with patch.object(contacts, "write", seen):
            right.with_context(tracking_disable=False)._act()
            right.with_context(tracking_disable=False)._close("granted")
            self.env.cr.flush()
        self.assertTrue(contexts)
        for _names, context in contexts:
            self.assertTrue(context.get("tracking_disable") and context.get("mail_notrack"))
        self.assertFalse(change.value or change.statement)
        self.assertFalse(self.env["mail.tracking.value"].search_count(
            [("new_value_char", "ilike", "Zebedeus")]))
        self.assertNotIn("Zebedeus", str(self.person.message_ids.mapped("body")))
        rows = self.env["privacy.evidence"].search([("act", "=", "request_corrected")])
        self.assertTrue(rows)
        self.assertNotIn("Zebedeus", str(rows.mapped("counts")))

    def test_a_statement_is_put_beside_the_data(self):
        self.person.comment = "<p>Note of staff</p>"
        request = self._identified("rectification")
        self._change(request.right_ids, statement="I was <b>never</b> late.")
        request.right_ids._act()
        notes = self._sees(self.person, "comment")
        self.assertIn("Note of staff", notes)
        self.assertIn("I was &lt;b&gt;never&lt;/b&gt; late.", notes)
        request.right_ids._close("granted")

    def test_bad_values_are_refused_where_they_are_entered(self):
        right = self._identified("rectification").right_ids
        stranger = self._contact("Somebody Else")
        for vals in ({"field_name": "email", "value": "no address"},
                     {"field_name": "country_id", "value": "Nowhere"},
                     {"field_name": "lang", "value": "Klingon"},
                     {"field_name": "name", "value": " "}, {"statement": " "}, {},
                     {"field_name": "name", "value": "X", "partner_id": stranger.id}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                self._change(right, **vals)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._change(right, field_name="privacy_anonymised_on", value="2026-01-01")
        other = self._identified("access").right_ids
        with self.assertRaises(ValidationError):
            self._change(other, field_name="name", value="X")

    def test_the_address_of_a_company_is_not_corrected_through_a_person(self):
        firm = self._contact("Firm", is_company=True, street="Old 1")
        self.person.parent_id = firm
        right = self._identified("rectification").right_ids
        with self.assertRaises(ValidationError):
            self._change(right, field_name="street", value="New 2")
        self._change(right, field_name="function", value="Director")
        right._act()
        self.assertEqual(self._sees(firm, "street"), "Old 1")
        self.assertEqual(self._sees(self.person, "function"), "Director")

    def test_before_identity_nothing_is_written_and_nobody_else_writes(self):
        request = self._asked("rectification", partner_ids=self.person.ids).with_user(
            self.officer).sudo(False)
        change = self._change(request.right_ids, field_name="name", value="X Y")
        with self.assertRaises(UserError):
            request.right_ids._act()
        self.assertEqual(self._sees(self.person, "name"), "Ilse Vermeulen")
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._change(request.right_ids, user=user, field_name="name", value="Z")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                change.with_user(user).sudo(False).value = "Z"
        with self.assertRaises(AccessError):
            change.with_user(self.officer).sudo(False).state = "done"

    def test_what_staff_undid_meanwhile_is_not_granted(self):
        request = self._identified("rectification")
        self._change(request.right_ids, field_name="name", value="Ilse Peeters")
        request.right_ids._act()
        self.person.name = "Ilse Vermeulen"
        with self.assertRaises(UserError):
            request.right_ids._close("granted")

    def test_values_still_to_be_corrected_go_with_the_person(self):
        request = self._identified("rectification", "erasure")
        rectification, erasure = request.right_ids
        change = self._change(rectification, field_name="name", value="Zebedeus Onvindbaar")
        erasure._act("a")
        self.env.invalidate_all()
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertFalse(change.exists().value)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStops(ActCommon):
    def _blacklisted(self, *emails):
        return self.env["mail.blacklist"].search_count([("email", "in", emails)])

    def test_an_objection_to_marketing_is_absolute_immediate_and_everywhere(self):
        self._tell_consent(self.person, "2024-01-01")
        request = self._identified(
            "objection", email="other@vermeulen.example", phone="+32470987654")
        right = request.right_ids
        with self.assertRaises(UserError):
            right._close("granted")
        with self.assertRaises(UserError):
            right._act()
        right._act("marketing")
        self.assertEqual((right.outcome, request.state), ("granted", "answered"))
        self.assertEqual(
            self._blacklisted("ilse@vermeulen.example", "other@vermeulen.example"), 2)
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", "+32470987654")]))
        consent = self.env["privacy.consent.record"].search(
            [("partner_id", "=", self.person.id)])
        self.assertEqual(consent.date_withdrawn, date.fromisoformat(TODAY))
        self.assertFalse(self.person.privacy_restricted)
        self.assertIn("stopped our own mailings", self._letter(request)[:1].body_html)

    def test_mailing_lists_are_left_where_there_are_any(self):
        if "mailing.subscription" not in self.env:
            self.skipTest("mass_mailing is not installed")
        lists = self.env["mailing.list"].create({"name": "News"})
        contact = self.env["mailing.contact"].create({
            "name": "Ilse", "email": "Ilse@Vermeulen.example",
            "subscription_ids": [(0, 0, {"list_id": lists.id})]})
        stranger = self.env["mailing.contact"].create({
            "name": "Other", "email": "other@mail.example",
            "subscription_ids": [(0, 0, {"list_id": lists.id})]})
        self._identified("objection").right_ids._act("marketing")
        self.assertTrue(contact.subscription_ids.opt_out)
        self.assertFalse(stranger.subscription_ids.opt_out)

    def test_who_was_taken_off_the_blacklist_is_on_it_again(self):
        self.env["mail.blacklist"]._remove(self.person.email)
        self.env["phone.blacklist"]._remove(["+32470987654"])
        self._identified("objection").right_ids._act("marketing")
        self.assertEqual(self._blacklisted("ilse@vermeulen.example"), 1)
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", "+32470987654")]))

    def test_any_other_objection_restricts_until_it_is_decided(self):
        request = self._identified("objection")
        right = request.right_ids
        right._act("other")
        self.assertTrue(self.person.privacy_restricted)
        self.assertEqual((right.state, self._blacklisted("ilse@vermeulen.example")), ("open", 0))
        right._close("refused", "compelling", "A claim of yours is pending.")
        self.assertTrue(self.person.privacy_restricted, "the letter has not left")
        self._lifted(request)
        self.assertFalse(self.person.privacy_restricted)
        self.assertIn("18(3)", self._letter(request)[:1].body_html)

    def test_where_it_is_granted_the_restriction_stays(self):
        request = self._identified("objection")
        request.right_ids._act("other")
        request.right_ids._close("granted")
        self.assertTrue(self.person.privacy_restricted)
        self.person.privacy_restricted = False
        other = self._identified("objection").right_ids
        other._act("other")
        self.person.privacy_restricted = False
        with self.assertRaises(UserError):
            other._close("granted")

    def test_a_refusal_lifts_nothing_that_another_asked_for(self):
        first, second = self._identified("objection"), self._identified("objection")
        for right in (first | second).right_ids:
            right._act("other")
        later = self._identified("restriction")
        later.right_ids._act()
        for request in (first, second):
            request.right_ids._close("refused", "compelling", "A claim is pending.")
            self._lifted(request)
            self.assertTrue(self.person.privacy_restricted)

    def test_a_restriction_of_before_is_not_lifted_either(self):
        self.person.privacy_restricted = True
        request = self._identified("objection")
        request.right_ids._act("other")
        request.right_ids._close("refused", "compelling", "A claim is pending.")
        self._lifted(request)
        self.assertTrue(self.person.privacy_restricted)

    def test_a_withdrawal_is_noted_today_and_mailings_stop(self):
        self._tell_consent(self.person, "2024-01-01")
        request = self._identified("withdrawal")
        with self.assertRaises(UserError):
            request.right_ids._close("granted")
        request.right_ids._act()
        consent = self.env["privacy.consent.record"].search(
            [("partner_id", "=", self.person.id)])
        self.assertEqual(consent.date_withdrawn, date.fromisoformat(TODAY))
        self.assertEqual(self._blacklisted("ilse@vermeulen.example"), 1)
        self.assertEqual(request.right_ids.consent_count, 1)
        self.assertEqual(request.right_ids.outcome, "granted")

    def test_an_officer_who_may_not_edit_contacts_acts_all_the_same(self):
        officer = new_test_user(self.env, "mere_officer",
                                "base.group_user,cloudpepper_privacy.group_privacy_officer")
        request = self._identified("objection", "restriction", "rectification")
        objection, restriction, rectification = request.right_ids.with_user(officer).sudo(False)
        with self.assertRaises(AccessError):
            self.person.with_user(officer).sudo(False).name = "X"
        self._change(rectification, user=officer, field_name="name", value="Ilse Peeters")
        rectification._act()
        rectification._close("granted")
        objection._act("other")
        objection._close("refused", "compelling", "A claim is pending.")
        self._lifted(request)
        self.assertFalse(self.person.privacy_restricted)
        restriction._act()
        self.assertTrue(self.person.privacy_restricted)
        rows = self.env["privacy.evidence"].search(
            [("act", "=", "restrict"), ("partner_ref", "=", self.person.id)])
        self.assertEqual(set(rows.mapped("uid_ref")), {officer.id})

    def test_nobody_but_an_officer_stops_anything(self):
        request = self._identified("objection", "withdrawal")
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            for right in request.right_ids:
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    right.with_user(user).sudo(False)._act("marketing")
        self.assertFalse(self._blacklisted("ilse@vermeulen.example"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnswers(ActCommon):
    def test_no_automated_decision_needs_a_human_review(self):
        request = self._identified("automated")
        right = request.right_ids
        with self.assertRaises(UserError):
            right._close("granted")
        with self.assertRaises(UserError):
            Automated(right.env, right).review(" ")
        with self.assertRaises(AccessError):
            self._as(Automated, self.user, right).review("Looked at")
        Automated(right.env, right).review("The score was wrong; the order is accepted.")
        right._close("granted")
        self.assertEqual((right.review_by_id, right.review_on.date()),
                         (self.officer, date.fromisoformat(TODAY)))
        self.assertIn("The score was wrong", self._letter(request)[:1].body_html)

    def test_a_copy_of_safeguards_names_who_is_outside_the_eea_and_brings_the_documents(self):
        request = self._identified("safeguards")
        right = request.right_ids
        with self.assertRaises(UserError):
            right._close("granted")
        clauses = self.env["ir.attachment"].create({"name": "scc.pdf", "raw": b"%PDF clauses"})
        for recipient in Safeguards(right.env, right).recipients_abroad():
            recipient.document_ids = clauses
        right._close("granted")
        letter = self._letter(request)[:1]
        self.assertEqual(letter.attachment_ids.mapped("name"), ["scc.pdf"])
        self.assertEqual(letter.attachment_ids.raw, b"%PDF clauses")
        self.assertIn("Cloudflare", letter.body_html)
        self.assertIn("Standard Contractual Clauses", letter.body_html)
        self.assertIn("United States", letter.body_html)
        self.assertNotIn("OVHcloud", letter.body_html)

    def test_without_the_documents_it_is_granted_in_part(self):
        request = self._identified("safeguards")
        request.right_ids._close("partly", "others", "The prices in it are left out.")
        self.assertEqual(request.state, "answered")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestErasureShown(ActCommon):
    def _decision(self, right, **vals):
        return self.env["privacy.request.decision"].with_user(self.officer).sudo(False).create(
            {"right_id": right.id, "erasure_ground": "a", **vals})

    def test_the_dialogue_shows_what_would_go_and_stay_and_changes_nothing(self):
        self._tell_invoice(self.person, "2024-03-31")
        request = self._identified("erasure")
        decision = self._decision(request.right_ids)
        decision.action_preview()
        self.env.invalidate_all()
        self.assertEqual(request.right_ids.run_id.state, "preview")
        self.assertIn("Message", decision.would_go)
        self.assertIn("2031-12-31", decision.would_stay)
        self.assertIn("17(3)(b)", decision.would_stay)
        self.assertTrue(decision.acts)
        self.assertFalse(self.person.privacy_anonymised_on)
        with self.assertRaises(UserError):
            request.right_ids._close("granted")

    def test_what_was_shown_is_what_is_carried_out(self):
        request = self._identified("erasure")
        decision = self._decision(request.right_ids)
        decision.action_preview()
        run = request.right_ids.run_id
        decision.action_act()
        self.assertEqual(request.right_ids.run_id, run)
        self.assertEqual(run.state, "done")
        self.assertTrue(run.approved_digest)
        self.assertTrue(self.person.privacy_anonymised_on)
        with self.assertRaises(UserError):
            Erasure(request.right_ids.env, request.right_ids).preview("a")

    def test_a_preview_for_other_accounts_or_another_ground_is_dropped(self):
        request = self._identified("erasure")
        right = request.right_ids
        first = Erasure(right.env, right).preview("a")
        second = Erasure(right.env, right).preview("b")
        self.assertEqual((first.state, second.state), ("cancelled", "preview"))
        right._act("c")
        self.assertEqual((second.state, right.run_id.ground), ("cancelled", "17(1)(c)"))

    def test_a_preview_is_dropped_when_the_person_is_identified_anew(self):
        other = self._identified("erasure")
        shown = Erasure(other.right_ids.env, other.right_ids).preview("a")
        other._ask_identity("Doubts came up")
        other._confirm_identity(self.person.with_env(other.env), "known")
        self.assertEqual(shown.state, "cancelled")

    def test_a_refusal_leaves_no_preview_that_somebody_could_carry_out(self):
        request = self._identified("erasure")
        run = Erasure(request.right_ids.env, request.right_ids).preview("a")
        request.right_ids._close("refused", "legal_claims", "A case is pending.")
        self.assertEqual(run.state, "cancelled")
        dropped = self._identified("erasure")
        run = Erasure(dropped.right_ids.env, dropped.right_ids).preview("a")
        dropped.action_drop()
        self.assertEqual(run.state, "cancelled")

    def test_under_four_eyes_the_preview_waits_for_another(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        request = self._identified("erasure")
        run = Erasure(request.right_ids.env, request.right_ids).preview("a")
        request.right_ids._act("a")
        self.assertEqual(run.state, "waiting")
        with self.assertRaises(AccessError):
            run.with_user(self.officer).action_approve()
        run.with_user(self.officer_two).action_approve()
        self.assertEqual(run.state, "approved")

    def test_where_a_hold_keeps_all_of_it_nothing_is_granted(self):
        self._tell_hold(self.person, "2035-01-01")
        request = self._identified("erasure")
        decision = self._decision(request.right_ids)
        decision.action_preview()
        self.assertIn("legal claim", decision.would_stay)
        request.right_ids._act("a")
        for outcome, ground, reason in (("granted", False, False),
                                        ("partly", "legal_claims", "A case is pending.")):
            with self.subTest(outcome=outcome), self.assertRaises(UserError):
                request.right_ids._close(outcome, ground, reason)
        request.right_ids._close("refused", "legal_claims", "A case is pending.")
        self.assertEqual(request.state, "answered")

    def test_nobody_but_an_officer_previews_and_not_before_identity(self):
        asked = self._asked("erasure", partner_ids=self.person.ids).with_user(
            self.officer).sudo(False)
        with self.assertRaises(UserError):
            Erasure(asked.right_ids.env, asked.right_ids).preview("a")
        right = self._identified("erasure").right_ids
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(Erasure, user, right).preview("a")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNotices(ActCommon):
    def test_each_recipient_of_such_data_is_to_be_told(self):
        request = self._identified("erasure", tell_recipients=True)
        self._message(self.person, "2022-05-04 10:00:00")
        right = request.right_ids
        right._act("a")
        self.env.invalidate_all()
        self.assertIn("communication", right.category_ids.mapped("code"))
        self.assertFalse(right.notice_ids)
        right._close("partly", "legal_duty", "The request itself is kept.")
        told = request.notice_ids.recipient_id
        self.assertEqual(set(told.mapped("name")), {"Odoo SA", "Google Workspace"})
        body = self._letter(request)[:1].body_html
        for recipient in told:
            self.assertIn(recipient.name.replace("&", "&amp;"), body)
        self.assertEqual(request.state, "answered")
        self.assertIn(str(len(told)), request.next_step)

    def test_the_letter_names_them_where_the_person_asks(self):
        request = self._identified("restriction")
        request.right_ids._act()
        self.assertTrue(request.notice_ids)
        self.assertNotIn("Art. 19", self._letter(request)[:1].body_html)

    def test_a_correction_concerns_those_who_have_account_data(self):
        request = self._identified("rectification")
        self._change(request.right_ids, field_name="name", value="Ilse Peeters")
        request.right_ids._act()
        request.right_ids._close("granted")
        self.assertEqual(request.notice_ids.category_ids.mapped("code"), ["account"])

    def test_a_refusal_and_other_rights_concern_nobody(self):
        request = self._identified("erasure", "access", "objection")
        for right in request.right_ids:
            right._close("refused", "unfounded", "Once more")
        self.assertFalse(request.notice_ids)

    def test_a_notice_is_settled_by_an_officer_once(self):
        self._tell_invoice(self.person, "2026-03-31")
        request = self._identified("restriction")
        request.right_ids._act()
        first, second = request.notice_ids[:2]
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                first.with_user(user).sudo(False).action_told()
        first.action_told()
        self.assertEqual((first.state, first.settled_by_id), ("told", self.officer))
        with self.assertRaises(UserError):
            first.action_told()
        with self.assertRaises(UserError):
            second.action_disproportionate()
        second.note = "The company no longer exists."
        second.action_disproportionate()
        with self.assertRaises(AccessError):
            second.note = "Else"
        with self.assertRaises(AccessError):
            request.notice_ids[2].state = "told"

    def test_every_kind_that_is_told_on_can_say_what_it_concerns(self):
        self.assertLessEqual(set(rules.TOLD_ON), rules.RIGHTS.keys())

"""Requests at the desk: intake, clock, identity, decisions, and what they set in motion."""

from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from ...core.requests import rights as rules
from ...engine.candidates import Candidates
from ...engine.housekeeping import Housekeeping
from ..builders.requests import RequestCommon
from ..common import OFFICER, TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestIntake(RequestCommon):
    def test_a_request_has_a_number_a_line_for_each_right_and_a_last_day(self):
        request = self._asked("access", "erasure", "access", received_on="2026-03-05 10:00:00")
        self.assertTrue(request.name.startswith("REQ/2026/"))
        self.assertEqual(request.right_ids.mapped("kind"), ["access", "erasure"])
        self.assertEqual(request.right_ids.mapped("article"), ["Art. 15", "Art. 17"])
        self.assertEqual(request.deadline, date(2026, 4, 7))
        self.assertEqual(request.state, "received")

    def test_no_reason_form_or_article_is_required(self):
        request = self.requests.with_user(self.user).intake({"rights": ["access"], "name": "X"})
        self.assertEqual((request.channel, request.text, request.person_email), ("desk", "", False))

    def test_the_day_of_receipt_is_the_controllers(self):
        # half past eleven at night in London is the next day in Brussels
        evening = self._asked(received_on="2026-01-30 23:30:00")
        self.assertEqual(evening.deadline, date(2026, 3, 2))
        early = self._asked(received_on="2026-01-30 12:00:00")
        self.assertEqual(early.deadline, date(2026, 3, 2))
        self.company.privacy_tz = "UTC"
        self.assertEqual(evening._day(evening.received_on), date(2026, 1, 30))

    def test_bad_requests_are_refused_and_say_why(self):
        for vals, error in (
            ({"rights": []}, UserError), ({"rights": ["everything"]}, UserError),
            ({"rights": ["access"], "name": "", "email": ""}, UserError),
            ({"rights": ["access"], "email": "no address"}, ValidationError),
            ({"rights": ["access"], "received_on": "2036-01-01 10:00:00"}, ValidationError),
            ({"rights": ["access"], "received_on": "2017-01-01 10:00:00"}, ValidationError),
            ({"rights": ["access"], "state": "answered"}, UserError),
        ):
            with self.subTest(vals=vals), self.assertRaises(error), self.env.cr.savepoint():
                self.requests.with_user(self.user).intake(
                    {"name": "X", "email": "x@y.example", **vals})

    def test_ten_megabytes_of_text_are_kept_whole(self):
        text = "<script>alert(1)</script>" + "word " * 2_000_000
        request = self._asked(text=text)
        file = self.env["ir.attachment"].search([
            ("res_model", "=", "privacy.request"), ("res_id", "=", request.id)])
        self.assertEqual(file.raw.decode(), text)
        self.assertTrue(text.startswith(request.text))

    def test_a_second_request_of_the_same_address_is_linked_and_stays(self):
        first = self._asked("access")
        second = self._asked("erasure", email="ilse@vermeulen.example")
        self.assertEqual(second.duplicate_of_id, first)
        self.assertEqual((first | second).mapped("state"), ["received"] * 2)
        self.assertFalse(self._asked(email="other@vermeulen.example").duplicate_of_id)

    def test_who_has_no_privacy_role_takes_nothing_in(self):
        for user in (self.staff, self.portal, self.admin, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._asked(user=user)

    def test_who_else_is_meant_is_found_by_address_number_and_name(self):
        same = self._contact("Someone Else", phone="0470 98 76 54",
                             country_id=self.env.ref("base.be").id)
        request = self._asked(phone="0470/98.76.54")
        self.assertEqual(request.candidate_ids & (same | self.person), same | self.person)
        gone = self._contact("Ilse Vermeulen")
        self._date(gone, "privacy_anonymised_on", "2020-01-01")
        self.assertNotIn(gone, self._asked().candidate_ids)

    def test_state_and_identity_are_no_fields_to_write(self):
        request = self._asked()
        for vals in ({"state": "answered"}, {"identity_on": TODAY}, {"received_on": TODAY},
                     {"partner_ids": [Command.set(self.person.ids)]}, {"text": "else"},
                     {"right_ids": [Command.update(request.right_ids.id, {"state": "closed"})]}):
            for user in (self.user, self.officer):
                with self.subTest(vals=vals), self.assertRaises(AccessError):
                    request.with_user(user).sudo(False).write(vals)
        with self.assertRaises(AccessError):
            self.requests.with_user(self.officer).create({
                "identity_on": TODAY, "right_ids": [Command.create({"kind": "access"})]})

    def test_nobody_deletes_a_request_and_housekeeping_only_old_ones(self):
        request = self._asked()
        with self.assertRaises(UserError):
            request.unlink()
        request.with_user(self.officer).sudo(False).action_drop()
        housekeeping = Housekeeping(self.env)
        housekeeping.gc_requests()
        self.assertTrue(request.exists())
        with freeze_time("2036-01-01"):
            running = self._asked()
            housekeeping.gc_requests()
        self.assertFalse(request.exists())
        self.assertTrue(running.exists())

    def test_another_company_sees_nothing(self):
        request = self._asked()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = new_test_user(self.env, "foreign_officer", OFFICER, company_id=other.id,
                                company_ids=[Command.set(other.ids)])
        with self.assertRaises(AccessError):
            request.with_user(foreign).sudo(False).read(["name"])
        self.assertFalse(self.requests.with_user(foreign).sudo(False).search([]))


@tagged("post_install", "-at_install")
@freeze_time("2026-08-31 08:00:00")
class TestClock(RequestCommon):
    def test_the_clock_stands_still_while_identity_is_open(self):
        request = self._asked().with_user(self.officer).sudo(False)
        self.assertEqual(request.deadline, date(2026, 9, 30))
        with freeze_time("2026-09-02"):
            request._ask_identity("Two people have this name")
            request.invalidate_recordset(["standing"])
            self.assertEqual((request.state, request.standing), ("identity", "paused"))
        with freeze_time("2026-09-07"):
            request._confirm_identity(self.person.with_env(request.env), "known")
        self.assertEqual(request.deadline, date(2026, 10, 5))
        self.assertEqual(request.pause_ids.mapped("date_to"), [date(2026, 9, 7)])

    def test_it_is_extended_once_and_the_person_is_told_by_the_same_act(self):
        request = self._asked().with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            request._extend(" ")
        request._extend("Very many messages")
        self.assertEqual(request.deadline, date(2026, 11, 30))
        told = self._letter(request)[:1]
        self.assertIn("Very many messages", told.body_html)
        self.assertIn("ilse@vermeulen.example", told.email_to.lower())
        with self.assertRaises(UserError):
            request._extend("Once more")

    def test_on_the_day_after_the_deadline_it_is_too_late_to_extend(self):
        request = self._asked().with_user(self.officer).sudo(False)
        with freeze_time("2026-10-01 08:00:00"), self.assertRaises(UserError):
            request._extend("Very many messages")
        with freeze_time("2026-09-30 08:00:00"):
            request._extend("Very many messages")
        self.assertEqual(request.deadline, date(2026, 11, 30))

    def test_how_it_stands_is_shown_and_found(self):
        request = self._asked()
        for day, standing in (("2026-09-01", "on_track"), ("2026-09-25", "at_risk"),
                              ("2026-10-01", "overdue")):
            with self.subTest(day=day), freeze_time(f"{day} 08:00:00"):
                request.invalidate_recordset(["standing"])
                self.assertEqual(request.standing, standing)
                for each in ("on_track", "at_risk", "overdue", "paused", "ended"):
                    self.assertEqual(
                        request in self.requests.search([("standing", "=", each)]),
                        each == standing)

    def test_an_officer_is_reminded_a_week_before(self):
        request = self._asked()
        activity = request.sudo().activity_ids
        self.assertEqual(activity.date_deadline, date(2026, 9, 23))
        self.assertTrue(activity.user_id.has_group("cloudpepper_privacy.group_privacy_officer"))

    def test_neither_letter_says_whether_the_person_is_known(self):
        known = self._asked().with_user(self.officer).sudo(False)
        stranger = self._asked(name="Ilse Vermeulen", email="no@body.example").with_user(
            self.officer).sudo(False)
        bodies = []
        for request in (known, stranger):
            request._ask_identity("We are not sure")
            number = request.name
            bodies.append(self._letter(request)[:1].body_html.replace(number, "NUMBER").replace(
                number.replace("/", "-"), "NUMBER"))
        self.assertEqual(bodies[0], bodies[1])
        self.assertIn("NUMBER", bodies[0])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDecisions(RequestCommon):
    def test_before_identity_nothing_is_decided_or_done(self):
        # whom the desk takes it for is no proof of who it is
        request = self._asked("access", "erasure", "restriction", partner_ids=self.person.ids
                              ).with_user(self.officer).sudo(False)
        for right in request.right_ids:
            with self.subTest(right=right.kind):
                with self.assertRaisesRegex(UserError, "before the person's identity holds"):
                    right._close("granted")
                with self.assertRaises(UserError):
                    right._act("a")
        self.assertFalse(self.person.privacy_anonymised_on)
        self.assertFalse(self.person.privacy_restricted)

    def test_nobody_but_an_officer_identifies_decides_acts_or_moves(self):
        request = self._identified("erasure")
        right = request.right_ids
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            for act in (
                lambda r: r._close("refused", "unfounded", "No"), lambda r: r._act("a"),
                lambda r: r.request_id._confirm_identity(self.person, "known"),
                lambda r: r.request_id._extend("x"), lambda r: r.request_id._ask_identity("x"),
                lambda r: r.request_id.action_drop(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act(right.with_user(user).sudo(False))
        self.assertEqual((right.state, request.state), ("open", "open"))

    def test_want_of_identity_is_the_one_ground_without_it(self):
        request = self._asked("erasure").with_user(self.officer).sudo(False)
        request._ask_identity("Nobody of this name is known")
        with self.assertRaises(UserError):
            request.right_ids._close("refused", "unfounded", "No")
        request.right_ids._close("refused", "identity", "You did not say who you are.")
        self.assertEqual(request.state, "answered")

    def test_a_refusal_needs_a_ground_that_fits_and_its_reasons(self):
        request = self._identified("access")
        for outcome, ground, reason in (("refused", False, "No"), ("refused", "legal_duty", "No"),
                                        ("refused", "others", " "), ("granted", "others", "x")):
            with self.subTest(outcome=outcome, ground=ground), self.assertRaises(UserError):
                request.right_ids._close(outcome, ground, reason)
        request.build_package()
        request.right_ids._close("partly", "others", "The letters of others are left out.")
        self.assertEqual((request.right_ids.outcome, request.state), ("partly", "answered"))
        with self.assertRaises(UserError):
            request.right_ids._close("granted")

    def test_an_erasure_is_granted_after_its_run_has_proven_it(self):
        request = self._identified("erasure")
        right = request.right_ids
        with self.assertRaises(UserError):
            right._close("granted")
        with self.assertRaises(UserError):
            right._act()
        right._act("a")
        self.env.invalidate_all()
        self.assertEqual((right.run_id.state, right.run_id.ground), ("done", "17(1)(a)"))
        self.assertEqual(right.run_id.request_ref, request.id)
        self.assertTrue(self.person.privacy_anonymised_on)
        with self.assertRaises(UserError):
            right._act("a")
        # the request itself is kept, as proof of the answer: that takes nothing from it
        self.assertEqual({line["ground"] for line in right.run_id.summary()["left"]}, {"request"})
        right._close("granted")
        self.assertEqual(request.state, "answered")

    def test_an_erasure_that_leaves_an_invoice_is_not_granted_as_a_whole(self):
        self._tell_invoice(self.person, TODAY[:10])
        request = self._identified("erasure")
        right = request.right_ids
        right._act("a")
        with self.assertRaisesRegex(UserError, "in part|Nothing was erased"):
            right._close("granted")

    def test_the_request_is_kept_with_its_ground_and_found_by_the_proof(self):
        request = self._identified("erasure")
        request.right_ids._act("a")
        kept = self.env["privacy.kept.item"].search([("model", "=", "privacy.request")])
        self.assertEqual((kept.res_id, kept.ground), (request.id, "request"))
        self.assertTrue(kept.until)
        self.assertEqual(request.right_ids.run_id.item_ids.state, "kept")

    def test_an_erasure_obeys_a_hold(self):
        self._tell_hold(self.person, "2035-01-01")
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.assertFalse(self.person.privacy_anonymised_on)
        self.assertFalse(request.right_ids.run_id.item_ids)

    def test_under_four_eyes_the_erasure_waits_for_another_officer(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        request = self._identified("erasure")
        request.right_ids._act("a")
        self.assertEqual(request.right_ids.run_id.state, "waiting")
        self.assertFalse(self.person.privacy_anonymised_on)
        with self.assertRaises(UserError):
            request.right_ids._close("granted")

    def test_two_requests_for_one_person_do_not_both_act(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        first, second = self._identified("erasure"), self._identified("restriction")
        first.right_ids._act("a")
        with self.assertRaises(UserError):
            second.right_ids._act()
        self.assertFalse(self.person.privacy_restricted)

    def test_a_restriction_acts_at_once(self):
        request = self._identified("restriction")
        request.right_ids._act()
        self.assertTrue(self.person.privacy_restricted)
        self.assertEqual((request.right_ids.outcome, request.state), ("granted", "answered"))

    def test_each_right_has_its_own_outcome_and_day(self):
        request = self._identified("access", "portability")
        access, portability = request.right_ids
        request.build_package()
        access._close("granted")
        self.assertEqual(request.state, "open")
        portability._close("refused", "no_consent_or_contract", "Nothing rests on either.")
        self.assertEqual(request.state, "answered")
        self.assertTrue(all(request.right_ids.mapped("closed_on")))

    def test_hosted_data_are_referred_to_the_controller_without_identity(self):
        request = self._asked("access").with_user(self.officer).sudo(False)
        request.right_ids._close("referred", "processor", "Ask the company whose shop it is.")
        self.assertEqual(request.right_ids.outcome, "referred")

    def test_a_document_needs_recorded_doubts(self):
        request = self._asked().with_user(self.officer).sudo(False)
        with self.assertRaises(UserError):
            request._confirm_identity(self.person, "document")
        request._confirm_identity(self.person, "document", "The mail came from another address")
        self.assertEqual(request.identity_method, "document")

    def test_evidence_tells_the_story_without_the_person(self):
        request = self._identified("access")
        request.build_package()
        request.right_ids._close("granted")
        rows = self.env["privacy.evidence"].search([("act", "=like", "request%")])
        acts = [row.act for row in rows.sorted("id") if row.counts.get("request") == request.id]
        self.assertEqual(acts, ["request", "request_open", "request_identified", "request_granted",
                                "request_answered"])
        known = self.env["privacy.evidence"]._acts()
        self.assertLessEqual({f"request_{state}" for state in rules.STATE_MOVES}, known.keys())
        self.assertNotIn("Vermeulen", str(rows.mapped("counts")))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDialogues(RequestCommon):
    def test_one_candidate_is_suggested_and_several_are_asked(self):
        request = self._asked().with_user(self.officer).sudo(False)
        step = self.env["privacy.request.step"].with_user(self.officer).sudo(False)
        self.assertEqual(step.create({"request_id": request.id, "step": "confirm"}).partner_ids,
                         self.person)
        self._contact("Ilse Vermeulen")
        request.invalidate_recordset()
        self.assertFalse(step.create({"request_id": request.id, "step": "confirm"}).partner_ids)

    def test_an_officer_goes_all_the_way_by_dialogues(self):
        request = self._asked("erasure").with_user(self.officer).sudo(False)
        env = request.env
        env["privacy.request.step"].create({
            "request_id": request.id, "step": "confirm", "method": "known",
            "partner_ids": [Command.set(self.person.ids)]}).action_confirm()
        decision = env["privacy.request.decision"].create({
            "right_id": request.right_ids.id, "erasure_ground": "a"})
        self.assertTrue(decision.acts)
        opened = decision.action_act()
        self.assertEqual(opened["res_model"], "privacy.run")
        later = env["privacy.request.decision"].create({
            "right_id": request.right_ids.id, "outcome": "partly", "ground": "legal_duty",
            "reason": "Your request itself is kept."})
        self.assertFalse(later.acts)
        later.action_close()
        self.assertEqual(request.state, "answered")

    def test_nobody_else_opens_the_dialogues(self):
        request = self._asked()
        for user in (self.user, self.auditor, self.staff):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["privacy.request.step"].with_user(user).sudo(False).create(
                    {"request_id": request.id, "step": "confirm"})

    def test_a_batch_of_many_candidates_asks_a_handful_of_questions(self):
        request = self._asked()
        with patch.object(Candidates, "likeliest", autospec=True,
                          side_effect=Candidates.likeliest) as asked:
            request.invalidate_recordset(["candidate_ids"])
            self.assertTrue(request.candidate_ids)
        self.assertEqual(asked.call_count, 1)
        self.assertIsInstance(request.received_on, datetime)

"""An erasure is answered by itself once its run has proven what became of the data."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.requests.address_proof import AddressProof
from ...engine.requests.rights.erasure import Erasure
from ..builders.requests import LetterCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnswering(LetterCommon):
    def setUp(self):
        super().setUp()
        self.timers = self.env["privacy.timer"]

    def _dialogue(self, right, user=None):
        right = right.with_user(user or self.officer).sudo(False)
        return right.env["privacy.request.decision"].browse(right.action_decide()["res_id"])

    def _erase_and_answer(self, **vals):
        self.timers.refresh(self.person)
        request = self._identified("erasure", **vals)
        dialogue = self._dialogue(request.right_ids)
        dialogue.action_act_and_answer()
        self.env.invalidate_all()
        return request

    # === ANSWERED === #

    def test_the_dialogue_shows_what_would_go_before_anything_is_asked(self):
        self._tell_invoice(self.person, "2024-03-31")
        self.timers.refresh(self.person)
        right = self._identified("erasure").right_ids
        dialogue = self._dialogue(right)
        self.assertEqual((dialogue.run_state, dialogue.erasure_ground, dialogue.outcome),
                         ("preview", "a", False))
        self.assertTrue(dialogue.would_stay)
        self.assertEqual(right.state, "open")
        self.assertEqual(self.person.name, "Ilse Vermeulen")

    def test_it_is_granted_as_the_officer_who_acted_once_the_proof_has_seen_it(self):
        request = self._erase_and_answer()
        right = request.right_ids
        self.assertEqual((right.run_id.state, right.outcome, right.closed_by_id, request.state),
                         ("done", "granted", self.officer, "answered"))
        self.assertIn("Granted", self._letter(request)[:1].body_html)

    def test_what_a_law_keeps_is_granted_in_part_in_the_language_of_the_person(self):
        self._tell_invoice(self.person, "2024-03-31")
        self.env["res.lang"]._activate_lang("nl_NL")
        self.person.lang = "nl_NL"
        right = self._erase_and_answer(lang="nl_NL").right_ids
        self.assertEqual((right.outcome, right.ground), ("partly", "legal_duty"))
        self.assertTrue(right.reason)

    # === LEFT TO THE OFFICER === #

    def test_two_grounds_are_weighed_by_an_officer(self):
        running = self._contact("Ilse Vermeulen", facts=(("running", True),))
        self._tell_invoice(self.person, "2024-03-31")
        both = self.person | running
        self.timers.refresh(both)
        request = self._asked("erasure").with_user(self.officer).sudo(False)
        request._confirm_identity(both.with_env(request.env), "known", why="She has two accounts")
        self._dialogue(request.right_ids).action_act_and_answer()
        self.env.invalidate_all()
        right = request.right_ids
        self.assertEqual((right.run_id.state, right.state), ("done", "open"))
        self.assertIn("waits for an officer", request.message_ids[:1].body)

    def test_an_officer_who_left_answers_nothing(self):
        self.timers.refresh(self.person)
        request = self._identified("erasure")
        right = request.right_ids
        with patch.object(type(self.env["privacy.run"]), "_begin", lambda *_a, **_k: None):
            self._dialogue(right).action_act_and_answer()
        self.assertEqual(right.sudo().answer_by_id, self.officer)
        self.officer.sudo().active = False
        run = right.sudo().run_id.with_user(self.env.ref("base.user_root"))
        run._work()
        self.env.invalidate_all()
        right = right.sudo()
        self.assertEqual((right.run_id.state, right.state), ("done", "open"))
        self.assertFalse(right.answer_by_id)
        self.assertIn("waits for an officer", right.request_id.message_ids[:1].body)

    def test_what_cannot_be_planned_can_be_refused_all_the_same(self):
        right = self._identified("erasure").right_ids
        with patch.object(Erasure, "preview", side_effect=UserError("beyond your companies")):
            dialogue = self._dialogue(right)
            self.assertFalse(dialogue.run_id or dialogue.would_go)
            with self.assertRaises(UserError):
                dialogue.action_preview()
        dialogue.write({"outcome": "refused", "ground": "unfounded", "reason": "The fifth."})
        dialogue.action_close()
        self.assertEqual(right.outcome, "refused")

    def test_an_officer_who_lost_the_role_is_told_without_a_name(self):
        self.timers.refresh(self.person)
        request = self._identified("erasure")
        right = request.right_ids
        with patch.object(type(self.env["privacy.run"]), "_begin", lambda *_a, **_k: None):
            self._dialogue(right).action_act_and_answer()
        self.officer.sudo().group_ids = self.env.ref("base.group_user")
        right.sudo().run_id.with_user(self.env.ref("base.user_root"))._work()
        self.env.invalidate_all()
        note = right.sudo().request_id.message_ids[:1].body
        self.assertEqual(right.sudo().state, "open")
        self.assertIn("may not decide on it any more", note)
        self.assertNotIn(self.officer.name, note)

    def test_who_only_erases_answers_by_hand(self):
        self.timers.refresh(self.person)
        right = self._identified("erasure").right_ids
        self._dialogue(right).action_act()
        self.env.invalidate_all()
        self.assertEqual((right.run_id.state, right.state), ("done", "open"))
        again = self._dialogue(right)
        self.assertEqual((again.outcome, again.ground), ("granted", False))

    def test_nobody_but_an_officer_erases_by_the_dialogue(self):
        right = self._identified("erasure").right_ids
        for user in (self.user, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._dialogue(right, user).action_act_and_answer()
        self.assertEqual(right.state, "open")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSuggestions(LetterCommon):
    def _step(self, request):
        request = request.with_user(self.officer).sudo(False)
        return request.env["privacy.request.step"].create(
            {"request_id": request.id, "step": "confirm"})

    def test_a_confirmed_address_is_suggested_as_the_method(self):
        request = self._asked("access")
        self.assertFalse(self._step(request).method, "nothing was shown yet")
        AddressProof(self.env).note(request.person_email, "link", request=request)
        self.assertEqual(self._step(request).method, "mail")

    def test_access_is_suggested_as_granted_once_its_package_is_ready(self):
        request = self._identified("access")
        decisions = request.env["privacy.request.decision"]
        right = request.right_ids
        self.assertFalse(decisions.browse(right.action_decide()["res_id"]).outcome)
        request.action_build_package()
        self.assertEqual(decisions.browse(right.action_decide()["res_id"]).outcome, "granted")

"""A right that nobody asked for is taken out with a reason; one that is missing is added."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..builders.requests import RequestCommon
from ..common import TODAY

WHY = "The mail says that nothing is to be deleted."


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRemoval(RequestCommon):
    def _right(self, request, kind):
        return request.right_ids.filtered(lambda right: right.kind == kind).with_user(
            self.officer).sudo(False)

    def _acts(self):
        return self.env["privacy.evidence"].search([]).mapped("act")

    def test_an_officer_removes_it_by_the_button_and_the_reason_stays(self):
        request = self._asked("access", "erasure")
        action = self._right(request, "erasure").action_remove()
        step = self.env[action["res_model"]].with_user(self.officer).sudo(False).with_context(
            **action["context"]).create({"reason": WHY})
        step.action_remove()
        self.assertEqual(request.right_ids.mapped("kind"), ["access"])
        removal = request.removal_ids
        self.assertEqual((removal.kind, removal.reason, removal.removed_by_id),
                         ("erasure", WHY, self.officer))
        self.assertIn("request_right_removed", self._acts())

    def test_nobody_else_removes_one(self):
        request = self._asked("access", "erasure")
        for user in (self.user, self.staff, self.admin, self.auditor, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.right_ids[1].with_user(user).sudo(False)._remove(WHY)
        self.assertEqual(len(request.right_ids), 2)

    def test_a_reason_is_needed(self):
        right = self._right(self._asked("access", "erasure"), "erasure")
        for reason in ("", "   ", False):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                right._remove(reason)
        self.assertTrue(right.exists())

    def test_the_last_one_stays_and_the_request_is_dropped_instead(self):
        request = self._asked("erasure")
        with self.assertRaisesRegex(UserError, "only right"):
            self._right(request, "erasure")._remove(WHY)
        request.with_user(self.officer).sudo(False).action_drop()
        self.assertEqual(request.state, "dropped")

    def test_what_was_decided_or_begun_is_not_made_unsaid(self):
        request = self._identified("access", "objection", "withdrawal")
        withdrawal = self._right(request, "withdrawal")
        withdrawal._act()
        objection = self._right(request, "objection")
        objection._act("other")
        for right in (withdrawal, objection):
            with self.subTest(right.kind), self.assertRaises(UserError):
                right._remove(WHY)
        request = self._asked("access", "erasure")
        request.with_user(self.officer).sudo(False).action_drop()
        with self.assertRaises(UserError):
            self._right(request, "erasure")._remove(WHY)

    def test_a_preview_of_an_erasure_goes_with_it(self):
        request = self._identified("access", "erasure")
        right = self._right(request, "erasure")
        decision = self.env["privacy.request.decision"].with_user(self.officer).sudo(False).create(
            {"right_id": right.id, "erasure_ground": "a"})
        decision.action_preview()
        run = right.run_id
        self.assertEqual(run.state, "preview")
        right._remove(WHY)
        self.assertEqual(run.state, "cancelled")

    def test_a_request_whose_other_rights_are_decided_is_answered_then(self):
        request = self._identified("access", "erasure")
        self._right(request, "access")._close(
            "refused", "others", "These are letters of somebody else.")
        self._right(request, "erasure")._remove(WHY)
        self.assertEqual(request.state, "answered")

    def test_one_that_is_missing_is_added_and_filed(self):
        request = self._asked("access")
        self.assertNotIn("request_right_added", self._acts())
        for user, kind in ((self.user, "objection"), (self.officer, "restriction")):
            self.env["privacy.request.right"].with_user(user).sudo(False).create(
                {"request_id": request.id, "kind": kind})
        self.assertEqual(request.right_ids.mapped("kind"),
                         ["access", "objection", "restriction"])
        self.assertEqual(self._acts().count("request_right_added"), 2)

    def test_one_that_was_removed_can_be_asked_for_after_all(self):
        request = self._asked("access", "erasure")
        self._right(request, "erasure")._remove(WHY)
        self.env["privacy.request.right"].with_user(self.user).sudo(False).create(
            {"request_id": request.id, "kind": "erasure"})
        self._right(request, "erasure")._remove("Once more.")
        self.assertEqual(request.removal_ids.mapped("reason"), [WHY, "Once more."])

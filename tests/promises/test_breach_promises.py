"""P15, tried from outside: a breach is reported, the hours run, people and authority are told."""

from odoo.tests import HttpCase, freeze_time, tagged

from ..builders.breaches import BreachCommon
from ..builders.rpc import Rpc

FRIDAY = "2026-11-20 22:00:00"
MONDAY = "2026-11-23 10:00:00"


@tagged("post_install", "-at_install")
class TestBreachPromises(BreachCommon, Rpc, HttpCase):
    def test_p15_a_breach_is_notified_to_the_authority_and_to_the_person(self):
        """P15: told to the person and the authority where the law says so, and in time."""
        ilse = self._contact(email="ilse@mail.example")
        with freeze_time(FRIDAY):
            number = self._rpc(self.user, "privacy.breach", "create", [{
                "title": "A list went to the wrong customer", "facts": "On Friday at ten."}])
            number = number[0] if isinstance(number, list) else number
            (shown,) = self._rpc(self.officer, "privacy.breach", "read", [number],
                                 ["deadline", "standing"])
            self.assertEqual((str(shown["deadline"]), shown["standing"]),
                             ("2026-11-23 22:00:00", "on_track"))
        breach = self.breaches.browse(number)
        with freeze_time(MONDAY):
            with self.enter_registry_test_mode():
                self.env.ref("cloudpepper_privacy.ir_cron_breach_warn").method_direct_trigger()
            self.assertTrue(breach.warned_at_risk_on, "the hours run out")
            self._rpc(self.officer, "privacy.breach", "write", [number], {
                "consequences": "Unwanted mail.", "measures": "The list was deleted.",
                "nature": "Your address was sent to another customer."})
            for values in (
                    {"step": "assess", "risk": "high", "why": "Addresses of people"},
                    {"step": "notice", "phase": "initial", "lang": "en_US"},
                    {"step": "people", "people_decision": "tell"}):
                step = self._rpc(self.officer, "privacy.breach.step", "create",
                                 {"breach_id": number, **values})
                self._rpc(self.officer, "privacy.breach.step", "action_confirm", [step])
            notice = breach.notice_ids
            self.assertFalse(breach.notified_on, "prepared is not sent")
            self._rpc(self.officer, "privacy.breach.notice", "write", notice.ids, {
                "sent_by_way": "form", "sent_on": MONDAY, "receipt": "DOS-77"})
            self._rpc(self.officer, "privacy.breach.notice", "action_sent", notice.ids)
            breach.invalidate_recordset()
            self.assertEqual((breach.state, str(breach.notified_on)), ("notified", MONDAY))
            found = self._rpc(self.officer, "privacy.breach.affected", "create", {
                "breach_id": number, "way": "list", "addresses": "ilse@mail.example"})
            self._rpc(self.officer, "privacy.breach.affected", "action_add", [found])
            self._rpc(self.officer, "privacy.breach", "action_start", [number])
            with self.enter_registry_test_mode():
                self.env.ref("cloudpepper_privacy.ir_cron_breach_tell").method_direct_trigger()
            mail = self.env["mail.mail"].search([("model", "=", "privacy.breach.subject")])
            self.assertEqual(mail.email_to, ilse.email)
            self.assertIn("Your address was sent to another customer.", mail.body_html)
            self._leave(mail)
        line = breach.subject_ids
        line.invalidate_recordset()
        self.assertEqual((line.partner_id, line.state), (ilse, "sent"))

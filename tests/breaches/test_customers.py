"""A processor tells the controllers without undue delay (Art. 33(2))."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..builders.breaches import BreachCommon

FRIDAY = "2026-11-20 22:00:00"
LINE = "privacy.breach.customer"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestCustomers(BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme = cls._contact("Acme NV", is_company=True, email="privacy@acme.example")
        cls.bolt = cls._contact("Bolt BV", is_company=True)

    def _processing(self, customers, **vals):
        breach = self._full(role="processor", **vals)
        breach.customer_ids = [(0, 0, {"partner_id": each.id}) for each in customers]
        return breach

    def _mails(self, breach):
        return self.env["mail.mail"].search([
            ("model", "=", LINE), ("res_id", "in", breach.sudo().customer_ids.ids)])

    def test_each_is_mailed_and_the_duty_is_met_when_the_mails_have_left(self):
        breach = self._processing(self.acme)
        breach.action_tell_customers()
        mail = self._mails(breach)
        self.assertEqual(mail.email_to, "privacy@acme.example")
        self.assertIn("Art. 33(2)", mail.body_html)
        self.assertIn(breach.facts, mail.body_html)
        self.assertEqual(breach.state, "open", "nobody says told before the mail left")
        self._leave(mail)
        breach.invalidate_recordset()
        self.assertEqual((breach.state, breach.customer_ids.state), ("notified", "sent"))
        self.assertTrue(breach.notified_on)

    def test_who_has_no_address_is_told_otherwise_and_that_is_recorded(self):
        breach = self._processing(self.bolt)
        with self.assertRaisesRegex(UserError, "no mail address"):
            breach.action_tell_customers()
        with self.assertRaisesRegex(UserError, "how they were told"):
            breach.customer_ids.action_told()
        breach.customer_ids.note = "By phone, confirmed in their portal"
        breach.customer_ids.action_told()
        self.assertEqual((breach.state, breach.customer_ids.state), ("notified", "told"))
        with self.assertRaises(AccessError):
            breach.customer_ids.note = "Otherwise"
        with self.assertRaises(UserError):
            breach.customer_ids.unlink()

    def test_a_customer_is_named_once_and_buttons_alone_say_told(self):
        breach = self._processing(self.acme)
        with self.assertRaises(ValidationError):
            breach.customer_ids = [(0, 0, {"partner_id": self.acme.id})]
        with self.assertRaises(AccessError):
            breach.customer_ids = [(0, 0, {"partner_id": self.bolt.id, "state": "told"})]

    def test_a_processor_tells_of_every_breach(self):
        breach = self._processing(self.acme)
        self._assess(breach, "none")
        with self.assertRaisesRegex(UserError, "every breach"):
            self._step(breach, "leave", why="Nobody saw it")
        with self.assertRaisesRegex(UserError, "controller"):
            self._step(breach, "people", people_decision="tell")

    def test_a_controller_has_no_controllers_to_tell(self):
        with self.assertRaises(UserError):
            self._full().action_tell_customers()

    def test_in_a_drill_nothing_leaves(self):
        breach = self._processing(self.acme, drill=True)
        breach.action_tell_customers()
        self.assertFalse(self._mails(breach))
        self.assertEqual((breach.state, breach.customer_ids.state), ("notified", "drill"))

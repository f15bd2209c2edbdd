"""A portal user whose address belongs to a second account is asked, as the desk asks; and nothing
is granted while the other account lives.
"""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, new_test_user, tagged

from ...engine.requests.address_proof import AddressProof
from ...engine.requests.portal import Portal
from ..common import SILENT, TODAY, PrivacyCommon

MAIL = "ilse@two.example"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTwoAccounts(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.ilse = new_test_user(
            cls.env, MAIL, "base.group_portal", name="Ilse Vermeulen", email=MAIL,
            company_id=cls.company.id, company_ids=[(6, 0, cls.company.ids)])
        AddressProof(cls.env).note(MAIL, "invitation", user=cls.ilse)

    def _ask(self, *kinds):
        return Portal(self.env(user=self.ilse, su=True)).ask(
            self.ilse, {"rights": kinds or ["erasure"], "text": "Mine"})

    def _forget_requests(self):
        """Let the next question be another one, and not the same form sent twice."""
        self.env["privacy.request"].search([
            ("requester_id", "=", self.ilse.partner_id.id)]).requester_id = False

    def _other(self, **vals):
        return self._contact("Ilse Vermeulen", SILENT, **vals)

    def _assert_asked(self, request):
        self.assertFalse(request.identity_on)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request.with_user(self.officer).sudo(False).act_right("erasure", "a")
        self.assertFalse(self.ilse.partner_id.privacy_anonymised_on)

    def test_with_one_account_the_login_says_who_asks(self):
        self._other(email="ilse@elsewhere.example")
        self.assertEqual(self._ask().partner_ids, self.ilse.partner_id)

    def test_with_a_second_contact_of_the_address_an_officer_is_asked(self):
        for vals in ({"email": MAIL}, {"email": f"Ilse V <{MAIL.upper()}>"},
                     {"email": f"shop@two.example, {MAIL}"}, {"email": MAIL, "active": False}):
            with self.subTest(vals=vals):
                other = self._other(**vals)
                self._assert_asked(self._ask())
                other.unlink()
                self._forget_requests()

    def test_with_a_second_login_of_the_address_an_officer_is_asked(self):
        new_test_user(self.env, "ilse_shop", "base.group_portal", name="Ilse", email=MAIL)
        self._assert_asked(self._ask())

    def test_an_officer_may_tell_them_apart_with_a_reason(self):
        other = self._other(email=MAIL)
        request = self._ask().with_user(self.officer).sudo(False)
        request.confirm_identity(
            self.ilse.partner_id.with_env(request.env), "known", why="The shop is another's")
        request.act_right("erasure", "a")
        self.env.invalidate_all()
        self.assertTrue(self.ilse.partner_id.privacy_anonymised_on)
        self.assertFalse(other.privacy_anonymised_on)

    def test_nothing_is_granted_while_an_account_that_came_later_lives(self):
        request = self._ask().with_user(self.officer).sudo(False)
        self.assertEqual(request.partner_ids, self.ilse.partner_id)
        other = self._other(email=MAIL)
        request.act_right("erasure", "a")
        self.env.invalidate_all()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request.close_right("erasure", "granted")
        self.assertFalse(other.privacy_anonymised_on)

"""People without a contact are told too: at the address of their records, and once."""

from odoo.tests import freeze_time, tagged

from ...engine.policy_page.announcing import Announcing
from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..builders.policies import AUTHORITY
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestContactlessTold(ContactlessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"privacy_authority": AUTHORITY,
                           "country_id": cls.env.ref("base.be").id})

    def _announced(self):
        version = self.env["privacy.policy.version"].create(
            {"company_id": self.company.id, "material": True})
        version.action_publish()
        version.with_user(self.officer).sudo(False).action_announce()
        return version

    def _work(self, version):
        for _call in range(30):
            Announcing(self.env).work()
        version.invalidate_recordset()

    def _mails(self):
        return self.env["mail.mail"].search([("email_to", "=", EMAIL)])

    def test_a_subscriber_is_told_at_the_address_of_the_record(self):
        subject = self._subjects(self._subscriber(created="2026-05-06 10:00:00"))
        version = self._announced()
        self._work(version)
        notice = version.notice_ids.filtered(lambda each: each.contactless_id == subject)
        self.assertEqual((notice.state, len(self._mails())), ("sent", 1))

    def test_a_subscriber_who_refused_is_left_alone(self):
        subject = self._subjects(self._subscriber(created="2026-05-06 10:00:00"))
        self.env["mail.blacklist"]._add(EMAIL)
        version = self._announced()
        self._work(version)
        notice = version.notice_ids.filtered(lambda each: each.contactless_id == subject)
        self.assertEqual((notice.reason, len(self._mails())), ("refused", 0))

    def test_who_becomes_a_contact_is_not_told_again(self):
        self._subjects(self._subscriber(created="2026-05-06 10:00:00"))
        version = self._announced()
        self._work(version)
        contact = self._contact(NAME, [("mail", "2026-05-04 10:00:00")], email=EMAIL)
        self.timers.refresh(full=True)
        self.env.invalidate_all()
        self.assertEqual(version.notice_ids.filtered(
            lambda each: each.partner_id == contact).state, "sent")
        version.with_user(self.officer).sudo(False).action_announce()
        self._work(version)
        self.assertEqual(len(self._mails()), 1)

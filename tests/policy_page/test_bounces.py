"""A mail that comes back later is no telling: its row says so, and a letter waits for the post. And
contacts that become one keep what they were told.
"""

from uuid import uuid4

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.policy_page.announcing import Announcing
from ..builders.breaches import BreachCommon
from ..builders.mails import BOUNCE
from ..builders.policies import PolicyCommon
from ..common import TODAY


class BounceCommon(BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.company.alias_domain_id or cls.env["mail.alias.domain"].create({
            "name": "own.example", "company_ids": [(4, cls.company.id)]})
        cls.bounces_to = domain.bounce_email
        cls.ada, cls.bob = (
            cls._contact(name, [("mail", "2026-05-04 10:00:00")], **vals) for name, vals in (
                ("Ada", {"email": "zoe@celik.example", "street": "Dorp 1", "zip": "9300",
                         "city": "Aalst"}),
                ("Bob", {"email": "bob@p.example"})))

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def _comes_back(self, message_id):
        """Let a mail server send a mail back, through the gateway."""
        self.env["mail.thread"].message_process(False, BOUNCE.format(
            to=self.bounces_to, number=uuid4(), letter=message_id).encode())
        self.env.invalidate_all()

    def _left(self, model):
        """Let the mails of a model leave; return {id of the record: Message-Id}."""
        mails = self.env["mail.mail"].search([("model", "=", model)])
        found = {mail.res_id: mail.message_id for mail in mails}
        self._leave(mails)
        self.assertFalse(mails.exists(), "no address is kept")
        return found


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBounces(BounceCommon, PolicyCommon):
    def _announced(self):
        self.timers.refresh(self.ada | self.bob)
        self._published()
        self.rule.period_count = 4
        version = self._published(material=True, effective_date="2027-01-01")
        version.with_user(self.officer).sudo(False).action_announce()
        while version.notice_ids.filtered(lambda each: each.state == "waiting"):
            Announcing(self.env).work()
            version.invalidate_recordset()
        return version, {notice.partner_id: notice for notice in version.notice_ids}

    def test_an_announcement_that_comes_back_is_a_letter_for_the_post(self):
        version, notices = self._announced()
        left = self._left("privacy.policy.notice")
        self.assertEqual(notices[self.ada].state, "sent")
        self.assertFalse(version.letter_count)
        for person in (self.ada, self.bob):
            self._comes_back(left[notices[person].id])
        self.assertEqual(
            [(notices[each].state, notices[each].reason, notices[each].told_at)
             for each in (self.ada, self.bob)],
            [("letter", "bounced", False), ("failed", "bounced", False)],
            "who has no postal address is shown to an officer")
        self.assertEqual(version.letter_count, 1)
        html, _kind = self.env["ir.actions.report"].with_user(self.officer)._render_qweb_html(
            "cloudpepper_privacy.privacy_policy_letters", version.ids)
        for words in ("Ada", "Dorp 1", "Aalst", "Until 4 years after the last interaction"):
            with self.subTest(words):
                self.assertIn(words, html.decode())
        with self.assertRaises(AccessError):
            version.with_user(self.auditor).sudo(False).action_posted()
        version.with_user(self.officer).sudo(False).action_posted()
        self.assertEqual((notices[self.ada].state, bool(notices[self.ada].told_at)),
                         ("posted", True))
        with self.assertRaises(UserError):
            version.with_user(self.officer).sudo(False).action_posted()

    def test_a_mail_of_somebody_else_that_comes_back_changes_nothing(self):
        version, _notices = self._announced()
        self._left("privacy.policy.notice")
        self._comes_back(f"<{uuid4()}@own.example>")
        self.assertEqual(set(version.notice_ids.filtered(
            lambda each: each.partner_id in (self.ada | self.bob)).mapped("state")), {"sent"})

    def test_a_notice_of_a_breach_that_comes_back_is_a_letter_for_the_post(self):
        breach = self._to_tell(self.ada | self.bob)
        breach.action_start()
        self.env["privacy.breach"]._cron_tell()
        left = self._left("privacy.breach.subject")
        lines = {line.partner_id: line for line in breach.sudo().subject_ids}
        self.assertEqual({line.state for line in lines.values()}, {"sent"})
        self._comes_back(left[lines[self.ada].id])
        self.assertEqual([lines[each].state for each in (self.ada, self.bob)], ["letter", "sent"])
        self.assertTrue(lines[self.ada].bounced_on)
        self.assertFalse(lines[self.ada].told_on)
        self.assertEqual(breach.letter_count, 1)

    def _merge(self, source, target):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (source | target).ids, target, extra_checks=False)
        self.env.invalidate_all()

    def test_contacts_that_become_one_keep_what_they_were_told_of_the_policy(self):
        _version, notices = self._announced()
        other = self.versions.create({"company_id": self.company.id})
        alone = self.env["privacy.policy.notice"].create(
            {"version_id": other.id, "partner_id": self.ada.id})
        notices[self.bob].sudo().write({"state": "waiting", "told_at": False})
        told = notices[self.ada]
        self._merge(self.ada, self.bob)
        self.assertEqual((told | alone).partner_id, self.bob)
        self.assertEqual(told.state, "sent")
        self.assertFalse(notices[self.bob].exists(), "nobody is told twice")

    def test_contacts_that_become_one_keep_what_they_were_told_of_a_breach(self):
        breach = self._to_tell(self.ada | self.bob)
        breach.action_start()
        self.env["privacy.breach"]._cron_tell()
        self._left("privacy.breach.subject")
        self._merge(self.ada, self.bob)
        self.assertEqual(breach.sudo().subject_ids.partner_id, self.bob)
        self.assertEqual(breach.sudo().subject_ids.mapped("state"), ["sent", "sent"])
        firm, gone = self._contact("One NV", is_company=True), self._contact("Two NV")
        customer = self.env["privacy.breach.customer"].create(
            {"breach_id": breach.id, "partner_id": gone.id})
        self._merge(gone, firm)
        self.assertEqual(customer.partner_id, firm)

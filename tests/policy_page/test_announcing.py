"""A material change is announced once to those concerned, and to nobody else."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.policy_page import announcing
from ...engine.policy_page.announcing import Announcing
from ...engine.policy_page.telling import Telling
from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnnouncing(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("nl_NL")
        cls.ada = cls._contact("Ada", [("mail", "2026-05-04 10:00:00")], email="ada@p.example",
                               lang="nl_NL")
        cls.bob = cls._contact("Bob", [("mail", "2026-05-04 10:00:00")], email="bob@p.example")
        cls.people = cls.ada | cls.bob
        cls.timers.refresh(cls.people)

    def _version(self):
        self._published()
        self.rule.period_count = 4
        self.timers.refresh(self.people)
        return self._published(material=True, effective_date="2027-01-01")

    def _notice(self, version, partner):
        return self.env["privacy.policy.notice"].search(
            [("version_id", "=", version.id), ("partner_id", "=", partner.id)])

    def _mails(self):
        return self.env["mail.mail"].search([("model", "=", "privacy.policy.notice")], order="id")

    def _told(self):
        return sorted(self._mails().mapped("email_to"))

    def _announce(self, version):
        version.with_user(self.officer).sudo(False).action_announce()
        while version.notice_ids.filtered(lambda each: each.state == "waiting"):
            Announcing(self.env).work()
            version.invalidate_recordset()

    def test_those_concerned_are_told_once_in_their_language(self):
        version = self._version()
        self._announce(version)
        self._announce(version)
        for address in ("ada@p.example", "bob@p.example"):
            self.assertEqual(self._told().count(address), 1)
        notice = self._notice(version, self.ada)
        self.assertEqual((notice.state, notice.lang, bool(notice.told_at)),
                         ("sent", "nl_NL", True))
        body = self._mails().filtered(lambda mail: mail.email_to == "bob@p.example").body_html
        self.assertIn("Until 4 years after the last interaction", body)
        self.assertIn(f"/privacy/policy/{version.number}?company={self.company.id}", body)
        row = self.env["privacy.evidence"].search(
            [("act", "=", "policy_announced")], limit=1, order="id")
        self.assertGreaterEqual(row.counts["people"], 2)

    def test_an_interruption_loses_nobody_and_tells_nobody_twice(self):
        version = self._version()
        version.with_user(self.officer).sudo(False).action_announce()
        fails = patch.object(Telling, "_send", side_effect=ValueError("stopped"))
        with patch.multiple(announcing, BATCH=1, BATCHES=1):
            Announcing(self.env).work()
            with fails, self.assertRaises(ValueError), self.cr.savepoint():
                Announcing(self.env).work()
        self.env.invalidate_all()
        self._announce(version)
        told = self._told()
        self.assertEqual(len(told), len({*told}))
        self.assertLessEqual({"ada@p.example", "bob@p.example"}, {*told})

    def test_two_contacts_of_one_address_are_told_once(self):
        twin = self._contact("Ada again", [("mail", "2026-05-04 10:00:00")],
                             email="ADA@p.example")
        self.timers.refresh(twin)
        version = self._version()
        self._announce(version)
        self.assertEqual(self._told().count("ada@p.example"), 1)
        self.assertEqual({self._notice(version, each).state for each in (self.ada, twin)},
                         {"sent", "skipped"})

    def test_a_restricted_and_an_erased_one_and_one_without_an_address_are_not_written_to(self):
        nobody = self._contact("No address", [("mail", "2026-05-04 10:00:00")])
        self.timers.refresh(nobody)
        version = self._version()
        version.with_user(self.officer).sudo(False).action_announce()
        self.ada.privacy_restricted = True
        self._date(self.bob, "privacy_anonymised_on", TODAY)
        self._announce(version)
        self.assertEqual(self._notice(version, self.ada).reason, "restricted")
        self.assertEqual(self._notice(version, self.bob).reason, "erased")
        self.assertEqual(self._notice(version, nobody).reason, "address")
        self.assertFalse({"ada@p.example", "bob@p.example"} & {*self._told()})

    def test_who_refused_marketing_and_is_a_prospect_is_told_all_the_same(self):
        self.env["mail.blacklist"]._add("ada@p.example")
        version = self._version()
        self._announce(version)
        self.assertEqual(self._notice(version, self.ada).state, "sent")

    def test_who_gets_marketing_alone_and_refused_it_is_left_alone(self):
        self.env["privacy.subject.purpose"].search([("partner_id", "in", self.people.ids)]).unlink()
        self.env["mail.blacklist"]._add("ada@p.example")
        version = self._published(material=True)
        self._announce(version)
        self.assertEqual(self._notice(version, self.ada).reason, "refused")
        self.assertEqual(self._notice(version, self.bob).state, "sent")

    def test_a_change_that_is_not_material_is_announced_to_nobody(self):
        version = self._published()
        with self.assertRaises(UserError):
            version.action_announce()
        for user in (self.user, self.auditor, self.admin):
            with self.assertRaises(AccessError):
                version.with_user(user).action_announce()

    def test_a_mail_that_failed_is_for_a_letter(self):
        version = self._version()
        self._announce(version)
        mail = self._mails().filtered(lambda each: each.email_to == "bob@p.example")
        mail.state = "exception"
        Announcing(self.env).work()
        self.assertEqual(self._notice(version, self.bob).reason, "bounced")

    def test_a_copy_of_the_database_tells_nobody(self):
        version = self._version()
        version.with_user(self.officer).sudo(False).action_announce()
        self.env["ir.config_parameter"].set_param("database.is_neutralized", "True")
        Announcing(self.env).work()
        self.assertFalse(self._mails())

    def test_what_is_old_goes(self):
        version = self._version()
        self._announce(version)
        count = len(version.notice_ids)
        for each in version.notice_ids:
            self._date(each, "create_date", "2020-01-01 00:00:00")
        done, left = Telling(self.env).delete_old()
        self.assertEqual((done, left), (count, 0))

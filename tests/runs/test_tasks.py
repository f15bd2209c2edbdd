"""What is still to be done outside the database keeps a contact only where its task does not know
what it needs.
"""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ...engine.clocks.refresh import Refresh
from ...engine.leaving import needed
from ..builders.leaving import do_outside
from ..common import TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTasks(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._contact("Hosting Zuid NV", (("invoice", "2017-05-04"),
                                                    ("mail", "2017-05-04 10:00:00"),
                                                    ("ended", "2018-06-01")), is_company=True)
        # no key that seals is known
        with patch.object(needed, "seal", lambda _text, _bound: False):
            cls.timers.refresh()

    def setUp(self):
        super().setUp()
        unsealed = patch.object(needed, "seal", lambda _text, _bound: False)
        unsealed.start()
        self.addCleanup(unsealed.stop)

    def _tasks(self):
        return self.timers.search([("partner_id", "=", self.firm.id), ("action", "=", "task"),
                                   ("state", "=", "counting")])

    def _done(self, day):
        """Do what is to be done, on a day."""
        with freeze_time(day):
            do_outside(self.env, self.firm)
            self.env.invalidate_all()

    def test_whose_task_knows_nothing_is_not_anonymised(self):
        self.assertTrue(self._tasks())
        run = self.runs.execute(self.firm, approve=True)
        self.assertFalse(run.item_ids.filtered("whole"))
        self.assertEqual(self.firm.name, "Hosting Zuid NV")
        self.assertEqual(self._tasks().partner_id.name, "Hosting Zuid NV")

    def test_whose_task_knows_what_it_needs_is(self):
        with patch.object(needed, "seal", lambda text, _bound: f"sealed {len(text)}"):
            self.timers.refresh(full=True)
        self.assertTrue(self._tasks())
        self.assertTrue(self.runs.execute(self.firm, approve=True).item_ids.whole)
        self.assertNotEqual(self.firm.name, "Hosting Zuid NV")

    def test_the_preview_says_so(self):
        run = self.runs.preview(self.firm)
        self.assertIn(f"Not anonymised before their task outside this database is done (Privacy, "
                      f"Tasks): 1 (contacts by number: {self.firm.id})", run.next_step)
        self._done("2026-11-23")
        self.assertNotIn("task", self.runs.preview(self.firm).next_step)

    def test_the_contact_says_what_it_waits_for(self):
        self.assertEqual(
            self.firm.privacy_sentence, "Kept until this is removed outside the "
            "database: Analytics and external tools, Hosted production data")
        living = self._contact("Odilon Quaghebeur", (("mail", "2026-05-04 10:00:00"),
                                                     ("ended", "2018-06-01")))
        self.timers.refresh()
        self.assertIn("last interaction", living.privacy_sentence)

    def test_nor_on_request(self):
        run = self.runs.with_user(self.officer).erase(self.firm, "b").sudo()
        self.assertFalse(run.item_ids.filtered("whole"))
        self.assertEqual(self.firm.name, "Hosting Zuid NV")

    def test_nor_while_the_backups_hold_it(self):
        tasks = self.env["privacy.exit.task"].search([("partner_ref", "=", self.firm.id)])
        tasks.write({"evidence_text": "x", "return_state": "waived", "return_text": "x"})
        tasks.action_done()
        self.assertEqual(self._tasks().rule_id.code, "backup")
        self.assertFalse(self.runs.preview(self.firm).item_ids.filtered("whole"))

    def test_once_all_is_done_it_goes(self):
        self._done("2026-11-23")
        self.assertFalse(self._tasks())
        run = self.runs.execute(self.firm, approve=True)
        self.assertTrue(run.item_ids.whole)
        self.assertNotEqual(self.firm.name, "Hosting Zuid NV")

    def test_a_task_to_be_done_again_takes_back_what_ran_from_its_end_in_the_same_refresh(self):
        self._done("2026-11-23")
        self.firm.privacy_relationship_end = "2018-09-15"
        self.timers.refresh()
        self.assertEqual(set(self._tasks().mapped("rule_id.code")), {"hosted", "external"})
        self.assertNotIn("backup", self._clocks(self.firm))
        self.assertEqual(Refresh(self.env).run(self.firm.ids), 0)

    def test_a_task_of_somebody_else_keeps_nobody(self):
        other = self._contact("Odilon Quaghebeur", (("mail", "2017-05-04 10:00:00"),))
        self.timers.refresh()
        self.assertTrue(self.runs.preview(other).item_ids.whole)

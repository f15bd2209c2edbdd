"""A preview names everybody who is old enough to be due and is not, contact or none."""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ...engine.leaving import tasks
from ..builders.contactless import SILENT_SINCE, ContactlessCommon
from ..common import SILENT, TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNotDue(ContactlessCommon):
    def _without_key(self):
        """Tasks outside can't be given what they need of the contact, so the contact waits."""
        self.startPatcher(patch.object(tasks, "sealed", lambda *_arguments: False))

    def _told(self, contacts=None):
        run = self.runs.preview(contacts)
        return run, run.not_due_table or ""

    def test_an_old_lead_that_is_under_way_is_named(self):
        lead = self._nobodys_lead()
        lead.message_post(body="Shall we?", message_type="comment",
                          author_id=self.staff.partner_id.id)
        subject = self._subjects(lead)
        run, told = self._told()
        self.assertNotIn(-subject.id, run.item_ids.mapped("partner_ref"))
        self.assertIn(subject.name, told)
        self.assertIn(f"after the last interaction on {TODAY}", told)

    def test_a_subscriber_of_long_ago_with_a_new_lead_is_named(self):
        subscriber = self._subscriber()
        lead = self.env["crm.lead"].create({"name": "Roof", "email_from": subscriber.email})
        subject = self._subjects(subscriber, lead)
        self.assertEqual(subject.first_trace.isoformat(), SILENT_SINCE[:10])
        self.assertIn(subject.name, self._told()[1])

    def test_a_lead_of_today_is_not_old_enough_to_be_named(self):
        lead = self._nobodys_lead(created=f"{TODAY} 08:00:00")
        self.assertNotIn(self._subjects(lead).name, self._told()[1])

    def test_nor_is_one_that_is_due(self):
        subject = self._subjects(self._nobodys_lead())
        run, told = self._told()
        self.assertIn(-subject.id, run.item_ids.mapped("partner_ref"))
        self.assertNotIn(subject.name, told)

    def test_who_waits_for_a_task_outside_is_named_with_the_task(self):
        self._without_key()
        facts = (("invoice", "2017-05-04"), ("mail", "2017-05-04 10:00:00"),
                 ("ended", "2018-06-01"))
        firm = self._contact("Hosting Zuid NV", facts, is_company=True)
        other = self._contact("Ilse Vermeulen", SILENT)
        self.timers.refresh()
        for asked in (None, firm | other):
            told = self._told(asked)[1]
            self.assertIn("Hosting Zuid NV", told)
            self.assertIn("removed outside the database: ", told)
            self.assertIn("Hosted production data", told)
            self.assertNotIn("Ilse Vermeulen", told)
        self.assertFalse(self._told(other)[1])

    def test_who_acts_for_another_company_reads_neither(self):
        self._without_key()
        theirs = self.env["res.company"].create({"name": "Theirs"})
        self.user.write({"company_ids": [(6, 0, theirs.ids)], "company_id": theirs.id})
        lead = self._nobodys_lead(company_id=self.company.id)
        lead.message_post(body="Shall we?", message_type="comment",
                          author_id=self.staff.partner_id.id)
        subject = self._subjects(lead)
        firm = self._contact("Hosting Zuid NV", (
            ("invoice", "2017-05-04"), ("ended", "2018-06-01")), is_company=True,
            company_id=self.company.id)
        self.timers.refresh()
        for runs, reads in ((self.runs, True),
                            (self.runs.with_user(self.user).sudo(False).with_company(theirs),
                             False)):
            told = runs.preview().not_due_table or ""
            self.assertEqual((subject.name in told, firm.name in told), (reads, reads))

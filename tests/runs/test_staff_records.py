"""Whoever left the staff and goes leaves an employee without name, address or phone."""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..common import TODAY, PrivacyCommon

NAME, PRIVATE = "Joost Rookmaker", "Lindelaan 12"
#: what an employee, its versions and its resource may say nowhere afterwards
MARKS = ("rookmaker", "joost", "lindelaan", "470111222", "birth", "85073003328")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStaffRecords(PrivacyCommon):
    def setUp(self):
        super().setUp()
        if "hr.employee" not in self.env:
            self.skipTest("hr is not installed")
        self.employee = self.env["hr.employee"].create({
            "name": NAME, "work_email": "joost@own.example", "private_phone": "+32 470111222",
            "private_email": "joost@home.example", "place_of_birth": "Birthtown",
            "emergency_contact": "Rookmaker senior", "private_street": PRIVATE,
            "private_city": "Gent", "ssnid": "85073003328", "barcode": "J00ST", "pin": "1234",
        })
        self.contact = self.employee.work_contact_id
        self._date(self.contact, "create_date", "2010-01-05 09:00:00")

    def _left(self, day="2020-01-31"):
        self.employee.action_archive()
        self.contact.privacy_staff_left = day
        self._long_ago(self.employee, "2020-01-31 10:00:00")
        self._long_ago(self.contact, "2020-01-31 10:00:00")

    def _carry_out(self):
        self.timers.refresh(self.contact)
        run = self.runs.preview(self.contact)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _says(self):
        """Return which marks stand in the rows of the employee, in lower case."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT t::text FROM hr_employee t WHERE id = %(id)s
                UNION ALL SELECT t::text FROM hr_version t WHERE employee_id = %(id)s
                UNION ALL SELECT t::text FROM resource_resource t WHERE id = %(resource)s""",
            id=self.employee.id, resource=self.employee.resource_id.id))
        text = " ".join(row for (row,) in rows).lower()
        return [mark for mark in MARKS if mark in text]

    def test_who_left_long_ago_goes_with_name_address_and_phone(self):
        self._left()
        self.assertTrue(self._says())
        run = self._carry_out()
        self.assertTrue(self.contact.privacy_anonymised_on)
        self.assertEqual(self._says(), [])
        self.assertIn(run.item_ids.state, ("done", "kept"), run.item_ids.reason_text)
        self.assertEqual(self.employee.name, "Anonymised")
        self.assertTrue(self.employee.version_id.date_version)

    def test_another_name_on_the_employee_goes_too(self):
        self.employee.resource_id.name = "Joost from the Roof"
        self._left()
        run = self._carry_out()
        self.assertEqual(self._says(), [])
        self.assertIn(run.item_ids.state, ("done", "kept"), run.item_ids.reason_text)

    def test_earlier_versions_go_too(self):
        self.env["hr.version"].create({
            "employee_id": self.employee.id, "date_version": "2018-01-01",
            "private_street": f"{PRIVATE} bus 3"})
        self._left()
        self._carry_out()
        self.assertEqual(self._says(), [])

    def test_a_colleague_of_today_stays_as_they_are(self):
        before = self._says()
        run = self._carry_out()
        self.assertFalse(run.item_ids)
        self.assertEqual(self._says(), before)

    def test_who_left_last_year_stays_as_long_as_social_documents(self):
        self._left("2025-01-31")
        before = self._says()
        self.assertFalse(self._carry_out().item_ids)
        self.assertEqual(self._says(), before)

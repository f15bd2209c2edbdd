"""An employee whom hr knows, with all that it keeps of one."""

from odoo.tools import SQL

from ..common import PrivacyCommon

NAME, PRIVATE = "Joost Rookmaker", "Lindelaan 12"
#: what an employee, its versions and its resource may say nowhere afterwards
MARKS = ("rookmaker", "joost", "lindelaan", "470111222", "birth", "85073003328")


class StaffRecordsCommon(PrivacyCommon):
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

"""What hangs on a former employee goes with them: a career, why somebody was absent, the places and
devices of clocking in. Days and hours stay with the number; colleagues keep all of it.
"""

from odoo.tests import freeze_time, tagged

from ..builders.staff_records import StaffRecordsCommon
from ..common import TODAY

WHY = "Operation on the knee of Joost"
PLACE = {"in_latitude": 51.05, "in_longitude": 3.72, "in_location": "Lindelaan, Gent",
         "in_ip_address": "81.82.83.84", "in_browser": "firefox", "out_latitude": 51.05,
         "out_longitude": 3.72, "out_location": "Lindelaan, Gent",
         "out_ip_address": "81.82.83.84", "out_browser": "firefox"}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStaffAbsences(StaffRecordsCommon):
    def setUp(self):
        super().setUp()
        if not {"hr.leave", "hr.attendance", "hr.resume.line"} <= {*self.env.registry}:
            self.skipTest("hr_holidays, hr_attendance and hr_skills are not installed")
        self.colleague = self.env["hr.employee"].create({"name": "Bertrand Oosterlinck"})
        self.made = self._made(self.employee)
        self.others = self._made(self.colleague)

    def _made(self, employee):
        """Return {model: record} of an employee, all of long ago."""
        kind = self.env["hr.leave.type"].create({
            "name": "Sick", "requires_allocation": False, "leave_validation_type": "no_validation"})
        leave = self.env["hr.leave"].create({
            "employee_id": employee.id, "holiday_status_id": kind.id, "private_name": WHY,
            "notes": WHY, "request_date_from": "2019-03-04", "request_date_to": "2019-03-05"})
        attendance = self.env["hr.attendance"].create({
            "employee_id": employee.id, "check_in": "2019-03-01 08:00:00",
            "check_out": "2019-03-01 16:00:00", **PLACE})
        career = self.env["hr.resume.line"].create({
            "employee_id": employee.id, "name": "Roofer at Oosterlinck", "description": WHY,
            "date_start": "2001-01-01"})
        for record in (leave, leave.meeting_id, leave.meeting_id.attendee_ids, attendance, career):
            self._long_ago(record, "2019-03-05 10:00:00")
        return {"hr.leave": leave, "hr.attendance": attendance, "hr.resume.line": career}

    def _said(self, made):
        """Return what the records say in the fields that speak of the person."""
        leave, attendance = made["hr.leave"], made["hr.attendance"]
        career = made["hr.resume.line"].exists()
        words = [leave.private_name, leave.notes, career.name, career.description]
        return [word for word in (*words, *(attendance[name] for name in PLACE)) if word]

    def test_reasons_places_and_career_go_with_who_left(self):
        self._left()
        self.assertEqual(len(self._said(self.made)), 14)
        run = self._carry_out()
        self.assertIn(run.item_ids.state, ("done", "kept"), run.item_ids.reason_text)
        self.assertEqual(self._said(self.made), [])

    def test_days_and_hours_stay_for_the_books(self):
        self._left()
        self.assertTrue(self._carry_out().item_ids)
        leave, attendance = self.made["hr.leave"], self.made["hr.attendance"]
        self.assertEqual((leave.number_of_days, leave.state), (2.0, "validate"))
        self.assertEqual(attendance.check_in.isoformat(), "2019-03-01T08:00:00")

    def test_a_colleagues_stay_as_they_are(self):
        before = self._said(self.others)
        self._left()
        self._carry_out()
        self.assertEqual(self._said(self.others), before)
        self.assertEqual(len(before), 14)

    def test_nothing_goes_while_they_are_staff(self):
        before = self._said(self.made)
        self.assertFalse(self._carry_out().item_ids)
        self.assertEqual(self._said(self.made), before)

"""Whoever left the staff and goes leaves an employee without name, address or phone."""

from odoo.tests import freeze_time, new_test_user, tagged

from ...engine.clocks.staff import Staff
from ..builders.staff_records import NAME, PRIVATE, StaffRecordsCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStaffRecords(StaffRecordsCommon):
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

    def test_the_last_contract_counts_where_it_ends_after_the_day_of_leaving(self):
        for end, until in (("2027-03-31", "2032-03-31"), ("2026-01-31", "2031-11-23"),
                           (False, "2031-11-23")):
            with self.subTest(end):
                self.employee.version_id.write(
                    {"contract_date_start": "2015-01-01", "contract_date_end": end})
                self.employee.departure_date = TODAY
                self.employee.action_archive()
                self.timers.refresh(self.contact)
                self.assertEqual(self._clocks(self.contact)["staff"],
                                 ("counting", "departure", until))
                self.employee.action_unarchive()

    def test_it_counts_of_who_left_before_anybody_looked_too(self):
        self.employee.version_id.write(
            {"contract_date_start": "2015-01-01", "contract_date_end": "2028-06-30"})
        self.employee.action_archive()
        self.contact.privacy_staff_left = False
        Staff(self.env).remember_earlier()
        self.assertEqual(self.contact.privacy_staff_left.isoformat(), "2028-06-30")

    def test_who_left_last_year_and_asks_is_told_how_long_the_duty_lasts(self):
        self._left("2025-01-31")
        self.timers.refresh(self.contact)
        before = self._says()
        preview = self.runs._open_erasure(self.contact, "17(1)(b)")
        self.assertIn("2030-01-31", preview.not_due_table)
        self.assertIn("after leaving the staff on 2025-01-31", preview.not_due_table)
        run = self.runs.with_user(self.officer).erase(self.contact, "17(1)(b)").sudo()
        self.env.invalidate_all()
        self.assertEqual(run.subjects, 0)
        self.assertEqual(self._says(), before)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestKnownByLogin(StaffRecordsCommon):
    """Odoo takes the work contact away of an employee whose contact becomes another employee."""

    def setUp(self):
        super().setUp()
        self.login = new_test_user(
            self.env, "joost_rookmaker", "base.group_user", name=NAME, email="joost@own.example")
        self.employee.user_id = self.login
        self.employee.work_contact_id = False
        self.contact = self.login.partner_id
        self._date(self.contact, "create_date", "2010-01-05 09:00:00")

    def test_who_left_long_ago_goes_with_name_address_and_phone(self):
        self.login.active = False
        self._left()
        earlier = self.env["hr.version"].create({
            "employee_id": self.employee.id, "date_version": "2018-01-01",
            "private_street": f"{PRIVATE} bus 3"})
        people = self.env["res.partner"].with_context(active_test=False).search_count([])
        run = self._carry_out()
        self.assertTrue(self.contact.privacy_anonymised_on)
        self.assertEqual(self._says(), [])
        self.assertIn(run.item_ids.state, ("done", "kept"), run.item_ids.reason_text)
        self.assertTrue(earlier.date_version)
        self.assertFalse(self.employee.work_contact_id, "nobody is made of what was emptied")
        self.assertEqual(
            self.env["res.partner"].with_context(active_test=False).search_count([]), people)

    def test_a_colleague_of_today_whose_login_is_archived_stays(self):
        self.login.active = False
        before = self._says()
        self.contact.privacy_staff_left = False
        Staff(self.env).remember_earlier()
        self.assertFalse(self.contact.privacy_staff_left)
        self.assertFalse(self._carry_out().item_ids)
        self.assertEqual(self._says(), before)

    def test_the_day_is_remembered_of_who_left_before_anybody_looked(self):
        self.login.active = False
        self.employee.action_archive()
        self.contact.privacy_staff_left = False
        Staff(self.env).remember_earlier()
        self.assertTrue(self.contact.privacy_staff_left)

    def test_an_employee_with_a_work_contact_of_its_own_is_that_contacts(self):
        other = self._contact("Els Zonneveld", email="els@zonneveld.example")
        self.employee.work_contact_id = other
        self.login.active = False
        self._left()
        before = self._says()
        self._carry_out()
        self.assertEqual(self._says(), before)

"""Who has no contact is kept by what is under way as contacts are, by address and by number."""

from odoo.tests import freeze_time, new_test_user, tagged

from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..common import SILENT, TODAY

NUMBER, OTHER = "+32470556677", "+32470556688"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAlive(ContactlessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = new_test_user(cls.env, "calling_colleague", "base.group_user")

    def _activity(self, record, deadline="2026-11-24", **vals):
        return self.env["mail.activity"].with_user(self.colleague).sudo().create({
            "res_model_id": self.env["ir.model"]._get_id(record._name), "res_id": record.id,
            "summary": "Call Odile", "user_id": self.colleague.id, "date_deadline": deadline,
            **vals})

    def _task(self, **vals):
        self._need("project.task")
        project = self.env["project.project"].create({"name": "Roofs"})
        task = self.env["project.task"].create({
            "name": "Offer", "project_id": project.id, "partner_id": False, "email_from": EMAIL,
            **vals})
        task.partner_id = False
        self._date(task, "create_date", SILENT_SINCE)
        self._long_ago(task, SILENT_SINCE)
        return task

    def _is_due(self, *records):
        subject = self._subjects(*records)
        self.assertEqual(len(subject), 1)
        return -subject.id in self.runs.preview().item_ids.mapped("partner_ref")

    def _assert_of_now(self, day):
        """PostgreSQL's own clock is not stopped."""
        self.assertGreaterEqual(day, "2029-11-23")

    # === ACTIVITIES === #

    def test_an_open_activity_on_a_lead_keeps_who_is_known_by_the_address(self):
        lead = self._nobodys_lead()
        self.assertTrue(self._is_due(lead))
        self._activity(lead)
        self.assertFalse(self._is_due(lead))

    def test_so_it_does_who_is_known_by_the_number(self):
        lead = self._nobodys_lead(email_from=False, phone=NUMBER)
        self.assertTrue(self._is_due(lead))
        self._activity(lead)
        self.assertFalse(self._is_due(lead))

    def test_on_one_record_it_keeps_the_others_of_the_person(self):
        subscriber, lead = self._subscriber(), self._nobodys_lead()
        self._activity(lead)
        self.assertFalse(self._is_due(subscriber, lead))

    def test_within_minutes_too(self):
        lead = self._nobodys_lead()
        subject = self._subjects(lead)
        self._activity(lead)
        self.timers.refresh()
        self._assert_of_now(subject.kept_until.isoformat())

    def test_an_activity_of_somebody_else_or_of_long_ago_or_of_a_robot_keeps_nobody(self):
        lead = self._nobodys_lead()
        other = self._nobodys_lead(email_from="other@nobody.example")
        self._activity(other)
        old = self._activity(lead, deadline="2019-06-01")
        self._date(old, "create_date", SILENT_SINCE)
        robot = self._activity(lead)
        self.env.cr.execute(
            "UPDATE mail_activity SET create_uid = 1 WHERE id = %s", [robot.id])
        self.env.invalidate_all()
        self.assertTrue(self._is_due(lead))

    def test_an_activity_on_a_lead_with_the_address_of_a_contact_keeps_the_contact(self):
        contact, other = (self._contact(name, SILENT, email=email) for name, email in (
            (NAME, f"odile@work.example, {EMAIL}"), ("Ilse Vermeulen", "ilse@mail.example")))
        lead = self._nobodys_lead(partner_id=False)
        self._activity(lead)
        for full in (False, True):
            self.timers.refresh(full=full)
            self._assert_of_now(self._clocks(contact)["communication"][2])
        self.assertEqual(self._clocks(other)["communication"][2], "2025-05-04")

    def test_and_with_its_number(self):
        contact, other = (self._contact(name, SILENT, phone=number) for name, number in (
            (NAME, NUMBER), ("Ilse Vermeulen", OTHER)))
        self._activity(self._nobodys_lead(email_from=False, phone="0032 470 55 66 77"))
        for full in (False, True):
            self.timers.refresh(full=full)
            self._assert_of_now(self._clocks(contact)["communication"][2])
        self.assertEqual(self._clocks(other)["communication"][2], "2025-05-04")

    def test_an_activity_on_a_task_keeps_the_contact_with_its_address(self):
        contact = self._contact(NAME, SILENT, email=EMAIL)
        task = self._task()
        task.state = "1_canceled"
        self._long_ago(task, SILENT_SINCE)
        self._activity(task)
        self.timers.refresh()
        self._assert_of_now(self._clocks(contact)["communication"][2])

    # === BY NUMBER === #

    def test_an_opportunity_with_a_number_alone_that_moves_is_alive(self):
        lead = self._nobodys_lead(email_from=False, phone=NUMBER, type="opportunity")
        self.assertTrue(self._is_due(lead))
        stage = self.env["crm.stage"].search([("id", "!=", lead.stage_id.id)], limit=1)
        lead.stage_id = stage
        self.assertFalse(self._is_due(lead))

    def test_one_that_was_lost_long_ago_is_not(self):
        lead = self._nobodys_lead(email_from=False, phone=NUMBER, type="opportunity")
        lead.action_set_lost()
        self._long_ago(lead, SILENT_SINCE)
        self.assertTrue(self._is_due(lead))

    def test_an_opportunity_with_the_number_of_a_contact_keeps_the_contact(self):
        contact, other = (self._contact(name, SILENT, phone=number) for name, number in (
            (NAME, NUMBER), ("Ilse Vermeulen", OTHER)))
        lead = self._nobodys_lead(email_from=False, phone=NUMBER, type="opportunity")
        lead.stage_id = self.env["crm.stage"].search([("id", "!=", lead.stage_id.id)], limit=1)
        for full in (False, True):
            self.timers.refresh(full=full)
            self._assert_of_now(self._clocks(contact)["communication"][2])
        self.assertEqual(self._clocks(other)["communication"][2], "2025-05-04")

    def test_who_is_registered_by_number_alone_for_an_event_to_come_stays(self):
        self._need("event.registration")
        for end, due in (("2026-12-10", False), ("2019-06-10", True)):
            with self.subTest(end):
                event = self.env["event.event"].create({
                    "name": "Open day", "date_begin": f"{end} 09:00:00",
                    "date_end": f"{end} 17:00:00"})
                number = f"+3247055{end[:4]}"
                registration = self.env["event.registration"].create({
                    "event_id": event.id, "name": NAME, "phone": number, "partner_id": False})
                registration.write({"partner_id": False, "email": False})
                self._date(registration, "create_date", SILENT_SINCE)
                self._long_ago(registration, SILENT_SINCE)
                self.assertEqual(self._is_due(registration), due)

    def test_an_applicant_known_by_number_who_moves_is_alive(self):
        self._need("hr.applicant")
        applicant = self.env["hr.applicant"].create({
            "partner_name": NAME, "partner_phone": NUMBER, "partner_id": False})
        applicant.write({"partner_id": False, "email_from": False})
        self._date(applicant, "create_date", SILENT_SINCE)
        self._long_ago(applicant, SILENT_SINCE)
        if not self._subjects(applicant):
            self.skipTest("no number stays without a contact")
        self.assertTrue(self._is_due(applicant))
        applicant.message_post(body="Come by", message_type="comment",
                               author_id=self.staff.partner_id.id)
        self.assertFalse(self._is_due(applicant))

    # === TASKS === #

    def test_an_open_task_with_the_address_alone_is_waited_for(self):
        task = self._task()
        task.message_post(body="We are at it", message_type="comment",
                          author_id=self.staff.partner_id.id)
        subject = self._subjects(task)
        request = self._identified("erasure")
        request.act_right("erasure", "a")
        self.env.invalidate_all()
        self.assertFalse(subject.erased_on)
        self.assertEqual(task.email_from, EMAIL)

    def test_one_that_is_done_or_was_called_off_is_not(self):
        for state in ("1_done", "1_canceled"):
            with self.subTest(state):
                task = self._task()
                task.state = state
                subject = self._subjects(task)
                request = self._identified("erasure")
                request.act_right("erasure", "a")
                self.env.invalidate_all()
                self.assertTrue(subject.erased_on)
                self.assertFalse(task.email_from)

    def test_a_deadline_ahead_keeps_on_its_own_day(self):
        task = self._task()
        self.assertTrue(self._is_due(task))
        task.date_deadline = "2027-02-01 10:00:00"
        subject = self._subjects(task)
        self.assertEqual(subject.kept_until.isoformat(), "2030-02-01")

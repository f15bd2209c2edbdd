"""Who has no contact and has booked something is needed until its day, and named by its record."""

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestContactlessUnderWay(ContactlessCommon):
    def _registration(self, end="2026-12-10", **vals):
        self._need("event.registration")
        event = self.env["event.event"].create({
            "name": "Open day", "date_begin": f"{end} 09:00:00", "date_end": f"{end} 17:00:00"})
        registration = self.env["event.registration"].create({
            "event_id": event.id, "name": NAME, "email": EMAIL, "partner_id": False, **vals})
        registration.partner_id = False
        self._date(registration, "create_date", SILENT_SINCE)
        self._long_ago(registration, SILENT_SINCE)
        return registration

    def _erased(self, *records):
        """Ask for the erasure of whoever the records are; return the request and its run."""
        subject = self._subjects(*records)
        request = self._identified("erasure")
        self.assertEqual(request.sudo().contactless_ids, subject)
        request.act_right("erasure", "b")
        self.env.invalidate_all()
        return request, self._right(request, "erasure").sudo().run_id, subject

    def _assert_stays(self, run, subject):
        self.assertFalse(subject.erased_on)
        self.assertEqual(run.subjects, 0)
        self.assertEqual([line for line in run.summary()["left"] if line["ground"] == "contract"], [
            {"model": "privacy.contactless", "field": "", "ground": "contract",
             "until": "2026-12-10", "count": 1}])

    def test_who_is_registered_for_an_event_to_come_stays_until_then(self):
        registration = self._registration()
        request, run, subject = self._erased(registration)
        self._assert_stays(run, subject)
        self.assertEqual(registration.email, EMAIL)
        with self.assertRaises(UserError):
            request.close_right("erasure", "granted")
        request.close_right("erasure", "refused", "contract", "Your place is booked.")

    def test_the_preview_names_the_record_and_nothing_of_the_person(self):
        _request, run, subject = self._erased(self._registration())
        preview = self.runs.preview()
        self.assertNotIn(-subject.id, preview.item_ids.mapped("partner_ref"))
        self.assertIn(subject.name, preview.not_due_table)
        for said in (preview.not_due_table, run.kept_table, str(run.needed), run.next_step):
            self.assertNotIn(EMAIL, said)
            self.assertNotIn(NAME, said)

    def test_who_registers_after_identity_was_confirmed_stays_too(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        request = self._identified("erasure")
        self._registration()
        request.act_right("erasure", "b")
        self.env.invalidate_all()
        self._assert_stays(self._right(request, "erasure").sudo().run_id, subject)
        self.assertTrue(subscriber.exists())

    def test_once_it_is_cancelled_or_past_they_go(self):
        for end, cancelled in (("2026-11-10", False), ("2026-12-10", True)):
            with self.subTest(end):
                registration = self._registration(end)
                if cancelled:
                    registration.action_cancel()
                _request, run, subject = self._erased(registration)
                self.assertTrue(subject.erased_on)
                self.assertFalse(run.needed)
                self.assertFalse(registration.email)

    def test_what_was_unlawful_goes_though_it_is_booked(self):
        registration = self._registration()
        subject = self._subjects(registration)
        self._identified("erasure").act_right("erasure", "d")
        self.env.invalidate_all()
        self.assertTrue(subject.erased_on)

"""Several addresses in the field of a record without a contact: each is somebody's (R0)."""

from odoo.tests import freeze_time, tagged

from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..common import TODAY

KOEN, LIEN = "koen@nobody.example", "lien@nobody.example"
BOTH = f"{KOEN}, {LIEN}"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSeveralInAField(ContactlessCommon):
    def _registration(self, email=BOTH, end="2019-06-10", **vals):
        self._need("event.registration")
        event = self.env["event.event"].create({
            "name": "Open day", "date_begin": f"{end} 09:00:00", "date_end": f"{end} 17:00:00"})
        registration = self.env["event.registration"].create({
            "event_id": event.id, "name": "Koen & Lien Aertsens", "email": email,
            "partner_id": False, **vals})
        registration.write({"partner_id": False, "email": email})
        self._date(registration, "create_date", SILENT_SINCE)
        self._long_ago(registration, SILENT_SINCE)
        return registration

    def _of(self, email):
        """Return who has an address, as a request finds them."""
        request = self._asked("erasure", email=email)
        request = request.with_user(self.officer).sudo(False)
        request.confirm_identity([], "known", why="They share a mailbox")
        return request, request.sudo().contactless_ids

    def test_a_registration_of_two_is_of_both_and_goes_when_both_are_due(self):
        registration = self._registration()
        subjects = self._subjects(registration)
        self.assertEqual(len(subjects), 2)
        run = self._carry_out()
        self.assertEqual({self._item(run, each).state for each in subjects}, {"done"})
        self.assertFalse(registration.email or registration.name)
        self.assertEqual(self.runs.residue([KOEN, LIEN]), [])

    def test_whatever_parts_them(self):
        for email in (f"{KOEN};{LIEN}", f"{KOEN} {LIEN.upper()}", f"Koen <{KOEN}>, <{LIEN}>"):
            with self.subTest(email):
                registration = self._registration(email)
                self.assertEqual(len(self._subjects(registration)), 2)
                self._carry_out()
                self.assertFalse(registration.email)

    def test_one_address_twice_is_one_person(self):
        subject = self._subjects(self._registration(f"{KOEN}, {KOEN.upper()}"))
        self.assertEqual(len(subject), 1)

    def test_addresses_that_are_corrected_are_the_same_people(self):
        registration = self._registration()
        subjects = self._subjects(registration)
        registration.email = "koen@corrected.example, lien@corrected.example"
        self.timers.refresh()
        self.assertEqual(self._known(registration), subjects)
        registration.email = "koen@corrected.example, lien@again.example"
        self.timers.refresh(full=True)
        self.assertEqual(self._known(registration), subjects)

    def test_two_records_corrected_to_one_address_are_one_person(self):
        leads = [self._nobodys_lead(email_from=email) for email in (KOEN, LIEN)]
        subjects = self._subjects(*leads)
        self.assertEqual(len(subjects), 2)
        for lead in leads:
            lead.email_from = EMAIL
        self.timers.refresh()
        self.timers.refresh(full=True)
        self.assertEqual(len(subjects.exists()), 1)

    def test_words_beside_an_address_are_no_address(self):
        subject = self._subjects(self._registration(f"{KOEN} @home, n/a, x@y, -"))
        self.assertEqual(len(subject), 1)

    def test_who_is_active_keeps_the_record_and_the_other_is_taken_out_of_it(self):
        registration = self._registration()
        lead = self._nobodys_lead(created="2026-05-06 10:00:00", email_from=KOEN,
                                  contact_name="Koen Aertsens")
        koen, lien = self._subjects(lead), self._subjects(registration)
        lien -= koen
        run = self._carry_out()
        self.assertFalse(self._item(run, koen))
        self.assertEqual(self._item(run, lien).state, "done")
        self.assertEqual(registration.email, f"{KOEN}, [anonymised]")
        self.assertIn("Koen", registration.name)
        self.assertEqual(lead.email_from, KOEN)

    def test_so_does_who_is_on_hold(self):
        registration = self._registration()
        subjects = self._subjects(registration)
        _request, lien = self._of(LIEN)
        self.assertTrue(lien <= subjects)
        self.env["privacy.hold"].create({
            "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, lien.ids)]})
        self._carry_out()
        self.assertIn(LIEN, registration.email)
        self.assertNotIn(KOEN, registration.email)

    def test_a_living_contact_of_one_address_keeps_it(self):
        registration = self._registration()
        self._living("Lien Aertsens", email=LIEN)
        koen = self._subjects(registration)
        self.assertEqual(len(koen), 1)
        self.assertEqual(self._item(self._carry_out(), koen).state, "done")
        self.assertEqual(registration.email, f"[anonymised], {LIEN}")

    def test_a_contact_of_one_address_goes_and_leaves_the_other(self):
        person = self._person("Lien Aertsens", email=LIEN, phone=False)
        registration = self._registration()
        lead = self._nobodys_lead(created="2026-05-06 10:00:00", email_from=KOEN)
        self.assertTrue(self._subjects(lead))
        run = self.runs.preview(person)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        self.assertTrue(person.privacy_anonymised_on)
        self.assertEqual(registration.email, f"{KOEN}, [anonymised]")

    def test_the_second_address_of_a_subscriber_finds_and_erases_them(self):
        subscriber = self._subscriber(email=f"{KOEN}; {LIEN}", name="Lien Aertsens")
        request, subject = self._of(LIEN)
        self.assertEqual((subject.model, subject.res_id), ("mailing.contact", subscriber.id))
        _request, first = self._of(KOEN)
        self.assertNotEqual(first, subject)
        found = {line["model"] for line in request.action_collect()}
        self.assertIn("mailing.contact", found)
        request.act_right("erasure", "a")
        self.env.invalidate_all()
        self.assertTrue(subject.erased_on)
        self.assertNotIn(LIEN, subscriber.email)
        self.assertIn(KOEN, subscriber.email)

    def test_both_addresses_of_a_subscriber_erase_the_record(self):
        subscriber = self._subscriber(email=f"{KOEN}; {LIEN}", name="Lien Aertsens")
        self.assertEqual(len(self._subjects(subscriber)), 2)
        self._carry_out()
        self.assertFalse(subscriber.exists())

    def test_an_event_to_come_keeps_each_of_them(self):
        subjects = self._subjects(self._registration(end="2026-12-10"))
        self.assertEqual(len(subjects), 2)
        self.assertEqual({each.kept_until.isoformat() for each in subjects}, {"2029-12-10"})
        self.assertFalse(self._item(self._carry_out(), subjects[:1]))

    def test_an_event_to_come_keeps_a_contact_that_is_one_of_them(self):
        contact, other = (self._person(name, email=email, phone=False) for name, email in (
            ("Lien Aertsens", LIEN), (NAME, EMAIL)))
        self._registration(end="2026-12-10")
        for full in (True, False):
            self.timers.refresh(contact, full=full)
            self.assertEqual(self._clocks(contact)["communication"][2], "2029-12-10")
        self.assertEqual(self._clocks(other)["communication"][2], "2025-05-04")

    def test_a_restriction_of_one_is_not_the_others(self):
        self._subjects(self._registration())
        request, _subject = self._of(LIEN)
        request.sudo().contactless_ids._restrict(True)
        known = self.env["res.partner"]._privacy_remember_restricted().emails
        self.assertEqual({LIEN, KOEN} & known.keys(), {LIEN})

"""Who gets a contact is part of it, with everything that protects them (R0, R15, R17)."""

from odoo.tests import freeze_time, tagged

from ...engine.requests.lifting import Lifting
from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..common import TODAY

NUMBER = "+32470556677"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestJoining(ContactlessCommon):
    def _held(self, *records):
        subject = self._subjects(*records)
        self.assertEqual(len(subject), 1)
        hold = self.env["privacy.hold"].create({
            "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, subject.ids)]})
        return subject, hold

    def _assert_joined(self, subject, hold, contacts):
        self.env.invalidate_all()
        self.assertFalse(subject.exists())
        self.assertEqual(hold.partner_ids, contacts)
        self.assertEqual(self.env["privacy.hold"]._on_hold(contacts.ids), set(contacts.ids))

    def test_a_full_refresh_that_comes_first_carries_the_hold_over(self):
        subject, hold = self._held(self._subscriber())
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh(full=True)
        self._assert_joined(subject, hold, contact)

    def test_so_does_a_refresh_of_the_contact_alone(self):
        subject, hold = self._held(self._subscriber())
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh(contact)
        self._assert_joined(subject, hold, contact)

    def test_the_hold_of_a_lead_known_by_its_number_goes_to_the_contact_with_the_number(self):
        for full, number in ((False, "+32 470 55 66 77"), (True, "+32 470 55 66 88")):
            with self.subTest(full=full):
                lead = self._nobodys_lead(email_from=False, phone=number.replace(" ", ""))
                subject, hold = self._held(lead)
                contact = self._contact(NAME, phone=number)
                self.timers.refresh(full=full)
                self._assert_joined(subject, hold, contact)

    def test_so_it_does_where_the_number_is_typed_later(self):
        contact = self._contact(NAME)
        subject, hold = self._held(self._nobodys_lead(email_from=False, phone=NUMBER))
        contact.phone = NUMBER
        self.timers.refresh()
        self._assert_joined(subject, hold, contact)

    def test_the_second_address_of_a_contact_counts_as_the_first_does(self):
        for full, email in ((False, EMAIL), (True, f"other.{EMAIL}")):
            with self.subTest(full=full):
                subject, hold = self._held(self._subscriber(email=email))
                contact = self._contact(NAME, email=f"odile@work.example; {email.upper()}")
                self.timers.refresh(full=full)
                self._assert_joined(subject, hold, contact)

    def test_so_does_a_login(self):
        subject, hold = self._held(self._subscriber())
        contact = self._contact(NAME, email="odile@work.example")
        self.env["res.users"].with_context(no_reset_password=True).create({
            "login": EMAIL, "partner_id": contact.id,
            "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]})
        self.timers.refresh()
        self._assert_joined(subject, hold, contact)

    def test_a_login_that_is_changed_to_the_address_does_too(self):
        contact = self._contact(NAME, email="odile@work.example", facts=(("portal", True),))
        subject, hold = self._held(self._subscriber())
        self.timers.refresh()
        contact.user_ids.login = EMAIL
        self.timers.refresh()
        self._assert_joined(subject, hold, contact)

    def test_several_contacts_with_the_address_are_all_protected(self):
        subject, hold = self._held(self._subscriber())
        contacts = self._contact(NAME, email=EMAIL) | self._contact("Odile G.", email=EMAIL)
        self.timers.refresh()
        self._assert_joined(subject, hold, contacts)

    def test_another_address_or_an_erased_contact_joins_nobody(self):
        subject, hold = self._held(self._subscriber())
        self._contact(NAME, email=f"x{EMAIL}", phone=NUMBER)
        gone = self._contact(NAME, email=EMAIL)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET privacy_anonymised_on = %s WHERE id = %s", [TODAY, gone.id])
        self.env.invalidate_all()
        for full in (False, True):
            self.timers.refresh(full=full)
            self.assertTrue(subject.exists())
            self.assertFalse(hold.partner_ids)

    def test_who_was_erased_is_not_joined_by_the_same_address(self):
        subject = self._subjects(self._subscriber())
        self._carry_out()
        self._contact(NAME, email=EMAIL)
        self.timers.refresh()
        self.timers.refresh(full=True)
        self.assertEqual(subject.erased_on.isoformat(), TODAY)

    def test_a_restriction_goes_along_since_its_day(self):
        subject = self._subjects(self._subscriber())
        subject._restrict(True)
        filed = self.env["privacy.evidence"].search(
            [("partner_ref", "=", -subject.id), ("act", "=", "restrict")])
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh()
        self.env.invalidate_all()
        self.assertFalse(subject.exists())
        self.assertTrue(contact.privacy_restricted)
        self.assertEqual(contact.privacy_restricted_on, filed.at)
        acts = self.env["privacy.evidence"].search([("partner_ref", "in", (
            contact.id, -subject.id))], order="id")
        self.assertEqual([(row.partner_ref, row.act) for row in acts], [
            (-subject.id, "restrict"), (-subject.id, "merge"), (contact.id, "restrict")])
        self.assertEqual(acts[1].counts, {"into": contact.id})
        self.assertIn(contact.id, self.env["res.partner"].with_user(self.staff).env[
            "res.partner"]._privacy_remember_restricted().roots)

    def test_the_contact_of_who_was_not_restricted_is_not(self):
        subject = self._subjects(self._subscriber())
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh()
        self.env.invalidate_all()
        self.assertFalse(subject.exists())
        self.assertFalse(contact.privacy_restricted)
        self.assertFalse(self.env["privacy.evidence"].search(
            [("partner_ref", "=", -subject.id)]), "nothing went along")

    def test_a_request_follows_to_the_contact_and_lifts_what_it_restricted(self):
        subject = self._subjects(self._nobodys_lead())
        request = self._identified("restriction")
        request.act_right("restriction")
        self.assertTrue(subject.restricted)
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh()
        self.env.invalidate_all()
        self.assertEqual(request.sudo().partner_ids, contact)
        self.assertTrue(contact.privacy_restricted)
        Lifting(request.env, self._right(request, "restriction")).announce("It was corrected.")
        with freeze_time("2026-12-24"):
            self.env["mail.mail"].search([
                ("model", "=", "privacy.request"), ("res_id", "=", request.id)]).state = "sent"
            self.env["privacy.request.right"]._cron_lift()
        self.assertFalse(contact.privacy_restricted)

    def test_what_an_objection_restricted_meanwhile_is_the_contacts(self):
        self._subjects(self._nobodys_lead())
        request = self._identified("objection")
        request.act_right("objection", "other")
        contact = self._contact(NAME, email=EMAIL)
        self.timers.refresh(full=True)
        self.env.invalidate_all()
        self.assertTrue(contact.privacy_restricted)
        self.assertEqual(self._right(request, "objection").sudo().restricted_ids, contact)

    def test_a_request_that_several_contacts_may_have_made_is_asked_about(self):
        self._subjects(self._nobodys_lead())
        request = self._identified("restriction")
        request.act_right("restriction")
        contacts = self._contact(NAME, email=EMAIL) | self._contact("Odile G.", email=EMAIL)
        self.timers.refresh()
        self.env.invalidate_all()
        self.assertFalse(request.sudo().partner_ids)
        self.assertEqual(contacts.mapped("privacy_restricted"), [True, True])

    def test_what_was_disclosed_of_them_is_the_contacts(self):
        subject = self._subjects(self._subscriber())
        recipient = self.env["privacy.recipient"].search([], limit=1)
        rows = self.env["privacy.disclosure"]
        told, shown = rows.create([
            {"contactless_id": subject.id, "recipient_id": recipient.id, "known": known,
             "times": 3, "date": "2026-06-07"} for known in ("reported", "recorded")])
        contact = self._contact(NAME, email=EMAIL)
        before = rows.create({
            "partner_id": contact.id, "recipient_id": recipient.id, "known": "presumed",
            "times": 5, "date": "2026-01-02"})
        self.timers.refresh()
        self.env.invalidate_all()
        self.assertEqual((told.partner_id, bool(told.contactless_id)), (contact, False))
        self.assertFalse(shown.exists())
        self.assertEqual((before.known, before.times, before.date.isoformat()),
                         ("recorded", 5, "2026-06-07"))

    def test_how_many_queries_does_not_depend_on_how_many_they_are(self):
        counts = []
        for number in (2, 12):
            leads = [self._nobodys_lead(email_from=f"lead{each}@many{number}.example")
                     for each in range(number)]
            subjects = self._subjects(*leads)
            self.env["privacy.hold"].create({
                "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, subjects.ids)]})
            contacts = self.env["res.partner"].create([
                {"name": NAME, "email": lead.email_from} for lead in leads])
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.timers.refresh(contacts)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertFalse(subjects.exists())
        self.assertLessEqual(counts[1], counts[0] + 1)

"""Whom a breach concerns: by records and filter, by list, by recipient; each once, with or without
a contact.
"""

import base64
from time import monotonic

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..builders.breaches import BreachCommon

FRIDAY = "2026-11-20 22:00:00"
MANY = 5000


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestAffected(BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ilse = cls._contact(email="ilse@mail.example", city="Aalst")
        cls.jan = cls._contact("Jan Peeters", email="jan@mail.example", city="Gent")

    def _without_contact(self, address="lead@mail.example"):
        """Let somebody have an address and no contact."""
        self.env["mail.blacklist"]._add(address)
        self.timers.refresh(full=True)
        return self.env["privacy.contactless"].search([], order="id desc", limit=1)

    def _found(self, breach):
        lines = breach.sudo().subject_ids
        return lines.partner_id, lines.contactless_id

    def test_contacts_by_a_filter_each_once(self):
        breach = self._breach()
        for _time in range(2):
            self._affect(breach, way="records", model_name="res.partner",
                         domain="[('city', '=', 'Aalst')]")
        self.assertEqual(self._found(breach)[0], self.ilse)
        self.assertEqual(breach.affected_count, 1)

    def test_records_lead_to_whose_they_are(self):
        self._tell_invoice(self.jan, "2026-05-04")
        self.officer.group_ids |= self.env.ref("account.group_account_readonly")
        breach = self._breach()
        self._affect(breach, way="records", model_name="account.move",
                     domain=f"[('partner_id', '=', {self.jan.id})]")
        self.assertEqual(self._found(breach)[0], self.jan)

    def test_an_address_of_a_record_leads_to_its_contact(self):
        self._affect(breach := self._breach(), way="list",
                     addresses="Jan <JAN@mail.example>; nobody@else.example")
        self.assertEqual(self._found(breach)[0], self.jan)
        self.assertEqual(breach.unknown_count, 1)

    def test_an_export_file_leads_to_people_and_is_not_kept(self):
        content = "name;mail\nIlse;ilse@mail.example\nJan;\"jan@mail.example\"\n".encode("utf-16")
        breach = self._breach()
        self._affect(breach, way="list", file=base64.b64encode(content), file_name="export.csv")
        self.assertEqual(self._found(breach)[0], self.ilse | self.jan)
        self.assertFalse(self.env["privacy.breach.affected"].search([]).mapped("file")[-1])
        with self.assertRaisesRegex(UserError, "no contact and no mail address"):
            self._affect(breach, way="list", addresses="nothing here")

    def test_somebody_without_a_contact_is_found_and_their_address_copied_nowhere(self):
        somebody = self._without_contact()
        breach = self._breach()
        lines = self._affect(breach, way="list", addresses="lead@mail.example")
        self.assertEqual(self._found(breach)[1], somebody)
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT row_to_json(line)::text FROM privacy_breach_subject line WHERE id = %s",
            lines.id))
        self.assertNotIn("lead@mail.example", self.env.cr.fetchone()[0])

    def test_who_becomes_a_contact_stays_on_the_list(self):
        self._without_contact()
        breach = self._breach()
        line = self._affect(breach, way="list", addresses="lead@mail.example")
        lena = self._contact("Lena", email="lead@mail.example")
        self.timers.refresh(full=True)
        line.invalidate_recordset()
        self.assertEqual((line.partner_id, line.sudo().key), (lena, False))

    def test_all_of_a_recipient_through_the_disclosures(self):
        recipient = self.env["privacy.recipient"].search([], limit=1)
        self.env["privacy.disclosure"].create([
            {"partner_id": self.ilse.id, "recipient_id": recipient.id, "date": "2026-05-04"},
            {"partner_id": self.jan.id, "recipient_id": recipient.id, "date": "2024-05-04"}])
        breach = self._breach()
        self._affect(breach, way="recipient", recipient_id=recipient.id, date_from="2026-01-01")
        self.assertEqual(self._found(breach)[0], self.ilse)

    def test_a_filter_asks_with_the_officer_s_own_rights(self):
        breach = self._breach()
        with self.assertRaises(AccessError):
            self._affect(breach, way="records", model_name="account.move", domain="[]")
        for wrong in ("[('user_ids.password', 'ilike', 'a')]", "[('nowhere', '=', 1)]", "[1]"):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "cannot be filtered"):
                self._affect(breach, way="records", model_name="res.partner", domain=wrong)
        for wrong in ("__import__('os')", "{", "'x'"):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "cannot be read"):
                self._affect(breach, way="records", model_name="res.partner", domain=wrong)

    def test_another_company_s_contacts_and_erased_ones_are_left_out(self):
        other = self.env["res.company"].create({"name": "Other BV"})
        self.jan.company_id = other
        gone = self._contact("Gone")
        self._date(gone, "privacy_anonymised_on", "2026-01-01")
        breach = self._breach()
        self._affect(breach, way="list",
                     partner_ids=[(6, 0, (self.ilse | self.jan | gone).ids)])
        self.assertEqual(self._found(breach)[0], self.ilse)

    def test_who_was_added_by_mistake_is_taken_off_with_a_reason(self):
        breach = self._breach()
        lines = self._affect(breach, way="list", partner_ids=[(6, 0, (self.ilse | self.jan).ids)])
        wrong = lines.filtered(lambda line: line.partner_id == self.jan)
        action = wrong.action_remove()
        self.env[action["res_model"]].with_user(self.officer).with_context(
            **action["context"]).create({"why": "Not in the file"}).action_remove()
        breach.invalidate_recordset()
        self.assertEqual(self._found(breach)[0], self.ilse)
        self.assertEqual(breach.sudo().decision_ids[-1:].why, "Not in the file")

    def test_nobody_but_an_officer_adds_people(self):
        breach = self._breach()
        for user in self.auditor, self.user:
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._affect(breach, user, way="list", partner_ids=[(6, 0, self.ilse.ids)])

    def test_thousands_are_found_in_a_number_of_statements_that_depends_on_nobody(self):
        sample = self._contact("Person", city="Elsewhere", lang="en_US")
        self.env.flush_all()
        # a row as the modules that are there have it, again and again
        self.env.cr.execute(SQL(
            """INSERT INTO res_partner
               SELECT made.* FROM res_partner sample, generate_series(1, %s) n,
                      jsonb_populate_record(sample, jsonb_build_object(
                          'id', nextval('res_partner_id_seq'), 'commercial_partner_id', NULL,
                          'name', 'Person ' || n, 'complete_name', 'Person ' || n,
                          'email', 'p' || n || '@many.example',
                          'email_normalized', 'p' || n || '@many.example',
                          'city', 'Manytown')) made
                WHERE sample.id = %s""", MANY, sample.id))
        breach, of_one = self._breach(), self._breach()

        def statements(of, city):
            before = self.env.cr.sql_log_count
            self._affect(of, way="records", model_name="res.partner",
                         domain=f"[('city', '=', '{city}')]")
            return self.env.cr.sql_log_count - before

        few, began = statements(of_one, "Elsewhere"), monotonic()
        self.assertEqual(of_one.affected_count, 1)
        self.assertLessEqual(statements(breach, "Manytown"), few + 5)
        self.assertLess(monotonic() - began, 10)
        self.assertEqual(breach.affected_count, MANY)
        self._affect(breach, way="list", addresses=" ".join(
            f"p{number}@many.example" for number in range(MANY + 10)))
        self.assertEqual((breach.affected_count, breach.unknown_count), (MANY, 10))

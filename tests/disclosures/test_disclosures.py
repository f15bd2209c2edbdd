"""What records show went to a recipient is a fact, in one row; what they do not show is none."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.disclosures.refresh import Disclosures
from ...engine.disclosures.servers import Servers
from ..builders.disclosures import DisclosureCommon
from ..common import TODAY

MAY = "2026-05-04 10:00:00"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFacts(DisclosureCommon):
    def test_many_mails_through_a_server_are_one_row_with_first_last_and_number(self):
        for day in ("2026-03-01", "2026-05-04", "2026-04-02"):
            self._mail(self.person, f"{day} 10:00:00")
        self._refresh()
        row = self._rows_of(self.person, self.workspace)
        self.assertRecordValues(row, [{
            "channel": "mail", "category_id": self.communication.id, "known": "recorded",
            "times": 3, "date": row.last_at.date()}])
        self.assertEqual((str(row.first_at), str(row.last_at)),
                         ("2026-03-01 10:00:00", "2026-05-04 10:00:00"))

    def test_a_mail_that_failed_or_was_cancelled_or_left_otherwise_is_none(self):
        for status in ("exception", "canceled", "ready"):
            self._mail(self.person, MAY, status=status)
        self._mail(self.person, MAY, through=False)
        self._refresh()
        self.assertFalse(self._rows_of(self.person))
        self._mail(self.person, MAY, status="bounce")
        self._refresh()
        self.assertTrue(self._rows_of(self.person, self.workspace), "a bounce was handed over")

    def test_a_mail_that_odoo_sends_notes_whose_server_it_left_through(self):
        mail = self._sent(recipient_ids=[(6, 0, self.person.ids)])
        self.assertEqual(mail.mail_message_id.privacy_recipient_id, self.workspace)
        self._refresh()
        self.assertEqual(self._rows_of(self.person, self.workspace).times, 1)

    def test_a_mail_through_a_server_of_nobody_is_none(self):
        self.server.smtp_host = "mail.notgmail.com"
        mail = self._sent(recipient_ids=[(6, 0, self.person.ids)])
        self.assertFalse(mail.mail_message_id.privacy_recipient_id)
        self._refresh()
        self.assertFalse(self._rows_of(self.person))

    def test_a_server_is_of_the_recipient_with_the_longest_name(self):
        servers = Servers(self.env)
        self.assertEqual(servers.recipient_of(self.server), self.workspace)
        self.klaviyo.mail_hosts = "relay.example; smtp-relay.gmail.com"
        self.assertEqual(servers.recipient_of(self.server), self.klaviyo)
        with self.assertRaises(ValidationError):
            self.klaviyo.mail_hosts = "com"

    def test_a_payment_by_a_provider_is_one_and_a_failed_one_is_none(self):
        for state in ("draft", "pending", "cancel", "error"):
            self._transaction(self.person, state)
        code = self._transaction(self.person, "draft", MAY).provider_code
        self.stripe.provider_code = code
        self._refresh()
        self.assertFalse(self._rows_of(self.person, self.stripe))
        self._transaction(self.person, "done", MAY)
        self._refresh()
        self.assertRecordValues(self._rows_of(self.person, self.stripe), [{
            "channel": "payment", "category_id": self.account.id, "times": 1,
            "known": "recorded"}])

    def test_a_code_that_a_recipient_gets_later_is_read_from_the_beginning(self):
        code = self._transaction(self.person, "done", "2020-01-01 10:00:00").provider_code
        self._date(self.env["payment.transaction"].search([("partner_id", "=", self.person.id)]),
                   "write_date", "2020-01-01 10:00:00")
        self.stripe.provider_code = "nobody"
        self._refresh()
        self.assertFalse(self._rows_of(self.person, self.stripe))
        self.stripe.provider_code = code
        self._refresh(full=False)
        self.assertEqual(self._rows_of(self.person, self.stripe).times, 1)

    def test_a_mailing_of_an_address_is_of_whoever_has_it(self):
        self._trace("ilse@vermeulen.example")
        self._trace("ilse@vermeulen.example", status="error")
        self._refresh()
        self.assertRecordValues(self._rows_of(self.person, self.workspace), [{
            "channel": "mailing", "category_id": self.marketing.id, "times": 1,
            "known": "recorded"}])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWhose(DisclosureCommon):
    def _addressed(self, address="ilse@vermeulen.example"):
        return self._sent(email_to=address)

    def test_mail_to_an_address_is_of_the_contact_that_has_it(self):
        self._addressed('"Ilse" <Ilse@Vermeulen.example>')
        self._refresh()
        self.assertEqual(self._rows_of(self.person, self.workspace).known, "recorded")

    def test_a_shared_address_says_of_neither_for_certain(self):
        other = self._contact("Wout Vermeulen", email="ilse@vermeulen.example")
        self._addressed()
        self._refresh()
        for each in (self.person, other):
            self.assertEqual(self._rows_of(each, self.workspace).known, "presumed")

    def test_an_address_behind_the_first_is_its_contact_s_too(self):
        self.person.email = "first@vermeulen.example, second@vermeulen.example"
        self._addressed("second@vermeulen.example")
        self._refresh()
        self.assertEqual(self._rows_of(self.person, self.workspace).known, "recorded")

    def test_what_went_to_an_invoice_address_is_of_its_contact(self):
        below = self._contact("Accounts", parent_id=self.person.id, type="invoice")
        self._mail(below, MAY)
        self._refresh()
        self.assertFalse(self._rows_of(below))
        self.assertEqual(self._rows_of(self.person, self.workspace).times, 1)

    def test_a_person_of_a_company_is_not_the_company(self):
        firm = self._contact("Firm", is_company=True)
        self.person.parent_id = firm
        self._mail(self.person, MAY)
        self._refresh()
        self.assertFalse(self._rows_of(firm))
        self.assertTrue(self._rows_of(self.person, self.workspace))

    def test_nothing_is_on_record_of_who_was_erased(self):
        self._mail(self.person, MAY)
        self._refresh()
        self.env.cr.execute("UPDATE res_partner SET privacy_anonymised_on = %s WHERE id = %s",
                            [TODAY, self.person.id])
        self._rows_of(self.person).unlink()
        self.env.invalidate_all()
        self._refresh()
        self.assertFalse(self._rows_of(self.person))

    def test_a_recipient_of_another_company_gets_nothing_of_ours(self):
        other = self.env["res.company"].create({"name": "Other BV"})
        rule = self._booked()
        for company in (other, self.company):
            rule.recipient_id = self.env["privacy.recipient"].create({
                "name": f"Portal of {company.name}", "group": "billing", "role": "controller",
                "company_id": company.id})
            self._tell_unpaid(self.person, "2026-03-31")
            self._refresh()
            found = self._rows_of(self.person, rule.recipient_id)
            self.assertEqual(found.company_id, company & self.company)

    def _booked(self):
        return self.env["privacy.disclosure.rule"].create({
            "name": "Booked", "code": "booked", "model_name": "account.move",
            "path": "partner_id", "date_field": "invoice_date", "company_path": "company_id",
            "domain": "[('state','=','posted')]", "recipient_id": self.odoo.id,
            "category_id": self.account.id, "channel": "export"})

    def test_a_rule_for_a_model_of_one_s_own_is_a_row_of_data(self):
        self._tell_unpaid(self.person, "2026-03-31")
        self._booked()
        self._refresh()
        self.assertRecordValues(self._rows_of(self.person, self.odoo), [{
            "channel": "export", "known": "recorded", "times": 1}])
        self.assertEqual(str(self._rows_of(self.person, self.odoo).date), "2026-03-31")

    def test_a_rule_that_leads_nowhere_is_refused_where_it_is_entered(self):
        rule = self._booked()
        for vals in ({"path": "ref"}, {"recipient_id": False, "recipient_path": "amount_total"},
                     {"date_field": "name"}, {"company_path": "partner_id"},
                     {"domain": "state = posted"}, {"match": "email"}):
            with self.subTest(str(vals)), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                rule.write(vals)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestKept(DisclosureCommon):
    def test_what_records_showed_stays_when_housekeeping_takes_them(self):
        messages = self._mail(self.person, "2026-03-01 10:00:00") | self._mail(self.person, MAY)
        self._refresh()
        messages.sudo().unlink()
        self._mail(self.person, "2026-06-01 10:00:00")
        self._refresh()
        row = self._rows_of(self.person, self.workspace)
        self.assertEqual((row.times, str(row.first_at.date()), str(row.date)),
                         (2, "2026-03-01", "2026-06-01"))

    def test_what_did_not_change_is_written_by_nobody(self):
        self._mail(self.person, MAY)
        self.assertTrue(self._refresh())
        self.assertEqual(self._refresh(), 0)

    def test_an_old_record_is_not_read_again(self):
        self._refresh(full=False)
        old = self._mail(self.person, "2020-03-01 10:00:00")
        self._refresh(full=False)
        self.assertFalse(self._rows_of(self.person))
        Disclosures(self.env).refresh_people(self.person)
        self.assertEqual(self._rows_of(self.person).last_at, old.date)

    def test_what_is_new_is_read_with_all_that_was_before(self):
        self._mail(self.person, MAY)
        self._refresh(full=False)
        for hour in (10, 11):
            self._mail(self.person, f"2026-11-22 {hour}:00:00")
        self._refresh(full=False)
        self.assertEqual(self._rows_of(self.person, self.workspace).times, 3)

    def test_the_number_of_queries_does_not_depend_on_people_or_mails(self):
        counts = []
        for number in (1, 30):
            for n in range(number):
                contact = self._contact(f"P {n}", email=f"p{number}.{n}@mail.example")
                for day in range(min(number, 3)):
                    self._mail(contact, f"2026-11-2{day} 10:00:00")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertGreaterEqual(Disclosures(self.env).refresh(), number)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    # === WHO WRITES === #

    def test_staff_note_what_nothing_shows_and_cannot_write_what_records_show(self):
        self._mail(self.person, MAY)
        self._refresh()
        derived = self._rows_of(self.person, self.workspace)
        noted = self.disclosures.with_user(self.user).sudo(False).create({
            "partner_id": self.person.id, "note": "Order of the court",
            "recipient_id": self.env.ref("cloudpepper_privacy.recipient_authorities").id})
        self.assertEqual((noted.known, noted.times), ("reported", 1))
        noted.note = "Order 12"
        for user in (self.user, self.officer):
            row = derived.with_user(user).sudo(False)
            with self.subTest(user.login), self.assertRaises(AccessError):
                row.note = "x"
        with self.assertRaises(AccessError):
            derived.with_user(self.officer).sudo(False).unlink()
        for vals in ({"known": "recorded"}, {"times": 5}, {"last_at": MAY}):
            with self.subTest(str(vals)), self.assertRaises(AccessError):
                self.disclosures.with_user(self.user).sudo(False).create({
                    "partner_id": self.person.id, "recipient_id": self.odoo.id, **vals})
        noted.with_user(self.officer).sudo(False).unlink()

    def test_two_reports_to_one_recipient_are_two_rows(self):
        for _n in range(2):
            self.disclosures.create({"partner_id": self.person.id, "recipient_id": self.odoo.id})
        self.assertEqual(len(self._rows_of(self.person, self.odoo)), 2)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMerged(DisclosureCommon):
    @mute_logger("odoo.addons.base.wizard.base_partner_merge")
    def test_what_is_on_record_of_both_is_on_record_of_the_one_that_stays(self):
        other = self._contact("Ilse V.", email=self.person.email)
        for contact, day in ((self.person, "2026-03-01"), (other, "2026-05-01")):
            self._mail(contact, f"{day} 10:00:00")
        self._refresh()
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin).create({
            "partner_ids": [Command.set((self.person | other).ids)],
            "dst_partner_id": self.person.id})
        wizard.action_merge()
        self.env.invalidate_all()
        row = self._rows_of(self.person, self.workspace)
        self.assertEqual((row.times, str(row.first_at.date()), str(row.date)),
                         (2, "2026-03-01", "2026-05-01"))
        self._refresh()
        self.assertEqual(row.times, 2)

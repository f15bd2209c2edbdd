"""Vouchers of the books stay as long as the law asks (R9, R12, R13; CASES W6)."""

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL

from ...core.policy import statutory
from ...engine.clocks.marks import BOOKS, floor_of
from ...engine.erasure.decide import voucher_end
from ...engine.vouchers import Vouchers
from ..common import SILENT, TODAY, PrivacyCommon

BILLED = "2019-06-01"
#: whoever may write companies, without any role of privacy
MANAGER = "base.group_system,base.group_erp_manager"


class VoucherCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.belgium, cls.france = cls.env.ref("base.be"), cls.env.ref("base.fr")
        cls.company.country_id = cls.belgium
        cls.company.privacy_voucher_years = 7

    def _until(self, contact, rule="billing"):
        """Refresh the clocks of a contact; return (reason, last day) of one."""
        self.timers.refresh(contact, full=False)
        state, reason, until = self._clocks(contact)[rule]
        self.assertEqual(state, "counting")
        return reason, until

    def _choices(self):
        return self.env["privacy.evidence"].search([("act", "=", "vouchers")])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestVoucherClocks(VoucherCommon):
    def test_an_invoice_of_june_2019_stays_with_its_customer_to_the_end_of_2026(self):
        contact = self._contact(facts=(("invoice", BILLED),))
        self.assertEqual(self._until(contact), ("statutory_floor", "2026-12-31"))

    def test_the_year_of_the_book_counts_and_not_the_day(self):
        for day, end in (("2019-01-01", "2026-12-31"), ("2019-12-31", "2026-12-31"),
                         ("2020-01-01", "2027-12-31")):
            for tell in (self._tell_invoice, self._tell_bill):
                with self.subTest(f"{tell.__name__} {day}"):
                    contact = self._contact()
                    tell(contact, day)
                    self.assertEqual(self._until(contact)[1], end)

    def test_ten_years_of_vat_are_one_setting_away(self):
        contact = self._contact(facts=(("invoice", BILLED),))
        self.company.privacy_voucher_years = 10
        self.assertEqual(self._until(contact), ("statutory_floor", "2029-12-31"))

    def test_without_a_period_the_rule_alone_counts(self):
        self.company.privacy_voucher_years = 0
        contact = self._contact(facts=(("invoice", BILLED),))
        self.assertEqual(self._until(contact), ("billing_event", "2026-06-01"))

    def test_a_relationship_that_ended_later_is_longer_than_its_vouchers(self):
        contact = self._contact(facts=(("invoice", BILLED), ("ended", "2020-02-29")))
        self.assertEqual(self._until(contact), ("relationship_end", "2027-02-28"))

    def test_an_order_is_no_voucher_and_has_the_rules_own_time(self):
        signal = self.env.ref("cloudpepper_privacy.signal_invoice")
        payments = self.env.ref("cloudpepper_privacy.signal_payment")
        (signal | payments).voucher = False
        contact = self._contact(facts=(("invoice", BILLED),))
        self.assertEqual(self._until(contact), ("billing_event", "2026-06-01"))

    def test_a_person_named_on_the_invoice_stays_with_it(self):
        company = self._contact("Kiln Ltd", is_company=True)
        person = self._contact("Ilse Vermeulen", SILENT, parent_id=company.id)
        self._tell_invoice(person, BILLED)
        self.assertEqual(self._until(person), ("statutory_floor", "2026-12-31"))

    def test_a_colleague_of_theirs_whom_nobody_named_does_not(self):
        company = self._contact("Kiln Ltd", is_company=True)
        colleague = self._contact("Odilon Quaghebeur", SILENT, parent_id=company.id)
        self._tell_invoice(company, BILLED)
        self.timers.refresh(colleague)
        self.assertNotIn("billing", self._clocks(colleague))

    def test_who_moved_stays_with_the_voucher_that_names_them_with_the_old_company(self):
        self.company.privacy_voucher_years = 10
        old, new = (self._contact(name, is_company=True) for name in ("Old Ltd", "New Ltd"))
        person = self._contact("Ilse Vermeulen", SILENT, parent_id=old.id)
        self._tell_invoice(person, BILLED)
        person.parent_id = new
        self.assertEqual(self._until(person), ("statutory_floor", "2029-12-31"))
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(old)["billing"][2], "2029-12-31")
        self.assertNotIn("billing", self._clocks(new), "the voucher is not theirs")

    def test_a_newer_document_of_the_old_company_is_longer_than_one_of_the_new(self):
        old = self._contact("Old Ltd", is_company=True)
        new = self._contact("New Ltd", (("invoice", "2012-03-31"),), is_company=True)
        person = self._contact("Ilse Vermeulen", SILENT, parent_id=old.id)
        self._tell_invoice(person, BILLED)
        person.write({"parent_id": new.id, "privacy_admin_contact": True})
        self.assertEqual(self._until(person), ("statutory_floor", "2026-12-31"))
        self.company.privacy_voucher_years = 0
        self.assertEqual(self._until(person), ("billing_event", "2026-06-01"))

    def test_an_older_one_is_not(self):
        old = self._contact("Old Ltd", is_company=True)
        new = self._contact("New Ltd", (("invoice", "2022-03-31"),), is_company=True)
        person = self._contact("Ilse Vermeulen", SILENT, parent_id=old.id)
        self._tell_invoice(person, BILLED)
        person.write({"parent_id": new.id, "privacy_admin_contact": True})
        self.assertEqual(self._until(person), ("statutory_floor", "2029-12-31"))

    def test_a_person_who_paid_for_the_company_stands_on_that_payment(self):
        company = self._contact("Kiln Ltd", is_company=True)
        person = self._contact("Ilse Vermeulen", SILENT, parent_id=company.id)
        other = self._contact("Odilon Quaghebeur", SILENT, parent_id=company.id)
        payment = self.env["account.payment"].with_company(self.company).create({
            "partner_id": person.id, "payment_type": "inbound", "partner_type": "customer",
            "amount": 10.0, "date": BILLED,
            "journal_id": self.company_data["default_journal_bank"].id})
        payment.action_post()
        self._date(payment, "create_date", f"{BILLED} 10:00:00")
        self._long_ago(payment, f"{BILLED} 10:00:00")
        self.timers.refresh(full=True)
        self.assertGreaterEqual(self._clocks(person)["billing"][2] or "9999", "2026-12-31")
        self.assertNotIn("billing", self._clocks(other))

    def test_a_parent_stays_as_long_as_the_voucher_of_the_company_below(self):
        self.company.privacy_voucher_years = 10
        parent = self._contact("Holding", SILENT, is_company=True)
        below = self._contact(
            "Works Ltd", (("invoice", "2016-03-31"), *SILENT), is_company=True,
            parent_id=parent.id)
        self.timers.refresh(below)
        self.assertEqual(self._clocks(below)["billing"][2], "2026-12-31")
        self.assertEqual(self._clocks(parent)["billing"],
                         ("suspended", "subsidiary_open", "2026-12-31"))
        for day, count in (("2026-12-31", 0), ("2027-01-01", 1)):
            self.assertEqual(
                len(self.runs.preview(parent, on_date=day).item_ids.filtered("whole")), count)

    def test_a_book_year_that_ends_in_june_parts_june_from_july(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        june = self._contact(facts=(("invoice", "2019-06-30"),))
        july = self._contact(facts=(("invoice", "2019-07-01"),))
        self.assertEqual(self._until(june)[1], "2026-12-31")
        self.assertEqual(self._until(july)[1], "2027-12-31")

    def test_each_company_keeps_as_its_own_setting_says(self):
        second = self.setup_other_company()["company"]
        second.privacy_voucher_years = 10
        contact = self._contact(facts=(("invoice", BILLED),))
        self.assertEqual(self._until(contact)[1], "2026-12-31")
        move = self.env["account.move"].with_company(second).create({
            "move_type": "out_invoice", "partner_id": contact.id, "invoice_date": "2018-01-31",
            "date": "2018-01-31",
            "invoice_line_ids": [Command.create({
                "name": "x", "price_unit": 1.0, "tax_ids": [Command.clear()]})]})
        move.action_post()
        self.env["account.payment.register"].with_company(second).with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"payment_date": move.date})._create_payments()
        self.assertEqual(self._until(contact)[1], "2028-12-31")

    def test_a_voucher_that_housekeeping_removed_still_keeps(self):
        contact = self._contact(facts=(("invoice", BILLED),))
        before = self._until(contact)
        self.env.cr.execute(SQL(
            "UPDATE privacy_timer SET signal_res_id = 2147483000 WHERE partner_id = %s",
            contact.id))
        moves = self.env["account.move"].search([("partner_id", "=", contact.id)])
        self.env.cr.execute(SQL(
            """UPDATE account_move SET partner_id = NULL, commercial_partner_id = NULL
                WHERE id = ANY(%s)""", moves.ids))
        self.env.cr.execute(SQL(
            "UPDATE account_payment SET partner_id = NULL WHERE partner_id = %s", contact.id))
        self.env.invalidate_all()
        self.assertEqual(self._until(contact), before)

    def test_the_database_counts_as_the_specification_does(self):
        for month, of_month in ((12, 31), (6, 30), (2, 28), (4, 5), (1, 30), (9, 15)):
            self.company.write({
                "fiscalyear_last_month": str(month), "fiscalyear_last_day": of_month})
            self.env.flush_all()
            rows = self.env.execute_query(SQL(
                """SELECT day::date, %s FROM generate_series(DATE '2019-12-01', DATE '2021-03-02',
                          INTERVAL '1 day') day, %s book WHERE book.id = %s""",
                floor_of(SQL("day::date"), SQL("book.years"), SQL("book.shift")), BOOKS,
                self.company.id))
            for day, end in rows:
                self.assertEqual(end, statutory.last_day(day, 7, month, of_month), (day, month))


@tagged("post_install", "-at_install")
class TestVoucherRuns(VoucherCommon):
    def _customer(self, day=BILLED):
        with freeze_time(TODAY):
            contact = self._contact(facts=(("invoice", day), *SILENT))
            move = self.env["account.move"].search([
                ("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")])
            file = self.env["ir.attachment"].create({
                "name": "invoice.pdf", "raw": b"%PDF-1.4 invoice", "res_model": "account.move",
                "mimetype": "application/pdf", "res_id": move.id})
        return contact, file

    def _run(self, contact, day):
        with freeze_time(day):
            self.timers.refresh(contact)
            return self.runs.execute(contact, approve=True)

    def test_customer_and_pdf_are_there_on_the_last_day_and_gone_after_it(self):
        contact, file = self._customer()
        self._run(contact, "2026-06-02")
        self._run(contact, "2026-12-31")
        self.assertTrue(file.exists())
        self.assertFalse(contact.privacy_anonymised_on)
        self._run(contact, "2027-01-01")
        self.assertFalse(file.exists())
        self.assertTrue(contact.privacy_anonymised_on)

    def test_with_ten_years_both_stay_to_the_end_of_2029(self):
        contact, file = self._customer()
        self.company.privacy_voucher_years = 10
        self._run(contact, "2029-12-31")
        self.assertTrue(file.exists())
        self._run(contact, "2030-01-01")
        self.assertFalse(file.exists())

    def test_a_protected_pdf_is_kept_as_long_as_vouchers_are(self):
        self.company.write({"restrictive_audit_trail": True, "privacy_voucher_years": 10})
        contact, file = self._customer("2012-03-31")
        self._run(contact, TODAY)
        kept = self.env["privacy.kept.item"].search([
            ("partner_ref", "=", contact.id), ("model", "=", "ir.attachment")])
        self.assertEqual((kept.res_id, kept.until), (file.id, date(2022, 12, 31)))

    def test_what_the_law_gives_no_end_ends_with_its_document(self):
        move = self._tell_invoice(self._contact(), BILLED)
        self.company.write({"fiscalyear_last_month": "3", "fiscalyear_last_day": 31})
        self.env.flush_all()
        ((end,),) = self.env.execute_query(SQL("SELECT %s", voucher_end(
            SQL("account_move move WHERE move.id = %s", move.id))))
        self.assertEqual(end, date(2027, 12, 31))

    # === ON RECORD === #

    def test_the_period_is_on_record_before_the_first_customer_goes(self):
        self.env["res.company"].search([]).privacy_voucher_chosen_on = False
        before = self._choices()
        contact, _file = self._customer("2012-03-31")
        run = self._run(contact, TODAY)
        choice = (self._choices() - before).filtered(
            lambda row: row.company_ref == self.company.id)
        self.assertEqual(choice.counts["years"], 7)
        self.assertEqual(choice.counts["asked"], 10)
        self.assertEqual(choice.run_ref, run.id)
        batch = self.env["privacy.evidence"].search([
            ("run_ref", "=", run.id), ("act", "=", "batch")])
        self.assertLess(choice.id, min(batch.ids))
        self.assertTrue(self.company.privacy_voucher_chosen_on)

    def test_who_never_stood_in_the_books_asks_for_no_period(self):
        self.env["res.company"].search([]).privacy_voucher_chosen_on = False
        before = self._choices()
        with freeze_time(TODAY):
            prospect = self._contact("Odilon Quaghebeur", SILENT)
        self._run(prospect, TODAY)
        self.assertEqual(self._choices(), before)
        self.assertTrue(prospect.privacy_anonymised_on)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestVoucherWarnings(VoucherCommon):
    def test_the_preview_warns_where_the_country_asks_for_more(self):
        contact = self._contact(facts=(("invoice", "2012-03-31"), *SILENT))
        run = self.runs.with_user(self.officer).preview(contact)
        self.assertIn("10 for tax", run.next_step)
        self.assertEqual(run.next_level, "warning")
        self.env["res.company"].search([]).write({"privacy_voucher_years": 10})
        run.invalidate_recordset()
        self.assertNotIn(self.company.name, run.next_step)

    def test_a_preview_that_takes_nobody_of_the_books_does_not(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.with_user(self.officer).preview(contact)
        self.assertNotIn("vouchers", run.next_step)
        self.assertEqual(run.next_level, "info")

    def test_a_document_of_the_books_that_is_no_voucher_any_more_is_named(self):
        vouchers = Vouchers(self.env)
        self.company.privacy_voucher_years = 10
        self.assertEqual(vouchers.warnings(self.company), [], "seven signals, all vouchers")
        contact = self._contact(facts=(("invoice", "2012-03-31"), *SILENT))
        for xid, name in (("signal_delivery", "voucher"), ("signal_payment", "active")):
            signal = self.env.ref(f"cloudpepper_privacy.{xid}")
            with self.subTest(xid):
                signal[name] = False
                (said,) = vouchers.warnings(self.company)
                self.assertIn(signal.name, said)
                run = self.runs.with_user(self.officer).preview(contact)
                self.assertIn(signal.name, run.next_step)
                signal[name] = True
        # an order is none, and nobody is warned of it
        self.assertNotIn("sale.order", vouchers.dropped().mapped("model_name"))

    def test_ten_years_are_enough_in_belgium_and_seven_are_not_in_france(self):
        vouchers = Vouchers(self.env)
        self.company.privacy_voucher_years = 10
        self.assertEqual(vouchers.shorter(self.company), [])
        self.company.write({"country_id": self.france.id, "privacy_voucher_years": 7})
        ((company, law),) = vouchers.shorter(self.company)
        self.assertEqual((company, law.accounting), (self.company, 10))

    def test_a_country_that_nobody_knows_is_asked_about_and_not_guessed(self):
        vouchers = Vouchers(self.env)
        for country in (self.env.ref("base.aq"), self.env["res.country"]):
            self.company.write({"country_id": country.id, "privacy_voucher_chosen_on": False})
            self.assertEqual(vouchers.shorter(self.company), [(self.company, None)])
        vouchers.say(self.company, 7)
        self.assertEqual(vouchers.shorter(self.company), [], "an officer has answered")

    def _settings(self, user):
        return self.env["res.config.settings"].with_user(user).with_company(self.company).create({})

    def test_the_settings_warn_and_ten_years_are_one_click(self):
        boss = new_test_user(
            self.env, "voucher_boss", "base.group_system,cloudpepper_privacy.group_privacy_officer",
            company_id=self.company.id, company_ids=[Command.set(self.company.ids)])
        before = self._choices()
        settings = self._settings(boss)
        self.assertIn("10 for tax", settings.privacy_voucher_warning)
        settings.action_privacy_vouchers_ten()
        self.assertEqual(self.company.privacy_voucher_years, 10)
        self.assertFalse(self._settings(boss).privacy_voucher_warning)
        choice = self._choices() - before
        self.assertEqual((choice.counts["before"], choice.counts["years"], choice.uid_ref),
                         (7, 10, boss.id))

    def test_an_officer_may_say_that_what_is_set_is_right(self):
        self.company.privacy_voucher_chosen_on = False
        boss = new_test_user(
            self.env, "voucher_boss", "base.group_system,cloudpepper_privacy.group_privacy_officer",
            company_id=self.company.id, company_ids=[Command.set(self.company.ids)])
        self._settings(boss).action_privacy_vouchers_stay()
        self.assertTrue(self.company.privacy_voucher_chosen_on)
        self.assertEqual(self._choices()[0].counts["years"], 7)

    def test_who_saves_other_settings_says_nothing_of_vouchers(self):
        self.company.privacy_voucher_chosen_on = False
        before = self._choices()
        self._settings(self.admin).execute()
        self.assertFalse(self.company.privacy_voucher_chosen_on)
        self.assertEqual(self._choices(), before)

    def test_an_administrator_without_the_role_does_not_shorten_it(self):
        manager = new_test_user(self.env, "voucher_manager", MANAGER,
                                company_id=self.company.id,
                                company_ids=[Command.set(self.company.ids)])
        theirs = self.company.with_user(manager)
        for vals in ({"privacy_voucher_years": 1}, {"privacy_voucher_chosen_on": TODAY}):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                theirs.write(vals)
        with self.assertRaises(AccessError):
            self._settings(manager).action_privacy_vouchers_ten()
        made = self.env["res.company"].with_user(manager).create({
            "name": "Second", "privacy_voucher_years": 1})
        self.assertEqual(made.sudo().privacy_voucher_years, 7)
        theirs.write({"name": "Renamed", "privacy_voucher_years": 7})

    def test_a_shorter_period_lets_automatic_runs_wait_and_a_longer_one_does_not(self):
        rules = self.env["privacy.rule"].search([])
        rules.grace_until = False
        self.company.privacy_voucher_years = 10
        self.assertFalse(any(rules.mapped("grace_until")))
        self.company.privacy_voucher_years = 8
        self.assertTrue(all(rules.mapped("grace_until")))

    def test_a_period_is_a_number_of_years_that_makes_sense(self):
        for years in (-1, 51):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.company.privacy_voucher_years = years

    def test_a_branch_keeps_as_its_company_does(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.company.privacy_voucher_years = 9
        self.assertEqual(branch.privacy_voucher_years, 9)

"""R8, R16, R17: what moves a clock back and what does not; two companies; merging."""

from odoo.api import SUPERUSER_ID
from odoo.tests import freeze_time, tagged

from ...engine.clocks.sentences import Sentences
from ...engine.technical import Technical
from ..common import TODAY, PrivacyCommon

MAILED = {"communication": ("counting", "interaction", "2027-05-04")}
MAIL = ("mail", "2024-05-04 10:00:00")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSignals(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what other tests have committed was looked at on another day
        cls.timers.refresh(full=True)

    def _refreshed(self, contact, full=False):
        self.timers.refresh(full=full)
        return self._clocks(contact)

    def _housekeeping(self, records):
        """Delete as Odoo's own scheduled actions do: as OdooBot."""
        records.with_user(SUPERUSER_ID).unlink()

    # === R8: HOUSEKEEPING AND PERSONS === #

    def test_a_mail_removed_by_housekeeping_does_not_move_the_clock_back(self):
        contact = self._contact(facts=(MAIL,))
        self._refreshed(contact)
        self._housekeeping(contact.message_ids)
        self.assertEqual(self._refreshed(contact), MAILED)
        self.assertEqual(self._refreshed(contact, full=True), MAILED)

    def test_a_mail_deleted_by_a_person_moves_the_clock_back(self):
        contact = self._contact(facts=(("mail", "2023-01-31 10:00:00"), MAIL))
        self._refreshed(contact)
        latest = contact.message_ids.sorted("date")[-1]
        latest.with_user(self.admin).sudo().unlink()
        self.assertEqual(self._refreshed(contact)["communication"],
                         ("counting", "interaction", "2026-01-31"))

    def test_a_cron_under_a_persons_name_is_housekeeping_too(self):
        contact = self._contact(facts=(MAIL,))
        self._refreshed(contact)
        contact.message_ids.with_user(self.admin).sudo().with_context(cron_id=1).unlink()
        self.assertEqual(self._refreshed(contact), MAILED)

    def test_a_login_row_purged_at_month_twelve_keeps_the_clock(self):
        contact = self._contact(facts=(("portal", True), ("login", "2024-05-04 10:00:00")))
        self._refreshed(contact)
        user = contact.with_context(active_test=False).user_ids
        self.env["privacy.rule"].search([("action", "=", "delete_rows")]).mode = "automatic"
        counts = Technical(self.env).delete_expired()
        self.assertTrue(counts["res.users.log"])
        self.assertFalse(self.env["res.users.log"].search([("create_uid", "=", user.id)]))
        self.assertEqual(self._refreshed(contact), MAILED)

    def test_a_row_removed_by_sql_keeps_the_clock(self):
        contact = self._contact(facts=(MAIL,))
        self._refreshed(contact)
        self.env.cr.execute("DELETE FROM mail_message WHERE model = 'res.partner' AND res_id = %s",
                            [contact.id])
        self.assertEqual(self._refreshed(contact, full=True), MAILED)

    def test_an_invoice_reset_to_draft_moves_the_clock_back(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"),))
        unpaid = self._tell_unpaid(contact, "2020-06-30")
        self.assertEqual(self._refreshed(contact)["billing"][0], "suspended")
        unpaid.button_draft()
        self.assertEqual(self._refreshed(contact)["billing"][:2], ("suspended", "under_way"))
        unpaid.button_cancel()
        self.assertEqual(self._refreshed(contact)["billing"],
                         ("counting", "statutory_floor", "2025-12-31"))

    def test_paying_starts_the_clock_and_undoing_the_payment_suspends_it(self):
        contact = self._contact()
        move = self._tell_unpaid(contact, "2020-06-30")
        self._refreshed(contact)
        self._pay(move, "2020-07-15")
        self.assertEqual(self._refreshed(contact)["billing"],
                         ("counting", "statutory_floor", "2027-12-31"))
        move.line_ids.remove_move_reconcile()
        self.assertEqual(self._refreshed(contact)["billing"][0], "suspended")

    # === R6a: MONEY WITHOUT AN INVOICE === #

    def _entry(self, contact, day, account="default_account_receivable", debit=9.0):
        revenue = self.company_data["default_account_revenue"]
        entry = self.env["account.move"].with_company(self.company).create({
            "move_type": "entry", "date": day, "line_ids": [
                (0, 0, {"account_id": self.company_data[account].id, "partner_id": contact.id,
                        "debit": max(debit, 0), "credit": max(-debit, 0)}),
                (0, 0, {"account_id": revenue.id, "partner_id": contact.id,
                        "credit": max(debit, 0), "debit": max(-debit, 0)}),
            ],
        })
        entry.action_post()
        return entry

    def test_an_open_entry_on_a_receivable_account_is_unpaid(self):
        contact = self._contact(facts=(("invoice", "2018-03-31"),))
        self._entry(contact, "2020-01-31")
        self.assertEqual(self._refreshed(contact)["billing"], ("suspended", "unpaid", None))

    def test_an_advance_payment_without_an_invoice_is_a_billing_event(self):
        contact = self._contact()
        advance = self._entry(contact, "2021-01-31", debit=-9.0)
        self.assertEqual(self._refreshed(contact)["billing"], ("suspended", "unpaid", None))
        refund = self._entry(contact, "2021-06-30")
        lines = (advance | refund).line_ids.filtered(
            lambda line: line.account_id == self.company_data["default_account_receivable"])
        lines.reconcile()
        # the book year's end, as of every voucher (R9)
        self.assertEqual(self._refreshed(contact)["billing"],
                         ("counting", "statutory_floor", "2028-12-31"))

    def test_an_entry_on_a_revenue_account_alone_makes_no_customer(self):
        contact = self._contact()
        self._entry(contact, "2021-01-31", account="default_account_expense")
        self.assertNotIn("billing", self._refreshed(contact))

    def test_a_draft_entry_is_no_billing_event(self):
        contact = self._contact()
        self._entry(contact, "2021-01-31").button_draft()
        self.assertNotIn("billing", self._refreshed(contact))

    def test_a_bank_line_that_names_the_contact_is_a_billing_event(self):
        contact = self._contact()
        line = self.env["account.bank.statement.line"].create({
            "journal_id": self.company_data["default_journal_bank"].id, "amount": 9.0,
            "date": "2021-01-31", "payment_ref": "Cash", "partner_id": contact.id})
        self.assertEqual(self._refreshed(contact)["billing"], ("suspended", "unpaid", None))
        line.move_id.button_draft()
        self.assertNotIn("billing", self._refreshed(contact))

    def test_an_invoice_mailed_is_no_interaction_and_a_word_on_it_is(self):
        contact = self._contact(email="customer@mail.example", facts=(("invoice", "2018-03-31"),))
        move = self.env["account.move"].search([("partner_id", "=", contact.id)], limit=1)
        vals = {"model": "account.move", "res_id": move.id, "message_type": "comment",
                "author_id": self.staff.partner_id.id, "partner_ids": [(6, 0, contact.ids)]}
        self._message(contact, "2024-05-04 10:00:00", **vals,
                      email_layout_xmlid="mail.mail_notification_layout_with_responsible_signature")
        self.assertEqual(self._refreshed(contact)["communication"][1], "creation")
        self._message(contact, "2024-05-04 10:00:00", **vals)
        self.assertEqual(self._refreshed(contact)["communication"], MAILED["communication"])

    def test_an_invoice_really_sent_by_odoo_is_no_interaction(self):
        contact = self._contact(email="customer@mail.example", facts=(("invoice", "2018-03-31"),))
        move = self.env["account.move"].search([
            ("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")])
        wizards = self.env["account.move.send.wizard"].with_user(self.admin).sudo()
        wizard = wizards.with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"sending_methods": ["email"]})
        wizard.action_send_and_print()
        sent = move.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertTrue(sent, "Odoo posted the sent invoice as a comment")
        self.assertEqual(self._refreshed(contact)["communication"][1], "creation")

    def test_moving_a_document_to_another_contact_moves_both_clocks(self):
        one, other = self._contact("One"), self._contact("Other")
        move = self._tell_draft(one, "2020-06-30")
        move.action_post()
        self._pay(move)
        self.assertIn("billing", self._refreshed(one))
        self.env["account.payment"].search([("partner_id", "=", one.id)]).unlink()
        move.button_draft()
        move.partner_id = other
        move.action_post()
        self.assertNotIn("billing", self._refreshed(one))
        self.assertIn("billing", self._clocks(other))

    # === R16: TWO COMPANIES === #

    def test_a_rule_of_one_company_counts_its_facts_only(self):
        second = self.setup_other_company()["company"]
        rule = self.env.ref("cloudpepper_privacy.rule_billing").copy(
            {"code": "billing_two", "company_id": second.id, "period_count": 3})
        contact = self._contact(facts=(("invoice", "2018-03-31"),))
        clocks = self._refreshed(contact)
        self.assertEqual(clocks["billing"], ("counting", "statutory_floor", "2025-12-31"))
        self.assertNotIn("billing_two", clocks, "no fact in the second company")
        move = self.env["account.move"].with_company(second).create({
            "move_type": "out_invoice", "partner_id": contact.id, "invoice_date": "2026-01-31",
            "date": "2026-01-31",
            "invoice_line_ids": [(0, 0, {"name": "x", "price_unit": 1.0, "tax_ids": [(6, 0, [])]})],
        })
        move.action_post()
        self.env["account.payment.register"].with_company(second).with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"payment_date": move.date})._create_payments()
        clocks = self._refreshed(contact)
        self.assertEqual(clocks["billing_two"], ("counting", "statutory_floor", "2033-12-31"))
        self.assertEqual(clocks["billing"], ("counting", "statutory_floor", "2033-12-31"))
        rule.period_count = 1
        self.timers.refresh(full=True)
        run = self.runs.preview(contact, on_date=TODAY)
        self.assertFalse(run.item_ids.filtered("whole"), "one company's clock still runs")

    def test_days_are_days_of_the_companys_time_zone(self):
        contact = self._contact(facts=(("mail", "2024-06-30 22:30:00"),))
        self.assertEqual(self._refreshed(contact)["communication"][2], "2027-07-01")
        self.company.privacy_tz = "America/New_York"
        contact.company_id = self.company
        self.assertEqual(self._refreshed(contact, full=True)["communication"][2], "2027-06-30")

    # === R1, R9 === #

    def test_a_rule_from_year_end_counts_from_31_december(self):
        contact = self._contact(facts=(("invoice", "2020-02-29"),))
        self.env.ref("cloudpepper_privacy.rule_billing").from_year_end = True
        self.assertEqual(self._refreshed(contact, full=True)["billing"][2], "2027-12-31")

    def test_a_statutory_floor_takes_the_longer_of_both_and_says_so(self):
        contact = self._contact(facts=(("invoice", "2020-02-29"),))
        self.company.privacy_voucher_years = 0
        signal = self.env.ref("cloudpepper_privacy.signal_invoice")
        signal.floor_years = 5
        self.assertEqual(self._refreshed(contact, full=True)["billing"],
                         ("counting", "billing_event", "2027-02-28"))
        signal.floor_years = 10
        self.assertEqual(self._refreshed(contact, full=True)["billing"],
                         ("counting", "statutory_floor", "2030-12-31"))

    # === R17: MERGING === #

    def _merge(self, source, target):
        self.env["base.partner.merge.automatic.wizard"]._merge((source | target).ids, target)

    def test_a_merge_brings_the_facts_of_both(self):
        source = self._contact("Source", (MAIL, ("invoice", "2018-03-31")))
        target = self._contact("Target", (("mail", "2023-01-31 10:00:00"),))
        self.timers.refresh()
        self._merge(source, target)
        self.assertEqual(self._refreshed(target), {
            **MAILED, "billing": ("counting", "statutory_floor", "2025-12-31")})
        self.assertEqual(self.timers.refresh(full=True), 0)

    def test_a_merge_brings_a_remembered_signal_too(self):
        source, target = self._contact("Source", (MAIL,)), self._contact("Target")
        self.timers.refresh()
        self._housekeeping(source.message_ids)
        self.timers.refresh()
        self._merge(source, target)
        self.assertEqual(self._refreshed(target), MAILED)

    # === TAGS === #

    def test_an_officers_own_tag_survives_recomputation(self):
        contact = self._contact(facts=(MAIL,))
        tag = self.env["privacy.subject.purpose"].with_user(self.officer).create({
            "partner_id": contact.id, "reason": "Court order", "date_until": "2030-01-01",
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_legal_obligation").id,
        })
        self.timers.refresh(full=True)
        self.assertTrue(tag.exists())
        self.assertEqual(self._bases(contact), {"legitimate_interests", "legal_obligation"})

    def test_the_sentence_says_until_when_and_why(self):
        contact = self._contact(facts=(("invoice", "2020-02-29"),))
        self.timers.refresh()
        move = self.env["account.move"].search([
            ("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")])
        self.assertIn("2027-12-31", contact.privacy_sentence)
        self.assertIn("7 years", contact.privacy_sentence)
        timer = self.timers.search([("partner_id", "=", contact.id),
                                    ("rule_id.code", "=", "billing")])
        documents = Sentences(self.env).documents(timer)
        self.assertIn(documents[timer.signal_model, timer.signal_res_id], contact.privacy_sentence)
        self.assertEqual(move.privacy_kept_until.isoformat(), "2027-12-31")
        self.assertEqual(set(move.privacy_basis_ids.mapped("code")),
                         {"contract", "legal_obligation"})

    # === SEARCH AND GROUP === #

    def test_invoices_are_searched_and_grouped_by_basis_end_and_reason(self):
        contact = self._contact(facts=(("invoice", "2020-02-29"),))
        self.timers.refresh()
        moves = self.env["account.move"]
        mine = [("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")]
        ((year, count),) = moves._read_group(mine, ["privacy_kept_until:year"], ["__count"])
        self.assertEqual((year.year, count), (2027, 1))
        ((reason, count),) = moves._read_group(mine, ["privacy_reason"], ["__count"])
        self.assertEqual((reason, count), ("statutory_floor", 1))
        bases = {basis.code for basis, _n in
                 moves._read_group(mine, ["privacy_basis_ids"], ["__count"])}
        self.assertEqual(bases, {"contract", "legal_obligation"})
        found = [*mine, ("privacy_kept_until", "=", "2027-12-31")]
        self.assertTrue(moves.search_count(found))
        self.assertFalse(moves.search_count([*mine, ("privacy_kept_until", ">", "2027-12-31")]))
        legal = self.env.ref("cloudpepper_privacy.legal_basis_legal_obligation")
        self.assertTrue(moves.search_count([*mine, ("privacy_basis_ids", "in", legal.ids)]))
        consent = self.env.ref("cloudpepper_privacy.legal_basis_consent")
        self.assertFalse(moves.search_count([*mine, ("privacy_basis_ids", "in", consent.ids)]))
        contacts = self.env["res.partner"].search([
            ("id", "=", contact.id), ("privacy_kept_until", "=", "2027-12-31")])
        self.assertEqual(contacts, contact)

"""The decision table of P4 (R14): ten purposes, categories, situations -> basis, end, why.

``bases.txt`` says it person by person, to be read against the policy; ``PRIVACY_BASES=write``
writes it anew.
"""

import importlib.util
import os
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from ...engine.access.bases import Bases
from ...engine.access.inventory import Inventory
from ...engine.register.periods import Periods
from ..builders.under_way import UnderWayCommon
from ..common import TODAY, PrivacyCommon

TABLE = Path(__file__).parent / "bases.txt"
YESTERDAY, TALKED = "2026-11-22", "2026-05-04 10:00:00"
#: the last day on which what was billed yesterday counts as recent, and the next one
LAST, AFTER = "2027-12-22", "2027-12-23"
MARKETING = "cloudpepper_privacy.purpose_marketing"


class BasesCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.every = cls.env["privacy.category"].search([], order="sequence, id")

    def _tags(self, contact):
        return self.env["privacy.subject.purpose"].search([
            ("partner_id", "=", contact.id)], order="purpose_id, basis_id, id")

    def _situations(self, contact):
        """Return the situations in force today, refreshed as the clock would."""
        self.timers.refresh()
        today = self.timers._today()
        tags = self._tags(contact)
        return set(tags.filtered_domain(tags._in_force(today)).mapped("situation"))

    def _bases_by_category(self, contact):
        """Return {category: {(purpose, basis)}} in force, of somebody of whom all is held."""
        found = {}
        for each in Bases(self.env, self.company).of(contact, categories=self.every):
            for category in each.categories:
                found.setdefault(category.code, set()).add((each.purpose.code, each.basis.code))
        return found

    def _line(self, xid):
        return self.env.ref(f"cloudpepper_privacy.purpose_line_{xid}")


#: (who, facts) of the text table
PEOPLE = (
    ("customer who paid yesterday", (("invoice", YESTERDAY),)),
    ("customer who paid yesterday and wrote", (("invoice", YESTERDAY), ("mail", TALKED))),
    ("customer who opted out of mail",
     (("email", "out@opt.example"), ("invoice", YESTERDAY),
      ("blacklist", "2026-11-01 12:00:00"))),
    ("supplier who billed us yesterday and wrote", (("bill", YESTERDAY), ("mail", TALKED))),
    ("customer marked as running, without an invoice", (("running", True),)),
    ("customer whose invoice of 2015 is unpaid", (("unpaid", "2015-03-31"),)),
    ("customer with an end agreed", (("invoice", YESTERDAY), ("ended", "2027-01-31"))),
    ("customer who left last month and wrote",
     (("invoice", "2026-09-01"), ("ended", "2026-10-31"), ("mail", TALKED))),
    ("customer of 2020 who wrote", (("invoice", "2020-02-29"), ("mail", TALKED))),
    ("customer of 2020", (("invoice", "2020-02-29"),)),
    ("prospect who wrote", (("mail", TALKED),)),
    ("subscriber with consent", (("consent", "2018-05-25"),)),
    ("subscriber who withdrew", (("withdrawn", "2026-11-01"),)),
    ("somebody under a hold", (("hold", None),)),
    ("staff who left", (("user", False),)),
    ("contact without any sign", ()),
)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBasesTable(BasesCommon):
    maxDiff = None

    def _told(self):
        """Return the table as text: a line for each purpose and basis, with its data."""
        people = [(name, self._contact(name, facts)) for name, facts in PEOPLE]
        self.timers.refresh(full=True)
        lines = []
        for name, contact in people:
            tags = self._tags(contact)
            categories = tags._categories()
            lines += ["", name]
            lines += sorted(self._line_of(tag, categories[tag]) for tag in tags)
        lines += ["", "everybody, of data of these categories"]
        lines += sorted(self._line_of_everybody(each) for each in Bases(
            self.env, self.company).of(self.env["res.partner"], categories=self.every))
        return "\n".join(lines).strip() + "\n"

    def _line_of(self, tag, categories):
        span = " .. ".join(day.isoformat() if day else "" for day in
                           (tag.date_from, tag.date_until))
        why = tag._sentence(told=True) or ""
        number = tag.timer_id.signal_res_id and tag.timer_id.signal_model == "account.move" \
            and self.env["account.move"].browse(tag.timer_id.signal_res_id).name
        return " | ".join((
            tag.purpose_id.code or "-", ", ".join(categories.mapped("code")) or "-",
            tag.basis_id.code, span.strip(), tag.situation,
            why.replace(number, "INV") if number else why))

    def _line_of_everybody(self, each):
        rows = Periods(self.env, self.env.company).of_rows(each.categories)
        ends = {category.code: rows[category][0] for category in each.categories}
        return " | ".join((each.purpose.code, ", ".join(ends), each.basis.code,
                           "; ".join(sorted(set(ends.values()))), "held", each.line.note))

    def test_the_table_is_the_reviewed_one(self):
        told = self._told()
        if os.environ.get("PRIVACY_BASES") == "write":
            TABLE.write_text(told)
        self.assertEqual(told, TABLE.read_text())

    def test_a_line_that_is_moved_moves_its_tags(self):
        line = self._line("services_contract_running")
        line.situation = "former"
        self.assertNotEqual(self._told(), TABLE.read_text())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOrders(BasesCommon, UnderWayCommon):
    def test_an_open_order_makes_a_running_customer_and_a_quotation_or_a_purchase_none(self):
        order = self._order(self._contact())
        self.assertEqual(self._situations(order.partner_id), {"prospect"})
        order.action_confirm()
        self.assertLessEqual({"running", "customer", "mailed"},
                             self._situations(order.partner_id))
        self._age(order, "2024-03-05 10:00:00")
        self.timers.refresh(full=True)
        self.assertLessEqual({"running", "customer"}, self._situations(order.partner_id),
                             "as long as it is alive")
        purchase = self._as("purchase.order").create({"partner_id": self._contact().id})
        purchase.sudo().button_confirm()
        self.assertEqual(self._situations(purchase.partner_id) - {"talked"}, {"running"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBases(BasesCommon):
    # === EACH CATEGORY HAS A TRUE BASIS (CASES W3) === #

    def test_a_customer_who_paid_yesterday(self):
        contact = self._contact(facts=(("invoice", YESTERDAY), ("mail", TALKED)))
        self.timers.refresh()
        bases = self._bases_by_category(contact)
        self.assertLessEqual({("billing", "contract"), ("billing", "legal_obligation")},
                             bases["account"])
        for category in ("communication", "support"):
            self.assertEqual({basis for _purpose, basis in bases[category]}, {"contract"})
        self.assertEqual(bases["marketing"], {("news", "legitimate_interests")})
        self.assertIn(("security", "legitimate_interests"), bases["technical"])
        self.assertNotIn("cookies", bases, "nobody consented")

    def test_conversations_of_a_former_customer_rest_on_no_legal_obligation(self):
        contact = self._contact(facts=(("invoice", "2020-02-29"), ("mail", TALKED)))
        self.timers.refresh()
        bases = self._bases_by_category(contact)
        self.assertEqual(bases["account"], {("legal", "legal_obligation"),
                                            ("enquiries", "legitimate_interests")})
        self.assertEqual(bases["communication"], {("enquiries", "legitimate_interests")})
        self.assertNotIn("marketing", bases)

    def test_a_supplier_gets_no_product_news_and_no_services(self):
        contact = self._contact(facts=(("bill", YESTERDAY), ("mail", TALKED)))
        self.timers.refresh()
        bases = self._bases_by_category(contact)
        self.assertEqual(bases["account"],
                         {("billing", "contract"), ("billing", "legal_obligation"),
                          ("enquiries", "legitimate_interests")})
        self.assertEqual(bases["communication"], {("enquiries", "legitimate_interests")})
        self.assertNotIn("marketing", bases)

    def test_a_customer_long_ago_who_sells_to_us_today_is_a_supplier(self):
        contact = self._contact(facts=(("invoice", "2015-03-31"), ("bill", YESTERDAY)))
        self.assertEqual(self._situations(contact), {"running"})

    def test_the_portal_tells_bases_and_ends_of_each_category(self):
        contact = self._contact(facts=(("invoice", YESTERDAY), ("mail", TALKED)),
                                email="who@w.example")
        login = self.env["res.users"].with_context(no_reset_password=True).create({
            "login": "who@w.example", "partner_id": contact.id,
            "group_ids": [Command.set(self.env.ref("base.group_portal").ids)]})
        device = self.env["res.device.log"]
        device.create({"user_id": login.id, "session_identifier": "x" * 42, "revoked": False,
                       "ip_address": "192.0.2.7", "last_activity": TODAY})
        self.timers.refresh()
        held = {part["category"].code: part for part in Inventory(self.env).of(contact)}
        self.assertNotIn("legal_obligation", held["communication"]["bases"].mapped("code"))
        self.assertIn("contract", held["communication"]["bases"].mapped("code"))
        for part in held.values():
            self.assertTrue(part["bases"], part["category"].code)
            self.assertTrue(part["timers"] or part["rows"], part["category"].code)
        self.assertEqual(held["technical"]["rows"], ["Each record: 12 months after its own date"])
        self.assertIn("legitimate_interests", held["technical"]["bases"].mapped("code"))

    def test_a_tag_that_is_over_is_told_to_nobody(self):
        contact = self._contact(facts=(("mail", "2022-05-04 10:00:00"),))
        self.timers.refresh()
        self.assertFalse(Bases(self.env, self.company).of(contact))
        self.assertTrue(self._tags(contact).filtered(lambda tag: tag.situation == "prospect"),
                        "it stands there, with its end")

    # === RUNNING FOLLOWS FROM FACTS === #

    def test_a_posted_invoice_makes_a_running_customer_at_the_next_refresh(self):
        contact = self._contact(facts=(("mail", TALKED),))
        self.assertEqual(self._situations(contact), {"prospect"})
        move = self._tell_unpaid(contact, YESTERDAY)
        self.assertEqual(self._situations(contact),
                         {"running", "customer", "customer_talked", "mailed"})
        move.button_draft()
        move.button_cancel()
        self.assertEqual(self._situations(contact), {"prospect"})

    def test_the_day_that_passes_is_right_before_and_after_the_refresh(self):
        contact = self._contact(facts=(("invoice", YESTERDAY), ("mail", "2026-11-20 10:00:00")))
        running = {"running", "customer", "customer_talked", "mailed"}
        with freeze_time(LAST):
            self.assertEqual(self._situations(contact), running)
        with freeze_time(AFTER):
            contact.invalidate_recordset()
            before = self._bases(contact)
            self.assertEqual(before, {"legal_obligation", "legitimate_interests"})
            self.assertEqual(self._situations(contact), {"former", "talked"})
            self.assertEqual(self._bases(contact), before)

    def test_the_setting_says_how_long_and_a_change_is_followed(self):
        contact = self._contact(facts=(("invoice", "2026-05-04"),))
        self.assertIn("customer", self._situations(contact))
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.recent_billing_months", 6)
        self.timers.refresh(full=True)
        self.assertEqual(self._situations(contact), {"former"})

    def test_an_ended_relationship_is_over_though_its_last_invoice_is_paid_later(self):
        contact = self._contact()
        move = self._tell_unpaid(contact, "2026-09-01")
        contact.privacy_relationship_end = "2026-10-31"
        self._pay(move, "2026-11-10")
        self.assertEqual(self._situations(contact), {"former"})
        self._tell_invoice(contact, YESTERDAY)
        self.assertIn("customer", self._situations(contact))

    def test_an_advance_payment_without_an_invoice_says_that_somebody_buys(self):
        contact = self._contact()
        payment = self.env["account.payment"].with_company(self.company).create({
            "partner_id": contact.id, "payment_type": "inbound", "partner_type": "customer",
            "amount": 50.0, "date": YESTERDAY})
        payment.action_post()
        self.assertIn("customer", self._situations(contact))

    def test_a_payment_to_somebody_does_not(self):
        contact = self._contact()
        payment = self.env["account.payment"].with_company(self.company).create({
            "partner_id": contact.id, "payment_type": "outbound", "partner_type": "supplier",
            "amount": 50.0, "date": YESTERDAY})
        payment.action_post()
        self.assertNotIn("customer", self._situations(contact))

    def _subscription(self, contact, ref, **vals):
        """Stand for a subscription: an order that goes on without being billed."""
        move = self._move(contact, "2026-11-01")
        self._long_ago(move, "2024-02-01")
        move.write({"ref": ref, **vals})
        return move

    def test_a_subscription_runs_until_it_ends(self):
        signal = {"model_name": "account.move", "module": "account", "match": "partner",
                  "path": "partner_id", "date_field": "create_date"}
        self.env["privacy.signal"].create([
            {**signal, "name": "Runs", "code": "sub_way", "kind": "under_way",
             "contract": "customer", "domain": "[('ref','=','RUNS')]"},
            {**signal, "name": "Ended", "code": "sub_end", "kind": "contract_end",
             "date_field": "invoice_date_due", "domain": "[('ref','=','ENDED')]"}])
        self.env.ref("cloudpepper_privacy.signal_draft_document").active = False
        contact = self._contact(facts=(("invoice", "2024-01-31"),))
        move = self._subscription(contact, "RUNS", invoice_date_due="2026-12-01")
        self.assertIn("customer", self._situations(contact))
        move.write({"ref": "ENDED", "invoice_date_due": "2026-11-20"})
        self.assertEqual(self._situations(contact), {"former"})

    def test_an_open_task_makes_nobody_a_running_customer(self):
        self.env["privacy.signal"].create({
            "name": "Task", "code": "way", "kind": "under_way", "model_name": "res.partner.bank",
            "module": "base", "match": "partner", "path": "partner_id",
            "date_field": "create_date", "domain": "[]"})
        contact = self._contact(facts=(("invoice", "2020-02-29"),))
        self.env["res.partner.bank"].create({"partner_id": contact.id, "acc_number": "123"})
        self.assertEqual(self._situations(contact), {"former", "talked"})
        self.assertEqual(self._clocks(contact)["billing"][:2], ("suspended", "under_way"))
        # nor does it hide an older draft, which is a step before a contract
        self._tell_old_draft(contact, "2026-02-01")
        self.assertEqual(self._situations(contact), {"running", "talked"})

    def test_facts_of_another_company_make_no_running_customer_of_a_companys_own_rule(self):
        other = self.setup_other_company()["company"]
        rule = self.env.ref("cloudpepper_privacy.rule_billing")
        own = rule.copy({"code": "own", "name": "Own", "company_id": other.id})
        contact = self._contact(facts=(("invoice", YESTERDAY),))
        self.timers.refresh()
        self.assertFalse(self._tags(contact).filtered(lambda tag: tag.company_id == other))
        self.assertFalse(self.timers.search([
            ("partner_id", "=", contact.id), ("rule_id", "=", own.id)]))

    # === MAIL ABOUT PRODUCTS === #

    def test_an_opt_out_ends_product_news_and_nothing_else(self):
        contact = self._contact(facts=(("email", "o@o.example"), ("invoice", YESTERDAY)))
        self.assertIn("mailed", self._situations(contact))
        self._tell_blacklist(contact, "2026-11-22 12:00:00")
        self.assertEqual(self._situations(contact), {"running", "customer"})
        with freeze_time("2027-03-01"):
            self.assertEqual(self._situations(contact), {"running", "customer"},
                             "the opt-out stays in force after the marketing data went")

    def test_a_withdrawn_consent_to_mail_does_and_one_to_cookies_does_not(self):
        for purpose, mailed in (("marketing", False), ("analytics", True)):
            with self.subTest(purpose):
                contact = self._contact(facts=(("invoice", YESTERDAY),))
                self._tell_consent(contact, "2026-01-01", date_withdrawn="2026-11-01",
                                   purpose_id=self.env.ref(
                                       f"cloudpepper_privacy.purpose_{purpose}").id)
                self.assertEqual("mailed" in self._situations(contact), mailed)

    # === THE TABLE IS DATA === #

    def test_two_lines_of_one_basis_are_one_tag_from_first_to_last_day(self):
        purpose = self.env.ref("cloudpepper_privacy.purpose_billing")
        legal = self.env.ref("cloudpepper_privacy.legal_basis_legal_obligation")
        purpose.line_ids = [Command.create({"basis_id": legal.id, "situation": "former"})]
        contact = self._contact(facts=(("invoice", YESTERDAY),))
        self.timers.refresh()
        tag = self._tags(contact).filtered(
            lambda tag: tag.purpose_id == purpose and tag.basis_id == legal)
        self.assertEqual((tag.date_from, tag.date_until),
                         (False, fields.Date.to_date("2033-12-31")))

    def test_an_officer_edits_the_table_and_a_user_reads_it(self):
        line = self._line("news_legitimate_interests_register")
        contact = self._contact(facts=(("invoice", YESTERDAY),))
        self.assertIn("mailed", self._situations(contact))
        for user in (self.user, self.staff, self.auditor):
            with self.assertRaises(AccessError):
                line.with_user(user).sudo(False).situation = "customer"
        line.with_user(self.officer).sudo(False).situation = False
        self.timers.refresh(full=True)
        self.assertNotIn("mailed", self._situations(contact))
        self.assertEqual(line.with_user(self.user).sudo(False).situation, False)

    def test_a_line_speaks_of_data_that_its_purpose_uses(self):
        line = self._line("marketing_consent_consent")
        with self.assertRaises(ValidationError):
            line.category_ids = self.env.ref("cloudpepper_privacy.category_technical")
        line = self._line("legal_legal_obligation_former")
        with self.assertRaises(ValidationError):
            line.purpose_id.category_ids -= line.category_ids

    def test_an_officers_own_tag_speaks_of_all_data_of_its_purpose(self):
        purpose = self.env.ref("cloudpepper_privacy.purpose_legal")
        tag = self.env["privacy.subject.purpose"].create({
            "partner_id": self._contact().id, "purpose_id": purpose.id, "reason": "Asked by tax",
            "date_until": "2030-01-01",
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_legal_obligation").id})
        self.assertEqual(tag._categories()[tag], purpose.category_ids)

    def test_the_setting_is_an_officers(self):
        boss = new_test_user(
            self.env, "recent_boss", "base.group_system,cloudpepper_privacy.group_privacy_officer")
        settings = self.env["res.config.settings"]
        self.assertEqual(settings.with_user(boss).create({}).privacy_recent_billing_months, 13)
        for months in (-1, 121):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                settings.with_user(boss).create({"privacy_recent_billing_months": months})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            settings.with_user(self.admin).create({"privacy_recent_billing_months": 1})

    def _migrate(self):
        path = Path(__file__).resolve().parents[2] / "migrations/19.0.1.4.0/post-tags.py"
        spec = importlib.util.spec_from_file_location("post_tags", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        return script.LINES

    def test_an_upgrade_brings_the_table_and_leaves_what_somebody_changed(self):
        lines = self.env["privacy.purpose.line"].search([])
        seeded = {line: (line.situation, line.category_ids) for line in lines}
        own = self.env["privacy.purpose"].create({
            "name": "Own", "code": "own", "category_ids": [Command.set(self.every.ids)],
            "line_ids": [Command.create({
                "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_consent").id})]})
        for name, (before, _after, _category) in self._migrate().items():
            self._line(name).write({"situation": before, "category_ids": [Command.clear()]})
        changed = self._line("news_legitimate_interests_register")
        changed.situation = "running"
        self._migrate()
        self.assertEqual(
            {line: (line.situation, line.category_ids) for line in lines - changed},
            {line: seeded[line] for line in lines - changed})
        self.assertEqual(changed.situation, "running")
        self.assertEqual(own.line_ids.situation, "held", "it was told to everybody, and is")

    # === IN SETS === #

    def test_many_people_cost_as_many_queries_as_few(self):
        def refresh(number):
            for place in range(number):
                self._contact(f"Person {place}", (("mail", TALKED),))
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.timers.refresh()
            return self.env.cr.sql_log_count - before
        refresh(1)
        few, many = refresh(2), refresh(12)
        self.assertLessEqual(many, few)

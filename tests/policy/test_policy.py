"""The policy as records: all of it is seeded, edits survive, and bad input is refused on entry."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...hooks import IDENTITY, post_init_hook
from ..common import TODAY, PrivacyCommon

#: texts that are no domain, or a domain of another model, or code, or everybody
BAD_DOMAINS = {
    "empty": "", "spaces": "   ", "half a list": "[('state'", "a number": "7", "a dict": "{}",
    "a text": "'state'", "no leaf": "['state']", "two of three": "[('state', '=')]",
    "code": "__import__('os')", "a call": "[('id', '=', print(1))]", "a name": "user.id",
    "no such field": "[('no_such_field', '=', 1)]",
    "no such field below": "[('create_uid.no_such_field', '=', 1)]",
    "no such operator": "[('id', 'resembles', 1)]", "operator alone": "['|']",
    "yes to everybody": "True", "a tuple of nothing": "()", "nothing": "None",
    "a date that is none": "[('create_date', '>', 'whenever')]",
}


class PolicyCommon(PrivacyCommon):
    def _refuses(self, model, vals, **change):
        """Entering it anew and changing a good row into it are both refused."""
        self._attempt(lambda: self.env[model].create({**vals, **change}))
        with self.env.cr.savepoint() as savepoint:
            good = self.env[model].create(vals)
            self._attempt(lambda: good.write(change))
            savepoint.rollback()

    def _attempt(self, act):
        """Expect a ValidationError, and leave nothing behind where there is none."""
        with mute_logger("odoo.sql_db"), self.env.cr.savepoint() as savepoint:
            with self.assertRaises(ValidationError):
                act()
            savepoint.rollback()
        self.env.registry.clear_cache()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadRules(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vals = {
            "name": "Rule", "code": "mine", "period_count": 3, "period_unit": "years",
            "category_id": cls.env.ref("cloudpepper_privacy.category_support").id,
            "start_event": "last_interaction", "action": "erase",
        }

    def test_a_good_rule_is_taken(self):
        rule = self.env["privacy.rule"].create(self.vals)
        self.assertEqual((rule.mode, rule.period_text), ("review", "3 years"))

    def test_a_period_of_nothing_less_or_more_than_a_century_is_refused(self):
        for count, unit in ((0, "years"), (-3, "years"), (-1, "days"), (101, "years"),
                            (1201, "months"), (36526, "days")):
            with self.subTest(f"{count} {unit}"):
                self._refuses("privacy.rule", self.vals, period_count=count, period_unit=unit)

    def test_a_period_of_a_century_is_taken(self):
        rule = self.env["privacy.rule"].create({**self.vals, "period_count": 100})
        self.assertEqual(rule.period_count, 100)

    def test_a_rule_without_a_period_or_a_unit_is_refused(self):
        rule = self.env["privacy.rule"].create(self.vals)
        for name in ("period_count", "period_unit"):
            without = {**self.vals, "code": "without"}
            del without[name]
            with self.subTest(name):
                self._attempt(lambda name=name: rule.write({name: False}))
                # PostgreSQL refuses; over RPC that is a ValidationError too
                with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), \
                        self.env.cr.savepoint():
                    self.env["privacy.rule"].create(without)

    def test_an_unknown_unit_is_refused(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.env["privacy.rule"].create({**self.vals, "period_unit": "weeks"})

    def test_rows_are_deleted_by_their_own_date_and_only_by_it(self):
        self._refuses("privacy.rule", self.vals, action="delete_rows")
        self._refuses("privacy.rule", self.vals, start_event="row_date")

    def test_a_rule_after_a_task_names_the_task(self):
        self._refuses("privacy.rule", self.vals, start_event="task_done")
        hosted = self.env.ref("cloudpepper_privacy.rule_hosted")
        self._refuses("privacy.rule", self.vals, previous_rule_id=hosted.id)

    def test_a_code_is_given_once(self):
        self.env["privacy.rule"].create(self.vals)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), \
                self.env.cr.savepoint():
            self.env["privacy.rule"].create(self.vals)

    def test_a_shorter_period_waits_seven_days(self):
        rule = self.env["privacy.rule"].create(self.vals)
        rule.period_count = 1
        self.assertEqual(str(rule.grace_until), "2026-11-30")

    def test_no_caller_talks_the_grace_away(self):
        rule = self.env["privacy.rule"].create(self.vals).with_user(self.officer)
        rule.write({"period_count": 1, "grace_until": False})
        self.assertEqual(str(rule.grace_until), "2026-11-30")

    def test_a_new_rule_waits_as_a_changed_one_does(self):
        rule = self.env["privacy.rule"].with_user(self.officer).create(
            {**self.vals, "mode": "automatic"}
        )
        self.assertEqual(str(rule.grace_until), "2026-11-30")

    def test_a_name_does_not_wait(self):
        rule = self.env["privacy.rule"].create(self.vals)
        rule.grace_until = False
        rule.name = "Other words"
        self.assertFalse(rule.grace_until)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadSignals(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vals = {
            "name": "Signal", "code": "mine", "kind": "billing", "model_name": "account.move",
            "path": "partner_id", "date_field": "date", "company_path": "company_id",
            "domain": "[('state', '=', 'posted')]",
        }

    def _refused(self, **change):
        self._refuses("privacy.signal", self.vals, **change)

    def test_a_good_signal_is_taken_and_read(self):
        signal = self.env["privacy.signal"].create(self.vals)
        self.assertTrue(signal._readable())
        self.assertTrue(self.timers.refresh(full=True) + 1)

    def test_a_model_that_is_missing_or_keeps_nothing_is_refused(self):
        for name in ("no.such.model", "privacy.source", "res.config.settings",
                     "base.partner.merge.automatic.wizard", "privacy.gateway", ""):
            with self.subTest(name):
                self._refused(model_name=name)

    def test_a_path_that_leads_nowhere_or_elsewhere_is_refused(self):
        for path in ("no_such_field", "partner_id.no_such_field", "company_id", "state", "date",
                     "line_ids", "name.partner_id", "journal_id", "create_uid", "",
                     "partner_id.", ".partner_id", "partner_id..id"):
            with self.subTest(path):
                self._refused(path=path)

    def test_a_number_is_no_path_to_a_contact(self):
        """The id of an invoice, a colour or a count is not the id of a contact."""
        for path in ("id", "sequence_number", "partner_id.color", "journal_id.id"):
            with self.subTest(path):
                self._refused(path=path)

    def test_a_thread_leads_to_a_contact_only_where_the_domain_says_so(self):
        thread = {"model_name": "mail.message", "path": "res_id", "company_path": False}
        self._refused(**thread, domain="[]")
        self._refused(**thread, domain="[('model', '=', 'account.move')]")
        signal = self.env["privacy.signal"].create(
            {**self.vals, **thread, "domain": "[('model', '=', 'res.partner')]"}
        )
        self.assertTrue(signal._readable())

    def test_a_date_that_is_none_is_refused(self):
        for name in ("name", "state", "partner_id", "no_such_field", "amount_total",
                     "partner_id.name", "", "invoice_has_outstanding"):
            with self.subTest(name):
                self._refused(date_field=name)

    def test_a_company_path_that_leads_elsewhere_is_refused(self):
        for path in ("partner_id", "state", "no_such_field"):
            with self.subTest(path):
                self._refused(company_path=path)

    def test_a_domain_that_is_none_is_refused_and_never_matches_everybody(self):
        for name, domain in BAD_DOMAINS.items():
            with self.subTest(name):
                self._refused(domain=domain)

    def test_a_mail_address_is_text(self):
        for path in ("partner_id", "date", "id"):
            with self.subTest(path):
                self._refused(match="email", path=path)

    def test_a_floor_lies_within_a_century(self):
        for years in (-1, 101):
            with self.subTest(years):
                self._refused(floor_years=years)

    # === ROWS OF MODULES THAT ARE NOT HERE === #

    def test_a_row_of_a_module_that_is_not_installed_rests(self):
        signal = self.env["privacy.signal"].create({
            **self.vals, "module": "no_such_module", "model_name": "no.such.model",
            "path": "partner_id", "date_field": "date", "domain": "[('of', '=', 'it')]",
        })
        self.assertFalse(signal.installed)
        self.assertFalse(signal._readable())
        contact = self._contact(facts=(("mail", "2024-05-04 10:00:00"),))
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"][2], "2027-05-04")

    def test_a_mistyped_module_does_not_let_a_bad_row_through(self):
        """The model is here: whatever module the row names, it is read, so it is checked."""
        for change in ({"domain": "__import__('os')"}, {"path": "create_uid"},
                       {"date_field": "name"}):
            with self.subTest(str(change)):
                self._refused(module="acount", **change)

    def test_a_row_of_a_module_that_odoo_is_still_to_load_rests(self):
        """An upgrade of this addon alone: Odoo loads it before modules beside it."""
        vals = {
            **self.vals, "module": "account", "model_name": "mail.activity",
            "path": "res_id.partner_id", "date_field": "create_date", "company_path": False,
            "domain": "[('res_model', '=', 'move.of.tomorrow')]",
        }
        self._attempt(lambda: self.env["privacy.signal"].create(vals))
        with (
            patch.object(self.registry, "ready", False),
            patch.object(self.registry, "_init_modules", {"base", "mail"}),
        ):
            self.assertTrue(self.env["privacy.signal"].create(vals))

    def test_a_shipped_row_of_a_module_that_has_other_fields_here_rests(self):
        """A module of others may have the name of one that was read."""
        signal = {**self.vals, "module": "account"}
        row = {
            "model_name": "mail.activity", "module": "mail", "path": "user_id.partner_id",
            "act": "mask", "field_names": "summary",
            "category_id": self.env.ref("cloudpepper_privacy.category_communication").id}
        strange = [
            ("privacy.signal", {**signal, "path": "x_gone"}),
            ("privacy.signal", {**signal, "date_field": "x_gone"}),
            ("privacy.signal", {**signal, "company_path": "x_gone"}),
            ("privacy.signal", {**signal, "domain": "[('x_gone', '=', 1)]"}),
            ("privacy.map", {**row, "path": "x_gone.partner_id"}),
            ("privacy.map", {**row, "field_names": "x_gone"})]
        for model, vals in strange:
            with self.subTest(model=model, vals=vals):
                self._attempt(lambda model=model, vals=vals: self.env[model].create(vals))
                with (patch.object(self.registry, "ready", False),
                      self.assertLogs("odoo.addons.cloudpepper_privacy", "WARNING")):
                    made = self.env[model].create(vals)
                done = made._readable() and (
                    model == "privacy.signal" or made._field_tuple())
                self.assertFalse(done, "it says nothing of anybody")
                made.unlink()
        with patch.object(self.registry, "ready", False):
            for vals in ({**signal, "module": False, "path": "x_gone"},
                         {**signal, "date_field": "name"}):
                self._attempt(lambda vals=vals: self.env["privacy.signal"].create(vals))

    def test_memberships_are_found_by_the_link_of_today_after_an_upgrade(self):
        path = Path(__file__).resolve().parents[2] / "migrations/19.0.1.3.0/post-memberships.py"
        spec = spec_from_file_location("post_memberships", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        signal = self.env.ref("cloudpepper_privacy.signal_membership")
        for before, after in (("partner", "partner_id"), ("member_id", "member_id"),
                              ("partner_id", "partner_id")):
            with self.subTest(before):
                signal.path = before
                script.migrate(self.env.cr, "19.0.1.2.0")
                signal.invalidate_recordset()
                self.assertEqual(signal.path, after)

    def test_a_resting_row_has_a_domain_that_parses(self):
        """Its module may come tomorrow, and with it the first reading."""
        self._attempt(lambda: self.env["privacy.signal"].create({
            **self.vals, "module": "no_such_module", "model_name": "no.such.model",
            "domain": "__import__('os')",
        }))

    def test_every_seeded_signal_and_map_row_of_this_database_can_be_read(self):
        for model in ("privacy.signal", "privacy.map"):
            rows = self.env[model].search([])
            rows._check_readable()
            for row in rows._readable():
                with self.subTest(row.display_name):
                    source, query = row._query([])
                    self.assertIsInstance(self.env.execute_query(query.select()), list)
                    self.assertEqual(source._name, row.model_name)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadMap(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vals = {
            "model_name": "res.partner.bank", "path": "partner_id", "act": "erase",
            "domain": "[('active', '=', False)]",
            "category_id": cls.env.ref("cloudpepper_privacy.category_account").id,
        }

    def _refused(self, **change):
        self._refuses("privacy.map", self.vals, **change)

    def test_a_good_row_is_taken(self):
        self.assertTrue(self.env["privacy.map"].create(self.vals)._readable())

    def test_a_model_that_is_missing_or_keeps_nothing_is_refused(self):
        for name in ("no.such.model", "privacy.source", "res.config.settings"):
            with self.subTest(name):
                self._refused(model_name=name)

    def test_a_path_that_leads_nowhere_or_elsewhere_is_refused(self):
        for path in ("no_such_field", "company_id", "create_uid", "acc_number", "bank_id.country"):
            with self.subTest(path):
                self._refused(path=path)

    def test_a_number_is_no_path_to_a_contact(self):
        for path in ("id", "sequence", "partner_id.color"):
            with self.subTest(path):
                self._refused(path=path)

    def test_a_thread_leads_to_a_contact_only_where_the_domain_says_so(self):
        for model, path in (("mail.message", "res_id"), ("ir.attachment", "res_id")):
            with self.subTest(model):
                self._refused(model_name=model, path=path, domain="[]")

    def test_a_row_without_path_and_date_is_refused(self):
        self._refused(path=False)

    def test_a_date_that_is_none_is_refused(self):
        for name in ("acc_number", "no_such_field", "partner_id"):
            with self.subTest(name):
                self._refused(date_field=name)

    def test_a_domain_that_is_none_is_refused_and_never_matches_everybody(self):
        for name, domain in BAD_DOMAINS.items():
            with self.subTest(name):
                self._refused(domain=domain)

    def test_fields_are_named_where_they_are_emptied_and_nowhere_else(self):
        self._refused(act="mask")
        self._refused(act="mask", field_names="  , ,")
        self._refused(field_names="acc_holder_name")
        self._refused(act="mask", field_names="no_such_field")
        good = {**self.vals, "act": "mask", "field_names": "acc_holder_name"}
        self.assertTrue(self.env["privacy.map"].create(good)._readable())

    def test_what_cannot_be_emptied_is_refused(self):
        for name in ("id", "partner_id", "display_name", "create_date"):
            with self.subTest(name):
                self._refused(act="mask", field_names=name)

    def test_a_mistyped_module_does_not_let_a_bad_row_through(self):
        for change in ({"domain": "__import__('os')"}, {"path": "create_uid"}):
            with self.subTest(str(change)):
                self._refused(module="bse", **change)

    def test_a_row_stands_in_the_map_once(self):
        self.env["privacy.map"].create(self.vals)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), \
                self.env.cr.savepoint():
            self.env["privacy.map"].create(self.vals)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadRecords(PolicyCommon):
    def test_a_hold_without_a_contact_is_refused(self):
        vals = {"name": "Case", "reason": "x"}
        for contacts in ({}, {"partner_ids": []}, {"partner_ids": [(6, 0, [])]}):
            with self.subTest(str(contacts)):
                self._attempt(lambda c=contacts: self.env["privacy.hold"].create({**vals, **c}))

    def test_a_hold_does_not_lose_its_last_contact(self):
        hold = self._tell_hold(self._contact(), None)
        self._attempt(lambda: hold.write({"partner_ids": [(5, 0, 0)]}))

    def test_a_hold_for_a_security_investigation_needs_no_contact(self):
        hold = self.env["privacy.hold"].create({"name": "C", "reason": "x", "technical": True})
        self.assertEqual(hold.state, "active")

    def test_a_hold_does_not_end_before_it_starts(self):
        contact = self._contact()
        self._attempt(lambda: self._tell_hold(contact, "2025-12-31"))
        hold = self._tell_hold(contact, "2026-01-01")
        self._attempt(lambda: hold.write({"date_end": "2025-12-31"}))

    def test_a_hold_without_a_case_or_a_reason_is_refused(self):
        for missing in ("name", "reason"):
            vals = {"name": "Case", "reason": "x",
                    "partner_ids": [(6, 0, self._contact().ids)]}
            del vals[missing]
            with self.subTest(missing), mute_logger("odoo.sql_db"), \
                    self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.env["privacy.hold"].create(vals)

    def test_a_consent_is_not_withdrawn_before_it_was_given(self):
        contact = self._contact()
        self._attempt(
            lambda: self._tell_consent(contact, "2020-01-02", date_withdrawn="2020-01-01")
        )
        self._tell_consent(contact, "2020-01-02", date_withdrawn="2020-01-02")
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["marketing"][1], "opt_out")

    def test_a_tag_set_by_hand_has_a_reason_and_an_end(self):
        vals = {"partner_id": self._contact().id, "reason": "Because", "date_until": "2030-01-01",
                "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id}
        for missing in ("reason", "date_until"):
            with self.subTest(missing):
                self._refuses("privacy.subject.purpose", vals, **{missing: False})

    def test_settings_have_bounds(self):
        settings = self.env["res.config.settings"]
        for name, bad in (("privacy_brake_percent", 101), ("privacy_brake_percent", -1),
                          ("privacy_brake_minimum", -1), ("privacy_batch_size", 0),
                          ("privacy_batch_size", 5001), ("privacy_unpaid_review_years", 0),
                          ("privacy_unpaid_review_years", 101)):
            with self.subTest(f"{name} {bad}"):
                self._attempt(lambda n=name, b=bad: settings.create({n: b}).execute())

    def test_a_brake_of_zero_stays_zero(self):
        self.env["res.config.settings"].create(
            {"privacy_brake_percent": 0, "privacy_brake_minimum": 0}
        ).execute()
        silent = (("mail", "2022-05-04 10:00:00"),)
        self.env["res.partner"].search([]).write({"privacy_restricted": True})
        contact = self._contact(facts=silent)
        self.env["privacy.rule"].search([]).write({"mode": "automatic", "grace_until": False})
        run = self.runs.execute()
        self.assertEqual((run.state, run.brake), ("waiting", True))
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_setting_that_is_no_number_does_not_stop_the_night_run(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "many")
        try:
            self.runs.preview(self._contact())
        except UserError as error:
            self.assertIn("batch", str(error).lower())


@tagged("post_install", "-at_install")
class TestSeed(PrivacyCommon):
    """The policy as it is seeded (doc/policy.md): P1, P3, P4, P6, P8 and P12."""

    def _names(self, model, field="name"):
        return set(self.env[model].search([]).mapped(field))

    def test_six_categories(self):
        self.assertLessEqual(
            {"Account and billing", "Communication", "Marketing", "Support",
             "Technical and usage", "Cookies and similar"},
            self._names("privacy.category"),
        )
        self.assertEqual(self._seeded("privacy.category"), 6)

    def test_six_bases_of_the_law_and_none(self):
        self.assertLessEqual(
            {"contract", "legal_obligation", "consent", "legitimate_interests",
             "vital_interests", "public_task", "none"},
            self._names("privacy.legal.basis", "code"),
        )
        self.assertEqual(self._seeded("privacy.legal.basis"), 7)

    def test_ten_purposes_with_their_bases_and_data(self):
        expected = {
            "services": ({"contract"}, {"account", "communication", "support", "technical"}),
            "billing": ({"contract", "legal_obligation"}, {"account"}),
            "security": ({"legitimate_interests"}, {"technical", "account"}),
            "enquiries": ({"contract", "legitimate_interests"},
                          {"communication", "support", "account"}),
            "news": ({"legitimate_interests"}, {"marketing", "account"}),
            "marketing": ({"consent"}, {"marketing"}),
            "analytics": ({"consent"}, {"technical", "cookies"}),
            "improvement": ({"legitimate_interests"}, {"technical"}),
            "legal": ({"legal_obligation"}, {"account", "communication"}),
            "claims": ({"legitimate_interests"},
                       {"account", "communication", "marketing", "support", "technical",
                        "cookies"}),
        }
        purposes = self._rows("privacy.purpose")
        self.assertEqual(
            {p.code: (set(p.basis_ids.mapped("code")), set(p.category_ids.mapped("code")))
             for p in purposes},
            expected,
        )

    def test_every_recipient_is_named(self):
        named = {
            "Amazon Web Services", "Google Cloud", "OVHcloud", "Cloudflare", "UpCloud", "Vultr",
            "Crisp IM", "Google Workspace", "Grafana Labs", "Odoo SA", "Stripe", "Klaviyo",
            "Google Analytics", "Google Ads", "Reddit Ads",
        }
        names = self._names("privacy.recipient")
        self.assertLessEqual(named, names)
        for words in ("accountants", "Banks", "Payroll", "Legal advisers", "Authorities",
                      "rights and safety", "corporate transaction"):
            self.assertTrue([name for name in names if words in name], words)

    def test_recipients_that_the_customer_selects_say_so(self):
        for name in ("UpCloud", "Vultr"):
            self.assertTrue(self._rows("privacy.recipient").filtered(
                lambda r, name=name: r.name == name).condition, name)

    def test_transfers_outside_the_area_rest_on_a_ground(self):
        for recipient in self._rows("privacy.recipient"):
            with self.subTest(recipient.name):
                self.assertTrue(recipient.transfer_ground)
                if recipient.country_id.code in ("US", "SG"):
                    self.assertIn(recipient.transfer_ground, ("scc", "adequacy", "unknown"))

    def test_the_rules_with_their_periods(self):
        expected = {
            "billing": (7, "years", "relationship_end", "anonymise"),
            "communication": (3, "years", "last_interaction", "erase"),
            "marketing": (30, "days", "opt_out", "erase"),
            "technical": (12, "months", "row_date", "delete_rows"),
            "analytics": (14, "months", "row_date", "delete_rows"),
            "hosted": (30, "days", "contract_end", "task"),
            "external": (30, "days", "contract_end", "task"),
            "backup": (90, "days", "task_done", "task"),
            "staff": (5, "years", "departure", "anonymise"),
        }
        rules = self._rows("privacy.rule")
        self.assertEqual(
            {r.code: (r.period_count, r.period_unit, r.start_event, r.action) for r in rules},
            expected,
        )
        self.assertEqual(self._rows("privacy.rule").filtered("previous_rule_id").previous_rule_id,
                         self.env.ref("cloudpepper_privacy.rule_hosted"))

    def test_every_rule_starts_in_review_and_vouchers_alone_have_a_floor(self):
        self.assertEqual(set(self._rows("privacy.rule").mapped("mode")), {"review"})
        self.assertEqual(set(self._rows("privacy.signal").mapped("floor_years")), {0})
        self.assertEqual(set(self._rows("privacy.signal").filtered("voucher").mapped("code")),
                         {"invoice", "payment", "pos_order", "entry", "bank_line",
                          "named", "delivery"})
        self.assertEqual(self.env["res.company"].new({}).privacy_voucher_years, 7)

    def test_an_upgrade_overwrites_no_record_of_the_policy(self):
        data = self.env["ir.model.data"].search([
            ("module", "=", "cloudpepper_privacy"),
            ("model", "in", ("privacy.legal.basis", "privacy.category", "privacy.purpose",
                             "privacy.purpose.line", "privacy.recipient", "privacy.rule",
                             "privacy.signal", "privacy.map", "ir.cron", "ir.sequence")),
        ])
        self.assertGreater(len(data), 60)
        self.assertEqual(data.filtered(lambda row: not row.noupdate).mapped("name"), [])

    def _rows(self, model):
        ids = self.env["ir.model.data"].search(
            [("module", "=", "cloudpepper_privacy"), ("model", "=", model)]
        ).mapped("res_id")
        return self.env[model].with_context(active_test=False).browse(ids).exists()

    def _seeded(self, model):
        return len(self._rows(model))

    # === IDENTITY === #

    def _company(self, **vals):
        name = f"Bare {len(self.env['res.company'].search([]))} Ltd"
        company = self.env["res.company"].create({"name": name, **vals})
        post_init_hook(self.env)
        return company

    def test_a_company_without_identity_gets_the_policy_s(self):
        company = self._company()
        self.assertEqual(company.privacy_controller_name, "Cloudpepper BV")
        self.assertEqual(company.privacy_email, "privacy@cloudpepper.io")
        self.assertIn("0804.323.604", company.privacy_controller_registry)
        self.assertIn("Witte Patersstraat 4", company.privacy_controller_address)
        self.assertIn("Drukpersstraat 35", company.privacy_authority)
        self.assertFalse(company.privacy_identity_missing)

    def test_a_company_with_an_identity_keeps_its_own(self):
        for own in ({"vat": "BE0477472701"}, {"street": "Dock 1"}, {"email": "us@own.example"},
                    {"privacy_email": "dpo@own.example"},
                    {"privacy_controller_name": "Own Controller"}):
            with self.subTest(str(own)):
                company = self._company(**own)
                for name in IDENTITY:
                    self.assertEqual(company[name] or "", own.get(name, ""), name)

    def test_installing_again_changes_no_identity(self):
        company = self._company()
        company.privacy_controller_name = "New Controller"
        post_init_hook(self.env)
        self.assertEqual(company.privacy_controller_name, "New Controller")

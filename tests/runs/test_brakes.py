"""Grace, four eyes on what acts by itself, settings: who may loosen what, and when it counts."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.settings import Settings
from ..builders.life import PREFIX, LifeCommon
from ..common import SILENT, TODAY

GRACE = "2026-11-30"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestGrace(LifeCommon):
    def setUp(self):
        super().setUp()
        self._automatic()

    def _assert_waiting(self, rules=None):
        """All rules wait; in review, rules would never have acted by themselves."""
        for rule in self.rules if rules is None else rules:
            self.assertEqual(str(rule.grace_until), GRACE, rule.code)
            self.assertEqual(rule.mode, "automatic", rule.code)

    def _assert_nobody_waits(self):
        self.assertFalse(self.rules.filtered("grace_until"))

    # === RULES === #

    def test_a_shorter_period_waits_for_its_own_rule_alone(self):
        self.communication.with_user(self.officer).period_count = 1
        self._assert_waiting(self.communication)
        self.assertFalse((self.rules - self.communication).filtered("grace_until"))

    def test_a_duty_taken_away_lets_no_other_rule_end_the_contact_at_once(self):
        contact = self._contact(facts=(("invoice", "2021-03-31"), *SILENT), email="i@mail.example")
        for vals in ({"active": False}, {"action": "task"}, {"start_event": "contract_end"},
                     {"category_id": self.communication.category_id.id}):
            with self.subTest(str(vals)), self.env.cr.savepoint() as savepoint:
                self.billing.with_user(self.officer).write(vals)
                self._assert_waiting()
                self.timers.refresh(full=True)
                self.runs.execute(contact)
                self.assertEqual(contact.email, "i@mail.example")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_rule_that_goes_makes_the_others_wait(self):
        self.billing.unlink()
        self._assert_waiting(self.rules.exists())

    def test_a_rule_that_comes_back_waits(self):
        self.billing.active = False
        self.rules.grace_until = False
        self.billing.active = True
        self._assert_waiting()

    def test_after_the_grace_the_automatic_run_acts(self):
        contact = self._contact(facts=SILENT)
        self.communication.with_user(self.officer).period_count = 2
        self.timers.refresh(full=True)
        self.runs.execute(contact)
        self.assertFalse(contact.privacy_anonymised_on)
        with freeze_time("2026-11-30"):
            self.runs.execute(contact)
        self.assertTrue(contact.privacy_anonymised_on)

    def test_what_says_nothing_of_when_does_not_wait(self):
        self.billing.with_user(self.officer).write({"name": "Books", "sequence": 3})
        self._assert_nobody_waits()

    # === MAP, CATEGORIES, SIGNALS, COMPANIES === #

    def test_a_row_of_the_map_that_comes_changes_or_goes_makes_automatic_runs_wait(self):
        rows = self.env["privacy.map"].with_user(self.officer)
        vals = {"model_name": "res.partner.bank", "path": "partner_id", "act": "mask",
                "category_id": self.billing.category_id.id, "field_names": "clearing_number",
                "domain": "[('sequence', '=', 7)]"}
        row = rows.create(vals)
        self._assert_waiting()
        for vals in ({"active": False}, {"domain": "[('id', '>', 0)]"},
                     {"category_id": self.communication.category_id.id}):
            with self.subTest(str(vals)):
                self.rules.grace_until = False
                row.write(vals)
                self._assert_waiting()
        self.rules.grace_until = False
        row.write({"note": "Looked at", "sequence": 7})
        self._assert_nobody_waits()
        row.unlink()
        self._assert_waiting()

    def test_another_code_of_a_category_waits_and_its_name_does_not(self):
        category = self.billing.category_id.with_user(self.officer)
        category.name = "Books"
        self._assert_nobody_waits()
        category.code = "books"
        self._assert_waiting()
        codes = {entry.category for entry in self.env["privacy.map"]._compiled()}
        self.assertIn("books", codes, "what was compiled is forgotten")

    def test_a_lower_floor_makes_automatic_runs_wait(self):
        signal = self.env["privacy.signal"].search([("kind", "=", "billing")], limit=1)
        signal.floor_years = 10
        self.rules.grace_until = False
        signal.with_user(self.officer).floor_years = 7
        self._assert_waiting()

    def test_a_company_that_goes_with_its_rule_makes_the_others_wait(self):
        if "stock.warehouse" in self.env:
            self.skipTest("stock lets no company go that has a warehouse, and each has one")
        company = self.env["res.company"].create({"name": "Gone Ltd"})
        own = self.billing.copy({"code": "own", "company_id": company.id})
        self.rules.grace_until = False
        company.unlink()
        self.assertFalse(own.exists())
        self._assert_waiting()

    def test_an_upgrade_that_brings_rows_makes_automatic_rules_wait_and_an_installation_not(self):
        rows = self.env["privacy.map"].with_context(install_mode=True)
        vals = {"model_name": "res.partner.bank", "path": "partner_id", "act": "mask",
                "category_id": self.billing.category_id.id, "field_names": "clearing_number",
                "domain": "[('sequence', '=', 7)]"}
        self.rules.mode = "review"
        with patch.object(self.registry, "ready", False):
            rows.create(vals).unlink()
        self._assert_nobody_waits()
        self._automatic()
        with patch.object(self.registry, "ready", False):
            rows.create(vals)
        self._assert_waiting()

    def test_a_caller_who_claims_to_install_waits_all_the_same(self):
        rule = self.env["privacy.rule"].with_user(self.officer).with_context(
            install_mode=True, default_grace_until=False
        ).create({
            "name": "Soon", "code": "soon", "category_id": self.billing.category_id.id,
            "start_event": "last_interaction", "period_count": 1, "period_unit": "days",
            "action": "erase", "mode": "automatic",
        })
        self.assertEqual(str(rule.grace_until), GRACE)
        self.env["privacy.signal"].with_user(self.officer).with_context(
            install_mode=True).search([], limit=1).sequence = 3
        self._assert_waiting()

    # === PERSONS === #

    def test_a_released_hold_is_an_officers_word_on_persons_and_does_not_wait(self):
        contact = self._contact(facts=SILENT)
        hold = self._tell_hold(contact, None)
        self.runs.execute(contact)
        self.assertFalse(contact.privacy_anonymised_on)
        self.assertEqual(hold.with_user(self.officer).due_count, 1)
        hold.with_user(self.officer).action_release()
        self._assert_nobody_waits()
        self.runs.execute(contact)
        self.assertTrue(contact.privacy_anonymised_on)

    def test_a_hold_released_for_many_at_once_meets_the_brake(self):
        self._set("brake_minimum", "3")
        self._set("brake_percent", "0")
        contacts = self.env["res.partner"].union(*(self._contact(facts=SILENT) for _n in range(4)))
        hold = self._tell_hold(contacts, None)
        hold.with_user(self.officer).action_release()
        run = self.runs.execute()
        self.assertEqual((run.state, run.brake), ("waiting", True))
        self.assertFalse(contacts.filtered("privacy_anonymised_on"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFourEyesMode(LifeCommon):
    def setUp(self):
        super().setUp()
        self._set("four_eyes", "True")
        self.rule = self.communication.with_user(self.officer)
        self.theirs = self.communication.with_user(self.officer_two)

    def test_one_officer_alone_makes_no_rule_automatic(self):
        with self.assertRaises(AccessError):
            self.rule.mode = "automatic"
        self.rule.action_ask_automatic()
        for attempt in (self.rule.action_confirm_automatic,
                        lambda: self.rule.write({"mode": "automatic"})):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(self.communication.mode, "review")

    def test_another_officer_confirms_and_evidence_names_both(self):
        self.rule.action_ask_automatic()
        self.theirs.action_confirm_automatic()
        self.assertEqual(self.communication.mode, "automatic")
        self.assertFalse(self.communication.asked_by_id)
        row = self._acts("automatic")[:1]
        self.assertEqual((row.uid_ref, row.counts["asked_by"], row.rule_refs),
                         (self.officer_two.id, self.officer.id, self.communication.ids))

    def test_nobody_confirms_what_nobody_asked_for(self):
        with self.assertRaises(UserError):
            self.theirs.action_confirm_automatic()

    def test_an_ask_that_was_dismissed_is_not_confirmed(self):
        self.rule.action_ask_automatic()
        self.theirs.action_dismiss_automatic()
        with self.assertRaises(UserError):
            self.theirs.action_confirm_automatic()

    def test_nobody_forges_who_asked(self):
        forged = {"asked_by_id": self.officer_two.id, "asked_on": "2026-11-01 08:00:00"}
        self.rule.write(forged)
        self.assertFalse(self.communication.asked_by_id)
        own = {
            "name": "Soon", "code": "soon", "category_id": self.billing.category_id.id,
            "start_event": "last_interaction", "period_count": 1, "period_unit": "days",
            "action": "erase",
        }
        for context, vals in (({}, {**own, **forged}),
                              ({f"default_{name}": value for name, value in forged.items()}, own),
                              ({"default_mode": "automatic"}, own)):
            with self.subTest(str(context)):
                rule = self.env["privacy.rule"].with_user(self.officer).with_context(
                    **context).create({**vals, "code": f"soon{len(context)}"})
                self.assertFalse(rule.asked_by_id)
                self.assertEqual(rule.mode, "review")
                rule.sudo().unlink()
        with self.assertRaises(AccessError):
            self.env["privacy.rule"].with_user(self.officer).create({**own, "mode": "automatic"})

    def test_a_user_without_the_role_neither_asks_nor_confirms(self):
        self.rule.action_ask_automatic()
        for user in (self.user, self.auditor, self.admin):
            for act in ("action_ask_automatic", "action_confirm_automatic",
                        "action_dismiss_automatic"):
                with self.subTest(f"{user.login} {act}"), self.assertRaises(AccessError):
                    getattr(self.communication.with_user(user), act)()
        self.assertEqual(self.communication.mode, "review")

    def test_a_change_by_one_officer_takes_the_rule_back_to_review(self):
        self._automatic()
        self.rule.period_count = 1
        self.assertEqual(self.communication.mode, "review")
        self.assertEqual(self.billing.mode, "automatic", "it says nothing of the other rules")

    def test_a_change_of_what_counts_takes_every_rule_back_to_review(self):
        self._automatic()
        self.env["privacy.signal"].with_user(self.officer).search([], limit=1).active = False
        self.assertEqual(set(self.rules.mapped("mode")), {"review"})

    def test_a_change_takes_back_what_was_asked(self):
        self.rule.action_ask_automatic()
        self.rule.period_count = 1
        with self.assertRaises(UserError):
            self.theirs.action_confirm_automatic()

    def test_without_four_eyes_one_officer_makes_a_rule_automatic(self):
        self._set("four_eyes", "")
        self.rule.mode = "automatic"
        self.assertEqual(self.communication.mode, "automatic")
        self.rule.period_count = 2
        self.assertEqual((self.communication.mode, str(self.communication.grace_until)),
                         ("automatic", GRACE))
        self.assertEqual(self._acts("automatic")[:1].uid_ref, self.officer.id)

    def test_back_to_review_one_officer_goes_alone(self):
        self._automatic()
        self.rule.mode = "review"
        self.assertEqual(self.communication.mode, "review")
        self.assertEqual(self._acts("review")[:1].rule_refs, self.communication.ids)

    def test_a_copy_of_an_automatic_rule_is_in_review(self):
        self._automatic()
        copy = self.rule.copy({"code": "copy"})
        self.assertEqual((copy.mode, str(copy.grace_until)), ("review", GRACE))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestParameters(LifeCommon):
    def _parameters(self, user):
        return self.env["ir.config_parameter"].with_user(user)

    def test_an_administrator_without_the_role_touches_no_setting_of_erasing(self):
        self._set("four_eyes", "True")
        mine = self._parameters(self.admin)
        row = mine.search([("key", "=", PREFIX + "four_eyes")])
        other = mine.create({"key": "other.key", "value": "1"})
        for attempt in (
            lambda: mine.set_param(PREFIX + "four_eyes", ""),
            lambda: mine.set_param(PREFIX + "stop", ""),
            lambda: mine.create({"key": PREFIX + "brake_percent", "value": "100"}),
            lambda: row.write({"value": "False"}),
            lambda: row.write({"key": "elsewhere"}),
            lambda: other.write({"key": PREFIX + "brake_minimum"}),
            row.unlink,
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertTrue(Settings(self.env).four_eyes())

    def test_an_administrator_changes_every_other_parameter(self):
        mine = self._parameters(self.admin)
        mine.set_param("web.base.url.freeze", "True")
        row = mine.search([("key", "=", "web.base.url.freeze")])
        row.key = "cloudpepper.privacy.like"
        row.unlink()
        self.assertFalse(self._acts("setting").filtered(
            lambda act: "like" in act.counts["key"] or "freeze" in act.counts["key"]))

    def test_an_officer_who_is_an_administrator_sets_them_and_it_is_filed(self):
        self._parameters(self.boss).set_param(PREFIX + "brake_minimum", "7")
        self.assertEqual(Settings(self.env).number("brake_minimum", 100), 7)
        row = self._acts("setting")[:1]
        self.assertEqual((row.uid_ref, row.counts), (
            self.boss.id, {"key": "brake_minimum", "value": "7"}))

    def test_the_settings_screen_files_what_an_officer_changes(self):
        settings = self.env["res.config.settings"].with_user(self.boss).create(
            {"privacy_four_eyes": True, "privacy_stop": True})
        settings.execute()
        self.assertIn({"key": "four_eyes", "value": "True"}, self._acts("setting").mapped("counts"))
        self.assertEqual(self._acts("stop")[:1].uid_ref, self.boss.id)
        self._parameters(self.boss).search([("key", "=", PREFIX + "stop")]).unlink()
        self.assertTrue(self._acts("lift_stop")[:1].id > self._acts("stop")[:1].id)

    def test_no_user_makes_a_database_a_demo(self):
        uuid = self.env["ir.config_parameter"].get_param("database.uuid")
        with self.assertRaises(AccessError):
            self._parameters(self.boss).set_param(PREFIX + "demo", uuid)
        self.assertFalse(Settings(self.env).is_demo())
        self._set("demo", uuid)
        self.assertTrue(Settings(self.env).is_demo())

"""The register of breaches: who reports, the clock, the risk, the states, the log."""

from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ...engine.acting import acting_env
from ..builders.breaches import BreachCommon

#: a Friday at 23:00 in Brussels
FRIDAY = "2026-11-20 22:00:00"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestBreach(BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # an officer who is an administrator too opens the settings
        cls.boss = cls.officer.copy({"login": "breach_boss", "name": "Breach Boss"})
        cls.boss.group_ids = [(4, cls.env.ref("base.group_system").id)]

    # === THE CLOCK === #

    def test_a_breach_of_a_friday_at_23_is_due_on_monday_at_23(self):
        breach = self._breach()
        self.assertEqual(breach.deadline, datetime(2026, 11, 23, 22))
        self.assertEqual((breach.standing, breach.time_left), ("on_track", "3 d 0 h left"))
        self.assertEqual(breach.regulation_end, datetime(2026, 11, 24, 23))

    def test_hours_are_counted_over_a_change_of_clocks(self):
        with freeze_time("2026-10-23 21:00:00"):
            breach = self._breach()
        self.assertEqual(breach.deadline - breach.aware_on, timedelta(hours=72))

    def test_it_is_found_at_risk_and_late_and_an_officer_is_warned_once_of_each(self):
        breach = self._breach()
        kinds = self.env.ref("cloudpepper_privacy.mail_activity_type_breach")
        for moment, standing in (("2026-11-22 23:00:00", "at_risk"),
                                 ("2026-11-23 22:00:01", "late")):
            with freeze_time(moment):
                breach.invalidate_recordset()
                self.assertEqual(breach.standing, standing)
                self.assertIn(breach, self.breaches.search([("standing", "=", standing)]))
                self.breaches._cron_warn()
                self.breaches._cron_warn()
        acts = breach.sudo().decision_ids.mapped("act")
        self.assertEqual([acts.count(f"warned_{each}") for each in ("at_risk", "late")], [1, 1])
        (activity,) = breach.sudo().activity_ids.filtered(
            lambda each: each.activity_type_id == kinds)
        self.assertIn("late", activity.summary)

    def test_officers_say_how_many_hours_before_the_end_they_are_warned(self):
        breach = self._breach()
        settings = self.env["res.config.settings"]
        with freeze_time("2026-11-22 10:00:00"):
            self.assertEqual(breach.standing, "on_track", "36 hours are left")
            settings.with_user(self.boss).create(
                {"privacy_breach_at_risk_hours": 40}).set_values()
            breach.invalidate_recordset()
            self.assertEqual(breach.standing, "at_risk")
            self.assertIn(breach, self.breaches.search([("standing", "=", "at_risk")]))
        for hours in (0, 72):
            with self.subTest(hours), self.assertRaises(ValidationError):
                settings.with_user(self.boss).create({"privacy_breach_at_risk_hours": hours})
        with self.assertRaises(AccessError):
            settings.with_user(self.admin).create({"privacy_breach_at_risk_hours": 5})

    def test_one_that_was_told_is_warned_of_no_more(self):
        breach = self._breach()
        breach.sudo().notified_on = "2026-11-21 10:00:00"
        with freeze_time("2026-11-25"):
            self.breaches._cron_warn()
        self.assertFalse(breach.warned_late_on)

    def test_a_breach_of_tomorrow_is_refused(self):
        for name in ("aware_on", "started_on", "ended_on"):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, "future"):
                self._breach(**{name: "2026-11-21 22:00:00"})
        with self.assertRaisesRegex(ValidationError, "begins before"):
            self._breach(started_on="2026-11-20 21:00:00", aware_on="2026-11-19 21:00:00")

    def test_since_when_we_knew_is_corrected_with_a_reason_alone(self):
        breach = self._breach()
        with self.assertRaises(AccessError):
            breach.aware_on = "2026-11-18 10:00:00"
        with self.assertRaisesRegex(UserError, "Say why"):
            self._step(breach, "clock", aware_on="2026-11-18 10:00:00")
        self._step(breach, "clock", aware_on="2026-11-18 10:00:00", why="The log says so")
        self.assertEqual(breach.deadline, datetime(2026, 11, 21, 10))
        with self.assertRaises(ValidationError):
            self._step(breach, "clock", aware_on="2026-11-25 10:00:00", why="Typed wrongly")

    # === WHO === #

    def test_a_user_reports_one_with_facts_only_and_sees_it_alone(self):
        theirs = self._breach(self.user)
        mine = self._breach()
        self.assertEqual(self.breaches.with_user(self.user).search([]), theirs)
        self.assertIn(mine, self.breaches.with_user(self.auditor).search([]))
        with self.assertRaisesRegex(AccessError, "officer decides"):
            self._breach(self.user, measures="Nothing")
        with self.assertRaises(AccessError):
            theirs.with_user(self.user).write({"facts": "Nothing happened"})
        for nobody in (self.staff, self.admin, self.portal):
            with self.subTest(nobody.login), self.assertRaises(AccessError):
                self._breach(nobody)

    def test_an_auditor_reads_and_decides_nothing(self):
        breach = self._breach().with_user(self.auditor)
        self.assertTrue(breach.facts)
        for act in (breach.action_step, breach.action_add_affected, breach.action_start,
                    breach.action_tell_customers, breach.action_posted):
            with self.subTest(act.__name__), self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            breach.write({"facts": "Other"})

    def test_another_company_s_breach_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Other BV"})
        self._breach()
        self.officer_two.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.breaches.with_user(self.officer_two).search([]))

    def test_no_button_s_field_is_written_and_nothing_is_deleted(self):
        breach = self._breach()
        for name, value in (("state", "closed"), ("risk", "none"), ("drill", True),
                            ("notified_on", FRIDAY), ("telling", "done")):
            with self.subTest(name), self.assertRaises(AccessError):
                breach.write({name: value})
        with self.assertRaises(AccessError):
            breach.unlink()
        with self.assertRaisesRegex(UserError, "closed, not deleted"):
            breach.sudo().unlink()

    # === THE RISK === #

    def test_enisa_s_figures_suggest_and_the_officer_decides(self):
        breach = self._breach()
        breach.write({
            "context_ids": [(6, 0, (self._factor("context_simple")
                                    | self._factor("context_financial")).ids)],
            "ease_id": self._factor("ease_significant").id,
            "circumstance_ids": [(6, 0, (self._factor("confidentiality_known")
                                         | self._factor("intent_malicious")).ids)]})
        self.assertAlmostEqual(breach.severity, 3 * 0.75 + 0.25 + 0.5)
        self.assertEqual((breach.severity_band, breach.risk_suggested), ("high", "high"))
        with self.assertRaisesRegex(UserError, "otherwise"):
            self._step(breach, "assess", risk="none")
        self._step(breach, "assess", risk="high")
        self.assertEqual((breach.state, breach.risk), ("assessed", "high"))

    def test_a_kind_of_circumstance_is_answered_once(self):
        two = self._factor("confidentiality_known") | self._factor("confidentiality_unknown")
        with self.assertRaisesRegex(ValidationError, "one answer"):
            self._breach(circumstance_ids=[(6, 0, two.ids)])
        with self.assertRaises(ValidationError):
            self._factor("ease_maximum").score = 3

    # === STATES === #

    def test_the_authority_is_left_out_only_where_a_risk_is_unlikely(self):
        breach = self._full()
        with self.assertRaises(UserError):
            self._step(breach, "leave", why="Nobody saw it")
        self._assess(breach, "risk")
        with self.assertRaisesRegex(UserError, "unlikely"):
            self._step(breach, "leave", why="Nobody saw it")
        self._assess(breach, "none")
        with self.assertRaisesRegex(UserError, "Say why"):
            self._step(breach, "leave")
        self._step(breach, "leave", why="Nobody saw it")
        self.assertEqual((breach.state, breach.standing), ("not_notifiable", "ended"))
        self._step(breach, "close", why="All is done")
        self.assertEqual(breach.state, "closed")
        with self.assertRaisesRegex(UserError, "ended"):
            breach.with_user(self.officer).write({"facts": "Other"})
        self._step(breach, "reopen", why="The file has turned up")
        self.assertFalse(breach.closed_on)

    def test_what_the_law_wants_documented_is_there_before_it_is_closed(self):
        breach = self._full(effects=False)
        self._assess(breach, "none")
        self._step(breach, "leave", why="Nobody saw it")
        with self.assertRaisesRegex(UserError, "remedial"):
            self._step(breach, "close", why="Done")

    def test_one_of_high_risk_is_not_closed_before_people_are_decided_on(self):
        breach = self._full()
        self._assess(breach)
        breach.sudo().write({"state": "notified", "notified_on": FRIDAY})
        with self.assertRaisesRegex(UserError, "Decide whether the people"):
            self._step(breach, "close", why="Done")
        with self.assertRaisesRegex(UserError, "exception"):
            self._step(breach, "people", people_decision="not_needed")
        with self.assertRaisesRegex(UserError, "why it holds"):
            self._step(breach, "people", people_decision="unintelligible")
        self._step(breach, "people", people_decision="unintelligible", why="Encrypted disk")
        self._step(breach, "close", why="Done")
        self.assertEqual(breach.state, "closed")

    def test_a_public_communication_is_recorded_before_closing(self):
        breach = self._full()
        self._assess(breach)
        breach.sudo().write({"state": "notified", "notified_on": FRIDAY})
        self._step(breach, "people", people_decision="public", why="Nobody's address is known")
        with self.assertRaisesRegex(UserError, "public communication"):
            self._step(breach, "close", why="Done")
        breach.action_made_public()
        self._step(breach, "close", why="Done")
        self.assertEqual(breach.public_on, datetime(2026, 11, 20, 22))

    def test_where_there_was_no_breach_nothing_is_owed(self):
        breach = self._breach()
        self._step(breach, "unfounded", why="The file was empty")
        self.assertEqual((breach.state, breach.standing), ("unfounded", "ended"))
        self.assertFalse(breach.sudo().activity_ids)

    # === THE LOG === #

    def test_the_log_says_who_what_and_why_and_is_only_added_to(self):
        breach = self._breach()
        self._step(breach, "unfounded", why="The file was empty")
        line = breach.with_user(self.officer).decision_ids[-1:]
        self.assertEqual((line.act, line.uid_ref, line.why),
                         ("unfounded", self.officer.id, "The file was empty"))
        for act in (lambda: line.sudo().write({"why": "Other"}), lambda: line.sudo().unlink()):
            with self.assertRaisesRegex(UserError, "only added to"):
                act()

    def test_nobody_writes_into_the_log_by_hand(self):
        breach = self._breach()
        self.env["ir.model.access"].create({
            "name": "too much", "perm_create": True, "perm_read": True,
            "model_id": self.env["ir.model"]._get_id("privacy.breach.decision"),
            "group_id": self.env.ref("cloudpepper_privacy.group_privacy_officer").id})
        with self.assertRaisesRegex(UserError, "only added to"):
            self.env["privacy.breach.decision"].with_user(self.officer).create(
                {"breach_id": breach.id, "at": FRIDAY, "act": "close"})

    def test_evidence_has_ids_and_no_words(self):
        breach = self._breach()
        self._step(breach, "unfounded", why="Ilse Vermeulen had it")
        row = self.env["privacy.evidence"].search([("act", "=", "breach_unfounded")], limit=1)
        self.assertEqual(row.counts["breach"], breach.id)
        self.assertNotIn("Ilse", str(row.counts))

    def test_a_drill_has_a_number_of_its_own(self):
        self.assertRegex(self._breach(drill=True).name, "^DRILL/")
        self.assertRegex(self._breach().name, "^BREACH/")

    def test_housekeeping_deletes_what_ended_long_ago_and_nothing_else(self):
        ended, recent, running = self._breach(), self._breach(), self._breach()
        for breach in ended, recent:
            self._step(breach, "unfounded", why="The file was empty")
        ended.sudo().closed_on = "2020-01-01"
        self.breaches._gc_breaches()
        self.assertEqual((ended | recent | running).exists(), recent | running)
        with self.assertRaises(UserError):
            acting_env(self.env)["privacy.breach"].browse(running.id).unlink()

    def test_the_documentation_says_all_of_it(self):
        breach = self._full()
        self._assess(breach, "none")
        self._step(breach, "leave", why="Nobody saw it")
        html, _kind = self.env["ir.actions.report"].with_user(self.auditor)._render_qweb_html(
            "cloudpepper_privacy.privacy_breach_documentation", breach.ids)
        text = html.decode()
        for part in (breach.name, "One customer has read the list.", "The list was deleted.",
                     "Nobody saw it", "Contacts of customers", "Log"):
            with self.subTest(part):
                self.assertIn(part, text)
        self.assertNotIn("DRILL", text)

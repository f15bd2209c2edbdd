"""Monitors are told what is bad, and officers are mailed once; nobody is named."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ...core.health.answers import JSON_TYPE, TEXT_TYPE
from ...engine.health.checks import GRACE, checks
from ...engine.health.verified import Verified
from ...engine.health.watch import Watch
from ..builders.running import RunningCommon
from ..common import SILENT, TODAY

#: what a fresh database that was set up has none of
MACHINE = ("stopped", "overdue", "runs_still", "scheduled_actions", "keys", "evidence",
           "evidence_unverified")


class HealthCommon(RunningCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.crons = cls.env["ir.cron"].with_context(active_test=False).search([
            ("code", "like", "_cron_")]).filtered(
                lambda cron: (cron.get_external_id()[cron.id] or "").startswith(
                    "cloudpepper_privacy."))
        later = fields.Datetime.now() + timedelta(days=30)
        cls.crons.write({"nextcall": later})
        cls.env["privacy.health.alert"].search([]).unlink()

    def _counts(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=user.id, su=False,
                       context={"allowed_company_ids": user.company_ids.ids})
        return {check.key: check.found for check in checks(env)}

    def _verified(self):
        self.env["privacy.seal"]._seal()
        Verified(self.env).follow()

    def _watch(self):
        """Return the mails that officers get."""
        mails = self.env["mail.mail"].sudo()
        before = mails.search([])
        Watch(self.env).follow()
        return mails.search([]) - before


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestChecks(HealthCommon):
    def test_where_all_goes_well_nothing_of_the_machine_is_bad(self):
        self._verified()
        counts = self._counts(self.officer)
        self.assertEqual({key: counts[key] for key in MACHINE}, dict.fromkeys(MACHINE, 0))

    def test_a_stop_is_bad(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "1")
        self.assertEqual(self._counts(self.officer)["stopped"], 1)

    def test_who_is_still_there_days_after_an_automatic_rule_is_counted(self):
        rules = self.env["privacy.rule"].search([("action", "in", ("anonymise", "erase"))])
        self.env.cr.execute("UPDATE privacy_rule SET mode = 'automatic', grace_until = NULL "
                            "WHERE id = ANY(%s)", [rules.ids])
        rules.invalidate_recordset()
        silent = self._contact("Ilse Vermeulen", SILENT)
        self._contact("Jan Today", (("mail", f"{TODAY} 10:00:00"),))
        self.timers.refresh(full=True)
        self.assertEqual(self._counts(self.officer)["overdue"], 1)
        self._tell_hold(silent, None)
        self.assertEqual(self._counts(self.officer)["overdue"], 0)

    def test_who_waits_for_an_officer_under_review_is_not_overdue(self):
        self._contact("Ilse Vermeulen", SILENT)
        self.timers.refresh(full=True)
        self.assertEqual(self._counts(self.officer)["overdue"], 0)

    def test_who_fell_due_within_the_grace_is_not_overdue(self):
        self.env.cr.execute("UPDATE privacy_rule SET mode = 'automatic', grace_until = NULL")
        self.env["privacy.rule"].invalidate_model()
        silent = self._contact("Ilse Vermeulen", SILENT)
        self.timers.refresh(full=True)
        for days, count in ((GRACE - 1, 0), (GRACE + 1, 1)):
            self.env.cr.execute(
                "UPDATE privacy_timer SET date_until = %s "
                "WHERE partner_id = %s AND state != 'done'",
                [fields.Date.today() - timedelta(days=days), silent.id])
            self.assertEqual(self._counts(self.officer)["overdue"], count)

    def test_a_scheduled_action_that_is_off_late_or_failing_is_counted(self):
        action = self.env.ref("cloudpepper_privacy.ir_cron_run")
        for vals in ({"active": False}, {"nextcall": fields.Datetime.now() - timedelta(hours=3)},
                     {"failure_count": 3}):
            with self.subTest(vals=vals), self.env.cr.savepoint() as savepoint:
                action.write(vals)
                self.assertEqual(self._counts(self.officer)["scheduled_actions"], 1)
                savepoint.rollback()
        # workers beside the first are switched on by a setting
        self.env.ref("cloudpepper_privacy.ir_cron_run_2").active = False
        self.assertEqual(self._counts(self.officer)["scheduled_actions"], 0)

    def test_a_run_without_a_batch_for_hours_stands_still(self):
        run = self.runs.preview(self._contact("Ilse Vermeulen", SILENT))
        long_ago = fields.Datetime.now() - timedelta(hours=5)
        self.env.flush_all()
        self.env.cr.execute("UPDATE privacy_run SET state = 'running', date_started = %s "
                            "WHERE id = %s", [long_ago, run.id])
        self.assertEqual(self._counts(self.officer)["runs_still"], 1)
        # the proof has no batches, and may take a night
        self.env.cr.execute("UPDATE privacy_run SET state = 'proving' WHERE id = %s", [run.id])
        self.assertEqual(self._counts(self.officer)["runs_still"], 0)
        with freeze_time(fields.Date.to_date(TODAY) + timedelta(days=2)):
            self.assertEqual(self._counts(self.officer)["runs_still"], 1)

    def test_a_request_past_its_last_day_is_counted_for_who_may_see_it(self):
        self.env["privacy.request"].intake({"rights": ["access"], "name": "Bob Maes"})
        with freeze_time(fields.Date.to_date(TODAY) + timedelta(days=60)):
            self.assertEqual(self._counts(self.officer)["requests_overdue"], 1)
            other = self.env["res.company"].create({"name": "Another"})
            self.officer_two.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
            self.assertEqual(self._counts(self.officer_two)["requests_overdue"], 0)


@tagged("post_install", "-at_install")
class TestEvidence(HealthCommon):
    """Evidence says when by the database's own clock."""

    def test_a_run_with_a_batch_of_this_hour_goes_on(self):
        run = self.runs.preview(self._contact("Ilse Vermeulen", SILENT))
        self.env.flush_all()
        self.env.cr.execute("UPDATE privacy_run SET state = 'running', date_started = %s "
                            "WHERE id = %s", [fields.Datetime.now() - timedelta(hours=5), run.id])
        self.assertEqual(self._counts(self.officer)["runs_still"], 1)
        self.env["privacy.evidence"]._record([
            {"act": "batch", "run": run.id, "batch": run.item_ids.id, "counts": {}}])
        self.assertEqual(self._counts(self.officer)["runs_still"], 0)

    def test_evidence_that_was_changed_is_found_by_itself(self):
        self._run(self._contact("Ilse Vermeulen", SILENT))
        self._verified()
        self.assertEqual(self._counts(self.officer)["evidence"], 0)
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE privacy_evidence DISABLE TRIGGER ALL")
        self.env.cr.execute(
            "UPDATE privacy_evidence SET counts = '{}' WHERE id = (SELECT last_ref FROM "
            "privacy_seal ORDER BY id DESC LIMIT 1)")
        self.env.cr.execute("ALTER TABLE privacy_evidence ENABLE TRIGGER ALL")
        with freeze_time(fields.Datetime.now() + timedelta(hours=24)):
            Verified(self.env).follow()
            self.assertEqual(self._counts(self.officer)["evidence"], 1)
        row = self.env["privacy.evidence"].search(
            [("act", "=", "verify")], limit=1, order="id desc")
        self.assertIn("does not hold", row.outcome_text)

    def test_evidence_is_verified_once_a_day_and_old_verdicts_are_bad(self):
        rows = self.env["privacy.evidence"]
        self._verified()
        before = rows.search_count([("act", "=", "verify")])
        Verified(self.env).follow()
        self.assertEqual(rows.search_count([("act", "=", "verify")]), before)
        self.assertEqual(self._counts(self.officer)["evidence_unverified"], 0)
        with freeze_time(fields.Datetime.now() + timedelta(days=4)):
            self.assertEqual(self._counts(self.officer)["evidence_unverified"], 1)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWatch(HealthCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.write({"email": "officer@own.example", "lang": "en_US"})
        cls.officer_two.email = "two@own.example"

    def _stop(self, value):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", value)

    def test_what_turned_bad_is_mailed_once_and_again_when_it_comes_back(self):
        self._watch()
        self.assertFalse(self._watch())
        self._stop("1")
        mails = self._watch()
        self.assertEqual(set(mails.mapped("email_to")), {
            self.officer.email_formatted, self.officer_two.email_formatted})
        self.assertIn("All erasing is stopped", mails[0].body_html)
        self.assertIn("/odoo/privacy-desk", mails[0].body_html)
        self.assertFalse(self._watch())
        self._stop("")
        self.assertFalse(self._watch())
        self._stop("1")
        self.assertTrue(self._watch())

    def test_a_mail_names_nobody(self):
        person = self._contact("Zefyrina Qwixzorbal", SILENT, email="zefyrina@mail.example")
        self.env["privacy.request"].intake({"rights": ["access"], "name": person.name,
                                            "email": person.email})
        self._watch()
        with freeze_time(fields.Date.to_date(TODAY) + timedelta(days=60)):
            mails = self._watch()
        self.assertTrue(mails)
        for mail in mails:
            self.assertNotIn("efyrina", mail.body_html + mail.subject)

    def test_an_officer_without_an_address_or_role_is_not_mailed(self):
        self.officer.partner_id.email = False
        self._stop("1")
        mails = self._watch()
        self.assertEqual(set(mails.mapped("email_to")), {self.officer_two.email_formatted})

    def test_who_is_no_officer_any_more_is_forgotten(self):
        self._stop("1")
        self._watch()
        alerts = self.env["privacy.health.alert"]
        self.assertTrue(alerts.search([("user_id", "=", self.officer_two.id)]))
        self.officer_two.group_ids -= self.env.ref("cloudpepper_privacy.group_privacy_officer")
        self._watch()
        self.assertFalse(alerts.search([("user_id", "=", self.officer_two.id)]))


@tagged("post_install", "-at_install")
class TestHealthPage(HealthCommon, HttpCase):
    def _key(self, user):
        return self.env["res.users.apikeys"].with_user(user)._generate(
            None, "monitor", fields.Datetime.now() + timedelta(days=1))

    def _asks(self, user, path="/privacy/health", **headers):
        self.env.flush_all()
        return self.url_open(
            path, headers={"Authorization": f"Bearer {self._key(user)}", **headers})

    def test_an_auditor_with_a_key_is_told_in_json(self):
        self._verified()
        answer = self._asks(self.auditor)
        told = answer.json()
        self.assertEqual(answer.headers["Content-Type"], JSON_TYPE)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        bad = any(check["observedValue"] for (check,) in told["checks"].values())
        self.assertEqual((answer.status_code, told["status"]),
                         (503, "fail") if bad else (200, "pass"))
        self.assertTrue(told["evidence_verified"].endswith("+00:00"))

    def test_a_stop_is_told_with_503_and_without_it_the_check_passes(self):
        for value, state in (("1", "fail"), ("", "pass")):
            self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", value)
            answer = self._asks(self.officer)
            self.assertEqual(answer.json()["checks"]["stopped"][0]["status"], state)
            if value:
                self.assertEqual(answer.status_code, 503)

    def test_prometheus_is_told_in_its_own_form(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "1")
        asked = {"Accept": "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"}
        for answer in (self._asks(self.officer, **asked),
                       self._asks(self.officer, "/privacy/health?format=openmetrics")):
            self.assertEqual((answer.status_code, answer.headers["Content-Type"]),
                             (200, TEXT_TYPE))
            self.assertIn('privacy_problems{check="stopped"} 1\n', answer.text)
            self.assertTrue(answer.text.endswith("# EOF\n"))

    @mute_logger("odoo.http")
    def test_nobody_else_is_told(self):
        for user in (self.staff, self.admin, self.user):
            self.assertEqual(self._asks(user).status_code, 403, user.login)
        self.assertEqual(self.url_open("/privacy/health").status_code, 401)
        self.assertEqual(self.url_open("/privacy/health", headers={
            "Authorization": "Bearer nonsense"}).status_code, 401)
        self.assertEqual(self._asks(self.officer, "/privacy/health?format=xml").status_code, 406)

"""The desk: every figure is the number of records behind it, and nobody sees what is not theirs."""

import json

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.desk.desk import Desk
from ..builders.running import RunningCommon
from ..common import SILENT, TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDesk(RunningCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.silent = cls._contact("Ilse Vermeulen", SILENT)
        cls.env["privacy.request"].intake({"rights": ["access"], "name": "Bob Maes"})
        cls.env["privacy.breach"].with_user(cls.officer).sudo().create({
            "title": "A list went astray", "aware_on": f"{TODAY} 00:00:00"})
        cls.timers.refresh(full=True)
        cls.runs.preview(cls.silent)

    def _told(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return Desk(self.env(user=user.id, su=False)).told()

    def _figures(self, told):
        return {(card["key"], figure["key"]): figure["count"]
                for card in told["cards"] for figure in card["figures"]}

    def _wrong(self, told):
        """Return the lines that say what is wrong, without the one that leads to the guide."""
        return [line for line in told["lines"] if "action" not in line]

    def test_every_figure_is_the_number_of_records_that_it_leads_to(self):
        for user in (self.user, self.officer, self.auditor):
            for card in self._told(user)["cards"]:
                for figure in card["figures"]:
                    with self.subTest(user=user.login, card=card["key"], figure=figure["key"]):
                        domain = json.loads(json.dumps(figure["domain"]))
                        found = self.env[card["model"]].with_user(user).sudo(False).search(domain)
                        self.assertEqual(figure["count"], len(found))

    def test_an_officer_sees_what_waits(self):
        figures = self._figures(self._told(self.officer))
        self.assertEqual(figures["runs", "approve"], 1)
        self.assertGreaterEqual(figures["requests", "open"], 1)
        self.assertGreaterEqual(figures["breaches", "open"], 1)
        self.assertGreaterEqual(figures["clocks", "due"], 1)

    def test_what_is_done_waits_no_longer(self):
        self._run(self.silent)
        told = self._told(self.officer)
        self.assertNotIn(self.silent.id, self.timers.search([
            ("is_due", "=", True), ("kept_by", "=", False)]).partner_id.ids)
        self.assertEqual(told["last_run"]["name"], self.runs.search(
            [("state", "in", ("done", "incomplete"))], order="id desc", limit=1).name)
        chart = next(each for each in told["charts"] if each["key"] == "proven")
        self.assertEqual(sum(series["values"][-1] for series in chart["series"]), 1)

    def test_an_auditor_sees_no_clock(self):
        told = self._told(self.auditor)
        self.assertNotIn("clocks", {card["key"] for card in told["cards"]})
        self.assertNotIn("falling_due", {chart["key"] for chart in told["charts"]})
        self.assertIn("runs", {card["key"] for card in told["cards"]})

    def test_a_stop_and_a_controller_without_a_name_are_said_first(self):
        self.assertFalse(self._wrong(self._told(self.officer)))
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "1")
        self.company.privacy_email = False
        self.officer.company_ids = [(4, self.company.id)]
        lines = self._wrong(Desk(self.env(user=self.officer.id, su=False)(
            context={"allowed_company_ids": self.company.ids})).told())
        self.assertEqual([line["tone"] for line in lines], ["danger", "warning"])
        self.assertIn("All erasing is stopped", lines[0]["text"])
        self.assertIn("privacy contact", lines[1]["text"])

    def test_the_last_days_fall_into_the_month_that_the_clocks_say(self):
        contact = self._contact("Jan Later", (("mail", "2024-11-04 10:00:00"),))
        self.timers.refresh(full=True)
        chart = next(each for each in self._told(self.officer)["charts"]
                     if each["key"] == "falling_due")
        place = chart["labels"].index("Nov 2027")
        self.assertEqual(self.timers.search([
            ("partner_id", "=", contact.id), ("state", "=", "counting")], limit=1
        ).date_until.isoformat()[:7], "2027-11")
        self.assertGreaterEqual(sum(series["values"][place] for series in chart["series"]), 1)

    def test_as_many_statements_for_many_as_for_few(self):
        def statements(contacts):
            for number in range(contacts):
                self._contact(f"Contact {number}", SILENT)
            self.timers.refresh(full=True)
            self._told(self.officer)
            before = self.env.cr.sql_log_count
            self._told(self.officer)
            return self.env.cr.sql_log_count - before

        few = statements(2)
        self.assertLessEqual(statements(40), few)
        self.assertLessEqual(few, 90)


@tagged("post_install", "-at_install")
class TestDeskPage(RunningCommon, HttpCase):
    def _ask(self, user):
        user.password = f"{user.login}-{user.login}"
        self.authenticate(user.login, f"{user.login}-{user.login}")
        with mute_logger("odoo.http"):
            return self.url_open("/privacy/desk", json={
                "jsonrpc": "2.0", "method": "call", "params": {}}).json()

    def test_who_has_a_privacy_role_gets_it_in_one_answer(self):
        for user in (self.user, self.officer, self.auditor):
            with self.subTest(user=user.login):
                self.assertTrue(self._ask(user)["result"]["cards"])

    def test_nobody_else_does(self):
        for user in (self.staff, self.admin, self.portal):
            with self.subTest(user=user.login):
                answer = self._ask(user)
                self.assertNotIn("result", answer)
                self.assertEqual(answer["error"]["data"]["name"], f"odoo.exceptions."
                                 f"{AccessError.__name__}")

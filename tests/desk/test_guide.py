"""From installed to automatic: each step is done by facts, and open again when they go."""

from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from ...engine.desk.desk import Desk
from ...engine.first_use.guide import Guide
from ..builders.policies import PolicyCommon
from ..common import SILENT, TODAY

KEYS = ["controller", "roles", "coverage", "periods", "preview", "policy", "switch"]


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestGuide(PolicyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.env["privacy.coverage"].action_open()

    def _env(self, user, company=None):
        company = company or self.company
        return self.env(user=user.id, su=False, context={"allowed_company_ids": company.ids})

    def _told(self, user=None, company=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return Guide(self._env(user or self.officer, company)).told()

    def _step(self, key, **asked):
        return next(step for step in self._told(**asked)["steps"] if step["key"] == key)

    def _says(self, key, text):
        return any(text in line["text"] for line in self._step(key)["lines"])

    def test_there_are_seven_in_order_and_it_begins_at_the_first_open_one(self):
        told = self._told()
        self.assertEqual([step["key"] for step in told["steps"]], KEYS)
        done = [step["done"] for step in told["steps"]]
        self.assertEqual(told["done"], sum(done))
        self.assertEqual(told["current"], done.index(False))
        self.assertTrue(told["may_act"])

    def test_each_button_opens_an_action_that_an_officer_may_open(self):
        for step in self._told()["steps"]:
            with self.subTest(step=step["key"]):
                action = self.env.ref(step["action"])
                self.assertTrue(step["question"].endswith("?"))
                groups = action.sudo().group_ids
                self.assertTrue(not groups or groups & self.officer.all_group_ids)

    def test_who_answers(self):
        self.assertTrue(self._step("controller")["done"])
        self.company.write({"privacy_email": False, "email": False})
        self.assertFalse(self._step("controller")["done"])
        self.assertTrue(self._says("controller", "Missing: privacy contact"))

    def test_an_officer_is_needed_and_under_four_eyes_two(self):
        self.assertTrue(self._step("roles")["done"])
        self.assertTrue(self._says("roles", self.officer.name))
        self.officer_two.active = False
        self.assertTrue(self._step("roles")["done"])
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        self.assertFalse(self._step("roles")["done"])
        self.officer_two.active = True
        self.assertTrue(self._step("roles")["done"])

    def test_of_another_company_its_own_people_count(self):
        other = self.env["res.company"].create({"name": "Another BV"})
        self.officer.company_ids |= other
        lines = self._step("roles", company=other)["lines"]
        self.assertIn(self.officer.name, lines[0]["text"])
        self.assertNotIn(self.officer_two.name, lines[0]["text"])
        self.assertFalse(self._step("controller", company=other)["done"])

    def test_fields_that_nobody_decided_on_keep_the_map_open(self):
        undecided = self.env["privacy.coverage"].search(
            [("need", "in", ("accept", "decide")), ("state", "=", "undecided")])
        self.assertEqual(self._step("coverage")["done"], not undecided)
        row = self.env["privacy.coverage"].search([], limit=1)
        self.env.cr.execute("UPDATE privacy_coverage SET need = 'decide', state = 'undecided' "
                            "WHERE id = %s", [row.id])
        self.env.invalidate_all()
        self.assertFalse(self._step("coverage")["done"])

    def test_a_period_below_the_law_is_open(self):
        self.company.write({"country_id": self.env.ref("base.be").id, "privacy_voucher_years": 10})
        self.assertTrue(self._step("periods")["done"])
        self.company.privacy_voucher_years = 3
        self.assertFalse(self._step("periods")["done"])

    def test_a_preview_has_been_made(self):
        self.runs.search([("kind", "=", "retention")]).unlink()
        self.assertFalse(self._step("preview")["done"])
        run = self.runs.preview(self._contact("Ilse Vermeulen", SILENT))
        self.assertTrue(self._says("preview", run.name))
        self.assertTrue(self._step("preview")["done"])

    def test_the_policy_follows_the_records_once_a_version_of_them_is_published(self):
        self.assertFalse(self._step("policy")["done"])
        self._published()
        self.assertTrue(self._step("policy")["done"])

    def test_automatic_rules_that_are_not_stopped_end_it(self):
        self.assertFalse(self._step("switch")["done"])
        rule = self.env["privacy.rule"].search([("action", "=", "anonymise")], limit=1)
        rule.mode = "automatic"
        self.assertTrue(self._step("switch")["done"])
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "1")
        self.assertFalse(self._step("switch")["done"])

    def test_the_desk_leads_to_it_until_all_is_done(self):
        desk = Desk(self._env(self.officer))
        line = desk.told()["lines"][-1]
        self.assertEqual(line["action"], "cloudpepper_privacy.privacy_guide_action")
        self.assertIn("of 7 steps", line["text"])
        self.assertFalse(any("action" in line for line in Desk(
            self._env(self.auditor)).told()["lines"]), "an auditor has nothing to set up")

    def test_it_asks_little_of_the_database(self):
        self._told()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._told()
        self.assertLess(self.env.cr.sql_log_count - before, 60)


@tagged("post_install", "-at_install")
class TestGuidePage(PolicyCommon, HttpCase):
    def _asked(self, user, route="guide", **params):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(f"/privacy/{route}", params)

    def test_desk_and_guide_are_about_the_company_that_is_switched_on(self):
        other = self.env["res.company"].create({"name": "Another BV"})
        self.officer.company_ids |= other
        self.assertIn(self.officer.company_id.name, self._asked(self.officer)["progress"])
        told = self._asked(self.officer, company_ids=[other.id, self.company.id])
        self.assertIn("Another BV: ", told["progress"])
        lines = self._asked(self.officer, "desk", company_ids=other.ids)["lines"]
        self.assertTrue(any("Another BV" in line["text"] for line in lines))

    def test_of_a_company_that_is_not_the_readers_nothing_is_told(self):
        other = self.env["res.company"].create({"name": "Another BV"})
        for route in ("desk", "guide"):
            for wrong in (other.ids, [str(self.company.id)], "1", [True], [10**9]):
                with self.subTest(route=route, ids=wrong), mute_logger("odoo.http"), \
                        self.assertRaises(JsonRpcException):
                    self._asked(self.officer, route, company_ids=wrong)

    def test_officers_and_auditors_read_it_and_nobody_else(self):
        self.assertTrue(self._asked(self.officer)["may_act"])
        self.assertFalse(self._asked(self.auditor)["may_act"])
        for user in (self.staff, self.user, self.admin, self.portal):
            with self.subTest(user=user.login), mute_logger("odoo.http"), \
                    self.assertRaises(JsonRpcException):
                self._asked(user)

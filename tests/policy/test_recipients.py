"""The register of recipients says what it does not know: ground, module, contract, address."""

import ast
import importlib.util
from pathlib import Path

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, TransactionCase, freeze_time, tagged

from ..common import TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRegister(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recipients = cls.env["privacy.recipient"].with_user(cls.officer).sudo(False)
        cls.recipient = cls.recipients.create({
            "name": "Hosting Inc", "group": "infrastructure", "website": "https://host.example",
            "contract_date": "2025-01-01"})

    def _abroad(self, **vals):
        self.recipient.write({"country_id": self.env.ref("base.us").id, **vals})
        return self.recipient.todo or ""

    def _found_by(self, name):
        view = self.recipients.get_view(view_type="search")["arch"]
        domain = view.split(f'name="{name}"')[1].split('domain="')[1].split('"')[0]
        domain = domain.replace("&lt;", "<")
        return self.recipient in self.recipients.search(ast.literal_eval(domain))

    def test_a_country_outside_the_area_without_a_ground_is_to_do(self):
        self.assertIn("in which country", self.recipient.todo)
        self.assertIn("on which ground", self._abroad())
        self.assertTrue(self.recipient.outside_eea and self._found_by("without_ground"))
        self.assertNotIn("ground", self._abroad(transfer_ground="dpf"))
        self.assertTrue(self._found_by("outside"))
        self.assertFalse(self._found_by("without_ground"))
        self.recipient.country_id = self.env.ref("base.be")
        self.assertFalse(self.recipient.outside_eea or self._found_by("outside"))

    def test_clauses_without_module_or_copy_are_to_do(self):
        self.assertIn("which module", self._abroad(transfer_ground="scc"))
        self.assertTrue(self._found_by("without_module"))
        todo = self._abroad(scc_module="c2p")
        self.assertNotIn("module", todo)
        self.assertIn("copy of the clauses", todo)
        self.recipient.sudo().document_ids = self.env["ir.attachment"].create(
            {"name": "clauses.pdf", "raw": b"%PDF-1.4"})
        self.assertFalse(self.recipient.todo)
        self.assertIn("another role", self._abroad(role="controller"))

    def test_a_processor_without_a_contract_and_a_late_review_are_to_do(self):
        self.recipient.write({"country_id": self.env.ref("base.be").id, "transfer_ground": "none"})
        self.assertFalse(self.recipient.todo)
        self.recipient.contract_review = "2026-05-01"
        self.assertIn("has passed", self.recipient.todo)
        self.assertTrue(self._found_by("to_review"))
        self.recipient.write({"contract_review": False, "contract_date": False})
        self.assertIn("28(3)", self.recipient.todo)
        self.assertTrue(self._found_by("without_contract"))
        self.recipient.role = "joint"
        self.assertIn("Art. 26", self.recipient.todo)
        self.recipient.role = "controller"
        self.assertFalse(self.recipient.todo)

    def test_what_cannot_be_is_refused_where_it_is_entered(self):
        with self.assertRaises(ValidationError):
            self.recipient.write({"transfer_ground": "dpf", "scc_module": "c2p"})
        with self.assertRaises(ValidationError):
            self.recipient.contract_review = "2024-12-31"
        with self.assertRaises(AccessError):
            self.recipient.with_user(self.user).role = "controller"

    def test_the_form_asks_for_a_ground_abroad_and_for_none_at_home(self):
        with Form(self.recipients) as form:
            form.name, form.group = "New One", "operations"
            form.country_id = self.env.ref("base.be")
            self.assertEqual(form.transfer_ground, "none")
            form.country_id = self.env.ref("base.us")
            self.assertEqual(form.transfer_ground, "unknown")
            form.transfer_ground, form.scc_module = "scc", "c2p"
            form.transfer_ground = "adequacy"
            self.assertFalse(form.scc_module)

    def test_whoever_it_will_be_has_no_country_yet(self):
        court = self.env.ref("cloudpepper_privacy.recipient_authorities")
        self.assertFalse(court.todo)
        self.assertIn("country", self.env.ref("cloudpepper_privacy.recipient_banks").todo)


@tagged("post_install", "-at_install")
class TestSeeded(TransactionCase):
    def _migrate(self):
        path = Path(__file__).parents[2] / "migrations/19.0.1.5.0/post-recipients.py"
        spec = importlib.util.spec_from_file_location("post_recipients", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()
        return script

    def _ref(self, name):
        return self.env.ref(f"cloudpepper_privacy.recipient_{name}")

    def test_an_upgrade_fills_what_nobody_has_written_and_nothing_else(self):
        crisp, aws, vultr = self._ref("crisp"), self._ref("aws"), self._ref("vultr")
        (crisp | aws | vultr).write({"website": False})
        aws.write({"scc_module": False, "website": "https://ours.example"})
        vultr.write({"name": "Another Host", "scc_module": False})
        self._migrate()
        self.assertEqual(crisp.website, "https://crisp.chat")
        self.assertEqual((aws.website, aws.scc_module), ("https://ours.example", "c2p"))
        self.assertFalse(vultr.website or vultr.scc_module)

    def test_an_upgrade_and_a_new_database_say_the_same(self):
        names = ("website", "scc_module", "mail_hosts")
        seeded = self.env["privacy.recipient"].browse(self.env["ir.model.data"].search([
            ("module", "=", "cloudpepper_privacy"),
            ("model", "=", "privacy.recipient")]).mapped("res_id"))
        before = seeded.read(names)
        seeded.write(dict.fromkeys(names, False))
        self._migrate()
        self.assertEqual(seeded.read(names), before)
        self.assertFalse(any(seeded.mapped("email") + seeded.mapped("address")))

"""The wrong person is never erased: whoever is part of the own organisation or configuration."""

from pathlib import Path

from odoo import fields, models
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.settings import Settings
from ..builders.made_models import MadeModels
from ..common import TODAY, PrivacyCommon

SILENT = (("mail", "2012-05-04 10:00:00"),)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestProtected(MadeModels, PrivacyCommon):
    def _assert_spared(self, contact):
        self.env.flush_all()
        row = self.env.execute_query(
            SQL("SELECT p::text FROM res_partner p WHERE id = %s", contact.id))
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact), {})
        run = self.runs.preview(contact)
        self.assertEqual(run.subjects, 0)
        run.action_approve()
        run._work()
        self.assertEqual(row, self.env.execute_query(
            SQL("SELECT p::text FROM res_partner p WHERE id = %s", contact.id)))

    def _model(self, name):
        if name not in self.env:
            self.skipTest(f"{name} is not installed")
        return self.env[name]

    def test_a_silent_contact_like_them_would_have_gone(self):
        contact = self._contact(facts=SILENT)
        self.timers.refresh(full=True)
        self.assertEqual(self.runs.preview(contact).subjects, 1)

    def test_an_internal_user(self):
        self._assert_spared(self._contact(facts=(*SILENT, ("user", True))))

    def test_an_archived_internal_user_of_whom_nobody_knows_when_they_left(self):
        contact = self._contact(facts=(*SILENT, ("user", False)))
        contact.privacy_staff_left = False
        self._assert_spared(contact)

    def test_the_company_itself_even_when_invoiced(self):
        self._assert_spared(self._contact(facts=(("own_company", True), ("invoice", "2012-01-31"))))

    def test_a_tax_office_that_a_module_brought(self):
        self._assert_spared(self._contact("Tax Office", (("xml_id", "account"),)))

    def test_the_holder_of_a_journals_bank_account(self):
        contact = self._contact(facts=SILENT)
        account = self.env["res.partner.bank"].create(
            {"acc_number": "BE71096123456769", "partner_id": contact.id})
        journal = self.company_data["default_journal_bank"].with_env(self.env)
        self.env.cr.execute("UPDATE account_journal SET bank_account_id = %s WHERE id = %s",
                            [account.id, journal.id])
        journal.invalidate_recordset()
        self._assert_spared(contact)

    def test_robot_public_and_template_users(self):
        for xml_id in ("base.partner_root", "base.public_partner"):
            with self.subTest(xml_id):
                self._assert_spared(self.env.ref(xml_id))
        template = self.env.ref("base.template_portal_user_id").partner_id
        self._assert_spared(template)

    def test_an_employee_without_a_user(self):
        employee = self._model("hr.employee").create({"name": "Joost Rookmaker"})
        contact = employee.work_contact_id or self._contact("Joost Rookmaker")
        employee.work_contact_id = contact
        self._date(contact, "create_date", "2010-01-05 09:00:00")
        self._assert_spared(contact)

    def test_the_address_of_a_warehouse(self):
        contact = self._contact("Depot Noord", SILENT)
        self._model("stock.warehouse").create(
            {"name": "Noord", "code": "NRD", "partner_id": contact.id})
        self._assert_spared(contact)

    def test_the_address_of_a_work_location(self):
        contact = self._contact("Kantoor Zuid", SILENT)
        self._model("hr.work.location").create(
            {"name": "Zuid", "address_id": contact.id, "location_type": "office"})
        self._assert_spared(contact)

    def _links(self, name):
        """Let a module of tomorrow bring a link to contacts on a model."""
        class Linked(models.Model):
            _module = None
            _name = name
            _inherit = name
            x_branch_id = fields.Many2one("res.partner", ondelete="set null")

        self._install(Linked)

    def test_whom_a_journal_names_by_any_link(self):
        self._links("account.journal")
        contact = self._contact("Branch Noord", SILENT)
        self.company_data["default_journal_bank"].with_env(self.env).x_branch_id = contact
        self._assert_spared(contact)

    def test_whom_the_company_names_by_any_link(self):
        self._links("res.company")
        contact = self._contact("Tax Representative", SILENT)
        self.company.x_branch_id = contact
        self._assert_spared(contact)

    def test_whom_a_carrier_or_a_warehouse_names_by_any_link(self):
        for name in ("delivery.carrier", "stock.warehouse"):
            with self.subTest(name):
                if name not in self.env:
                    continue
                self._links(name)
                contact = self._contact("Somebody", SILENT)
                record = self.env[name].search([], limit=1)
                record.x_branch_id = contact
                self._assert_spared(contact)

    def test_once_no_configuration_names_them_they_go(self):
        self._links("account.journal")
        contact = self._contact("Branch Noord", SILENT)
        journal = self.company_data["default_journal_bank"].with_env(self.env)
        journal.x_branch_id = contact
        self.timers.refresh()
        self.assertEqual(self._clocks(contact), {})
        journal.x_branch_id = False
        self.timers.refresh()
        self.assertEqual(self.runs.preview(contact).subjects, 1)

    def test_what_is_no_configuration_protects_nobody(self):
        self._links("account.payment.term")
        contact = self._contact("Somebody", SILENT)
        self.env["account.payment.term"].search([], limit=1).x_branch_id = contact
        self.timers.refresh(full=True)
        self.assertEqual(self.runs.preview(contact).subjects, 1)

    def test_a_copy_of_production_is_disarmed(self):
        script = Path(__file__).resolve().parents[2] / "data" / "neutralize.sql"
        self.env.cr.execute(script.read_text(encoding="utf-8"))
        self.env.invalidate_all()
        for name in ("run", "refresh", "refresh_full", "seal"):
            self.assertFalse(self.env.ref(f"cloudpepper_privacy.ir_cron_{name}").active)
        self.assertTrue(Settings(self.env).stopped())
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        run._work()
        self.assertFalse(contact.privacy_anonymised_on)

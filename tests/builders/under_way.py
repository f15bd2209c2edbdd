"""What colleagues make in the ordinary screens, and how it looks years later."""

from odoo.tests import new_test_user

from ..common import PrivacyCommon

#: groups of a colleague of sales, where their modules are installed
GROUPS = (
    "base.group_user", "base.group_partner_manager", "account.group_account_invoice",
    "sales_team.group_sale_manager", "purchase.group_purchase_user",
    "project.group_project_user", "event.group_event_registration_desk",
)
LONG_AGO = "2012-03-05 10:00:00"


class UnderWayCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = [name for name in GROUPS if cls.env.ref(name, raise_if_not_found=False)]
        cls.sales = new_test_user(cls.env, "sales_colleague", ",".join(groups))
        # sees what is due, and may open what is under way
        cls.reader = new_test_user(
            cls.env, "sales_and_privacy",
            ",".join([*groups, "cloudpepper_privacy.group_privacy_user"]))
        cls.sales.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})

    def _model(self, name):
        if name not in self.env:
            self.skipTest(f"{name} is not installed")
        return self.env[name]

    def _as(self, name):
        """Return a model as the colleague opens it, notes of changes included."""
        self._model(name)
        env = self.env(user=self.sales, su=False, context={"lang": "en_US"})
        return env[name].with_company(self.company)

    def _order(self, contact, **vals):
        product = self.env["product.product"].create({"name": "Hosting", "type": "service"})
        return self._as("sale.order").create({
            "partner_id": contact.id, **vals,
            "order_line": [(0, 0, {"product_id": product.id, "price_unit": 10.0})]})

    def _transaction(self, contact, state):
        provider = self._model("payment.provider").search([], limit=1).sudo()
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        return self.env["payment.transaction"].create({
            "provider_id": provider.id, "payment_method_id": method.id, "amount": 10.0,
            "reference": f"P{contact.id}-{state}", "partner_id": contact.id, "state": state,
            "currency_id": self.company.currency_id.id, "operation": "online_redirect"})

    def _age(self, records, moment=LONG_AGO, fields=("create_date",)):
        """Let records look as if they were last touched long ago, their messages included."""
        self.env.flush_all()
        for record in records:
            names = [*fields, *(["date_order"] if "date_order" in record._fields else [])]
            for name in names:
                self._date(record, name, moment)
            self.env.cr.execute(
                "UPDATE mail_message SET date = %s WHERE model = %s AND res_id = %s",
                [moment, record._name, record.id])
        self.env.invalidate_all()

    def _assert_spared(self, contact, words):
        """Neither a preview nor a run takes the contact; the preview and the contact say why."""
        self.timers.refresh(full=True)
        self.env.invalidate_all()
        run = self.runs.preview(contact)
        self.assertEqual(run.subjects, 0, self._clocks(contact))
        self.assertIn(words, run.with_user(self.reader).not_due_table or "")
        self.assertIn(words, contact.with_user(self.sales).privacy_sentence)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        self.assertFalse(contact.privacy_anonymised_on)

    def _assert_due(self, contact, carry_out=True):
        self.timers.refresh(full=True)
        self.env.invalidate_all()
        run = self.runs.preview(contact)
        self.assertEqual(len(run.item_ids.filtered("whole")), 1, self._clocks(contact))
        if carry_out:
            run.action_approve()
            run._work()
            self.env.invalidate_all()
            self.assertTrue(contact.privacy_anonymised_on)

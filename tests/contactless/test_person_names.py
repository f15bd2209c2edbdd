"""Whose name stands on a record of somebody without a contact: a person's, never a document's."""

from odoo import fields, models
from odoo.tests import freeze_time, tagged

from ...engine.contactless.person_names import name_field
from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..builders.made_models import MadeModels
from ..common import TODAY

WISH, VISITOR, BADGE = "x_new.wish", "x_new.visitor", "x_new.badge"


class Wish(models.Model):
    _module = None
    _name = WISH
    _description = "Wish"

    name = fields.Char()
    email = fields.Char()


class Visitor(models.Model):
    _module = None
    _name = VISITOR
    _description = "Visitor"

    name = fields.Char()
    email = fields.Char()


class Badge(models.Model):
    _module = None
    _name = BADGE
    _description = "Badge"

    name = fields.Char("Attendee Name")
    customer_name = fields.Char(translate=True)
    email = fields.Char()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPersonNames(MadeModels, ContactlessCommon):
    definitions = (Wish, Visitor, Badge)

    def _task(self, title, email):
        self._need("project.task")
        project = self.env["project.project"].create({"name": "Roofs"})
        task = self.env["project.task"].create({
            "name": title, "project_id": project.id, "partner_id": False, "email_from": email})
        task.write({"partner_id": False, "state": "1_done"})
        self._date(task, "create_date", SILENT_SINCE)
        self._long_ago(task, SILENT_SINCE)
        return task

    def _orders(self, *emails):
        """Paid orders of a shop, as Odoo names them."""
        self._need("pos.order")
        config = self.env["pos.config"].create({"name": "Furniture Shop"})
        session = self.env["pos.session"].create({"config_id": config.id, "user_id": self.env.uid})
        orders = self.env["pos.order"].create([{
            "name": f"Furniture Shop - {number:06}", "session_id": session.id, "email": email,
            "amount_tax": 0, "amount_total": 0, "amount_paid": 0, "amount_return": 0,
            "company_id": self.company.id, "state": "paid"}
            for number, email in enumerate(emails, 1)])
        for order in orders:
            self._date(order, "create_date", SILENT_SINCE)
            self._date(order, "date_order", SILENT_SINCE)
        return orders

    def test_orders_of_one_receipt_address_are_one_persons(self):
        subject = self._subjects(*self._orders(EMAIL, EMAIL, EMAIL))
        self.assertEqual((len(subject), subject.many_names), (1, False))

    def test_an_order_that_goes_takes_nothing_from_who_mentions_the_shop(self):
        subject = self._subjects(self._orders(EMAIL))
        living = self._living()
        living.comment = text = "<p>Bought at Furniture Shop - 000001</p>"
        item = self._item(self._carry_out(), subject)
        self.assertEqual(living.comment, text)
        self.assertIn(item.state, ("done", "kept", "incomplete"))

    def test_the_title_of_a_task_is_nobodys_name(self):
        title = "Offerte nieuwe keuken"
        task = self._task(title, EMAIL)
        lead = self._nobodys_lead(
            created="2026-05-06 10:00:00", name=title, contact_name="Jan Claes",
            email_from="jan@claes.example", description=f"<p>{title} graag</p>")
        message = self._message(self._living(), "2026-05-06 10:00:00", subject=title)
        subject = self._subjects(task)
        item = self._item(self._carry_out(), subject)
        self.assertEqual(item.state, "done", item.reason)
        self.assertFalse(task.email_from)
        self.assertEqual((lead.name, message.subject), (title, title))
        self.assertIn(title, lead.description)

    def test_titles_under_one_address_are_not_names_of_many(self):
        tasks = [self._task(title, EMAIL) for title in (
            "Offerte nieuwe keuken", "Vraag over parket", "Afspraak in mei")]
        self.assertFalse(self._subjects(*tasks).many_names)

    def test_the_title_of_a_lead_is_none_and_who_it_is_from_is(self):
        lead = self._nobodys_lead(name="Offerte nieuwe keuken")
        living = self._living()
        living.comment = f"<p>Offerte nieuwe keuken for {NAME}</p>"
        subject = self._subjects(lead)
        item = self._item(self._carry_out(), subject)
        self.assertEqual(item.state, "done", item.reason)
        self.assertEqual(living.comment, "<p>Offerte nieuwe keuken for [anonymised]</p>")

    def test_models_that_were_read_say_which_field_it_is(self):
        for model, name in (("crm.lead", "contact_name"), ("mailing.contact", "name"),
                            ("event.registration", "name"), ("mail.guest", "name"),
                            ("hr.applicant", "partner_name"), ("survey.user_input", "nickname"),
                            ("pos.order", None)):
            if model in self.env:
                self.assertEqual(name_field(self.env[model]), name, model)
        if "project.task" in self.env:
            self.assertNotEqual(name_field(self.env["project.task"]), "name")

    def test_of_others_a_document_is_called_by_no_persons_name_and_a_person_is(self):
        self.assertIsNone(name_field(self.env[WISH]))
        self.assertEqual(name_field(self.env[VISITOR]), "name")
        self.assertEqual(name_field(self.env[BADGE]), "name", "by its label")

    def test_of_models_with_an_address_none_takes_a_title_for_a_name(self):
        for model in ("res.partner.category", "mail.message", "mail.mail", "mailing.mailing",
                      "sale.order"):
            if model in self.env:
                self.assertIsNone(name_field(self.env[model]), model)

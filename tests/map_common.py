"""What a person leaves behind in the applications, made in the past and with words to look for."""

import base64
import io

from odoo.tools import SQL
from PIL import Image

from .builders.running import RunningCommon
from .common import SILENT

NAME, EMAIL, PHONE = "Wilhelmina Achterberg", "wilhelmina@achterberg.example", "+32 470 98 76 54"
#: a word of her own in every free text: no mention, so it goes only with the whole text
WORD = "zonnebloem"
#: what may be left nowhere; digits because numbers are written in many ways
MARKS = (NAME.lower(), "achterberg", EMAIL, "470987654", "470 98 76 54", WORD)
TEXT = f"<p>{NAME} ({EMAIL}) asks about the {WORD}</p>"
LONG_AGO = "2021-05-04 10:00:00"


class MapCommon(RunningCommon):
    """One silent person with an address of her own, and builders for each application."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.env = cls.env(context={
            **cls.env.context, "no_mail_to_attendees": True, "dont_notify": True,
            "event_lead_rule_skip": True, "mail_create_nosubscribe": True,
        })

    def _person(self, name=NAME, email=EMAIL, phone=PHONE, facts=SILENT, **vals):
        return self._contact(name, facts, email=email, phone=phone,
                             country_id=self.env.ref("base.be").id, **vals)

    def _living(self, name="Bertrand Oosterlinck", email="bertrand@oosterlinck.example", **vals):
        return self._contact(name, (("mail", "2026-05-04 10:00:00"),), email=email, **vals)

    def _need(self, *models):
        missing = [model for model in models if model not in self.env]
        if missing:
            self.skipTest(f"not installed: {', '.join(missing)}")

    def _rows(self, records):
        """Return {id: the row as PostgreSQL has it} of the records that still exist."""
        self.env.flush_all()
        return dict(self.env.execute_query(
            SQL("SELECT id, t::text FROM %s t WHERE id = ANY(%s)",
                SQL.identifier(records._table), records.ids)
        ))

    def _row(self, record):
        return self._rows(record).get(record.id)

    def _marks_left(self, records):
        """Return the marks of the person in the rows and the stored files of records."""
        value = " ".join(self._rows(records).values()).lower()
        files = self.env["ir.attachment"].search([
            ("res_model", "=", records._name), ("res_id", "in", records.ids),
            ("res_field", "!=", False)])
        return [mark for mark in MARKS if mark in value] + files.mapped("res_field")

    def _old(self, record):
        """Put a record's creation into the past; it then is no interaction of today."""
        for one in record:
            self._date(one, "create_date", LONG_AGO)
        self._long_ago(record, LONG_AGO)
        if record._name == "calendar.event":
            self._old(record.attendee_ids)
        return record

    def _make(self, _model, /, **vals):
        return self._old(self.env[_model].create(vals))

    def _pixel(self):
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(picture, "PNG")
        return base64.b64encode(picture.getvalue())

    # === WHAT HANGS ON A RECORD === #

    def _talk(self, record, author, **vals):
        """Make a message, a file and an activity on a record; return them."""
        message = self._message(author, LONG_AGO, model=record._name, res_id=record.id,
                                body=TEXT, email_from=author.email, **vals)
        file = self._make("ir.attachment", name=f"{NAME}.txt", raw=WORD.encode(),
                          res_model=record._name, res_id=record.id)
        activity = self._make(
            "mail.activity", res_model_id=self.env["ir.model"]._get_id(record._name),
            res_id=record.id, summary=f"Call {NAME}", note=TEXT, user_id=self.staff.id,
        )
        return message, file, activity

    # === APPLICATIONS === #

    def _lead(self, partner=None, **vals):
        return self._make("crm.lead", **{
            "name": f"{NAME}'s {WORD}", "type": "opportunity", "expected_revenue": 1234.0,
            "partner_id": partner and partner.id, "contact_name": NAME, "email_from": EMAIL,
            "phone": PHONE, "street": f"{WORD} 1", "city": WORD, "website": f"{WORD}.example",
            "function": WORD, "description": TEXT, "email_cc": EMAIL, "referred": WORD,
            "country_id": self.env.ref("base.be").id, **vals,
        })

    def _meeting(self, partners, **vals):
        return self._make("calendar.event", **{
            "name": f"Meeting with {NAME}", "start": LONG_AGO, "stop": "2021-05-04 11:00:00",
            "partner_ids": [(6, 0, partners.ids)], "user_id": self.staff.id,
            "description": TEXT, "location": WORD, **vals,
        })

    def _registration(self, partner=None, **vals):
        event = self.env["event.event"].create({
            "name": "Open day", "date_begin": LONG_AGO, "date_end": "2021-05-04 18:00:00"})
        return self._make("event.registration", **{
            "event_id": event.id, "partner_id": partner and partner.id, "name": NAME,
            "email": EMAIL, "phone": PHONE, "company_name": WORD, **vals,
        })

    def _answer(self, registration, text=TEXT):
        question = self.env["event.question"].create(
            {"title": "Why?", "question_type": "text_box"})
        return self._make("event.registration.answer", registration_id=registration.id,
                          question_id=question.id, value_text_box=text)

    def _task(self, partner=None, **vals):
        if "project_id" not in vals:
            vals["project_id"] = self.env["project.project"].create({"name": "Helpdesk"}).id
        task = self._make("project.task", **{
            "name": f"Printer of {NAME}", "partner_id": partner and partner.id,
            "email_from": EMAIL, "email_cc": EMAIL, "description": "<p>first</p>", **vals,
        })
        task.description = TEXT
        task.description = "<p>second</p>"
        return task

    def _order(self, partner, state="sale", **vals):
        product = self.env["product.product"].create({"name": "Hosting", "type": "service"})
        order = self.env["sale.order"].with_company(self.company).create({
            "partner_id": partner.id, "client_order_ref": f"{NAME} 7", "note": TEXT,
            "signed_by": NAME, "signature": self._pixel(), "access_token": "a" * 36,
            "order_line": [(0, 0, {"product_id": product.id, "price_unit": 99.0, "tax_ids": False,
                                   "name": f"Hosting for {NAME}"})], **vals,
        })
        if state == "sale":
            order.action_confirm()
        for name in ("date_order", "create_date"):
            self._date(order, name, "2015-05-04 10:00:00")
        # what is not invoiced would be under way whenever somebody wrote on it
        self._date(order, "invoice_status", "invoiced")
        self._long_ago(order, "2015-05-04 10:00:00")
        return order

    def _survey(self, partner=None, **vals):
        survey = self.env["survey.survey"].create({
            "title": "How was it?", "user_id": False, "question_and_page_ids": [
                (0, 0, {"title": "Tell us", "question_type": "text_box"})],
        })
        answers = self._make("survey.user_input", **{
            "survey_id": survey.id, "partner_id": partner and partner.id, "email": EMAIL,
            "nickname": WORD, "state": "done", **vals,
        })
        line = self._make(
            "survey.user_input.line", user_input_id=answers.id, answer_type="text_box",
            question_id=survey.question_ids[:1].id, value_text_box=TEXT)
        return answers, line

    def _rating(self, partner, record):
        return self._make(
            "rating.rating", res_model_id=self.env["ir.model"]._get_id(record._name),
            res_id=record.id, partner_id=partner.id, rating=4, consumed=True, feedback=TEXT)

    def _applicant(self, partner=None, **vals):
        return self._make("hr.applicant", **{
            "partner_name": NAME, "partner_id": partner and partner.id, "email_from": EMAIL,
            "partner_phone": PHONE, "linkedin_profile": f"https://in.example/{WORD}",
            "applicant_notes": TEXT, "email_cc": EMAIL, **vals,
        })

    def _channel(self, kind, partners, **vals):
        """Return a channel of staff with these contacts."""
        staff = self.staff.partner_id
        members = [{"partner_id": partner.id} for partner in partners | staff]
        if kind == "livechat":
            vals["livechat_operator_id"] = staff.id
            for member in members:
                mine = member["partner_id"] == staff.id
                member["livechat_member_type"] = "agent" if mine else "visitor"
        # Odoo makes the user who creates it a member, too
        return self._old(self.env["discuss.channel"].with_user(self.staff).sudo().create({
            "name": f"{NAME} and staff", "channel_type": kind,
            "channel_member_ids": [(0, 0, member) for member in members], **vals,
        }).with_env(self.env))

    def _say(self, record, author, body, **vals):
        """Return a message on any record."""
        return self._message(author, LONG_AGO, model=record._name, res_id=record.id, body=body,
                             message_type="comment", email_from=author.email, **vals)

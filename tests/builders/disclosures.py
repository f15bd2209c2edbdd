"""Hand-overs that records show: payments, mails and mailings, made in the past."""

from odoo.addons.mail.tests.common import MockEmail

from ...engine.disclosures.refresh import Disclosures
from .requests import LetterCommon


class DisclosureCommon(LetterCommon, MockEmail):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.disclosures = cls.env["privacy.disclosure"]
        cls.workspace, cls.stripe, cls.klaviyo, cls.odoo = (
            cls.env.ref(f"cloudpepper_privacy.recipient_{name}")
            for name in ("google_workspace", "stripe", "klaviyo", "odoo"))
        cls.account, cls.communication, cls.marketing = (
            cls.env.ref(f"cloudpepper_privacy.category_{name}")
            for name in ("account", "communication", "marketing"))
        cls.env["privacy.disclosure.rule"].search([]).read_until = False
        cls.env["ir.mail_server"].search([]).active = False
        cls.server = cls.env["ir.mail_server"].create({
            "name": "Ours", "smtp_host": "smtp-relay.gmail.com", "smtp_encryption": "starttls"})

    def _refresh(self, full=True):
        written = Disclosures(self.env).refresh(full=full)
        self.env.invalidate_all()
        return written

    def _rows_of(self, person, recipient=None):
        rows = self.disclosures.search([("partner_id", "=", person.id)])
        return rows.filtered(lambda row: row.recipient_id == recipient) if recipient else rows

    def _mail(self, person, moment, status="sent", through=True):
        """Note a mail to a contact, as Odoo leaves it behind once it was sent."""
        message = self._message(person, moment, message_type="comment",
                                author_id=self.staff.partner_id.id)
        if through:
            message.sudo().privacy_recipient_id = self.workspace
        self.env["mail.notification"].create({
            "mail_message_id": message.id, "res_partner_id": person.id,
            "notification_type": "email", "notification_status": status})
        return message

    def _sent(self, **vals):
        """Send a mail through Odoo, and return it."""
        mail = self.env["mail.mail"].sudo().create({
            "subject": "Hello", "body_html": "<p>Hello</p>", "email_from": "us@mail.example",
            "auto_delete": False, **vals})
        with self.mock_mail_gateway():
            mail.send()
        return mail

    def _transaction(self, person, state, moment="2026-04-01 10:00:00", code=None):
        if "payment.transaction" not in self.env:
            self.skipTest("not installed: payment")
        provider = self.env["payment.provider"].with_context(active_test=False).search(
            [("code", "=", code)] if code else [], limit=1)
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        return self.env["payment.transaction"].create({
            "provider_id": provider.id, "payment_method_id": method.id, "amount": 10.0,
            "reference": f"P{person.id}-{state}-{moment}", "partner_id": person.id,
            "state": state, "currency_id": self.company.currency_id.id,
            "operation": "online_redirect", "last_state_change": moment})

    def _trace(self, email, status="sent", moment="2026-05-01 10:00:00"):
        if "mailing.trace" not in self.env:
            self.skipTest("not installed: mass_mailing")
        mailing = self.env["mailing.mailing"].create({
            "subject": "News", "body_html": "<p>News</p>", "mail_server_id": self.server.id,
            "mailing_model_id": self.env["ir.model"]._get_id("res.partner")})
        return self.env["mailing.trace"].create({
            "model": "res.partner", "res_id": self.person.id, "email": email,
            "trace_status": status, "sent_datetime": moment, "mass_mailing_id": mailing.id})

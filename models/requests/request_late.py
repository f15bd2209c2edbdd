from odoo import api, fields, models

from ...core.requests import rights as rules


class PrivacyRequest(models.Model):
    """Never late: the officer hears by mail when a request comes near its last day, and when
    that has passed; once each, beside the activity.
    """

    _inherit = "privacy.request"

    warned_at_risk_on = fields.Datetime(string="Warned of Risk On", readonly=True, copy=False)
    warned_overdue_on = fields.Datetime(string="Warned of Delay On", readonly=True, copy=False)

    @api.model
    def _cron_warn(self):
        """Scheduled action: mark and mail in one transaction, so that nobody is mailed twice."""
        running = self._read_group([("state", "in", rules.RUNNING)], ["company_id"])
        for (company,) in running:
            for standing in rules.WARNINGS:
                self.with_company(company).search([
                    ("standing", "=", standing), ("company_id", "=", company.id),
                    (f"warned_{standing}_on", "=", False)])._warn(standing)

    def _warn(self, standing):
        template = self.env.ref(f"cloudpepper_privacy.mail_template_request_{standing}").sudo()
        for request in self.sudo():
            request[f"warned_{standing}_on"] = fields.Datetime.now()
            officer = request.user_id or request._officer()
            if officer.email:
                template.with_context(lang=officer.lang).send_mail(
                    request.id, email_layout_xmlid="mail.mail_notification_light",
                    email_values={"email_to": officer.email_formatted, "recipient_ids": [],
                                  "subtype_id": self.env.ref("mail.mt_note").id})
        self._record_evidence(f"request_{standing}")

    def _forget_warnings(self):
        """The last day has moved: what was said of the old one counts no more."""
        self.sudo().write({"warned_at_risk_on": False, "warned_overdue_on": False})

    def _extend(self, reason):
        done = super()._extend(reason)
        self._forget_warnings()
        return done

    def _confirm_identity(self, partners, method, doubt=False, **given):
        done = super()._confirm_identity(partners, method, doubt, **given)
        self._forget_warnings()
        return done

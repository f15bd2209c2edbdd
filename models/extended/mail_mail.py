import logging

from odoo import models
from odoo.tools.mail import email_normalize, email_normalize_all

_logger = logging.getLogger(__name__)

#: models whose letters answer a person's request
ANSWERS = ("privacy.request", "privacy.request.pending", "privacy.package")


class MailMail(models.Model):
    """The last gate: whatever queued a mail, it does not leave for a restricted contact."""

    _inherit = "mail.mail"

    def _privacy_closed(self):
        """Return a function (contact, address) that gives the contact whom this mail must not
        reach, or None."""
        known = self.env["privacy.restriction"]._known()
        author = self.sudo().create_uid
        reach = self.env["privacy.restriction"]._reach(author)
        # the person asked for it: a new password; and the law has a request answered, whoever's
        # action sets it off (Art. 12, 15, 18)
        own_account = self.model in ANSWERS or (
            self.model == "res.users" and author._is_public())

        def closed(contact, address):
            found = contact if contact in known.roots else known.emails.get(address)
            return None if not found or own_account or reach(found) else found

        return closed

    def _send(self, auto_commit=False, raise_exception=False, smtp_session=None,
              alias_domain_id=False, mail_server=False, post_send_callback=None):
        mails = self
        if self.env["privacy.restriction"]._now().roots:
            stopped = self._privacy_stop()
            mails -= stopped
            if stopped and post_send_callback:
                post_send_callback(stopped.ids)
        return super(MailMail, mails)._send(
            auto_commit=auto_commit, raise_exception=raise_exception, smtp_session=smtp_session,
            alias_domain_id=alias_domain_id, mail_server=mail_server,
            post_send_callback=post_send_callback,
        )

    def _privacy_stop(self):
        """Cancel the mails that would reach restricted contacts and nobody else; return them."""
        stopped = self.browse()
        for mail in self.filtered(lambda mail: mail.state == "outgoing"):
            closed = mail._privacy_closed()
            addresses = email_normalize_all(f"{mail.email_to or ''},{mail.email_cc or ''}")
            targets = [(False, address) for address in addresses] + [
                (partner.id, partner.email_normalized) for partner in mail.sudo().recipient_ids
            ]
            refused = [closed(*target) for target in targets]
            if refused and all(refused):
                mail._privacy_cancel(sorted(set(refused)))
                stopped |= mail
        return stopped

    def _privacy_cancel(self, contact_ids):
        ids = ", ".join(map(str, contact_ids))
        reason = self.env._("Under restriction (Art. 18): contact %s", ids)
        _logger.info("Mail %s: not sent to restricted contact %s", self.id, ids)
        self.write({"state": "cancel", "failure_type": "mail_bl", "failure_reason": reason})
        self.env["mail.notification"].sudo().search([("mail_mail_id", "=", self.id)]).write(
            {"notification_status": "canceled", "failure_reason": reason}
        )
        if "mailing_trace_ids" in self._fields and self.sudo().mailing_trace_ids:
            self.sudo().mailing_trace_ids.write(
                {"trace_status": "cancel", "failure_type": "mail_bl", "email": False}
            )
        elif self.model and self.res_id and hasattr(self.env[self.model], "_privacy_tell"):
            self.env[self.model].browse(self.res_id).exists()._privacy_tell(contact_ids)

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        """Leave restricted contacts out of a mail that others get too."""
        emails = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        if not self.env["privacy.restriction"]._known().roots:
            return emails
        closed = self._privacy_closed()
        kept = []
        for email in emails:
            contact = email["partner_id"].id if email["partner_id"] else False
            left = {
                name: [address for address in email[name] or []
                       if not closed(contact, email_normalize(address, strict=False))]
                for name in ("email_to", "email_cc")
            }
            if any(left.values()) or not (email["email_to"] or email["email_cc"]):
                kept.append({**email, **left})
        return kept

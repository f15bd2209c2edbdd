from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...core.text.letter_text import letter_text
from ...engine.acting import is_quiet
from ...engine.breaches.outcome import Outcome
from ...engine.consents.mailings import Mailings
from ...engine.disclosures.servers import Servers
from ...engine.gate.mails import Mails
from ...engine.requests.paper import LAYOUT
from ...engine.requests.writing import Writing
from ...engine.restriction.mailing import Mailing
from ...engine.restriction.restriction import Restriction


class MailMail(models.Model):
    """The last gate: whatever queued a mail, it does not leave for a restricted contact, direct
    marketing does not for whoever refused since, and nobody is written to because somebody is
    erased.
    """

    _inherit = "mail.mail"

    privacy_marketing = fields.Boolean(
        string="Direct Marketing", readonly=True,
        help="Part of a mailing to many: it is asked again when it leaves.")

    @api.model_create_multi
    def create(self, vals_list):
        Writing(self.env).check_mails(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if "privacy_marketing" in vals and not self.env.su:
            raise AccessError(self.env._("Whether a mail is direct marketing stays as it was."))
        return super().write(vals)

    def send(self, auto_commit=False, raise_exception=False, post_send_callback=None):
        if is_quiet(self.env):
            return True
        return super().send(auto_commit=auto_commit, raise_exception=raise_exception,
                            post_send_callback=post_send_callback)

    def send_after_commit(self):
        return None if is_quiet(self.env) else super().send_after_commit()

    def _send(self, auto_commit=False, raise_exception=False, smtp_session=None,
              alias_domain_id=False, mail_server=False, post_send_callback=None):
        mails = self
        stopped = self._privacy_stop() if Restriction(self.env).now().roots else self.browse()
        stopped |= Mails(self.env).stop(self - stopped)
        mails -= stopped
        if stopped and post_send_callback:
            post_send_callback(stopped.ids)
        Servers(self.env).note(mails, mail_server)
        return super(MailMail, mails)._send(
            auto_commit=auto_commit, raise_exception=raise_exception, smtp_session=smtp_session,
            alias_domain_id=alias_domain_id, mail_server=mail_server,
            post_send_callback=post_send_callback,
        )

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False,
                                  failure_type=None):
        Outcome(self.env).left(self, not (success_pids or success_emails))
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason,
            failure_type=failure_type)

    def _privacy_stop(self):
        """Cancel the mails that would reach restricted contacts and nobody else; return them."""
        return Mailing(self.env).stop(self)

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        emails = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        if self.email_layout_xmlid == LAYOUT:
            for email in emails:
                email["body_alternative"] = letter_text(email["body"])
        emails = Mailing(self.env).outgoing(self, emails)
        return Mailings(self.env).outgoing(self, emails)

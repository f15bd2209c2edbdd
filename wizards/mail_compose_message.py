from odoo import models

from ..engine.gate.mails import Mails
from ..engine.requests.writing import Writing
from ..engine.restriction.mailing import Mailing


class MailComposeMessage(models.TransientModel):
    """Mails to many, mass mailings among them: restricted contacts are left out."""

    _inherit = "mail.compose.message"

    def _action_send_mail_mass_mail(self, res_ids, auto_commit=False):
        """A mail to many is no letter: it goes to whom it pleases."""
        Writing(self.env).check(self.model, res_ids)
        return super()._action_send_mail_mass_mail(res_ids, auto_commit=auto_commit)

    def _process_mail_values_state(self, mail_values_dict):
        """Direct marketing goes to those alone who may get it."""
        mail_values_dict = super()._process_mail_values_state(mail_values_dict)
        Mails(self.env).compose(self, mail_values_dict)
        return mail_values_dict

    def _get_blacklist_record_ids(self, mail_values_dict, recipients_info=None):
        """As for a blacklisted address, but whatever the settings of the mailing."""
        found = super()._get_blacklist_record_ids(mail_values_dict, recipients_info)
        if self.composition_mode == "mass_mail":
            found |= Mailing(self.env).left_out(self.model, mail_values_dict, recipients_info)
        return found

from odoo import models


class MailComposeMessage(models.TransientModel):
    """Mails to many, mass mailings among them: restricted contacts are left out."""

    _inherit = "mail.compose.message"

    def _get_blacklist_record_ids(self, mail_values_dict, recipients_info=None):
        """As for a blacklisted address, but whatever the settings of the mailing.

        Not even an officer's: what goes to many is nothing that the law asks for.
        """
        found = super()._get_blacklist_record_ids(mail_values_dict, recipients_info)
        known = self.env["privacy.restriction"]._now()
        if self.composition_mode != "mass_mail" or not known.roots:
            return found
        for record_id, values in mail_values_dict.items():
            partners = {command[1] for command in values.get("recipient_ids") or []}
            addresses = (recipients_info or {}).get(record_id, {}).get("mail_to_normalized", ())
            if not known.roots.keys().isdisjoint(partners) or any(
                address in known.emails for address in addresses
            ) or (self.model == "res.partner" and record_id in known.roots):
                found.add(record_id)
        return found

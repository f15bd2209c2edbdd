from odoo import models
from odoo.tools import email_normalize

from ...engine.restriction.restriction import Restriction


class MailBlacklist(models.Model):
    """Nobody takes a restricted person off the list of those who want no mail."""

    _inherit = "mail.blacklist"

    def write(self, vals):
        if not vals.get("active", True) or "email" in vals:
            self._privacy_check_kept()
        return super().write(vals)

    def unlink(self):
        self._privacy_check_kept()
        return super().unlink()

    def _privacy_check_kept(self):
        addresses = (email_normalize(entry.email) for entry in self.sudo())
        Restriction(self.env).check_addresses("emails", addresses)

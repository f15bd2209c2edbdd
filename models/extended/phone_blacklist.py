from odoo import models

from ...engine.restriction.restriction import Restriction


class PhoneBlacklist(models.Model):
    """Nobody takes a restricted person off the list of those who want no calls."""

    _inherit = "phone.blacklist"

    def write(self, vals):
        if not vals.get("active", True) or "number" in vals:
            self._privacy_check_kept()
        return super().write(vals)

    def unlink(self):
        self._privacy_check_kept()
        return super().unlink()

    def _privacy_check_kept(self):
        numbers = (entry.number for entry in self.sudo())
        Restriction(self.env).check_addresses("phones", numbers)

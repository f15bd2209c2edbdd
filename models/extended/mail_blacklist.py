from odoo import models
from odoo.tools import email_normalize


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
        restriction = self.env["privacy.restriction"]
        if not (barred := restriction._barred("write")):
            return
        emails = restriction._known().emails
        theirs = {emails.get(email_normalize(entry.email)) for entry in self.sudo()}
        if theirs := theirs & barred:
            raise restriction._refusal(theirs)


class PhoneBlacklist(models.Model):
    _inherit = "phone.blacklist"

    def write(self, vals):
        if not vals.get("active", True) or "number" in vals:
            self._privacy_check_kept()
        return super().write(vals)

    def unlink(self):
        self._privacy_check_kept()
        return super().unlink()

    def _privacy_check_kept(self):
        restriction = self.env["privacy.restriction"]
        if not (barred := restriction._barred("write")):
            return
        phones = restriction._known().phones
        if theirs := {phones.get(entry.number) for entry in self.sudo()} & barred:
            raise restriction._refusal(theirs)

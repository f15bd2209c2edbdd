from odoo import models
from odoo.exceptions import UserError

from .privacy_gateway import acting


class ResUsers(models.Model):
    _inherit = "res.users"

    def _deactivate_portal_user(self, **post):
        """A hold stops "delete my account" too: it renames the login and queues a deletion."""
        partners = self.partner_id
        if not acting(self.env) and partners._privacy_spared():
            # the person is not told that there is a case (R15)
            raise UserError(
                self.env._("Your account cannot be deleted online at the moment. "
                           "Please write to %s.",
                           self.env.company.privacy_email or self.env.company.email or "")
            )
        return super()._deactivate_portal_user(**post)

    def write(self, vals):
        """The user of an anonymised contact stays disabled."""
        if not acting(self.env) and any(vals.get(name) for name in ("active", "login", "password")):
            self.partner_id._privacy_check_not_anonymised()
        return super().write(vals)

    def unlink(self):
        self.partner_id._privacy_check_erasable()
        return super().unlink()

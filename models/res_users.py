from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _deactivate_portal_user(self, **post):
        """A hold stops "delete my account" too: it renames the login and queues a deletion."""
        self.partner_id._privacy_check_erasable()
        return super()._deactivate_portal_user(**post)

    def unlink(self):
        self.partner_id._privacy_check_erasable()
        return super().unlink()

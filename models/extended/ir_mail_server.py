from odoo import api, models

from ...engine.acting import is_quiet


class IrMailServer(models.Model):
    """No mail leaves because somebody is erased, whatever module sends it."""

    _inherit = "ir.mail_server"

    @api.model
    def send_email(self, message, *args, **kwargs):
        if is_quiet(self.env):
            return message["Message-Id"]
        return super().send_email(message, *args, **kwargs)

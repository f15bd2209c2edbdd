from odoo import models

from ...engine.restriction.mailing import Mailing


class DiscussChannel(models.Model):
    """Channels find their recipients without their superclass."""

    _inherit = "discuss.channel"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return Mailing(self.env).reachable(self, recipients, message, msg_vals or {})

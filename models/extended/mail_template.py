from odoo import models

from ...engine.requests.writing import Writing


class MailTemplate(models.Model):
    """A template is no way around the letters of a request."""

    _inherit = "mail.template"

    def send_mail_batch(self, res_ids, *args, **kwargs):
        Writing(self.env).check(self.model, res_ids)
        return super().send_mail_batch(res_ids, *args, **kwargs)

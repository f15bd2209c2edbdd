from odoo import api, models

from ...engine.requests.posting import Posting
from ...engine.restriction.files import Files


class MailMessage(models.Model):
    # The conversation of a request is evidence, and no person deletes what a held contact wrote.
    # No docstring, as in mail_thread.py.

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        Posting(self.env).check_made(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        Posting(self.env).check_written(self, vals)
        return super().write(vals)

    def unlink(self):
        Posting(self.env).check_deleted(self)
        Files(self.env).check_messages(self)
        return super().unlink()

from odoo import api, models

from ...engine.acting import is_acting
from ...engine.restriction.files import Files
from ...engine.runs.erased_files import ErasedFiles


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """A file that comes with a request is called what it reads."""
        return super().create(Files(self.env).named(vals_list))

    def write(self, vals):
        """Nor is a file of a held contact emptied or moved away."""
        Files(self.env).check_written(self, vals)
        return super().write(vals)

    def unlink(self):
        """A hold covers files too, wherever they hang (R15)."""
        Files(self.env).check_deleted(self)
        return super().unlink()

    @api.model
    def _file_delete(self, fname):
        """Files of erased attachments are noted in the database, in the same transaction.

        Odoo marks each by a file of its own (base/models/ir_attachment.py). Where a module
        stores files elsewhere, it goes on as that module does.
        """
        if is_acting(self.env) and ErasedFiles(self.env).note(fname):
            return None
        return super()._file_delete(fname)

from odoo import api, fields, models

from ...engine.runs.erased_files import ErasedFiles


class PrivacyErasedFile(models.Model):
    """A file whose attachment was erased, until it is seen to be gone from the disk.

    The name in the filestore is the checksum of the content and says nothing else.
    """

    _name = "privacy.erased.file"
    _description = "Erased File"
    _log_access = False

    name = fields.Char(required=True, readonly=True)

    def _search(self, *args, **kwargs):
        ErasedFiles(self.env).write_notes()
        return super()._search(*args, **kwargs)

    @api.autovacuum
    def _gc_erased_files(self):
        """Remove the noted files from the disk."""
        ErasedFiles(self.env).collect()

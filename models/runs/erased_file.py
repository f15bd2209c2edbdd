import logging
import os

import psycopg2
from odoo import api, fields, models
from odoo.modules import module
from odoo.tools import SQL

from ...engine.shortcuts import defined_in

_logger = logging.getLogger(__name__)

#: where a transaction keeps the names until it is flushed
WAITING = "cloudpepper_privacy.erased_files"
#: modules whose part in removing a file was read: Odoo's own, and this one
READ = {"base", "cloudpepper_privacy"}
#: files removed under one lock of the attachments
AT_ONCE = 2000


class PrivacyErasedFile(models.Model):
    """A file whose attachment was erased, until it is seen to be gone from the disk.

    Files leave after the commit: a batch that is rolled back must find them. The name in the
    filestore is the checksum of the content and says nothing else.
    """

    _name = "privacy.erased.file"
    _description = "Erased File"
    _log_access = False

    name = fields.Char(required=True, readonly=True)

    def _note(self, name):
        """Remember a file of this transaction; one statement writes them all.

        :return: False where another module has a say in removing files
        """
        precommit = self.env.cr.precommit
        if WAITING not in precommit.data:
            if not self._defined() <= READ:
                return False
            precommit.data[WAITING] = set()
            precommit.add(self._write_notes)
        precommit.data[WAITING].add(name)
        return True

    def _defined(self):
        return defined_in(self.env, "ir.attachment", "_file_delete")

    def _write_notes(self):
        names = self.env.cr.precommit.data.pop(WAITING, ())
        if names:
            self.env.cr.execute(SQL(
                "INSERT INTO privacy_erased_file (name) SELECT unnest(%s::varchar[])",
                sorted(names)))

    def _search(self, *args, **kwargs):
        self._write_notes()
        return super()._search(*args, **kwargs)

    @api.autovacuum
    def _collect(self):
        """Remove the noted files from the disk, unless another attachment has their content.

        :return: how many are left: not removable now, or the attachments were not to be locked
        """
        if module.current_test:
            return 0
        last = 0
        while last is not None:
            last = self._collect_some(last)
        ((left,),) = self.env.execute_query(SQL("SELECT count(*) FROM privacy_erased_file"))
        if left:
            _logger.warning("%s erased files are still on the disk", left)
        return left

    def _collect_some(self, last):
        """Remove files noted after ``last``; return the last one looked at, None at the end.

        The lock keeps others from attaching the same content meanwhile; it is the first
        statement of its transaction, as in ``_gc_file_store`` (base/models/ir_attachment.py).
        """
        cr, crons = self.env.cr, self.env["ir.cron"]
        crons._commit_progress()
        cr.execute("SET LOCAL lock_timeout TO '10s'")
        try:
            cr.execute("LOCK ir_attachment IN SHARE MODE")
        except psycopg2.errors.LockNotAvailable:
            cr.rollback()
            return None
        rows = self.env.execute_query(SQL(
            """SELECT file.id, file.name,
                      EXISTS (SELECT FROM ir_attachment a WHERE a.store_fname = file.name)
                 FROM privacy_erased_file file WHERE file.id > %s ORDER BY file.id LIMIT %s""",
            last, AT_ONCE,
        ))
        settled = [note for note, name, used in rows if used or self._remove(name)]
        cr.execute(SQL("DELETE FROM privacy_erased_file WHERE id = ANY(%s)", settled))
        crons._commit_progress()
        return rows[-1][0] if rows else None

    def _remove(self, name):
        """Remove a file; return whether it is gone."""
        path = self.env["ir.attachment"]._full_path(name)
        try:
            os.unlink(path)
        except FileNotFoundError:
            return True
        except OSError as error:
            _logger.warning("An erased file stays on the disk: %s", type(error).__name__)
        return not os.path.exists(path)

"""Files of erased attachments: noted when the attachment goes, removed once that is committed."""

import logging
import os

import psycopg2
from odoo.tools import SQL

from ..erasure.shortcuts import defined_in
from ..transaction import Transaction

_logger = logging.getLogger(__name__)

#: where a transaction keeps the names until it is flushed
WAITING = "cloudpepper_privacy.erased_files"
#: modules whose part in removing a file was read: Odoo's own, and this one
READ_MODULES = {"base", "cloudpepper_privacy"}
#: files removed under one lock of the attachments
FILES_PER_LOCK = 2000


class ErasedFiles:
    """Files leave after the commit: a batch that is rolled back must find them."""

    def __init__(self, env):
        self.env = env

    # === NOTE === #

    def note(self, name):
        """Remember a file of this transaction; one statement writes them all.

        :param str name: the file's name in the filestore
        :return: False where another module has a say in removing files
        """
        precommit = self.env.cr.precommit
        if WAITING not in precommit.data:
            if not self._modules() <= READ_MODULES:
                return False
            precommit.data[WAITING] = set()
            precommit.add(self.write_notes)
        precommit.data[WAITING].add(name)
        return True

    def _modules(self):
        """Return the modules that have a say in removing files."""
        return defined_in(self.env, "ir.attachment", "_file_delete")

    def write_notes(self):
        """Write what was noted in this transaction and is not in the table yet."""
        names = self.env.cr.precommit.data.pop(WAITING, ())
        if names:
            self.env.cr.execute(SQL(
                "INSERT INTO privacy_erased_file (name) SELECT unnest(%s::varchar[])",
                sorted(names)))

    # === REMOVE === #

    def collect(self):
        """Remove the noted files from the disk, unless another attachment has their content.

        Where the transaction is somebody else's nothing is: what it noted may be rolled back.

        :return: how many are left: not removable now, or the attachments were not to be locked
        """
        if not Transaction(self.env).is_owned:
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
        cr, transaction = self.env.cr, Transaction(self.env)
        transaction.commit()
        # the transaction is its own, and the setting ends with it
        cr.execute("SET LOCAL lock_timeout TO '10s'")
        try:
            cr.execute("LOCK ir_attachment IN SHARE MODE")
        except psycopg2.errors.LockNotAvailable:
            transaction.rollback()
            return None
        rows = self.env.execute_query(SQL(
            """SELECT file.id, file.name,
                      EXISTS (SELECT FROM ir_attachment a WHERE a.store_fname = file.name)
                 FROM privacy_erased_file file WHERE file.id > %s ORDER BY file.id LIMIT %s""",
            last, FILES_PER_LOCK,
        ))
        settled = [note for note, name, used in rows if used or self._remove(name)]
        cr.execute(SQL("DELETE FROM privacy_erased_file WHERE id = ANY(%s)", settled))
        transaction.commit()
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

import binascii
import os
import re
from base64 import b64decode
from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import config

from ...core.errors import BadJournal
from ...core.evidence import journal, journal_file, ledger


class PrivacyJournal(models.AbstractModel):
    """The journal of erasures of this database: a file in the data directory, for its owner alone.

    It is appended to when a run has closed and its evidence is sealed
    (``core/evidence/journal.py``), and it is what :meth:`PrivacyRun.replay` applies
    to a backup that was restored.
    """

    _name = "privacy.journal"
    _description = "Journal of Erasures"

    @api.model
    def _database(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid") or ""

    @api.model
    def _path(self):
        """Return where the file lies; a copy of the database under another name has its own."""
        name = re.sub(r"[^0-9A-Za-z-]", "_", self._database())
        return Path(config["data_dir"]) / "privacy" / self.env.cr.dbname / f"erasures-{name}.jsonl"

    def _append(self, lines, seal):
        """Add a run.

        :param list lines: bytes: the run, then its subjects
        :param dict seal: the seal that closes its evidence
        :raise OSError: where the file cannot be written; nothing of the run is in it then
        """
        _name, key = self.env["privacy.seal"]._signing_key() or (None, None)
        return journal_file.append(self._path(), self._database(), lines, seal, key)

    # === DOWNLOAD === #

    @api.model
    def _action_download(self):
        """Return the action of the buttons that download the file."""
        self.env["privacy.evidence"]._check_may_verify()
        if not self._path().is_file():
            raise UserError(self.env._("No run has been written to the journal yet."))
        return {"type": "ir.actions.act_url", "url": "/privacy/journal", "target": "download"}

    @api.model
    def _download(self):
        """Return (file name, bytes up to the last whole run), and file who took it.

        :raise AccessError: unless an officer or an auditor asks
        """
        self.env["privacy.evidence"]._check_may_verify()
        path = self._path()
        content = journal.whole_part(path.read_bytes()) if path.is_file() else b""
        self.env["privacy.evidence"].sudo()._record([{
            "act": "journal", "counts": {"bytes": len(content)}}])
        return path.name, content

    # === READ === #

    @api.model
    def _read(self, file, torn=False):
        """Return a journal that was checked line by line, and is of this very database.

        :param file: see :meth:`_content`
        :return: (core.journal.Journal, whether a key that is known here vouches for it)
        :raise UserError: where it cannot be read, was changed, or is another database's
        """
        try:
            found = journal.read(self._content(file), torn)
        except BadJournal as error:
            raise UserError(self._words(error)) from error
        if found.database != self._database():
            raise UserError(self.env._(
                "This journal is of another database (%(theirs)s); this one is %(ours)s. Nothing "
                "was done.", theirs=found.database, ours=self._database()))
        return found, self._vouched(found)

    def _vouched(self, found):
        """Whether each run is signed with a key known here; a wrong signature is refused.

        A new server may not have the key of the lost one: then only the hashes vouch.
        """
        keys = self.env["privacy.seal"].sudo()._known_keys()
        whys = {ledger.unsigned(block.end["hash"], block.end.get("signature"),
                                block.end.get("key"), keys) for block in found.blocks}
        if whys & {"signature", "unsigned"}:
            raise UserError(self.env._(
                "This journal was not written by this server, or was changed: its signature does "
                "not hold. Nothing was done."))
        return whys == {None} and bool(keys)

    @api.model
    def _content(self, file):
        """Return the bytes of a journal.

        :param file: the bytes, their base64 (as a form sends a file), or the path of the file;
            over HTTP never a path, which would read the server's disk
        :raise UserError: where it is none of these, or cannot be read
        """
        try:
            if isinstance(file, os.PathLike) or self._is_path(file):
                return Path(file).read_bytes()
            data = file.encode() if isinstance(file, str) else bytes(memoryview(file))
            return data if data.lstrip()[:1] == b"{" else b64decode(data, validate=True)
        except (OSError, TypeError, binascii.Error) as error:
            raise UserError(self.env._("This is no journal of erasures.")) from error

    def _is_path(self, file):
        return isinstance(file, str) and not request and os.path.isfile(file)

    @api.model
    def _anchor(self, anchor):
        """Return the seal that an anchor is, or that the last run of a journal ends with."""
        if isinstance(anchor, dict):
            return anchor
        found, _vouched = self._read(anchor, torn=True)
        return found.blocks[-1].end["seal"]

    def _words(self, error):
        """Return what is wrong with a journal; nothing of the line itself."""
        texts = {
            "empty": self.env._("it holds no whole run"),
            "json": self.env._("a line is not whole"),
            "format": self.env._("it is not of a kind that this version knows"),
            "order": self.env._("a line stands where it cannot stand"),
            "shape": self.env._("a line does not say what it must say"),
            "count": self.env._("subjects of a run are missing, or too many"),
            "chain": self.env._("a line was changed, added or taken away"),
            "torn": self.env._("it ends in the middle of a run"),
        }
        return self.env._(
            "This journal cannot be used: %(what)s (line %(line)s). Nothing was done.",
            what=texts[error.code], line=error.line)

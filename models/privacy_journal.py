import binascii
import logging
import os
import re
from base64 import b64decode
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.modules import module
from odoo.tools import SQL, config

from ..core import journal, journal_file, ledger
from ..core.errors import BadJournal

_logger = logging.getLogger(__name__)

#: states in which a run that was started rests: what it did is written down
RESTS = ("done", "incomplete", "stopped", "cancelled")
#: runs that one call of housekeeping writes
AT_ONCE = 200


class PrivacyJournal(models.AbstractModel):
    """The journal of erasures of this database: a file in the data directory, for its owner alone.

    It is appended to when a run has closed and its evidence is sealed (``core/journal.py``), and
    it is what :meth:`PrivacyRun.replay` applies to a backup that was restored.
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
        self.env["privacy.evidence"].sudo()._file([{
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


class PrivacyRunJournal(models.Model):
    """A run and what the journal has of it."""

    _inherit = "privacy.run"

    journaled_on = fields.Datetime(
        string="In the Journal Since", readonly=True, copy=False,
        help="When what the run did was written to the journal of erasures, outside the database.",
    )
    journal_late = fields.Boolean(compute="_compute_journal_late")

    @api.depends("state", "date_started", "journaled_on")
    def _compute_journal_late(self):
        """What a run did and the journal does not have, a restored backup would not know."""
        for run in self:
            run.journal_late = bool(
                run.state in RESTS and run.date_started and not run.journaled_on)

    def action_download_journal(self):
        """Button: the journal of erasures as a file, for officers and auditors."""
        return self.env["privacy.journal"]._action_download()

    # === WRITE === #

    def _move(self, target):
        """A run that goes on is written again, with all it will have done."""
        done = super()._move(target)
        if target == "running":
            self.journaled_on = False
        return done

    def _close(self):
        done = super()._close()
        if self._journal_wanted():
            self._write_journal()
        return done

    @api.model
    def _journal_wanted(self):
        """In a test nothing is committed, and what never happened belongs into no file."""
        return not module.current_test

    def _write_journal(self):
        """Write what the run did, and remember that; return whether it is written.

        Where it cannot be, the run says so and housekeeping tries again.
        """
        self.ensure_one()
        seal = self._closing_seal()
        if not seal:
            return False
        try:
            self.env["privacy.journal"]._append(self._journal_lines(), seal)
        except (OSError, BadJournal) as error:
            _logger.error("Run %s is not in the journal of erasures: %s", self.id,
                          type(error).__name__)
            return False
        self.journaled_on = fields.Datetime.now()
        self._commit()
        return True

    def _closing_seal(self):
        """Return the first seal that covers everything filed of the run, or None."""
        self.env.flush_all()
        seals = self.env["privacy.seal"].sudo()._chain(SQL(
            """id = (SELECT min(id) FROM privacy_seal WHERE last_ref >= (
                     SELECT max(id) FROM privacy_evidence WHERE run_ref = %s))""", self.id))
        return next(({
            "last_ref": facts["last"], "digest": facts["digest"], "signature": signature,
            "sealed_on": facts["sealed_on"], "key": name,
        } for _id, facts, signature, name in seals), None)

    def _journal_lines(self):
        """Return the run and its subjects as lines: ids, dates and codes."""
        run = {
            "ref": self.id, "name": self.name, "kind": self.kind, "state": self.state,
            "on_date": self.on_date.isoformat(), "ground": journal.article(self.ground),
            "digest": self.approved_digest or "",
            "ended_on": self.date_done.isoformat() if self.date_done else None,
        }
        rows = self.env.execute_query(self._subjects_sql())
        return [ledger.canonical({"run": run}),
                *(line.encode() for (line,) in rows)]

    def _subjects_sql(self):
        """Return SQL of a line for each who was acted on, from the items and the evidence on them.

        As text: of a large run Python keeps nothing but the lines.
        """
        return SQL(
            """SELECT jsonb_build_object('subject', jsonb_build_object(
                      'model', 'res.partner', 'id', said.partner_ref,
                      'created', to_char(said.partner_created, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                      'whole', item.whole IS TRUE, 'state', item.state,
                      'plan', COALESCE(item.digest, ''),
                      'categories', to_jsonb(string_to_array(
                            COALESCE(item.categories, ''), ', ')),
                      'rules', COALESCE(jsonb_path_query_array(
                            item.rule_refs, '$[*] ? (@ > 0)'), '[]')))::text
                 FROM privacy_run_item item
                 JOIN LATERAL (
                      SELECT evidence.partner_ref, evidence.partner_created
                        FROM privacy_evidence evidence
                       WHERE evidence.run_ref = item.run_id AND evidence.act = 'batch'
                         AND evidence.partner_ref = item.partner_ref
                       ORDER BY evidence.id DESC LIMIT 1) said ON TRUE
                WHERE item.run_id = %s AND item.state NOT IN ('todo', 'dropped', 'failed')
                ORDER BY item.partner_ref""",
            self.id,
        )

    @api.autovacuum
    def _gc_journal(self):
        """Write what a run did and could not be written when it closed."""
        if self._journal_wanted():
            self._journal_pending()

    def _journal_pending(self):
        """Write the runs that the journal does not have yet; return how many it has now."""
        runs = self.search([
            ("journaled_on", "=", False), ("date_started", "!=", False), ("state", "in", RESTS),
        ], order="id", limit=AT_ONCE)
        return sum(run._write_journal() for run in runs)


class PrivacySealJournal(models.Model):
    """The hourly sealer also looks after what the journal does not have."""

    _inherit = "privacy.seal"

    def _cron_seal(self):
        done = super()._cron_seal()
        runs = self.env["privacy.run"]
        if runs._journal_wanted():
            self.env["ir.cron"]._commit_progress()
            runs._journal_pending()
        return done


class PrivacyEvidenceJournal(models.Model):
    """The journal can be fetched where the evidence is read."""

    _inherit = "privacy.evidence"

    def action_download_journal(self):
        """Button: the journal of erasures as a file, for officers and auditors."""
        return self.env["privacy.journal"]._action_download()

    @api.model
    def action_verify(self):
        """Button: verify all seals, also against this server's own journal."""
        path = self.env["privacy.journal"]._path()
        result = self.verify(path if path.is_file() else None)
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"sticky": not result["ok"], "message": self._verdict_text(result),
                       "type": "success" if result["ok"] else "danger"},
        }

    def _verdict_text(self, result):
        if result["ok"]:
            return self.env._(
                "Every seal holds. Rows sealed: %(rows)s, waiting for the next seal: %(unsealed)s.",
                **result)
        why = {
            "rows": self.env._("rows were changed, added or taken away"),
            "chain": self.env._("a seal is missing, or does not follow the one before"),
            "unsigned": self.env._("a seal is not signed"),
            "signature": self.env._("a seal is signed wrongly"),
            "key": self.env._("the key that signed is not known on this server"),
            "anchor": self.env._("the last seal in the journal is not in this database"),
        }[result["why"]]
        return self.env._("The evidence does not hold from row %(row)s on: %(why)s.",
                          row=result["first_bad"], why=why)

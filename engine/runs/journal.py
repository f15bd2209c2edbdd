"""The journal of erasures: a file outside the database, which a restored backup hears of.

It is appended to when a run has closed and its evidence is sealed
(``core/evidence/journal.py``), and it is what ``privacy.run.replay`` applies to a backup.
"""

import logging
import os
import re
from base64 import b64decode
from pathlib import Path

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import SQL, config

from ...core.errors import BadJournal
from ...core.evidence import journal, journal_file, ledger
from ..companies import reach_of, visible_runs
from ..evidence import keys
from ..evidence.chain import Chain
from ..optout.journal import JournalledOptOuts
from ..transaction import Transaction

_logger = logging.getLogger(__name__)

#: states in which a run that was started rests: what it did is written down
RESTS = ("done", "incomplete", "stopped", "cancelled")
#: runs that one call of housekeeping writes
RUNS_PER_CALL = 200


class Journal:
    """The file of this database in the data directory, for its owner alone."""

    def __init__(self, env):
        self.env = env

    def database(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid") or ""

    def path(self):
        """Return where the file lies; a copy of the database under another name has its own."""
        name = re.sub(r"[^0-9A-Za-z-]", "_", self.database())
        return Path(config["data_dir"]) / "privacy" / self.env.cr.dbname / f"erasures-{name}.jsonl"

    def append(self, lines, seal):
        """Add a run.

        :param list lines: bytes: the run, then its subjects
        :param dict seal: the seal that closes its evidence
        :raise OSError: where the file cannot be written; nothing of the run is in it then
        """
        _name, key = keys.signing_key() or (None, None)
        return journal_file.append(self.path(), self.database(), lines, seal, key)

    # === DOWNLOAD === #

    def action_download(self):
        """Return the action of the buttons that download the file."""
        self._check_reach()
        if not self.path().is_file():
            raise UserError(self.env._("No run has been written to the journal yet."))
        return {"type": "ir.actions.act_url", "url": "/privacy/journal", "target": "download"}

    def download(self):
        """Return (file name, bytes up to the last whole run), and file who took it.

        :raise AccessError: unless an officer or an auditor asks
        """
        self._check_reach()
        path = self.path()
        content = journal.whole_part(path.read_bytes()) if path.is_file() else b""
        self.env["privacy.evidence"].sudo()._record([{
            "act": "journal", "counts": {"bytes": len(content)}}])
        return path.name, content

    def _check_reach(self):
        """Refuse whoever may not verify evidence, or does not act for every company whose runs
        stand in the file: it is one chain, and goes as a whole.
        """
        self.env["privacy.evidence"]._check_may_verify()
        runs = self.env["privacy.run"].sudo()
        theirs = ["!", *visible_runs(self.env), ("date_started", "!=", False)]
        if reach_of(self.env) is not None and runs.search_count(theirs, limit=1):
            raise AccessError(self.env._(
                "The journal holds runs of companies that you do not act for, and goes as a "
                "whole: ask an officer of all of them."))

    # === READ === #

    def load(self, file, torn=False):
        """Return a journal that was checked line by line, and is of this very database.

        :param file: see :meth:`_content`
        :return: (core.journal.Journal, whether a key that is known here vouches for it)
        :raise UserError: where it cannot be read, was changed, or is another database's
        """
        try:
            found = journal.read(self._content(file), torn)
        except BadJournal as error:
            raise UserError(self._error_text(error)) from error
        if found.database != self.database():
            raise UserError(self.env._(
                "This journal is of another database (%(theirs)s); this one is %(ours)s. Nothing "
                "was done.", theirs=found.database, ours=self.database()))
        return found, self._vouched(found)

    def _vouched(self, found):
        """Whether each run is signed with a key known here; a wrong signature is refused.

        A new server may not have the key of the lost one: then only the hashes vouch.
        """
        known = keys.known_keys()
        whys = {ledger.unsigned(block.end["hash"], block.end.get("signature"),
                                block.end.get("key"), known) for block in found.blocks}
        if whys & {"signature", "unsigned"}:
            raise UserError(self.env._(
                "This journal was not written by this server, or was changed: its signature does "
                "not hold. Nothing was done."))
        return whys == {None} and bool(known)

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
        except (OSError, TypeError, ValueError) as error:
            raise UserError(self.env._("This is no journal of erasures.")) from error

    def _is_path(self, file):
        return isinstance(file, str) and not request and os.path.isfile(file)

    def anchor(self, anchor):
        """Return the seal that an anchor is, or that the last run of a journal ends with."""
        if isinstance(anchor, dict):
            return anchor
        found, _vouched = self.load(anchor, torn=True)
        return found.blocks[-1].end["seal"]

    def _error_text(self, error):
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


class RunJournal:
    """What runs did, on its way to the journal.

    What a run did and the journal does not have, a restored backup would not know: where it
    cannot be written the run says so, and housekeeping tries again.
    """

    def __init__(self, env):
        self.env = env
        self.transaction = Transaction(env)

    def is_wanted(self):
        """Whether what happens here is committed: what never happened belongs into no file."""
        return self.transaction.is_owned

    def catch_up(self):
        """Write what the journal does not have yet, where it is wanted."""
        if self.is_wanted():
            self.pending()

    def pending(self):
        """Write the runs that the journal does not have yet; return how many it has now."""
        runs = self.env["privacy.run"].search([
            ("journaled_on", "=", False), ("date_started", "!=", False), ("state", "in", RESTS),
        ], order="id", limit=RUNS_PER_CALL)
        return sum(map(self.record, runs))

    def record(self, run):
        """Write what a run did, and remember that; return whether it is written."""
        seal = self._closing_seal(run)
        if not seal:
            return False
        try:
            Journal(self.env).append(self._lines(run), seal)
        except (OSError, BadJournal) as error:
            _logger.error("Run %s is not in the journal of erasures: %s", run.id,
                          type(error).__name__)
            return False
        run.journaled_on = fields.Datetime.now()
        JournalledOptOuts(self.env).written(run)
        self.transaction.commit()
        return True

    def _closing_seal(self, run):
        """Return the first seal that covers everything filed of the run, or None."""
        self.env.flush_all()
        seals = Chain(self.env).seals(SQL(
            """id = (SELECT min(id) FROM privacy_seal WHERE last_ref >= (
                     SELECT max(id) FROM privacy_evidence WHERE run_ref = %s))""", run.id))
        return next(({
            "last_ref": facts["last"], "digest": facts["digest"], "signature": signature,
            "sealed_on": facts["sealed_on"], "key": name,
        } for _id, facts, signature, name in seals), None)

    def _lines(self, run):
        """Return the run and its subjects as lines: ids, dates and codes."""
        head = {
            "ref": run.id, "name": run.name, "kind": run.kind, "state": run.state,
            "on_date": run.on_date.isoformat(), "ground": journal.article(run.ground),
            "digest": run.approved_digest or "",
            "ended_on": run.date_done.isoformat() if run.date_done else None,
            "optouts": JournalledOptOuts(self.env).waiting(),
        }
        rows = self.env.execute_query(_subjects_sql(run))
        return [ledger.canonical({"run": head}), *(line.encode() for (line,) in rows)]


def _subjects_sql(run):
    """Return SQL of a line for each who was acted on, from the items and the evidence on them.

    As text: of a large run Python keeps nothing but the lines.
    """
    return SQL(
        """SELECT jsonb_build_object('subject', jsonb_build_object(
                  'model', CASE WHEN acted.partner_ref > 0 THEN 'res.partner'
                                ELSE 'privacy.contactless' END,
                  'id', abs(acted.partner_ref), 'key', acted.key,
                  'created', to_char(acted.partner_created, 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                  'whole', item.whole IS TRUE, 'state', item.state,
                  'plan', COALESCE(item.digest, ''),
                  'categories', to_jsonb(string_to_array(
                        COALESCE(item.categories, ''), ', ')),
                  'rules', COALESCE(jsonb_path_query_array(
                        item.rule_refs, '$[*] ? (@ > 0)'), '[]')))::text
             FROM privacy_run_item item
             JOIN LATERAL (
                  SELECT evidence.partner_ref, evidence.partner_created,
                         evidence.counts ->> 'address_key' AS key
                    FROM privacy_evidence evidence
                   WHERE evidence.run_ref = item.run_id AND evidence.act = 'batch'
                     AND evidence.partner_ref = item.partner_ref
                   ORDER BY evidence.id DESC LIMIT 1) acted ON TRUE
            WHERE item.run_id = %s AND item.state NOT IN ('todo', 'dropped', 'failed')
            ORDER BY item.partner_ref""",
        run.id,
    )

from collections import Counter
from time import monotonic

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...const import OFFICER
from ...core.identity.identifiers import identify
from ...core.identity.parallel_matcher import ParallelMatcher

#: where a proof begins: the place of the walk, the last identifier of the pass before, counts
START = {"at": ["", 0], "known": 0, "read": {}}
#: seconds of search between two commits
SECONDS = 3


class PrivacyRunProof(models.Model):
    """The stage between the last batch and the end: everything is searched once (Art. 5(2)).

    It goes slice by slice, each committed with the place where the next begins, so that it can
    be killed, or run out of its time, and go on in any process.
    """

    _inherit = "privacy.run"

    proof = fields.Json(
        readonly=True, copy=False,
        help="How far the search is, and what it read: counts only.",
    )

    proof_text = fields.Text(string="Searched", compute="_compute_proof_text")

    @api.depends("proof")
    @api.depends_context("lang")
    def _compute_proof_text(self):
        for run in self:
            run.proof_text = run._proof_words((run.proof or {}).get("read", {}))

    def _proof_words(self, read):
        """Return what a search read, in words: sums first, then what it could not read."""
        if not read:
            return False
        lines = [self.env._(
            "%(tables)s tables with %(rows)s rows, %(files)s files: %(megabytes)s MB of text",
            tables=read.get("tables", 0), rows=read.get("rows", 0), files=read.get("files", 0),
            megabytes=round(read.get("bytes", 0) / 1e6, 1))]
        lines += [f"{what}: {count}" for what, count in sorted(read.items()) if ":" in what]
        return "\n".join(lines)

    # === STABLE SURFACE === #

    @api.model
    def residue(self, identifiers):
        """Search the whole database and all files for these strings. Nothing is logged.

        :param identifiers: strings: names, mail addresses, numbers, or any word
        :return: list of ``{table, column, count}``, in order; ``file`` is the column of contents
            of files; count is of rows or files
        :raise AccessError: unless an officer or the superuser asks
        :raise UserError: where a string has neither letter nor digit
        """
        self._check_group(OFFICER)
        asked = [identify(text) for text in identifiers]
        if not all(asked):
            raise UserError(self.env._("Search for letters or digits."))
        found = Counter()
        self.env.flush_all()
        search = self.env["privacy.search"].sudo()
        with ParallelMatcher((0, identifier) for identifier in asked) as matcher:
            for table, hits, _at in search._walk(matcher, ["", 0], Counter()):
                found.update((table, column) for column, _row, _key in hits)
        return [{"table": table, "column": column, "count": count}
                for (table, column), count in sorted(found.items())]

    def summary(self):
        """Add ``proof``: what was read, by kind, empty where nothing was to be proven; and
        ``verdict``: how many contacts are anonymised, or pseudonymous, and because of what.
        """
        return {**super().summary(), "proof": (self.proof or {}).get("read", {}),
                "verdict": self.sudo()._judged()}

    def _judged(self, rule=None):
        """Return {verdict: contacts, reason: contacts}, of one rule or of the whole run.

        :param int rule: id of a privacy.rule
        """
        of_rule = SQL("AND item.rule_refs @> to_jsonb(%s)", rule) if rule else SQL()
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT said, count(*)::int FROM privacy_run_item item
                CROSS JOIN LATERAL (SELECT item.verdict AS said UNION ALL
                       SELECT jsonb_object_keys(item.verdict_reasons)) each
                WHERE item.run_id = %s AND item.verdict IS NOT NULL %s
                GROUP BY said ORDER BY said""", self.id, of_rule))
        return dict(rows)

    # === STAGE === #

    def _to_prove(self):
        """Whether subjects went as a whole and wait for their proof."""
        waiting = [("run_id", "=", self.id), ("state", "=", "unproven")]
        filed = self.proof and self.proof.get("filed")
        return not filed and bool(self.env["privacy.run.item"].search_count(waiting, limit=1))

    def _prove(self):
        """Search until everything has been; return whether it has, and the result is filed."""
        self.ensure_one()
        ended = False
        while ended is False:
            if not self._lock_proof():
                return False
            if not self._to_prove():
                return True
            ended = self._prove_pass()
        return bool(ended)

    def _prove_pass(self):
        """Search for some of the identifiers.

        :return: True: everything was searched for all, and filed; False: there is another pass;
            None: the time is up, or a colleague goes on
        """
        matcher, last = self.env["privacy.proof"]._matcher(self, (self.proof or START)["known"])
        with matcher:
            while True:
                through = self._prove_some(matcher)
                if through and last:
                    self.proof = {**self.proof, "at": START["at"], "known": last}
                elif through:
                    self._file_proof()
                self.env["privacy.engine"]._failpoint("proving")
                time_left = self._commit()
                if self.proof.get("filed") or through and time_left:
                    return bool(self.proof.get("filed"))
                if not time_left or not self._lock_proof():
                    return None

    def _lock_proof(self):
        """Hold the run alone; False where a colleague searches for it, or has ended it."""
        self._commit()
        rows = self.env.execute_query(SQL(
            """SELECT id FROM privacy_run WHERE id = %s AND state = 'proving'
                  FOR NO KEY UPDATE SKIP LOCKED""", self.id))
        self.invalidate_recordset()
        return bool(rows)

    def _prove_some(self, matcher):
        """Search for a while; return whether nothing is left to search."""
        proof = self.proof or START
        tally, started = Counter(proof["read"]), monotonic()
        if not len(matcher):
            # nobody of the run is known by anything that could be searched for
            self.proof = {**proof, "at": None}
            return True
        following = proof["at"]
        for table, hits, after in self.env["privacy.search"]._walk(matcher, following, tally):
            self.env["privacy.proof"]._note(self, table, hits)
            following = after
            if monotonic() - started > SECONDS:
                break
        # what later passes read again is not counted again
        read = proof["read"] if proof["known"] else dict(tally)
        self.proof = {"at": following, "known": proof["known"], "read": read}
        return following is None

    def _file_proof(self):
        """File the result; what identified the subjects is gone after it."""
        self.env["privacy.engine"]._failpoint("before_proof_filed")
        self.env["privacy.proof"]._file(self)
        self.proof = {**self.proof, "filed": True}

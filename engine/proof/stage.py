"""The stage between the last batch and the end: everything is searched once, what can be is
mended and searched again, and the rest is a finding (Art. 5(2)).
"""

from collections import Counter
from time import monotonic

from odoo.tools import SQL

from ..transaction import Transaction
from .database import Database
from .identifiers import matcher_of
from .mend import Mending
from .places import note
from .result import file_result, note_unread

#: where a proof begins: the place of the walk, the last identifier of the pass before, counts
START = {"at": ["", 0], "known": 0, "read": {}}
#: seconds of search between two commits
SECONDS = 3


class Proof:
    """The proof of a run: what identified its subjects is searched for everywhere.

    It goes slice by slice, each committed with the place where the next begins, so that it can
    be killed, or run out of its time, and go on in any process.

    :param env: environment that may write runs and items
    :param run: the privacy.run
    """

    def __init__(self, env, run):
        self.env = env
        self.run = run.with_env(env)
        self.transaction = Transaction(env)

    def prove(self):
        """Search until everything has been; return whether it has, and the result is filed."""
        ended = False
        while ended is False:
            if not self.hold():
                return False
            if not self._is_wanted():
                return True
            ended = self._search_pass() if not self._is_searched() else self._end()
        return bool(ended)

    def hold(self):
        """Hold the run alone; False where a colleague searches for it, or has ended it."""
        self.transaction.commit()
        rows = self.env.execute_query(SQL(
            """SELECT id FROM privacy_run WHERE id = %s AND state = 'proving'
                  FOR NO KEY UPDATE SKIP LOCKED""", self.run.id))
        self.run.invalidate_recordset()
        return bool(rows)

    def _is_wanted(self):
        """Whether subjects went as a whole and wait for their proof."""
        waiting = [("run_id", "=", self.run.id), ("state", "=", "unproven")]
        filed = self.run.proof and self.run.proof.get("filed")
        return not filed and bool(self.env["privacy.run.item"].search_count(waiting, limit=1))

    def _is_searched(self):
        """Whether everything was searched for everybody."""
        return bool(self.run.proof) and self.run.proof["at"] is None

    def _end(self):
        """Mend what was met, and then file the result: each in a transaction of its own.

        :return: True: filed; False: there is more to do; None: the time is up
        """
        proof = self.run.proof
        if "shipped" not in proof:
            shipped = Mending(self.env, self.run).mend()
            self.run.proof = {**proof, "shipped": shipped}
        else:
            file_result(self.env, self.run)
            self.run.proof = {**proof, "filed": True}
        time_left = self.transaction.commit()
        return bool(self.run.proof.get("filed")) or (False if time_left else None)

    def _search_pass(self):
        """Search for some of the identifiers.

        :return: False: there is more to do; None: the time is up, or a colleague goes on
        """
        run = self.run
        matcher, last = matcher_of(self.env, run, (run.proof or START)["known"])
        with matcher:
            while True:
                through = self._search_some(matcher)
                if through and last:
                    run.proof = {**run.proof, "at": START["at"], "known": last}
                time_left = self.transaction.commit()
                if through and time_left:
                    return False
                if not time_left or not self.hold():
                    return None

    def _search_some(self, matcher):
        """Search for a while; return whether nothing is left to search."""
        proof = self.run.proof or START
        tally, started = Counter(proof["read"]), monotonic()
        if not len(matcher):
            # nobody of the run is known by anything that could be searched for
            self.run.proof = {**proof, "at": None}
            return True
        following = proof["at"]
        database = Database(self.env)
        for table, hits, after in database.walk(matcher, following, tally):
            note(self.env, self.run, table, hits)
            note_unread(self.env, self.run, database.take_unread())
            following = after
            if monotonic() - started > SECONDS:
                break
        # what later passes read again is not counted again
        read = proof["read"] if proof["known"] else dict(tally)
        self.run.proof = {"at": following, "known": proof["known"], "read": read}
        return following is None

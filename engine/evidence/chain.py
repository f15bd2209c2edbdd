"""Rows of evidence and the seals that close them, as they are hashed."""

from functools import cached_property

from odoo.tools import SQL

from ...core.evidence import ledger
from .append_only import LEAST_MONTHS

#: what an upgrade filed of the rows that it found
BEFORE_COMPANIES = "companies"
#: rows read at once while sealing and verifying
CHUNK = 10_000


class Chain:
    """What is sealed, in order.

    :param env: environment whose rights are not asked for: everything is read by SQL
    """

    def __init__(self, env):
        self.env = env

    # === SEALS === #

    def seals(self, *where):
        """Return [(id, facts, signature, fingerprint of its key)] of the seals, in order.

        :param SQL where: only these
        """
        return self.env.execute_query(
            SQL(
                """SELECT id, jsonb_build_object('first', first_ref, 'last', last_ref,
                          'rows', row_count, 'sealed_on', sealed_on, 'previous', previous,
                          'digest', digest), signature, key_ref
                     FROM privacy_seal WHERE %s ORDER BY id""",
                SQL(" AND ").join(where) if where else SQL("TRUE"),
            )
        )

    def last_seal(self):
        """Return (digest, last row) of the last seal, or where the chain begins."""
        rows = self.env.execute_query(SQL(
            "SELECT digest, last_ref FROM privacy_seal ORDER BY id DESC LIMIT 1"))
        return rows[0] if rows else (ledger.START, 0)

    # === ROWS === #

    def rows(self, after, until):
        """Yield the rows ``after < id <= until`` as they are hashed: dicts of plain values."""
        while chunk := self._chunk(after, until):
            yield from chunk
            after = chunk[-1]["id"]

    def _chunk(self, after, until):
        rows = self.env.execute_query(
            SQL(
                """SELECT jsonb_build_object('id', id, 'at', at, 'act', act, 'run', run_ref,
                          'batch', batch, 'partner', partner_ref, 'created', partner_created,
                          'rules', rule_refs, 'counts', counts, 'digest', digest, 'uid', uid_ref)
                          || CASE WHEN id > %s THEN jsonb_build_object('company', company_ref)
                             ELSE '{}' END
                     FROM privacy_evidence WHERE id > %s AND id <= %s ORDER BY id LIMIT %s""",
                self.without_company, after, until, CHUNK,
            )
        )
        return [row for (row,) in rows]

    def running_hash(self, previous, after, until):
        """Return (hash, number of rows) over rows ``after < id <= until``.

        For a stretch that was announced and is wholly gone, its seal's word is taken.
        """
        count, last = 0, after
        while last < until and (rows := self._chunk(last, until)):
            previous = ledger.seal(previous, rows)
            count, last = count + len(rows), rows[-1]["id"]
        return (not count and self._word_of_seal(previous, until)) or (previous, count)

    @cached_property
    def without_company(self):
        """The id up to which rows were written before they said their company: an upgrade filed
        it (``migrations/19.0.1.2.0``), and gave them one that their seal does not know.
        """
        ((until,),) = self.env.execute_query(SQL(
            "SELECT max((counts ->> 'until')::int) FROM privacy_evidence WHERE act = %s",
            BEFORE_COMPANIES))
        return until or 0

    # === WHAT IS GONE === #

    @cached_property
    def announced(self):
        """The id up to which a sealed row says that evidence has gone, or will; else 0."""
        ((until,),) = self.env.execute_query(SQL(
            """SELECT max(seal.last_ref) FROM privacy_evidence announced
                 JOIN privacy_seal seal ON seal.last_ref::text = announced.counts->>'until'
                  AND seal.digest = announced.counts->>'seal'
                WHERE announced.act = 'cut' AND announced.id > seal.last_ref
                  AND announced.id <= (SELECT max(last_ref) FROM privacy_seal)
                  AND seal.sealed_on < announced.at - make_interval(months => %s)""",
            LEAST_MONTHS,
        ))
        return until or 0

    def _word_of_seal(self, previous, until):
        """Return (hash, number of rows) that the seal of a stretch says, None where it has none."""
        if until > self.announced:
            return None
        found = self.seals(SQL("last_ref = %s", until))
        if len(found) != 1 or found[0][1]["previous"] != previous:
            return None
        return found[0][1]["digest"], found[0][1]["rows"]

    def rows_gone(self):
        """Return how many rows had their time: those of announced stretches before the first row
        that is there.
        """
        ((count,),) = self.env.execute_query(SQL(
            """SELECT COALESCE(sum(row_count), 0)::int FROM privacy_seal
                WHERE last_ref <= %s
                  AND last_ref < COALESCE((SELECT min(id) FROM privacy_evidence), 2147483647)""",
            self.announced))
        return count

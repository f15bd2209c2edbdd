"""Evidence has a period too: the oldest sealed stretches go as a whole, the seals stay.

A row of evidence says first which rows will go. Once a seal has closed that row, the next vacuum
deletes. Each seal of a deleted stretch still stands in the chain, with its digest and signature,
so that verifying and an anchor kept outside go on working; the announcement tells a period that
ended from rows that were taken away.
"""

from odoo.tools import SQL

from ..housekeeping import Housekeeping
from ..settings import Settings
from ..technical import Technical
from .chain import Chain

#: rows of evidence that one deletion takes at most, unless a single stretch has more
ROWS = 50_000


class Cut:
    """Deletes old evidence."""

    def __init__(self, env):
        self.env = env

    def gc_evidence(self):
        """Announce the next stretches that have had their time, or delete what was announced.

        The announcement waits for the sealer, which runs each hour; the deletion is for the next
        vacuum. Nothing goes as long as a hold covers a contact of these rows, or keeps all
        technical rows.

        :return: ``(done, remaining)``, as Odoo's vacuum asks
        """
        if Settings(self.env).stopped() or Technical(self.env).is_investigated():
            return 0, 0
        announced = Chain(self.env).announced
        if announced and self._has_until(announced):
            return self._delete(announced), 0
        checkpoint = self._next(Housekeeping(self.env).before("keep_evidence_months"))
        if checkpoint and checkpoint > announced and not self._is_pending():
            self._announce(checkpoint)
        return 0, 0

    def _announce(self, checkpoint):
        """File which rows will go."""
        ((digest,),) = self.env.execute_query(SQL(
            "SELECT digest FROM privacy_seal WHERE last_ref = %s ORDER BY id DESC LIMIT 1",
            checkpoint))
        self.env["privacy.evidence"]._record([
            {"act": "cut", "counts": {"until": checkpoint, "seal": digest}}])

    def _is_pending(self):
        """Whether an announcement waits for its seal."""
        _digest, last = Chain(self.env).last_seal()
        return bool(self.env["privacy.evidence"].search_count(
            [("act", "=", "cut"), ("id", ">", last)], limit=1))

    def _has_until(self, ref):
        """Whether rows up to this id are still there, and no hold keeps one of them."""
        ((there, held),) = self.env.execute_query(SQL(
            """SELECT EXISTS (SELECT FROM privacy_evidence WHERE id <= %(ref)s),
                      EXISTS (SELECT FROM privacy_evidence evidence
                               WHERE evidence.id <= %(ref)s AND evidence.partner_ref IN (
                                     SELECT partner_id FROM (%(held)s) held))""",
            ref=ref, held=self._on_hold_sql(),
        ))
        return there and not held

    def _on_hold_sql(self):
        return self.env["privacy.hold"]._on_hold_sql(self.env["privacy.timer"]._today())

    def _next(self, before):
        """Return the last row of the oldest stretches sealed before a day, or None.

        At most :data:`ROWS` at a time, and up to the first row that a hold keeps.
        """
        ((checkpoint,),) = self.env.execute_query(SQL(
            """WITH first AS (SELECT min(id) AS id FROM privacy_evidence),
                    stretch AS (
                      SELECT seal.last_ref,
                             bool_and(seal.sealed_on < %s) OVER (ORDER BY seal.id) AS old,
                             sum(seal.row_count) OVER (ORDER BY seal.id) AS total,
                             row_number() OVER (ORDER BY seal.id) AS place
                        FROM privacy_seal seal, first WHERE seal.last_ref >= first.id)
               SELECT max(last_ref) FROM stretch
                WHERE old AND (total <= %s OR place = 1)
                  AND last_ref < COALESCE((
                      SELECT min(evidence.id) FROM privacy_evidence evidence
                       WHERE evidence.partner_ref IN (SELECT partner_id FROM (%s) held)),
                      2147483647)""",
            before, ROWS, self._on_hold_sql(),
        ))
        return checkpoint

    def _delete(self, checkpoint):
        """Delete what was announced; return how many rows."""
        ((deleted,),) = self.env.execute_query(SQL("SELECT privacy_evidence_cut(%s)", checkpoint))
        self.env["privacy.evidence"].invalidate_model(flush=False)
        Housekeeping(self.env).record({"privacy.evidence": deleted})
        return deleted

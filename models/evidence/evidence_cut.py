from odoo import api, models
from odoo.tools import SQL

from ...engine.settings import Settings
from .housekeeping import PERIODS

#: rows of evidence that one deletion takes at most, unless a single stretch has more
ROWS = 50_000
#: evidence younger than this is never deleted, whatever a setting or a person says
LEAST_MONTHS = PERIODS["keep_evidence_months"][2]


class PrivacyEvidenceCut(models.Model):
    """Evidence has a period too: the oldest sealed stretches go as a whole, the seals stay.

    A row of evidence says first which rows will go. Once a seal has closed that row, the next
    vacuum deletes. Each seal of a deleted stretch still stands in the chain, with its digest and
    signature, so that :meth:`verify` and an anchor kept outside go on working; the announcement
    tells a period that ended from rows that were taken away.
    """

    _inherit = "privacy.evidence"

    _cut_idx = models.Index("(id) WHERE act = 'cut'")

    def init(self):
        """Let PostgreSQL delete rows inside one function alone, which checks for itself.

        Whoever owns the tables can take the trigger away; that rows are missing then shows.
        """
        done = super().init()
        self.env.cr.execute(
            """CREATE OR REPLACE FUNCTION privacy_append_only() RETURNS trigger AS $$
               BEGIN
                 IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'privacy_evidence'
                    AND current_setting('privacy.cut', true) = 'on' THEN
                   RETURN NULL;
                 END IF;
                 RAISE EXCEPTION 'privacy: evidence is only added to';
               END $$ LANGUAGE plpgsql"""
        )
        self.env.cr.execute(SQL(
            """CREATE OR REPLACE FUNCTION privacy_evidence_cut(checkpoint integer)
               RETURNS integer AS $$
               DECLARE deleted integer;
               BEGIN
                 IF NOT EXISTS (
                     SELECT FROM privacy_seal seal
                       JOIN privacy_evidence said ON said.act = 'cut'
                        AND said.counts->>'until' = seal.last_ref::text
                        AND said.counts->>'seal' = seal.digest
                      WHERE seal.last_ref = checkpoint AND said.id > checkpoint
                        AND said.id <= (SELECT max(last_ref) FROM privacy_seal)
                        AND NOT EXISTS (
                            SELECT FROM privacy_seal young WHERE young.last_ref <= checkpoint
                               AND young.sealed_on
                                   >= now() AT TIME ZONE 'UTC' - make_interval(months => %s))
                 ) THEN
                   RAISE EXCEPTION 'privacy: no sealed announcement of this deletion';
                 END IF;
                 PERFORM set_config('privacy.cut', 'on', true);
                 DELETE FROM privacy_evidence WHERE id <= checkpoint;
                 GET DIAGNOSTICS deleted = ROW_COUNT;
                 PERFORM set_config('privacy.cut', '', true);
                 RETURN deleted;
               END $$ LANGUAGE plpgsql""",
            LEAST_MONTHS,
        ))
        return done

    # === VERIFY === #

    def _announced(self):
        """Return the id up to which a sealed row says that evidence has gone, or will; else 0."""
        ((until,),) = self.env.execute_query(SQL(
            """SELECT max(seal.last_ref) FROM privacy_evidence said
                 JOIN privacy_seal seal ON seal.last_ref::text = said.counts->>'until'
                  AND seal.digest = said.counts->>'seal'
                WHERE said.act = 'cut' AND said.id > seal.last_ref
                  AND said.id <= (SELECT max(last_ref) FROM privacy_seal)
                  AND seal.sealed_on < said.at - make_interval(months => %s)""",
            LEAST_MONTHS,
        ))
        return until or 0

    def _running_hash(self, previous, after, until):
        """Take the word of the seal for a stretch that was announced and is wholly gone."""
        found, count = super()._running_hash(previous, after, until)
        if not count and until <= self._announced():
            seal = self.env["privacy.seal"].sudo().search([("last_ref", "=", until)])
            if len(seal) == 1 and seal.previous == previous:
                return seal.digest, seal.row_count
        return found, count

    @api.model
    def verify(self, anchor=None):
        """As before; ``rows`` counts what is there, not what had its time."""
        result = super().verify(anchor)
        if result["ok"]:
            gone = self.env["privacy.seal"].sudo().search(
                [("last_ref", "<=", self.sudo()._announced())])
            ((first,),) = self.env.execute_query(SQL("SELECT min(id) FROM privacy_evidence"))
            result["rows"] -= sum(
                seal.row_count for seal in gone if not first or seal.last_ref < first)
        return result

    # === HOUSEKEEPING === #

    @api.autovacuum
    def _gc_evidence(self):
        """Announce the next stretches that have had their time, or delete what was announced.

        The announcement waits for the sealer, which runs each hour; the deletion is for the next
        vacuum. Nothing goes as long as a hold covers a contact of these rows, or keeps all
        technical rows.
        """
        housekeeping = self.env["privacy.housekeeping"]
        if Settings(self.env).stopped() or self.env["privacy.technical"]._investigation():
            return 0, 0
        announced = self._announced()
        if announced and self._has_until(announced):
            return self._cut(announced), 0
        checkpoint = self._next_cut(housekeeping._before("keep_evidence_months"))
        pending = self.env["privacy.evidence"].search_count(
            [("act", "=", "cut"), ("id", ">", self._last_sealed())], limit=1)
        if checkpoint and checkpoint > announced and not pending:
            seal = self.env["privacy.seal"].sudo().search([("last_ref", "=", checkpoint)], limit=1)
            self._record([{"act": "cut", "counts": {"until": checkpoint, "seal": seal.digest}}])
        return 0, 0

    def _has_until(self, ref):
        """Whether rows up to this id are still there, and no hold keeps one of them."""
        ((there, held),) = self.env.execute_query(self._until_sql(ref))
        return there and not held

    def _until_sql(self, ref):
        """Return SQL of (rows up to an id are there, one of them is of a held contact)."""
        today = self.env["privacy.timer"]._today()
        return SQL(
            """SELECT EXISTS (SELECT FROM privacy_evidence WHERE id <= %(ref)s),
                      EXISTS (SELECT FROM privacy_evidence evidence
                               WHERE evidence.id <= %(ref)s AND evidence.partner_ref IN (
                                     SELECT partner_id FROM (%(held)s) held))""",
            ref=ref, held=self.env["privacy.hold"]._on_hold_sql(today),
        )

    def _last_sealed(self):
        ((last,),) = self.env.execute_query(SQL("SELECT max(last_ref) FROM privacy_seal"))
        return last or 0

    def _next_cut(self, before):
        """Return the last row of the oldest stretches sealed before a day, or None.

        At most :data:`ROWS` at a time, and up to the first row that a hold keeps.
        """
        today = self.env["privacy.timer"]._today()
        ((checkpoint,),) = self.env.execute_query(SQL(
            """WITH first AS (SELECT min(id) AS id FROM privacy_evidence),
                    stretch AS (
                      SELECT seal.last_ref,
                             bool_and(seal.sealed_on < %s) OVER (ORDER BY seal.id) AS old,
                             sum(seal.row_count) OVER (ORDER BY seal.id) AS total,
                             row_number() OVER (ORDER BY seal.id) AS turn
                        FROM privacy_seal seal, first WHERE seal.last_ref >= first.id)
               SELECT max(last_ref) FROM stretch
                WHERE old AND (total <= %s OR turn = 1)
                  AND last_ref < COALESCE((
                      SELECT min(evidence.id) FROM privacy_evidence evidence
                       WHERE evidence.partner_ref IN (SELECT partner_id FROM (%s) held)),
                      2147483647)""",
            before, ROWS, self.env["privacy.hold"]._on_hold_sql(today),
        ))
        return checkpoint

    def _cut(self, checkpoint):
        """Delete what was announced; return how many rows."""
        ((deleted,),) = self.env.execute_query(SQL("SELECT privacy_evidence_cut(%s)", checkpoint))
        self.invalidate_model(flush=False)
        self.env["privacy.housekeeping"]._file({"privacy.evidence": deleted})
        return deleted

import json

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...core.evidence import ledger

#: tables that only grow: PostgreSQL refuses everything else
APPEND_ONLY = ("privacy_evidence", "privacy_seal")
#: rows read at once while sealing and verifying
CHUNK = 10_000


class PrivacyEvidence(models.Model):
    """What was done, to be proven: ids, counts, names of fields, digests; never an identity.

    Rows are plain integers without foreign keys, written unchained by many workers; the sealer
    closes them with a running hash (``core/evidence/ledger.py``). UPDATE, DELETE and TRUNCATE
    are refused by a trigger, and by the ORM.
    """

    _name = "privacy.evidence"
    _description = "Privacy Evidence"
    _order = "id desc"
    _rec_name = "act"
    _log_access = False

    at = fields.Datetime(required=True, readonly=True)
    act = fields.Char(required=True, readonly=True)
    run_ref = fields.Integer(string="Run", readonly=True, aggregator=None)
    batch = fields.Integer(readonly=True, aggregator=None)
    partner_ref = fields.Integer(string="Contact ID", readonly=True, index=True, aggregator=None)
    partner_created = fields.Datetime(
        readonly=True, help="With the id it names the record again after a restore."
    )
    rule_refs = fields.Json(string="Rules", readonly=True)
    counts = fields.Json(readonly=True)
    digest = fields.Char(readonly=True)
    uid_ref = fields.Integer(string="User ID", readonly=True, aggregator=None)

    # the walk over a run's batches (engine/progress.py)
    _batch_idx = models.Index("(run_ref, batch, at) WHERE batch IS NOT NULL")

    def init(self):
        """Refuse in PostgreSQL what the ORM refuses."""
        self.env.cr.execute(
            """CREATE OR REPLACE FUNCTION privacy_append_only() RETURNS trigger AS $$
               BEGIN RAISE EXCEPTION 'privacy: evidence is only added to';
               END $$ LANGUAGE plpgsql"""
        )
        for table in APPEND_ONLY:
            if tools.sql.table_exists(self.env.cr, table):
                self.env.cr.execute(
                    SQL(
                        """CREATE OR REPLACE TRIGGER privacy_append_only
                           BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                           FOR EACH STATEMENT EXECUTE FUNCTION privacy_append_only()""",
                        SQL.identifier(table),
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            raise AccessError(self.env._("Evidence is written by the engine alone."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Evidence is never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("Evidence is never deleted."))

    # === WRITE === #

    @api.private
    def _record(self, rows):
        """Add rows: dicts of act, run, batch, partner, rules, counts, digest."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref,
                          partner_created, rule_refs, counts, digest, uid_ref)
                   SELECT now() AT TIME ZONE 'UTC', new.act, new.run, new.batch, new.partner,
                          partner.create_date, new.rules, new.counts, new.digest, %s
                     FROM jsonb_to_recordset(%s::jsonb) AS new (
                          act varchar, run int, batch int, partner int, rules jsonb,
                          counts jsonb, digest varchar)
                     LEFT JOIN res_partner partner ON partner.id = new.partner""",
                self.env.uid, json.dumps(rows),
            )
        )
        self.env["privacy.evidence"].invalidate_model(flush=False)

    @api.private
    def _record_items(self, run, item_ids):
        """Add one row for each subject of a batch, from what its item says.

        The batch's number is that of its first item: no counter that two workers share.
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_evidence (at, act, run_ref, batch, partner_ref,
                          partner_created, rule_refs, counts, digest, uid_ref)
                   SELECT now() AT TIME ZONE 'UTC', 'batch', item.run_id, %s, item.partner_ref,
                          partner.create_date, item.rule_refs,
                          jsonb_build_object('whole', item.whole, 'state', item.state, 'lines',
                              (SELECT COALESCE(jsonb_agg(line - 'until'), '[]')
                                 FROM jsonb_array_elements(COALESCE(item.detail, '[]')) line)),
                          item.digest, %s
                     FROM privacy_run_item item
                     LEFT JOIN res_partner partner ON partner.id = item.partner_ref
                    WHERE item.id = ANY(%s) ORDER BY item.id""",
                min(item_ids), self.env.uid, list(item_ids),
            )
        )
        self.env["privacy.evidence"].invalidate_model(flush=False)

    @api.private
    def _record_proof(self, run):
        """Add one row for each subject that went as a whole: what the proof saw of it."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_evidence (at, act, run_ref, partner_ref, partner_created,
                          rule_refs, counts, digest, uid_ref)
                   SELECT now() AT TIME ZONE 'UTC', 'proof', item.run_id, item.partner_ref,
                          partner.create_date, item.rule_refs,
                          jsonb_build_object('state', item.state, 'identifiers', item.identifiers,
                              'shared', item.shared, 'verdict', item.verdict,
                              'because', item.verdict_reasons, 'left',
                              (SELECT COALESCE(jsonb_agg(line - 'ids'), '[]')
                                 FROM jsonb_array_elements(COALESCE(item.residue, '[]')) line)),
                          item.digest, %s
                     FROM privacy_run_item item
                     LEFT JOIN res_partner partner ON partner.id = item.partner_ref
                    WHERE item.run_id = %s AND item.whole AND item.shared IS NOT NULL
                    ORDER BY item.id""",
                self.env.uid, run.id,
            )
        )
        self.env["privacy.evidence"].invalidate_model(flush=False)

    @api.private
    def _record_tasks(self, timers):
        self._record([
            {"act": "task_done", "partner": timer.partner_id.id, "rules": timer.rule_id.ids}
            for timer in timers
        ])

    # === VERIFY === #

    @api.model
    def verify(self, anchor=None):
        """Recompute every seal from the rows, and see that each is signed.

        :param anchor: a seal kept outside this database, ``{"last_ref", "digest"}``, or an
            exported journal of erasures, whose last seal it is: its bytes, their base64, or the
            path of the file (not over RPC)
        :return: ``{"ok": bool, "rows": int, "first_bad": int or None, "why": str or None,
            "unsealed": int}``; ``first_bad`` is the id of the first evidence row of the first
            seal that does not hold, and ``why`` says what is wrong with it: ``rows``, ``chain``,
            ``unsigned``, ``signature``, ``key`` (signed with a key that is not known here) or
            ``anchor``. ``unsealed`` counts the rows that still wait for their seal
        :raise AccessError: unless an officer, an auditor or the superuser asks
        :raise UserError: where a journal cannot be read, or is another database's
        """
        self._check_may_verify()
        anchor = anchor if anchor is None else self.env["privacy.journal"]._anchor(anchor)
        previous, after, rows, ends = ledger.START, 0, 0, []
        seals = self.env["privacy.seal"].sudo()
        keys = seals._known_keys()
        for _id, facts, signature, name in seals._chain():
            found = self.sudo()._running_hash(previous, after, facts["last"])
            why = ledger.broken(facts, previous, after, found) or ledger.unsigned(
                ledger.canonical(facts).decode(), signature, name, keys)
            if why:
                return self._verdict(rows, why, facts["first"] or after + 1)
            previous, after, rows = facts["digest"], facts["last"], rows + facts["rows"]
            ends.append((after, previous))
        if anchor is not None and (anchor.get("last_ref"), anchor.get("digest")) not in ends:
            return self._verdict(rows, "anchor", anchor.get("last_ref"))
        return self._verdict(rows)

    def _verdict(self, rows, why=None, first_bad=None):
        ((unsealed,),) = self.env.execute_query(SQL(
            """SELECT count(*) FROM privacy_evidence
                WHERE id > COALESCE((SELECT max(last_ref) FROM privacy_seal), 0)"""))
        return {"ok": why is None, "rows": rows, "first_bad": first_bad, "why": why,
                "unsealed": unsealed}

    @api.model
    def _check_may_verify(self):
        if not self.env.su and not self.env.user.has_groups(
            "cloudpepper_privacy.group_privacy_officer,cloudpepper_privacy.group_privacy_auditor"
        ):
            raise AccessError(self.env._("Only officers and auditors verify the evidence."))

    def _running_hash(self, previous, after, until):
        """Return (hash, number of rows) over rows ``after < id <= until``."""
        count = 0
        while True:
            rows = self._canonical_rows(after, until)
            if not rows:
                return previous, count
            previous = ledger.seal(previous, rows)
            count += len(rows)
            after = rows[-1]["id"]
            if after == until:
                return previous, count

    def _canonical_rows(self, after, until):
        rows = self.env.execute_query(
            SQL(
                """SELECT jsonb_build_object('id', id, 'at', at, 'act', act, 'run', run_ref,
                          'batch', batch, 'partner', partner_ref, 'created', partner_created,
                          'rules', rule_refs, 'counts', counts, 'digest', digest, 'uid', uid_ref)
                     FROM privacy_evidence WHERE id > %s AND id <= %s ORDER BY id LIMIT %s""",
                after, until, CHUNK,
            )
        )
        return [row for (row,) in rows]

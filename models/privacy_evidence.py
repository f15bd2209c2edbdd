import json
import os

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..core import ledger

#: tables that only grow: PostgreSQL refuses everything else
APPEND_ONLY = ("privacy_evidence", "privacy_seal")
#: rows read at once while sealing and verifying
CHUNK = 10_000


class PrivacyEvidence(models.Model):
    """What was done, to be proven: ids, counts, names of fields, digests; never an identity.

    Rows are plain integers without foreign keys, written unchained by many workers; the sealer
    closes them with a running hash (``core/ledger.py``). UPDATE, DELETE and TRUNCATE are refused
    by a trigger, and by the ORM.
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
    def _file(self, rows):
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
    def _file_items(self, run, item_ids):
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
    def _file_proof(self, run):
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
    def _file_tasks(self, timers):
        self._file([
            {"act": "task_done", "partner": timer.partner_id.id, "rules": timer.rule_id.ids}
            for timer in timers
        ])

    # === VERIFY === #

    @api.model
    def verify(self, anchor=None):
        """Recompute every seal from the rows.

        :param dict anchor: a seal kept outside this database, ``{"last_ref", "digest"}``
        :return: ``{"ok": bool, "rows": int, "first_bad": int or None}``; ``first_bad`` is the id
            of the first evidence row of the first seal that does not hold
        :raise AccessError: unless an officer, an auditor or the superuser asks
        """
        if not self.env.su and not self.env.user.has_groups(
            "cloudpepper_privacy.group_privacy_officer,cloudpepper_privacy.group_privacy_auditor"
        ):
            raise AccessError(self.env._("Only officers and auditors verify the evidence."))
        seals = self.env["privacy.seal"].sudo().search([("digest", "!=", False)], order="id")
        previous, after, rows = ledger.START, 0, 0
        for seal in seals:
            found, count = self.sudo()._running_hash(previous, after, seal.last_ref)
            good = found == seal.digest and seal.previous == previous and count == seal.row_count
            if not good or not seal._signature_holds():
                return {"ok": False, "rows": rows, "first_bad": seal.first_ref}
            previous, after, rows = seal.digest, seal.last_ref, rows + count
        if anchor and not self._anchored(seals, anchor):
            return {"ok": False, "rows": rows, "first_bad": anchor.get("last_ref")}
        return {"ok": True, "rows": rows, "first_bad": None}

    def _anchored(self, seals, anchor):
        """Whether the seal kept outside still stands here as it was."""
        return any(
            seal.last_ref == anchor.get("last_ref") and seal.digest == anchor.get("digest")
            for seal in seals
        )

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


class PrivacySeal(models.Model):
    """Closes a stretch of evidence with a hash that includes the seal before."""

    _name = "privacy.seal"
    _description = "Seal on Privacy Evidence"
    _order = "id desc"
    _rec_name = "digest"
    _log_access = False

    sealed_on = fields.Datetime(required=True, readonly=True)
    first_ref = fields.Integer(string="From Row", readonly=True, aggregator=None)
    last_ref = fields.Integer(string="To Row", readonly=True, aggregator=None)
    row_count = fields.Integer(string="Rows", readonly=True)
    previous = fields.Char(readonly=True)
    digest = fields.Char(required=True, readonly=True)
    signature = fields.Char(
        readonly=True, help="Keyed with a secret from outside the database, where one is set."
    )

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            raise AccessError(self.env._("Seals are made by the sealer alone."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Seals are never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("Seals are never deleted."))

    def _key(self):
        """Return the seal key from odoo.conf or the environment; never from the database."""
        key = os.environ.get("PRIVACY_SEAL_KEY") or tools.config.get("privacy_seal_key")
        return key.encode() if key else None

    def _signature_holds(self):
        key = self._key()
        if not key or not self.signature:
            return True
        return tools.consteq(self.signature, ledger.sign(self.digest, key))

    @api.private
    def _seal(self):
        """Close all rows written since the last seal; return the new seal's id, if any.

        The lock waits for batches that are being committed and lets no new row in, so that no
        row can appear later below a sealed id. It comes before any read, so that the snapshot
        holds all rows (REPEATABLE READ).
        """
        self.env.cr.execute("LOCK TABLE privacy_seal, privacy_evidence IN SHARE ROW EXCLUSIVE MODE")
        last = self.sudo().search([], limit=1, order="id desc")
        previous, after = (last.digest, last.last_ref) if last else (ledger.START, 0)
        evidence = self.env["privacy.evidence"].sudo()
        ((first, until),) = self.env.execute_query(
            SQL("SELECT min(id), max(id) FROM privacy_evidence WHERE id > %s", after)
        )
        if not until:
            return None
        digest, count = evidence._running_hash(previous, after, until)
        key = self._key()
        ((seal_id,),) = self.env.execute_query(
            SQL(
                """INSERT INTO privacy_seal (sealed_on, first_ref, last_ref, row_count, previous,
                          digest, signature)
                   VALUES (now() AT TIME ZONE 'UTC', %s, %s, %s, %s, %s, %s) RETURNING id""",
                first, until, count, previous, digest, ledger.sign(digest, key) if key else None,
            )
        )
        self.invalidate_model(flush=False)
        return seal_id

    def init(self):
        self.env["privacy.evidence"].init()

    def _cron_seal(self):
        """Seal what is left; each hour, and after each run."""
        self.env["ir.cron"]._commit_progress(remaining=0)
        self._seal()

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...const import AUDITOR, OFFICER
from ...engine.companies import others, visible_runs
from ...engine.evidence import append_only, record
from ...engine.evidence.cut import Cut
from ...engine.evidence.record import SEVERAL
from ...engine.evidence.verify import verify
from ...engine.runs.journal import Journal


class PrivacyEvidence(models.Model):
    """What was done, to be proven: ids, counts, names of fields, digests; never an identity.

    Rows are plain integers without foreign keys, written unchained by many workers; the sealer
    closes them with a running hash (``core/evidence/ledger.py``). UPDATE, DELETE and TRUNCATE
    are refused by a trigger, and by the ORM; the oldest stretches go as a whole when they have
    had their time (``engine/evidence/cut.py``).
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
    company_ref = fields.Integer(
        string="Company ID", readonly=True, aggregator=None,
        help="Who reads the row. None: everybody. -1: of several companies, for whoever sees its "
        "run.")
    in_visible_run = fields.Boolean(
        compute="_compute_in_visible_run", search="_search_in_visible_run")

    _cut_idx = models.Index("(id) WHERE act = 'cut'")
    _companies_idx = models.Index("(id) WHERE act = 'companies'")
    # the walk over a run's batches (engine/runs/progress.py)
    _batch_idx = models.Index("(run_ref, batch, at) WHERE batch IS NOT NULL")

    def init(self):
        """Refuse in PostgreSQL what the ORM refuses."""
        append_only.install(self.env.cr)

    # === COMPANIES === #

    def _compute_in_visible_run(self):
        mine = fields.Domain("id", "in", self.ids) & self._search_in_visible_run("in", [True])
        visible = self.search(mine)
        for row in self:
            row.in_visible_run = row in visible

    def _search_in_visible_run(self, operator, value):
        """Rows of several companies: of runs that the reader sees as a whole, and for whoever acts
        for every company of runs that are gone as well.
        """
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        shared = fields.Domain("company_ref", "=", SEVERAL)
        if not others(self.env, self.env.companies.ids):
            return shared
        runs = self.env["privacy.run"].sudo()._search(visible_runs(self.env))
        return shared & fields.Domain("run_ref", "in", runs)

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
        """Add rows: dicts of act, run, batch, partner, rules, counts, digest, company."""
        record.record(self.env, rows)

    @api.private
    def _record_items(self, run, item_ids):
        """Add one row for each subject of a batch, from what its item says."""
        record.record_items(self.env, item_ids)

    @api.private
    def _record_proof(self, run):
        """Add one row for each subject that went as a whole: what the proof saw of it."""
        record.record_proof(self.env, run)

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
            ``anchor``. ``rows`` counts what is there, not what had its time; ``unsealed`` the
            rows that still wait for their seal
        :raise AccessError: unless an officer, an auditor or the superuser asks
        :raise UserError: where a journal cannot be read, or is another database's
        """
        self._check_may_verify()
        return verify(self.env, anchor)

    @api.model
    def _check_may_verify(self):
        if not self.env.su and not self.env.user.has_groups(f"{OFFICER},{AUDITOR}"):
            raise AccessError(self.env._("Only officers and auditors verify the evidence."))

    # === ACTION METHODS === #

    def action_verify(self):
        """Button: verify all seals, also against this server's own journal."""
        path = Journal(self.env).path()
        result = self.verify(path if path.is_file() else None)
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"sticky": not result["ok"], "message": self._verdict_text(result),
                       "type": "success" if result["ok"] else "danger"},
        }

    def action_download_journal(self):
        """Button: the journal of erasures as a file, for officers and auditors."""
        return Journal(self.env).action_download()

    # === HOUSEKEEPING === #

    @api.autovacuum
    def _gc_evidence(self):
        """Announce what has had its time, or delete what was announced."""
        return Cut(self.env).gc_evidence()

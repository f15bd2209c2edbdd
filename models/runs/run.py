from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ...const import OFFICER, RUN_KINDS, RUN_MOVES, RUN_STATES, USER
from ...engine.companies import reach_of
from ...engine.housekeeping import Housekeeping
from ...engine.proof import residue
from ...engine.runs import preview
from ...engine.runs.automatic import AutomaticRuns, Scheduler
from ...engine.runs.journal import RunJournal
from ...engine.runs.queue_job import do_job
from ...engine.runs.replay import Replay
from ...engine.runs.scheduled_actions import ScheduledActions
from ...engine.runs.summary import SUMS, Summary
from ...engine.runs.worker import Worker
from ...engine.settings import Settings

#: {state: what else is written}: a run that goes on is written to the journal again at its end
AFTER_MOVE = {"running": {"journaled_on": False}}


class PrivacyRun(models.Model):
    """One preview, and what became of it when it was approved and carried out."""

    _name = "privacy.run"
    _description = "Privacy Run"
    _order = "id desc"

    name = fields.Char(readonly=True, required=True)
    kind = fields.Selection(RUN_KINDS, default="retention", required=True, readonly=True)
    state = fields.Selection(RUN_STATES, default="preview", required=True, readonly=True)
    item_ids = fields.One2many("privacy.run.item", "run_id", readonly=True)
    company_ids = fields.Many2many(
        "res.company", readonly=True, copy=False, help="That have records of its contacts.")
    reach = fields.Json(readonly=True, copy=False, help="IDs of companies; none: every company.")
    on_date = fields.Date(string="Due On", required=True, readonly=True)
    automatic = fields.Boolean(readonly=True)
    brake = fields.Boolean(readonly=True, help="Unusually many are due: an officer must approve.")
    ground = fields.Char(readonly=True, help="Why, for an erasure on request (Art. 17(1)).")
    request_ref = fields.Integer(readonly=True)
    asked_refs = fields.Json(readonly=True, copy=False, help="Ids of whom it is about; empty: all.")
    needed = fields.Json(readonly=True, copy=False, help="How many stay for what is under way.")
    digest = fields.Char(readonly=True, help="SHA-256 of the plan; what an officer approves.")
    approved_digest = fields.Char(readonly=True)
    prepared_by_id = fields.Many2one("res.users", readonly=True)
    approved_by_id = fields.Many2one("res.users", readonly=True)
    approved_on = fields.Datetime(readonly=True)
    date_started = fields.Datetime(readonly=True)
    date_done = fields.Datetime(readonly=True)
    note = fields.Text(readonly=True)
    swept_on = fields.Datetime(readonly=True, help="When what no index leads to was looked for.")
    fallbacks = fields.Json(
        readonly=True, help="Shortcuts not taken because of a module that nobody has read.")
    unmapped = fields.Json(
        readonly=True, help="Links to erased contacts that the data map does not know yet.")
    undecided = fields.Json(
        readonly=True,
        help="Fields outside the data map that say something in records of this run's contacts.")
    undecided_fields = fields.Integer(
        readonly=True, help="All fields of this database that nobody had decided on by then.")
    books = fields.Json(
        string="Hash Chains", readonly=True, copy=False,
        help="The stretches of hash chains that the run touches, verified before and after.")
    proof = fields.Json(readonly=True, copy=False,
                        help="How far the search is, and what it read: counts only.")
    replayed = fields.Json(
        readonly=True, copy=False,
        help="What the journal held, and which of its subjects were not erased again, and why.")
    journaled_on = fields.Datetime(
        string="In the Journal Since", readonly=True, copy=False,
        help="When what the run did was written to the journal of erasures, outside the database.")
    details_gone_on = fields.Date(
        readonly=True, copy=False,
        help="When the links to the contacts and what was found of each were deleted.")
    lines = fields.Json(string="Sums Kept", readonly=True, copy=False,
                        help="Model, field, outcome, ground, end, number: without any contact.")

    # === STABLE SURFACE === #

    @api.model
    def preview(self, partners=None, on_date=None):
        """Say what a run would do, and change nothing but the module's own tables.

        :param res.partner partners: only these; default everybody
        :param on_date: day to look at, default today; a day to come is preview only
        :raise UserError: for a date that is none
        """
        self._check_group(USER)
        run = preview.prepare(self.env, partners, on_date)
        preview.plan_items(run)
        return run.sudo(self.env.su)

    def action_approve(self):
        """An officer approves this preview's digest: its subjects and nobody else (R18)."""
        self._check_group(OFFICER)
        for run in self._within_reach():
            preview.approve(self.env, run)
        return True

    @api.model
    def execute(self, partners=None, approve=False):
        """Refresh, then do what is approved or automatic and due; never more.

        Shell and scheduled action commit batch by batch; a button triggers the scheduled action.

        :param res.partner partners: only these; with ``approve`` they are previewed first
        :param bool approve: preview and approve in one go; refused under four eyes
        :return: the privacy.run that was carried out, or that waits
        """
        self._check_group(OFFICER)
        partners = preview.readable_contacts(self.env, partners)
        if approve:
            if Settings(self.env).four_eyes():
                raise AccessError(self.env._("Four eyes: preparing and approving are two acts."))
            run = preview.prepare(self.env, partners)
            preview.plan_for_readers(run, self._from_button())
            run = run.sudo(self.env.su)
            run.action_approve()
        else:
            run = AutomaticRuns(self.env(su=True), asker=self.env).next(partners)
        run.sudo()._begin(with_helpers=True)
        return run

    @api.model
    def erase(self, partners, ground, request=None):
        """Erase on request, now: what a legal duty keeps stays, and says so.

        :param str ground: which point of Art. 17(1) GDPR
        :param request: the privacy.request it answers, if any
        """
        run = self._open_erasure(partners, ground, request)
        preview.plan_for_readers(run, Settings(self.env).four_eyes() or self._from_button())
        run._begin_erasure()
        return run.sudo(self.env.su)

    @api.model
    def replay(self, file, torn=False):
        """Erase again what a journal says was erased after the backup that this database is.

        :param file: the journal: its bytes, their base64, or its path (over HTTP never a path)
        :param bool torn: accept a file that ends in the middle of a run, which is left out
        :raise UserError: where the file cannot be read, was changed, or is another database's;
            nothing was done then
        """
        self._check_group(OFFICER)
        run = Replay(self.env).prepare(file, torn)
        preview.plan_for_readers(run, preview.needs_second(run) or self._from_button())
        run._begin_erasure(su=self.env.su)
        return run.sudo(self.env.su)

    def summary(self):
        """Return what became of the run as plain values: see ``engine/runs/summary.py``.

        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        return Summary(self.env, self).values()

    @api.model
    def residue(self, identifiers):
        """Search the whole database and all files for these strings. Nothing is logged.

        What is another company's than the caller's is not counted.

        :param identifiers: strings: names, mail addresses, numbers, or any word
        :return: list of ``{table, column, count of rows or files}``; a file's column is ``file``
        """
        self._check_group(OFFICER)
        return residue(self.env(su=True), identifiers, reach_of(self.env))

    # === ACTION METHODS === #

    @api.model
    def action_stop(self):
        """Button: stop all erasing at once, in every process, before its next batch."""
        self._set_stop("True", "stop")
        return self._notify(self.env._("Everything is stopped: nothing is erased until lifted."))

    @api.model
    def action_lift_stop(self):
        """Button: allow erasing again; stopped runs wait until an officer executes them."""
        self._set_stop("", "lift_stop")
        return self._notify(self.env._("The stop is lifted."))

    def _set_stop(self, value, act):
        self._check_group(OFFICER)
        self.env["ir.config_parameter"].sudo().set_param("cloudpepper_privacy.stop", value)
        self.env["privacy.evidence"].sudo()._record([{"act": act}])

    def action_execute(self):
        """Button: queue this approved run and let the scheduled action carry it out."""
        self._check_group(OFFICER)
        if self.filtered(lambda run: run.state not in ("approved", "running", "stopped")):
            raise UserError(self.env._("Only an approved run is carried out."))
        if Settings(self.env).stopped():
            raise UserError(self.env._("Everything is stopped in the settings: lift that first."))
        self._within_reach().filtered(lambda run: run.state == "stopped")._move("running")
        ScheduledActions(self.env).wake_first()
        return self._notify(self.env._("Queued: the scheduled action carries it out in a minute."))

    def action_cancel(self):
        self._check_group(OFFICER)
        self._within_reach()._move("cancelled")
        return True

    # === LIFE OF A RUN === #

    def _check_group(self, group):
        """Refuse whoever is neither the superuser nor in the group, whatever the channel."""
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Your role does not allow this. Ask a privacy officer."))

    def _within_reach(self):
        """Return these runs as the superuser, unless one is beyond the caller's companies."""
        self.check_access("read")
        return self.sudo()

    @api.model
    def _from_button(self):
        """Whether a person waits for an HTTP answer."""
        return bool(request)

    @api.model
    def _open_erasure(self, partners, ground, request=None):
        """Return the run of an erasure on request, without a plan of the records (superuser)."""
        self._check_group(OFFICER)
        return preview.prepare_erasure(self.env, partners, ground, request)

    def _begin_erasure(self, su=False):
        """Carry out what an officer asked for, or have another officer approve it first.

        :param bool su: whether the officer approves as the superuser
        """
        if preview.needs_second(self):
            self._move("waiting")
            return
        officer = self.with_user(self.env.user)
        (officer.sudo() if su else officer).action_approve()
        self._begin()

    def _begin(self, with_helpers=False):
        """Carry the run out now, or by the scheduled action where a person waits for an answer."""
        if self._from_button():
            ScheduledActions(self.env).wake_first()
        else:
            self._work(Worker(self.env, self).helpers() if with_helpers else 0)

    def _work(self, helpers=0):
        self.ensure_one()
        Worker(self.env, self).work(helpers)

    def _move(self, target):
        """The one gate for states: every move names where it may come from."""
        for run in self:
            if run.state not in RUN_MOVES[target]:
                states = dict(RUN_STATES)
                raise UserError(self.env._(
                    "%(run)s is “%(state)s” and cannot become “%(target)s”.",
                    run=run.name, state=states[run.state], target=states[target]))
        self.write({"state": target, **AFTER_MOVE.get(target, {})})

    def _add_note(self, text):
        """Add a line to what an officer has to look at."""
        self.note = "\n".join(filter(None, (self.note, text)))

    def _record_evidence(self, act):
        """Add one row of evidence on the run itself."""
        self.env["privacy.evidence"]._record([
            {"act": act, "run": run.id, "digest": run.digest,
             "counts": {name: run[name] for name in ("subjects", *SUMS)}} for run in self])

    # === WITHOUT A PERSON === #

    def _cron_run(self, number=1):
        """Scheduled action: carry out what there is to do, as worker ``number``."""
        Scheduler(self.env).work(number)

    def _job_batch(self, share):
        """Job of queue_job: do so many contacts."""
        do_job(self, share)

    # === HOUSEKEEPING === #

    @api.autovacuum
    def _gc_previews(self):
        return Housekeeping(self.env).gc_previews()

    @api.autovacuum
    def _gc_run_details(self):
        return Housekeeping(self.env).gc_run_details()

    @api.autovacuum
    def _gc_runs(self):
        return Housekeeping(self.env).gc_runs()

    @api.autovacuum
    def _gc_journal(self):
        return RunJournal(self.env).catch_up()

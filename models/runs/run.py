import random
from time import monotonic, sleep

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.modules import module
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...const import OFFICER, USER
from ...core.errors import BadPeriod
from ...core.evidence import plan_digest as plans
from ...core.policy import periods
from ...engine.batch import Batch, plan_items
from ...engine.clocks.refresh import Refresh
from ...engine.due import due_sql
from ...engine.settings import Settings
from ...engine.shortcuts import fallbacks
from ...engine.sweep import forget, is_outdated, sweep

#: contacts below which a batch is not cut: its own cost would be more than theirs
SMALLEST = 50
#: contacts of the first batch, which shows how fast this machine is
FIRST = 800
#: a batch is at most so many times as large as the one before
GROWTH = 4
#: seconds that a batch is to take, of the 3 that its contacts may be locked
BATCH_SECONDS = 2
#: how often a batch is tried again in a row when colleagues write the same rows
RETRIES = 5
STATES = [
    ("preview", "Preview"),
    ("waiting", "Waiting for Approval"),
    ("approved", "Approved"),
    ("running", "Running"),
    ("proving", "Proving"),
    ("done", "Done"),
    ("incomplete", "Ended With Exceptions"),
    ("stopped", "Stopped"),
    ("cancelled", "Cancelled"),
]
#: {state: states it may be reached from}; the one gate is :meth:`PrivacyRun._move`
MOVES = {
    "waiting": {"preview"},
    "approved": {"preview", "waiting"},
    "running": {"approved", "running", "stopped"},
    "proving": {"running"},
    "done": {"proving"},
    "incomplete": {"proving"},
    "stopped": {"running", "approved", "proving"},
    "cancelled": {"preview", "waiting", "approved", "stopped"},
}
SUMS = ("found", "erased", "masked", "redacted", "kept", "failed")


class PrivacyRun(models.Model):
    """One preview, and what became of it when it was approved and carried out."""

    _name = "privacy.run"
    _description = "Privacy Run"
    _order = "id desc"

    name = fields.Char(readonly=True, required=True)
    kind = fields.Selection(
        [("retention", "Retention"), ("request", "Request")], default="retention",
        required=True, readonly=True,
    )
    state = fields.Selection(STATES, default="preview", required=True, readonly=True)
    on_date = fields.Date(string="Due On", required=True, readonly=True)
    automatic = fields.Boolean(readonly=True)
    brake = fields.Boolean(readonly=True, help="Unusually many are due: an officer must approve.")
    ground = fields.Char(readonly=True, help="Why, for an erasure on request (Art. 17(1)).")
    request_ref = fields.Integer(readonly=True)
    digest = fields.Char(readonly=True, help="SHA-256 of the plan; what an officer approves.")
    approved_digest = fields.Char(readonly=True)
    prepared_by_id = fields.Many2one("res.users", readonly=True)
    approved_by_id = fields.Many2one("res.users", readonly=True)
    approved_on = fields.Datetime(readonly=True)
    date_started = fields.Datetime(readonly=True)
    date_done = fields.Datetime(readonly=True)
    note = fields.Text(readonly=True)
    swept_on = fields.Datetime(
        readonly=True, help="When records that no index leads to were looked for.")
    unmapped = fields.Json(
        readonly=True,
        help="Links to erased contacts from models that the data map does not know yet.",
    )
    fallbacks = fields.Json(
        readonly=True,
        help="Shortcuts not taken because a module has a say in deleting that was not read.",
    )
    item_ids = fields.One2many("privacy.run.item", "run_id", readonly=True)
    subjects = fields.Integer(compute="_compute_sums")
    found = fields.Integer(compute="_compute_sums")
    erased = fields.Integer(compute="_compute_sums")
    masked = fields.Integer(compute="_compute_sums")
    redacted = fields.Integer(compute="_compute_sums")
    kept = fields.Integer(compute="_compute_sums")
    failed = fields.Integer(compute="_compute_sums")
    incomplete = fields.Integer(compute="_compute_sums")
    unproven = fields.Integer(compute="_compute_sums")
    todo = fields.Integer(string="Left To Do", compute="_compute_sums")

    @api.depends("item_ids.state", "item_ids.found", "item_ids.kept", "item_ids.failed")
    def _compute_sums(self):
        sums = {run.id: dict.fromkeys(("subjects", "incomplete", "unproven", "todo", *SUMS), 0)
                for run in self}
        groups = self.env["privacy.run.item"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state"],
            ["__count", *(f"{name}:sum" for name in SUMS)],
        )
        for run, state, count, *values in groups:
            if state == "dropped":
                continue
            each = sums[run.id]
            each["subjects"] += count
            each["todo"] += count if state == "todo" else 0
            each["incomplete"] += count if state in ("incomplete", "failed") else 0
            each["unproven"] += count if state == "unproven" else 0
            for name, value in zip(SUMS, values, strict=True):
                each[name] += value or 0
        for run in self:
            run.update(sums.get(run.id, {}))

    # === RIGHTS === #

    def _check_group(self, group):
        """Refuse whoever is neither the superuser nor in the group, whatever the channel."""
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Your role does not allow this. Ask a privacy officer."))

    # === STABLE SURFACE === #

    @api.model
    def preview(self, partners=None, on_date=None):
        """Say what a run would do, and change nothing but the module's own tables.

        :param res.partner partners: only these; default everybody
        :param on_date: day to look at, default today; a day to come is preview only
        :return: a privacy.run in state ``preview``
        :raise UserError: for a date that is none
        """
        self._check_group(USER)
        run = self._prepared(partners, on_date)
        run._plan_items()
        return run.sudo(self.env.su)

    def _prepared(self, partners=None, on_date=None):
        """Return a new run over who is due, without a plan of their records (superuser)."""
        today = self.env["privacy.timer"]._today()
        try:
            on_date = periods.as_date(on_date or today)
        except BadPeriod as error:
            raise UserError(self.env._("Preview: %s", error)) from error
        partners = self._contacts(partners)
        Refresh(self.env).run()
        run = self.sudo()._open({"on_date": on_date, "prepared_by_id": self.env.uid})
        run._fill(self._scope(partners))
        return run

    def action_approve(self):
        """An officer approves this preview's digest: its subjects and nobody else (R18)."""
        self._check_group(OFFICER)
        for run in self.sudo():
            if Settings(self.env).four_eyes() and run.prepared_by_id.id == self.env.uid:
                raise AccessError(
                    self.env._("Four eyes: a preview is approved by another person than "
                               "the one who prepared it.")
                )
            run._check_date()
            run._move("approved")
            run.write({
                "approved_by_id": self.env.uid, "approved_on": fields.Datetime.now(),
                "approved_digest": run.digest,
            })
            run._record_evidence("approve")
        return True

    @api.model
    def execute(self, partners=None, approve=False):
        """Refresh, then do what is approved or automatic and due; never more.

        From a shell or a scheduled action it commits batch by batch; from a button it triggers
        the scheduled action; in a test it does not commit.

        :param res.partner partners: only these; with ``approve`` they are previewed first
        :param bool approve: preview and approve in one go; refused under four eyes
        :return: the privacy.run that was carried out, or that waits
        """
        self._check_group(OFFICER)
        partners = self._contacts(partners)
        if approve:
            if Settings(self.env).four_eyes():
                raise AccessError(self.env._("Four eyes: preparing and approving are two acts."))
            run = self._prepared(partners)
            run._plan_for_readers(self._from_button())
            run = run.sudo(self.env.su)
            run.action_approve()
        else:
            run = self.sudo()._next_run(partners)
        if self._from_button():
            self.env.ref("cloudpepper_privacy.ir_cron_run").sudo()._trigger()
            return run
        run.sudo()._work(beside=run.sudo()._beside())
        return run

    @api.model
    def erase(self, partners, ground, request=None):
        """Erase on request, now: what a legal duty keeps stays, and says so.

        :param res.partner partners: whom
        :param str ground: which point of Art. 17(1) GDPR
        :param request: the privacy.request it answers, if any
        """
        run = self._open_erasure(partners, ground, request)
        run._plan_for_readers(Settings(self.env).four_eyes() or self._from_button())
        run._begin_erasure()
        return run.sudo(self.env.su)

    @api.model
    def _open_erasure(self, partners, ground, request=None):
        """Return the run of an erasure on request, without a plan of the records (superuser)."""
        self._check_group(OFFICER)
        partners = self._contacts(partners)
        if not ground or not partners:
            raise UserError(self.env._("An erasure names its contacts and its ground."))
        run = self.sudo()._open({
            "kind": "request", "ground": ground, "prepared_by_id": self.env.uid,
            "on_date": self.env["privacy.timer"]._today(),
            "request_ref": request.id if request else False,
        })
        Refresh(self.env).run(partners.ids)
        run._fill(self._scope(partners))
        return run

    def _begin_erasure(self):
        """Carry out an erasure on request, or have another officer approve it first."""
        if Settings(self.env).four_eyes():
            self._move("waiting")
            return
        self.with_user(self.env.user).action_approve()
        if self._from_button():
            self.env.ref("cloudpepper_privacy.ir_cron_run").sudo()._trigger()
        else:
            self._work()

    def summary(self):
        """Return what became of the run as plain values.

        :return: subjects, found, erased, masked, redacted, kept, failed, incomplete, unproven,
            by_model ``{model: {outcome: count}}``, left = list of {model, field, count, ground,
            until}, undecided = list of {model, field, count}: fields that nothing decides (see
            ``privacy.coverage``) and that say something in records of this run's contacts,
            undecided_fields = number of all such fields in the database, unmapped = those of
            undecided that are links to contacts, and fallbacks = list of {model, act, modules}:
            what went through the ORM because of a module nobody has read; act is one of the
            map, "name" (a contact's names) or "copy" (documents' copies of them)
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        by_model, left = {}, []
        for model, field, outcome, ground, until, count in self.sudo()._summary_lines():
            counts = by_model.setdefault(model, {})
            counts[outcome] = counts.get(outcome, 0) + count
            if outcome in ("kept", "failed"):
                left.append({"model": model, "field": field, "count": count,
                             "ground": ground or outcome, "until": until})
        names = ("subjects", *SUMS, "incomplete", "unproven")
        return {
            **{name: self[name] for name in names},
            "by_model": by_model,
            "left": left,
            "undecided": self.undecided or [],
            "undecided_fields": self._undecided_fields(),
            "unmapped": self.unmapped or [],
            "fallbacks": self.fallbacks or [],
        }

    def _summary_lines(self):
        """Return (model, field, outcome, ground, until, count) over all items, in order."""
        if not self._origin:
            return []
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """SELECT line ->> 'model' AS model, line ->> 'field' AS field,
                          CASE WHEN item.state IN ('failed', 'incomplete')
                                AND item.residue IS NULL
                                AND line ->> 'outcome' != 'kept' THEN 'failed'
                               ELSE line ->> 'outcome' END AS outcome,
                          line ->> 'ground' AS ground, line ->> 'until' AS until,
                          sum((line ->> 'count')::int)::int
                     FROM privacy_run_item item, jsonb_array_elements(item.detail) line
                    WHERE item.run_id = %s AND item.detail IS NOT NULL
                    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4, 5, 3""",
                self.id,
            )
        )

    # === ACTION METHODS === #

    @api.model
    def action_stop(self):
        """Button: stop all erasing at once, in every process, before its next batch."""
        self._check_group(OFFICER)
        self.env["ir.config_parameter"].sudo().set_param("cloudpepper_privacy.stop", "True")
        self.env["privacy.evidence"].sudo()._record([{"act": "stop"}])
        return self._notify(self.env._("Everything is stopped: nothing is erased until lifted."))

    @api.model
    def action_lift_stop(self):
        """Button: allow erasing again; stopped runs wait until an officer executes them."""
        self._check_group(OFFICER)
        self.env["ir.config_parameter"].sudo().set_param("cloudpepper_privacy.stop", "")
        self.env["privacy.evidence"].sudo()._record([{"act": "lift_stop"}])
        return self._notify(self.env._("The stop is lifted."))

    def _notify(self, text):
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"message": text, "type": "warning"},
        }

    def action_execute(self):
        """Button: queue this approved run and let the scheduled action carry it out."""
        self._check_group(OFFICER)
        if self.filtered(lambda run: run.state not in ("approved", "running", "stopped")):
            raise UserError(self.env._("Only an approved run is carried out."))
        if Settings(self.env).stopped():
            raise UserError(self.env._("Everything is stopped in the settings: lift that first."))
        self.sudo().filtered(lambda run: run.state == "stopped")._move("running")
        self.env.ref("cloudpepper_privacy.ir_cron_run").sudo()._trigger()
        return self._notify(self.env._("Queued: the scheduled action carries it out in a minute."))

    def action_cancel(self):
        self._check_group(OFFICER)
        self.sudo()._move("cancelled")
        return True

    def action_open_items(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_run_item_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)]}

    # === LIFE OF A RUN === #

    @api.model
    def _contacts(self, partners):
        """Return contacts given as records or ids (RPC); the caller must be allowed to see them."""
        if partners is None:
            return None
        ids = partners.ids if isinstance(partners, models.BaseModel) else partners
        contacts = self.env["res.partner"].browse(ids)
        contacts.check_access("read")
        return contacts

    @api.model
    def _scope(self, partners):
        """Return SQL of the contact ids that a preview may look at, or None for everybody.

        Without contacts it is whom the record rules let this user see: no company reaches over
        to another's.
        """
        if partners is not None:
            return SQL("SELECT unnest(%s::int[])", partners.ids)
        if self.env.su:
            return None
        return self.env["res.partner"].with_context(active_test=False)._search([]).subselect()

    @api.model
    def _from_button(self):
        """Whether a person waits for an HTTP answer; the scheduled action works then."""
        return bool(request)

    def _open(self, vals):
        sequence = self.env["ir.sequence"].next_by_code("privacy.run")
        return self.create({"name": sequence or "/", **vals})

    def _move(self, target):
        """The one gate for states: every move names where it may come from."""
        for run in self:
            if run.state not in MOVES[target]:
                states = dict(STATES)
                raise UserError(
                    self.env._("%(run)s is “%(state)s” and cannot become “%(target)s”.",
                               run=run.name, state=states[run.state], target=states[target])
                )
        self.write({"state": target})

    def _check_date(self):
        """A day to come is preview only, outside a database made by ``bin/demo`` (R19)."""
        today = self.env["privacy.timer"]._today()
        if self.filtered(lambda run: run.on_date > today) and not Settings(self.env).is_demo():
            raise UserError(self.env._("A preview of a day to come cannot be carried out."))

    def _fill(self, scope=None):
        """Remember who is due, in one statement; ``scope`` is SQL of contact ids."""
        self.ensure_one()
        self.env.flush_all()
        due = due_sql(self.env, self, scope)
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_run_item (run_id, partner_id, partner_ref, state, whole,
                          categories, rule_refs, found, erased, masked, redacted, kept, failed)
                   SELECT %s, partner_id, partner_id, 'todo', whole,
                          array_to_string(categories, ', '), to_jsonb(rule_ids), 0, 0, 0, 0, 0, 0
                     FROM (%s) due ORDER BY partner_id""",
                self.id, due,
            )
        )
        self.invalidate_recordset()

    def _plan_items(self):
        """Plan without acting, part by part, and store counts and digests."""
        plan_items(self.env, self)
        self.digest = self._plan_digest()

    def _plan_for_readers(self, read):
        """Plan the records where somebody reads the plan before it is carried out.

        A run that is carried out at once is approved as its subjects and what of them is due;
        each batch plans their records, and stores that plan's digest, in any case.
        """
        if read:
            self._plan_items()
        else:
            self.digest = self._plan_digest()

    def _plan_digest(self):
        """Return the digest over all subjects and their plans, as they stand in the items."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_ref, whole, categories, digest FROM privacy_run_item
                    WHERE run_id = %s ORDER BY partner_ref""",
                self.id,
            )
        )
        return plans.digest(" ".join(map(str, row)) for row in rows)

    @api.model
    def _batch_size(self):
        return max(1, min(int(Settings(self.env).number("batch_size", 2000)), 5000))

    def _next_run(self, partners=None):
        """Return the run to carry out: the oldest approved one, else an automatic one."""
        on = [("state", "in", ("approved", "running", "proving"))]
        waiting = self.search(on, order="id", limit=1)
        if waiting and partners is None:
            return waiting
        return self._open_automatic(partners)

    def _open_automatic(self, partners=None):
        """Return a new run over what automatic rules say is due, approved unless it brakes."""
        Refresh(self.env).run(partners.ids if partners is not None else None)
        run = self._open({
            "automatic": True, "prepared_by_id": self.env.uid,
            "on_date": self.env["privacy.timer"]._today(),
        })
        run._fill(self._scope(partners))
        run.brake = run._brakes()
        run._plan_for_readers(run.brake)
        if run.brake:
            run._move("waiting")
        else:
            run._move("approved")
            run.approved_digest = run.digest
        return run

    def _brakes(self):
        """Whether unusually many are due: above 5 % of living contacts, or 100 (R18)."""
        ((living,),) = self.env.execute_query(
            SQL("SELECT count(*) FROM res_partner WHERE privacy_anonymised_on IS NULL")
        )
        settings = Settings(self.env)
        share = living * settings.number("brake_percent", 5) / 100
        return self.subjects > max(share, settings.number("brake_minimum", 100))

    # === WORK === #

    def _work(self, beside=0):
        """Carry the run out batch by batch, and close it.

        Any number of workers may do so at once, in any number of processes: the items are the
        queue, and each claims the next that nobody else holds.

        :param int beside: workers of this process that help
        """
        self.ensure_one()
        if self.state not in ("approved", "running", "proving"):
            return
        if self.state != "proving":
            self._check_date()
            self._again_if_beaten(self._start)
            together = self.with_context(privacy_workers=beside + 1)
            with together._helped(beside):
                together._work_batches()
            if beside:
                # what a helper may have left: nobody else comes
                self._work_batches()
        self._again_if_beaten(self._close_if_done)

    def _work_batches(self, stop=None):
        """Do batches until nothing is left that could be claimed, or the time is up.

        :param threading.Event stop: set where nobody waits for this worker any more
        """
        size, going_on = min(FIRST, self._batch_size()), True
        while going_on and not (stop and stop.is_set()):
            going_on, seconds = self._again_if_beaten(lambda size=size: self._work_batch(size))
            size = self._next_size(size, seconds)

    def _again_if_beaten(self, step):
        """Do a step that ends with a commit; where a colleague was faster on one of the rows,
        the whole step again from what the colleague has left.
        """
        for attempt in range(1, RETRIES + 1):
            try:
                return step()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if module.current_test or attempt == RETRIES:
                    raise
                self.env.cr.rollback()
                sleep(random.uniform(0, 0.1 * 2 ** attempt))

    def _start(self):
        """Open the run for work, once, after comparing it with what was approved."""
        if self.state == "running" and is_outdated(self):
            sweep(self.env, self)
            self._commit()
        if self.state != "approved":
            return
        if self._plan_digest() != self.approved_digest:
            raise UserError(self.env._("This is not what was approved: make a new preview."))
        self._move("running")
        self.date_started = self.date_started or fields.Datetime.now()
        self._books_before()
        self._commit()
        sweep(self.env, self)
        self._commit()

    def _next_size(self, size, seconds):
        """Return the size of the next batch: its contacts are locked as long as it takes.

        :param int size: contacts of the batch before
        :param float seconds: what that one took; 0 where it had nothing to do
        """
        most = self._batch_size()
        fits = size * min(GROWTH, BATCH_SECONDS / seconds if seconds else GROWTH)
        return min(most, max(SMALLEST, int(fits)))

    def _close_if_done(self):
        """Prove and end the run unless contacts are left, or a colleague works on them.

        One worker at a time looks: the other waits, and then finds the run closed.
        """
        self._commit()
        self._lock_row()
        self.env["privacy.engine"]._failpoint("before_close")
        if self.state == "running" and not self._todo():
            self._move("proving")
            self._commit()
            self._collect_files()
        if self.state == "proving" and self._prove():
            self._lock_row()
            if self.state == "proving":
                self._close()
        self._commit()

    def _lock_row(self):
        self.env.cr.execute(
            SQL("SELECT FROM privacy_run WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        self.invalidate_recordset()

    def _work_batch(self, size):
        """Do one batch and commit it.

        :param int size: contacts to claim
        :return: (whether there may be another, seconds that it took)
        """
        self._commit()
        started = monotonic()
        # the claim comes first: after any earlier read the snapshot would hide what a
        # colleague has just committed for these contacts
        items = self._claim(size)
        if not items:
            return False, 0
        self.env["privacy.engine"]._failpoint("after_claim")
        if Settings(self.env).stopped():
            self._move("stopped")
            self._commit()
            return False, 0
        Batch(self.env, self).process(items.ids)
        self.env["privacy.evidence"]._record_items(self, items.ids)
        self.env["privacy.engine"]._failpoint("filed")
        time_left = self._commit(len(items))
        self.env["privacy.engine"]._failpoint("committed")
        self._log_progress()
        return time_left, monotonic() - started

    def _claim(self, size):
        """Lock the next items with their contacts and companies, skipping what others hold.

        Nothing is left to claim in a run that a colleague has stopped meanwhile.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT item.id FROM privacy_run_item item
                     JOIN privacy_run run ON run.id = item.run_id AND run.state = 'running'
                     JOIN res_partner partner ON partner.id = item.partner_id
                     JOIN res_partner entity ON entity.id = partner.commercial_partner_id
                    WHERE item.run_id = %s AND item.state = 'todo'
                      AND item.partner_id = item.partner_ref
                    ORDER BY item.id LIMIT %s
                      FOR UPDATE OF item, partner, entity SKIP LOCKED""",
                self._ids[0], size,
            )
        )
        return self.env["privacy.run.item"].browse([item_id for (item_id,) in rows])

    def _commit(self, processed=0):
        """Commit where the run owns its transaction: shell and scheduled action, not tests.

        :param int processed: items done since the last commit, for the scheduler
        :return: whether the scheduler leaves time for another batch
        """
        if module.current_test:
            self.env.flush_all()
            return True
        left = self.env["ir.cron"]._commit_progress(processed)
        # other processes must not go on with what they cached of a disabled user
        self.env.registry.signal_changes()
        return left > 0

    def _todo(self):
        """Whether contacts that others hold locked are still to do; who is gone is dropped.

        An item whose contact was deleted or merged into another was approved for nobody else.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_run_item SET state = 'dropped', reason = 'gone'
                    WHERE run_id = %s AND state = 'todo'
                      AND partner_id IS DISTINCT FROM partner_ref""",
                self.id,
            )
        )
        self.env["privacy.run.item"].invalidate_model(["state", "reason"], flush=False)
        return self.env["privacy.run.item"].search_count(
            [("run_id", "=", self.id), ("state", "=", "todo")], limit=1
        )

    def _close(self):
        """End the run as what the checks saw, and seal its evidence."""
        self.invalidate_recordset()
        books_hold = self._books_after()
        covered = self._look_beside()
        proven = not (self.incomplete or self.unproven)
        self._move("done" if books_hold and covered and proven else "incomplete")
        self.date_done = fields.Datetime.now()
        forget(self.env, self)
        self.write({"fallbacks": fallbacks(self.env)})
        self._record_evidence("close")
        self._commit()
        self.env["privacy.engine"]._failpoint("closed")
        self.env["privacy.seal"]._seal()
        self._commit()
        self.env["privacy.engine"]._failpoint("sealed")

    def _collect_files(self):
        """Remove the files of erased attachments from the disk, and say where some are left."""
        left = self.env["privacy.erased.file"]._collect()
        if left:
            late = self.env._(
                "%s erased files are still on the disk; each night's housekeeping tries again.",
                left,
            )
            self.note = "\n".join(filter(None, (self.note, late)))
            self._commit()

    def _record_evidence(self, act):
        """Add one row of evidence on the run itself."""
        self.env["privacy.evidence"]._record([
            {"act": act, "run": run.id, "digest": run.digest,
             "counts": {name: run[name] for name in ("subjects", *SUMS)}}
            for run in self
        ])

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER, USER
from ...engine.entered import Entered
from ...engine.housekeeping import Housekeeping
from ...engine.leaving.closing import Closing
from ...engine.leaving.escalating import Escalating
from ...engine.leaving.needed import opened, sealed
from ...engine.leaving.tasks import ExitTasks, record_acts

STATES = [("open", "To Do"), ("done", "Done"), ("called_off", "Called Off")]
#: what an officer says while the task is open
ENTERED = frozenset((
    "needed", "done_on", "evidence_text", "evidence_file", "evidence_filename"))
#: and of the customer's own copy, which may be seen to before and after
RETURN = frozenset((
    "return_state", "returned_on", "return_how", "return_to", "return_text", "return_file",
    "return_filename"))


class PrivacyExitTask(models.Model):
    """Something that is to be done outside this database, for a relationship has ended: which one
    and until when its rule says (P8). Opened, moved and called off by the clocks, closed with
    evidence.

    The contact stands here by its number: it may be anonymised meanwhile. What the task needs is
    sealed and gone once it is over.
    """

    _name = "privacy.exit.task"
    _description = "Task of a Relationship That Ended"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    key = fields.Char(
        string="Number for Systems", required=True, readonly=True, copy=False,
        help="A system that does this by itself sends it along with its receipt.")
    partner_ref = fields.Integer(
        string="Contact ID", required=True, readonly=True, aggregator=None, index=True)
    contact = fields.Char(compute="_compute_contact", compute_sudo=True, groups=USER)
    rule_id = fields.Many2one(
        "privacy.rule", string="Task", required=True, readonly=True, ondelete="restrict",
        index=True)
    what_to_do = fields.Text(related="rule_id.task_text")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict", index=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    date_start = fields.Date(
        string="Since", required=True, readonly=True, help="The day of the event that it follows.")
    date_due = fields.Date(string="To Do By", required=True, readonly=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue")
    on_hold = fields.Boolean(
        compute="_compute_on_hold", compute_sudo=True,
        help="A hold covers the contact: look at its case before anything is removed.")
    escalated_on = fields.Date(readonly=True)
    called_off_on = fields.Date(readonly=True)
    # === WHAT IT NEEDS === #
    sealed = fields.Text(groups=fields.NO_ACCESS)
    needed = fields.Text(
        string="What It Needs", compute="_compute_needed", inverse="_inverse_needed",
        groups=OFFICER,
        help="Name of the environment, customer's number: sealed, and gone once the task is over.")
    # === WHAT SHOWS THAT IT WAS DONE === #
    done_on = fields.Date(help="The day on which it was done; empty: today.")
    evidence_text = fields.Text(
        string="Evidence", help="What shows that it was done: job number, log line. Name nobody.")
    evidence_file = fields.Binary(string="File", attachment=True)
    evidence_filename = fields.Char(string="Name of the File")
    receipt = fields.Char(readonly=True, help="What the system calls it that did it.")
    source_id = fields.Many2one(
        "privacy.consent.source", string="System", readonly=True, ondelete="restrict",
        index="btree_not_null")
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    # === THE CUSTOMER'S OWN COPY, Art. 28(3)(g) === #
    asks_return = fields.Boolean(related="rule_id.task_returns")
    return_state = fields.Selection(
        [("returned", "Returned"), ("waived", "Waived"), ("none", "Nothing was hosted")],
        string="Customer's Data")
    returned_on = fields.Date(string="On")
    return_how = fields.Char(string="How", help="For example: encrypted archive by download.")
    return_to = fields.Char(
        string="To Whom", help="As a role: their system administrator. No name is needed.")
    return_text = fields.Text(string="What Shows It")
    return_file = fields.Binary(attachment=True)
    return_filename = fields.Char(string="Name of That File")

    _key_uniq = models.Constraint("UNIQUE(key)", "Each task has a number of its own.")
    _open_idx = models.Index("(partner_ref, rule_id) WHERE state = 'open'")
    _due_idx = models.Index("(date_due) WHERE state = 'open'")

    @api.depends("rule_id", "partner_ref")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for task in self:
            task.display_name = f"{task.rule_id.sudo().name} ({task.partner_ref})"

    @api.depends("partner_ref")
    def _compute_contact(self):
        """The name as it is now: of an anonymised contact that is none."""
        partners = self.env["res.partner"].with_context(active_test=False)
        names = {partner.id: partner.name for partner in partners.browse(
            self.mapped("partner_ref")).exists()}
        for task in self:
            task.contact = names.get(task.partner_ref) or self.env._("Deleted contact")

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = self.env["privacy.timer"]._today()
        for task in self:
            task.is_overdue = task.state == "open" and bool(task.date_due) and task.date_due < today

    def _search_is_overdue(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("state", "=", "open"), ("date_due", "<", self.env["privacy.timer"]._today())]

    @api.depends("partner_ref")
    def _compute_on_hold(self):
        held = self.env["privacy.hold"]._on_hold(self.mapped("partner_ref"))
        for task in self:
            task.on_hold = task.partner_ref in held

    @api.depends("state")
    def _compute_needed(self):
        for task in self:
            task.needed = bool(task._origin) and opened(task._origin.sudo())

    def _inverse_needed(self):
        for task in self:
            text = sealed(task.key, task.needed)
            if task.needed and not text:
                raise UserError(self.env._("No key is known to seal this with: it is not kept."))
            task.sudo().sealed = text

    @api.constrains("done_on", "returned_on", "date_start")
    def _check_days(self):
        today = self.env["privacy.timer"]._today()
        for task in self:
            for day in filter(None, (task.done_on, task.returned_on)):
                if day > today:
                    raise ValidationError(self.env._("Nothing was done on a day to come."))
            if task.done_on and task.done_on < task.date_start:
                raise ValidationError(self.env._(
                    "This was done before the relationship ended, on %s.", task.date_start))

    # === CRUD METHODS === #

    def write(self, vals):
        """An officer says what shows it; the rest is the clocks' and the buttons'."""
        if not self.env.su:
            vals = Entered(self).values(vals)
            self._check_may_write(vals)
        before = {task.id: task.return_state for task in self}
        done = super().write(vals)
        record_acts(self.sudo().filtered(
            lambda task: task.return_state and task.return_state != before[task.id]),
            "data_returned")
        return done

    def _check_may_write(self, vals):
        if not vals.keys() <= ENTERED | RETURN:
            raise AccessError(self.env._("A task follows the clocks, and is closed by its button."))
        if ENTERED & vals.keys() and self.filtered(lambda task: task.state != "open"):
            raise AccessError(self.env._("A task that is over is not changed any more."))
        if self.filtered(lambda task: task.return_state and task.state != "open"):
            raise AccessError(self.env._("What became of the customer's copy is on record."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su or self.filtered(lambda task: task.state == "open"):
            raise AccessError(self.env._("A task is evidence: it goes with its period alone."))

    # === BUTTONS === #

    def action_done(self):
        """Button: it was done, as the evidence shows."""
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        Closing(self.env).by_officer(self)
        return True

    def action_open_contact(self):
        """Button: the contact, as far as it still is."""
        self.ensure_one().check_access("read")
        return {"type": "ir.actions.act_window", "res_model": "res.partner",
                "res_id": self.partner_ref, "view_mode": "form"}

    # === WHAT OTHERS CALL === #

    @api.private
    def proofs(self):
        """Return the kinds of evidence that there are: text, file, receipt."""
        self.ensure_one()
        found = {"text": (self.evidence_text or "").strip(), "file": self.evidence_file,
                 "receipt": self.receipt}
        return [kind for kind, given in found.items() if given]

    @api.private
    def waits_for_return(self):
        """Whether the customer's own copy is still to be seen to: returned on a day, how and to
        whom, waived, or nothing was there; each with what shows it.
        """
        self.ensure_one()
        shown = (self.return_text or "").strip() or self.return_file
        returned = self.returned_on and self.return_how and self.return_to
        return self.asks_return and not (
            shown and (self.return_state in ("waived", "none")
                       or self.return_state == "returned" and returned))

    def _cron_follow(self):
        """Follow the clocks, for days pass; and tell officers of what is late."""
        ExitTasks(self.env).follow(everybody=True)
        Escalating(self.env).run()

    @api.autovacuum
    def _gc_exit_tasks(self):
        """Delete tasks that were over long ago."""
        return Housekeeping(self.env).gc_exit_tasks()

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.housekeeping import Housekeeping
from ...engine.labels import Labels


class PrivacyKeptItem(models.Model):
    """A record that a run kept: why, and until when (R13). After that day it is an officer's task:
    the next run that an officer previews finishes what nothing protects any more, and the rest is
    dealt with by hand.

    Ids and codes, no values. Written by the engine alone, in the batch's own transaction.
    """

    _name = "privacy.kept.item"
    _description = "Record Kept by a Run"
    _order = "until, id"
    _rec_name = "model"
    _log_access = False

    run_ref = fields.Integer(string="Run", readonly=True, aggregator=None, index=True)
    partner_ref = fields.Integer(string="Contact ID", readonly=True, aggregator=None, index=True)
    company_id = fields.Many2one(
        "res.company", readonly=True, ondelete="set null", index=True,
        help="Whose record it is. Empty: a shared one.")
    model = fields.Char(readonly=True, required=True)
    model_name = fields.Char(string="Kind", compute="_compute_model_name")
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", readonly=True, required=True
    )
    ground = fields.Char(readonly=True, required=True)
    ground_text = fields.Char(string="Why", compute="_compute_ground_text")
    until = fields.Date(string="Kept Until", readonly=True, index=True)
    kept_on = fields.Date(readonly=True, help="When a run kept it for the first time.")
    settled_on = fields.Date(readonly=True, help="When an officer said that it was dealt with.")
    is_due = fields.Boolean(compute="_compute_is_due", search="_search_is_due")
    task = fields.Char(string="For an Officer", compute="_compute_task")

    _record_uniq = models.Constraint(
        "UNIQUE(model, res_id, partner_ref)", "A record is kept once for each contact."
    )

    @api.depends("model")
    @api.depends_context("lang")
    def _compute_model_name(self):
        words = Labels(self.env)
        for item in self:
            item.model_name = words.model(item.model)

    @api.depends("ground")
    @api.depends_context("lang")
    def _compute_ground_text(self):
        grounds = Labels(self.env).grounds()
        for item in self:
            item.ground_text = grounds.get(item.ground, item.ground)

    @api.depends("until", "settled_on")
    def _compute_is_due(self):
        today = self.env["privacy.timer"]._today()
        for item in self:
            item.is_due = not item.settled_on and bool(item.until) and item.until < today

    @api.depends("until", "settled_on", "kept_on")
    @api.depends_context("lang")
    def _compute_task(self):
        """What was older than its years when it was kept is no task that somebody has missed."""
        for item in self:
            item.task = False
            if item.is_due and item.kept_on and item.until < item.kept_on:
                item.task = self.env._(
                    "Decide: its years of keeping were over when the run of %s kept it",
                    item.kept_on.isoformat())
            elif item.is_due:
                item.task = self.env._("Decide: its last day has passed")

    def _search_is_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = self.env["privacy.timer"]._today()
        return [("settled_on", "=", False), ("until", "<", today)]

    def action_settle(self):
        """The officer says that the end of keeping was dealt with, outside or by hand."""
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Only privacy officers settle kept items."))
        self.check_access("read")
        due = self.sudo().filtered("is_due")
        if not due:
            raise UserError(self.env._("None of these is due: each is kept until its last day."))
        due.write({"settled_on": self.env["privacy.timer"]._today()})
        self.env["privacy.evidence"].sudo()._record([
            {"act": "settle", "partner": item.partner_ref,
             "counts": {"model": item.model, "record": item.res_id}} for item in due
        ])
        return True

    @api.autovacuum
    def _gc_kept_items(self):
        """Delete what was settled long ago."""
        return Housekeeping(self.env).gc_kept_items()

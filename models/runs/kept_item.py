from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import OFFICER
from ...engine.acting import audit_bypass
from ...engine.housekeeping import Housekeeping
from ...engine.labels import Labels

#: grounds that may end: a later run asks again whether the record is still protected or shared
ENDS = ("shared", "audit_trail", "protected")


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
    model = fields.Char(readonly=True, required=True)
    model_name = fields.Char(string="Kind", compute="_compute_model_name")
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", readonly=True, required=True
    )
    ground = fields.Char(readonly=True, required=True)
    ground_text = fields.Char(string="Why", compute="_compute_ground_text")
    until = fields.Date(string="Kept Until", readonly=True, index=True)
    settled_on = fields.Date(readonly=True, help="When an officer said that it was dealt with.")
    is_due = fields.Boolean(compute="_compute_is_due", search="_search_is_due")

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

    def _search_is_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = self.env["privacy.timer"]._today()
        return [("settled_on", "=", False), ("until", "<", today)]

    @api.model
    def _due_again_sql(self, on_date, others, scope=None):
        """Return SQL of (partner_id, whole, categories, rule_ids) of anonymised contacts of whom
        a record was kept until before a date, on a ground that may have ended since.

        :param SQL others: table of contacts that are due anyway
        """
        in_scope = SQL("TRUE") if scope is None else SQL("partner.id IN (%s)", scope)
        return SQL(
            """SELECT partner.id, TRUE, NULL::varchar[], '[]'::jsonb FROM res_partner partner
                WHERE partner.privacy_anonymised_on IS NOT NULL AND %(scope)s
                  AND partner.privacy_restricted IS NOT TRUE
                  AND partner.id NOT IN (SELECT partner_id FROM %(others)s)
                  AND partner.id NOT IN (SELECT partner_id FROM (%(held)s) held)
                  AND partner.id IN (
                      SELECT item.partner_ref FROM privacy_kept_item item
                        LEFT JOIN privacy_run run ON run.id = item.run_ref
                       WHERE item.settled_on IS NULL AND item.until < %(date)s
                         AND item.ground = ANY(%(ends)s)
                         AND (item.ground != 'audit_trail' OR %(lifted)s
                              OR COALESCE(run.on_date, item.until) <= item.until))""",
            scope=in_scope, others=others, date=on_date, ends=list(ENDS),
            lifted=self._lifted_sql(),
            held=self.env["privacy.hold"]._held_sql(on_date),
        )

    @api.model
    def _lifted_sql(self):
        """Return the condition that the audit trail protects ``item`` no longer. While it does, a
        run that has tried after the last day was enough.
        """
        ((restricts,),) = self.env.execute_query(
            SQL("SELECT EXISTS (SELECT FROM res_company WHERE restrictive_audit_trail)"))
        if not restricts:
            return SQL("TRUE")
        if audit_bypass(self.env):
            return SQL("item.model IN ('mail.message', 'mail.tracking.value')")
        return SQL("FALSE")

    @api.model
    def _remember(self, run):
        """Remember what the plan of this batch kept, and forget what has gone since."""
        self.env.cr.execute(
            SQL(
                """DELETE FROM privacy_kept_item item USING privacy_plan plan
                    WHERE plan.act != 'keep' AND item.model = plan.model
                      AND item.res_id = plan.record AND item.partner_ref = plan.subject
                      AND plan.subject NOT IN (SELECT subject FROM privacy_left)"""
            )
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_kept_item
                          (run_ref, partner_ref, model, res_id, ground, until)
                   SELECT DISTINCT ON (model, record, subject)
                          %s, subject, model, record, ground, until
                     FROM privacy_plan WHERE act = 'keep' ORDER BY model, record, subject, until
                   ON CONFLICT (model, res_id, partner_ref)
                   DO UPDATE SET run_ref = EXCLUDED.run_ref, ground = EXCLUDED.ground,
                                 until = EXCLUDED.until, settled_on = NULL""",
                run.id,
            )
        )
        self.env["privacy.kept.item"].invalidate_model(flush=False)

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

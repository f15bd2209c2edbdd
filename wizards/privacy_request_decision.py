from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..const import OFFICER
from ..core.requests import rights as rules
from ..engine.labels import Labels
from ..engine.requests.referring import Referral
from ..engine.requests.rights import right_of
from ..engine.requests.rights.automated import Automated
from ..engine.requests.rights.erasure import ERASURES, IDLE, Erasure
from ..engine.requests.words import label


class PrivacyRequestDecision(models.TransientModel):
    """What comes of a right: what would go and what stays, then the outcome and its reasons."""

    _name = "privacy.request.decision"
    _description = "Decision on a Right"

    right_id = fields.Many2one("privacy.request.right", required=True, readonly=True)
    kind = fields.Selection(related="right_id.kind", string="Asked For")
    run_id = fields.Many2one(related="right_id.run_id")
    run_state = fields.Selection(related="right_id.run_id.state", string="State of the Run")
    acts = fields.Boolean(compute="_compute_acts")
    erasure_ground = fields.Selection(
        ERASURES, string="Rests On", compute="_compute_erasure_ground", store=True, readonly=False,
        help="What is no longer necessary goes, unless something under way needs it; unlawful "
        "processing, a legal duty to erase and a child's data wait for nothing.")
    scope = fields.Selection(selection=lambda self: self.env[
        "privacy.request.right"]._fields["scope"].selection, string="Objects To")
    review = fields.Text(
        string="Human Review", help="What was looked at, and with which result (Art. 22(3)).")
    would_go = fields.Html(compute="_compute_preview", sanitize=False)
    would_stay = fields.Html(compute="_compute_preview", sanitize=False)
    change_table = fields.Html(
        string="Corrections", compute="_compute_change_table", sanitize=False)
    tells_recipients = fields.Boolean(compute="_compute_tells_recipients")
    outcome = fields.Selection(
        selection=lambda self: self.env["privacy.request.right"]._fields["outcome"].selection,
        compute="_compute_outcome", store=True, readonly=False)
    ground = fields.Selection(
        selection=lambda self: self.env["privacy.request.right"]._fields["ground"].selection,
        compute="_compute_outcome", store=True, readonly=False)
    needs_reason = fields.Boolean(compute="_compute_needs_reason")
    reason = fields.Text(string="Reasons", help="The person reads them in the letter.")
    controller_id = fields.Many2one(
        "res.partner", string="Customer Who Decides",
        help="We host the data for it as its processor (Art. 28).")
    pass_on = fields.Boolean(
        string="Pass It On", help="The customer is told that a request came, when, and what was "
        "asked; not the person's words.")
    named = fields.Boolean(
        string="The Person Agreed to Be Named",
        help="The customer then also reads the person's name and mail address.")

    @api.depends("right_id", "run_state")
    def _compute_acts(self):
        for decision in self:
            right = decision.right_id
            done = (right.run_id and right.run_id.state not in IDLE
                    or right.scope or right.change_ids and all(
                        change.state == "done" for change in right.change_ids))
            decision.acts = bool(right) and right_of(right).acts and not done

    @api.depends("right_id")
    def _compute_erasure_ground(self):
        """Suggest the ground that takes least for granted, or the one that was shown last."""
        for decision in self:
            shown = decision.run_id.sudo().ground
            least = "f" if decision.right_id.request_id.is_child else "a"
            decision.erasure_ground = next(
                (point for point, _label in ERASURES if shown == f"17(1)({point})"), least)

    @api.depends("right_id", "run_state")
    def _compute_outcome(self):
        """Suggest what a query has seen to be so; nothing where it is the officer's to weigh."""
        for decision in self:
            proposed = bool(decision.right_id) and right_of(decision.right_id).proposed()
            decision.outcome, decision.ground = proposed or (False, False)

    @api.depends("outcome")
    def _compute_needs_reason(self):
        for decision in self:
            decision.needs_reason = decision.outcome in rules.REASONED

    @api.depends("right_id")
    def _compute_tells_recipients(self):
        for decision in self:
            decision.tells_recipients = decision.right_id.kind in rules.TOLD_ON

    @api.depends("right_id", "run_state")
    @api.depends_context("lang")
    def _compute_preview(self):
        """What the run would do, or did: by kind of record, and what stays with its reason."""
        labels = Labels(self.env)
        for decision in self:
            right = decision.right_id
            if right.kind != "erasure" or not right.run_id:
                decision.would_go = decision.would_stay = False
                continue
            erasure = Erasure(self.env, right)
            decision.would_go = labels.table(
                (self.env._("What Goes"), self.env._("How"), self.env._("How Many")),
                erasure.erased())
            decision.would_stay = labels.table(
                (self.env._("What Stays"), self.env._("Why"), self.env._("Article"),
                 self.env._("Until")), erasure.kept())

    @api.depends("right_id")
    @api.depends_context("lang")
    def _compute_change_table(self):
        labels = Labels(self.env)
        for decision in self:
            decision.change_table = labels.table(
                (self.env._("What"), self.env._("Now"), self.env._("Right Is")),
                [(label(change, "field_name") or self.env._("Statement"), change.present or "",
                  change.value or change.statement or "")
                 for change in decision.right_id.change_ids])

    # === ACTION METHODS === #

    def action_preview(self):
        """Show what an erasure would take, and change nothing."""
        self.ensure_one()
        Erasure(self.env, self.right_id).preview(self.erasure_ground)
        return self._again()

    def _show_first(self):
        """Plan what an erasure would take before anything is asked, where an officer may act. What
        cannot be planned can be refused all the same: the button says why.
        """
        right = self.right_id
        if (right.kind == "erasure" and right.state == "open" and not right.run_id
                and self.env.user.has_group(OFFICER) and right_of(right).is_identified
                and right_of(right).has_something()):
            with suppress(UserError), self.env.cr.savepoint():
                self.action_preview()

    def action_review(self):
        """Write down that a human looked at it."""
        self.ensure_one()
        Automated(self.env, self.right_id).review(self.review)
        return self._again()

    def _again(self):
        """Show this dialogue again, with what is known now."""
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id,
            "name": self.env._("Decide on the Right"), "view_mode": "form", "target": "new",
        }

    def action_act(self):
        """Do what was asked; an erasure's outcome waits for what its run has proven."""
        self.ensure_one()
        right = self.right_id
        right._act(self.erasure_ground if right.kind == "erasure" else self.scope)
        if right.run_id:
            return right.run_id._get_records_action()
        return self._again() if right.state == "open" else {
            "type": "ir.actions.act_window_close"}

    def action_act_and_answer(self):
        """Erase, and have the person told as soon as the run has proven what became of it."""
        self.ensure_one()
        self.right_id._act(self.erasure_ground, answers=True)
        return {"type": "ir.actions.act_window_close"}

    def action_changes(self):
        """Open the corrections that the person asked for."""
        self.ensure_one()
        return self.right_id.action_rectify()

    def action_close(self):
        """Decide; the right checks the role, the identity and the table of outcomes."""
        self.ensure_one()
        referral = self.outcome == "referred" and self.controller_id and Referral(
            self.controller_id, self.pass_on, self.named)
        self.right_id._close(self.outcome, self.ground, self.reason, referral or None)
        return {"type": "ir.actions.act_window_close"}

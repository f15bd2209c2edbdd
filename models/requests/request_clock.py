from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.policy import deadlines
from ...core.requests import rights as rules

#: how identity was seen to (Art. 12(6)): nothing more is kept of the evidence
METHODS = [
    ("portal", "Portal login"), ("mail", "Confirmed mail address"),
    ("code", "Code to a known phone or address"), ("known", "Known to the officer in person"),
    ("document", "Document, because of recorded doubts"),
]


class PrivacyRequestPause(models.Model):
    """A stretch in which a request's clock stood still: its first day, and the day it went on."""

    _name = "privacy.request.pause"
    _description = "Pause of a Request's Clock"
    _order = "date_from, id"

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    date_from = fields.Date(string="Stopped On", required=True, readonly=True)
    date_to = fields.Date(string="Went On", readonly=True)
    reason = fields.Char(required=True, readonly=True)


class PrivacyRequest(models.Model):
    """Receipt, deadline, the one extension, identity (Reg. 1182/71; Art. 12(3) and 12(6))."""

    _inherit = "privacy.request"

    received_on = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True,
        help="When it reached us, not when it was entered.")
    pause_ids = fields.One2many("privacy.request.pause", "request_id", string="Clock Stood Still")
    extended_on = fields.Date(readonly=True, copy=False, tracking=True)
    extension_reason = fields.Text(readonly=True, copy=False)
    deadline = fields.Date(
        string="Answer By", compute="_compute_deadline", store=True, index=True,
        help="One month from receipt, two more where the person was told in time.")
    answered_on = fields.Datetime(readonly=True, copy=False)
    standing = fields.Selection(
        [("on_track", "On Track"), ("at_risk", "At Risk"), ("overdue", "Overdue"),
         ("paused", "Clock Stopped"), ("ended", "Ended")],
        compute="_compute_standing", search="_search_standing")
    identity_method = fields.Selection(METHODS, readonly=True, copy=False, tracking=True)
    identity_on = fields.Datetime(string="Identity Confirmed On", readonly=True, copy=False)
    identity_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    identity_doubt = fields.Text(
        string="Reasonable Doubts", readonly=True, copy=False,
        help="Why more than the usual was asked, and why that is proportionate (Art. 12(6)).")

    @api.depends("received_on", "extended_on", "pause_ids.date_from", "pause_ids.date_to",
                 "company_id.partner_id.country_id", "company_id.privacy_tz")
    def _compute_deadline(self):
        for request in self:
            request.deadline = request.received_on and request._answer_by(
                bool(request.extended_on))

    def _answer_by(self, extended):
        """Return the last day of answering, in the time of the controller. A pause counts when it
        has ended: until then nobody knows how long the clock stands still.
        """
        self.ensure_one()
        ended = self.pause_ids.filtered("date_to")
        still = deadlines.stood_still(
            [(pause.date_from, pause.date_to) for pause in ended], self._today())
        return deadlines.answer_by(
            self._day(self.received_on), self.company_id.partner_id.country_id.code, extended,
            still)

    def _day(self, moment):
        """Return the day of a moment where the controller is."""
        zone = self.company_id.privacy_tz or "UTC"
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), moment).date()

    def _today(self):
        return self.env["privacy.timer"].with_company(self.company_id[:1])._today()

    @api.depends("deadline", "state")
    def _compute_standing(self):
        for request in self:
            if request.state == "identity":
                request.standing = "paused"
            elif request.state not in rules.RUNNING or not request.deadline:
                request.standing = "ended"
            else:
                request.standing = deadlines.standing(request._today(), request.deadline)

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self._today()
        risk = fields.Date.add(today, days=deadlines.AT_RISK)
        running = fields.Domain("state", "in", ("received", "open"))
        domains = {
            "overdue": running & fields.Domain("deadline", "<", today),
            "at_risk": running & fields.Domain(
                [("deadline", ">=", today), ("deadline", "<=", risk)]),
            "on_track": running & fields.Domain("deadline", ">", risk),
            "paused": fields.Domain("state", "=", "identity"),
            "ended": fields.Domain("state", "not in", rules.RUNNING),
        }
        return fields.Domain.OR([domains[each] for each in value if each in domains])

    # === ACTION METHODS === #

    def action_ask_identity(self):
        """Open the dialogue that asks the person who they are."""
        return self._open_step("ask", self.env._("Ask for Identity"))

    def action_confirm_identity(self):
        """Open the dialogue that says who the person is."""
        return self._open_step("confirm", self.env._("Confirm Identity"))

    def action_extend(self):
        """Open the dialogue that puts the answer off and tells the person."""
        return self._open_step("extend", self.env._("Extend"))

    def _open_step(self, step, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.step", "name": title,
            "view_mode": "form", "target": "new",
            "context": {"default_request_id": self.id, "default_step": step},
        }

    # === EXTENSION === #

    def _extend(self, reason):
        """Put the answer off, once, and tell the person by the same act (Art. 12(3))."""
        self.ensure_one()
        self._check_group(OFFICER)
        if not (reason or "").strip():
            raise UserError(self.env._("The person is told why the answer takes longer."))
        if self.state not in rules.RUNNING:
            raise UserError(self.env._("%s was answered already.", self.name))
        if self.extended_on:
            raise UserError(self.env._("%s was extended already; the law knows one extension.",
                                       self.name))
        today = self._today()
        if not deadlines.may_extend(today, self.deadline):
            raise UserError(self.env._(
                "The first deadline has passed: the person had to be told before it."))
        self.sudo().write({"extended_on": today, "extension_reason": reason})
        self._tell("cloudpepper_privacy.mail_template_request_extended")
        self._record_evidence("request_extended")
        self._plan_activity()

    # === IDENTITY === #

    def _ask_identity(self, reason):
        """Ask who the person is; the clock stands still until they answer (Art. 12(6))."""
        self.ensure_one()
        self._check_group(OFFICER)
        if not (reason or "").strip():
            raise UserError(self.env._("Say which doubts there are: asking more needs a reason."))
        self._move("identity")
        self.sudo().write({"identity_doubt": reason, "pause_ids": [fields.Command.create({
            "date_from": self._today(),
            "reason": self.env._("Identity asked for")})]})
        self._tell("cloudpepper_privacy.mail_template_request_identity")

    def _confirm_identity(self, partners, method, doubt=False):
        """An officer says who the person is, and how that was seen to.

        :param res.partner partners: all accounts of the person; empty where we hold nothing
        :param str method: one of :data:`METHODS`
        """
        self.ensure_one()
        self._check_group(OFFICER)
        if method not in dict(METHODS):
            raise UserError(self.env._("Say how the person's identity was confirmed."))
        if method == "document" and not (doubt or self.identity_doubt or "").strip():
            raise UserError(self.env._(
                "A document is asked for only with reasonable doubts: write them down."))
        partners.check_access("read")
        if partners.filtered("privacy_anonymised_on"):
            raise UserError(self.env._("An anonymised contact is nobody's any more."))
        self._move("open")
        self.pause_ids.filtered(lambda pause: not pause.date_to).sudo().date_to = self._today()
        self.sudo().write({
            "partner_ids": [fields.Command.set(partners.ids)], "identity_method": method,
            "identity_on": fields.Datetime.now(), "identity_by_id": self.env.uid,
            "identity_doubt": doubt or self.identity_doubt})
        self._record_evidence("request_identified")
        self._plan_activity()

    # === REMINDERS === #

    def _plan_activity(self):
        """Have the officer reminded a week before the last day."""
        for request in self.sudo():
            request.activity_unlink(["mail.mail_activity_data_todo"])
            if request.state in rules.RUNNING and request.deadline:
                request.activity_schedule(
                    "mail.mail_activity_data_todo",
                    fields.Date.subtract(request.deadline, days=deadlines.AT_RISK),
                    summary=self.env._("Answer %(name)s by %(day)s", name=request.name,
                                       day=request.deadline),
                    user_id=request.user_id.id or request._officer().id)

    def _officer(self):
        """Return who is reminded where nobody has taken the request."""
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and user.active and not user.share)
        own = officers - self.env.ref("base.user_root")
        return own[:1] or officers[:1] or self.env.user

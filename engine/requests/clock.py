"""A request's clock: deadline, pause, the one extension (Reg. 1182/71; GDPR Art. 12(3), 12(6))."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...const import OFFICER
from ...core.policy import deadlines
from ...core.requests import rights as rules
from ..controller import Controller
from .letters import Letters
from .reminders import Reminders


class Clock:
    """The clock of one request; of no request, where only the day is asked."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def today(self):
        """Return the day that it is where the controller is.

        :rtype: datetime.date
        """
        company = self.request.company_id[:1]
        return self.env["privacy.timer"].with_company(company)._today()

    def day(self, moment):
        """Return the day of a moment (UTC) where the controller is."""
        zone = self.request.company_id.privacy_tz or "UTC"
        return fields.Datetime.context_timestamp(
            self.request.with_context(tz=zone), moment).date()

    def answer_by(self, extended):
        """Return the last day of answering, in the time of the controller. A pause counts when it
        has ended: until then nobody knows how long the clock stands still.

        :param bool extended: with the one extension
        :rtype: datetime.date
        """
        request = self.request
        ended = request.pause_ids.filtered("date_to")
        still = deadlines.stood_still(
            [(pause.date_from, pause.date_to) for pause in ended], self.today())
        return deadlines.answer_by(
            self.day(request.received_on),
            Controller(self.env, request.company_id).country.code,
            extended, still)

    def standing(self):
        """Return how the request stands: a code of ``privacy.request.standing``."""
        request = self.request
        if request.state == "identity":
            return "paused"
        if request.state not in rules.RUNNING or not request.deadline:
            return "ended"
        return deadlines.standing(self.today(), request.deadline)

    def standing_domain(self, codes):
        """Return the domain of the requests that stand in one of these ways."""
        today = self.today()
        risk = fields.Date.add(today, days=deadlines.AT_RISK)
        running = Domain("state", "in", ("received", "open"))
        domains = {
            "overdue": running & Domain("deadline", "<", today),
            "at_risk": running & Domain([("deadline", ">=", today), ("deadline", "<=", risk)]),
            "on_track": running & Domain("deadline", ">", risk),
            "paused": Domain("state", "=", "identity"),
            "ended": Domain("state", "not in", rules.RUNNING),
        }
        return Domain.OR([domains[code] for code in codes if code in domains])

    def pause(self, reason):
        """Stop the clock from today on."""
        self.request.sudo().pause_ids = [Command.create(
            {"date_from": self.today(), "reason": reason})]

    def resume(self):
        """Let the clock go on from today."""
        paused = self.request.pause_ids.filtered(lambda pause: not pause.date_to)
        paused.sudo().date_to = self.today()

    def extend(self, reason):
        """Put the answer off, once, and tell the person by the same act (Art. 12(3)).

        :raise UserError: without a reason, a second time, or after the deadline
        """
        request = self.request.ensure_one()
        request._check_group(OFFICER)
        self._check_extension(reason)
        Controller(self.env, request.company_id).check()
        request.sudo().write({"extended_on": self.today(), "extension_reason": reason})
        Letters(self.env, request).deliver("cloudpepper_privacy.mail_template_request_extended")
        request._record_evidence("request_extended")
        reminders = Reminders(self.env, request)
        reminders.plan()
        reminders.forget_warnings()

    def _check_extension(self, reason):
        request = self.request
        if not (reason or "").strip():
            raise UserError(self.env._("The person is told why the answer takes longer."))
        if request.state not in rules.RUNNING:
            raise UserError(self.env._("%s was answered already.", request.name))
        if request.extended_on:
            raise UserError(self.env._("%s was extended already; the law knows one extension.",
                                       request.name))
        if not deadlines.may_extend(self.today(), request.deadline):
            raise UserError(self.env._(
                "The first deadline has passed: the person had to be told before it."))

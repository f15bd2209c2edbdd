"""What comes of a notice: one place that moves it, empties what it told, and files it."""

import random
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ...core.notices import backoff
from ..settings import Settings
from .channel import BY_HAND, OPEN, Delivered, Retry
from .channels import fitting
from .identity import opened
from .tasks import Tasks

#: attempts until an officer looks: more than three days
ATTEMPTS = 16


class Settling:
    """Moves notices; who may is checked before."""

    def __init__(self, env):
        self.env = env(su=True)

    # === THE QUEUE === #

    def settle(self, notice, outcome):
        """Write down what came of an attempt.

        :param privacy.notice notice: one
        :param outcome: Delivered, Retry or Refused
        """
        notice = notice.with_env(self.env)
        if isinstance(outcome, Delivered):
            self._end(notice, "acknowledged" if outcome.acknowledged else "told",
                      receipt=outcome.receipt)
        elif isinstance(outcome, Retry) and notice.attempts < self.most():
            seconds = backoff.wait(max(notice.attempts, 1), random.random(), outcome.after)
            notice.write({
                "state": "failed", "error": outcome.code,
                "next_try": fields.Datetime.now() + timedelta(seconds=seconds)})
        else:
            self._escalate(notice, outcome.code)

    def most(self):
        """Return how many attempts there are before an officer looks."""
        return max(1, int(Settings(self.env).number("notice_attempts", ATTEMPTS)))

    def _escalate(self, notice, code):
        """It is a person's turn: what is to be told stays sealed until that is done."""
        notice.write({"state": "escalated", "error": code, "next_try": False,
                      "escalated_on": fields.Datetime.now()})
        self._record(notice)

    # === PEOPLE === #

    def told(self, notices):
        """Somebody told the recipients."""
        self._check_open(notices)
        self._settle(notices, "told")

    def acknowledged(self, notices):
        """The recipients said that they know."""
        if notices.filtered(lambda notice: notice.state != "told"):
            raise UserError(self.env._("Only a recipient that was told can acknowledge it."))
        self._settle(notices, "acknowledged")

    def disproportionate(self, notices):
        """It is impossible or takes a disproportionate effort; the note says why."""
        if notices.filtered(lambda notice: not (notice.note or "").strip()):
            raise UserError(self.env._("Write down why first: Art. 19 wants it documented."))
        self._check_open(notices)
        self._settle(notices, "disproportionate")

    def again(self, notices):
        """Have the queue try at once, the recipient as it is set up now."""
        if notices.filtered(lambda notice: notice.state not in (*BY_HAND, "failed")):
            raise UserError(self.env._("Only a recipient that is not told yet can be tried again."))
        for notice in notices.with_env(self.env):
            identifiers = (opened(notice.sealed, notice.key) or {}).get("identifiers") or {}
            channel = fitting(self.env, notice.recipient_id, notice.event, identifiers)
            if channel.by_hand:
                raise UserError(self.env._(
                    "Nothing tells %s by itself of this: its channel is not set up, it cannot act "
                    "on this, or nothing is known by which it finds the person.",
                    notice.recipient_id.name))
            notice.write({"state": "failed", "channel": channel.code, "attempts": 0,
                          "reminded_on": False, "next_try": fields.Datetime.now()})
        Tasks(self.env).follow(notices)

    def _settle(self, notices, state):
        for notice in notices.with_env(self.env):
            self._end(notice, state)
        Tasks(self.env).follow(notices)

    def _check_open(self, notices):
        if notices.filtered(lambda notice: notice.state not in OPEN):
            raise UserError(self.env._("This notice was settled already."))

    # === BOTH === #

    def _end(self, notice, state, receipt=False):
        """Settle a notice: nothing of what it told is kept."""
        vals = {"state": state, "sealed": False, "next_try": False, "error": False}
        if not notice.settled_on:
            vals |= {"settled_on": fields.Datetime.now(), "settled_by_id": self.env.uid}
        if state == "acknowledged":
            vals["acknowledged_on"] = fields.Datetime.now()
        if receipt:
            vals["receipt"] = receipt
        notice.write(vals)
        self._record(notice)

    def _record(self, notice):
        """File what became of it: ids and codes, and nothing that was told."""
        request = notice.request_id
        counts = {"notice": notice.id, "recipient": notice.recipient_id.id,
                  **({"request": request.id} if request else {})}
        subject = notice.contactless_id and -notice.contactless_id.id
        self.env["privacy.evidence"]._record([
            {"act": f"notice_{notice.state}", "partner": partner, "counts": counts,
             "company": notice.company_id.id}
            for partner in (request.partner_ids or notice.partner_id).ids or [subject or None]])

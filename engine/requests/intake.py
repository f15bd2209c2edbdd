"""Taking a request in: the one way, whoever calls it."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import email_normalize

from ...core.requests import rights as rules
from ..entered import Entered, words_of
from .fixed import Fixed
from .letters import Letters
from .reminders import Reminders

#: how a request came that somebody enters
DESK = "desk"
#: no request is older than the right to make it (GDPR Art. 99(2))
FIRST_DAY = datetime(2018, 5, 25)
#: clocks of servers and senders differ
CLOCK_SKEW = timedelta(minutes=10)
#: characters of a request that its form shows; what is longer is kept as a file
TEXT_SHOWN = 20_000
#: what :meth:`Intake.take` takes; everything else has a way of its own
TAKEN = frozenset(("rights", "email", "name", "phone", "text", "channel", "received_on",
                   "partner_ids", "lang", "company_id", "agent_name", "agent_email",
                   "tell_recipients", "child_by"))


class Intake:
    """Makes a request of what somebody asks."""

    def __init__(self, env):
        self.env = env

    def take(self, vals):
        """Check what is asked and make the request; see ``privacy.request.intake``.

        :raise UserError: where nothing is asked, or nobody could be answered
        :rtype: privacy.request
        """
        kinds = self._checked_kinds(vals)
        text = words_of(self.env, vals.get("text")) or ""
        requests = self.env["privacy.request"]
        request = requests.create(Entered(requests).values({
            "right_ids": [Command.create({"kind": kind}) for kind in kinds],
            "person_name": vals.get("name"), "person_email": vals.get("email"),
            "person_phone": vals.get("phone"), "text": text[:TEXT_SHOWN],
            "channel": vals.get("channel") or DESK, "lang": vals.get("lang"),
            "received_on": vals.get("received_on") or fields.Datetime.now(),
            "partner_ids": [Command.set(vals.get("partner_ids") or [])],
            "company_id": vals.get("company_id") or self.env.company.id,
            **{name: vals[name] for name in (
                "agent_name", "agent_email", "tell_recipients", "child_by") if vals.get(name)},
        }))
        if len(text) > TEXT_SHOWN:
            self.env["ir.attachment"].create({
                "name": "request.txt", "raw": text.encode(), "res_model": request._name,
                "res_id": request.id, "mimetype": "text/plain"})
        return request

    def _checked_kinds(self, vals):
        """Return the rights that are asked for, each once; or say what is missing."""
        if not isinstance(vals, dict):
            raise UserError(self.env._("A request is told by names and values."))
        unknown = set(vals) - TAKEN
        if unknown:
            raise UserError(self.env._("Unknown request field: %s.", ", ".join(sorted(unknown))))
        asked = vals.get("rights")
        asked = asked if isinstance(asked, (list, tuple)) else ()
        kinds = list(dict.fromkeys(map(str, asked)))
        if not kinds or not set(kinds) <= rules.RIGHTS.keys():
            raise UserError(self.env._("A request asks for one or more of: %s.",
                                       ", ".join(rules.RIGHTS)))
        if not any(vals.get(name) for name in ("email", "name", "phone", "partner_ids")):
            raise UserError(self.env._("A request says who asks: a name, an address or a number."))
        return kinds

    # === CREATE === #

    def numbered(self, vals):
        """Return the values of a new request with its number.

        :raise AccessError: for values that only buttons set
        :raise UserError: where nothing is asked
        """
        Fixed(self.env).check_create(vals)
        if not self.env.su and (vals.get("channel") or DESK) != DESK:
            raise AccessError(self.env._(
                "A request that somebody enters came by the desk: portal, form and mail gateway "
                "enter theirs themselves."))
        if not vals.get("right_ids"):
            raise UserError(self.env._("A request asks for at least one right."))
        company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
        number = self.env["ir.sequence"].sudo().with_company(company).next_by_code(
            "privacy.request")
        return {**vals, "name": number}

    def arrived(self, requests):
        """Do what goes with new requests: link an earlier one, evidence, reminder, receipt."""
        for request in requests.sudo():
            request.duplicate_of_id = self._earlier(request)
        requests._record_evidence("request")
        Reminders(self.env, requests).plan()
        for request in requests:
            # a mail is confirmed once it is in the ticket's conversation
            if request.channel != "mail":
                Letters(self.env, request).acknowledge()

    def _earlier(self, request):
        """Return an earlier request of the same address that is still open, if any."""
        email = email_normalize(request.person_email or "")
        if not email:
            return request.browse()
        return request.search([
            ("id", "!=", request.id), ("state", "in", rules.RUNNING),
            ("company_id", "=", request.company_id.id), ("person_email", "ilike", email),
        ], order="id").filtered(
            lambda other: email_normalize(other.person_email or "") == email)[:1]

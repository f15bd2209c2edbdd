"""Mails to the alias of requests, before Odoo's gateway makes records of them."""

import logging
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from odoo import fields

from .intake import CLOCK_SKEW, FIRST_DAY

_logger = logging.getLogger(__name__)


class Routing:
    """Where a mail goes to, as Odoo's gateway has found it."""

    def __init__(self, env):
        self.env = env

    def prepare(self, message, routes):
        """Return the routes, with what the mail itself tells about a new request.

        :param email.message.Message message: as it came
        :param list routes: (model, id, values of a new record, user id, alias)
        """
        ours = [route for route in routes or () if route[0] == "privacy.request"]
        if not ours:
            return routes
        if replies_by_itself(message):
            # an answer to a request goes into its conversation; it asks for nothing by itself
            routes = [route for route in routes if route not in ours or route[1]]
            _logger.info("an automatic reply came to the alias of requests: no new request")
        # the uppermost one is our own server's: the sender writes the others, and the date
        known = {"received_on": received_on(message.get("Received")),
                 "company_id": self.controller(ours[0][4]).id}
        return [
            (model, thread, {**known, **(values or {})}, user, alias)
            if model == "privacy.request" else (model, thread, values, user, alias)
            for model, thread, values, user, alias in routes
        ]

    def controller(self, alias):
        """Return whose requests come to an alias: the company of its domain, and the gateway's
        own where several share that.
        """
        companies = alias.alias_domain_id.company_ids if alias else self.env.company
        return self.env.company if self.env.company in companies else companies[:1]


def received_on(header):
    """Return when our mail server took a mail (UTC), or now where it does not say so, or lies.

    :param str header: the server's own ``Received``, if there is one
    """
    now = fields.Datetime.now()
    try:
        stamp = parsedate_to_datetime((header or "").rpartition(";")[2].strip())
    except (TypeError, ValueError):
        return now
    moment = stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
    return moment if FIRST_DAY <= moment <= now + CLOCK_SKEW - timedelta(minutes=1) else now


def replies_by_itself(message):
    """Whether a program answered: RFC 3834, and what servers wrote before it. A request that a
    program wrote for a person ("auto-generated") is a request.

    :param email.message.Message message: as it came
    """
    submitted = (message.get("Auto-Submitted") or "").strip().lower()
    return (submitted.startswith("auto-replied") or "X-Autoreply" in message
            or "X-Autorespond" in message
            or (message.get("Precedence") or "").strip().lower() == "auto_reply")

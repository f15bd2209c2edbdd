"""Mails to the alias of requests, before Odoo's gateway makes records of them."""

import logging
import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import email_normalize_all

from ..settings import Settings
from .incoming_mail import words_of
from .intake import CLOCK_SKEW, FIRST_DAY
from .mail_facts import MailFacts

_logger = logging.getLogger(__name__)

REQUESTS, MAILS = "privacy.request", "privacy.request.mail"


class Routing:
    """Where a mail goes to, as Odoo's gateway has found it."""

    def __init__(self, env):
        self.env = env

    def prepare(self, message, message_dict, routes):
        """Return the routes, with what the mail itself tells about a new request; what a program
        or a mass mailing wrote goes where an officer sees it, and is no request.

        :param email.message.Message message: as it came
        :param dict message_dict: what Odoo's gateway read of it
        :param list routes: (model, id, values of a new record, user id, alias)
        :raise AccessError: unless the mail gateway itself asks
        """
        routes = list(routes or ()) or self._of_bounce(message_dict)
        if not any(route[0] in (REQUESTS, MAILS) for route in routes):
            return routes
        self.check_gateway()
        facts = MailFacts(self.env, message, message_dict)
        return [self._prepared(route, message, message_dict, facts)
                if route[0] in (REQUESTS, MAILS) else route for route in routes]

    def _prepared(self, route, message, message_dict, facts):
        model, thread, values, user, alias = route
        # the uppermost one is our own server's: the sender writes the others, and the date
        received = received_on(message.get("Received"))
        known = {"company_id": self.controller(alias).id, **(values or {})}
        told = {**facts.values(), "received_on": received}
        if thread:
            if model == REQUESTS:
                self.env[MAILS].sudo().create({
                    **told, "request_id": thread, "state": "filed",
                    "company_id": self.env[REQUESTS].sudo().browse(thread).company_id.id})
            return route
        if model == REQUESTS and not facts.makes_request(words_of(message_dict)):
            _logger.info("a mail to the alias of requests is none, and was set aside")
            model = MAILS
        return model, thread, {"received_on": received, **known, "mail": told}, user, alias

    def check_gateway(self):
        """Refuse whoever gives us a mail that no server has brought.

        :raise AccessError: unless the superuser asks, as fetching does, or the user whom officers
            have named for a mail server that calls us
        """
        named = Settings(self.env).text("mail_gateway_login")
        if not self.env.su and self.env.user.login != named:
            raise AccessError(self.env._(
                "Requests by mail come through the mail gateway, and from nobody else."))

    def _of_bounce(self, message_dict):
        """Return a route for a notice of a mail server that tells of no letter of ours: Odoo would
        forget it.
        """
        if not message_dict.get("is_bounce") or message_dict.get("bounced_msg_ids"):
            return []
        aliases = self.env["mail.alias"].sudo().search([
            ("alias_model_id.model", "=", REQUESTS),
            ("alias_full_name", "in", email_normalize_all(message_dict.get("recipients") or ""))])
        return [(MAILS, 0, {}, self.env.uid, alias) for alias in aliases[:1]]

    def controller(self, alias):
        """Return whose requests come to an alias: the company of its domain, and the gateway's
        own where several share that.
        """
        companies = alias.alias_domain_id.company_ids if alias else self.env.company
        return self.env.company if self.env.company in companies else companies[:1]


def readable(message):
    """Return a raw mail without the zero bytes that no header has (RFC 5322, 2.2): Odoo looks a
    header up in the database, which cannot be asked for them, and the mail would be lost.

    :param message: bytes, text, or what XML-RPC makes of bytes
    """
    raw = getattr(message, "data", message)
    raw = raw.encode("utf-8", "replace") if isinstance(raw, str) else raw
    if not isinstance(raw, bytes):
        return message
    head, blank, rest = re.match(rb"(?s)(.*?)(\r?\n\r?\n|\Z)(.*)", raw).groups()
    return head.replace(b"\0", b"") + blank + rest


def told(message_dict):
    """Return what Odoo has read of a mail, without zero bytes that were encoded in it."""
    return {name: type(value)(value.replace("\0", "")) if isinstance(value, str) else value
            for name, value in message_dict.items()}


def received_on(header):
    """Return when our mail server took a mail (UTC), or now where it does not say so, or lies.

    :param str header: the server's own ``Received``, if there is one
    """
    now = fields.Datetime.now()
    try:
        stamp = parsedate_to_datetime((header or "").rpartition(";")[2].strip())
        moment = stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
    except (TypeError, ValueError, OverflowError):
        return now
    return moment if FIRST_DAY <= moment <= now + CLOCK_SKEW - timedelta(minutes=1) else now

"""Requests by mail: whatever comes to the alias is a request, and none is lost (Art. 12(2))."""

from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from odoo import fields
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ...core.requests import detect_rights
from ...core.requests import rights as rules
from .intake import CLOCK_SKEW, FIRST_DAY, TAKEN
from .reminders import Reminders

#: who asks, where a mail does not say it: the request waits for an officer all the same
NO_NAME = "?"
#: requests that one address opens by mail in a day; what comes then goes into the last of them
PER_DAY = 5


class IncomingMail:
    """What the mail gateway does with mails to the alias of requests."""

    def __init__(self, env):
        self.env = env

    # === ROUTES === #

    def routes(self, message, routes):
        """Return the gateway's routes with what :meth:`take` needs to know of a mail.

        An answer to a request goes into its conversation; one that a program wrote by itself
        asks for nothing.

        :param email.message.Message message: as it came
        :param routes: [(model, thread id, custom values, user id, alias)]
        """
        if replies_by_itself(message):
            routes = [route for route in routes if route[0] != "privacy.request" or route[1]]
        # the uppermost one is our own server's: the sender writes the others, and the date
        received_on = self._received(message.get("Received"))
        return [route if route[0] != "privacy.request" else (
            *route[:2], {"received_on": received_on, "company_id": self._controller(route[4]).id,
                         **(route[2] or {})}, *route[3:]) for route in routes]

    def _controller(self, alias):
        """Return whose requests come to an alias: the company of its domain, and the gateway's
        own where several share that.
        """
        companies = alias.alias_domain_id.company_ids if alias else self.env.company
        return self.env.company if self.env.company in companies else companies[:1]

    def _received(self, header):
        """Return when our mail server took a mail (UTC), or now where it does not say so, or
        lies.
        """
        now = fields.Datetime.now()
        try:
            stamp = parsedate_to_datetime((header or "").rpartition(";")[2].strip())
        except (TypeError, ValueError):
            return now
        moment = stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
        return moment if FIRST_DAY <= moment <= now + CLOCK_SKEW - timedelta(minutes=1) else now

    # === TAKE === #

    def take(self, message, custom_values=None):
        """Make a request of a mail: who, since when, which rights, in which language.

        What a mail asks for is guessed from its words; an officer reads it in any case. A sender
        whose address cannot be read is a request too.

        :param dict message: as ``message_new`` gets it
        :param dict custom_values: of the route, or an alias's defaults
        :rtype: privacy.request
        """
        subject = message.get("subject") or ""
        text = f"{subject}\n\n{html2plaintext(message.get('body') or '')}".strip()
        text = text.replace("\0", "")
        name, address = self._sender(message.get("email_from"))
        given = {key: value for key, value in (custom_values or {}).items() if key in TAKEN}
        company = given.pop("company_id", None) or self.env.company.id
        if flooded := self.flooded(address, company):
            return flooded
        # not the gateway's own way: it would take the subject for the request's number. The
        # gateway is the superuser; whoever else calls this needs the role that intake asks for
        return self.env["privacy.request"].intake({
            "rights": list(detect_rights.rights_in(text)), "text": text, "channel": "mail",
            "name": name, "email": address, "lang": self._lang_of(text),
            "company_id": company, **given,
        })

    def flooded(self, address, company):
        """Return the open request that takes further mails of an address which has opened so many
        today with this company: a loop, or somebody in a hurry; nothing is lost, and nobody gets
        more letters.

        :param str address: normalised
        :param int company: id
        """
        requests = self.env["privacy.request"]
        if not address:
            return requests
        since = fields.Datetime.now() - timedelta(days=1)
        recent = requests.search([
            ("channel", "=", "mail"), ("person_email", "=", address),
            ("company_id", "=", company),
            ("state", "in", rules.RUNNING), ("create_date", ">", since)], order="id desc")
        return recent[:1] if len(recent) >= PER_DAY else requests

    def _sender(self, email_from):
        """Return (name, mail address or False) of a From header, whatever stands in it."""
        pairs = email_split_tuples(email_from or "")
        name, address = pairs[0] if pairs else ("", "")
        address = email_normalize(address) or False
        return name or address or (email_from or "").strip()[:200] or NO_NAME, address

    def _lang_of(self, text):
        """Return the installed language that a text is written in, if any."""
        code = detect_rights.language_of(text)
        installed = [lang for lang, _name in self.env["res.lang"].get_installed()]
        return next((lang for lang in installed if code and lang.split("_")[0] == code), False)

    # === BOUNCE === #

    def note_bounce(self, requests):
        """A letter bounced: nothing was told to the person, and the officer writes otherwise."""
        for request in requests.sudo():
            request.message_post(body=self.env._(
                "Letter bounced: the person has not read it. Write to another address, by post, "
                "or call."))
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Letter bounced: %s", request.name),
                user_id=request.user_id.id or Reminders(self.env, request).officer().id)
            request._record_evidence("request_bounced")


def replies_by_itself(message):
    """Whether a program answered: RFC 3834, and what servers wrote before it. A request that a
    program wrote for a person ("auto-generated") is a request.

    :param email.message.Message message: as it came
    """
    submitted = (message.get("Auto-Submitted") or "").strip().lower()
    return (submitted.startswith("auto-replied") or "X-Autoreply" in message
            or "X-Autorespond" in message
            or (message.get("Precedence") or "").strip().lower() == "auto_reply")

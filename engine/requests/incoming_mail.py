"""Requests by mail: whatever comes to the alias is a request, and none is lost (Art. 12(2))."""

from datetime import timedelta

from odoo import fields
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ...core.requests import detect_rights
from ...core.requests import rights as rules
from ...core.text import entered
from .intake import TAKEN, TEXT_SHOWN
from .reminders import Reminders

#: who asks, where a mail does not say it: the request waits for an officer all the same
NO_NAME = "?"
#: requests that one address opens by mail in a day; what comes then goes into the last of them
PER_DAY = 5
#: characters of a name that are kept, and of an address (RFC 5321, 4.5.3.1): no longer one exists
NAME, ADDRESS = 200, 254


class IncomingMail:
    """What the mail gateway does with mails to the alias of requests."""

    def __init__(self, env):
        self.env = env

    def take(self, message, custom_values=None):
        """Make a request of a mail: who, since when, which rights, in which language.

        What a mail asks for is read from its words; an officer reads it in any case. A sender
        whose address cannot be read is a request too.

        :param dict message: as ``message_new`` gets it
        :param dict custom_values: of the route, or an alias's defaults; ``mail`` is what
            :class:`.mail_facts.MailFacts` knows of it
        :rtype: privacy.request
        """
        values = dict(custom_values or {})
        facts = values.pop("mail", None) or dict(zip(
            ("sender_name", "sender_email"), sender_of(message.get("email_from")), strict=True))
        given = {key: value for key, value in values.items() if key in TAKEN}
        company = given.pop("company_id", None) or self.env.company.id
        address = facts.get("sender_email") or False
        request = self.flooded(address, company)
        if not request:
            request = self.make(words_of(message), facts, company, given)
        self.env["privacy.request.mail"].sudo().create({
            **facts, "request_id": request.id, "company_id": company, "state": "filed"})
        return request

    def make(self, text, facts, company, given):
        """Make a request of a mail's words: :meth:`take`."""
        # not the gateway's own way: it would take the subject for the request's number. The
        # gateway is the superuser; whoever else calls this needs the role that intake asks for
        named = detect_rights.named_in(text[:TEXT_SHOWN])
        request = self.env["privacy.request"].intake({
            "rights": list(named or [detect_rights.UNNAMED]), "text": text, "channel": "mail",
            "name": facts.get("sender_name"), "email": facts.get("sender_email"),
            "lang": self.lang_of(text), "company_id": company, **given,
        })
        if not named:
            request.sudo().message_post(body=self.env._(
                "The words of the mail name no right that could be read: it was taken for a "
                "request for access. Read it, add what is asked, and remove what is not."))
        return request

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

    def lang_of(self, text):
        """Return the installed language that a text is written in, if any."""
        code = detect_rights.language_of(text[:TEXT_SHOWN])
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


def sender_of(email_from):
    """Return (name, mail address or False) of a From header, whatever stands in it."""
    pairs = email_split_tuples(email_from or "")
    name, address = pairs[0] if pairs else ("", "")
    address = email_normalize(address) or False
    address = address if address and len(address) <= ADDRESS else False
    return entered.line(name or address or email_from or "", NAME) or NO_NAME, address


def words_of(message):
    """Return the subject and the words of a mail.

    :param dict message: as Odoo's gateway has read it
    """
    subject = message.get("subject") or ""
    text = f"{subject}\n\n{html2plaintext(message.get('body') or '')}".strip()
    return entered.words(text)

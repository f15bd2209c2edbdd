from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from odoo import api, fields, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_tuples

from ...core.requests import detect_rights as wishes
from ...core.requests import rights as rules
from .request import AHEAD, FIRST_DAY, TAKEN

#: who asks, where a mail does not say it: the request waits for an officer all the same
NO_NAME = "?"
#: requests that one address opens by mail in a day; what comes then goes into the last of them
A_DAY = 5


class PrivacyRequest(models.Model):
    """The mail door: whatever comes to the alias is a request, and none is lost (Art. 12(2))."""

    _inherit = "privacy.request"

    told_on = fields.Datetime(
        string="Receipt Confirmed On", readonly=True, copy=False,
        help="When the person was told that the request has arrived.")

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make a request of a mail: who, since when, which rights, in which language.

        What a mail asks for is guessed from its words; an officer reads it in any case. A sender
        whose address cannot be read is a request too.
        """
        subject = msg_dict.get("subject") or ""
        text = f"{subject}\n\n{html2plaintext(msg_dict.get('body') or '')}".strip()
        text = text.replace("\0", "")
        name, address = self._sender(msg_dict.get("email_from"))
        given = {key: value for key, value in (custom_values or {}).items() if key in TAKEN}
        company = given.pop("company_id", None) or self.env.company.id
        if flooded := self._flooded(address, company):
            return flooded
        # not the gateway's own way: it would take the subject for the request's number. The
        # gateway is the superuser; whoever else calls this needs the role that intake asks for
        return self.intake({
            "rights": list(wishes.rights_in(text)), "text": text, "channel": "mail",
            "name": name, "email": address, "lang": self._lang_of(text),
            "received_on": fields.Datetime.now(), "company_id": company, **given,
        })

    def _message_post_after_hook(self, message, msg_vals):
        """The mail itself is in the thread, with its files; then the person hears of it."""
        done = super()._message_post_after_hook(message, msg_vals)
        if message.message_type == "email" and self.channel == "mail":
            self._acknowledge()
        return done

    def _message_receive_bounce(self, email, partner):
        """A letter came back: nothing was told to the person, and the officer writes otherwise."""
        done = super()._message_receive_bounce(email, partner)
        for request in self.sudo():
            request.message_post(body=self.env._(
                "A letter came back: the person has not read it. Write to another address, by "
                "post, or call."))
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("A letter of %s came back", request.name),
                user_id=request.user_id.id or request._officer().id)
            request._record_evidence("request_bounced")
        return done

    @api.model
    def _flooded(self, address, company):
        """Return the open request that takes further mails of an address which has opened so many
        today with this company: a loop, or somebody in a hurry; nothing is lost, and nobody gets
        more letters.
        """
        if not address:
            return self.browse()
        since = fields.Datetime.now() - timedelta(days=1)
        recent = self.search([
            ("channel", "=", "mail"), ("person_email", "=", address),
            ("company_id", "=", company),
            ("state", "in", rules.RUNNING), ("create_date", ">", since)], order="id desc")
        return recent[:1] if len(recent) >= A_DAY else self.browse()

    @api.model
    def _sender(self, email_from):
        """Return (name, mail address or False) of a From header, whatever stands in it."""
        pairs = email_split_tuples(email_from or "")
        name, address = pairs[0] if pairs else ("", "")
        address = email_normalize(address) or False
        return name or address or (email_from or "").strip()[:200] or NO_NAME, address

    @api.model
    def _received(self, header):
        """Return when our mail server took a mail, or now where it does not say so, or lies."""
        now = fields.Datetime.now()
        try:
            stamp = parsedate_to_datetime((header or "").rpartition(";")[2].strip())
        except (TypeError, ValueError):
            return now
        moment = stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
        return moment if FIRST_DAY <= moment <= now + AHEAD - timedelta(minutes=1) else now

    @api.model
    def _lang_of(self, text):
        """Return the installed language that a text is written in, if any."""
        code = wishes.language_of(text)
        installed = [lang for lang, _name in self.env["res.lang"].get_installed()]
        return next((lang for lang in installed if code and lang.split("_")[0] == code), False)

"""Mails that made no request: kept for an officer to look at, and answered by nobody."""

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from .incoming_mail import IncomingMail, words_of
from .intake import TEXT_SHOWN
from .letters import Letters


class Aside:
    """Mails set aside, and what an officer makes of them.

    :param privacy.request.mail mails: rows
    """

    def __init__(self, env, mails):
        self.env, self.mails = env, mails

    def keep(self, message, custom_values=None):
        """Keep a mail that is no request; its words and files follow as its conversation.

        :param dict message: as ``message_new`` gets it
        :param dict custom_values: of the route: ``mail`` (values), ``company_id``
        :rtype: privacy.request.mail
        """
        values = dict(custom_values or {})
        return self.mails.sudo().create({
            **(values.get("mail") or {}), "state": "aside",
            "company_id": values.get("company_id") or self.env.company.id,
            "text": words_of(message)[:TEXT_SHOWN]})

    def make_requests(self):
        """Make requests of mails that are some after all, dated from the day they came.

        :raise AccessError: unless an officer or the superuser says so
        :raise UserError: for a mail that was looked at already
        :rtype: privacy.request
        """
        self._check()
        requests = self.env["privacy.request"]
        for mail in self.mails.sudo():
            made = IncomingMail(self.env(su=True)).make(mail.text or "", {
                "sender_name": mail.sender_name, "sender_email": mail.sender_email,
            }, mail.company_id.id, {"received_on": mail.received_on})
            self._move_conversation(mail, made)
            mail.write({"request_id": made.id, "text": False, **self._seen("filed")})
            if mail.origin == "discussion":
                Letters(made.env, made).acknowledge()
            requests |= made
        return requests

    def dismiss(self):
        """An officer has looked: these ask for nothing.

        :raise AccessError: unless an officer or the superuser says so
        :raise UserError: for a mail that was looked at already
        """
        self._check()
        self.mails.sudo().write(self._seen("dismissed"))
        self.env["privacy.evidence"].sudo()._record([{
            "act": "mail_dismissed", "counts": {"privacy.request.mail": len(self.mails)}}])

    def _check(self):
        self.env["privacy.request"]._check_group(OFFICER)
        self.mails.check_access("read")
        if self.mails.sudo().filtered(lambda mail: mail.state != "aside"):
            raise UserError(self.env._("This mail was looked at already."))

    def _seen(self, state):
        return {"state": state, "seen_by_id": self.env.uid, "seen_on": fields.Datetime.now()}

    def _move_conversation(self, mail, request):
        """The mail with its files goes into the conversation of the request."""
        messages = mail.message_ids
        messages.attachment_ids.sudo().write(
            {"res_model": request._name, "res_id": request.id})
        messages.sudo().write({"model": request._name, "res_id": request.id})

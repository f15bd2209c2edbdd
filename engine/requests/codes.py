"""Identity by a code to a phone or address that was known before (GDPR Art. 12(6))."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.evidence import codes
from ...core.requests import rights as rules
from ..candidates import Candidates
from .locks import Locks


class Codes:
    """The code of one request; at most one is on its way."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def current(self):
        """Return the row of the code that was sent last, if any.

        :rtype: privacy.request.code
        """
        return self.env["privacy.request.code"].sudo().search(
            [("request_id", "=", self.request.id)])

    def send(self, partner, way="email"):
        """Send a code to an address that the contact already has, and not to the request's.

        :param str way: one of :data:`WAYS`
        :raise UserError: where the contact has no such address, or is not who may have asked
        """
        self.request._check_group(OFFICER)
        partner.check_access("read")
        if self.request.state not in ("received", "identity"):
            raise UserError(self.env._("Identity is not in question now."))
        if partner.id not in Candidates(self.env, self.request).match_reasons():
            raise UserError(self.env._("This contact does not match the requester."))
        self.forget()
        code = codes.new_code()
        row = self.env["privacy.request.code"].sudo().create({
            "request_id": self.request.id, "partner_ref": partner.id, "digest": "-",
            "until": fields.Datetime.now() + timedelta(minutes=rules.CODE_MINUTES)})
        row.digest = row._digest(code)
        self.WAYS[way](self, partner.sudo(), code)
        self.request._record_evidence("request_code")

    def _send_by_mail(self, partner, code):
        if not partner.email_normalized:
            raise UserError(self.env._("This contact has no mail address."))
        template = self.env.ref("cloudpepper_privacy.mail_template_request_code").sudo()
        # the template reads the code from its rendering context: Odoo's way to hand it a value
        letter = template.with_context(privacy_code=code)._generate_template(
            [self.request.id], ("subject", "body_html"))[self.request.id]
        self._send_once({
            "subject": letter["subject"], "body_html": letter["body_html"],
            "email_to": partner.email_normalized})

    def _send_once(self, values):
        """Send a mail that nothing is kept of, not even a message in a thread."""
        mail = self.env["mail.mail"].sudo().create({
            **values, "auto_delete": True, "is_internal": True, "date": fields.Datetime.now()})
        mail.send()
        if mail.exists() and mail.state == "exception":
            # what could not be sent is not kept either: the caller's transaction ends here
            raise UserError(self.env._("The mail could not be sent. Try again later."))

    def _send_by_text_message(self, partner, code):
        if "sms.sms" not in self.env:
            raise UserError(self.env._("Text messages are not installed here: send it by mail."))
        if not partner.phone_sanitized:
            raise UserError(self.env._("This contact has no number that could be dialled."))
        self.env["sms.sms"].sudo().create({
            "number": partner.phone_sanitized, "body": self.env._(
                "Your code for request %(name)s: %(code)s", name=self.request.name, code=code),
        }).send(unlink_sent=True)

    #: how a code is sent; the dialogue offers the same
    WAYS = {"email": _send_by_mail, "sms": _send_by_text_message}

    def enter(self, code):
        """Take a code that the person gave; the caller's transaction keeps the count of tries.

        :return: whether it is the one that was sent, in time, within five tries
        """
        Locks(self.env, self.request).hold_rows()
        row = self.current()
        if not row or row.entered_on or row.tries >= rules.CODE_TRIES:
            return False
        row.tries += 1
        is_right = row._is(code)
        if not is_right or row.until < fields.Datetime.now():
            return False
        row.entered_on = fields.Datetime.now()
        self.request._record_evidence("request_code_entered")
        return True

    def entered_for(self):
        """Return the contact whose address the code went to, once it was given."""
        row = self.current()
        return self.env["res.partner"].browse(row.partner_ref if row.entered_on else ())

    def forget(self):
        """Delete the code: it has served, or a new one follows."""
        self.current().unlink()

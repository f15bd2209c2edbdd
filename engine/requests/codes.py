"""Identity by a code to a phone or address that was known before (GDPR Art. 12(6))."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.evidence import codes
from ...core.requests import rights as rules
from ..accounts import addresses_of
from ..candidates import Candidates
from ..contactless.address_keys import key_of, needed_secret
from .address_proof import AddressProof
from .letters import Letters
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
        address = self.WAYS[way](self, partner.sudo(), code)
        row.address_key = key_of(address, needed_secret(self.env))
        self.request._record_evidence("request_code")

    def _send_by_mail(self, partner, code):
        if not partner.email_normalized:
            raise UserError(self.env._("This contact has no mail address."))
        Letters(self.env, self.request).send_once(
            "cloudpepper_privacy.mail_template_request_code", self.request,
            partner.email_normalized, privacy_code=code)
        return partner.email_normalized

    def _send_by_text_message(self, partner, code):
        if "sms.sms" not in self.env:
            raise UserError(self.env._("Text messages are not installed here: send it by mail."))
        if not partner.phone_sanitized:
            raise UserError(self.env._("This contact has no number that could be dialled."))
        self.env["sms.sms"].sudo().create({
            "number": partner.phone_sanitized, "body": self.env._(
                "Your code for request %(name)s: %(code)s", name=self.request.name, code=code),
        }).send(unlink_sent=True)
        return partner.phone_sanitized

    #: how a code is sent, each returns the address it went to; the dialogue offers the same
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
        AddressProof(self.env).note(self.entered_address(), "code", request=self.request)
        return True

    def entered_for(self):
        """Return the contact whose address the code went to, once it was given; none where the
        contact has that address no more.
        """
        row = self.current()
        return self.env["res.partner"].browse(
            row.partner_ref if self.entered_address() else ())

    def entered_address(self):
        """Return the address or number that the code went to, once it was given, as the contact
        still has it; None otherwise.
        """
        row = self.current()
        if not row.entered_on:
            return None
        secret, partner = needed_secret(self.env), self.env["res.partner"].browse(row.partner_ref)
        return next((each for each in sorted(addresses_of(partner.exists()))
                     if key_of(each, secret) == row.address_key), None)

    def forget(self):
        """Delete the code: it has served, or a new one follows."""
        self.current().unlink()

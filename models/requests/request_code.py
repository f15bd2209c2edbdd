from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.evidence import codes
from ...core.requests import rights as rules


class PrivacyRequestCode(models.Model):
    """A code sent to an address that the contact had before, of which a keyed hash is stored.

    Nobody has access; a row lives for half an hour and five tries.
    """

    _name = "privacy.request.code"
    _description = "Code Sent to a Known Address"
    _log_access = False

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    partner_ref = fields.Integer(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)
    until = fields.Datetime(required=True, readonly=True)
    tries = fields.Integer(required=True, readonly=True, default=0)
    entered_on = fields.Datetime(readonly=True)

    def _salt(self):
        return f"request {self.request_id.id} {self.id}"

    def _digest(self, code):
        """Return the hash of a code for this row, keyed with a secret from outside the database."""
        _name, key = self.env["privacy.seal"].sudo()._signing_key() or (None, None)
        return codes.hashed(code, self._salt(), key)

    def _is(self, code):
        """Whether this is the code; in constant time."""
        keys = (self.env["privacy.seal"].sudo()._known_keys() or {}).values()
        return codes.matches(str(code or "").strip(), self._salt(), self.digest, keys)

    @api.autovacuum
    def _forget(self):
        """What was not entered in time serves nothing any more."""
        late = fields.Datetime.now() - timedelta(days=1)
        self.search([("until", "<", late), ("entered_on", "=", False)]).unlink()


class PrivacyRequest(models.Model):
    """Identity by a code to a known phone or address (Art. 12(6))."""

    _inherit = "privacy.request"

    def _code(self):
        """Return the code that is on its way, if any."""
        return self.env["privacy.request.code"].sudo().search([("request_id", "=", self.id)])

    def _send_code(self, partner, way="email"):
        """Send a code to an address that the contact already has, and not to the request's.

        :param str way: "email", or "sms" where Odoo can send them
        :raise UserError: where the contact has no such address
        """
        self.ensure_one()
        self._check_group(OFFICER)
        partner.check_access("read")
        if self.state not in ("received", "identity"):
            raise UserError(self.env._("Identity is not in question now."))
        if partner.id not in self._ties():
            raise UserError(self.env._("This contact is none that the request may be from."))
        self._code().unlink()
        code = codes.new_code()
        row = self.env["privacy.request.code"].sudo().create({
            "request_id": self.id, "partner_ref": partner.id, "digest": "-",
            "until": fields.Datetime.now() + timedelta(minutes=rules.CODE_MINUTES)})
        row.digest = row._digest(code)
        getattr(self, f"_send_code_{way}")(partner.sudo(), code)
        self._record_evidence("request_code")

    def _send_code_email(self, partner, code):
        if not partner.email_normalized:
            raise UserError(self.env._("This contact has no mail address."))
        template = self.env.ref("cloudpepper_privacy.mail_template_request_code").sudo()
        letter = template.with_context(privacy_code=code)._generate_template(
            [self.id], ("subject", "body_html"))[self.id]
        self.env["privacy.gateway"]._send_once({
            "subject": letter["subject"], "body_html": letter["body_html"],
            "email_to": partner.email_normalized})

    def _send_code_sms(self, partner, code):
        if "sms.sms" not in self.env:
            raise UserError(self.env._("Text messages are not installed here: send it by mail."))
        if not partner.phone_sanitized:
            raise UserError(self.env._("This contact has no number that could be dialled."))
        self.env["sms.sms"].sudo().create({
            "number": partner.phone_sanitized, "body": self.env._(
                "Your code for request %(name)s: %(code)s", name=self.name, code=code),
        }).send(unlink_sent=True)

    def _enter_code(self, code):
        """Take a code that the person gave; the caller's transaction keeps the count of tries.

        :return: whether it is the one that was sent, in time, within five tries
        """
        self.ensure_one()
        self._lock()
        row = self._code()
        if not row or row.entered_on or row.tries >= rules.CODE_TRIES:
            return False
        row.tries += 1
        right = row._is(code)
        if not right or row.until < fields.Datetime.now():
            return False
        row.entered_on = fields.Datetime.now()
        self._record_evidence("request_code_entered")
        return True

    def _code_entered(self):
        """Return the contact whose address the code went to, once it was given."""
        row = self._code()
        return self.env["res.partner"].browse(row.partner_ref if row.entered_on else ())

    def _confirm_identity(self, partners, method, doubt=False, **given):
        """Where a code is the proof, it was given; the row has served then."""
        known = self._code_entered()
        if method == "code" and not (known and known in partners):
            raise UserError(self.env._(
                "No code that was sent to one of these contacts has been given yet."))
        done = super()._confirm_identity(partners, method, doubt, **given)
        self._code().unlink()
        return done

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, consteq

from ...core.evidence import codes

_logger = logging.getLogger(__name__)

#: how long a code opens, how often it may be tried, and how many are sent in a day
CODE_MINUTES, TRIES, CODES_A_DAY = 15, 5, 5


class PrivacyPackage(models.Model):
    """How a package is fetched: by the link and the person's login, or the link and a code."""

    _inherit = "privacy.package"

    code_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    code_until = fields.Datetime(readonly=True, groups=fields.NO_ACCESS, copy=False)
    code_tries = fields.Integer(readonly=True, groups=fields.NO_ACCESS, copy=False)
    codes_sent = fields.Integer(readonly=True, groups=fields.NO_ACCESS, copy=False)
    codes_day = fields.Date(readonly=True, groups=fields.NO_ACCESS, copy=False)

    @api.model
    def _find(self, number, token):
        """Return the package that a link leads to; an empty record for every other link.

        The comparison takes the same time whether there is such a package or not.
        """
        package = self.sudo().browse(number if number < 2**31 else 0).exists()
        known = consteq((package.token if package else "x" * 43).encode(), token.encode())
        if not (package and known and package._can_be_fetched()):
            return self.browse()
        return package

    def _can_be_fetched(self):
        """Whether it is there, and the person's identity holds as it did when it was made."""
        request = self.request_id
        return bool(self.state == "ready" and self.attachment_id and request.identity_on
                    and request.state in ("open", "answered")
                    and self.expires_on > fields.Datetime.now())

    def _lock(self):
        """Hold the row: of two tries at once the second one counts, too."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT FROM privacy_package WHERE id = %s FOR UPDATE", self.id))
        self.invalidate_recordset()

    def _opens_for(self, user):
        """Whether this login is the person's."""
        return (not user._is_public() and user.active
                and user.partner_id in self.sudo().request_id.partner_ids)

    def _send_code(self):
        """Send a new code to the confirmed address; nobody hears whether it went."""
        package = self.sudo()
        package._lock()
        today = fields.Date.today()
        sent = package.codes_sent if package.codes_day == today else 0
        address = package.request_id._confirmed_email()
        if sent >= CODES_A_DAY or not address or not package._can_be_fetched():
            return
        code = codes.new_code()
        _name, key = self.env["privacy.seal"].sudo()._signing_key() or (None, None)
        package.write({
            "code_hash": codes.hashed(code, package.token, key), "code_tries": 0,
            "code_until": fields.Datetime.now() + timedelta(minutes=CODE_MINUTES),
            "codes_sent": sent + 1, "codes_day": today})
        mail = package._write_to(
            address, "cloudpepper_privacy.mail_template_package_code", True, privacy_code=code)
        package._forget_letter(mail)
        package._record_evidence("codes")

    def _forget_letter(self, mail):
        """Odoo deletes the letter when it went; one that did not go is none: no table keeps the
        digits.
        """
        if not mail.exists():
            return
        if mail.state == "exception":
            self.code_hash = False
            _logger.error("Package %s: its code could not be sent: %s", self.id,
                          mail.failure_type or "unknown")
        message = mail.mail_message_id
        mail.unlink()
        message.exists().unlink()

    def _opens_with(self, code):
        """Whether a code opens it; each try counts, and a code opens once."""
        package = self.sudo()
        package._lock()
        if (not package.code_hash or package.code_tries >= TRIES
                or not package.code_until or package.code_until < fields.Datetime.now()):
            return False
        package.code_tries += 1
        keys = (self.env["privacy.seal"].sudo()._known_keys() or {}).values()
        digits = "".join(filter(str.isdigit, (code or "")[:20]))
        if not codes.matches(digits, package.token, package.code_hash, keys):
            package._record_evidence("package_wrong_code")
            return False
        package.code_hash = False
        return True

    def _deliver(self):
        """Return the zip's bytes, and file that it was fetched."""
        package = self.sudo()
        package.downloads += 1
        package._record_evidence("package_download")
        return package.attachment_id.raw

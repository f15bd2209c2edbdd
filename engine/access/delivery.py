"""How a package reaches its person, and nobody else (Art. 5(1)(f), 12(1) and 32)."""

import logging
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL, consteq

from ...core.evidence import codes
from ..accounts import FixedAddresses
from ..requests.address_proof import vouches

_logger = logging.getLogger(__name__)

#: how long a code opens, how often it may be tried, and how many are sent in a day
CODE_MINUTES, TRIES, CODES_A_DAY = 15, 5, 5


def confirmed_email(request):
    """Return the address to which an answer may go, or False: the one that was fixed with the
    identity. Who edits the person's contact afterwards leads nothing elsewhere.

    :param privacy.request request: one
    """
    request = request.sudo()
    return bool(request.identity_on) and request.answer_email


class Delivery:
    """Hands one package over: to its link and the person's login, or to its link and a code.

    :param env: environment of whoever asks; the package is read as superuser
    :param privacy.package package: one, or none
    """

    def __init__(self, env, package):
        self.env = env(su=True)
        self._package = package.with_env(self.env)

    @classmethod
    def find(cls, env, number, token):
        """Return the package that a link leads to; an empty record for every other link.

        The comparison takes the same time whether there is such a package or not.

        :param int number: its id, as the link says it
        :param str token: its secret, as the link says it
        """
        packages = env["privacy.package"].sudo()
        package = packages.browse(number if number < 2**31 else 0).exists()
        known = consteq((package.token if package else "x" * 43).encode(), token.encode())
        if not (package and known and cls(env, package).is_open()):
            return packages.browse()
        return package

    def is_open(self):
        """Whether the package is there, and the person's identity holds as it did when it was
        made.
        """
        package, request = self._package, self._package.request_id
        return bool(package.state == "ready" and package.attachment_id and request.identity_on
                    and request.state in ("open", "answered")
                    and package.expires_on > fields.Datetime.now())

    def opens_for(self, user):
        """Whether this login is the person's, and has shown that its address is."""
        request = self._package.request_id
        return (not user._is_public() and user.active
                and user.partner_id in request.partner_ids and vouches(user)
                and FixedAddresses(self.env, request).are_of_login(user))

    def opens_with(self, code):
        """Whether a code opens it; each try counts, and a code opens once.

        :param str code: what was typed; anything but its digits is passed over
        """
        package = self._package
        self._lock()
        if (not package.code_hash or package.code_tries >= TRIES
                or not package.code_until or package.code_until < fields.Datetime.now()):
            return False
        package.code_tries += 1
        keys = (self.env["privacy.seal"]._known_keys() or {}).values()
        digits = "".join(filter(str.isdigit, (code or "")[:20]))
        if not codes.matches(digits, package.token, package.code_hash, keys):
            package._record_evidence("package_wrong_code")
            return False
        package.code_hash = False
        return True

    def send_code(self):
        """Send a new code to the confirmed address; nobody hears whether it went."""
        package = self._package
        self._lock()
        today = fields.Date.today()
        sent = package.codes_sent if package.codes_day == today else 0
        address = confirmed_email(package.request_id)
        if sent >= CODES_A_DAY or not address or not self.is_open():
            return
        code = codes.new_code()
        _name, key = self.env["privacy.seal"]._signing_key() or (None, None)
        package.write({
            "code_hash": codes.hashed(code, package.token, key), "code_tries": 0,
            "code_until": fields.Datetime.now() + timedelta(minutes=CODE_MINUTES),
            "codes_sent": sent + 1, "codes_day": today})
        mail = package._write_to(
            address, "cloudpepper_privacy.mail_template_package_code", True, privacy_code=code)
        self._forget_mail(mail)
        package._record_evidence("codes")

    def deliver(self):
        """Return the zip's bytes, and record that it was fetched."""
        self._package.downloads += 1
        self._package._record_evidence("package_download")
        return self._package.attachment_id.raw

    def _lock(self):
        """Hold the row: of two tries at once the second one counts, too."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT FROM privacy_package WHERE id = %s FOR UPDATE", self._package.id))
        self._package.invalidate_recordset()

    def _forget_mail(self, mail):
        """Odoo deletes the mail when it went; one that did not go is none: no table keeps the
        digits.
        """
        if not mail.exists():
            return
        if mail.state == "exception":
            self._package.code_hash = False
            _logger.error("Package %s: its code could not be sent: %s", self._package.id,
                          mail.failure_type or "unknown")
        message = mail.mail_message_id
        mail.unlink()
        message.exists().unlink()

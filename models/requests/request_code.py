from datetime import timedelta

from odoo import api, fields, models

from ...core.evidence import codes


class PrivacyRequestCode(models.Model):
    """A code sent to an address that the contact had before, for a request, or to the address of
    a login; a keyed hash of it is stored.

    Nobody has access; a row lives for half an hour and five tries.
    """

    _name = "privacy.request.code"
    _description = "Code Sent to a Known Address"
    _log_access = False

    request_id = fields.Many2one(
        "privacy.request", readonly=True, index="btree_not_null", ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", readonly=True, index="btree_not_null", ondelete="cascade")
    partner_ref = fields.Integer(required=True, readonly=True)
    address_key = fields.Char(readonly=True, help="Where it went: a keyed hash.")
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
    def _gc_not_entered(self):
        """What was not entered in time serves nothing any more."""
        yesterday = fields.Datetime.now() - timedelta(days=1)
        self.search([("until", "<", yesterday), ("entered_on", "=", False)]).unlink()

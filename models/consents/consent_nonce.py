from datetime import timedelta

from odoo import api, fields, models

from ...core.consents.signature import WINDOW


class PrivacyConsentNonce(models.Model):
    """A random text that a source has signed a call with: no other call is taken with it.

    Nobody has access; ``engine/consents/intake/door.py`` writes them.
    """

    _name = "privacy.consent.nonce"
    _description = "Call of a Source"
    _log_access = False

    source_id = fields.Many2one(
        "privacy.consent.source", required=True, readonly=True, ondelete="cascade")
    nonce = fields.Char(required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    _nonce_uniq = models.UniqueIndex("(source_id, nonce)")
    _at_idx = models.Index("(at)")

    @api.autovacuum
    def _gc_old(self):
        """Delete those of calls that are too old to be made again."""
        before = fields.Datetime.now() - timedelta(seconds=3 * WINDOW)
        rows = self.search([("at", "<", before)], limit=100_001)
        rows[:100_000].unlink()
        return len(rows[:100_000]), len(rows[100_000:])

from odoo import api, fields, models

from ...engine.requests.limits import KEPT


class PrivacyRequestAttempt(models.Model):
    """One thing that somebody asked for, as far as its limit needs it: a keyed hash and a moment.

    Nobody has access; ``engine/requests/limits.py`` counts.
    """

    _name = "privacy.request.attempt"
    _description = "Counted Attempt"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)

    _key_idx = models.Index("(key, at)")
    _at_idx = models.Index("(at)")

    @api.autovacuum
    def _gc_old(self):
        """Delete what is counted no more."""
        self.search([("at", "<", fields.Datetime.now() - KEPT)], limit=100_000).unlink()

from odoo import api, fields, models

from ...engine.consents.intake.known_events import KINDS, KnownEvents


class PrivacyConsentEvent(models.Model):
    """What a source has reported, as far as it takes to know it again: no address and no words.

    The same event is taken once, whoever sends it again; a withdrawal that comes before what it
    withdraws is not forgotten. ``engine/consents/intake/known_events.py`` writes them.
    """

    _name = "privacy.consent.event"
    _description = "Reported Event of a Consent"
    _order = "id desc"
    _rec_name = "event_id"
    _log_access = False

    source_id = fields.Many2one(
        "privacy.consent.source", required=True, readonly=True, ondelete="cascade")
    event_id = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    at = fields.Datetime(string="Moment", required=True, readonly=True)
    purpose_id = fields.Many2one(
        "privacy.purpose", readonly=True, index="btree_not_null", ondelete="restrict")
    received_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    subject_key = fields.Char(
        readonly=True, help="A keyed hash of the address, or of the visitor's number.")
    digest = fields.Char(readonly=True, help="A keyed hash of what was sent.")

    _event_uniq = models.UniqueIndex("(source_id, event_id)")
    _subject_idx = models.Index("(subject_key, purpose_id) WHERE kind IN ('withdrawn', 'refused')")
    _received_idx = models.Index("(received_at)")

    @api.autovacuum
    def _gc_old(self):
        """Delete those that are too old to be sent again."""
        return KnownEvents(self.env).delete_old()

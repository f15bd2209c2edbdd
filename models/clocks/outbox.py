from odoo import api, fields, models, tools

from ...engine.clocks.outbox import Notes, watched_fields
from ...engine.contactless.addresses import watched_fields as address_fields
from ...engine.housekeeping import Housekeeping
from ...engine.restriction.returns import Returns


class PrivacyOutbox(models.Model):
    """What changed since the last refresh: (model, id), drained within minutes."""

    _name = "privacy.outbox"
    _description = "Privacy Outbox"
    _log_access = False

    model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    forget = fields.Boolean(
        readonly=True, help="A person deleted the record: its signal is forgotten (R8)."
    )

    _record_idx = models.Index("(model, res_id)")

    def _search(self, *args, **kwargs):
        """Whoever looks sees what this transaction noted, too."""
        Notes(self.env).flush()
        return super()._search(*args, **kwargs)

    @api.private
    def _note(self, model_name, ids, forget=False):
        """Remember that these records changed, until the transaction is flushed."""
        Notes(self.env).note(model_name, ids, forget)

    def _note_records(self, records, fnames=None):
        """Note records whose creation, or change of ``fnames``, may move a clock."""
        Notes(self.env).changed(records, fnames)

    def _note_before(self, records):
        """Note the contacts of records that are about to lose them (deleted or moved away)."""
        Notes(self.env).before(records)

    def _note_deleted(self, records):
        """A person who deletes a record moves the clock; housekeeping does not (R8)."""
        Notes(self.env).deleted(records)

    @api.private
    def _follow_archive(self, notes):
        """Bring back from the archive whom records of this transaction keep again."""
        Returns(self.env).follow(notes)

    @tools.ormcache(cache="stable")
    def _watched(self):
        """Return {model: set of fields} that a clock, or who is a data subject, depends on."""
        signals = self.env["privacy.signal"].sudo().search([("active", "=", True)])
        watched = watched_fields(signals._readable())
        for model, names in address_fields(self.env).items():
            watched.setdefault(model, set()).update(names)
        return watched

    @api.autovacuum
    def _gc_outbox(self):
        """Delete notes that say nothing more."""
        return Housekeeping(self.env).gc_outbox()

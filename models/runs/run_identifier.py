from odoo import api, fields, models

from ...engine.proof.identifiers import forget_unused


class PrivacyRunIdentifier(models.Model):
    """What identified a subject of a run, for as long as the proof needs it.

    Written in the transaction of the batch that erases the subject, left out of the search by
    its table's name, and deleted when the proof is filed. Nobody has access; where rows are
    lost, the subject is *unproven* and never complete.
    """

    _name = "privacy.run.identifier"
    _description = "Identifier Awaiting Proof"
    _log_access = False

    run_ref = fields.Integer(required=True, readonly=True, index=True)
    item_ref = fields.Integer(required=True, readonly=True, index=True)
    kind = fields.Char(required=True, readonly=True)
    value = fields.Char(required=True, readonly=True)

    @api.autovacuum
    def _gc_identifiers(self):
        """Delete what no proof will ask for, and where it was met."""
        forget_unused(self.env)

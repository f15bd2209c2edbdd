from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.restriction.opening import Opening


class PrivacyArchiveOpening(models.TransientModel):
    """Why somebody reads a contact of the archive, before it opens."""

    _name = "privacy.archive.opening"
    _description = "Open a Contact of the Archive"

    partner_id = fields.Many2one("res.partner", string="Contact", required=True)
    reason_id = fields.Many2one("privacy.archive.reason", required=True)
    needs_note = fields.Boolean(related="reason_id.needs_note")
    note = fields.Char(
        string="In Other Words", size=200,
        help="Number of the audit, of the case: no name, address or number of a person. The "
        "person reads it on request.")

    @api.constrains("note", "reason_id")
    def _check_note(self):
        for dialogue in self:
            if trouble := Opening(self.env, dialogue.partner_id).trouble(
                    dialogue.reason_id, dialogue.note or ""):
                raise ValidationError(trouble)

    def action_open(self):
        """Open the contact to whoever gave the reason, for a while; it is recorded."""
        self.ensure_one()
        return Opening(self.env, self.partner_id).open(self.reason_id, self.note)

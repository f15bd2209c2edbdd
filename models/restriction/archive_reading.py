from odoo import fields, models
from odoo.exceptions import AccessError

from ...engine.acting import is_acting


class PrivacyArchiveReading(models.Model):
    """Who opened a contact of the archive, when and why. The person is told the dates and the
    reasons on request, and no names of staff (C-579/21).
    """

    _name = "privacy.archive.reading"
    _description = "Consultation of the Archive"
    _order = "at desc, id desc"
    _rec_name = "reason_id"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, readonly=True, index=True,
        ondelete="cascade")
    # who reads is whoever made the row: a link of Odoo's own, which no answer tells
    create_uid = fields.Many2one("res.users", string="Read By", readonly=True, index=True)
    reason_id = fields.Many2one(
        "privacy.archive.reason", required=True, readonly=True, ondelete="restrict")
    note = fields.Char(string="In Other Words", readonly=True)
    at = fields.Datetime(string="Opened On", required=True, readonly=True)
    until = fields.Datetime(string="Open Until", required=True, readonly=True)

    def write(self, vals):
        """What is on record stays as it was."""
        if not is_acting(self.env):
            raise AccessError(self.env._("Consultations of the archive are not changed."))
        return super().write(vals)

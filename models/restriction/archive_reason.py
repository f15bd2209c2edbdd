from odoo import fields, models


class PrivacyArchiveReason(models.Model):
    """Why somebody reads a contact of the archive."""

    _name = "privacy.archive.reason"
    _description = "Reason for Reading the Archive"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    needs_note = fields.Boolean(
        string="Asks for Words", help="The name of the reason says too little by itself.")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another reason has this code.")

from odoo import fields, models


class PrivacyRunHit(models.Model):
    """Where the proof met an identifier: a table, a column and the id of a row, no value."""

    _name = "privacy.run.hit"
    _description = "Place Where an Identifier Was Met"
    _log_access = False

    run_ref = fields.Integer(required=True, readonly=True, index=True)
    identifier_ref = fields.Integer(required=True, readonly=True)
    table_name = fields.Char(required=True, readonly=True)
    column_name = fields.Char(required=True, readonly=True)
    row_ref = fields.Integer(readonly=True)

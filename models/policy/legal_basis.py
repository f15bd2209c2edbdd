from odoo import fields, models


class PrivacyLegalBasis(models.Model):
    """A ground of Art. 6(1) GDPR on which data are kept; its colour is the tag's colour."""

    _name = "privacy.legal.basis"
    _description = "Legal Basis"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, used by imports and tests.")
    article = fields.Char(
        translate=True, help="The article the basis stands in, e.g. Art. 6(1)(b) GDPR.")
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another legal basis has this code.")

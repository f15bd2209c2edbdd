from odoo import fields, models


class PrivacySubjectCategory(models.Model):
    """A category of people whose data are processed (Art. 30(1)(c))."""

    _name = "privacy.subject.category"
    _description = "Category of Data Subjects"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    staff = fields.Boolean(
        string="On the Staff", help="Periods of those who leave the staff are theirs.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another category has this code.")

from odoo import fields, models


class LibraryLoan(models.Model):
    """What was lent, as the gate writes it: by the number of a card, and no two alike."""

    _name = "library.loan"
    _description = "Library Loan"

    card_number = fields.Char()
    reader = fields.Char(required=True)
    days = fields.Integer()

from odoo import fields, models

MEASURE_KINDS = [
    ("access", "Access and authentication"),
    ("encryption", "Encryption and pseudonymisation"),
    ("network", "Network and systems"),
    ("logging", "Logging and monitoring"),
    ("availability", "Availability and recovery"),
    ("testing", "Testing and maintenance"),
    ("organisation", "Organisation and staff"),
    ("minimisation", "Minimisation, retention and erasure"),
    ("processors", "Processors and transfers"),
]


class PrivacyMeasure(models.Model):
    """A technical or organisational measure (Art. 30(1)(g), 30(2)(d), 32), worded as Annex II of
    the standard contractual clauses and Annex B of the processing agreement ask for it.
    """

    _name = "privacy.measure"
    _description = "Security Measure"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    kind = fields.Selection(MEASURE_KINDS, required=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: a measure of every company.")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another measure has this code.")

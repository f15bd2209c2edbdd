from odoo import fields, models

GROUPS = [
    ("infrastructure", "Infrastructure and platform"),
    ("communication", "Support and communication"),
    ("operations", "Operations and observability"),
    ("billing", "ERP, billing and payments"),
    ("marketing", "Marketing and advertising"),
    ("professional", "Professional services"),
    ("authority", "Authorities and other third parties"),
]


class PrivacyRecipient(models.Model):
    """Who else receives personal data, where, and on which transfer ground (Art. 30(1)(d), (e))."""

    _name = "privacy.recipient"
    _description = "Recipient of Personal Data"
    _order = "group, sequence, id"

    name = fields.Char(required=True, translate=True)
    group = fields.Selection(GROUPS, required=True)
    role = fields.Selection(
        [("processor", "Processor"), ("controller", "Controller of its own")],
        default="processor",
        required=True,
    )
    condition = fields.Char(translate=True, help="When they receive data, if not always.")
    category_ids = fields.Many2many("privacy.category", string="Data Received")
    country_id = fields.Many2one("res.country", help="Where the recipient is established.")
    transfer_ground = fields.Selection(
        [
            ("none", "Within the EEA"),
            ("scc", "Standard Contractual Clauses, Decision (EU) 2021/914"),
            ("adequacy", "Adequacy decision (Art. 45)"),
            ("derogation", "Derogation (Art. 49)"),
            ("unknown", "To be determined"),
        ],
        default="unknown",
        required=True,
    )
    safeguards = fields.Text(translate=True, help="What protects the data beside the ground.")
    document_ids = fields.Many2many(
        "ir.attachment", string="Documents",
        help="The clauses or other safeguards, as a person may ask for a copy of them.",
    )
    email = fields.Char(help="Where notices under Art. 19 go.")
    website = fields.Char()
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: a recipient of every company."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

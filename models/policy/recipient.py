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


#: what shows that data of one person went to a recipient
RECEIVED = [
    ("held", "Whenever such data are held"),
    ("contract", "While a contract runs, for its purposes"),
    ("billed", "An order or a document in the books"),
    ("paid", "A payment"),
    ("online", "A payment through this provider"),
    ("mail", "Mail with the person"),
    ("support", "A chat or a ticket"),
    ("mailing", "A mailing, a subscription or a consent to them"),
    ("visits", "A visit to the website, or a consent to be counted"),
    ("staff", "An application or an employment"),
    ("disclosed", "A disclosure on record, and nothing else"),
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
    received = fields.Selection(
        RECEIVED, string="Shown By", default="held", required=True,
        help="What shows that this recipient has received data of a person: letters name the "
             "recipients of that person (Art. 15(1)(c) and 19), and not of all.")
    provider_code = fields.Char(
        string="Payment Provider",
        help="Its code in Odoo, e.g. stripe: whoever has paid through it is named.")
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

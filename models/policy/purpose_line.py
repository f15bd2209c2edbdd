from odoo import fields, models

SITUATIONS = [
    ("running", "Running customer or supplier"),
    ("former", "Former customer or supplier"),
    ("prospect", "Prospect with an interaction"),
    ("consent", "Consent given"),
    ("hold", "Under a hold"),
]


class PrivacyPurposeLine(models.Model):
    """A basis of a purpose, and the situation in which a contact is tagged with it.

    A line without a situation belongs to the register only and tags nobody.
    """

    _name = "privacy.purpose.line"
    _description = "Legal Basis of a Purpose"
    _inherit = ["privacy.policy.row"]
    _order = "purpose_id, sequence, id"

    purpose_id = fields.Many2one("privacy.purpose", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="purpose_id.company_id")
    basis_id = fields.Many2one("privacy.legal.basis", required=True, ondelete="restrict")
    situation = fields.Selection(SITUATIONS, string="Tags a Contact When")
    note = fields.Char(translate=True, help="For whom or for which part this basis holds.")
    sequence = fields.Integer(default=10)

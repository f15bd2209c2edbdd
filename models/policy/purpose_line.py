from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: who stands where; engine/clocks/situations.py finds it from the facts
SITUATIONS = [
    ("running", "Running customer or supplier"),
    ("customer", "Running customer"),
    ("customer_talked", "Running customer, as long as a conversation is kept"),
    ("mailed", "Running customer who has not opted out of mail"),
    ("former", "Former customer or supplier"),
    ("talked", "Not a running customer any more: as long as a conversation is kept"),
    ("prospect", "Prospect with an interaction"),
    ("consent", "Consent given"),
    ("hold", "Under a hold"),
]
#: holds for whoever has data of the line's categories; nobody is tagged for it
HELD = ("held", "Everybody of whom such data are held")


class PrivacyPurposeLine(models.Model):
    """A line of the decision table: in a situation, data of some categories are used for the
    purpose on a basis (R14).

    A line without a situation belongs to the register only and tags nobody.
    """

    _name = "privacy.purpose.line"
    _description = "Legal Basis of a Purpose"
    _inherit = ["privacy.policy.row"]
    _order = "purpose_id, sequence, id"

    purpose_id = fields.Many2one("privacy.purpose", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="purpose_id.company_id")
    basis_id = fields.Many2one("privacy.legal.basis", required=True, ondelete="restrict")
    situation = fields.Selection([*SITUATIONS, HELD], string="Tags a Contact When")
    hold_kind = fields.Selection(
        [("security", "Security investigation")], string="Of Holds",
        help="Under a hold: the line is of security investigations; empty: of all others.")
    category_ids = fields.Many2many(
        "privacy.category", string="Data", help="Empty: every category of the purpose.")
    purpose_category_ids = fields.Many2many(related="purpose_id.category_ids")
    note = fields.Char(translate=True, help="For whom or for which part this basis holds.")
    sequence = fields.Integer(default=10)

    @api.constrains("category_ids", "purpose_id")
    def _check_categories(self):
        for line in self:
            if line.category_ids - line.purpose_id.category_ids:
                raise ValidationError(self.env._(
                    "A legal basis speaks of categories that its purpose uses."))

    def _categories(self):
        """Return the categories of data that a line speaks of."""
        self.ensure_one()
        return self.category_ids or self.purpose_id.category_ids

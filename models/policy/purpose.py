from odoo import api, fields, models


class PrivacyPurpose(models.Model):
    """A processing activity with its legal bases: one line of the register (Art. 30(1))."""

    _name = "privacy.purpose"
    _description = "Purpose of Processing"
    _inherit = ["privacy.policy.row"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: the purpose of every company."
    )
    category_ids = fields.Many2many("privacy.category", string="Data Used")
    recipient_ids = fields.Many2many("privacy.recipient", string="Recipients")
    line_ids = fields.One2many("privacy.purpose.line", "purpose_id", string="Legal Bases")
    basis_ids = fields.Many2many(
        "privacy.legal.basis", string="Bases", compute="_compute_basis_ids", store=True
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another purpose has this code."
    )

    @api.depends("line_ids.basis_id")
    def _compute_basis_ids(self):
        for purpose in self:
            purpose.basis_ids = purpose.line_ids.basis_id

    @api.constrains("category_ids")
    def _check_lines(self):
        self.line_ids._check_categories()

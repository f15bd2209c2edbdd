from odoo import api, fields, models
from odoo.exceptions import ValidationError


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
    consent_months = fields.Integer(
        string="Consents Hold For (Months)", help="Zero: until they are withdrawn.")
    consent_reminder_days = fields.Integer(
        string="Reminder Before the End (Days)", default=30, help="Zero: nobody is reminded.")
    consent_renewal = fields.Boolean(
        string="Ask People to Renew",
        help="A mail with a link goes to the person when the reminder does.")
    consent_text_ids = fields.One2many(
        "privacy.consent.text", "purpose_id", string="Words of Consents")
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

    @api.constrains("consent_months", "consent_reminder_days")
    def _check_consents(self):
        for purpose in self:
            if not (0 <= purpose.consent_months <= 1200 and 0 <= purpose.consent_reminder_days
                    <= 365):
                raise ValidationError(self.env._(
                    "Consents hold for at most 1200 months, and the reminder comes at most 365 "
                    "days before."))

    @api.constrains("category_ids")
    def _check_lines(self):
        self.line_ids._check_categories()

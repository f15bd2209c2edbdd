from odoo import fields, models


class PrivacyConsentSource(models.Model):
    """A system that reports consents: a banner, a form, another database."""

    _name = "privacy.consent.source"
    _description = "Source of Consents"
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", index=True, help="Empty: a source of every company.")
    active = fields.Boolean(default=True)

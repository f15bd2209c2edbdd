from odoo import fields, models


class PrivacyConsentKey(models.TransientModel):
    """Shows the secret of a source's key, once: it comes with the dialogue and is never stored."""

    _name = "privacy.consent.key"
    _description = "New Key of a Source"

    key_name = fields.Char(string="Key", store=False, readonly=True)
    secret = fields.Char(store=False, readonly=True)

"""What the screens, letters and pages of a consent show."""

from odoo import api, fields, models

from ...engine.consents.texts import words_of


class PrivacyConsentRecord(models.Model):
    _inherit = "privacy.consent.record"

    is_fixed = fields.Boolean(compute="_compute_is_fixed")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    words = fields.Text(
        compute="_compute_words", help="The very words, in the language in which it was given.")

    @api.depends_context("uid")
    def _compute_is_fixed(self):
        for consent in self:
            consent.is_fixed = bool(consent._origin.date_withdrawn)

    @api.depends("purpose_id.company_id", "source_id.company_id", "partner_id.company_id")
    def _compute_company_id(self):
        for consent in self:
            known = consent.sudo()
            consent.company_id = (
                known.purpose_id.company_id or known.source_id.company_id
                or known.partner_id.company_id or self.env.ref("base.main_company"))

    @api.depends("statement", "text_id", "lang")
    def _compute_words(self):
        for consent in self:
            consent.words = words_of(consent)

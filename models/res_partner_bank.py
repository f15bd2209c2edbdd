from odoo import api, models


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    @api.constrains("partner_id")
    def _check_privacy_anonymised(self):
        """An anonymised contact gets no account again (R11)."""
        self.partner_id._privacy_check_not_anonymised()

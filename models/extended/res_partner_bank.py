from odoo import api, models


class ResPartnerBank(models.Model):
    _inherit = "res.partner.bank"

    @api.constrains("partner_id", "acc_number", "acc_holder_name")
    def _check_privacy_anonymised(self):
        """An anonymised contact gets no account again, nor is an emptied one filled (R11)."""
        self.partner_id._privacy_check_not_anonymised()

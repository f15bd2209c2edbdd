from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    # the refresh asks by contact for each batch; Odoo has no index on it
    _privacy_partner_idx = models.Index("(partner_id)")

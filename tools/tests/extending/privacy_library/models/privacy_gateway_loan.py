from odoo import models


class PrivacyGateway(models.AbstractModel):
    _inherit = "privacy.gateway"

    def _mask_library_loan(self, plan, loans, names):
        for loan in loans:
            loan.reader = f"Reader {loan.id}"

    def _remaining_library_loan(self, plan, ids):
        loans = self.env["library.loan"].browse(ids)
        return loans.filtered(lambda loan: loan.reader != f"Reader {loan.id}").ids

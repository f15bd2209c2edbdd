from odoo import models
from odoo.addons.cloudpepper_privacy.engine.erasure.act import Act


class PrivacyGateway(models.AbstractModel):
    _inherit = "privacy.gateway"

    def _mask_library_card(self, plan, cards, names):
        """``write`` posts a note on the reader, who is being erased: past it."""
        Act(self.env, plan).mask_by_sql(cards, names)

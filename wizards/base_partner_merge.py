from odoo import api, models

from ..engine.acting import TOKEN
from ..engine.merge import Merge, MergeGroups


class BasePartnerMerge(models.TransientModel):
    """Merging contacts (``base/wizard/base_partner_merge.py``)."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merging moves holds, restriction and marks to the target; the most protective wins."""
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
        merge = Merge(self.env, partners, dst_partner)
        merge.check()
        merge.record(lambda: self._get_ordered_partner(partners.ids)[-1])
        merge.take()
        # the sources are deleted once everything they protected has moved to the target
        result = super(BasePartnerMerge, self.with_context(privacy_acting=TOKEN))._merge(
            partner_ids, dst_partner, extra_checks
        )
        merge.give()
        return result


class BasePartnerMergeLine(models.TransientModel):
    """A group of contacts that the automatic merge found alike."""

    _inherit = "base.partner.merge.line"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(MergeGroups(self.env).without_held(vals_list))

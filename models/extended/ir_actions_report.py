from odoo import models

from ...engine.restriction.shown import CONTACTS


class IrActionsReport(models.Model):
    """Nobody prints a contact that they cannot open; its documents are printed as before."""

    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        if report.model in CONTACTS:
            self.env[report.model].browse(docids)._privacy_check_open()
        return super()._get_rendering_context(report, docids, data)

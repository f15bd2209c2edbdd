from odoo import models

from ...engine.restriction.shown import check_content


class IrBinary(models.AbstractModel):
    """Pictures and files of a restricted contact are closed with it, whatever token was given out
    before.
    """

    _inherit = "ir.binary"

    def _find_record(self, *args, **kwargs):
        record = super()._find_record(*args, **kwargs)
        check_content(self.env, record)
        return record

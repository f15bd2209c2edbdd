from odoo import api, models

from ...engine.clocks.staff import Staff
from ...engine.evidence.roles import OF_GROUPS, Roles


class ResGroups(models.Model):
    """A group gives and takes privacy roles, and makes colleagues, by its members and by what it
    implies.
    """

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        with Roles(self.env).watched(), Staff(self.env).watched():
            return super().create(vals_list)

    def write(self, vals):
        if OF_GROUPS.isdisjoint(vals):
            return super().write(vals)
        with Roles(self.env).watched(), Staff(self.env).watched():
            return super().write(vals)

    def unlink(self):
        with Roles(self.env).watched(), Staff(self.env).watched():
            return super().unlink()

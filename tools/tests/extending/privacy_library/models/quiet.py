from odoo import fields, models
from odoo.addons.cloudpepper_privacy.core.requests import rights
from odoo.addons.cloudpepper_privacy.engine.requests.rights import RIGHTS
from odoo.addons.cloudpepper_privacy.engine.requests.rights.base import Right
from odoo.exceptions import UserError


class Quiet(Right):
    """No phone calls: a right that this company gives of its own accord."""

    kind, acts = "quiet", True

    def act(self, choice):
        self.partners.write({"phone": False})

    def check_done(self, outcome):
        if self.partners.filtered("phone"):
            raise UserError(self.env._("The number is still there."))


RIGHTS[Quiet.kind] = Quiet
rights.RIGHTS[Quiet.kind] = "21"


class PrivacyRequestRight(models.Model):
    _inherit = "privacy.request.right"

    kind = fields.Selection(
        selection_add=[(Quiet.kind, "No phone calls")], ondelete={Quiet.kind: "cascade"})

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

OFFICER = "cloudpepper_privacy.group_privacy_officer"
#: {field: (least, most)} of the numbers below
BOUNDS = {
    "privacy_brake_percent": (0, 100),
    "privacy_brake_minimum": (0, 2**31 - 1),
    "privacy_batch_size": (1, 5000),
    "privacy_unpaid_review_years": (1, 100),
}
#: what an officer sets; the identity is the administrator's to set as well
PARAMETERS = (*BOUNDS, "privacy_four_eyes", "privacy_stop")


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    privacy_controller_name = fields.Char(
        related="company_id.privacy_controller_name", readonly=False
    )
    privacy_controller_address = fields.Char(
        related="company_id.privacy_controller_address", readonly=False
    )
    privacy_controller_registry = fields.Char(
        related="company_id.privacy_controller_registry", readonly=False
    )
    privacy_email = fields.Char(related="company_id.privacy_email", readonly=False)
    privacy_authority = fields.Text(related="company_id.privacy_authority", readonly=False)
    privacy_tz = fields.Selection(
        related="company_id.privacy_tz", readonly=False, required=True
    )

    privacy_four_eyes = fields.Boolean(
        string="Four Eyes", config_parameter="cloudpepper_privacy.four_eyes"
    )
    privacy_brake_percent = fields.Integer(
        string="Brake: Share of Contacts",
        config_parameter="cloudpepper_privacy.brake_percent",
        default=5,
    )
    privacy_brake_minimum = fields.Integer(
        string="Brake: Number of Contacts",
        config_parameter="cloudpepper_privacy.brake_minimum",
        default=100,
    )
    privacy_batch_size = fields.Integer(
        string="Contacts per Batch", config_parameter="cloudpepper_privacy.batch_size", default=500
    )
    privacy_stop = fields.Boolean(
        string="Stop All Erasing", config_parameter="cloudpepper_privacy.stop"
    )
    privacy_unpaid_review_years = fields.Integer(
        string="Review Unpaid Documents After",
        config_parameter="cloudpepper_privacy.unpaid_review_years",
        default=10,
    )

    @api.constrains(*BOUNDS)
    def _check_privacy_bounds(self):
        for settings in self:
            for name, (least, most) in BOUNDS.items():
                if not least <= settings[name] <= most:
                    raise ValidationError(
                        self.env._(
                            "%(field)s lies between %(least)s and %(most)s.",
                            field=self._fields[name]._description_string(self.env),
                            least=least, most=most,
                        )
                    )

    def set_values(self):
        """Let officers alone change how erasing works.

        A zero stays zero: Odoo deletes the parameter, and the default would come back.
        """
        self._check_privacy_officer()
        done = super().set_values()
        parameters = self.env["ir.config_parameter"].sudo()
        for name in BOUNDS:
            if not self[name]:
                parameters.set_param(self._fields[name].config_parameter, "0")
        return done

    def _check_privacy_officer(self):
        if self.env.su or self.env.user.has_group(OFFICER):
            return
        current = self.default_get(list(PARAMETERS))
        if any(self[name] != current[name] for name in PARAMETERS):
            raise AccessError(self.env._("Only privacy officers change how erasing works."))

from odoo import api, models
from odoo.exceptions import AccessError

from ...const import OFFICER
from ...const import PARAMETER_PREFIX as PREFIX
from ...engine.clocks.policy import policy_changed

#: the mark of a demo database (R19): no user makes one
DEMO = f"{PREFIX}demo"
STOP = f"{PREFIX}stop"
#: settings that tags follow
FOLLOWED = frozenset({f"{PREFIX}recent_billing_months"})


class IrConfigParameter(models.Model):
    """The settings of erasing are officers' to change, and each change is recorded.

    An administrator without the role may write every other system parameter.
    """

    _inherit = "ir.config_parameter"

    @api.model_create_multi
    def create(self, vals_list):
        self._privacy_check(vals.get("key") for vals in vals_list)
        parameters = super().create(vals_list)
        parameters._privacy_record_evidence()
        return parameters

    def write(self, vals):
        self._privacy_check([*self.mapped("key"), vals.get("key")])
        if "key" in vals:
            self._privacy_record_evidence(gone=True)
        done = super().write(vals)
        self._privacy_record_evidence()
        return done

    def unlink(self):
        self._privacy_check(self.mapped("key"))
        self._privacy_record_evidence(gone=True)
        return super().unlink()

    def _privacy_check(self, keys):
        """Refuse whoever is neither the superuser nor an officer."""
        ours = {key for key in keys if key and key.startswith(PREFIX)}
        if not ours or self.env.su:
            return
        if DEMO in ours or not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only privacy officers change how erasing works."))

    def _privacy_record_evidence(self, gone=False):
        """Record what the settings are from now on: a key and its value, never a person's data."""
        ours = self.filtered(lambda parameter: parameter.key.startswith(PREFIX))
        if not ours:
            return
        if FOLLOWED.intersection(ours.mapped("key")):
            policy_changed(self.env)
        rows = []
        for parameter in ours:
            value = None if gone else parameter.value
            act = "setting"
            if parameter.key == STOP:
                act = "lift_stop" if value in (None, "", "False", "false") else "stop"
            rows.append({"act": act,
                         "counts": {"key": parameter.key.removeprefix(PREFIX), "value": value}})
        self.env["privacy.evidence"].sudo()._record(rows)

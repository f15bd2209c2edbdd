from odoo import api, models


class PrivacyPolicyRow(models.AbstractModel):
    """A row of policy on which clocks or tags rest: changing it asks for a full refresh."""

    _name = "privacy.policy.row"
    _description = "Policy Row That Clocks Rest On"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        self._policy_changed()
        return rows

    def write(self, vals):
        done = super().write(vals)
        self._policy_changed()
        return done

    def unlink(self):
        done = super().unlink()
        self._policy_changed()
        return done

    def _policy_changed(self):
        """Forget what was compiled, and let the clocks follow within minutes."""
        self.env.registry.clear_cache("stable")
        cron = self.env.ref("cloudpepper_privacy.ir_cron_refresh_full", raise_if_not_found=False)
        if cron and self.pool.ready:
            cron.sudo()._trigger()

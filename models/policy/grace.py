from odoo import api, models

#: fields of the data map that change nothing of what goes
HARMLESS = {"note", "sequence"}


class PrivacyMapGrace(models.Model):
    """A change of the data map changes what goes of a contact: automatic runs wait (R18)."""

    _inherit = "privacy.map"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        self.env["privacy.rule"]._all_wait()
        return rows

    def write(self, vals):
        done = super().write(vals)
        if vals.keys() - HARMLESS:
            self.env["privacy.rule"]._all_wait()
        return done

    def unlink(self):
        done = super().unlink()
        self.env["privacy.rule"]._all_wait()
        return done


class PrivacyCategoryGrace(models.Model):
    """The code of a category ties the map to the rules, in memory too."""

    _inherit = "privacy.category"

    def write(self, vals):
        done = super().write(vals)
        if "code" in vals:
            self.env.registry.clear_cache()
            self.env["privacy.rule"]._all_wait()
        return done

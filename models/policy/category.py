from odoo import fields, models


class PrivacyCategory(models.Model):
    """A class of personal data, as the policy lists them; every mapped field belongs to one."""

    _name = "privacy.category"
    _description = "Category of Personal Data"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, used by the data map.")
    description = fields.Text(translate=True)
    special = fields.Selection(
        [("special", "Special category (Art. 9 GDPR)"),
         ("criminal", "Convictions and offences (Art. 10 GDPR)")], string="Specially Protected",
        help="A purpose that uses such data says what lets it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    rule_ids = fields.One2many("privacy.rule", "category_id", string="Retention Rules")

    _code_uniq = models.UniqueIndex("(code)", "Another category has this code.")

    def write(self, vals):
        """The code of a category ties the map to the rules, in memory too: rules wait (R18)."""
        done = super().write(vals)
        if "code" in vals:
            self.env.registry.clear_cache()
            self.env["privacy.rule"]._all_wait()
        return done

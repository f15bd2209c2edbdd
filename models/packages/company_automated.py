from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    privacy_automated = fields.Text(
        string="Automated Decisions", translate=True,
        help="What every answer to a request for access says about automated decisions and "
        "profiling (Art. 15(1)(h)). Empty: that there are none.")


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    privacy_automated = fields.Text(related="company_id.privacy_automated", readonly=False)

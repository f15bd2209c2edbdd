from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get


class ResCompany(models.Model):
    _inherit = "res.company"

    privacy_controller_name = fields.Char(
        string="Controller", help="Who is responsible for the data, as letters and pages name it."
    )
    privacy_controller_address = fields.Char(string="Controller's Address")
    privacy_controller_registry = fields.Char(string="Enterprise Number")
    privacy_email = fields.Char(string="Privacy Contact")
    privacy_authority = fields.Text(string="Supervisory Authority")
    privacy_tz = fields.Selection(
        _tz_get, string="Time Zone of Periods", required=True, default="Europe/Brussels",
        help="Last days of keeping are days in this time zone.",
    )
    privacy_automated = fields.Text(
        string="Automated Decisions", translate=True,
        help="What every answer to a request for access says about automated decisions and "
        "profiling (Art. 15(1)(h)). Empty: that there are none.")
    privacy_identity_complete = fields.Boolean(compute="_compute_privacy_identity_complete")

    @api.depends("privacy_controller_name", "privacy_controller_address", "privacy_email")
    def _compute_privacy_identity_complete(self):
        for company in self:
            company.privacy_identity_complete = bool(
                company.privacy_controller_name
                and company.privacy_controller_address
                and company.privacy_email
            )

    def unlink(self):
        """A company that goes takes its rules along, by PostgreSQL and unseen by the ORM: what
        becomes due by that waits as by any other change (R18).
        """
        rules = self.env["privacy.rule"].sudo().with_context(active_test=False)
        if rules.search_count([("company_id", "in", self.ids)], limit=1):
            rules._all_wait()
        return super().unlink()

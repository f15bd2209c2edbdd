from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get

#: Cloudpepper's identity (P1), seeded only into a company that has none of these
SEED_NAME = "Cloudpepper BV"


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
        """A company that goes takes its rules along, by PostgreSQL and unseen by the ORM: the
        others wait (R18).
        """
        rules = self.env["privacy.rule"].sudo().with_context(active_test=False)
        if rules.search_count([("company_id", "in", self.ids)], limit=1):
            rules._all_wait()
        return super().unlink()

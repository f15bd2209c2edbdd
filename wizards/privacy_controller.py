from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import AccessError

from ..const import OFFICER
from ..engine.controller import Controller

#: what an officer says of the company, field by field as the company has it
SAID = (
    "privacy_controller_name", "privacy_controller_address", "privacy_controller_country",
    "privacy_controller_registry", "privacy_email", "privacy_authority", "privacy_representative",
    "privacy_dpo", "privacy_dpo_reason", "privacy_automated", "privacy_tz",
    "privacy_voucher_years", "privacy_marketing_gate", "privacy_phases",
)


class PrivacyController(models.TransientModel):
    """Who answers for a company's data, and what the company has chosen: an officer's own page,
    which asks for no right on the rest of Odoo's settings.
    """

    _name = "privacy.controller"
    _description = "Controller and Choices of a Company"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company)
    privacy_controller_name = fields.Char(string="Name")
    privacy_controller_address = fields.Char(string="Address")
    privacy_controller_country = fields.Selection(
        selection=lambda self: self.env["res.company"]._privacy_countries(), string="Country")
    privacy_controller_registry = fields.Char(string="Enterprise Number")
    privacy_email = fields.Char(string="Privacy Contact")
    privacy_authority = fields.Text(string="Supervisory Authority")
    privacy_representative = fields.Text(string="Representative in the Union")
    privacy_dpo = fields.Text(string="Data Protection Officer")
    privacy_dpo_reason = fields.Text(string="Why None Is Designated")
    privacy_automated = fields.Text(string="Automated Decisions")
    privacy_tz = fields.Selection(
        selection=_tz_get, string="Time Zone of Periods", required=True)
    privacy_voucher_years = fields.Integer(string="Vouchers Kept")
    privacy_marketing_gate = fields.Boolean(string="Mail Nobody Without a Basis")
    privacy_phases = fields.Boolean(string="Close What Is Kept by Duty Alone")
    used_name = fields.Char(string="Letters Say", compute="_compute_used")
    used_authority = fields.Text(string="Authority Named", compute="_compute_used")
    missing = fields.Char(compute="_compute_used")

    @api.model
    def default_get(self, fields_list):
        """Begin with what the company says today."""
        found = super().default_get(fields_list)
        company = self.env.company.sudo()
        return {**found, **{name: company[name] for name in SAID if name in fields_list}}

    @api.depends("company_id")
    @api.depends_context("lang")
    def _compute_used(self):
        for dialogue in self:
            controller = Controller(self.env, dialogue.company_id)
            dialogue.used_name = ", ".join(filter(None, (controller.name, controller.address)))
            dialogue.used_authority = controller.authority
            dialogue.missing = ", ".join(controller.missing())

    def action_save(self):
        """Button: the company says so from now on; what changed is filed.

        :raise AccessError: unless an officer of the company asks
        """
        self.ensure_one()
        if not self.env.user.has_group(OFFICER) or self.company_id not in self.env.companies:
            raise AccessError(self.env._(
                "Only privacy officers of the company say who answers for it."))
        company = self.company_id.sudo()
        changed = {name: self[name] for name in SAID
                   if (self[name] or False) != (company[name] or False)}
        if changed:
            company.write(changed)
        return {"type": "ir.actions.client", "tag": "display_notification", "params": {
            "type": "success", "message": self.env._("Saved for %s.", company.name),
            "next": {"type": "ir.actions.act_window_close"}}}

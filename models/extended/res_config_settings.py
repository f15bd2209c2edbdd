from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...const import OFFICER
from ...core.breach.clock import AT_RISK
from ...core.notices import reach
from ...engine.breaches.clock import LEAST, MOST
from ...engine.clocks.situations import RECENT
from ...engine.housekeeping import PERIODS
from ...engine.notices.settling import ATTEMPTS
from ...engine.notices.tasks import REMIND_DAYS
from ...engine.runs.scheduled_actions import MOST_WORKERS, ScheduledActions
from ...engine.vouchers import Vouchers

#: {field: (least, most)} of the numbers below
BOUNDS = {
    "privacy_brake_percent": (0, 100),
    "privacy_brake_minimum": (0, 2**31 - 1),
    "privacy_batch_size": (1, 5000),
    "privacy_workers": (1, MOST_WORKERS),
    "privacy_unpaid_review_years": (1, 100),
    "privacy_running_review_years": (1, 100),
    "privacy_recent_billing_months": (0, 120),
    "privacy_notice_attempts": (1, 100),
    "privacy_notice_remind_days": (1, 365),
    "privacy_breach_at_risk_hours": (LEAST, MOST),
    **{f"privacy_{name}": (least, most) for name, (_unit, _default, least, most)
       in PERIODS.items()},
}
#: what an officer sets; the identity is the administrator's to set as well
PARAMETERS = (*BOUNDS, "privacy_audit_bypass", "privacy_four_eyes", "privacy_stop",
              "privacy_mail_servers", "privacy_mail_gateway_login",
              "privacy_notice_networks", "privacy_notice_plain_http")


def _period(string, name):
    """Return the field of a period of the module's own data."""
    return fields.Integer(
        string=string, config_parameter=f"cloudpepper_privacy.{name}", default=PERIODS[name][1]
    )


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
    privacy_controller_country = fields.Selection(
        related="company_id.privacy_controller_country", readonly=False)
    privacy_authority = fields.Text(related="company_id.privacy_authority", readonly=False)
    privacy_representative = fields.Text(
        related="company_id.privacy_representative", readonly=False)
    privacy_dpo = fields.Text(related="company_id.privacy_dpo", readonly=False)
    privacy_dpo_reason = fields.Text(related="company_id.privacy_dpo_reason", readonly=False)
    privacy_identity_missing = fields.Char(related="company_id.privacy_identity_missing")
    privacy_automated = fields.Text(related="company_id.privacy_automated", readonly=False)
    privacy_tz = fields.Selection(
        related="company_id.privacy_tz", readonly=False, required=True
    )
    privacy_marketing_gate = fields.Boolean(
        related="company_id.privacy_marketing_gate", readonly=False)
    privacy_phases = fields.Boolean(related="company_id.privacy_phases", readonly=False)
    privacy_voucher_years = fields.Integer(
        related="company_id.privacy_voucher_years", readonly=False)
    privacy_voucher_chosen_on = fields.Datetime(related="company_id.privacy_voucher_chosen_on")
    privacy_voucher_warning = fields.Char(compute="_compute_privacy_voucher_warning")

    privacy_mail_servers = fields.Char(
        string="Our Mail Servers", config_parameter="cloudpepper_privacy.mail_servers")
    privacy_mail_gateway_login = fields.Char(
        string="User of the Mail Gateway",
        config_parameter="cloudpepper_privacy.mail_gateway_login")

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
        string="Contacts per Batch", config_parameter="cloudpepper_privacy.batch_size", default=2000
    )
    privacy_workers = fields.Integer(
        string="Workers", config_parameter="cloudpepper_privacy.workers", default=1
    )
    privacy_stop = fields.Boolean(
        string="Stop All Erasing", config_parameter="cloudpepper_privacy.stop"
    )
    privacy_audit_bypass = fields.Boolean(
        string="Bypass Audit Trail Protection for Messages",
        config_parameter="cloudpepper_privacy.audit_bypass",
    )
    privacy_unpaid_review_years = fields.Integer(
        string="Review Unpaid Documents After",
        config_parameter="cloudpepper_privacy.unpaid_review_years",
        default=10,
    )
    privacy_running_review_years = fields.Integer(
        string="Review Running Customers After",
        config_parameter="cloudpepper_privacy.running_review_years",
        default=3,
    )
    privacy_recent_billing_months = fields.Integer(
        string="Running After an Invoice",
        config_parameter="cloudpepper_privacy.recent_billing_months", default=RECENT,
    )

    privacy_notice_attempts = fields.Integer(
        string="Attempts", config_parameter="cloudpepper_privacy.notice_attempts",
        default=ATTEMPTS)
    privacy_notice_remind_days = fields.Integer(
        string="Reminder After", config_parameter="cloudpepper_privacy.notice_remind_days",
        default=REMIND_DAYS)
    privacy_breach_at_risk_hours = fields.Integer(
        string="Warning of a Breach", config_parameter="cloudpepper_privacy.breach_at_risk_hours",
        default=AT_RISK, help="Hours before the authority has to have been told.")
    privacy_notice_networks = fields.Char(
        string="Networks of Our Own", config_parameter="cloudpepper_privacy.notice_networks")
    privacy_notice_plain_http = fields.Boolean(
        string="Without TLS", config_parameter="cloudpepper_privacy.notice_plain_http")

    privacy_keep_preview_days = _period("Previews", "keep_preview_days")
    privacy_keep_detail_months = _period("Details of Runs", "keep_detail_months")
    privacy_keep_run_months = _period("Runs", "keep_run_months")
    privacy_keep_consent_months = _period("Withdrawn Consents", "keep_consent_months")
    privacy_keep_pending_days = _period("Unconfirmed Consents", "keep_pending_days")
    privacy_keep_hold_months = _period("Released Holds", "keep_hold_months")
    privacy_keep_exit_task_months = _period("Tasks That Are Over", "keep_exit_task_months")
    privacy_keep_request_months = _period("Answered Requests", "keep_request_months")
    privacy_keep_breach_months = _period("Ended Breaches", "keep_breach_months")
    privacy_keep_package_days = _period("Packages for People", "keep_package_days")
    privacy_keep_notice_days = _period("Identifiers of Notices", "keep_notice_days")
    privacy_keep_evidence_months = _period("Evidence", "keep_evidence_months")

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

    @api.constrains("privacy_notice_networks")
    def _check_privacy_notice_networks(self):
        for settings in self:
            try:
                reach.networks(settings.privacy_notice_networks or "")
            except ValueError as error:
                raise ValidationError(self.env._(
                    "Networks are written like 10.1.0.0/16, with commas between.")) from error

    @api.constrains("privacy_keep_detail_months", "privacy_keep_run_months")
    def _check_privacy_runs(self):
        for settings in self:
            if settings.privacy_keep_run_months < settings.privacy_keep_detail_months:
                raise ValidationError(
                    self.env._("A run is kept at least as long as its details."))

    # === VOUCHERS === #

    @api.depends("company_id", "privacy_voucher_years")
    @api.depends_context("lang")
    def _compute_privacy_voucher_warning(self):
        for settings in self:
            lines = Vouchers(self.env).warnings(settings.company_id)
            settings.privacy_voucher_warning = "\n".join(lines) or False

    def action_privacy_vouchers_ten(self):
        """Button: keep vouchers for ten years, as Belgian VAT law has asked since 2023."""
        return self._privacy_say_vouchers(10)

    def action_privacy_vouchers_stay(self):
        """Button: an officer says that the period is what it is to be."""
        return self._privacy_say_vouchers(self.company_id.privacy_voucher_years)

    def _privacy_say_vouchers(self, years):
        self.env["privacy.run"]._check_group(OFFICER)
        company = self.company_id
        # the companies that the user may act for, as Odoo itself checks them
        if not self.env.su and company not in self.env.companies:
            raise AccessError(self.env._("You do not act for this company."))
        Vouchers(self.env).say(company, years)
        return {"type": "ir.actions.client", "tag": "reload"}

    def set_values(self):
        """Let officers alone change how erasing works.

        A zero stays zero: Odoo deletes the parameter, and the default would come back. Who
        switched the bypass of the audit trail, and when, is evidence.
        """
        self._check_privacy_officer()
        bypass = self.privacy_audit_bypass
        switched = bypass != self.default_get(["privacy_audit_bypass"])["privacy_audit_bypass"]
        done = super().set_values()
        if switched:
            act = "audit_bypass_on" if bypass else "audit_bypass_off"
            self.env["privacy.evidence"].sudo()._record([{"act": act}])
        parameters = self.env["ir.config_parameter"].sudo()
        for name in BOUNDS:
            if not self[name]:
                parameters.set_param(self._fields[name].config_parameter, "0")
        ScheduledActions(self.env(su=True)).switch()
        return done

    @api.model_create_multi
    def create(self, vals_list):
        """Asked as soon as the form is stored: Odoo writes the company's fields then, before
        anything is executed.
        """
        settings = super().create(vals_list)
        settings._check_privacy_officer()
        return settings

    def write(self, vals):
        done = super().write(vals)
        self._check_privacy_officer()
        return done

    def _check_privacy_officer(self):
        if self.env.su or self.env.user.has_group(OFFICER):
            return
        current = self.default_get(list(PARAMETERS))
        if any(each[name] != current[name] for each in self for name in PARAMETERS):
            raise AccessError(self.env._("Only privacy officers change how erasing works."))

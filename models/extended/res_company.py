from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import AccessError, ValidationError

from ...const import OFFICER
from ...core.policy import statutory
from ...engine.controller import Controller
from ...engine.restriction.phases import Switch
from ...engine.vouchers import MOST_YEARS, Vouchers

#: what only officers write: it moves the clocks of everybody in the company's books
OFFICERS_OWN = frozenset({"privacy_voucher_years", "privacy_voucher_chosen_on"})
GATE, PHASES = "privacy_marketing_gate", "privacy_phases"

#: who letters say they are of, and where answers go: an administrator's to set, and filed
IDENTITY = frozenset((
    "privacy_controller_name", "privacy_controller_address", "privacy_controller_registry",
    "privacy_email", "privacy_authority", "privacy_representative", "privacy_dpo"))


class ResCompany(models.Model):
    _inherit = "res.company"

    privacy_controller_name = fields.Char(
        string="Controller", help="Who is responsible for the data, as letters and pages name it."
    )
    privacy_controller_address = fields.Char(string="Controller's Address")
    privacy_controller_registry = fields.Char(string="Enterprise Number")
    privacy_email = fields.Char(string="Privacy Contact")
    # a code, and no link: Odoo leaves the foreign key of such a column behind when a module goes
    privacy_controller_country = fields.Selection(
        selection="_privacy_countries", string="Controller's Country",
        help="Where the controller is established: its holidays count, and its authority is named. "
        "Empty: the company's country.")
    privacy_authority = fields.Text(
        string="Supervisory Authority",
        help="As letters name it. Empty: that of the controller's country; in a country that has "
        "several, that of the company's state.")
    privacy_representative = fields.Text(
        string="Representative in the Union",
        help="Of a controller outside the Union (Art. 27 GDPR): name, address, contact details.")
    privacy_dpo = fields.Text(
        string="Data Protection Officer",
        help="How the officer is reached (Art. 37 and 38 GDPR): a function or a firm, with contact "
        "details.")
    privacy_dpo_reason = fields.Text(
        string="Why None Is Designated", translate=True,
        help="The register says so where there is no data protection officer (Art. 37(1) GDPR).")
    privacy_marketing_gate = fields.Boolean(
        string="Mail Nobody Without a Basis", default=True, groups="base.group_user",
        help="Mailings, text messages and invitations to many leave out whoever has given no "
        "consent to marketing and is no customer. Off: those alone are left out who refused, "
        "unsubscribed or are restricted.")
    privacy_phases = fields.Boolean(
        string="Close What Is Kept by Duty Alone", groups="base.group_user",
        help="Contacts past active use that a legal duty alone keeps are readable to named roles, "
        "for a reason that is recorded. A contact that companies share is closed once each of "
        "them closes.")
    privacy_tz = fields.Selection(
        _tz_get, string="Time Zone of Periods", required=True, default="Europe/Brussels",
        help="Last days of keeping are days in this time zone.",
    )
    privacy_automated = fields.Text(
        string="Automated Decisions", translate=True,
        help="What every answer to a request for access says about automated decisions and "
        "profiling (Art. 15(1)(h)). Empty: that there are none.")
    privacy_voucher_years = fields.Integer(
        string="Vouchers Kept", required=True, default=statutory.SEEDED,
        groups="base.group_user",
        help="Years from the end of the book year for which invoices, payments and receipts are "
        "kept, with whoever stands on them. 0: none beside the retention rule.")
    privacy_voucher_chosen_on = fields.Datetime(
        string="Vouchers' Period Said On", readonly=True, copy=False, groups="base.group_user",
        help="When an officer set it, or approved the first run that ended a customer's clock.")
    privacy_identity_missing = fields.Char(
        compute="_compute_privacy_identity_missing", groups="base.group_user",
        help="What letters need and nobody has said.")

    @api.depends("name", "privacy_controller_name", "privacy_controller_address", "privacy_email",
                 "email", "street", "street2", "zip", "city", "country_id",
                 "state_id", "privacy_controller_country", "privacy_authority")
    @api.depends_context("lang")
    def _compute_privacy_identity_missing(self):
        for company in self:
            company.privacy_identity_missing = ", ".join(Controller(self.env, company).missing())

    @api.model
    def _privacy_countries(self):
        return [(country.code, country.name) for country in self.env["res.country"].search([])]

    @api.constrains("privacy_voucher_years")
    def _check_privacy_voucher_years(self):
        if any(not 0 <= company.privacy_voucher_years <= MOST_YEARS for company in self):
            raise ValidationError(
                self.env._("Vouchers are kept between 0 and %s years.", MOST_YEARS))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A new company begins with what is seeded, whoever makes it."""
        if not self._privacy_may_choose():
            vals_list = [{name: value for name, value in vals.items() if name not in OFFICERS_OWN}
                         for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Officers alone say how long vouchers are kept, and each word of theirs is filed (R9)."""
        self._privacy_record_identity(vals)
        if GATE in vals:
            self._privacy_record_gate(bool(vals[GATE]))
        if PHASES in vals:
            return self._privacy_close_archive(vals)
        if OFFICERS_OWN.isdisjoint(vals):
            return super().write(vals)
        before = {company.id: company.privacy_voucher_years for company in self}
        done = super().write(vals)
        changed = self.filtered(lambda company: company.privacy_voucher_years != before[company.id])
        if not self._privacy_may_choose() and (changed or "privacy_voucher_chosen_on" in vals):
            raise AccessError(self.env._("Only privacy officers say how long vouchers are kept."))
        if changed:
            Vouchers(self.env).choose(changed, before)
        return done

    def _privacy_record_gate(self, is_on):
        """Let officers alone say whether direct marketing needs a basis, and file it."""
        changed = self.filtered(lambda company: company[GATE] != is_on)
        if changed and not self._privacy_may_choose():
            raise AccessError(self.env._(
                "Only privacy officers say whether direct marketing needs a basis."))
        if changed:
            self.env["privacy.evidence"].sudo()._record([{
                "act": "marketing_gate", "company": company.id,
                "counts": {"on": is_on, "uid": self.env.uid}} for company in changed])

    def _privacy_close_archive(self, vals):
        """Let officers alone close the archive, and file it; opening it opens it at once."""
        is_on = bool(vals[PHASES])
        changed = self.filtered(lambda company: company[PHASES] != is_on)
        if changed and not self._privacy_may_choose():
            raise AccessError(self.env._("Only privacy officers close or open the archive."))
        done = self.write({name: value for name, value in vals.items() if name != PHASES})
        # past this method, which has asked
        super().write({PHASES: is_on})  # pylint: disable=super-method-mismatch
        if changed:
            Switch(self.env).turned(changed, is_on)
        return done

    def _privacy_record_identity(self, vals):
        """File that somebody changes who letters say they are of: names of fields, no values."""
        rows = [{"act": "controller", "company": company.id,
                 "counts": {"fields": changed, "uid": self.env.uid}}
                for company in self
                if (changed := sorted(name for name in IDENTITY & vals.keys()
                                      if (company[name] or False) != (vals[name] or False)))]
        if rows:
            self.env["privacy.evidence"].sudo()._record(rows)

    @api.model
    def _privacy_may_choose(self):
        return self.env.su or self.env.user.has_group(OFFICER)

    def _get_company_root_delegated_field_names(self):
        """Books are the legal entity's: its branches keep their vouchers as long."""
        return [*super()._get_company_root_delegated_field_names(), "privacy_voucher_years"]

    def unlink(self):
        """A company that goes takes its rules along, by PostgreSQL and unseen by the ORM: what
        becomes due by that waits as by any other change (R18).
        """
        rules = self.env["privacy.rule"].sudo().with_context(active_test=False)
        if rules.search_count([("company_id", "in", self.ids)], limit=1):
            rules._all_wait()
        return super().unlink()

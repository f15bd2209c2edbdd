from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what the register says beside, and nothing follows from
REGISTER = frozenset({
    "owner", "date_from", "date_until", "replaced_by_id", "subject_category_ids", "special_ground",
    "source", "measure_ids", "balancing", "balancing_date", "balancing_result", "dpia",
    "dpia_reason", "dpia_date", "review_date"})


class PrivacyPurpose(models.Model):
    """A processing activity with its legal bases: one line of the register (Art. 30(1))."""

    _name = "privacy.purpose"
    _description = "Purpose of Processing"
    _inherit = ["privacy.policy.row"]
    _order = "sequence, id"
    _policy_aside = REGISTER

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: the purpose of every company."
    )
    category_ids = fields.Many2many("privacy.category", string="Data Used")
    recipient_ids = fields.Many2many("privacy.recipient", string="Recipients")
    line_ids = fields.One2many("privacy.purpose.line", "purpose_id", string="Legal Bases")
    consent_months = fields.Integer(
        string="Consents Hold For (Months)", help="Zero: until they are withdrawn.")
    consent_reminder_days = fields.Integer(
        string="Reminder Before the End (Days)", default=30, help="Zero: nobody is reminded.")
    consent_renewal = fields.Boolean(
        string="Ask People to Renew",
        help="A mail with a link goes to the person when the reminder does.")
    consent_text_ids = fields.One2many(
        "privacy.consent.text", "purpose_id", string="Words of Consents")
    basis_ids = fields.Many2many(
        "privacy.legal.basis", string="Bases", compute="_compute_basis_ids", store=True
    )
    owner = fields.Char(
        string="Responsible Function", translate=True,
        help="A function or a department, and nobody's name.")
    date_from = fields.Date(string="Since")
    date_until = fields.Date(
        string="Ended On", help="An archived purpose with this day stays in the register.")
    replaced_by_id = fields.Many2one("privacy.purpose", ondelete="restrict")
    subject_category_ids = fields.Many2many("privacy.subject.category", string="Whose Data")
    special_ground = fields.Text(
        string="Ground for Special Data", translate=True,
        help="What lets special categories of data be used: Art. 9(2) or Art. 10 GDPR.")
    source = fields.Text(translate=True, help="Where the data come from (Art. 14(2)(f)).")
    measure_ids = fields.Many2many("privacy.measure", string="Measures")
    balancing = fields.Text(
        string="Balancing of Interests", translate=True,
        help="Whose interest, why the data are needed for it, and why the interests of the people "
             "concerned do not override it (Art. 6(1)(f)).")
    balancing_date = fields.Date(string="Balanced On")
    balancing_result = fields.Selection(
        [("ours", "The legitimate interest prevails"),
         ("theirs", "The interests of the people concerned prevail")], string="Result")
    dpia = fields.Selection(
        [("no", "Not needed"), ("needed", "Needed, not carried out yet"),
         ("done", "Carried out")], string="Impact Assessment",
        help="Whether Art. 35 GDPR asks for a data protection impact assessment.")
    dpia_reason = fields.Text(string="Why", translate=True)
    dpia_date = fields.Date(string="Assessed On")
    review_date = fields.Date(string="Review By")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another purpose has this code."
    )

    @api.depends("line_ids.basis_id")
    def _compute_basis_ids(self):
        for purpose in self:
            purpose.basis_ids = purpose.line_ids.basis_id

    @api.constrains("consent_months", "consent_reminder_days")
    def _check_consents(self):
        for purpose in self:
            if not (0 <= purpose.consent_months <= 1200 and 0 <= purpose.consent_reminder_days
                    <= 365):
                raise ValidationError(self.env._(
                    "Consents hold for at most 1200 months, and the reminder comes at most 365 "
                    "days before."))

    @api.constrains("date_from", "date_until", "replaced_by_id")
    def _check_status(self):
        for purpose in self:
            if purpose.date_from and purpose.date_until and purpose.date_until < purpose.date_from:
                raise ValidationError(self.env._("A purpose ends after it began."))
            if purpose.replaced_by_id == purpose:
                raise ValidationError(self.env._("A purpose is replaced by another one."))

    @api.constrains("balancing", "balancing_date", "balancing_result")
    def _check_balancing(self):
        for purpose in self:
            if purpose.balancing_result and not (
                    (purpose.balancing or "").strip() and purpose.balancing_date):
                raise ValidationError(self.env._(
                    "A balancing of interests has its text and its day beside its result."))

    @api.constrains("category_ids")
    def _check_lines(self):
        self.line_ids._check_categories()

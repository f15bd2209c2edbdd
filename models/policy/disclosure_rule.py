from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

CHANNELS = [
    ("payment", "Payment"),
    ("mail", "Mail server"),
    ("mailing", "Mailing"),
    ("sms", "Text message"),
    ("chat", "Chat or ticket"),
    ("post", "Print and post"),
    ("invoice", "Electronic invoice"),
    ("lookup", "Look-up of a company"),
    ("export", "Export"),
    ("visit", "Visit to the website"),
    ("other", "In another way"),
]
#: fields that change what a rule finds: it is read anew from the beginning
READING = frozenset({
    "model_name", "module", "match", "path", "domain", "date_field", "company_path",
    "recipient_id", "recipient_path", "category_id", "channel", "active"})


class PrivacyDisclosureRule(models.Model):
    """Which records show that the ERP handed data of a person to a recipient: whose, when, to
    whom, which category, by which channel.
    """

    _name = "privacy.disclosure.rule"
    _description = "What Shows a Disclosure"
    _inherit = ["privacy.source"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    path = fields.Char(required=True)
    date_field = fields.Char(
        string="Date", required=True, default="create_date",
        help="The stored date of the hand-over.")
    company_path = fields.Char(
        help="Stored company field: data of its records went to its recipients alone.")
    recipient_id = fields.Many2one("privacy.recipient", ondelete="cascade")
    recipient_path = fields.Char(
        string="Path to the Recipient",
        help="Where the recipient follows from the record: a field that leads to it, to a mail "
             "server that it runs, or to the code of a payment provider.")
    category_id = fields.Many2one("privacy.category", required=True, ondelete="restrict")
    channel = fields.Selection(CHANNELS, required=True)
    read_until = fields.Datetime(
        readonly=True, copy=False, help="Records that changed later are read next time.")

    _code_uniq = models.UniqueIndex("(code)", "Another rule has this code.")
    _one_recipient = models.Constraint(
        "CHECK(recipient_id IS NULL OR recipient_path IS NULL)",
        "A rule names its recipient, or the way to it.")

    @api.constrains("model_name", "module", "match", "path", "date_field", "company_path",
                    "domain", "recipient_path")
    def _check_readable(self):
        for rule in self:
            if rule._is_resting():
                rule._check_present(rule.date_field)
                continue
            model = rule._check_model()
            if rule.match == "partner":
                rule._check_path_leads_to_contact(model)
            elif rule._walk(model, rule.path).type not in ("char", "text"):
                raise ValidationError(self.env._("%s is no mail address.", rule.path))
            rule._check_date_field(model, rule.date_field)
            rule._check_domain(model)
            company = rule.company_path and rule._walk(model, rule.company_path)
            if company and company.comodel_name != "res.company":
                raise ValidationError(
                    self.env._("%s does not lead to a company.", rule.company_path))
            rule._check_recipient(model)

    def _check_recipient(self, model):
        if not self.recipient_path:
            return
        field = self._walk(model, self.recipient_path)
        if field.comodel_name not in ("privacy.recipient", "ir.mail_server") and field.type not in (
                "char", "selection"):
            raise ValidationError(
                self.env._("%s does not lead to a recipient.", self.recipient_path))

    def write(self, vals):
        """A rule that was changed is read from the beginning; how far one was read is not for
        anybody to say.
        """
        if "read_until" in vals and not self.env.su:
            raise AccessError(self.env._("How far a rule was read is noted by reading."))
        if READING.intersection(vals):
            vals = {**vals, "read_until": False}
        return super().write(vals)

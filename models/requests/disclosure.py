from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PrivacyDisclosure(models.Model):
    """Data of one person that went to one recipient on one day: what no other record shows, a
    demand of a court for instance (Art. 15(1)(c), 19; C-154/21).
    """

    _name = "privacy.disclosure"
    _description = "Disclosure"
    _order = "date desc, id desc"
    _rec_name = "recipient_id"

    partner_id = fields.Many2one("res.partner", string="Contact", index=True, ondelete="cascade")
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", index="btree_not_null",
        ondelete="cascade")
    recipient_id = fields.Many2one("privacy.recipient", required=True, ondelete="restrict")
    date = fields.Date(required=True, default=fields.Date.context_today)
    note = fields.Char(string="What and Why", help="Which data, and on which demand or ground.")
    company_id = fields.Many2one(related="recipient_id.company_id", store=True, index=True)

    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(partner_id, contactless_id) = 1)",
        "A disclosure is of one contact, or of one person without a contact.")

    @api.constrains("company_id")
    def _check_company(self):
        """Who reads a disclosure follows from its recipient, and is nobody's to write."""
        if any(each.company_id != each.recipient_id.company_id for each in self):
            raise ValidationError(self.env._("The company is that of the recipient."))

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...engine.disclosures.refresh import Disclosures
from ..policy.disclosure_rule import CHANNELS

#: what staff write of a disclosure that they note; the rest follows from records
NOTED = frozenset({"partner_id", "contactless_id", "recipient_id", "category_id", "channel",
                   "date", "note"})


class PrivacyDisclosure(models.Model):
    """Data of one category of one person that went to one recipient by one channel (Art. 15(1)(c),
    19; C-154/21): what the records show, all hand-overs in one row; and what staff or a source
    have reported, a demand of a court for instance.
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
    category_id = fields.Many2one("privacy.category", string="Data", ondelete="restrict")
    channel = fields.Selection(CHANNELS, default="other", required=True)
    known = fields.Selection(
        [("recorded", "Recorded by the records"), ("reported", "Reported"),
         ("presumed", "Presumed")],
        string="How It Is Known", default="reported", required=True, readonly=True,
        copy=False,
        help="Presumed: it may have been data of this person, or of somebody with the same "
             "address.")
    date = fields.Date(
        string="Last Day", required=True, default=fields.Date.context_today)
    first_at = fields.Datetime(string="First", readonly=True, copy=False)
    last_at = fields.Datetime(string="Last", readonly=True, copy=False)
    times = fields.Integer(
        string="At Least", default=1, readonly=True, copy=False, aggregator=None,
        help="How often, as far as records have shown it.")
    note = fields.Char(string="What and Why", help="Which data, and on which demand or ground.")
    company_id = fields.Many2one(related="recipient_id.company_id", store=True, index=True)

    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(partner_id, contactless_id) = 1)",
        "A disclosure is of one contact, or of one person without a contact.")
    _derived_uniq = models.UniqueIndex(
        "(COALESCE(partner_id, 0), COALESCE(contactless_id, 0), recipient_id,"
        " COALESCE(category_id, 0), channel) WHERE known != 'reported'",
        "What records show stands in one row.")

    @api.constrains("company_id")
    def _check_company(self):
        """Who reads a disclosure follows from its recipient, and is nobody's to write."""
        if any(each.company_id != each.recipient_id.company_id for each in self):
            raise ValidationError(self.env._("The company is that of the recipient."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(set(vals) - NOTED for vals in vals_list):
            raise self._refusal()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (set(vals) - NOTED or self._derived()):
            raise self._refusal()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_derived(self):
        if not self.env.su and self._derived():
            raise self._refusal()

    def _derived(self):
        return self.filtered(lambda each: each.known != "reported")

    def _refusal(self):
        return AccessError(self.env._("What the records show is written by the records alone."))

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_refresh(self):
        """Scheduled action: follow what the records show since the last time."""
        Disclosures(self.env).refresh()

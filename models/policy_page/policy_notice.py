from odoo import api, fields, models

from ...engine.policy_page.telling import Telling


class PrivacyPolicyNotice(models.Model):
    """Who was told of a version, and when: ids and moments, no address and no words."""

    _name = "privacy.policy.notice"
    _description = "Announcement of a Policy to Somebody"
    _order = "id desc"
    _rec_name = "version_id"

    version_id = fields.Many2one(
        "privacy.policy.version", required=True, index=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="version_id.company_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", readonly=True,
        ondelete="cascade")
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", index="btree_not_null", readonly=True,
        ondelete="cascade")
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("skipped", "Not Sent"), ("failed", "Failed"),
         ("letter", "Letter to Post"), ("posted", "Letter Posted")],
        default="waiting", required=True, readonly=True)
    reason = fields.Selection(
        [("address", "No address is known"), ("same", "Told at the same address"),
         ("restricted", "Under restriction (Art. 18)"),
         ("refused", "Gets marketing alone, and refused it"),
         ("erased", "Erased meanwhile"), ("bounced", "The mail did not arrive")], readonly=True)
    lang = fields.Char(readonly=True)
    told_at = fields.Datetime(readonly=True)
    mail_ref = fields.Integer(readonly=True, aggregator=None)

    _partner_uniq = models.UniqueIndex(
        "(version_id, partner_id) WHERE partner_id IS NOT NULL", "Somebody is told once.")
    _contactless_uniq = models.UniqueIndex(
        "(version_id, contactless_id) WHERE contactless_id IS NOT NULL", "Somebody is told once.")
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")
    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(partner_id, contactless_id) = 1)",
        "A notice is for one contact, or for one person without a contact.")

    @api.autovacuum
    def _gc_notices(self):
        """Delete what has been kept long enough: as long as evidence of requests."""
        return Telling(self.env).delete_old()

    def _changes_told(self):
        """Return what has changed, as sentences in the reader's language: for the mail."""
        self.ensure_one()
        return Telling(self.env).changes(self)

    def _link(self):
        """Return the address of the version's own page: for the mail."""
        self.ensure_one()
        return Telling(self.env).link(self)

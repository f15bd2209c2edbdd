from odoo import fields, models

from ...const import USER


class ResPartner(models.Model):
    """Requests about a contact, on its form: for people with a privacy role alone."""

    _inherit = "res.partner"

    privacy_request_count = fields.Integer(
        string="Requests", compute="_compute_privacy_request_count", groups=USER)

    def _compute_privacy_request_count(self):
        groups = self.env["privacy.request"]._read_group(
            [("partner_ids", "in", self.ids)], ["partner_ids"], ["__count"])
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.privacy_request_count = counts.get(partner._origin.id, 0)

    def action_privacy_requests(self):
        """Open the requests about this contact."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cloudpepper_privacy.privacy_request_action"),
            "domain": [("partner_ids", "in", self.ids)],
            "context": self._privacy_request_defaults(),
        }

    def action_privacy_new_request(self):
        """Open a new request of this person; whom it is taken for is no proof of identity."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request",
            "name": self.env._("New Request"), "view_mode": "form", "target": "current",
            "context": self._privacy_request_defaults(),
        }

    def _privacy_request_defaults(self):
        self.check_access("read")
        self.env["privacy.request"].check_access("read")
        return {
            "default_person_name": self.name, "default_person_email": self.email,
            "default_person_phone": self.phone, "default_lang": self.lang,
            "default_partner_ids": [fields.Command.set(self.ids)],
            **({"default_company_id": self.company_id.id} if self.company_id else {}),
        }


class AccountMove(models.Model):
    """The same on a document, about its contact."""

    _inherit = "account.move"

    privacy_request_count = fields.Integer(
        string="Requests", compute="_compute_privacy_request_count", groups=USER)

    def _compute_privacy_request_count(self):
        for move in self:
            move.privacy_request_count = move.partner_id.privacy_request_count

    def action_privacy_requests(self):
        """Open the requests about the contact of this document."""
        self.ensure_one()
        return self.partner_id.action_privacy_requests()

    def action_privacy_new_request(self):
        """Open a new request of the contact of this document."""
        self.ensure_one()
        return {**self.partner_id.action_privacy_new_request()}

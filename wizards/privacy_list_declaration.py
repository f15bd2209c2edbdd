from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from ..const import OFFICER
from ..engine.consents.intake.subscriptions import Subscriptions


class PrivacyListDeclaration(models.TransientModel):
    """Says on which ground the subscriptions of a mailing list rest: a consent for each."""

    _name = "privacy.list.declaration"
    _description = "Declaration of Subscriptions"

    source_id = fields.Many2one("privacy.consent.source", required=True, readonly=True)
    count = fields.Integer(string="How Many", related="source_id.ungrounded_count")
    proof = fields.Selection(
        [("signed", "Signed, or kept in another system: each can be shown"),
         ("none", "Nothing shows it: each is asked by a mail first")],
        required=True, default="none", help="A consent that cannot be shown is none (Art. 7(1)).")
    day = fields.Date(
        string="Given On", required=True, default=fields.Date.context_today,
        help="The day on which the latest of them was given.")
    reason = fields.Char(
        required=True, help="How that is known, and where it is kept. It stands in each consent.")

    def action_declare(self):
        """Button: record them."""
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.source_id.check_access("write")
        if not (self.reason or "").strip():
            raise ValidationError(self.env._("Say how it is known."))
        if self.day > self.env["privacy.timer"]._today():
            raise ValidationError(self.env._("A consent cannot be of a day to come."))
        if not self.source_id.purpose_ids:
            raise UserError(self.env._("Say first for which purpose the list is."))
        if not Subscriptions(self.env).declare(
                self.source_id, self.day, self.proof == "signed", self.reason):
            raise UserError(self.env._("A consent stands behind each subscription already."))
        return {"type": "ir.actions.client", "tag": "soft_reload"}

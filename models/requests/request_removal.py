from odoo import fields, models


class PrivacyRequestRemoval(models.Model):
    """A right that was taken out of a request, because nobody had asked for it."""

    _name = "privacy.request.removal"
    _description = "Right That Was Not Asked For"
    _order = "id"
    _rec_name = "kind"

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        selection=lambda self: self.env["privacy.request.right"]._fields["kind"].selection,
        string="Right", required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)
    removed_on = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now)
    removed_by_id = fields.Many2one("res.users", readonly=True)

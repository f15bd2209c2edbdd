from odoo import fields, models


class PrivacyRequestPause(models.Model):
    """A stretch in which a request's clock is stopped: its first day, and the day it goes on."""

    _name = "privacy.request.pause"
    _description = "Pause of a Request's Clock"
    _order = "date_from, id"

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    date_from = fields.Date(string="Stopped On", required=True, readonly=True)
    date_to = fields.Date(string="Resumed On", readonly=True)
    reason = fields.Char(required=True, readonly=True)

from odoo import api, fields, models

from ...engine.restriction.restriction import Restriction


class MailFollowers(models.Model):
    """Everybody on the staff reads who follows what: the name stays, the address goes."""

    _inherit = "mail.followers"

    email = fields.Char(related=None, compute="_compute_email", compute_sudo=True)

    @api.depends("partner_id.email")
    @api.depends_context("uid")
    def _compute_email(self):
        barred = Restriction(self.env).barred_user()
        for follower in self:
            partner = follower.partner_id
            follower.email = not barred.has(partner) and partner.email

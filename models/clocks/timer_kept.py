from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class PrivacyTimerKept(models.Model):
    """A clock may have ended while a hold or a restriction keeps the contact (R15)."""

    _inherit = "privacy.timer"

    kept_by = fields.Selection(
        [("hold", "On Hold"), ("restriction", "Restricted")],
        compute="_compute_kept_by", search="_search_kept_by", compute_sudo=True,
        help="Nothing of the contact is erased as long as this stands, whatever the clock says.",
    )

    def _compute_kept_by(self):
        held = self.env["privacy.hold"]._held(self.partner_id.ids)
        for timer in self:
            restricted = timer.partner_id.privacy_restricted and "restriction"
            timer.kept_by = "hold" if timer.partner_id.id in held else restricted

    @api.model
    def _search_kept_by(self, operator, value):
        """A contact that is both is on hold first, as it is shown."""
        if operator != "in":
            return NotImplemented
        held = Domain.custom(to_sql=self._held_to_sql)
        restricted = Domain("partner_id", "any!", [("privacy_restricted", "=", True)])
        domains = {"hold": held, "restriction": restricted & ~held,
                   False: ~held & ~restricted}
        return Domain.OR([domains[each] for each in value if each in domains])

    @api.model
    def _held_to_sql(self, model, alias, query):
        today = model._today()
        return SQL(
            "%s IN (SELECT partner_id FROM (%s) held)", SQL.identifier(alias, "partner_id"),
            model.env["privacy.hold"].sudo()._held_sql(today),
        )

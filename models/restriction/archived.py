from odoo import api, fields, models

from ...const import MODULE
from ...engine.restriction.archive import Archive
from ...engine.restriction.phases import Phases, nightly


class PrivacyArchived(models.Model):
    """A contact past active use that a legal duty alone keeps: found by named roles, read by them
    for a reason. Written by SQL in sets, by night (``engine/restriction/phases.py``).
    """

    _name = "privacy.archived"
    _description = "Contact in the Archive"
    _order = "since desc, id desc"
    _rec_name = "partner_id"
    # written by one INSERT for a hundred thousand contacts: no author to remember
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, readonly=True, ondelete="cascade")
    since = fields.Date(string="In the Archive Since", required=True, readonly=True)
    back_until = fields.Date(
        string="Brought Back Until", readonly=True,
        help="In use until this day, though only a legal duty keeps it: a new order or message "
        "keeps it in use, else it goes to the archive again.")

    _partner_uniq = models.Constraint("UNIQUE(partner_id)", "A contact is in the archive once.")

    @api.depends("partner_id")
    def _compute_display_name(self):
        for place in self:
            place.display_name = place.partner_id.display_name

    # === ACTION METHODS === #

    def action_open(self):
        """Button: ask for the reason, and open the contact for a while."""
        self.ensure_one().check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"{MODULE}.privacy_archive_opening_action")
        return {**action, "context": {"default_partner_id": self.partner_id.id}}

    def action_bring_back(self):
        """Button: the customer has come back; everybody uses the contact again for a while."""
        Archive(self.env).check_user()
        self.check_access("read")
        self.partner_id._privacy_record_evidence("archive_back")
        Phases(self.env).give_back(self.partner_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === SCHEDULED ACTIONS === #

    @api.model
    def _cron_phases(self):
        """Take contacts to the archive and back; called each night."""
        nightly(self.env)

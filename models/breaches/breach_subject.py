from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import OFFICER
from ...engine.acting import is_acting
from ...engine.breaches.affected import FOUND


class PrivacyBreachSubject(models.Model):
    """Somebody whom a breach concerns, from the subject index: a contact, or who has none; and what
    became of telling them. No address is copied: it is read when the mail is written.
    """

    _name = "privacy.breach.subject"
    _description = "Person Affected by a Breach"
    _order = "id"
    _log_access = False

    breach_id = fields.Many2one(
        "privacy.breach", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="breach_id.company_id")
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, index="btree_not_null",
        ondelete="set null")
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", readonly=True, index="btree_not_null",
        ondelete="set null")
    key = fields.Char(
        readonly=True, groups=fields.NO_ACCESS,
        help="Keyed hash of the address of who has no contact: they stay one line.")
    found_by = fields.Selection(FOUND, readonly=True, required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("queued", "Mail Queued"), ("sent", "Mail Sent"),
         ("letter", "Letter to Post"), ("posted", "Letter Posted"),
         ("unreachable", "No Address"), ("erased", "Erased Since"),
         ("same", "Same Person as Another Line"), ("drill", "Drill: Not Sent")],
        required=True, readonly=True, default="waiting")
    lang = fields.Char(string="Language", readonly=True)
    message_ref = fields.Integer(string="Message", readonly=True, aggregator=None)
    queued_on = fields.Datetime(readonly=True)
    told_on = fields.Datetime(
        readonly=True, help="When the mail left, or the letter was posted.")
    bounced_on = fields.Datetime(readonly=True)

    _state_idx = models.Index("(breach_id, state, id)")
    _key_idx = models.Index("(breach_id, key) WHERE key IS NOT NULL")

    @api.depends("breach_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.breach_id.name or ''} #{line.id or ''}"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if not is_acting(self.env) and self.filtered(lambda line: line.state != "waiting"):
            raise UserError(self.env._("Whoever has been written to stays on the list."))

    def action_remove(self):
        """Button: these are not concerned; an officer says why in the dialogue that opens."""
        self.breach_id._check_group(OFFICER)
        self.check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.breach.removal",
            "name": self.env._("Not Concerned"), "view_mode": "form", "target": "new",
            "context": {"default_subject_ids": self.ids}}

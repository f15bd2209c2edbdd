from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER


class PrivacyRequestNotice(models.Model):
    """One recipient who is to hear of a rectification, an erasure or a restriction (Art. 19)."""

    _name = "privacy.request.notice"
    _description = "Notice to a Recipient"
    _order = "state desc, id"
    _rec_name = "recipient_id"

    right_id = fields.Many2one(
        "privacy.request.right", required=True, readonly=True, index=True, ondelete="cascade")
    request_id = fields.Many2one(related="right_id.request_id", store=True, index=True)
    company_id = fields.Many2one(related="right_id.company_id", store=True, index=True)
    kind = fields.Selection(related="right_id.kind", string="Because Of")
    recipient_id = fields.Many2one(
        "privacy.recipient", required=True, readonly=True, ondelete="restrict")
    email = fields.Char(related="recipient_id.email")
    category_ids = fields.Many2many("privacy.category", string="Data Received", readonly=True)
    state = fields.Selection(
        [("todo", "To Tell"), ("done", "Told"),
         ("impossible", "Impossible or Disproportionate")],
        default="todo", required=True, readonly=True)
    done_on = fields.Datetime(readonly=True)
    done_by_id = fields.Many2one("res.users", readonly=True)
    note = fields.Char(help="How they were told, or why that is impossible or disproportionate.")

    _recipient_uniq = models.Constraint(
        "UNIQUE(right_id, recipient_id)", "Each recipient is told once of a right.")

    def write(self, vals):
        """The note is an officer's to write; the rest the buttons do."""
        if not self.env.su and (not vals.keys() <= {"note"} or self.filtered(
                lambda notice: notice.state != "todo")):
            raise AccessError(self.env._("A notice is settled by its buttons."))
        return super().write(vals)

    def action_done(self):
        """Button: the recipient was told."""
        return self._settle("done")

    def action_impossible(self):
        """Button: it is impossible or takes a disproportionate effort; the note says why."""
        if self.filtered(lambda notice: not (notice.note or "").strip()):
            raise UserError(self.env._("Write down why first: Art. 19 wants it documented."))
        return self._settle("impossible")

    def _settle(self, state):
        self.request_id._check_group(OFFICER)
        if self.filtered(lambda notice: notice.state != "todo"):
            raise UserError(self.env._("This notice was settled already."))
        self.sudo().write({"state": state, "done_on": fields.Datetime.now(),
                           "done_by_id": self.env.uid})
        for request in self.request_id:
            request._record_evidence(f"request_notice_{state}")
        return True

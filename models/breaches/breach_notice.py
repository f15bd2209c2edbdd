from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.acting import is_acting
from ...engine.breaches.authority import WAYS, Authority
from ...engine.breaches.documentation import Papers

#: what an officer says when a notice has gone out
SAID = frozenset(("sent_by_way", "sent_on", "receipt", "receipt_file"))


class PrivacyBreachNotice(models.Model):
    """A notice to the supervisory authority, in one of its phases (Art. 33(3) and (4)): the PDF as
    it was made, with its digest, and how and when it went out, as an officer has recorded.
    """

    _name = "privacy.breach.notice"
    _description = "Notice to the Supervisory Authority"
    _order = "id"
    _rec_name = "phase"

    breach_id = fields.Many2one(
        "privacy.breach", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="breach_id.company_id", store=True, index=True)
    phase = fields.Selection(
        [("initial", "Initial"), ("follow_up", "Follow-Up"), ("final", "Final")],
        required=True, readonly=True)
    authority = fields.Text(string="Addressed To", required=True, readonly=True)
    lang = fields.Char(string="Language", required=True, readonly=True)
    prepared_on = fields.Datetime(required=True, readonly=True)
    pdf = fields.Binary(string="Notice", attachment=True, readonly=True)
    pdf_name = fields.Char(readonly=True)
    digest = fields.Char(string="SHA-256", required=True, readonly=True)
    left_open = fields.Char(
        readonly=True, help="What Art. 33(3) asks for and the notice could not say yet.")
    state = fields.Selection(
        [("prepared", "Prepared"), ("sent", "Sent")], compute="_compute_state", store=True)
    sent_by_way = fields.Selection(WAYS, string="How")
    sent_on = fields.Datetime(copy=False)
    receipt = fields.Char(help="Number or reference that the authority has given.")
    receipt_file = fields.Binary(attachment=True)
    sent_recorded_by_id = fields.Many2one("res.users", string="Recorded By", readonly=True)

    @api.depends("sent_recorded_by_id")
    def _compute_state(self):
        for notice in self:
            notice.state = "sent" if notice.sent_recorded_by_id else "prepared"

    def write(self, vals):
        """An officer says how it went out until that is recorded; the rest stays as it was made."""
        if not self.env.su and (not vals.keys() <= SAID or self.filtered("sent_recorded_by_id")):
            raise AccessError(self.env._("A notice stays as it was made and as it went out."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_prepared(self):
        """What never went out may go; the rest is documentation."""
        if self.filtered("sent_recorded_by_id") and not is_acting(self.env):
            raise UserError(self.env._("A notice that went out stays (Art. 33(5))."))

    def action_sent(self):
        """Button: it went out as stated on the line."""
        self.breach_id._check_group(OFFICER)
        self.check_access("write")
        for notice in self:
            Authority(self.env, notice.breach_id).record_sent(notice)
        return True

    # === WHAT OTHERS CALL === #

    def _told(self):
        """Return what the notice says; its template calls it."""
        return Papers(self.env, self.breach_id).notice(self)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...core.requests import rights as rules
from ...engine.access.inventory import Inventory


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


class PrivacyRequestRight(models.Model):
    _inherit = "privacy.request.right"

    category_ids = fields.Many2many(
        "privacy.category", string="Data Concerned", readonly=True, copy=False,
        help="Categories that were held of the person when the right was acted on.")
    notice_ids = fields.One2many("privacy.request.notice", "right_id", string="Recipients to Tell")

    def _note_categories(self):
        """Remember what is held, before an erasure takes it."""
        if self.kind == "rectification":
            categories = self.env.ref("cloudpepper_privacy.category_account")
        else:
            categories = Inventory(self.env).categories(self.request_id.partner_ids)
        self.sudo().category_ids = categories.ids

    def _open_notices(self):
        """Whoever received such data is to be told; the request shows who is left."""
        if self.kind not in rules.TOLD_ON or self.outcome not in ("granted", "partly"):
            return
        known = self.sudo().notice_ids.recipient_id
        self.env["privacy.request.notice"].sudo().create([
            {"right_id": self.id, "recipient_id": recipient.id,
             "category_ids": (recipient.category_ids & self.category_ids).ids}
            for recipient in self.request_id._recipients(self.category_ids) - known
        ])

    def _letter_recipients(self):
        """Return [(recipient, data)] where the person asked who they are (Art. 19)."""
        if not self.request_id.tell_recipients:
            return []
        return [(notice.recipient_id.name, ", ".join(notice.category_ids.mapped("name")))
                for notice in self.sudo().notice_ids]


class PrivacyRequest(models.Model):
    _inherit = "privacy.request"

    tell_recipients = fields.Boolean(
        string="Wants to Know the Recipients", copy=False,
        help="The person asked who is told of it (Art. 19): the letter names them.")
    notice_ids = fields.One2many("privacy.request.notice", "request_id", string="Notices")
    notice_count = fields.Integer(compute="_compute_notice_count", string="Recipients to Tell")

    @api.depends("notice_ids.state")
    def _compute_notice_count(self):
        for request in self:
            request.notice_count = len(request.notice_ids.filtered(
                lambda notice: notice.state == "todo"))

    @api.depends("notice_ids.state")
    @api.depends_context("lang")
    def _compute_next_step(self):  # pylint: disable=missing-return
        super()._compute_next_step()
        for request in self.filtered(lambda each: each.state == "answered" and each.notice_count):
            request.next_step = self.env._(
                "Tell the recipients of the data (Art. 19): %s left.", request.notice_count)

    def _recipients(self, categories=None):
        """Return the recipients of the controller's data, or of these categories of it."""
        domain = [("company_id", "in", (False, self.company_id.id))]
        if categories is not None:
            domain.append(("category_ids", "in", categories.ids))
        return self.env["privacy.recipient"].sudo().search(domain)

"""What the form and the list of ``privacy.request`` compute; nothing else."""

from odoo import api, fields, models

from ...const import OFFICER
from ...core.requests import rights as rules
from ...engine.access.packaging import PACKAGED, Packaging
from ...engine.accounts import FixedAddresses
from ...engine.candidates import Candidates
from ...engine.notices.channel import OPEN
from ...engine.requests.children import needs_mandate
from ...engine.requests.clock import Clock
from ...engine.requests.words import right_names


class PrivacyRequest(models.Model):
    _inherit = "privacy.request"

    officer_group_id = fields.Many2one("res.groups", compute="_compute_officer_group_id")
    right_names = fields.Char(string="Asks For", compute="_compute_right_names")
    by_agent = fields.Boolean(compute="_compute_by_agent")
    needs_mandate = fields.Boolean(compute="_compute_needs_mandate")
    candidate_ids = fields.Many2many(
        "res.partner", string="Candidates", compute="_compute_candidate_ids", compute_sudo=False,
        help="Contacts with the same mail address, phone number or name.")
    candidate_table = fields.Html(
        string="Why They Match", compute="_compute_candidate_table", sanitize=False)
    standing = fields.Selection(
        [("on_track", "On Track"), ("at_risk", "At Risk"), ("overdue", "Overdue"),
         ("paused", "Clock Stopped"), ("ended", "Ended")],
        compute="_compute_standing", search="_search_standing")
    to_post = fields.Boolean(compute="_compute_to_post")
    controller_missing = fields.Char(related="company_id.privacy_identity_missing")
    addresses_changed = fields.Boolean(
        compute="_compute_addresses_changed", compute_sudo=True,
        help="An account of the person has other addresses than when the identity was confirmed.")
    notice_count = fields.Integer(compute="_compute_notice_count", string="Recipients to Tell")
    next_step = fields.Char(compute="_compute_next_step")
    sender_check = fields.Selection(
        selection=lambda self: self.env["privacy.request.mail"]._fields["sender_check"].selection,
        string="Sender's Domain", compute="_compute_sender")
    sender_results = fields.Char(string="Results", compute="_compute_sender")
    reply_email = fields.Char(string="Wants Answers At", compute="_compute_sender")
    list_email = fields.Char(string="Came Through", compute="_compute_sender")

    findings_table = fields.Html(
        compute="_compute_findings_table", compute_sudo=True, sanitize=False)
    to_review = fields.Integer(compute="_compute_to_review", compute_sudo=True)
    asks_package = fields.Boolean(compute="_compute_asks_package")

    def _compute_officer_group_id(self):
        self.officer_group_id = self.env.ref(OFFICER)

    @api.depends("right_ids.kind")
    @api.depends_context("lang")
    def _compute_right_names(self):
        names = right_names(self.env)
        for request in self:
            request.right_names = ", ".join(
                names[kind] for kind in request.right_ids.mapped("kind") if kind)

    @api.depends("agent_name", "agent_email")
    def _compute_by_agent(self):
        for request in self:
            request.by_agent = bool(request.agent_name or request.agent_email)

    @api.depends("agent_name", "agent_email", "child_by", "right_ids.kind")
    def _compute_needs_mandate(self):
        for request in self:
            request.needs_mandate = needs_mandate(request)

    @api.depends("person_email", "person_phone", "person_name")
    def _compute_candidate_ids(self):
        for request in self:
            request.candidate_ids = Candidates(self.env, request).likeliest()

    @api.depends("person_email", "person_phone", "person_name")
    @api.depends_context("lang")
    def _compute_candidate_table(self):
        for request in self:
            request.candidate_table = bool(request._origin) and Candidates(
                self.env, request).table()

    @api.depends("deadline", "state")
    def _compute_standing(self):
        for request in self:
            request.standing = Clock(self.env, request).standing()

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Clock(self.env, self).standing_domain(value)

    @api.depends("post_letter_ids", "right_ids.letter_id", "right_ids.told_on")
    def _compute_to_post(self):
        for request in self:
            request.to_post = bool(request.sudo().post_letter_ids) or any(
                right.letter_id and not right.told_on for right in request.right_ids)

    @api.depends("identity_on", "state", "partner_ids.email", "partner_ids.phone")
    def _compute_addresses_changed(self):
        for request in self:
            request.addresses_changed = request.state in rules.RUNNING and FixedAddresses(
                self.env, request).are_changed()

    @api.depends("notice_ids.state")
    def _compute_notice_count(self):
        for request in self:
            request.notice_count = len(request.notice_ids.filtered(
                lambda notice: notice.state in OPEN))

    @api.depends("state", "partner_ids", "right_ids.state", "standing", "notice_ids.state")
    @api.depends_context("lang")
    def _compute_next_step(self):
        texts = {
            "received": self.env._("Find out who it is: confirm the person's identity, or ask."),
            "identity": self.env._("Wait for the person's proof of identity, or refuse for want "
                                   "of it."),
            "answered": self.env._("Nothing: it was answered."),
            "dropped": self.env._("Nothing: it was dropped."),
        }
        for request in self:
            if request.state == "answered" and request.notice_count:
                request.next_step = self.env._(
                    "Tell the recipients of the data (Art. 19): %s left.", request.notice_count)
            else:
                request.next_step = texts.get(request.state) or request._rights_to_decide()

    def _rights_to_decide(self):
        todo = len(self.right_ids.filtered(lambda right: right.state == "open"))
        return (self.env._("Decide on each right: %s is open.", todo) if todo == 1
                else self.env._("Decide on each right: %s are open.", todo))

    @api.depends("mail_ids")
    def _compute_sender(self):
        """What the mail told that made the request."""
        for request in self:
            mail = request.mail_ids.sorted("id")[:1]
            for name in ("sender_check", "sender_results", "reply_email", "list_email"):
                request[name] = mail[name]

    # === PACKAGES === #

    @api.depends("findings")
    @api.depends_context("lang")
    def _compute_findings_table(self):
        for request in self:
            request.findings_table = Packaging(self.env, request).findings_table()

    @api.depends("redaction_ids.state")
    def _compute_to_review(self):
        counted = dict(self.env["privacy.redaction"]._read_group(
            [("request_id", "in", self.ids), ("state", "=", "suggested")],
            ["request_id"], ["__count"]))
        for request in self:
            request.to_review = counted.get(request, 0)

    @api.depends("right_ids.kind")
    def _compute_asks_package(self):
        for request in self:
            request.asks_package = bool(
                set(request.right_ids.mapped("kind")).intersection(PACKAGED))

from odoo import api, fields, models

from ..engine.candidates import Candidates
from ..engine.requests.clock import Clock
from ..engine.requests.codes import Codes
from ..engine.requests.identity import Identity
from ..engine.requests.request_files import RequestFiles
from ..engine.requests.statement import METHODS, PROVEN, Statement
from ..engine.requests.without_contact import certain


class PrivacyRequestStep(models.TransientModel):
    """What an officer says when a request moves: who it is, which doubts, why it takes longer."""

    _name = "privacy.request.step"
    _description = "Step of a Request"

    request_id = fields.Many2one("privacy.request", required=True, readonly=True)
    step = fields.Selection(
        [("ask", "Ask for identity"), ("confirm", "Confirm identity"), ("extend", "Extend")],
        required=True, readonly=True)
    reason = fields.Text()
    method = fields.Selection(
        METHODS, string="How", compute="_compute_method", store=True, readonly=False)
    methods = fields.Json(compute="_compute_methods", help="Those that can hold now.")
    goes_to = fields.Char(
        string="Answers Go To", compute="_compute_goes_to",
        help="The address that was shown to be the person's, or that was known before. Write "
        "down another one to use it.")
    candidate_table = fields.Html(related="request_id.candidate_table")
    partner_ids = fields.Many2many(
        "res.partner", "privacy_request_step_partner_rel", string="Accounts of This Person",
        compute="_compute_partner_ids", store=True, readonly=False,
        context={"active_test": False})
    candidate_contactless_ids = fields.Many2many(
        "privacy.contactless", compute="_compute_candidate_contactless_ids", compute_sudo=True)
    contactless_ids = fields.Many2many(
        "privacy.contactless", "privacy_request_step_contactless_rel",
        string="Records Without a Contact", compute="_compute_contactless_ids", store=True,
        readonly=False, compute_sudo=True,
        help="Records with the person's address that no contact has.")
    is_ambiguous = fields.Boolean(compute="_compute_is_ambiguous")
    why = fields.Text(
        string="What Tells Them From Others",
        help="A name alone leads to nobody, nor does an address that several people have.")
    deadline = fields.Date(related="request_id.deadline")
    deadline_extended = fields.Date(compute="_compute_deadline_extended")
    # whom letters go to from now on
    person_name = fields.Char(
        string="Name", compute="_compute_person", store=True, readonly=False)
    person_email = fields.Char(
        string="Email", compute="_compute_person", store=True, readonly=False)
    person_phone = fields.Char(
        string="Phone", compute="_compute_person", store=True, readonly=False)
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(), string="Language",
        compute="_compute_person", store=True, readonly=False)
    file_ids = fields.Many2many("ir.attachment", compute="_compute_file_ids")
    evidence_ids = fields.Many2many(
        "ir.attachment", "privacy_request_step_evidence_rel", string="Proof of Identity",
        help="Files of this request that came as proof: removed when it is answered.")
    # code to a known address
    code_partner_id = fields.Many2one("res.partner", string="Contact Known Before")
    code_way = fields.Selection(
        [("email", "Mail"), ("sms", "Text message")], string="Sent By", default="email")
    code = fields.Char(string="Code That the Person Gave")
    # agent
    by_agent = fields.Boolean(related="request_id.by_agent")
    needs_mandate = fields.Boolean(related="request_id.needs_mandate")
    agent_method = fields.Selection(METHODS, string="Agent Identified By")
    mandate_ids = fields.Many2many("ir.attachment", "privacy_request_step_mandate_rel")
    letters_to = fields.Selection(selection=lambda self: self.env[
        "privacy.request"]._fields["letters_to"].selection, string="Letters Go To")

    @api.depends("request_id")
    def _compute_partner_ids(self):
        """Suggest what is certain alone: one candidate; several are asked, never guessed."""
        for step in self:
            request = step.request_id
            step.partner_ids = request.partner_ids or (
                Candidates(self.env, request).suggested() if request else False)

    @api.depends("request_id", "person_email", "person_phone")
    def _compute_candidate_contactless_ids(self):
        for step in self:
            step.candidate_contactless_ids = step.step == "confirm" and Candidates(
                self.env, step.request_id).contactless(step.person_email, step.person_phone)

    @api.depends("candidate_contactless_ids")
    def _compute_contactless_ids(self):
        """Suggest what lies under an address of one name; of an address that many share an
        officer says whose it is.
        """
        for step in self:
            step.contactless_ids = certain(step.candidate_contactless_ids)

    @api.depends("request_id", "partner_ids", "contactless_ids", "candidate_contactless_ids")
    def _compute_is_ambiguous(self):
        for step in self:
            left_out = step.candidate_contactless_ids - step.contactless_ids
            step.is_ambiguous = bool(step.request_id) and (bool(left_out) or Candidates(
                self.env, step.request_id).is_ambiguous(step.partner_ids._origin))

    @api.depends("request_id", "partner_ids")
    def _compute_methods(self):
        for step in self:
            step.methods = step.request_id and Identity(
                self.env, step.request_id).methods(step.partner_ids._origin)

    @api.depends("methods")
    def _compute_method(self):
        """Suggest what a proof was seen of; what an officer knows is theirs to say."""
        for step in self:
            proven = [code for code in step.methods or () if code in PROVEN]
            if not step.method or step.method in PROVEN:
                step.method = proven[0] if proven else False

    @api.depends("request_id", "partner_ids", "method", "person_email")
    def _compute_goes_to(self):
        for step in self:
            step.goes_to = step.request_id and Identity(
                self.env, step.request_id).answer_address(step._statement())

    @api.depends("request_id")
    def _compute_deadline_extended(self):
        for step in self:
            step.deadline_extended = bool(step.request_id) and Clock(
                self.env, step.request_id).answer_by(True)

    @api.depends("request_id")
    def _compute_person(self):
        for step in self:
            for name in ("person_name", "person_email", "person_phone", "lang"):
                step[name] = step.request_id[name]

    @api.depends("request_id")
    def _compute_file_ids(self):
        for step in self:
            step.file_ids = RequestFiles(self.env, step.request_id).all()

    # === ACTION METHODS === #

    def action_confirm(self):
        """Do the step; the request checks the role and the table of moves."""
        self.ensure_one()
        if self.step == "ask":
            self.request_id._ask_identity(self.reason)
        elif self.step == "confirm":
            self._confirm()
        else:
            self.request_id._extend(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _confirm(self):
        Identity(self.env, self.request_id).confirm(self._statement())

    def _statement(self):
        """Return what was stated in this dialogue."""
        names = ("person_name", "person_email", "person_phone", "lang")
        return Statement(
            self.partner_ids._origin, self.method, self.reason or "", self.why or "",
            {name: self[name] for name in names if self[name] != self.request_id[name]},
            self.evidence_ids._origin, self.contactless_ids._origin,
            {"method": self.agent_method, "mandate": self.mandate_ids._origin,
             "letters_to": self.letters_to})

    def action_send_code(self):
        """Send a code to an address that the contact had before."""
        self.ensure_one()
        Codes(self.env, self.request_id).send(self.code_partner_id, self.code_way)
        return self._again(self.env._("The code is on its way. It holds for half an hour."))

    def action_enter_code(self):
        """Take the code that the person gave; a wrong one counts, so nothing is undone."""
        self.ensure_one()
        is_right = Codes(self.env, self.request_id).enter(self.code)
        if is_right:
            self.method = "code"
        return self._again(self.env._("The code is right.") if is_right else self.env._(
            "This is not the code, or it is too late: send a new one."))

    def _again(self, text):
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"message": text, "type": "info", "next": {
                "type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id,
                "name": self.env._("Confirm Identity"), "views": [(False, "form")],
                "target": "new"}},
        }

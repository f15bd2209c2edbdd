from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, email_normalize

from ...const import OFFICER, USER
from ...core.requests import rights as rules
from ...engine.access.packaging import COLLECTED
from ...engine.acting import is_acting
from ...engine.housekeeping import Housekeeping

#: no request is older than the right to make it (GDPR Art. 99(2))
FIRST_DAY = datetime(2018, 5, 25)
#: clocks of servers and senders differ
AHEAD = timedelta(minutes=10)
#: characters of a request that its form shows; what is longer is kept as a file
SHOWN = 20_000
#: headers of mails that nobody should answer by itself (RFC 3834)
BY_ITSELF = repr({"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"})
#: fields that buttons set, whoever writes; and those that are fixed once a request is in
BY_BUTTONS = frozenset((
    "name", "state", "duplicate_of_id", "identity_method", "identity_on", "identity_by_id",
    "identity_doubt", "extended_on", "extension_reason", "answered_on", "told_on", "pause_ids",
    "deadline", "requester_id", "address_confirmed_on", "identity_why", "evidence_ids",
    "evidence_removed_on", "mandate_ids", "agent_method", "agent_on", "letters_to",
    "warned_at_risk_on", "warned_overdue_on"))
FIXED = frozenset(("received_on", "channel", "company_id", "text", "partner_ids"))
#: what :meth:`PrivacyRequest.intake` takes; everything else has a way of its own
TAKEN = frozenset(("rights", "email", "name", "phone", "text", "channel", "received_on",
                   "partner_ids", "lang", "company_id", "agent_name", "agent_email",
                   "tell_recipients"))


class PrivacyRequest(models.Model):
    """What a person asks under Art. 15-22: one ticket, a line for each right (EDPB 01/2022).

    Whoever takes a request in calls :meth:`intake`; whoever moves one calls :meth:`_move`, which
    asks ``core/requests/rights.py``. Nothing is granted before the person's identity holds.
    """

    _name = "privacy.request"
    _description = "Privacy Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "deadline, id"

    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)
    state = fields.Selection(
        [("received", "Received"), ("identity", "Waiting for Identity"), ("open", "In Progress"),
         ("answered", "Answered"), ("dropped", "Dropped")],
        required=True, readonly=True, default="received", index=True, copy=False, tracking=True,
        group_expand=True,
    )
    channel = fields.Selection(
        [("desk", "Desk, letter or phone"), ("portal", "Portal"), ("form", "Public form"),
         ("mail", "Mail")], required=True, default="desk",
    )
    company_id = fields.Many2one(
        "res.company", string="Controller", required=True, index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users", string="Officer", domain="[('all_group_ids', 'in', officer_group_id)]",
    )
    officer_group_id = fields.Many2one("res.groups", compute="_compute_officer_group_id")
    person_name = fields.Char(string="Person")
    person_email = fields.Char(string="Email")
    person_phone = fields.Char(string="Phone")
    lang = fields.Selection(
        selection="_lang_get", string="Language",
        help="The answer is written in this language.")
    text = fields.Text(string="What Was Asked")
    partner_ids = fields.Many2many(
        "res.partner", "privacy_request_partner_rel", string="Contacts",
        context={"active_test": False},
        help="The accounts of this person, as an officer confirmed them.",
    )
    right_ids = fields.One2many("privacy.request.right", "request_id", string="Rights")
    right_names = fields.Char(string="Asks For", compute="_compute_right_names")
    duplicate_of_id = fields.Many2one(
        "privacy.request", string="Repeats", readonly=True, index="btree_not_null",
        help="An earlier request, still open, from the same address. Each is answered.")
    candidate_ids = fields.Many2many(
        "res.partner", string="Candidates", compute="_compute_candidate_ids", compute_sudo=False,
        help="Contacts with the same mail address, phone number or name.",
    )
    next_step = fields.Char(compute="_compute_next_step")

    _name_uniq = models.Constraint("UNIQUE(name, company_id)", "A request's number is its own.")

    # === COMPUTE METHODS === #

    @api.model
    def _lang_get(self):
        return self.env["res.lang"].get_installed()

    def _compute_officer_group_id(self):
        self.officer_group_id = self.env.ref(OFFICER)

    @api.depends("right_ids.kind")
    @api.depends_context("lang")
    def _compute_right_names(self):
        words = dict(self.env["privacy.request.right"]._fields["kind"]._description_selection(
            self.env))
        for request in self:
            request.right_names = ", ".join(
                words[kind] for kind in request.right_ids.mapped("kind") if kind)

    @api.depends("person_email", "person_phone", "person_name")
    def _compute_candidate_ids(self):
        for request in self:
            request.candidate_ids = request._candidates()

    @api.depends("state", "partner_ids", "right_ids.state", "standing")
    @api.depends_context("lang")
    def _compute_next_step(self):
        said = {
            "received": self.env._("Find out who it is: confirm the person's identity, or ask."),
            "identity": self.env._("Wait for the person's proof of identity, or refuse for want "
                                   "of it."),
            "answered": self.env._("Nothing: it was answered."),
            "dropped": self.env._("Nothing: it was dropped."),
        }
        for request in self:
            todo = request.right_ids.filtered(lambda right: right.state == "open")
            request.next_step = said.get(request.state) or (
                self.env._("Decide on each right: %s is open.", len(todo)) if len(todo) == 1
                else self.env._("Decide on each right: %s are open.", len(todo)))

    # === CONSTRAINTS === #

    @api.constrains("received_on")
    def _check_received_on(self):
        for request in self:
            if request.received_on > fields.Datetime.now() + AHEAD:
                raise ValidationError(self.env._("A request cannot be received in the future."))
            if request.received_on < FIRST_DAY:
                raise ValidationError(self.env._(
                    "A request cannot be older than the right to make it: 25 May 2018."))

    @api.constrains("person_email")
    def _check_person_email(self):
        for request in self:
            if request.person_email and not email_normalize(request.person_email):
                raise ValidationError(self.env._("This is not one mail address."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A new request has a number and at least one right."""
        for vals in vals_list:
            self._check_by_buttons(vals, BY_BUTTONS | COLLECTED)
            if not vals.get("right_ids"):
                raise UserError(self.env._("A request asks for at least one right."))
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            vals["name"] = self.env["ir.sequence"].sudo().with_company(company).next_by_code(
                "privacy.request")
        requests = super().create(vals_list)
        for request in requests.sudo():
            request.duplicate_of_id = request._earlier()
        requests._record_evidence("request")
        requests._plan_activity()
        # a mail is confirmed once it is in the ticket's conversation
        requests.filtered(lambda request: request.channel != "mail")._acknowledge()
        return requests

    def write(self, vals):
        """State, identity, clock and what was asked are no fields to edit."""
        self._check_by_buttons(vals, BY_BUTTONS | FIXED | COLLECTED)
        return super().write(vals)

    def _check_by_buttons(self, vals, names):
        if names & vals.keys() and not self.env.su:
            raise AccessError(self.env._(
                "A request is moved by its buttons, and what was asked stays as it came in."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Housekeeping alone deletes, and only what was ended long ago."""
        if is_acting(self.env) and not self.filtered(lambda each: each.state in rules.RUNNING):
            return
        raise UserError(self.env._("A request is dropped, not deleted: it stays as evidence."))

    # === INTAKE === #

    @api.model
    def intake(self, vals):
        """Take a request in, through whatever door.

        :param dict vals: ``rights`` (list of :data:`..core.requests.RIGHTS`), ``email``, ``name``,
            ``phone``, ``text``, ``channel``, ``received_on`` (UTC, default now), ``partner_ids``,
            ``lang``, ``company_id``, ``agent_name``, ``agent_email`` (who asks for the person),
            ``tell_recipients`` (Art. 19); no form, reason or article is required (Art. 12(2))
        :raise UserError: where nothing is asked, or nobody could be answered
        :rtype: privacy.request
        """
        self._check_group(USER)
        unknown = set(vals) - TAKEN
        if unknown:
            raise UserError(self.env._("A request has no %s.", ", ".join(sorted(unknown))))
        kinds = list(dict.fromkeys(vals.get("rights") or ()))
        if not kinds or not set(kinds) <= rules.RIGHTS.keys():
            raise UserError(self.env._("A request asks for one or more of: %s.",
                                       ", ".join(rules.RIGHTS)))
        if not any(vals.get(name) for name in ("email", "name", "phone", "partner_ids")):
            raise UserError(self.env._("A request says who asks: a name, an address or a number."))
        text = vals.get("text") or ""
        values = {
            "right_ids": [fields.Command.create({"kind": kind}) for kind in kinds],
            "person_name": vals.get("name"), "person_email": vals.get("email"),
            "person_phone": vals.get("phone"), "text": text[:SHOWN],
            "channel": vals.get("channel") or "desk", "lang": vals.get("lang"),
            "received_on": vals.get("received_on") or fields.Datetime.now(),
            "partner_ids": [fields.Command.set(vals.get("partner_ids") or [])],
            "company_id": vals.get("company_id") or self.env.company.id,
            **{name: vals[name] for name in ("agent_name", "agent_email", "tell_recipients")
               if vals.get(name)},
        }
        request = self.create(values)
        if len(text) > SHOWN:
            self.env["ir.attachment"].create({
                "name": "request.txt", "raw": text.encode(), "res_model": self._name,
                "res_id": request.id, "mimetype": "text/plain"})
        return request

    def _earlier(self):
        """Return an earlier request of the same address that is still open, if any."""
        self.ensure_one()
        email = email_normalize(self.person_email or "")
        if not email:
            return self.browse()
        return self.search([
            ("id", "!=", self.id), ("state", "in", rules.RUNNING),
            ("company_id", "=", self.company_id.id), ("person_email", "ilike", email),
        ], order="id").filtered(
            lambda other: email_normalize(other.person_email or "") == email)[:1]

    # === MOVES === #

    def _move(self, target):
        """The one gate: move requests to a state, if the table lets them."""
        for request in self:
            if not rules.may_move(request.state, target):
                raise UserError(self.env._(
                    "%(name)s cannot go from “%(state)s” to “%(target)s”.", name=request.name,
                    state=request._state_label(request.state),
                    target=request._state_label(target)))
        self.sudo().write({"state": target})
        self._record_evidence(f"request_{target}")

    def _state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env)).get(state, state)

    def action_drop(self):
        """The person took it back, or it was none."""
        self._check_group(OFFICER)
        self._move("dropped")
        self.activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def action_reopen(self):
        """Go on with a request that was answered or dropped."""
        self._check_group(OFFICER)
        for request in self:
            request._move("open" if request.state == "answered" else "received")
        self._plan_activity()
        return True

    def _answer_if_decided(self):
        """Close the ticket when every right in it was decided."""
        for request in self:
            if request.state in ("open", "identity") and all(
                    right.state == "closed" for right in request.right_ids):
                request._move("answered")
                request.sudo().answered_on = fields.Datetime.now()
                request.activity_unlink(["mail.mail_activity_data_todo"])

    def _check_group(self, group):
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(self.env._("This is for people with a privacy role."))

    def _lock(self):
        """Hold these requests and their contacts: two requests do not act on one at once."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT FROM privacy_request WHERE id = ANY(%s) ORDER BY id FOR UPDATE", self.ids))
        self.env.cr.execute(SQL(
            "SELECT FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            self.partner_ids.ids))
        self.invalidate_recordset()

    def _record_evidence(self, act):
        """File what happened: ids and codes, no words of the person."""
        rows = []
        for request in self:
            counts = {"request": request.id, "uid": self.env.uid}
            rows += [{"act": act, "partner": partner, "counts": counts}
                     for partner in request.sudo().partner_ids.ids or [None]]
        self.env["privacy.evidence"].sudo()._record(rows)

    @api.autovacuum
    def _gc_requests(self):
        """Delete requests that were closed long ago."""
        return Housekeeping(self.env).gc_requests()

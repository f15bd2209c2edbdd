from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER, USER
from ...core.requests import rights as rules
from ...engine.acting import is_acting
from ...engine.entered import words_of
from ...engine.housekeeping import Housekeeping
from ...engine.requests.clock import Clock
from ...engine.requests.fixed import Fixed
from ...engine.requests.incoming_mail import IncomingMail
from ...engine.requests.intake import CLOCK_SKEW, FIRST_DAY, Intake
from ...engine.requests.letters import Letters
from ...engine.requests.locks import Locks
from ...engine.requests.moving import Moving
from ...engine.requests.portal import Portal
from ...engine.requests.reminders import Reminders
from ...engine.requests.routing import Routing
from ...engine.requests.writing import Writing


class PrivacyRequest(models.Model):
    """What a person asks under Art. 15-22: one ticket, a line for each right (EDPB 01/2022).

    Whoever takes a request in calls :meth:`intake`; nothing is granted before the person's
    identity holds. What happens to a request is in ``engine/requests``.
    """

    _name = "privacy.request"
    _description = "Privacy Request"
    _inherit = ["privacy.request.identity", "privacy.request.letters",
                "privacy.request.packaging", "mail.thread", "mail.activity.mixin"]
    _order = "is_child desc, deadline, id"

    # === WHAT WAS ASKED === #
    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)
    state = fields.Selection(
        [("received", "Received"), ("identity", "Waiting for Identity"), ("open", "In Progress"),
         ("answered", "Answered"), ("dropped", "Dropped")],
        required=True, readonly=True, default="received", index=True, copy=False, tracking=True,
        group_expand=True)
    channel = fields.Selection(
        [("desk", "Desk, letter or phone"), ("portal", "Portal"), ("form", "Public form"),
         ("mail", "Mail")], required=True, default="desk")
    company_id = fields.Many2one(
        "res.company", string="Controller", required=True, index=True,
        default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users", string="Officer", domain="[('all_group_ids', 'in', officer_group_id)]")
    text = fields.Text(string="What Was Asked")
    right_ids = fields.One2many("privacy.request.right", "request_id", string="Rights")
    duplicate_of_id = fields.Many2one(
        "privacy.request", string="Repeats", readonly=True, index="btree_not_null",
        help="An earlier request, still open, from the same address. Each is answered.")
    tell_recipients = fields.Boolean(
        string="Wants to Know the Recipients", copy=False,
        help="The person asked who is told of it (Art. 19): the letter names them.")
    notice_ids = fields.One2many("privacy.notice", "request_id", string="Notices")
    removal_ids = fields.One2many(
        "privacy.request.removal", "request_id", string="Not Asked For")
    mail_ids = fields.One2many("privacy.request.mail", "request_id", string="Mails")

    # === CLOCK === #
    received_on = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True,
        help="When it reached us, not when it was entered.")
    told_on = fields.Datetime(
        string="Receipt Confirmed On", readonly=True, copy=False,
        help="When the person was told that the request has arrived.")
    pause_ids = fields.One2many("privacy.request.pause", "request_id", string="Paused")
    extended_on = fields.Date(readonly=True, copy=False, tracking=True)
    extension_reason = fields.Text(readonly=True, copy=False)
    deadline = fields.Date(
        string="Answer By", compute="_compute_deadline", store=True, index=True,
        help="One month from receipt, two more where the person was told in time.")
    answered_on = fields.Datetime(readonly=True, copy=False)
    warned_at_risk_on = fields.Datetime(string="Warned of Risk On", readonly=True, copy=False)
    warned_overdue_on = fields.Datetime(string="Warned of Delay On", readonly=True, copy=False)

    _name_uniq = models.Constraint("UNIQUE(name, company_id)", "A request's number is its own.")

    @api.depends("received_on", "extended_on", "pause_ids.date_from", "pause_ids.date_to",
                 "company_id.partner_id.country_id", "company_id.privacy_controller_country",
                 "company_id.privacy_tz")
    def _compute_deadline(self):
        for request in self:
            request.deadline = request.received_on and Clock(self.env, request).answer_by(
                bool(request.extended_on))

    # === CONSTRAINTS === #

    @api.constrains("received_on")
    def _check_received_on(self):
        for request in self:
            if request.received_on > fields.Datetime.now() + CLOCK_SKEW:
                raise ValidationError(self.env._("A request cannot be received in the future."))
            if request.received_on < FIRST_DAY:
                raise ValidationError(self.env._(
                    "A request cannot be older than the right to make it: 25 May 2018."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """A new request has a number and at least one right."""
        intake = Intake(self.env)
        requests = super().create([intake.numbered(vals) for vals in vals_list])
        intake.arrived(requests)
        requests._note_contacts()
        return requests

    def _note_contacts(self):
        """Whoever asks is in active use again, as long as it is open."""
        self.env["privacy.outbox"]._note("res.partner", self.sudo().partner_ids.ids)

    def write(self, vals):
        """State, identity, clock and what was asked are no fields to edit."""
        Fixed(self.env).check_write(self, vals)
        if "person_email" in vals and "address_confirmed_on" not in vals:
            # of another address nobody has shown anything
            vals = {**vals, "address_confirmed_on": False}
        done = super().write(vals)
        if "partner_ids" in vals or "state" in vals:
            self._note_contacts()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Housekeeping alone deletes, and only what was ended long ago."""
        if is_acting(self.env) and not self.filtered(lambda each: each.state in rules.RUNNING):
            return
        raise UserError(self.env._("A request is dropped, not deleted: it stays as evidence."))

    @api.autovacuum
    def _gc_requests(self):
        """Delete requests that ended longer ago than they are kept."""
        return Housekeeping(self.env).gc_requests()

    # === STABLE SURFACE === #

    @api.model
    def intake(self, vals):
        """Take a request in, however it came.

        :param dict vals: ``rights`` (list of :data:`..core.requests.rights.RIGHTS`), ``email``,
            ``name``, ``phone``, ``text``, ``channel``, ``received_on`` (UTC, default now),
            ``partner_ids``, ``lang``, ``company_id``, ``agent_name``, ``agent_email`` (who asks
            for the person), ``tell_recipients`` (Art. 19), ``child_by`` (who says that the
            person is under 16); no form, reason or article is required (Art. 12(2))
        :raise UserError: where nothing is asked, or nobody could be answered
        :rtype: privacy.request
        """
        self._check_group(USER)
        return Intake(self.env).take(vals)

    def act_right(self, kind, choice=None):
        """Carry one right out, as an officer; what it did is checked by a query.

        :param str kind: one of :data:`..core.requests.rights.RIGHTS`
        :param choice: as on the screen: the point of Art. 17(1) of an erasure ("a"), the scope of
            an objection ("marketing")
        :raise UserError: where it was not asked, or a rule refuses it
        :return: True
        """
        self._right(kind)._act(words_of(self.env, choice) or False)
        return True

    def close_right(self, kind, outcome, ground=None, reasons=None):
        """Decide on one right, as an officer: the same checks and letters as the button.

        :param str outcome: one of :data:`..core.requests.rights.OUTCOMES`
        :param str ground: one of :data:`..core.requests.rights.GROUNDS`
        :param str reasons: what the person reads
        :raise UserError: where it was not asked, or a rule refuses it
        :return: True
        """
        self._right(kind)._close(
            outcome, ground or False, words_of(self.env, reasons) or False)
        return True

    def _right(self, kind):
        """Return one right of the request, for an officer who may change it."""
        self._check_group(OFFICER)
        self.ensure_one().check_access("write")
        right = self.right_ids.filtered(lambda each: each.kind == kind)
        if not right:
            raise UserError(self.env._("This was not asked for: %s.", kind))
        return right

    # === BUTTONS === #

    def action_drop(self):
        """The person took it back, or it was none."""
        self._check_group(OFFICER)
        Moving(self.env, self).drop()
        return True

    def action_reopen(self):
        """Go on with a request that was answered or dropped."""
        self._check_group(OFFICER)
        Moving(self.env, self).reopen()
        return True

    def action_posted(self):
        """The letters that wait for the post were posted."""
        self._check_group(OFFICER)
        self.check_access("write")
        for request in self:
            Letters(self.env, request).note_posted()
        return True

    def action_extend(self):
        """Open the dialogue that puts the answer off and tells the person."""
        return self._open_step("extend", self.env._("Extend"))

    def _open_step(self, step, title):
        self.ensure_one().check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.step", "name": title,
            "view_mode": "form", "target": "new",
            "context": {"default_request_id": self.id, "default_step": step},
        }

    # === WHAT OTHERS CALL === #

    def _check_group(self, group):
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(self.env._("This is for people with a privacy role."))

    def _extend(self, reason):
        Clock(self.env, self).extend(reason)

    def _lock(self):
        Locks(self.env, self).hold_rows()

    def _day(self, moment):
        """Return the day of a moment where the controller is; letters and pages call it."""
        return Clock(self.env, self).day(moment)

    def _record_evidence(self, act):
        """File what happened: ids and codes, no words of the person."""
        rows = []
        for request in self:
            counts = {"request": request.id, "uid": self.env.uid}
            rows += [{"act": act, "partner": partner, "counts": counts}
                     for partner in request.sudo().partner_ids.ids or [None]]
        self.env["privacy.evidence"].sudo()._record(rows)

    @api.model
    def _cron_warn(self):
        Reminders(self.env, self).warn_all()

    # === CONVERSATION === #

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Make a request of a mail to the alias; the gateway alone calls it."""
        Routing(self.env).check_gateway()
        return IncomingMail(self.env).take(msg_dict, custom_values)

    def message_update(self, msg_dict, update_vals=None):
        """Another mail moves nothing: it is in the conversation, where an officer reads it."""
        Routing(self.env).check_gateway()
        return True

    def message_post(self, **given):
        """What an officer writes to the person reaches the person, restricted or not (Art. 12(3)),
        and nobody before identity holds.
        """
        letters = Letters(self.env, self)
        Writing(self.env).check_kind(self, given)
        if len(self) == 1 and letters.is_to_person(given):
            given.update(letters.recipients(given))
        return super().message_post(**given)

    def _post_letter(self, **given):
        """Keep a letter in the conversation: it goes its own way to the person."""
        # past our own message_post, which no caller from outside may pass by
        return super().message_post(**given)  # pylint: disable=super-method-mismatch

    def _message_post_after_hook(self, message, msg_vals):
        """The mail itself is in the thread, with its files; then the person hears of it."""
        done = super()._message_post_after_hook(message, msg_vals)
        if message.message_type == "email" and self.channel == "mail":
            Letters(self.env, self).acknowledge()
        return done

    def _message_receive_bounce(self, email, partner):
        done = super()._message_receive_bounce(email, partner)
        IncomingMail(self.env).note_bounce(self)
        return done

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """The mail about a message leads the person to the request in the portal."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals)
        if len(self) == 1:
            Portal(self.env).add_link(self.sudo(), groups)
        return groups

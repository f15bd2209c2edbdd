from odoo import api, fields, models
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from ...engine.acting import is_acting

#: what may be written on an anonymised contact: nothing that could bring an identity back
HARMLESS = frozenset({
    "parent_id", "company_id", "is_company", "type", "country_id", "lang", "color",
    "property_account_position_id", "customer_rank", "supplier_rank", "partner_share",
    "commercial_partner_id", "message_follower_ids", "activity_ids",
})
#: fields whose change takes a contact out of a company
MOVES = frozenset({"parent_id", "is_company", "type", "commercial_partner_id"})
#: fields that say who is restricted, whom that covers and at which addresses
RESTRICTS = frozenset({"privacy_restricted", "parent_id", "type", "email", "phone", "country_id"})
#: parts of a display name that are more than a name
PLAIN_NAME = dict.fromkeys(("show_address", "show_email", "show_vat"), False)
KEPT_UNTIL = """(SELECT max(timer.date_until) FROM privacy_timer timer
     WHERE timer.partner_id = %s AND timer.state != 'done'
    HAVING bool_and(timer.state = 'counting'))"""
BILLING = """(SELECT timer.%s FROM privacy_timer timer
      JOIN privacy_rule rule ON rule.id = timer.rule_id
     WHERE timer.partner_id = %s AND rule.start_event = 'relationship_end'
     ORDER BY timer.state = 'counting', timer.date_until DESC, timer.id LIMIT 1)"""


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "privacy.restricted.mixin"]

    privacy_running_customer = fields.Boolean(
        string="Running Customer",
        # who has no role copies contacts too, and may not read this one
        copy=False,
        groups="cloudpepper_privacy.group_privacy_user",
        help="A contract is running: the billing clock has not started.",
    )
    privacy_admin_contact = fields.Boolean(
        string="Administrative Contact",
        copy=False,
        groups="cloudpepper_privacy.group_privacy_user",
        help="Holds account data of the company above; kept as long as it is.",
    )
    privacy_relationship_end = fields.Date(
        string="Relationship Ended On",
        copy=False,
        groups="cloudpepper_privacy.group_privacy_user",
        help="A later billing event reopens the relationship.",
    )
    privacy_restricted = fields.Boolean(
        string="Restricted",
        copy=False,
        groups="cloudpepper_privacy.group_privacy_user",
        help="Art. 18: the data are stored and nothing else happens with them.",
    )
    privacy_restricted_on = fields.Datetime(
        string="Restricted Since", readonly=True, copy=False,
        groups="cloudpepper_privacy.group_privacy_user",
        help="Contacts made later with the same address are the same person.",
    )
    privacy_anonymised_on = fields.Date(
        groups="base.group_user",
        string="Anonymised On", readonly=True, copy=False, index="btree_not_null"
    )
    privacy_timer_ids = fields.One2many(
        "privacy.timer", "partner_id", groups="cloudpepper_privacy.group_privacy_user"
    )
    privacy_purpose_ids = fields.One2many(
        "privacy.subject.purpose", "partner_id", groups="cloudpepper_privacy.group_privacy_user"
    )
    privacy_basis_ids = fields.Many2many(
        "privacy.legal.basis", string="Legal Basis", groups="base.group_user",
        compute="_compute_privacy_basis_ids",
        search="_search_privacy_basis_ids", compute_sudo=True,
    )
    privacy_kept_until = fields.Date(
        groups="base.group_user",
        string="Kept Until", compute="_compute_privacy_kept", search="_search_privacy_kept_until",
        compute_sudo=True,
    )
    privacy_sentence = fields.Char(
        groups="base.group_user",
        string="Why It Is Kept", compute="_compute_privacy_kept", compute_sudo=True
    )
    privacy_billing_until = fields.Date(
        groups="base.group_user",
        compute="_compute_privacy_billing", search="_search_privacy_billing_until",
        compute_sudo=True,
    )
    privacy_billing_reason = fields.Selection(
        groups="base.group_user",
        selection="_selection_billing_reason", compute="_compute_privacy_billing",
        search="_search_privacy_billing_reason", compute_sudo=True,
    )
    privacy_held = fields.Boolean(
        groups="base.group_user", compute="_compute_privacy_held", compute_sudo=True
    )

    # few rows, read whenever the registry's cache was cleared
    _privacy_restricted_idx = models.Index("(id) WHERE privacy_restricted")
    # an address leads to a contact only where no other living contact has it
    _privacy_email_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _privacy_phone_idx = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    # === COMPUTE METHODS === #

    @api.depends_context("uid")
    def _compute_display_name(self):  # pylint: disable=missing-return
        """On existing documents a restricted contact shows its name, and no address or mail."""
        barred = self.env["privacy.restriction"]._barred_user()
        hidden = self._privacy_among(barred) if barred else self.browse()
        super(ResPartner, self - hidden)._compute_display_name()
        for partner, plain in zip(hidden, hidden.with_context(**PLAIN_NAME), strict=True):
            super(ResPartner, plain)._compute_display_name()
            partner.display_name = plain.display_name

    @api.model
    def _selection_billing_reason(self):
        return self.env["privacy.timer"]._fields["reason"]._description_selection(self.env)

    def _compute_privacy_basis_ids(self):
        today = self.env["privacy.timer"]._today()
        none = self.env["privacy.subject.purpose"]
        tags = none.search(
            [("partner_id", "in", self.ids), *self._current_tags(today)]
        ).grouped("partner_id")
        for partner in self:
            partner.privacy_basis_ids = tags.get(partner._origin, none).basis_id

    @api.model
    def _current_tags(self, today):
        return [
            "|", ("date_from", "=", False), ("date_from", "<=", today),
            "|", ("date_until", "=", False), ("date_until", ">=", today),
        ]

    def _search_privacy_basis_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        today = self.env["privacy.timer"]._today()
        tags = self.env["privacy.subject.purpose"].sudo()._search(
            [("basis_id", operator, value), *self._current_tags(today)]
        )
        found = Domain("id", "in", tags.subselect("partner_id"))
        if operator == "in" and False in value:
            tagged = self.env["privacy.subject.purpose"].sudo()._search(self._current_tags(today))
            found |= Domain("id", "not in", tagged.subselect("partner_id"))
        return found

    @api.depends("name", "privacy_anonymised_on")
    @api.depends_context("lang")
    def _compute_privacy_kept(self):
        timers = self.env["privacy.timer"].search(
            [("partner_id", "in", self.ids)]
        ).grouped("partner_id")
        waiting = set(self.env["privacy.outbox"].search(
            [("model", "=", "res.partner"), ("res_id", "in", self.ids)]
        ).mapped("res_id"))
        for partner in self:
            mine = timers.get(partner._origin, self.env["privacy.timer"])
            open_timers = mine.filtered(lambda timer: timer.state != "done")
            counting = all(timer.state == "counting" for timer in open_timers)
            longest = partner._privacy_longest(open_timers)
            partner.privacy_kept_until = longest.date_until if counting else False
            pending = not mine and partner._origin.id in waiting
            partner.privacy_sentence = partner._privacy_sentence(longest, pending)

    def _privacy_longest(self, timers):
        """Return the timer that keeps the contact: the longest duty wins (R2)."""
        waiting = timers.filtered(lambda timer: timer.state != "counting")
        return waiting[:1] or timers.sorted(lambda timer: (timer.date_until, -timer.id))[-1:]

    def _privacy_sentence(self, longest, pending):
        if self.privacy_anonymised_on:
            return self.env._("Anonymised on %s", self.privacy_anonymised_on.isoformat())
        if not longest and pending:
            return self.env._("New or just changed: its timers follow within minutes")
        if not longest:
            return self.env._("Protected: part of your own organisation or configuration")
        return longest.sentence

    def _compute_privacy_billing(self):
        timers = self.env["privacy.timer"].search(
            [("partner_id", "in", self.ids), ("rule_id.start_event", "=", "relationship_end")]
        ).grouped("partner_id")
        for partner in self:
            mine = timers.get(partner._origin, self.env["privacy.timer"])
            longest = partner._privacy_longest(mine)
            partner.privacy_billing_until = longest.date_until
            partner.privacy_billing_reason = longest.reason

    def _compute_privacy_held(self):
        held = self.env["privacy.hold"]._on_hold(self.ids)
        for partner in self:
            partner.privacy_held = partner._origin.id in held

    # === SEARCH AND GROUP: THE CLOCK'S VALUES AS SQL === #

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort and group by the clock without a column on contacts."""
        partner_id = SQL.identifier(alias, "id")
        if field_expr == "privacy_kept_until":
            return SQL(KEPT_UNTIL, partner_id)
        if field_expr == "privacy_billing_until":
            return SQL(BILLING, SQL.identifier("date_until"), partner_id)
        if field_expr == "privacy_billing_reason":
            return SQL(BILLING, SQL.identifier("reason"), partner_id)
        return super()._field_to_sql(alias, field_expr, query)

    def _search_clock(self, field_name, operator, value):
        def to_sql(model, alias, query):
            field = model._field_to_sql(alias, field_name, query)
            if operator in ("in", "not in"):
                values = [item for item in value if item]
                found = SQL("%s = ANY(%s)", field, values) if values else SQL("FALSE")
                if len(values) < len(value):
                    found = SQL("(%s OR %s IS NULL)", found, field)
                return SQL("(%s) IS NOT TRUE", found) if operator == "not in" else found
            return SQL("%s %s %s", field, SQL(operator), value)

        if operator not in ("in", "not in", "<", "<=", ">", ">="):
            return NotImplemented
        return Domain.custom(to_sql=to_sql)

    def _search_privacy_kept_until(self, operator, value):
        return self._search_clock("privacy_kept_until", operator, value)

    def _search_privacy_billing_until(self, operator, value):
        return self._search_clock("privacy_billing_until", operator, value)

    def _search_privacy_billing_reason(self, operator, value):
        return self._search_clock("privacy_billing_reason", operator, value)

    # === GUARDS: WRITING === #

    def write(self, vals):
        """An anonymised contact stays what it is: the same data coming back is a new person."""
        vals = _without_day(vals)
        if not is_acting(self.env):
            self._privacy_check_values([vals])
            if not self._privacy_harmless(vals):
                self._privacy_check_not_anonymised()
        changed = self._privacy_changed(vals)
        # whoever leaves a held company stays held
        covered = self.env["privacy.hold"]._covering(self) if MOVES & vals.keys() else set()
        done = super().write(vals)
        if covered:
            self.env["privacy.hold"]._follow(covered)
        changed._privacy_record_restriction(vals)
        self._privacy_note_restricted([vals])
        return done

    @api.model
    def _privacy_harmless(self, vals):
        """Whether these values bring no identity back (archiving, counters, our own marks)."""
        return not any(value and name not in HARMLESS for name, value in vals.items())

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = list(map(_without_day, vals_list))
        self._privacy_check_values(vals_list)
        partners = super().create(vals_list)
        restricted = [vals.get("privacy_restricted") for vals in vals_list]
        if any(restricted):
            chosen = (p.id for p, mark in zip(partners, restricted, strict=True) if mark)
            self.browse(chosen)._privacy_record_restriction({"privacy_restricted": True})
        partners._privacy_note_restricted(vals_list)
        return partners

    def _privacy_check_values(self, vals_list):
        """The engine alone says who is anonymised; an officer alone lifts a restriction."""
        if any("privacy_anonymised_on" in vals for vals in vals_list):
            raise AccessError(self.env._("Only a privacy run says that a contact is anonymised."))
        lifts = any(not vals.get("privacy_restricted", True) for vals in vals_list)
        officer = "cloudpepper_privacy.group_privacy_officer"
        if lifts and not (self.env.su or self.env.user.has_group(officer)):
            if self.sudo().filtered("privacy_restricted"):
                raise AccessError(self.env._("Only a privacy officer lifts a restriction."))
        self._privacy_check_addresses(vals_list)

    def _privacy_check_addresses(self, vals_list):
        """Nobody makes a restricted person anew under another contact."""
        restriction = self.env["privacy.restriction"]
        if not (barred := restriction._barred("write")):
            return
        emails = restriction._known().emails
        theirs = {emails.get(email_normalize(vals.get("email") or "")) for vals in vals_list}
        if theirs := theirs & barred - set(self.ids):
            raise restriction._refusal(theirs)

    def _privacy_check_not_anonymised(self):
        if self.sudo().filtered("privacy_anonymised_on"):
            raise UserError(
                self.env._("This contact was anonymised and cannot be used again: "
                           "create a new contact instead.")
            )

    def copy_data(self, default=None):
        if not is_acting(self.env):
            self._privacy_check_not_anonymised()
        return super().copy_data(default)

    # === GUARDS: WHAT OTHERS SHOW OF A RESTRICTED CONTACT === #

    def _field_store_repr(self, field_name):
        """Conversations on documents tell the client the name, and no address."""
        if field_name in ("email", "phone"):
            if barred := self.env["privacy.restriction"]._barred_user():
                return [Store.Attr(field_name, lambda partner: partner.id not in barred
                                   and partner[field_name])]
        return super()._field_store_repr(field_name)

    def signup_get_auth_param(self):
        """The link of a document brings no login along."""
        hidden = self._privacy_barred()
        found = super(ResPartner, self - hidden).signup_get_auth_param()
        return found | {partner.id: {} for partner in hidden}

    @api.model
    def _find_or_create_from_emails(self, emails, ban_emails=None, **kwargs):
        """Whoever may not use a restricted contact neither finds nor makes them by their
        address."""
        restriction = self.env["privacy.restriction"]
        if barred := restriction._barred("write"):
            theirs = [email for email, contact in restriction._known().emails.items()
                      if contact in barred]
            ban_emails = [*(ban_emails or ()), *theirs]
        return super()._find_or_create_from_emails(emails, ban_emails=ban_emails, **kwargs)

    # === GUARDS: RESTRICTION === #

    def message_post(self, **kwargs):
        """Nobody writes on the thread of a contact that they cannot open."""
        self._privacy_check_open("write")
        return super().message_post(**kwargs)

    def _privacy_changed(self, vals):
        """Return the contacts whose restriction these values begin or lift."""
        if "privacy_restricted" not in vals:
            return self.browse()
        wanted = bool(vals["privacy_restricted"])
        return self.filtered(lambda partner: partner.sudo().privacy_restricted != wanted)

    def _privacy_record_restriction(self, vals):
        """Note since when, file who did it, and stop what is on its way to the person."""
        if not self:
            return
        begins = bool(vals["privacy_restricted"])
        self._privacy_date_restriction(self.env.cr.now() if begins else False)
        self.env["privacy.evidence"].sudo()._record([
            {"act": "restrict" if begins else "lift_restriction", "partner": partner.id}
            for partner in self
        ])
        if begins:
            self.env["privacy.guard"].sudo()._stop_pending(self)

    def _privacy_date_restriction(self, since):
        # past this model's own write, which asks for rights that the date does not need
        # pylint: disable-next=super-method-mismatch
        return super(ResPartner, self.sudo()).write({"privacy_restricted_on": since})

    def _privacy_note_restricted(self, vals_list):
        """Forget the remembered restrictions where these values concern one."""
        names = RESTRICTS & set().union(*vals_list)
        if not names:
            return
        restriction = self.env["privacy.restriction"]
        roots = restriction._known().roots
        concerned = roots and roots.keys() & {*self.ids, *(v.get("parent_id") for v in vals_list)}
        if "privacy_restricted" in names or concerned:
            self.flush_recordset(["privacy_restricted", "privacy_restricted_on", "parent_id",
                                  "type", "email_normalized", "phone_sanitized"])
            restriction._reset()

    # === GUARDS: ERASING === #

    def unlink(self):
        """Whoever deletes a contact leaves evidence of it; the engine files its own."""
        if not is_acting(self.env):
            self._privacy_check_erasable()
            self._privacy_record("unlink")
        return super().unlink()

    def _privacy_record(self, act, **counts):
        """File what happened to these contacts: ids alone."""
        if not self:
            return
        self.env["privacy.evidence"].sudo()._record([
            {"act": act, "partner": partner_id, "counts": counts or None}
            for partner_id in self.ids
        ])

    def _privacy_spared(self):
        """Return the ids of these contacts that a hold or a restriction keeps from erasure."""
        held = self.env["privacy.hold"].sudo()._on_hold(self.ids)
        known = self.env["privacy.restriction"]._now().roots.keys() & set(self.ids)
        # .exists(): whoever deletes what is gone already is told nothing new
        return held | known | set(self.sudo().exists().filtered("privacy_restricted").ids)

    def _privacy_check_erasable(self):
        """Holds and restriction stop every path that would erase (R15)."""
        spared = set() if is_acting(self.env) else self._privacy_spared()
        if spared:
            raise UserError(
                self.env._("Under a hold or restricted (Art. 18), not to be erased: contact %s. "
                           "A privacy officer can release it.",
                           ", ".join(map(str, sorted(spared))))
            )

    # === ACTION METHODS === #

    def action_privacy_timers(self):
        """Open the clocks of this contact and of the persons below it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_timer_action"
        )
        action["domain"] = [("partner_id", "child_of", self.id)]
        action["context"] = {}
        return action


def _without_day(vals):
    """The day of a restriction is noted by itself, whoever writes or copies one."""
    return {name: value for name, value in vals.items() if name != "privacy_restricted_on"}

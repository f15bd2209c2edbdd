"""What the form and the lists of a contact compute: its clocks, bases, holds and requests."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import USER
from ...engine.optout.shown import refusals_in_words
from ...engine.restriction.restriction import Restriction

#: parts of a display name that are more than a name
PLAIN_NAME = dict.fromkeys(("show_address", "show_email", "show_vat"), False)
#: fields that are SQL in lists
CLOCKS = frozenset(("privacy_kept_until", "privacy_billing_until", "privacy_billing_reason"))
KEPT_UNTIL = """(SELECT max(timer.date_until) FROM privacy_timer timer
     WHERE timer.partner_id = %s AND timer.state != 'done'
    HAVING bool_and(timer.state = 'counting'))"""
BILLING = """(SELECT timer.%s FROM privacy_timer timer
      JOIN privacy_rule rule ON rule.id = timer.rule_id
     WHERE timer.partner_id = %s AND rule.start_event = 'relationship_end'
     ORDER BY timer.state = 'counting', timer.date_until DESC, timer.id LIMIT 1)"""


class ResPartner(models.Model):
    _inherit = "res.partner"

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
    privacy_request_count = fields.Integer(
        string="Requests", compute="_compute_privacy_request_count", groups=USER)

    privacy_referred_count = fields.Integer(
        string="Referred Requests", compute="_compute_privacy_referred_count", groups=USER,
        help="Requests of people about data that we host for this customer.")

    privacy_refusal = fields.Char(
        string="Direct Marketing", compute="_compute_privacy_refusal", compute_sudo=True,
        groups=USER)

    # === COMPUTE METHODS === #

    def _compute_privacy_archived_on(self):
        since = Restriction(self.env).archived_since(self.ids)
        for partner in self:
            partner.privacy_archived_on = since.get(partner._origin.id, False)

    def _search_privacy_archived_on(self, operator, value):
        # the compute runs for anybody, and so would the search
        self.sudo(False)._check_field_access(self._fields["privacy_archived_on"], "read")
        if operator != "in" or set(value) != {False}:
            return NotImplemented
        there = self.env["privacy.archived"].sudo()._search([("back_until", "=", False)])
        return Domain("id", "not in", there.subselect("partner_id"))

    @api.depends_context("uid")
    def _compute_display_name(self):  # pylint: disable=missing-return
        """On existing documents a restricted contact shows its name, and no address or mail."""
        barred = Restriction(self.env).barred_user()
        hidden = self._privacy_among(barred) if barred else self.browse()
        super(ResPartner, self - hidden)._compute_display_name()
        for partner, plain in zip(hidden, hidden.with_context(**PLAIN_NAME), strict=True):
            super(ResPartner, plain)._compute_display_name()
            partner.display_name = plain.display_name

    @api.model
    def _selection_billing_reason(self):
        return self.env["privacy.timer"]._fields["reason"]._description_selection(self.env)

    def _compute_privacy_referred_count(self):
        counts = dict(self.env["privacy.request.right"]._read_group(
            [("controller_id", "in", self.ids)], ["controller_id"], ["__count"]))
        for partner in self:
            partner.privacy_referred_count = counts.get(partner._origin, 0)

    @api.depends("email_normalized", "phone_sanitized")
    def _compute_privacy_refusal(self):
        said = refusals_in_words(self)
        for partner in self:
            partner.privacy_refusal = said.get(partner, False)

    def _compute_privacy_basis_ids(self):
        today = self.env["privacy.timer"]._today()
        none = self.env["privacy.subject.purpose"]
        tags = none.search(
            Domain("partner_id", "in", self.ids) & none._in_force(today)
        ).grouped("partner_id")
        for partner in self:
            partner.privacy_basis_ids = tags.get(partner._origin, none).basis_id

    def _search_privacy_basis_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        # a search method is asked for whoever searches
        self.sudo(False)._check_field_access(self._fields["privacy_basis_ids"], "read")
        today = self.env["privacy.timer"]._today()
        every = self.env["privacy.subject.purpose"].sudo()
        current = every._in_force(today) & Domain("partner_id", "!=", False)
        tags = every._search(Domain("basis_id", operator, value) & current)
        found = Domain("id", "in", tags.subselect("partner_id"))
        if operator == "in" and False in value:
            tagged = every._search(current)
            found |= Domain("id", "not in", tagged.subselect("partner_id"))
        return found

    @api.depends("name", "privacy_anonymised_on")
    @api.depends_context("lang", "uid")
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
            partner.privacy_sentence = partner._privacy_with_phase(
                partner._privacy_task_sentence(open_timers)
                or partner._privacy_sentence(longest, pending))

    def _privacy_with_phase(self, sentence):
        """Return the sentence of a contact, with the phase of keeping that it is in."""
        if not (since := self.privacy_archived_on):
            return sentence
        return self.env._("In the archive since %(day)s, kept by a legal duty alone: %(sentence)s",
                          day=since.isoformat(), sentence=sentence)

    def _privacy_task_sentence(self, timers):
        """Return what a contact waits for whose clocks have ended, but for a removal outside."""
        tasks = timers.filtered(lambda timer: timer.action == "task")
        today = self.env["privacy.timer"]._today() if tasks else None
        if self.privacy_anonymised_on or not tasks or not all(
                timer.state == "counting" and timer.date_until < today
                for timer in timers - tasks):
            return ""
        return self.env._("Kept until this is removed outside the database: %s",
                          ", ".join(tasks.rule_id.mapped("name")))

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

    def _compute_privacy_request_count(self):
        groups = self.env["privacy.request"]._read_group(
            [("partner_ids", "in", self.ids)], ["partner_ids"], ["__count"])
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.privacy_request_count = counts.get(partner._origin.id, 0)

    # === SEARCH AND GROUP: THE CLOCK'S VALUES AS SQL === #

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists search, sort and group by the clock without a column on contacts; whoever may
        not read a field does not order people by it either.
        """
        partner_id = SQL.identifier(alias, "id")
        if field_expr in CLOCKS:
            self._check_field_access(self._fields[field_expr], "read")
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

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import USER

#: fields that are the contact's, and SQL in lists
CLOCKS = frozenset(("privacy_kept_until", "privacy_reason"))


class AccountMove(models.Model):
    _inherit = "account.move"

    privacy_basis_ids = fields.Many2many(
        "privacy.legal.basis", string="Legal Basis", groups="base.group_user",
        compute="_compute_privacy_basis_ids",
        search="_search_privacy_basis_ids", compute_sudo=True,
    )
    privacy_kept_until = fields.Date(
        groups="base.group_user",
        string="Kept Until", related="commercial_partner_id.privacy_billing_until"
    )
    privacy_reason = fields.Selection(
        groups="base.group_user",
        string="Kept Because", related="commercial_partner_id.privacy_billing_reason"
    )
    privacy_sentence = fields.Char(
        groups="base.group_user",
        string="Why It Is Kept", compute="_compute_privacy_sentence", compute_sudo=True
    )
    privacy_request_count = fields.Integer(
        string="Requests", compute="_compute_privacy_request_count", groups=USER)

    # the refresh asks by these columns for each batch; Odoo has no index on them
    _privacy_commercial_idx = models.Index("(commercial_partner_id)")
    _privacy_shipping_idx = models.Index("(partner_shipping_id) WHERE state = 'posted'")

    @api.model
    def _privacy_bases(self):
        """Return the bases of the billing purpose: contract and legal obligation (R14)."""
        return self.env["privacy.purpose"].sudo().search([("code", "=", "billing")]).basis_ids

    @api.depends("move_type", "partner_id")
    def _compute_privacy_basis_ids(self):
        bases = self._privacy_bases()
        for move in self:
            move.privacy_basis_ids = bases if move._privacy_is_document() else False

    def _privacy_is_document(self):
        return self.move_type != "entry" and bool(self.partner_id)

    @api.model
    def _privacy_document_domain(self):
        return Domain("move_type", "!=", "entry") & Domain("partner_id", "!=", False)

    def _search_privacy_basis_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        # a search method is asked for whoever searches
        self.sudo(False)._check_field_access(self._fields["privacy_basis_ids"], "read")
        bases = self.env["privacy.legal.basis"].search([("id", operator, value)])
        tagged = bool(bases & self._privacy_bases())
        wanted = self._privacy_document_domain() if tagged else Domain.FALSE
        if operator == "in" and False in value:
            wanted |= ~self._privacy_document_domain()
        return wanted

    @api.depends("partner_id")
    @api.depends_context("lang")
    def _compute_privacy_sentence(self):
        timers = self.env["privacy.timer"].search([
            ("partner_id", "in", self.commercial_partner_id.ids),
            ("rule_id.start_event", "=", "relationship_end"),
        ]).grouped("partner_id")
        for move in self:
            partner = move.commercial_partner_id
            timer = partner._privacy_longest(timers.get(partner, self.env["privacy.timer"]))
            move.privacy_sentence = timer.sentence if move._privacy_is_document() else False

    def _compute_privacy_request_count(self):
        for move in self:
            move.privacy_request_count = move.partner_id.privacy_request_count

    def _field_to_sql(self, alias, field_expr, query=None):
        """Whoever may not read the clock of a document does not order documents by it either: on
        its way to the contact Odoo asks nobody.
        """
        if field_expr in CLOCKS:
            self._check_field_access(self._fields[field_expr], "read")
        return super()._field_to_sql(alias, field_expr, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Let invoices be grouped by their legal bases, which no table stores per invoice."""
        if groupby_spec != "privacy_basis_ids":
            return super()._read_group_groupby(alias, groupby_spec, query)
        self._check_field_access(self._fields[groupby_spec], "read")
        bases = query.make_alias(alias, "privacy_basis")
        query.add_join(
            "LEFT JOIN", bases, "privacy_legal_basis",
            SQL("%s = ANY(%s) AND %s != 'entry' AND %s IS NOT NULL",
                SQL.identifier(bases, "id"), self._privacy_bases().ids,
                SQL.identifier(alias, "move_type"), SQL.identifier(alias, "partner_id")),
        )
        return SQL.identifier(bases, "id")

    @api.constrains("partner_id", "partner_shipping_id")
    def _check_privacy_anonymised(self):
        """An anonymised contact is refused on new documents (R11)."""
        for move in self:
            if move.state == "draft":
                (move.partner_id | move.partner_shipping_id)._privacy_check_not_anonymised()

    def _post(self, soft=True):
        """Nor is a draft from before posted for them."""
        (self.partner_id | self.partner_shipping_id)._privacy_check_not_anonymised()
        return super()._post(soft)

    # === ACTION METHODS === #

    def action_privacy_requests(self):
        """Open the requests about the contact of this document."""
        self.ensure_one()
        return self.partner_id.action_privacy_requests()

    def action_privacy_new_request(self):
        """Open a new request of the contact of this document."""
        self.ensure_one()
        return self.partner_id.action_privacy_new_request()

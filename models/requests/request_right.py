from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...core.requests import rights as rules

#: points of Art. 17(1) on which an erasure rests
ERASURES = [
    ("a", "No longer necessary (17(1)(a))"), ("b", "Consent withdrawn (17(1)(b))"),
    ("c", "Objection (17(1)(c))"), ("d", "Unlawful processing (17(1)(d))"),
    ("e", "Legal duty to erase (17(1)(e))"), ("f", "Offered to a child (17(1)(f))"),
]


class PrivacyRequestRight(models.Model):
    """One right of a request: its own state, outcome, ground and day."""

    _name = "privacy.request.right"
    _description = "Right Asked For"
    _order = "id"
    _rec_name = "kind"

    request_id = fields.Many2one(
        "privacy.request", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="request_id.company_id", store=True, index=True)
    request_state = fields.Selection(related="request_id.state", string="State of the Request")
    kind = fields.Selection(
        [("access", "Access"), ("rectification", "Rectification"), ("erasure", "Erasure"),
         ("restriction", "Restriction"), ("portability", "Portability"),
         ("objection", "Objection"), ("withdrawal", "Withdrawal of consent"),
         ("automated", "No automated decision"), ("safeguards", "Copy of transfer safeguards")],
        string="Right", required=True)
    article = fields.Char(compute="_compute_article")
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], required=True, readonly=True, default="open")
    outcome = fields.Selection(
        [("granted", "Granted"), ("partly", "Granted in part"), ("refused", "Refused"),
         ("referred", "Referred to the controller")], readonly=True)
    ground = fields.Selection(
        [("identity", "Identity not established (12(2))"),
         ("unfounded", "Manifestly unfounded or excessive (12(5))"),
         ("processor", "Hosted data: we are processor (28)"),
         ("others", "Rights of others (15(4), 20(4))"),
         ("no_consent_or_contract", "Neither consent nor contract (20(1))"),
         ("accurate", "The data are accurate, or an opinion (16)"),
         ("expression", "Freedom of expression (17(3)(a))"),
         ("legal_duty", "Legal duty to keep (17(3)(b))"),
         ("public_health", "Public health (17(3)(c))"),
         ("archiving", "Archiving, research, statistics (17(3)(d))"),
         ("legal_claims", "Legal claims (17(3)(e), 18(2), 21(1))"),
         ("compelling", "Compelling legitimate grounds (21(1))"),
         ("no_such_processing", "No such processing")], readonly=True)
    reason = fields.Text(string="Reasons Given", readonly=True)
    closed_on = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True)
    run_id = fields.Many2one("privacy.run", readonly=True, index="btree_not_null")

    _kind_uniq = models.Constraint(
        "UNIQUE(request_id, kind)", "Each right stands once in a request.")

    @api.depends("kind")
    def _compute_article(self):
        for right in self:
            right.article = self.env._("Art. %s", rules.RIGHTS[right.kind]) if right.kind else False

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.keys() - {"request_id", "kind"} for vals in vals_list):
            raise AccessError(self.env._("A right is decided by its buttons."))
        rights = super().create(vals_list)
        if rights.filtered(lambda right: right.request_state not in rules.RUNNING):
            raise UserError(self.env._("This request was ended: open it again first."))
        return rights

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A right is decided by its buttons."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(self.env._("A right that was asked for is decided, not deleted."))

    # === ACTION METHODS === #

    def action_decide(self):
        """Open the dialogue in which an officer acts and decides."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.decision",
            "name": self.env._("Decide on the Right"), "view_mode": "form", "target": "new",
            "context": {"default_right_id": self.id},
        }

    # === DECIDE === #

    def _close(self, outcome, ground=False, reason=False):
        """The one gate: decide on a right, tell the person, and end the ticket when all are.

        :param str outcome: one of :data:`..core.requests.OUTCOMES`
        :param ground: one of :data:`..core.requests.GROUNDS`, for anything but all that was asked
        :param reason: what the officer writes to the person, beside the ground
        """
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        self.request_id._lock()
        if self.state != "open" or self.request_id.state not in rules.RUNNING:
            raise UserError(self.env._("This right was decided already."))
        why = rules.may_close(self.kind, outcome, ground or None, self._identified())
        if why:
            raise UserError(self._refusals()[why])
        self._check_done(outcome)
        if outcome in rules.REASONED and not (reason or "").strip():
            raise UserError(self.env._("The person is told the reasons (Art. 12(4))."))
        self.sudo().write({
            "state": "closed", "outcome": outcome, "ground": ground, "reason": reason,
            "closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid})
        self.request_id._record_evidence(f"request_{outcome}")
        self._open_notices()
        self._send_letter()
        self._settle_closed()
        self.request_id._answer_if_decided()

    def _settle_closed(self):
        """What a decision leaves to do for its kind of right, after the person was told."""
        settle = getattr(self, f"_settle_{self.kind}", None)
        if settle:
            settle()

    def _check_done(self, outcome):
        """A right is granted when a query has seen that it was done, and not before."""
        check = getattr(self, f"_check_done_{self.kind}", None)
        if check and outcome in ("granted", "partly"):
            self.env.flush_all()
            check(outcome)

    def _check_done_restriction(self, _outcome):
        if not all(self.request_id.partner_ids.sudo().mapped("privacy_restricted")):
            raise UserError(self.env._("These contacts are not restricted yet."))

    def _identified(self):
        return bool(self.request_id.identity_on) and self.request_id.state == "open"

    def _refusals(self):
        return {
            "outcome": self.env._("Choose what came of this right."),
            "ground": self.env._("This ground does not fit this right and outcome."),
            "identity": self.env._("Nothing is decided before the person's identity holds."),
        }

    # === ACT === #

    def _act(self, choice=False):
        """Do what was asked; then the outcome is what the checks saw.

        :param choice: for an erasure the point of Art. 17(1), for an objection its scope
        """
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        self.request_id._lock()
        if self.state != "open" or not self._identified():
            raise UserError(self._refusals()["identity"])
        act = getattr(self, f"_act_{self.kind}", None)
        if not act:
            raise UserError(self.env._("Do this by hand, and decide on the right."))
        if not self.request_id.partner_ids:
            raise UserError(self.env._("We hold no contact of this person: say so in the answer."))
        self._check_alone()
        self.request_id._take_turn()
        act(choice)

    def _check_alone(self):
        """Two requests for one person do not act at once."""
        others = self.sudo().search_count([
            ("id", "!=", self.id), ("run_id.state", "in", ("waiting", "approved", "running",
                                                           "proving")),
            ("request_id.partner_ids", "in", self.request_id.partner_ids.ids)], limit=1)
        if others:
            raise UserError(self.env._("Another request is being carried out for this person."))

    def _act_restriction(self, _choice):
        """Store only, from now on (Art. 18)."""
        self._note_categories()
        self.env["privacy.gateway"]._restrict(self.request_id.partner_ids, True)
        self._close("granted")

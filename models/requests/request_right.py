from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER, USER
from ...core.requests import rights as rules
from ...engine.requests.acting import Acting
from ...engine.requests.closing import Closing, Decision
from ...engine.requests.decision_letter import DecisionLetter
from ...engine.requests.lifting import Lifting, is_in_force
from ...engine.requests.referring import Referring
from ...engine.requests.removing import Removing


class PrivacyRequestRight(models.Model):
    """One right of a request: its own state, outcome, ground and day.

    What is particular to a kind is in ``engine/requests/rights``.
    """

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
         ("contract", "Still needed for a contract (17(1)(a) is not met)"),
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
    letter_id = fields.Many2one("mail.message", readonly=True, ondelete="set null", copy=False)
    told_on = fields.Datetime(
        string="Person Told On", readonly=True, copy=False,
        help="When the letter left; one for the post counts once an officer says it was posted.")
    category_ids = fields.Many2many(
        "privacy.category", string="Data Concerned", readonly=True, copy=False,
        help="Categories that were held of the person when the right was acted on.")
    recipient_ids = fields.Many2many(
        "privacy.recipient", string="Received By", readonly=True, copy=False,
        help="Who had received data of the person when the right was acted on.")
    received = fields.Json(
        readonly=True, copy=False,
        help="Of these recipients: whether they have received data or may have, which, and when "
             "last, as it was known when the right was acted on.")
    notice_ids = fields.One2many("privacy.notice", "right_id", string="Recipients to Tell")

    sealed = fields.Text(
        groups=fields.NO_ACCESS, copy=False,
        help="By what recipients find the person, from the act until they are to be told.")
    answer_by_id = fields.Many2one(
        "res.users", string="Answered by Itself for", readonly=True, copy=False,
        help="The officer who acted: the person is told as soon as the run has proven what became "
        "of the data.")

    # === OF HOSTED DATA === #
    controller_id = fields.Many2one(
        "res.partner", string="Customer Who Decides", readonly=True, copy=False,
        ondelete="set null", index="btree_not_null",
        help="We host the data for it as its processor (Art. 28): it answers the request.")
    referral = fields.Selection(
        [("passed", "Passed on to the customer"), ("person", "The person asks the customer")],
        readonly=True, copy=False)
    referral_named = fields.Boolean(
        string="Person Named to It", readonly=True, copy=False,
        help="The person agreed that the customer learns their name and address from us.")
    referred_on = fields.Datetime(string="Passed On On", readonly=True, copy=False)
    referral_letter_id = fields.Many2one(
        "mail.message", readonly=True, ondelete="set null", copy=False)

    # === OF ONE KIND === #
    run_id = fields.Many2one("privacy.run", readonly=True, index="btree_not_null")
    change_ids = fields.One2many("privacy.request.change", "right_id", string="Corrections")
    scope = fields.Selection(
        [("marketing", "Direct marketing"), ("other", "Other processing")],
        string="Objects To", readonly=True, copy=False,
        help="Against direct marketing the objection is absolute (Art. 21(2) and (3)); any other "
             "stops the processing until it is decided on (Art. 18(1)(d)).")
    restricted_ids = fields.Many2many(
        "res.partner", "privacy_request_right_restricted_rel", string="Restricted Meanwhile",
        readonly=True, copy=False, context={"active_test": False})
    restricted_contactless_ids = fields.Many2many(
        "privacy.contactless", "privacy_request_right_restricted_contactless_rel",
        string="Restricted Meanwhile, Without a Contact", readonly=True, copy=False,
        groups=USER)
    lift_on = fields.Date(
        string="Restriction Ends On", readonly=True, copy=False,
        help="The person was told: it is lifted on this day, once the letter has left.")
    lift_reason = fields.Text(string="Why It Ends", readonly=True, copy=False)
    lift_letter_id = fields.Many2one(
        "mail.message", readonly=True, ondelete="set null", copy=False)
    lifted_on = fields.Datetime(string="Restriction Lifted On", readonly=True, copy=False)
    is_restricting = fields.Boolean(compute="_compute_is_restricting", compute_sudo=True)
    consent_count = fields.Integer(
        string="Consents Withdrawn", readonly=True, copy=False, aggregator=None)
    review_text = fields.Text(string="Human Review", readonly=True, copy=False)
    review_on = fields.Datetime(string="Reviewed On", readonly=True, copy=False)
    review_by_id = fields.Many2one(
        "res.users", string="Reviewed By", readonly=True, copy=False)

    _kind_uniq = models.Constraint(
        "UNIQUE(request_id, kind)", "Each right stands once in a request.")

    @api.depends("kind")
    def _compute_article(self):
        for right in self:
            right.article = self.env._("Art. %s", rules.RIGHTS[right.kind]) if right.kind else False

    @api.depends("kind", "outcome", "lift_on", "restricted_ids")
    def _compute_is_restricting(self):
        for right in self:
            right.is_restricting = is_in_force(right)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.keys() - {"request_id", "kind"} for vals in vals_list):
            raise AccessError(self.env._(
                "Use the buttons on the right to record a decision; its fields cannot be edited."))
        rights = super().create(vals_list)
        if rights.filtered(lambda right: right.request_state not in rules.RUNNING):
            raise UserError(self.env._("This request was ended: open it again first."))
        for request in rights.request_id:
            if request.right_ids - rights:
                request._record_evidence("request_right_added")
        return rights

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._(
                "Use the buttons on the right to record a decision; its fields cannot be edited."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(self.env._("A right that was asked for is decided, not deleted."))

    # === ACTION METHODS === #

    def action_decide(self):
        """Open the dialogue in which an officer acts and decides; of an erasure with what would go
        and what would stay.
        """
        self.ensure_one().check_access("read")
        decision = self.env["privacy.request.decision"].create({"right_id": self.id})
        decision._show_first()
        return decision._again()

    def action_remove(self):
        """Open the dialogue that takes out a right which nobody asked for."""
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.removal.step",
            "name": self.env._("Remove the Right"), "view_mode": "form", "target": "new",
            "context": {"default_right_id": self.id},
        }

    def action_rectify(self):
        """Open the corrections of this right."""
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.change",
            "name": self.env._("Corrections"), "view_mode": "list",
            "domain": [("right_id", "=", self.id)],
            # what the view's own domain reads: the accounts to choose from
            "context": {"default_right_id": self.id,
                        "default_partner_id": self.request_id.partner_ids[:1].id,
                        "privacy_accounts": self.request_id.partner_ids.ids},
        }

    def action_lift(self):
        """Open the dialogue that tells the person that the restriction ends."""
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.lift",
            "name": self.env._("Lift the Restriction"), "view_mode": "form", "target": "new",
            "context": {"default_right_id": self.id},
        }

    # === WHAT OTHERS CALL === #

    @api.model
    def _cron_lift(self):
        Lifting(self.env, self).lift_due()

    def _remove(self, reason):
        """Take it out: nobody had asked for it. :class:`~..engine.requests.removing.Removing`."""
        Removing(self.env, self).remove(reason)

    def _act(self, choice=False, answers=False):
        """Do what was asked: :class:`~..engine.requests.acting.Acting`."""
        Acting(self.env, self).act(choice, answers)

    def _close(self, outcome, ground=False, reason=False, referral=None):
        """Decide: :class:`~..engine.requests.closing.Closing`."""
        Closing(self.env, self).close(Decision(outcome, ground, reason, referral))

    def _referral_letter(self):
        """Return what the customer reads; the template of its letter calls it."""
        return Referring(self.env, self).to_customer()

    def _letter(self):
        """Return what the letter of the decision says; its template calls it."""
        return DecisionLetter(self.env, self).values()

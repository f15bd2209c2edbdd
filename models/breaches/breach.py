from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import AUDITOR, OFFICER
from ...core.breach import clock, states
from ...engine.acting import is_acting
from ...engine.breaches.customers import Customers
from ...engine.breaches.documentation import Papers
from ...engine.breaches.intake import FIXED, BreachIntake
from ...engine.breaches.log import Log
from ...engine.breaches.outcome import Post
from ...engine.breaches.people import People
from ...engine.breaches.reminders import BreachReminders
from ...engine.breaches.telling import Telling
from ...engine.controller import Controller
from ...engine.housekeeping import Housekeeping
from ...engine.requests.intake import CLOCK_SKEW, FIRST_DAY

READERS = f"{OFFICER},{AUDITOR}"
RISKS = [("none", "Unlikely to result in a risk"), ("risk", "Risk"), ("high", "High risk")]


class PrivacyBreach(models.Model):
    """A breach of personal data: facts, effects and remedies (Art. 33(5)), the clock of 72 hours,
    the risk, and who was told (Art. 33, 34). A drill is one of which nothing leaves.

    What happens to a breach is in ``engine/breaches``.
    """

    _name = "privacy.breach"
    _description = "Breach of Personal Data"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "aware_on desc, id desc"

    # === WHAT HAPPENED === #
    name = fields.Char(string="Number", required=True, readonly=True, default="/", copy=False)
    title = fields.Char(required=True, help="In a few words, and without anybody's name.")
    state = fields.Selection(
        [("open", "Open"), ("assessed", "Assessed"), ("notified", "Notified"),
         ("not_notifiable", "Not Notifiable"), ("closed", "Closed"), ("unfounded", "No Breach")],
        required=True, readonly=True, default="open", index=True, copy=False, tracking=True,
        group_expand=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True,
        default=lambda self: self.env.company)
    role = fields.Selection(
        [("controller", "Controller"), ("processor", "Processor")], string="We Are",
        required=True, default="controller",
        help="As a processor we tell the controllers (Art. 33(2)); they tell the authority.")
    drill = fields.Boolean(help="An exercise: everything works, and nothing leaves.")
    user_id = fields.Many2one("res.users", string="Officer")
    facts = fields.Text(
        translate=True, help="What happened, how and when. Name nobody: ids and counts will do.")
    effects = fields.Text(help="What it has led to (Art. 33(5)).")
    remedies = fields.Text(help="What was done about it (Art. 33(5)).")
    lost_confidentiality = fields.Boolean(string="Confidentiality")
    lost_integrity = fields.Boolean(string="Integrity")
    lost_availability = fields.Boolean(string="Availability")
    category_ids = fields.Many2many("privacy.category", string="Categories of Data")
    special = fields.Boolean(string="Special Categories", help="Data of Art. 9 or 10.")
    people_kinds = fields.Char(
        string="Categories of People", translate=True, help="Customers, applicants, children ...")
    people_number = fields.Integer(string="People, About", aggregator=None)
    records_number = fields.Integer(string="Records, About", aggregator=None)
    consequences = fields.Text(string="Likely Consequences", translate=True)
    measures = fields.Text(
        translate=True, help="Taken or proposed, also against ill effects.")
    contact_point = fields.Text(
        help="Name and contact details of the data protection officer, or of another contact "
        "point (Art. 33(3)(b)).")

    # === CLOCK === #
    started_on = fields.Datetime(string="Began On")
    ended_on = fields.Datetime(string="Over Since")
    aware_on = fields.Datetime(
        string="Aware Since", required=True, default=fields.Datetime.now, index=True, copy=False,
        help="When we became reasonably certain that personal data were compromised.")
    deadline = fields.Datetime(
        string="Notify By", compute="_compute_deadline", store=True, index=True,
        help="72 hours from becoming aware; weekends and holidays count.")
    delay_reason = fields.Text(
        string="Reasons for the Delay", translate=True,
        help="A notice after 72 hours says why (Art. 33(1)).")
    notified_on = fields.Datetime(readonly=True, copy=False)
    warned_at_risk_on = fields.Datetime(string="Warned of Risk On", readonly=True, copy=False)
    warned_late_on = fields.Datetime(string="Warned of Delay On", readonly=True, copy=False)
    closed_on = fields.Datetime(readonly=True, copy=False)

    # === RISK === #
    context_ids = fields.Many2many(
        "privacy.breach.factor", "privacy_breach_context_rel", string="Context of the Data",
        domain="[('kind', '=', 'context')]", help="One for each kind of data; the highest counts.")
    ease_id = fields.Many2one(
        "privacy.breach.factor", string="Ease of Identification",
        domain="[('kind', '=', 'ease')]")
    circumstance_ids = fields.Many2many(
        "privacy.breach.factor", "privacy_breach_circumstance_rel", string="Circumstances",
        domain="[('kind', 'not in', ('context', 'ease'))]")
    unintelligible = fields.Boolean(
        string="Unintelligible Data", help="Encrypted, and the key is safe. No part of the score.")
    risk = fields.Selection(RISKS, string="Risk Decided", readonly=True, copy=False, tracking=True)
    risk_reason = fields.Text(string="Why This Risk", readonly=True, copy=False)

    # === PEOPLE AND CONTROLLERS === #
    people_decision = fields.Selection(
        [("tell", "They are told"), ("not_needed", "No high risk: not needed"),
         ("unintelligible", "The data cannot be read by others (Art. 34(3)(a))"),
         ("averted", "The high risk is no longer likely (Art. 34(3)(b))"),
         ("public", "Public communication: disproportionate effort (Art. 34(3)(c))")],
        string="People Concerned", readonly=True, copy=False)
    people_reason = fields.Text(string="Why", readonly=True, copy=False)
    nature = fields.Text(
        string="What People Are Told", translate=True,
        help="What happened, in clear and plain language (Art. 34(2)).")
    advice = fields.Text(
        string="What They Can Do", translate=True, help="Against ill effects, in plain language.")
    public_on = fields.Datetime(string="Made Public On", readonly=True, copy=False)
    telling = fields.Selection(
        [("none", "Not Begun"), ("running", "Under Way"), ("stopped", "Stopped"),
         ("done", "Nobody Waits")], required=True, readonly=True, default="none", copy=False)
    unknown_count = fields.Integer(
        string="Addresses of Nobody Known", readonly=True, copy=False, aggregator=None,
        help="Of lists and files: whoever has them is in no record any more. Tell them yourself.")
    subject_ids = fields.One2many(
        "privacy.breach.subject", "breach_id", string="Affected", groups=READERS)
    notice_ids = fields.One2many(
        "privacy.breach.notice", "breach_id", string="Notices to the Authority", groups=READERS)
    customer_ids = fields.One2many(
        "privacy.breach.customer", "breach_id", string="Controllers to Tell", groups=READERS)
    decision_ids = fields.One2many(
        "privacy.breach.decision", "breach_id", string="Log", groups=READERS)

    _name_uniq = models.Constraint("UNIQUE(name, company_id)", "A breach's number is its own.")

    @api.depends("aware_on")
    def _compute_deadline(self):
        for breach in self:
            breach.deadline = breach.aware_on and clock.due(breach.aware_on)

    # === CONSTRAINTS === #

    @api.constrains("aware_on", "started_on", "ended_on")
    def _check_moments(self):
        now = fields.Datetime.now() + CLOCK_SKEW
        for breach in self:
            given = [moment for moment in (breach.aware_on, breach.started_on, breach.ended_on)
                     if moment]
            if max(given) > now:
                raise ValidationError(self.env._("A breach cannot lie in the future."))
            if breach.aware_on < FIRST_DAY:
                raise ValidationError(self.env._(
                    "The duty to notify is not older than 25 May 2018."))
            if breach.started_on and breach.started_on > (breach.ended_on or breach.aware_on):
                raise ValidationError(self.env._(
                    "A breach begins before it ends, and before anybody knows of it."))

    @api.constrains("people_number", "records_number")
    def _check_numbers(self):
        if any(min(breach.people_number, breach.records_number) < 0 for breach in self):
            raise ValidationError(self.env._("There are no fewer than 0 people or records."))

    @api.constrains("context_ids", "ease_id", "circumstance_ids")
    def _check_factors(self):
        for breach in self:
            kinds = {*breach.circumstance_ids.mapped("kind")}
            if (len(kinds) != len(breach.circumstance_ids) or {"context", "ease"} & kinds
                    or breach.context_ids.filtered(lambda each: each.kind != "context")
                    or breach.ease_id.filtered(lambda each: each.kind != "ease")):
                raise ValidationError(self.env._(
                    "Choose one answer for each kind of circumstance."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever has a role may report one; what is decided about it is an officer's."""
        intake = BreachIntake(self.env)
        breaches = super().create([intake.numbered(vals) for vals in vals_list])
        intake.arrived(breaches)
        return breaches

    def write(self, vals):
        """State, clock and decisions are no fields to edit; what ended is opened again first."""
        if not self.env.su:
            self._check_group(OFFICER)
            if FIXED & vals.keys():
                raise AccessError(self.env._("Use the buttons of the breach to decide."))
            if any(breach.state in states.ENDED for breach in self):
                raise UserError(self.env._("This breach has ended: open it again first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Housekeeping alone deletes, and only what ended long ago."""
        if is_acting(self.env) and not self.filtered(
                lambda breach: breach.state not in states.ENDED):
            return
        raise UserError(self.env._(
            "A breach is closed, not deleted: its documentation stays (Art. 33(5))."))

    # === BUTTONS === #

    def action_step(self):
        """Open the dialogue in which an officer decides."""
        self._check_group(OFFICER)
        self.ensure_one().check_access("write")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.breach.step",
            "name": self.env._("Decide"), "view_mode": "form", "target": "new",
            "context": {"default_breach_id": self.id},
        }

    def action_add_affected(self):
        """Open the dialogue that finds whom it concerns."""
        return {**self.action_step(), "res_model": "privacy.breach.affected",
                "name": self.env._("Add Affected People")}

    def action_start(self):
        """Write to the people concerned, or go on where it was stopped (Art. 34)."""
        self._officer_writes()
        Telling(self.env, self.ensure_one()).start()
        return True

    def action_stop(self):
        """Write to nobody else until an officer goes on."""
        self._officer_writes()
        Telling(self.env, self.ensure_one()).stop()
        return True

    def action_made_public(self):
        """Record that the public communication was made (Art. 34(3)(c))."""
        self._officer_writes()
        People(self.env, self.ensure_one()).made_public()
        return True

    def action_print_letters(self):
        """Print the letters that wait for the post, as one PDF."""
        self._officer_writes()
        self.ensure_one()
        Log(self.env, self).add("letters", "", {"count": self.letter_count})
        return self.env.ref("cloudpepper_privacy.privacy_breach_letters_report").report_action(self)

    def action_posted(self):
        """The letters that wait were posted."""
        Post(self.env, self.ensure_one()).posted()
        return True

    def action_tell_customers(self):
        """Tell the controllers for whom we process (Art. 33(2))."""
        Customers(self.env, self.ensure_one()).tell()
        return True

    def action_view_affected(self):
        """Open the list of whom it concerns."""
        self.ensure_one().check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.breach.subject",
            "name": self.env._("Affected"), "view_mode": "list",
            "domain": [("breach_id", "=", self.id)]}

    def _officer_writes(self):
        self._check_group(OFFICER)
        self.check_access("write")

    # === WHAT OTHERS CALL === #

    def _check_group(self, group):
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(self.env._("This is for people with a privacy role."))

    def _letter_pages(self):
        """Return the letters for the post; their template calls it."""
        self._check_group(OFFICER)
        return Post(self.env, self).pages()

    def _letter_controller(self):
        return Controller(self.env, self.company_id).name

    def _letter_aware(self):
        return Papers(self.env, self).moment(self.aware_on)

    def _documentation(self):
        """Return what documents the breach; its template calls it."""
        self.check_access("read")
        return Papers(self.env, self).documentation()

    @api.model
    def _cron_warn(self):
        BreachReminders(self.env, self).warn_all()

    @api.model
    def _cron_tell(self):
        Telling(self.env, self).work()

    @api.autovacuum
    def _gc_breaches(self):
        """Delete breaches that ended longer ago than they are kept."""
        return Housekeeping(self.env).gc_breaches()

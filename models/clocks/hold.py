from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER
from ...engine.acting import is_acting
from ...engine.clocks.hold_reviews import HoldReviews
from ...engine.clocks.holds import Holds
from ...engine.companies import others, reach_of
from ...engine.housekeeping import Housekeeping
from ...engine.settings import Settings

#: fields of a release: set by its button alone
RELEASE = frozenset({"released_on", "released_by_id"})
#: fields whose change may free somebody
LOOSENING = RELEASE | {"partner_ids", "contactless_ids", "technical", "company_id"}
KINDS = [("claim", "Legal claim"), ("security", "Security investigation"),
         ("other", "Other law or contract")]
#: months after which somebody looks whether a case still needs its hold
REVIEW_MONTHS = 6


class PrivacyHold(models.Model):
    """Stops every erasure of its contacts for a case (R15); archiving and editing go on.

    On a company it covers its contacts too; on a person only that person and their addresses.
    Of several holds all must have ended.
    """

    _name = "privacy.hold"
    _description = "Hold on Erasure"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"

    name = fields.Char(string="Case", required=True)
    reason = fields.Text(required=True)
    kind = fields.Selection(
        KINDS, required=True, default="claim", tracking=True,
        help="On what keeping rests: the establishment, exercise or defence of legal claims "
             "(Art. 17(3)(e)), the security of the services, or another law or contract.")
    category_ids = fields.Many2many(
        "privacy.category", string="Data It Needs",
        help="What the case is about; empty: all. Whatever it says, nothing of these people is "
             "erased until the hold ends.")
    review_on = fields.Date(
        string="Look Again On", default=lambda self: self._default_review_on(),
        help="On this day an officer is asked whether the case still needs the hold.")
    partner_ids = fields.Many2many(
        "res.partner", string="Contacts", context={"active_test": False}
    )
    contactless_ids = fields.Many2many("privacy.contactless", string="Without a Contact")
    technical = fields.Boolean(
        string="Keeps Technical Rows",
        help="Also keeps all technical rows (logs, devices) past their period.",
    )
    company_id = fields.Many2one(
        "res.company", ondelete="restrict", default=lambda self: self._default_company())
    date_start = fields.Date(default=fields.Date.context_today, required=True)
    date_end = fields.Date(string="Ends On", help="Last day of the hold. Empty: until released.")
    released_on = fields.Date(readonly=True, copy=False, tracking=True)
    released_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    state = fields.Selection(
        [("active", "Active"), ("ended", "Ended"), ("released", "Released")],
        compute="_compute_state",
        search="_search_state",
    )
    due_count = fields.Integer(
        string="Contacts Past Their Last Day", compute="_compute_due_count", compute_sudo=True,
        help="What keeps them is this hold, or another one beside it.",
    )

    def _default_company(self):
        """Return the one company of several that the user acts for; else it is of none."""
        reach = reach_of(self.env)
        return reach[0] if reach and len(reach) == 1 and others(self.env, reach) else False

    @api.constrains("name", "partner_ids", "contactless_ids", "technical")
    def _check_scope(self):
        for hold in self:
            if not (hold.partner_ids or hold.contactless_ids or hold.technical):
                raise ValidationError(self.env._("A hold names at least one data subject."))

    @api.model
    def _default_review_on(self):
        return self.env["privacy.timer"]._today() + relativedelta(months=REVIEW_MONTHS)

    @api.constrains("kind", "technical")
    def _check_kind(self):
        for hold in self:
            if hold.technical and hold.kind != "security":
                raise ValidationError(self.env._(
                    "Technical rows are kept longer for a security investigation alone."))

    @api.constrains("date_start", "date_end", "review_on")
    def _check_dates(self):
        for hold in self:
            if hold.review_on and hold.review_on < hold.date_start:
                raise ValidationError(self.env._("A hold is looked at after it has started."))
            if hold.date_end and hold.date_end < hold.date_start:
                raise ValidationError(self.env._("A hold cannot end before it starts."))

    @api.depends("released_on", "date_end")
    def _compute_state(self):
        today = self.env["privacy.timer"]._today()
        for hold in self:
            ended = hold.date_end and hold.date_end < today
            hold.state = "released" if hold.released_on else "ended" if ended else "active"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["privacy.timer"]._today()
        domains = {
            "released": [("released_on", "!=", False)],
            "ended": [("released_on", "=", False), ("date_end", "<", today)],
            "active": [("released_on", "=", False), "|", ("date_end", "=", False),
                       ("date_end", ">=", today)],
        }
        return fields.Domain.OR([domains[state] for state in value if state in domains])

    def _compute_due_count(self):
        counts = Holds(self.env).due_counts(self.ids, self.env["privacy.timer"]._today())
        for hold in self:
            hold.due_count = counts.get(hold._origin.id, 0)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(RELEASE & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("A hold is released by its button."))
        holds = super().create([self._of_kind(vals) for vals in vals_list])
        holds._record_evidence("hold")
        self._note(holds.sudo().partner_ids, holds.sudo().contactless_ids)
        return holds

    @api.model
    def _of_kind(self, vals):
        """Return the values of a new hold: a security investigation keeps technical rows."""
        if vals.get("kind") == "security":
            return {"technical": True, **vals}
        return {"kind": "security", **vals} if vals.get("technical") else vals

    def write(self, vals):
        """A hold is only lengthened or released: scope and end cannot be cut silently."""
        if not self.env.su and RELEASE & vals.keys():
            raise AccessError(self.env._("A hold is released by its button."))
        before, contactless = self.sudo().partner_ids, self.sudo().contactless_ids
        for hold in self:
            hold._check_not_loosened(vals)
        done = super().write(vals)
        if {"review_on", "released_on"} & vals.keys():
            HoldReviews(self.env).drop(self)
        self._note(before | self.sudo().partner_ids, contactless | self.sudo().contactless_ids)
        return done

    def _note(self, partners, contactless):
        """Have the tags of those whom a hold covers follow."""
        outbox = self.env["privacy.outbox"]
        outbox._note("res.partner", partners.ids)
        for subject in contactless:
            outbox._note(subject.model, [subject.res_id])

    def _check_not_loosened(self, vals):
        """Loosening is releasing, and asks for the same rights (four eyes included)."""
        ends_sooner = vals.get("date_end") and (
            not self.date_end or fields.Date.to_date(vals["date_end"]) < self.date_end
        )
        if ends_sooner or LOOSENING & vals.keys():
            self._check_may_release()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Housekeeping alone deletes, and only what ended long ago."""
        if is_acting(self.env) and not self.filtered(lambda hold: hold.state == "active"):
            return
        raise UserError(self.env._("A hold is released, not deleted: it stays as evidence."))

    # === ACTION METHODS === #

    def action_release(self):
        """An officer ends the hold today; under four eyes not the one who made it."""
        self._check_may_release()
        self.check_access("write")
        today = self.env["privacy.timer"]._today()
        self.sudo().write({"released_on": today, "released_by_id": self.env.uid})
        self._record_evidence("release")
        return True

    def _record_evidence(self, act):
        """Record who was put on hold or released as evidence: ids, no case name."""
        self.env["privacy.evidence"].sudo()._record([
            {"act": act, "partner": subject, "company": hold.company_id.id or None,
             "counts": {"hold": hold.id, "uid": self.env.uid}}
            for hold in self.sudo() for subject in (
                *hold.partner_ids.ids, *(-each for each in hold.contactless_ids.ids))
        ])

    def _check_may_release(self):
        if self.env.su:
            return
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only privacy officers release or narrow a hold."))
        if Settings(self.env).four_eyes() and self.env.user in self.create_uid:
            raise AccessError(
                self.env._("Four eyes: a hold is released by another officer than its author.")
            )

    # === BUSINESS METHODS === #

    @api.model
    def _on_hold_sql(self, on_date):
        """Return SQL of (partner_id, hold_id, date_start, date_end) for each contact that a hold
        covers on a day, or will cover later.
        """
        return Holds(self.env).sql(on_date)

    @api.model
    def _on_hold(self, partner_ids, on_date=None):
        """Return the subset of these contact ids that a hold covers, today or on a day."""
        on_date = on_date or self.env["privacy.timer"]._today()
        return Holds(self.env).contacts(partner_ids, on_date)

    @api.model
    def _covering(self, partners):
        """Return the pairs (hold id, contact id) that cover contacts and everybody below them."""
        return Holds(self.env).covering(partners, self.env["privacy.timer"]._today())

    @api.model
    def _follow(self, covered):
        """Name contacts in the holds that covered them through a company they have left.

        :param set covered: what :meth:`_covering` returned before they left
        """
        partners = self.env["res.partner"].browse({partner_id for _hold, partner_id in covered})
        for hold_id, partner_id in covered - self._covering(partners):
            self.sudo().browse(hold_id).write({"partner_ids": [(4, partner_id)]})

    def _cron_review(self):
        """Ask officers whether cases still need their holds; called each day."""
        HoldReviews(self.env).ask()

    @api.autovacuum
    def _gc_holds(self):
        """Delete holds that ended long ago."""
        return Housekeeping(self.env).gc_holds()

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...const import OFFICER
from ...engine.labels import Labels
from ...engine.requests.lifting import check_told
from ...engine.restriction.restriction import Restriction

KINDS = [("email", "Mail address"), ("phone", "Phone number")]


class PrivacyContactless(models.Model):
    """A data subject without a contact: all records that share an address which no living contact
    has (R0), e.g. a newsletter subscriber or a website lead.

    Written by the refresh only, in sets. It holds no address: its key is a keyed hash, and it is
    called by the record that stands for it.
    """

    _name = "privacy.contactless"
    _description = "Data Subject Without a Contact"
    _order = "id desc"
    _log_access = False

    name = fields.Char(compute="_compute_name")
    key = fields.Char(
        readonly=True, groups="base.group_system",
        help="HMAC-SHA256 of the address, with a secret that no database holds.",
    )
    kind = fields.Selection(KINDS, string="Known By", required=True, readonly=True)
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", required=True, readonly=True)
    last_trace = fields.Date(
        readonly=True, help="The day on which the person was last active in one of the records."
    )
    first_trace = fields.Date(
        readonly=True, help="The day on which the oldest of the records was made.")
    many_names = fields.Boolean(
        string="Several Names", readonly=True,
        help="Records under the address have different names: in a request an officer says whose "
        "they are.",
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="set null")
    restricted = fields.Boolean(
        readonly=True, help="Nothing is erased until the restriction is lifted (Art. 18)."
    )
    erased_on = fields.Date(readonly=True)
    timer_ids = fields.One2many("privacy.timer", "contactless_id", string="Clocks", readonly=True)
    tag_ids = fields.One2many(
        "privacy.subject.purpose", "contactless_id", string="Legal Basis", readonly=True)
    basis_ids = fields.Many2many(
        "privacy.legal.basis", string="Legal Basis Today", compute="_compute_basis_ids",
        help="What holds today; the clocks below say what comes after it.")
    hold_ids = fields.Many2many("privacy.hold", string="Holds", readonly=True)
    kept_until = fields.Date(compute="_compute_kept_until")

    # the same address coming back after an erasure is a new person's (R11)
    _key_uniq = models.UniqueIndex(
        "(key) WHERE erased_on IS NULL", "An address is one data subject's.")
    _restricted_idx = models.Index("(id) WHERE restricted")
    _record_idx = models.Index("(model, res_id)")

    @api.depends("model", "res_id")
    @api.depends_context("lang")
    def _compute_name(self):
        words = Labels(self.env)
        for subject in self:
            subject.name = f"{words.model(subject.model)} {subject.res_id}"

    @api.depends("name")
    def _compute_display_name(self):
        for subject in self:
            subject.display_name = subject.name

    @api.depends("tag_ids.date_from", "tag_ids.date_until", "tag_ids.basis_id")
    def _compute_basis_ids(self):
        today = self.env["privacy.timer"]._today()
        current = self.env["privacy.subject.purpose"]._in_force(today)
        for subject in self:
            subject.basis_ids = subject.tag_ids.filtered_domain(current).basis_id

    @api.depends("timer_ids.date_until", "timer_ids.state")
    def _compute_kept_until(self):
        for subject in self:
            ends = [clock.date_until for clock in subject.timer_ids if clock.state != "done"]
            subject.kept_until = max(ends) if ends and all(ends) else False

    # === CRUD METHODS === #

    def write(self, vals):
        done = super().write(vals)
        if "restricted" in vals:
            self.flush_recordset(["restricted"])
            Restriction(self.env).reset()
        return done

    def _restrict(self, restricted):
        """Begin or lift a restriction (Art. 18) of those who are not so yet; filed as evidence."""
        subjects = self.sudo().filtered(lambda subject: subject.restricted != restricted)
        subjects.write({"restricted": restricted})
        self.env["privacy.evidence"].sudo()._record([
            {"act": "restrict" if restricted else "lift_restriction", "partner": -subject.id,
             "counts": {"uid": self.env.uid}} for subject in subjects])

    # === ACTION METHODS === #

    def action_lift_restriction(self):
        """An officer says that the reasons of a restriction have gone."""
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Only privacy officers lift a restriction."))
        self.check_access("read")
        check_told(self.env, self.sudo().filtered("restricted"))
        self._restrict(False)
        return True

    def action_open_record(self):
        """Open the record that stands for the subject, if the reader may."""
        self.ensure_one().check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": self.model, "res_id": self.res_id,
            "view_mode": "form",
        }

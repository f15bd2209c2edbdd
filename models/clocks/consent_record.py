from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER, USER
from ...engine.acting import is_acting
from ...engine.clocks.consents import Consents
from ...engine.entered import Entered
from ...engine.housekeeping import Housekeeping

#: what a person could write that says which words counted, and for how long
SAID = frozenset((
    "partner_id", "purpose_id", "date_given", "source", "statement", "corrects_id", "correction",
    "active"))
#: what the code moves: merged contacts, and rows that were corrected
MOVED = frozenset(("partner_id", "active"))


class PrivacyConsentRecord(models.Model):
    """One consent, given or withdrawn: who, when, how, for what (Art. 7(1)).

    Rows are only added to: a consent is withdrawn once, and a mistake is corrected by a new row
    that names the one it stands for. Each of these is evidence.
    """

    _name = "privacy.consent.record"
    _description = "Consent"
    _order = "date_given desc, id desc"
    _rec_name = "purpose_id"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="cascade"
    )
    purpose_id = fields.Many2one("privacy.purpose", required=True, ondelete="restrict")
    date_given = fields.Date(required=True, default=fields.Date.context_today)
    date_withdrawn = fields.Date(
        help="Today; an officer may enter an earlier day, on which the person said so.")
    source = fields.Char(help="Where it was given: form, banner, letter.")
    statement = fields.Text(help="The words the person agreed to.")
    active = fields.Boolean(
        default=True, readonly=True, help="Not active: another row stands for this one.")
    corrects_id = fields.Many2one(
        "privacy.consent.record", ondelete="set null", copy=False)
    correction = fields.Char(string="Why It Is Corrected", copy=False)
    is_fixed = fields.Boolean(compute="_compute_is_fixed")

    _correction_uniq = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL", "This consent was corrected already.")

    @api.depends_context("uid")
    def _compute_is_fixed(self):
        for consent in self:
            consent.is_fixed = bool(consent._origin.date_withdrawn)

    @api.constrains("date_given", "date_withdrawn")
    def _check_dates(self):
        for consent in self:
            if consent.date_withdrawn and consent.date_withdrawn < consent.date_given:
                raise ValidationError(
                    self.env._("A consent cannot be withdrawn before it was given.")
                )

    @api.constrains("corrects_id", "correction", "partner_id")
    def _check_correction(self):
        for consent in self.filtered("corrects_id"):
            if not (consent.correction or "").strip():
                raise ValidationError(self.env._("A correction says why."))
            if consent.corrects_id.partner_id != consent.partner_id:
                raise ValidationError(self.env._("A correction is of the same contact."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = Entered(self).each(vals_list)
        Consents(self.env).check_corrected(vals_list)
        consents = super().create(vals_list)
        Consents(self.env).recorded(consents)
        self.env["privacy.outbox"]._note("res.partner", consents.sudo().partner_id.ids)
        return consents

    def write(self, vals):
        """Nothing that was recorded is written over: it is withdrawn, once, or corrected."""
        vals = Entered(self).values(vals)
        if not is_acting(self.env):
            self._check_written(vals)
        before = self.sudo().partner_id
        withdrawn = self.filtered(lambda consent: not consent.date_withdrawn) if vals.get(
            "date_withdrawn") else self.browse()
        done = super().write(vals)
        Consents(self.env).withdrawn(withdrawn)
        self.env["privacy.outbox"]._note("res.partner", (before | self.sudo().partner_id).ids)
        return done

    def _check_written(self, vals):
        fixed = SAID - MOVED if self.env.su else SAID
        if not fixed.isdisjoint(vals):
            raise AccessError(self.env._(
                "A recorded consent is not rewritten: withdraw it, or have an officer correct it "
                "by a new record."))
        if "date_withdrawn" not in vals:
            return
        day = fields.Date.to_date(vals["date_withdrawn"])
        if any(consent.date_withdrawn and consent.date_withdrawn != day for consent in self):
            raise AccessError(self.env._(
                "A withdrawal is not undone or moved: who agrees again gives a new consent."))
        if day:
            Consents(self.env).check_day(day)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Housekeeping alone deletes, and only what was withdrawn long ago."""
        if not is_acting(self.env):
            raise UserError(self.env._(
                "A consent is withdrawn or corrected, not deleted: it stays as evidence."))

    def unlink(self):
        self.env["privacy.outbox"]._note("res.partner", self.sudo().partner_id.ids)
        return super().unlink()

    # === ACTION METHODS === #

    def action_withdraw(self):
        """Button: the person takes it back, today."""
        self.env["privacy.run"]._check_group(USER)
        self.check_access("write")
        in_force = self.filtered(lambda consent: consent.active and not consent.date_withdrawn)
        if not in_force:
            raise UserError(self.env._("This consent is not in force."))
        in_force.date_withdrawn = self.env["privacy.timer"]._today()
        return True

    def action_correct(self):
        """Button: an officer enters what it should have said; both rows stay."""
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        said = self.read(["partner_id", "purpose_id", "date_given", "date_withdrawn", "source",
                          "statement"], load=None)[0]
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "view_mode": "form",
            "name": self.env._("Correct a Consent"), "target": "current",
            "context": {"default_corrects_id": self.id, **{
                f"default_{name}": value for name, value in said.items() if name != "id"}},
        }

    @api.autovacuum
    def _gc_consents(self):
        """Delete consents that were withdrawn long ago."""
        return Housekeeping(self.env).gc_consents()

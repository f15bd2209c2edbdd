from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import email_normalize

from ...const import OFFICER, USER
from ...engine.acting import is_acting
from ...engine.consents.confirming import Confirming, address_of
from ...engine.consents.ending import Ending
from ...engine.consents.filing import Consents
from ...engine.consents.values import CHANNELS, PROOFS, STATES, WITHDRAWN_BY, filled, withdrawn
from ...engine.consents.withdrawing import Withdrawing
from ...engine.entered import Entered
from ...engine.housekeeping import Housekeeping
from ...engine.transaction import Transaction

#: what a person could write that says which words counted, and for how long
SAID = frozenset((
    "partner_id", "email", "visitor_key", "purpose_id", "date_given", "given_at", "date_until",
    "withdrawn_at", "withdrawn_by", "source", "statement", "text_id", "lang", "page", "source_net",
    "channel", "proof", "state", "renews_id", "signed_up_at", "mailed_at", "token_hash",
    "source_id", "event_id", "corrects_id", "correction", "active"))
#: what the code moves: merged contacts, and rows that were corrected
MOVED = frozenset(("partner_id", "email", "active"))


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
        "res.partner", string="Contact", index=True, ondelete="cascade"
    )
    email = fields.Char(
        index="btree_not_null", help="The address of somebody who has no contact, normalised.")
    visitor_key = fields.Char(
        string="Visitor", index="btree_not_null",
        help="The random number of a banner: nobody knows whose it is.")
    purpose_id = fields.Many2one(
        "privacy.purpose", required=True, index=True, ondelete="restrict")
    state = fields.Selection(
        STATES, required=True, default="given", readonly=True, index=True, copy=False)
    date_given = fields.Date(required=True, default=fields.Date.context_today)
    given_at = fields.Datetime(
        string="Moment", readonly=True, help="Noon (UTC) where only the day is known.")
    date_until = fields.Date(
        string="Ends On", readonly=True, copy=False,
        help="The last day on which it holds. Empty: until it is withdrawn.")
    date_withdrawn = fields.Date(
        help="Today; an officer may enter an earlier day, on which the person said so.")
    withdrawn_at = fields.Datetime(
        string="Moment of the Withdrawal", readonly=True, copy=False,
        help="Noon (UTC) where only the day is known.")
    withdrawn_by = fields.Selection(
        WITHDRAWN_BY, string="Withdrawn Through", readonly=True, copy=False)
    channel = fields.Selection(CHANNELS, default="desk")
    proof = fields.Selection(
        PROOFS, required=True, default="none", readonly=True, copy=False,
        help="What shows that the person said so.")
    source = fields.Char(help="Where it was given: form, banner, letter.")
    source_id = fields.Many2one(
        "privacy.consent.source", string="Reported By", readonly=True, index="btree_not_null",
        copy=False, ondelete="restrict")
    event_id = fields.Char(
        readonly=True, copy=False, help="What the source calls it.")
    page = fields.Char(readonly=True, copy=False, help="The page on which it was given.")
    source_net = fields.Char(
        string="Network", readonly=True, copy=False,
        help="From where, without the end that tells one connection from another.")
    lang = fields.Char(string="Language", readonly=True, help="In which it was given.")
    text_id = fields.Many2one(
        "privacy.consent.text", string="Version of the Words", index="btree_not_null",
        ondelete="restrict")
    statement = fields.Text(help="The words the person agreed to.")
    active = fields.Boolean(
        default=True, readonly=True, help="Not active: another row stands for this one.")
    corrects_id = fields.Many2one(
        "privacy.consent.record", ondelete="set null", copy=False)
    correction = fields.Char(string="Why It Is Corrected", copy=False)
    renews_id = fields.Many2one(
        "privacy.consent.record", readonly=True, copy=False,
        ondelete="set null", index="btree_not_null")
    signed_up_at = fields.Datetime(
        string="Asked On", readonly=True, copy=False,
        help="When it came in; it counts from the moment at which it was confirmed.")
    mailed_at = fields.Datetime(
        string="Link Sent On", readonly=True, copy=False,
        help="When the link was sent that confirms it.")
    token_hash = fields.Char(
        readonly=True, copy=False, index="btree_not_null", groups=fields.NO_ACCESS)

    _correction_uniq = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL", "This consent was corrected already.")

    _whose = models.Constraint(
        "CHECK (num_nonnulls(partner_id, email, visitor_key) = 1)",
        "A consent is of one contact, of one address without a contact, or of one visitor.")
    _event_uniq = models.Constraint(
        "UNIQUE(source_id, event_id)", "This source has told of this already.")

    @api.constrains("date_given", "date_withdrawn")
    def _check_dates(self):
        for consent in self:
            if consent.date_withdrawn and consent.date_withdrawn < consent.date_given:
                raise ValidationError(
                    self.env._("A consent cannot be withdrawn before it was given.")
                )

    @api.constrains("email")
    def _check_email(self):
        for consent in self.filtered("email"):
            if email_normalize(consent.email) != consent.email:
                raise ValidationError(self.env._("An address is written like name@example.com."))

    @api.constrains("text_id", "purpose_id")
    def _check_text(self):
        for consent in self.filtered("text_id"):
            if consent.text_id.purpose_id != consent.purpose_id:
                raise ValidationError(self.env._("These words are of another purpose."))

    @api.constrains("corrects_id", "correction", "partner_id", "email", "visitor_key")
    def _check_correction(self):
        for consent in self.filtered("corrects_id"):
            if not (consent.correction or "").strip():
                raise ValidationError(self.env._("A correction says why."))
            if any(consent.corrects_id[name] != consent[name]
                   for name in ("partner_id", "email", "visitor_key")):
                raise ValidationError(self.env._("A correction is of the same contact."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [filled(self, vals) for vals in Entered(self).each(vals_list)]
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
        ended = self.filtered(lambda consent: not consent.date_withdrawn) if vals.get(
            "date_withdrawn") else self.browse()
        done = super().write(vals)
        if ended:
            super(PrivacyConsentRecord, ended).write(withdrawn(self.env, vals))
            Consents(self.env).withdrawn(ended)
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
        if not Withdrawing(self.env).withdraw(self, "desk"):
            raise UserError(self.env._("This consent is not in force."))
        return True

    def action_correct(self):
        """Button: an officer enters what it should have said; both rows stay."""
        self.ensure_one()
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("write")
        said = self.read(["partner_id", "email", "purpose_id", "date_given", "date_withdrawn",
                          "channel", "source", "text_id", "statement"], load=None)[0]
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "view_mode": "form",
            "name": self.env._("Correct a Consent"), "target": "current",
            "context": {"default_corrects_id": self.id, **{
                f"default_{name}": value for name, value in said.items() if name != "id"}},
        }

    def action_receipt(self):
        """Button: the receipt of a consent, as a file."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "target": "download",
                "url": f"/privacy/consent/{self.id}/receipt"}

    # === FOR LETTERS AND PAGES === #

    def _address(self):
        """Return the address that mails about it go to, or None."""
        self.ensure_one()
        return address_of(self)

    def _together(self):
        """Return what one link confirms; its mail and its page call it."""
        self.ensure_one()
        return self.sudo().search([("token_hash", "=", self.sudo().token_hash)], order="id") \
            if self.sudo().token_hash else self

    # === SCHEDULED === #

    @api.model
    def _cron_confirm(self):
        """Send the links that confirm new consents."""
        Transaction(self.env).remain(Confirming(self.env).send_waiting())

    @api.model
    def _cron_daily(self):
        """Let consents expire, and ask for new ones in time."""
        Ending(self.env).run()

    @api.autovacuum
    def _gc_consents(self):
        """Delete consents that were withdrawn long ago."""
        return Housekeeping(self.env).gc_consents()

    @api.autovacuum
    def _gc_unconfirmed(self):
        """Delete consents that nobody has confirmed in time."""
        return Ending(self.env).delete_unconfirmed()

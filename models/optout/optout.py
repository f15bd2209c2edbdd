from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import OFFICER
from ...engine.gate import hooks
from ...engine.labels import Labels
from ...engine.optout.lost import LostKeys
from ...engine.optout.optout import CHANNELS, ORIGINS


class PrivacyOptout(models.Model):
    """Somebody who gets no direct marketing any more, known again by a keyed hash of an address
    or a number that stands nowhere (Art. 21(3)).

    Written by ``engine/optout/`` only, in sets.
    """

    _name = "privacy.optout"
    _description = "Opt-Out"
    _order = "seen_on desc nulls last, date desc, id desc"
    _log_access = False

    name = fields.Char(compute="_compute_name")
    key = fields.Char(
        required=True, readonly=True, groups="base.group_system",
        help="HMAC-SHA256 of the normalised address, with a secret that no database holds.")
    fingerprint = fields.Char(
        string="Written Under", required=True, readonly=True,
        help="What the secret is called under which it was written.")
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    purpose_id = fields.Many2one(
        "privacy.purpose", readonly=True, ondelete="cascade",
        help="Empty: no direct marketing of any kind.")
    list_ref = fields.Integer(
        string="Mailing List", readonly=True, aggregator=None,
        help="The number of the one mailing list that was left; 0: all of them.")
    origin = fields.Selection(ORIGINS, required=True, readonly=True)
    date = fields.Date(string="Since", required=True, readonly=True)
    active = fields.Boolean(default=True, readonly=True, help="Not active: it was lifted.")
    lifted_on = fields.Date(readonly=True)
    lift_proof = fields.Char(
        string="Lifted By", readonly=True, help="What showed that the person wants it again.")
    seen_on = fields.Date(
        string="Came Back On", readonly=True,
        help="The last day on which a record was made with such an address.")
    seen_count = fields.Integer(string="Times", readonly=True, aggregator=None)
    seen_model = fields.Char(readonly=True)
    seen_res_id = fields.Many2oneReference(
        string="Record", model_field="seen_model", readonly=True)
    journal_ref = fields.Integer(
        readonly=True, aggregator=None,
        help="The run with which it was written to the journal of erasures.")

    _key_uniq = models.UniqueIndex(
        "(channel, key, COALESCE(purpose_id, 0), COALESCE(list_ref, 0)) WHERE active",
        "This opt-out is known already.")
    _key_idx = models.Index("(key) WHERE active")

    @api.depends("seen_model", "seen_res_id")
    @api.depends_context("lang")
    def _compute_name(self):
        words = Labels(self.env)
        for optout in self:
            optout.name = (f"{words.model(optout.seen_model)} {optout.seen_res_id}"
                           if optout.seen_model else self.env._("Opt-out %s", optout.id))

    @api.depends("name")
    def _compute_display_name(self):
        for optout in self:
            optout.display_name = optout.name

    def _register_hook(self):
        super()._register_hook()
        hooks.install(self.env)

    def _unregister_hook(self):
        hooks.remove(self.env)
        return super()._unregister_hook()

    # === ACTION METHODS === #

    def action_open_record(self):
        """Open the record that came back with such an address, if the reader may."""
        self.ensure_one().check_access("read")
        if not self.seen_model or self.seen_model not in self.env:
            raise UserError(self.env._("No record with this address has come back."))
        return {
            "type": "ir.actions.act_window", "res_model": self.seen_model,
            "res_id": self.seen_res_id, "view_mode": "form",
        }

    def action_give_up(self):
        """An officer says that the secret is lost under which these were written: they can be
        known again no more, and stop nobody's mailing.
        """
        self.env["privacy.run"]._check_group(OFFICER)
        self.check_access("read")
        LostKeys(self.env).give_up(self)
        return True

from odoo import api, fields, models

from ..engine.gate.screen import MAILINGS, Counts


class PrivacyMailingCheck(models.TransientModel):
    """Who is left out of a mailing before it leaves, by reason."""

    _name = "privacy.mailing.check"
    _description = "Who Is Left Out of a Mailing"

    model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference(
        string="Mailing", model_field="model", readonly=True)
    total = fields.Integer(string="Recipients", compute="_compute_counts")
    left_out = fields.Integer(compute="_compute_counts")
    reached = fields.Integer(string="Will Be Mailed", compute="_compute_counts")
    reasons = fields.Json(compute="_compute_counts")
    words = fields.Text(string="Why", compute="_compute_counts")

    @api.model
    def default_get(self, fields_list):
        """Take the mailing that the button was pressed on."""
        values = super().default_get(fields_list)
        context = self.env.context
        return {**values, "model": context.get("active_model"), "res_id": context.get("active_id")}

    @api.depends("model", "res_id")
    def _compute_counts(self):
        for wizard in self:
            mailing = wizard._mailing()
            total, reasons = Counts(self.env, mailing).count() if mailing else (0, {})
            wizard.total = total
            wizard.left_out = sum(reasons.values())
            wizard.reached = total - wizard.left_out
            wizard.reasons = reasons
            wizard.words = "\n".join(
                f"{reason}: {count}" for reason, count in reasons.items()) if mailing else (
                self.env._("Open a mailing first."))

    def _mailing(self):
        """Return the mailing, or None where there is none.

        :raise AccessError: where the reader may not read it
        """
        if self.model not in MAILINGS or self.model not in self.env:
            return None
        mailing = self.env[self.model].browse(self.res_id).exists()
        mailing.check_access("read")
        return mailing or None

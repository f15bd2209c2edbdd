from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.acting import is_acting
from ...engine.breaches.acts import ACTS


class PrivacyBreachDecision(models.Model):
    """One line of a breach's log: who did or decided what, when and why (Art. 5(2), 33(5)).

    Lines are added by what is done, and neither changed nor deleted.
    """

    _name = "privacy.breach.decision"
    _description = "Decision on a Breach"
    _order = "id"
    _rec_name = "act"
    _log_access = False

    breach_id = fields.Many2one(
        "privacy.breach", required=True, readonly=True, index=True, ondelete="cascade")
    at = fields.Datetime(string="When", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True, ondelete="set null")
    uid_ref = fields.Integer(
        string="User ID", readonly=True, aggregator=None, help="Stays where the user is gone.")
    act = fields.Selection(ACTS, string="What", required=True, readonly=True)
    why = fields.Text(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise self._refusal()
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """The log is only added to."""
        raise self._refusal()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not is_acting(self.env):
            raise self._refusal()

    def _refusal(self):
        return UserError(self.env._(
            "The log of a breach is written by what is done, and is only added to."))

from odoo import api, models

from ...engine.clocks.policy import policy_changed


class PrivacyPolicyRow(models.AbstractModel):
    """A row of policy on which clocks, tags or the data map rest: a change has consequences.

    It asks for a full refresh; where it may make more contacts due, or more of them go,
    automatic runs wait (R18). A model says so by :attr:`_policy_waits`.
    """

    _name = "privacy.policy.row"
    _description = "Policy Row That Clocks Rest On"

    #: whether automatic runs wait after a change
    _policy_waits = False
    #: fields whose change makes nobody due and takes nothing more away
    _policy_harmless = frozenset()
    #: fields that are said to readers, and that no clock, tag or row of the map rests on
    _policy_aside = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        self._policy_changed(rows._waits())
        return rows

    def write(self, vals):
        done = super().write(vals)
        if not self._policy_aside.issuperset(vals):
            self._policy_changed(self._policy_waits and not self._policy_harmless.issuperset(vals))
        return done

    def unlink(self):
        done = super().unlink()
        self._policy_changed(self._policy_waits)
        return done

    def _waits(self):
        """Whether automatic runs wait because these rows were made."""
        return self._policy_waits

    def _policy_changed(self, waits):
        """Let clocks follow and, where asked, automatic runs wait."""
        if waits:
            self.env["privacy.rule"]._all_wait()
        policy_changed(self.env)

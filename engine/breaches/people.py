"""Whether the people concerned are told (Art. 34(1) and (3))."""

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.breach import states
from .log import Log
from .moving import hold_row


class People:
    """The decision about the people of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    def decide(self, decision, why):
        """Decide: :data:`CHECKS`, then it is written down.

        :param str decision: of ``privacy.breach.people_decision``
        :param str why: what an officer writes; every exception says it
        :raise UserError: where a check refuses
        """
        for check in self.CHECKS:
            check(self, decision, why)
        self.breach.sudo().write({"people_decision": decision, "people_reason": why})
        Log(self.env, self.breach).add("people", why, {"decision": decision})

    def made_public(self):
        """Record that the communication was made, by which people are informed as well."""
        breach = self.breach
        breach._check_group(OFFICER)
        if breach.people_decision != "public" or not breach.nature:
            raise UserError(self.env._(
                "Decide on a public communication first, and write down what people are told."))
        breach.sudo().public_on = fields.Datetime.now()
        Log(self.env, breach).add("public")

    # === CHECKS === #

    def _check_role(self, _decision, _why):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")

    def _hold_row(self, _decision, _why):
        hold_row(self.breach)

    def _check_state(self, decision, _why):
        if self.breach.state in states.ENDED or not self.breach.risk or not decision:
            raise UserError(self.env._("Decide the risk first, then whether people are told."))

    def _check_controller(self, _decision, _why):
        if self.breach.role != "controller":
            raise UserError(self.env._(
                "People are told by the controller: a processor tells the controllers."))

    def _check_begun(self, decision, _why):
        if decision != "tell" and self.breach.telling != "none":
            raise UserError(self.env._("People have been written to: that cannot be undone."))

    def _check_high(self, decision, _why):
        if decision == "not_needed" and states.needs_people(self.breach.risk):
            raise UserError(self.env._(
                "The risk is high: people are told, unless an exception of Art. 34(3) holds."))

    def _check_why(self, decision, why):
        if decision in states.EXCEPTIONS and not (why or "").strip():
            raise UserError(self.env._("An exception says why it holds (Art. 34(3), 33(5))."))

    CHECKS = (_check_role, _hold_row, _check_state, _check_controller, _check_begun, _check_high,
              _check_why)

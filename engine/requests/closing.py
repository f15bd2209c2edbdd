"""Deciding on a right: one gate with its checks and effects in one place."""

from dataclasses import dataclass

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.requests import rights as rules
from ..candidates import Candidates
from ..controller import Controller
from .decision_letter import DecisionLetter
from .locks import Locks
from .moving import Moving
from .notices import Notices
from .referring import Referral, Referring
from .rights import right_of


@dataclass(frozen=True)
class Decision:
    """What an officer decides.

    :ivar str outcome: one of :data:`..core.requests.rights.OUTCOMES`
    :ivar ground: one of :data:`..core.requests.rights.GROUNDS`, for anything but all that was
        asked
    :ivar reason: what the officer writes to the person, beside the ground
    :ivar referral: of what is referred: to which customer, and whether we pass it on
    """

    outcome: str
    ground: str | bool = False
    reason: str | bool = False
    referral: Referral | None = None


class Closing:
    """Closes one right, tells the person, and ends the ticket when all rights are closed."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def close(self, decision):
        """Decide: :data:`CHECKS`, then :data:`EFFECTS`.

        :param Decision decision: what comes of the right
        :raise AccessError: unless an officer or the superuser decides
        :raise UserError: where a check refuses; nothing was changed then
        """
        self.right.ensure_one()
        for check in self.CHECKS:
            check(self, decision)
        for effect in self.EFFECTS:
            effect(self, decision)

    def _check_role(self, _decision):
        self.right.request_id._check_group(OFFICER)

    def _hold_rows(self, _decision):
        Locks(self.env, self.right.request_id).hold_rows()

    def _check_controller(self, _decision):
        """Every decision is told, with who answers and where to complain (Art. 12(4))."""
        Controller(self.env, self.right.company_id).check()

    def _check_open(self, _decision):
        if self.right.state != "open" or self.right.request_id.state not in rules.RUNNING:
            raise UserError(self.env._("This right was decided already."))

    def _check_table(self, decision):
        why = rules.may_close(
            self.right.kind, decision.outcome, decision.ground or None,
            right_of(self.right).is_identified,
            asked=self.right.request_id.state == "identity")
        if why:
            raise UserError({
                "outcome": self.env._("Choose what came of this right."),
                "ground": self.env._("This ground does not fit this right and outcome."),
                "identity": self.env._("Nothing is decided before the person's identity holds."),
                "unasked": self.env._(
                    "Ask who the person is first: nothing is refused for want of what nobody has "
                    "asked for (Art. 12(6))."),
            }[why])

    def _check_done(self, decision):
        """A right is granted when a query has seen that it was done, and not before."""
        if decision.outcome in ("granted", "partly"):
            self.env.flush_all()
            right_of(self.right).check_done(decision.outcome)

    def _check_candidates(self, decision):
        """All of what was asked is said to be done only where nobody who may be the person was
        left aside (Art. 12(6)). What stops mailings to an address stops them for everybody who
        has it.
        """
        if right_of(self.right).address_is_enough:
            return
        if (decision.outcome == "granted"
                and Candidates(self.env, self.right.request_id).unsettled()):
            raise UserError(self.env._(
                "Others have the same address, number or login, or there are records with it "
                "that no contact has: ask for the identity once more and confirm it with all of "
                "them, or say what tells this person from the others."))

    def _check_reason(self, decision):
        if decision.outcome in rules.REASONED and not (decision.reason or "").strip():
            raise UserError(self.env._("The person is told the reasons (Art. 12(4))."))

    def _check_referral(self, decision):
        Referring(self.env, self.right).check(decision.outcome, decision.referral)

    def _write(self, decision):
        self.right.sudo().write({
            "state": "closed", "outcome": decision.outcome, "ground": decision.ground,
            "reason": decision.reason, "closed_on": fields.Datetime.now(),
            "closed_by_id": self.env.uid})
        self.right.request_id._record_evidence(f"request_{decision.outcome}")

    def _refer(self, decision):
        Referring(self.env, self.right).carry_out(decision.referral)

    def _open_notices(self, _decision):
        Notices(self.env, self.right).open()

    def _tell(self, _decision):
        DecisionLetter(self.env, self.right).send()

    def _settle(self, _decision):
        right_of(self.right).settle()

    def _answer(self, _decision):
        Moving(self.env, self.right.request_id).answer_if_decided()

    CHECKS = (
        _check_role,
        _hold_rows,         # what is read from here on stays as it is
        _check_open,
        _check_controller,
        _check_table,
        _check_done,
        _check_candidates,
        _check_reason,
        _check_referral,
    )
    EFFECTS = (
        _write,
        _refer,             # the letter says whether it was passed on
        _open_notices,      # the letter names the recipients
        _tell,              # before settling, which drops values that the letter says
        _settle,
        _answer,
    )

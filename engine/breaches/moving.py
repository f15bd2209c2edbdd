"""Deciding about a breach: one gate, with its checks and effects in one place."""

from dataclasses import dataclass

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...const import OFFICER
from ...core.breach import states
from .log import Log
from .reminders import BreachReminders

#: acts that say why; the others do so where they differ from what is suggested
REASONED = frozenset(("leave", "unfounded", "close", "reopen", "clock"))


@dataclass(frozen=True)
class Step:
    """What an officer decides.

    :ivar str act: a code of :data:`.acts.ACTS`
    :ivar str why: the officer's reason
    :ivar risk: of ``privacy.breach.risk``, where the risk is decided
    :ivar datetime.datetime aware_on: of UTC, where the clock is corrected
    :ivar datetime.datetime moment: of UTC, when the authority or the controllers were told
    """

    act: str
    why: str = ""
    risk: str = ""
    aware_on: object = None
    moment: object = None


class Moving:
    """Moves one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    def move(self, step):
        """Decide: :data:`CHECKS`, then :data:`EFFECTS`.

        :raise AccessError: unless an officer or the superuser decides
        :raise UserError: where a check refuses; nothing was changed then
        """
        self.breach.ensure_one()
        for check in self.CHECKS:
            check(self, step)
        for effect in self.EFFECTS:
            effect(self, step)

    def target(self, step):
        """Return the state that a step leads to."""
        breach = self.breach
        known = {
            "notify": "notified", "leave": "not_notifiable", "unfounded": "unfounded",
            "close": "closed", "reopen": "open", "clock": breach.state,
            "assess": "notified" if breach.notified_on else "assessed"}
        return known[step.act]

    # === CHECKS === #

    def _check_role(self, _step):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")

    def _hold_row(self, _step):
        hold_row(self.breach)

    def _check_table(self, step):
        source, target = self.breach.state, self.target(step)
        allowed = source not in states.ENDED if step.act == "clock" else states.may_move(
            source, target)
        if not allowed:
            labels = dict(self.breach._fields["state"]._description_selection(self.env))
            raise UserError(self.env._(
                "%(name)s cannot go from “%(state)s” to “%(target)s”.", name=self.breach.name,
                state=labels[source], target=labels[target]))

    def _check_reason(self, step):
        differs = step.act == "assess" and step.risk != self.breach.risk_suggested
        if (step.act in REASONED or differs) and not (step.why or "").strip():
            raise UserError(
                self.env._("Say why you decide otherwise than the method suggests.") if differs
                else self.env._("Say why: the reason is part of the documentation (Art. 33(5))."))

    def _check_risk(self, step):
        if step.act == "assess" and not step.risk:
            raise UserError(self.env._("Say which risk it is."))

    def _check_facts(self, step):
        if step.act in ("assess", "close") and not (self.breach.facts or "").strip():
            raise UserError(self.env._("Write down the facts first (Art. 33(5))."))

    def _check_leave(self, step):
        """The authority is left out only where a risk is unlikely (Art. 33(1)); a processor tells
        the controllers of every breach (Art. 33(2)).
        """
        breach = self.breach
        if step.act != "leave":
            return
        if breach.role == "processor":
            raise UserError(self.env._("A processor tells the controllers of every breach."))
        if breach.notified_on or not states.may_leave_authority(breach.risk):
            raise UserError(self.env._(
                "The authority is told of every breach, unless it is unlikely to result in a risk "
                "(Art. 33(1)): decide the risk first."))

    def _check_unfounded(self, step):
        if step.act == "unfounded" and self.breach.notified_on:
            raise UserError(self.env._(
                "The authority was told: say in a final notice that there was no breach."))

    def _check_clock(self, step):
        if step.act == "clock" and not step.aware_on:
            raise UserError(self.env._("Say since when you were aware of it."))

    def _check_documented(self, step):
        """What the law wants documented is there (Art. 33(5))."""
        breach = self.breach
        if step.act == "close" and not all(
                (breach[name] or "").strip() for name in ("effects", "remedies")):
            raise UserError(self.env._(
                "A breach is closed with its facts, its effects and the remedial action "
                "(Art. 33(5))."))

    def _check_phases(self, step):
        """What the first notice left open follows (Art. 33(4))."""
        sent = self.breach.sudo().notice_ids.filtered("sent_recorded_by_id").sorted("sent_on")
        if step.act == "close" and sent and sent[-1:].left_open and sent[-1:].phase != "final":
            raise UserError(self.env._(
                "The last notice to the authority left open what follows in phases (Art. 33(4)): "
                "send the final one first."))

    def _check_people(self, step):
        """Whoever has to be told has been (Art. 34)."""
        breach = self.breach
        if step.act != "close" or breach.role != "controller":
            return
        if states.needs_people(breach.risk) and not breach.people_decision:
            raise UserError(self.env._(
                "Decide whether the people concerned are told (Art. 34)."))
        if breach.people_decision == "public" and not breach.public_on:
            raise UserError(self.env._("Record the public communication first (Art. 34(3)(c))."))
        if breach.people_decision == "tell" and (
                breach.telling != "done" or breach.letter_count):
            raise UserError(self.env._(
                "People still wait to be told, or letters for the post (Art. 34)."))

    # === EFFECTS === #

    def _write(self, step):
        now = fields.Datetime.now()
        values = {"state": self.target(step)}
        if step.act == "assess":
            values.update(risk=step.risk, risk_reason=step.why)
        elif step.act == "clock":
            values.update(aware_on=step.aware_on, warned_at_risk_on=False, warned_late_on=False)
        elif step.act == "notify" and not self.breach.notified_on:
            values["notified_on"] = step.moment
        if values["state"] in states.ENDED:
            values["closed_on"] = now
        elif step.act == "reopen":
            values["closed_on"] = False
        self.breach.sudo().write(values)

    def _log(self, step):
        Log(self.env, self.breach).add(step.act, step.why, {"risk": step.risk} if step.risk else {})

    def _remind(self, _step):
        BreachReminders(self.env, self.breach).plan()

    CHECKS = (
        _check_role,
        _hold_row,          # what is read from here on stays as it is
        _check_table,
        _check_risk,
        _check_reason,
        _check_facts,
        _check_leave,
        _check_unfounded,
        _check_clock,
        _check_documented,
        _check_phases,
        _check_people,
    )
    EFFECTS = (_write, _log, _remind)


def hold_row(breach):
    """Hold a breach until the transaction ends: two officers do not act on it at once."""
    breach.env.flush_all()
    breach.env.cr.execute(SQL(
        "SELECT FROM privacy_breach WHERE id = %s FOR UPDATE", breach.id))
    breach.invalidate_recordset()

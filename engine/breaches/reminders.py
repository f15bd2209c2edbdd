"""Never late: an officer's activity from the first hour, and warnings as the hours run out."""

from odoo import fields

from ...const import OFFICER
from .clock import BreachClock
from .log import Log

ACTIVITY = "cloudpepper_privacy.mail_activity_type_breach"
#: standings that are warned of, each once
WARNINGS = ("at_risk", "late")


class BreachReminders:
    """Reminds whoever is responsible for these breaches."""

    def __init__(self, env, breaches):
        self.env, self.breaches = env, breaches

    def officer(self, breach):
        """Return the user who is reminded: whoever has taken it, else an officer of the company."""
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: breach.company_id in user.company_ids and user.active and not user.share)
        own = officers - self.env.ref("base.user_root")
        return breach.user_id or own[:1] or officers[:1] or self.env.user

    def plan(self):
        """Give the officer an activity on the day of the deadline while something is owed."""
        for breach in self.breaches.sudo():
            breach.activity_unlink([ACTIVITY])
            if BreachClock(self.env, breach).standing() in ("on_track", "at_risk", "late"):
                self._schedule(breach, self.env._("Assess %s, and notify in time", breach.name))

    def _schedule(self, breach, summary):
        zone = breach.company_id.privacy_tz or "UTC"
        day = fields.Datetime.context_timestamp(breach.with_context(tz=zone), breach.deadline)
        breach.activity_schedule(
            ACTIVITY, day.date(), summary=summary, user_id=self.officer(breach).id)

    def drop(self):
        """Nothing is left to remind of."""
        self.breaches.sudo().activity_unlink([ACTIVITY])

    # === WARNINGS === #

    def warn_all(self):
        """Warn of every breach whose deadline comes near or has passed, once each."""
        for standing in WARNINGS:
            found = self.env["privacy.breach"].sudo().search([
                ("standing", "=", standing), (f"warned_{standing}_on", "=", False)])
            BreachReminders(found.env, found).warn(standing)

    def warn(self, standing):
        """Have the officers told, by an activity, which Odoo mails to whom it is for."""
        for breach in self.breaches:
            breach[f"warned_{standing}_on"] = fields.Datetime.now()
            left = BreachClock(self.env, breach).left()
            breach.activity_unlink([ACTIVITY])
            self._schedule(breach, self.env._(
                "%(name)s: %(left)s. Notify the authority (Art. 33(1)).",
                name=breach.name, left=left) if breach.role == "controller" else self.env._(
                "%(name)s: %(left)s. Tell the controllers (Art. 33(2)).",
                name=breach.name, left=left))
            Log(self.env, breach).add(f"warned_{standing}")

"""The clock of breaches in a database: moments of UTC, the company's zone, holidays and settings.
"""

from datetime import timedelta

from odoo import fields
from odoo.fields import Domain

from ...core.breach import clock, states
from ...core.policy.deadlines import working_day
from ..controller import Controller
from ..settings import Settings

#: hours before the end from which a breach is at risk: setting, and its bounds
SETTING, LEAST, MOST = "breach_at_risk_hours", 1, 71


class BreachClock:
    """By when the authority is told of one breach, and how that stands."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    def at_risk(self):
        """Return the hours before the end from which a breach is at risk."""
        return min(max(Settings(self.env).number(SETTING, clock.AT_RISK), LEAST), MOST)

    def regulation_end(self):
        """Return the last moment as Regulation 1182/71 counts it (UTC)."""
        company = self.breach.company_id
        country = Controller(self.env, company).country.code
        return clock.regulation_end(
            self.breach.aware_on, company.sudo().privacy_tz or "UTC",
            lambda day: working_day(day, country) == day)

    def standing(self):
        """Return how the breach stands: a code of ``privacy.breach.standing``."""
        breach = self.breach
        if breach.notified_on:
            return "told"
        if breach.state not in states.OWED or not breach.aware_on:
            return "ended"
        return clock.standing(fields.Datetime.now(), breach.aware_on, self.at_risk())

    def standing_domain(self, codes):
        """Return the domain of the breaches that stand in one of these ways."""
        now = fields.Datetime.now()
        risk = now + timedelta(hours=self.at_risk())
        owed = Domain("state", "in", states.OWED) & Domain("notified_on", "=", False)
        domains = {
            "late": owed & Domain("deadline", "<", now),
            "at_risk": owed & Domain([("deadline", ">=", now), ("deadline", "<=", risk)]),
            "on_track": owed & Domain("deadline", ">", risk),
            "told": Domain("notified_on", "!=", False),
            "ended": Domain("state", "not in", states.OWED) & Domain("notified_on", "=", False),
        }
        return Domain.OR([domains[code] for code in codes if code in domains])

    def left(self):
        """Return the time that is left, or that has passed since, in words; empty where nothing
        runs.
        """
        if self.standing() not in ("on_track", "at_risk", "late"):
            return ""
        hours = clock.hours_left(fields.Datetime.now(), self.breach.aware_on)
        days, rest = clock.in_days(hours)
        if hours < 0:
            return self.env._("%(days)s d %(hours)s h late", days=days, hours=rest)
        return self.env._("%(days)s d %(hours)s h left", days=days, hours=rest)

"""Whom an erasure on request leaves because something under way still needs them."""

from collections import Counter

from odoo.tools import SQL

from ..due import needed_sql

#: why they stay, as kept items and letters say it
GROUND = "contract"


class Needed:
    """Says of an erasure on request who stays until what is under way has ended."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def clocks(self):
        """Return the clocks on which those who were asked about stay.

        :rtype: privacy.timer
        """
        timers = self.env["privacy.timer"].sudo()
        if self.run.kind != "request" or not self.run.asked_refs:
            return timers.browse()
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT timer.id FROM privacy_timer timer
                 JOIN privacy_rule rule ON rule.id = timer.rule_id AND rule.action = 'erase'
                WHERE COALESCE(timer.partner_id, -timer.contactless_id) = ANY(%s) AND %s
                ORDER BY timer.id""", self.run.asked_refs, needed_sql(self.run)))
        return timers.browse([timer for (timer,) in rows])

    @staticmethod
    def until(clock):
        """Return the day until which a clock's subject is needed: what was booked ends with its
        own day, and what is open once nobody has touched it for so long.
        """
        return clock.date_start if clock.reason == "interaction" else clock.date_until

    def note(self):
        """Remember on the run how many stay, of what kind, and until when: counts, and nobody's
        id.
        """
        ends = {}
        for clock in self.clocks():
            subject = clock.partner_id or clock.contactless_id
            ends[subject] = max(str(self.until(clock) or ""), ends.get(subject, ""))
        counts = Counter((subject._name, until) for subject, until in ends.items())
        self.run.needed = [{"model": model, "until": until, "count": count}
                           for (model, until), count in sorted(counts.items())] or False

    def lines(self):
        """Return what :meth:`note` remembered, as ``Summary.values`` has what is left."""
        return [{"model": "res.partner", "field": "", "ground": GROUND, **line}
                for line in self.run.needed or ()]

"""A new breach: its number, what a reporter may say, and who is told of it inside."""

from odoo.exceptions import AccessError

from ...const import OFFICER, USER
from ..controller import Controller
from .log import Log
from .reminders import BreachReminders

#: what anybody with a role may say when they report one
REPORTED = frozenset(("title", "facts", "aware_on", "started_on", "company_id"))
#: what buttons and dialogues decide; ``name`` is given, and a drill stays one
FIXED = frozenset((
    "name", "state", "company_id", "role", "drill", "aware_on", "deadline", "notified_on",
    "warned_at_risk_on", "warned_late_on", "closed_on", "risk", "risk_reason", "people_decision",
    "people_reason", "public_on", "telling", "unknown_count", "subject_ids", "decision_ids"))
#: of these the one who makes a breach says what holds at its beginning
AT_BEGINNING = frozenset(("company_id", "role", "drill", "aware_on"))


class BreachIntake:
    """Makes breaches complete."""

    def __init__(self, env):
        self.env = env

    def numbered(self, vals):
        """Return the values of a new breach, with its number.

        :raise AccessError: where somebody says what only officers say, or buttons do
        """
        self.env["privacy.breach"]._check_group(USER)
        named = {name for name in vals if vals[name]}
        if not self.env.su and (named & (FIXED - AT_BEGINNING)
                                or not self._is_officer() and named - REPORTED):
            raise AccessError(self.env._(
                "Report what happened: title, facts, and since when you know. An officer decides "
                "the rest."))
        code = "privacy.breach.drill" if vals.get("drill") else "privacy.breach"
        return {**vals, "name": self.env["ir.sequence"].sudo().next_by_code(code)}

    def _is_officer(self):
        return self.env.user.has_group(OFFICER)

    def arrived(self, breaches):
        """Say whom people can ask, and have an officer look at once: the clock runs."""
        for breach in breaches.sudo():
            if not breach.contact_point:
                answers = Controller(self.env, breach.company_id)
                breach.contact_point = "\n".join(filter(None, (answers.name, answers.contact)))
        Log(self.env, breaches).add("reported")
        BreachReminders(self.env, breaches).plan()

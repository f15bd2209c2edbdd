"""Tasks of officers: recipients that a person tells, that could not be told, that take long.

One task for each request, and one for each company for what has no request; it says how many.
"""

from datetime import timedelta

from odoo import fields
from odoo.fields import Domain

from ..requests.reminders import Reminders
from ..settings import Settings
from .channel import BY_HAND, OPEN

ACTIVITY = "cloudpepper_privacy.mail_activity_type_notice"
#: days after which an officer is reminded of a recipient that is not told yet
REMIND_DAYS = 7
#: notices that are somebody's task
WAITS = Domain("state", "in", BY_HAND) | (
    Domain("state", "in", OPEN) & Domain("reminded_on", "!=", False))


class Tasks:
    """Follows notices: a task is there as long as one of them waits for somebody."""

    def __init__(self, env):
        self.env = env(su=True)

    def remind_days(self):
        """Return the days until somebody is reminded."""
        return max(1, int(Settings(self.env).number("notice_remind_days", REMIND_DAYS)))

    def remind(self, notices):
        """Have officers look at what takes long; once in as many days as the setting says."""
        notices.reminded_on = fields.Date.today()
        self.follow(notices)

    def follow(self, notices):
        """Let tasks say what waits now, wherever one of these notices stands."""
        notices = notices.with_env(self.env)
        requests = notices.request_id
        self._follow(requests, self._waiting(Domain("request_id", "in", requests.ids),
                                             "request_id"))
        companies = notices.filtered(lambda notice: not notice.right_id).company_id
        waiting = self._waiting(
            Domain("company_id", "in", companies.ids) & Domain("right_id", "=", False),
            "company_id")
        self._follow(companies.partner_id, {
            company.partner_id: counts for company, counts in waiting.items()})

    def _waiting(self, domain, place):
        """Return {record: {state: how many}} of notices that are somebody's task."""
        counted = {}
        for record, state, count in self.env["privacy.notice"]._read_group(
                domain & WAITS, [place, "state"], ["__count"]):
            counted.setdefault(record, {})[state] = count
        return counted

    def _follow(self, places, waiting):
        """Make, change or end the task of each place.

        :param places: requests, or contacts of companies
        :param waiting: {place: {state: how many}}
        """
        known = self.env["mail.activity"].search([
            ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ("res_model", "=", places._name), ("res_id", "in", places.ids)])
        known.filtered(lambda task: not waiting.get(places.browse(task.res_id))).unlink()
        known = {task.res_id: task for task in known.exists()}
        for place, counts in waiting.items():
            summary, days = self._words(counts)
            if task := known.get(place.id):
                if task.summary != summary:
                    task.summary = summary
                continue
            place.activity_schedule(
                ACTIVITY, fields.Date.today() + timedelta(days=days), summary=summary,
                user_id=self._officer(place).id)

    def _words(self, counts):
        """Return (summary, days until it is due)."""
        number = sum(counts.values())
        if counts.get("escalated"):
            return self.env._("Recipients that could not be told: %s", number), 0
        if counts.get("todo"):
            return self.env._("Recipients to tell: %s", number), self.remind_days()
        return self.env._("Recipients that are not told yet: %s", number), 0

    def _officer(self, place):
        if place._name == "privacy.request":
            return place.user_id or Reminders(self.env, place).officer()
        company = self.env["res.company"].search([("partner_id", "=", place.id)], limit=1)
        of_company = self.env["privacy.request"].new({"company_id": company.id})
        return Reminders(self.env, of_company).officer()

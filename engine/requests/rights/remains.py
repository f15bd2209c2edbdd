"""What stays of a person after an erasure, why and until when: for officers and in the letter."""

import re

from ....core.requests import rights as rules
from ...days import long_day
from ...labels import Labels
from ...runs.needed import GROUND, Needed
from ...runs.summary import Summary
from .base import Right


class Remains(Right):
    """A right of which something may stay: (what, why, article, until), each for itself."""

    def kept(self):
        """Return [(what, why, article, until)] of what stays, also before the run was carried
        out: what it leaves out as a whole stays as well. For a screen.
        """
        labels, run = Labels(self.env), self.right.sudo().run_id
        return [(what, why, article,
                 until if until and not _is_day(until) else labels.end(until, run.on_date))
                for what, why, article, until in self._kept_rows()]

    def _kept_rows(self):
        """Return the same with days as ISO has them, and none where no end is known."""
        by_run = Summary(self.env, self.right.sudo().run_id).kept_rows()
        return (by_run + self._kept_by_law() + self._kept_by_contract() + self._kept_by_hold())

    def _grounds_of_what_stays(self):
        """Return the grounds of :data:`..core.requests.rights.GROUNDS` that keep what stays; what
        needs weighing has its own code among them.
        """
        lines = Summary(self.env, self.right.sudo().run_id).values()["left"]
        grounds = {rules.STAYS_BY.get(line["ground"], line["ground"]) for line in lines
                   if line["ground"] != "request"}
        for ground, kept in (("legal_duty", self._kept_by_law()),
                             ("contract", self._kept_by_contract()),
                             ("legal_claims", self._kept_by_hold())):
            if kept:
                grounds.add(ground)
        return sorted(grounds)

    def _in_words(self, rows):
        """The same for the letter; what its reason has said of its end is not said again."""
        return [(what, why, article, self._until(why, until)) for what, why, article, until in rows]

    def _until(self, why, until):
        if not _is_day(until):
            return until
        day = long_day(self.env, until)
        if until < str(self.env["privacy.timer"]._today()):
            return self.env._("its period is over, and we decide on it now")
        return "" if day in (why or "") else self.env._("until %s", day)

    def _kept_by_law(self):
        """The same of contacts that a legal duty keeps."""
        staying = self._clocks().filtered(
            lambda timer: self._outlives(timer) and timer.reason in rules.KEPT_BY_LAW)
        told = staying._sentences(told=True)
        return [(timer.category_id.name, told.get(timer), rules.KEPT_LAW["legal_duty"],
                 str(timer.date_until or "")) for timer in staying - self._needed()]

    def _kept_by_contract(self):
        """The same of contacts that a contract keeps, or something booked or under way."""
        needed, booked = self._needed(), Needed.until
        staying = needed | self._clocks().filtered(
            lambda timer: self._outlives(timer) and timer.reason in rules.KEPT_BY_CONTRACT)
        told, why = staying._sentences(told=True), Labels(self.env).ground(GROUND)
        return [(timer.category_id.name, f"{self._booked(timer, needed) or told.get(timer)}. {why}",
                 rules.KEPT_LAW[GROUND],
                 str((booked(timer) if timer in needed else timer.date_until) or ""))
                for timer in staying]

    def _booked(self, timer, needed):
        if timer in needed and timer.reason == "interaction":
            return self.env._("Booked for %s", long_day(self.env, timer.date_start))
        return None

    def _needed(self):
        """Return the clocks on which an erasure waits for what is under way."""
        return Needed(self.env, self.right.sudo().run_id).clocks().with_env(
            self.env(su=True)) & self._clocks()

    def _clocks(self):
        """Return the clocks of what stays."""
        return self.env["privacy.timer"].sudo().search([
            "|", ("partner_id", "in", self._staying()),
            ("contactless_id", "in", self._living_contactless().ids), ("state", "!=", "done"),
            ("rule_id.action", "in", ("anonymise", "erase"))])

    def _kept_by_hold(self):
        if not self.env["privacy.hold"].sudo()._on_hold(self.partners.ids):
            return []
        return [(self.env._("All of it"), self.env._("Needed for a legal claim"),
                 rules.KEPT_LAW["legal_claims"], self.env._("until the end of the case"))]

    def _is_used_on(self):
        """Whether what stays serves a contract that is running."""
        return bool(self._kept_by_contract())

    def _staying(self):
        """Return the ids of contacts that the run leaves as a whole, or will leave."""
        run = self.right.sudo().run_id
        going = run.item_ids.filtered("whole").mapped("partner_ref")
        planned = run.state not in ("done", "incomplete")
        return [contact for contact in self._living() if not (planned and contact in going)]

    def _outlives(self, timer):
        """Whether a clock goes on after an erasure on request (what a run takes as due)."""
        today = self.env["privacy.timer"]._today()
        over = timer.state == "counting" and timer.date_until < today
        return not over and timer.rule_id.action != "erase"

    def _living(self):
        """Return the ids of the request's contacts that are not anonymised, as a query sees it."""
        self.env.flush_all()
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts.search([
            ("id", "in", self.right.request_id.sudo().partner_ids.ids),
            ("privacy_anonymised_on", "=", False)]).ids

    def _living_contactless(self):
        """Return those without a contact that were not erased."""
        return self.contactless.filtered(lambda subject: not subject.erased_on)


def _is_day(text):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text or ""))

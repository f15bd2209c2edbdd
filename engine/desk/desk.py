"""The desk as one answer for the web client."""

from ...const import OFFICER
from ..controller import Controller
from ..first_use.guide import Guide
from ..settings import Settings
from .charts import charts
from .needs import cards


class Desk:
    """What one person sees of it: nothing that they could not open themselves."""

    def __init__(self, env):
        self.env = env

    def told(self):
        """Return all of it: ``lines`` (what is wrong with the whole, as text, tone and menu),
        ``cards`` (``key``, ``title``, ``model``, ``note``, ``figures``: ``key``, ``words``,
        ``tone``, ``count``, ``domain``), ``charts`` (:func:`.charts.charts`), ``last_run``.
        """
        return {"lines": self._lines(), "cards": self._cards(), "charts": charts(self.env),
                "last_run": self._last_run()}

    def _cards(self):
        return [{"key": card.key, "title": card.title, "model": card.model,
                 "figures": [self._figure(card.model, figure) for figure in card.figures],
                 "note": self._hours_left() if card.key == "breaches" else ""}
                for card in cards(self.env) if self.env[card.model].has_access("read")]

    def _figure(self, model, figure):
        return {"key": figure.key, "words": figure.words, "tone": figure.tone,
                "domain": figure.domain, "count": self.env[model].search_count(figure.domain)}

    def _hours_left(self):
        """Return how long the breach that ends first has, in words; nothing where none runs."""
        first = self.env["privacy.breach"].search(
            [("state", "not in", ("closed", "unfounded")), ("drill", "=", False),
             ("standing", "in", ("on_track", "at_risk", "late"))], order="deadline", limit=1)
        return f"{first.name}: {first.time_left}" if first.time_left else ""

    # === WHAT CONCERNS ALL OF IT === #

    def _lines(self):
        """Return what is wrong with the whole: list of ``{tone, text}``, with an ``action`` where
        one leads there.
        """
        lines = []
        if Settings(self.env).stopped():
            lines.append({"tone": "danger", "text": self.env._(
                "All erasing is stopped. It goes on when an officer lifts the stop: "
                "Configuration > Emergency Stop.")})
        if missing := Controller(self.env(su=True), self.env.company).missing():
            lines.append({"tone": "warning", "text": self.env._(
                "Letters cannot leave before it is said who answers for %(company)s. Missing: "
                "%(missing)s.", company=self.env.company.name, missing=", ".join(missing))})
        if self.env.user.has_group(OFFICER) and (line := Guide(self.env).line()):
            lines.append(line)
        return lines

    def _last_run(self):
        """Return the last run that ended (``id``, ``name``, ``ok``, ``text``), or False."""
        runs = self.env["privacy.run"]
        if not runs.has_access("read"):
            return False
        run = runs.search([("state", "in", ("done", "incomplete"))], order="id desc", limit=1)
        if not run:
            return False
        items = self.env["privacy.run.item"]
        states = dict(items._fields["state"]._description_selection(self.env))
        counted = items._read_group([("run_id", "=", run.id)], ["state"], ["__count"])
        said = ", ".join(f"{states.get(state, state)}: {count}" for state, count in counted)
        return {"id": run.id, "name": run.name, "ok": run.state == "done", "text": said}

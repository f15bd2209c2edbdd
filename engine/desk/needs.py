"""What needs somebody today: figures, each the number of records that its own domain finds.

A figure is counted with the reader's own rights and led to by the same domain, so that number and
list cannot differ. What somebody may not read is not counted for them.
"""

from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from odoo import fields

#: a consent or a hold that ends within so many days is worth a look
SOON = 30
#: how much a figure above zero matters, worst first
TONES = ("danger", "warning", "info")


class Figure(NamedTuple):
    """A number on a card.

    :ivar str key: of the figure, unique on its card
    :ivar str words: what is counted
    :ivar str tone: one of :data:`TONES`
    :ivar list domain: finds what is counted
    """

    key: str
    words: str
    tone: str
    domain: list


class Card(NamedTuple):
    """Figures about records of one model."""

    key: str
    title: str
    model: str
    figures: tuple


def cards(env):
    """Return the cards in the order in which an officer looks at them."""
    return [make(env) for make in ORDER]


def _runs(env):
    return Card("runs", env._("Runs"), "privacy.run", (
        Figure("approve", env._("to approve"), "warning",
               [("state", "in", ("preview", "waiting"))]),
        Figure("brake", env._("stopped by the brake"), "danger",
               [("state", "in", ("preview", "waiting")), ("brake", "=", True)]),
        Figure("open", env._("approved or running"), "info",
               [("state", "in", ("approved", "running", "proving"))]),
        Figure("exceptions", env._("ended with exceptions"), "danger",
               [("state", "in", ("incomplete", "stopped"))]),
    ))


def _requests(env):
    return Card("requests", env._("Requests"), "privacy.request", (
        Figure("overdue", env._("overdue"), "danger", [("standing", "=", "overdue")]),
        Figure("at_risk", env._("last day near"), "warning", [("standing", "=", "at_risk")]),
        Figure("open", env._("to answer"), "info",
               [("state", "in", ("received", "identity", "open"))]),
    ))


def _breaches(env):
    return Card("breaches", env._("Breaches"), "privacy.breach", (
        Figure("late", env._("past their 72 hours"), "danger",
               [("standing", "=", "late"), ("drill", "=", False)]),
        Figure("at_risk", env._("last hours"), "warning",
               [("standing", "=", "at_risk"), ("drill", "=", False)]),
        Figure("open", env._("open"), "info",
               [("state", "not in", ("closed", "unfounded")), ("drill", "=", False)]),
    ))


def _findings(env):
    return Card("findings", env._("Findings"), "privacy.finding", (
        Figure("open", env._("to settle"), "warning", [("state", "=", "open")]),
        Figure("proposed", env._("to confirm"), "info",
               [("state", "=", "open"), ("proposed_act", "!=", False)]),
    ))


def _tasks(env):
    return Card("tasks", env._("Tasks outside"), "privacy.exit.task", (
        Figure("overdue", env._("overdue"), "danger", [("is_overdue", "=", True)]),
        Figure("open", env._("to do"), "info", [("state", "=", "open")]),
    ))


def _kept(env):
    return Card("kept", env._("Kept items"), "privacy.kept.item", (
        Figure("due", env._("whose last day has passed"), "warning", [("is_due", "=", True)]),
    ))


def _notices(env):
    return Card("notices", env._("Recipients to tell"), "privacy.notice", (
        Figure("escalated", env._("could not be told"), "danger", [("state", "=", "escalated")]),
        Figure("todo", env._("by an officer"), "warning", [("state", "=", "todo")]),
        Figure("failed", env._("tried again by itself"), "info", [("state", "=", "failed")]),
    ))


def _clocks(env):
    return Card("clocks", env._("Due"), "privacy.timer", (
        Figure("due", env._("past their last day"), "info",
               [("is_due", "=", True), ("kept_by", "=", False)]),
        Figure("review", env._("unpaid for many years"), "warning",
               [("needs_review", "=", True)]),
    ))


def _consents(env):
    soon = fields.Date.context_today(env["privacy.consent.record"]) + relativedelta(days=SOON)
    return Card("consents", env._("Consents"), "privacy.consent.record", (
        Figure("ending", env._("end within 30 days"), "warning",
               [("state", "=", "given"), ("date_until", "!=", False),
                ("date_until", "<=", soon.isoformat())]),
        Figure("pending", env._("to be confirmed"), "info", [("state", "=", "pending")]),
    ))


def _holds(env):
    today = fields.Date.context_today(env["privacy.hold"])
    return Card("holds", env._("Holds"), "privacy.hold", (
        Figure("review", env._("to look at again"), "warning",
               [("state", "=", "active"), ("review_on", "<=", today.isoformat())]),
        Figure("ending", env._("end within 30 days"), "info",
               [("state", "=", "active"), ("date_end", "!=", False),
                ("date_end", "<=", (today + relativedelta(days=SOON)).isoformat())]),
    ))


def _incoming(env):
    return Card("mails", env._("Mails set aside"), "privacy.request.mail", (
        Figure("new", env._("to look at"), "warning", [("state", "=", "aside")]),
    ))


def _coverage(env):
    return Card("coverage", env._("Coverage"), "privacy.coverage", (
        Figure("undecided", env._("fields nobody decided on"), "warning",
               [("need", "in", ("accept", "decide")), ("state", "=", "undecided")]),
    ))


#: the cards in their order
ORDER = (_runs, _requests, _breaches, _findings, _tasks, _kept, _notices, _incoming, _clocks,
         _consents, _holds, _coverage)

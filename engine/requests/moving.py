"""Moving requests from state to state: one gate, which asks ``core/requests/rights.py``."""

from odoo import fields
from odoo.exceptions import UserError

from ...core.requests import rights as rules
from .locks import Locks
from .reminders import Reminders
from .request_files import RequestFiles
from .rights.erasure import drop_previews
from .words import label


class Moving:
    """Moves requests, and does what goes with it."""

    def __init__(self, env, requests):
        self.env, self.requests = env, requests

    def move(self, target):
        """Move the requests to a state.

        :param str target: a key of :data:`..core.requests.rights.STATE_MOVES`
        :raise UserError: where the table does not let them
        """
        self._check_move(target)
        self.requests.sudo().write({"state": target})
        self.requests._record_evidence(f"request_{target}")
        if target not in rules.RUNNING:
            for effect in self.ENDING:
                effect(self)

    def _check_move(self, target):
        labels = dict(self.requests._fields["state"]._description_selection(self.env))
        for request in self.requests:
            if not rules.may_move(request.state, target):
                raise UserError(self.env._(
                    "%(name)s cannot go from “%(state)s” to “%(target)s”.", name=request.name,
                    state=label(request, "state"), target=labels.get(target, target)))

    # === WHAT ENDING A REQUEST MEANS === #

    def _release_locks(self):
        Locks(self.env, self.requests).release()

    def _drop_previews(self):
        """Nobody carries out what was shown for a request that has ended."""
        drop_previews(self.requests.right_ids)

    def _remove_proof(self):
        """The proof of identity has served (Art. 5(1)(c))."""
        for request in self.requests:
            RequestFiles(self.env, request).remove_proof()

    #: what is done when a request was answered or dropped, in this order
    ENDING = (_release_locks, _drop_previews, _remove_proof)

    # === BUTTONS === #

    def drop(self):
        """The person took it back, or it was none."""
        self.move("dropped")
        Reminders(self.env, self.requests).drop()

    def reopen(self):
        """Go on with what was answered or dropped."""
        for request in self.requests:
            Moving(self.env, request).move("open" if request.state == "answered" else "received")
        Reminders(self.env, self.requests).plan()

    def answer_if_decided(self):
        """Close the tickets in which every right was decided."""
        for request in self.requests:
            if request.state in rules.RUNNING and all(
                    right.state == "closed" for right in request.right_ids):
                Moving(self.env, request).move("answered")
                request.sudo().answered_on = fields.Datetime.now()
                Reminders(self.env, request).drop()

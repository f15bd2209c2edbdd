"""Carrying a right out: one method with its checks; then the right's own act."""

from odoo.exceptions import UserError

from ...const import OFFICER
from ..accounts import FixedAddresses
from .locks import Locks
from .rights import right_of


class Acting:
    """Does what one right asks for; then the outcome is what the checks saw."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def act(self, choice=False, answers=False):
        """Do what was asked.

        :param bool answers: whether an erasure is answered by itself once its run has proven it
        :param choice: for an erasure the point of Art. 17(1), for an objection its scope
        :raise UserError: where a check of :data:`CHECKS` refuses
        """
        self.right.ensure_one()
        for check in self.CHECKS:
            check(self)
        self.right.sudo().answer_by_id = answers and self.env.user
        right_of(self.right).act(choice)

    def _check_role(self):
        self.right.request_id._check_group(OFFICER)

    def _hold_rows(self):
        Locks(self.env, self.right.request_id).hold_rows()

    def _check_identity(self):
        right_of(self.right).check_open()

    def _check_addresses(self):
        FixedAddresses(self.env, self.right.request_id).check()

    def _check_acts(self):
        if not right_of(self.right).acts:
            raise UserError(self.env._("Do this by hand, and decide on the right."))

    def _check_contacts(self):
        if not right_of(self.right).has_something():
            raise UserError(self.env._("We hold nothing of this person: say so in the answer."))

    def _check_alone(self):
        """Two requests for one person do not act at once."""
        right = self.right
        others = right.sudo().search_count([
            ("id", "!=", right.id), ("run_id.state", "in", ("waiting", "approved", "running",
                                                            "proving")),
            ("request_id.partner_ids", "in", right.request_id.partner_ids.ids)], limit=1)
        if others:
            raise UserError(self.env._("Another request is being carried out for this person."))

    def _take_lock(self):
        Locks(self.env, self.right.request_id).take()

    #: what is asked before anything is done, in this order
    CHECKS = (
        _check_role,
        _hold_rows,         # what is read from here on stays as it is
        _check_identity,
        _check_addresses,
        _check_acts,
        _check_contacts,
        _check_alone,
        _take_lock,         # last: whoever comes second begins again (locks.py)
    )

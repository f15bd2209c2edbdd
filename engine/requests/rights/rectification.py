"""Rectification (GDPR Art. 16): corrections beside what stands there, applied in one act."""

from odoo.exceptions import UserError

from ...accounts import FixedAddresses
from ...correction import Correction
from ..notices import Notices
from ..words import label
from .base import Right


class Rectification(Right):
    """Corrections that a person asks for."""

    kind = "rectification"
    acts = True

    @property
    def changes(self):
        """The corrections of this right."""
        return self.right.change_ids

    def _done(self):
        return self.changes.filtered(lambda change: change.state == "done")

    def act(self, choice):
        """Write all of it, and look whether it is there."""
        todo = self.changes.filtered(lambda change: change.state == "todo")
        if not todo:
            raise UserError(self.env._("Write down what is to be corrected first."))
        Notices(self.env, self.right).note()
        Correction(self.env).apply(todo)
        if not all(change._stands() for change in todo):
            raise UserError(self.env._("Odoo did not take over a value as it was given."))
        FixedAddresses(self.env, self.right.request_id).follow()
        self.right.request_id._record_evidence("request_corrected")

    def check_done(self, outcome):
        """What was asked stands there."""
        if not self.has_something():
            return
        if not self.partners:
            raise UserError(self.env._(
                "What is to be corrected stands in records that no contact has. Make a contact "
                "with this address, confirm the identity once more with it, and write the "
                "corrections down there."))
        done = self._done()
        if not done or not all(change._stands() for change in done):
            raise UserError(self.env._("Nothing was corrected yet, or it no longer stands there."))
        if outcome == "granted" and done != self.changes:
            raise UserError(self.env._("Not all of it was corrected: say “granted in part”."))

    def settle(self):
        """The values have served: what was corrected and when stays, and no copy of it."""
        self.changes.sudo().write({"value": False, "statement": False})

    def letter(self):
        """What was corrected: [(what, new value)]."""
        done = self._done()
        return {"changed": [
            *((label(change, "field_name"), change.value or "") for change in done
              if change.field_name),
            *((self.env._("Statement added"), change.statement) for change in done
              if change.statement)]}

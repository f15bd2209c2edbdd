"""How a run is opened for work: what is looked at first, and what follows, in order."""

from odoo import fields
from odoo.exceptions import UserError

from ..coverage.vanished import note_vanished
from ..disclosures.refresh import Disclosures
from ..erasure.sweep import is_outdated, sweep
from ..transaction import Transaction
from ..vouchers import Vouchers
from . import preview
from .books import RunBooks
from .scheduled_actions import ScheduledActions, uses_jobs


class Starting:
    """Opens an approved run, once; a run that is open already goes on."""

    #: what must hold, in order; each raises UserError where it does not
    CHECKS = ("check_date", "check_approved")
    #: what opening does, in order
    EFFECTS = ("call_helpers", "file_vouchers", "read_disclosures", "open", "look_at_books",
               "look_at_map", "commit", "sweep")

    def __init__(self, env, run):
        self.env, self.run = env, run
        self.transaction = Transaction(env)

    def start(self):
        """Open the run, or go on with it: a step that ends with a commit."""
        for check in self.CHECKS:
            getattr(self, check)()
        if self.run.state == "approved":
            for effect in self.EFFECTS:
                getattr(self, effect)()
        elif self.run.state == "running" and is_outdated(self.run):
            self.sweep()

    # === CHECKS === #

    def check_date(self):
        """A day to come is preview only (R19)."""
        preview.check_date(self.run)

    def check_approved(self):
        """What is carried out is what was approved: its subjects and their plans (R18)."""
        if self.run.state != "approved":
            return
        if preview.digest(self.run) != self.run.approved_digest:
            raise UserError(self.env._("This is not what was approved: make a new preview."))

    # === EFFECTS === #

    def call_helpers(self):
        """Call the other workers to it, in the transaction that opens it.

        Jobs need none: their channel says how many run at once.
        """
        if not uses_jobs(self.env):
            ScheduledActions(self.env).call_helpers()

    def file_vouchers(self):
        """Have it on record how long vouchers are kept, before the first of them goes (R9)."""
        Vouchers(self.env).answer(self.run)

    def read_disclosures(self):
        """Have it on record who received data, before what shows it goes (Art. 19)."""
        Disclosures(self.env).refresh()

    def open(self):
        """Let workers claim its contacts."""
        self.run._move("running")
        self.run.date_started = self.run.date_started or fields.Datetime.now()

    def look_at_books(self):
        """Verify the hash chains that the run may touch, before it does."""
        RunBooks(self.env, self.run).before()

    def look_at_map(self):
        """Say what the data map names and is not here any more."""
        note_vanished(self.env, self.run)

    def commit(self):
        """From here on the run is under way, whatever happens to this worker."""
        self.transaction.commit()

    def sweep(self):
        """Find, for all subjects at once, the records that no index leads to."""
        sweep(self.env, self.run)
        self.transaction.commit()

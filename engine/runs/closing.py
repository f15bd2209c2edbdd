"""How a run ends: proven, compared, filed, sealed and written down, in order."""

from odoo import fields
from odoo.tools import SQL

from ..coverage.undecided import Undecided
from ..erasure.shortcuts import fallbacks
from ..erasure.sweep import forget
from ..evidence.sealing import seal as seal_evidence
from ..proof import Proof
from ..requests.answering import Answering
from ..transaction import Transaction
from .books import RunBooks
from .erased_files import ErasedFiles
from .journal import RunJournal
from .needed import Needed
from .progress import Progress
from .summary import Summary


class Closing:
    """Proves and ends a run of which nothing is left to do."""

    #: what decides between "done" and "ended with exceptions": each is asked, whatever the others
    #: say, and stores what it saw
    CHECKS = ("do_books_hold", "is_covered", "is_proven")
    #: what ending does, in order
    EFFECTS = ("forget_places", "name_failures", "note_needed", "end", "record_evidence", "seal",
               "log", "write_journal", "answer")

    def __init__(self, env, run):
        self.env, self.run = env, run
        self.transaction = Transaction(env)
        self.exceptions = False

    def close_if_done(self):
        """Prove and end the run unless contacts are left, or a colleague works on them.

        One worker at a time looks: the other waits, and then finds the run closed.
        """
        self.transaction.commit()
        self.lock()
        if self.run.state == "running" and not self._is_anybody_left():
            self.run._move("proving")
            self.transaction.commit()
            self.collect_files()
        if self.run.state == "proving" and Proof(self.env, self.run).prove():
            self.lock()
            if self.run.state == "proving":
                self.close()
        self.transaction.commit()

    def close(self):
        """End the run as what the checks saw, and seal its evidence."""
        self.run.invalidate_recordset()
        self.exceptions = not all([getattr(self, check)() for check in self.CHECKS])
        for effect in self.EFFECTS:
            getattr(self, effect)()

    def settle_again(self):
        """Let a run that ended with exceptions be done once nothing of them is left: its findings
        are settled, its books held, and nobody's fields are undecided.
        """
        self.run.invalidate_recordset()
        books = self.run.books or {}
        if (self.run.state == "incomplete" and self.is_proven() and not books.get("worse")
                and self.is_covered()):
            self.run._move("done")
            self.run._record_evidence("close")
            self.answer()

    # === BEFORE THE END === #

    def lock(self):
        """Hold the run's row, and read it anew."""
        self.env.cr.execute(
            SQL("SELECT FROM privacy_run WHERE id = %s FOR NO KEY UPDATE", self.run.id))
        self.run.invalidate_recordset()

    def _is_anybody_left(self):
        """Whether contacts that others hold locked are still to do; who is gone is dropped.

        An item whose contact was deleted or merged into another was approved for nobody else.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_run_item SET state = 'dropped', reason = 'gone'
                    WHERE run_id = %s AND state = 'todo'
                      AND COALESCE(partner_id, -contactless_id)
                          IS DISTINCT FROM partner_ref""",
                self.run.id,
            )
        )
        items = self.env["privacy.run.item"]
        items.invalidate_model(["state", "reason"], flush=False)
        return bool(items.search_count(
            [("run_id", "=", self.run.id), ("state", "=", "todo")], limit=1))

    def collect_files(self):
        """Remove the files of erased attachments from the disk, and say where some are left."""
        left = ErasedFiles(self.env).collect()
        if left:
            self.run._add_note(self.env._(
                "%s erased files are still on the disk; each night's housekeeping tries again.",
                left,
            ))
            self.transaction.commit()

    # === CHECKS === #

    def do_books_hold(self):
        """Whether no hash chain of the books is worse than before the run."""
        return RunBooks(self.env, self.run).after()

    def is_covered(self):
        """Whether nothing that the data map does not cover is left of the contacts but links:
        those lead to an anonymised contact.
        """
        lines = Undecided(self.env, self.run).lines()
        plain = [{name: line[name] for name in ("model", "field", "count")} for line in lines]
        self.run.write({
            "undecided": plain,
            "undecided_fields": len(self.env["privacy.coverage"]._verdicts()[0]),
            "unmapped": [line for line in plain if self._is_link_to_contact(line)],
        })
        return all(line["link"] for line in lines)

    def _is_link_to_contact(self, line):
        field = self.env[line["model"]]._fields[line["field"]]
        return field.comodel_name == "res.partner"

    def is_proven(self):
        """Whether every contact is complete, and was searched for."""
        return not (self.run.incomplete or self.run.unproven)

    # === EFFECTS === #

    def forget_places(self):
        """Delete where the subjects were met along ways without an index."""
        forget(self.env, self.run)

    def name_failures(self):
        """Say for the officer why contacts could not be done at all."""
        for line in Summary(self.env, self.run).failures():
            self.run._add_note(self.env._(
                "%(contacts)s contacts could not be done, and nothing of them was changed: "
                "%(reason)s", **line))

    def note_needed(self):
        """Say whom an erasure on request has left for what is under way."""
        Needed(self.env, self.run).note()

    def end(self):
        """Say how the run ended, and what was handled through the ORM."""
        self.run._move("incomplete" if self.exceptions else "done")
        self.run.date_done = fields.Datetime.now()
        self.run.write({"fallbacks": fallbacks(self.env)})

    def record_evidence(self):
        """Add the run's end to the evidence."""
        self.run._record_evidence("close")
        self.transaction.commit()

    def seal(self):
        """Close everything filed so far with a seal."""
        seal_evidence(self.env)
        self.transaction.commit()

    def log(self):
        """Say in the log how it ended."""
        Progress(self.env).log_end(self.run)

    def write_journal(self):
        """Write what was done to the journal of erasures, outside the database."""
        journal = RunJournal(self.env)
        if journal.is_wanted():
            journal.record(self.run)

    def answer(self):
        """Answer the request that this erasure was for, where its officer had said so."""
        Answering(self.env, self.run).answer()

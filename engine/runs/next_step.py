"""What happens next with a run, in words."""

from odoo import fields

from ..companies import beyond
from ..contactless.missing_key import REASON, MissingKey
from ..due import waiting_for_tasks
from ..settings import Settings
from ..vouchers import Vouchers

#: minutes without a batch after which a run under way says so
QUIET = 10
#: contacts of a sentence
LISTED = 20


class NextStep:
    """Says to a reader what happens next, how it looks, and what to do."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def words(self, stopped):
        """Return (level, text): level is info, success, warning or danger.

        :param bool stopped: whether everything that erases is stopped
        """
        if stopped and self.run.state in ("approved", "running"):
            return "danger", self.env._(
                "All erasing is stopped: nothing happens here until an officer lifts the stop.")
        level, text = getattr(self, f"_{self.run.state}")()
        short = filter(None, (self._without_key(), Vouchers(self.env).warning_of(self.run)))
        lines = "\n".join(short)
        return ("warning", f"{text}\n{lines}") if lines else (level, text)

    def _without_key(self):
        """Return who waits for the key of addresses: everybody without a contact while it is
        missing, and whom a run has left; False where nobody does.
        """
        if self.run.state in ("preview", "waiting", "approved", "running"):
            return MissingKey(self.env).warning()
        left = self.env["privacy.run.item"].search_count([
            ("run_id", "in", self.run._origin.ids), ("reason", "=", REASON)])
        return bool(left) and self.env._(
            "Left for a later run, because the key of addresses could not be read; people without "
            "a contact: %s.", left)

    def _preview(self):
        today = self.env["privacy.timer"]._today()
        if self.run.on_date and self.run.on_date > today and not Settings(self.env).is_demo():
            return "info", self.env._(
                "This is a preview of a day to come: nothing has been changed. It can be read, "
                "and not carried out.")
        if not self.run.subjects:
            return "info", self._with_tasks(self.env._(
                "Nobody is due: nothing has been changed, and there is nothing to approve."))
        return "info", self._with_tasks(self.env._(
            "This is a preview: nothing has been changed. It waits for an officer, who approves "
            "exactly this list (contacts: %(count)s) or cancels it. Who falls due later waits for "
            "the next preview.", count=self.run.subjects))

    def _with_tasks(self, words):
        """Add who is not anonymised because a task outside the database needs the name."""
        waiting = waiting_for_tasks(self.env(su=True), self.run) if self.run._origin else []
        # of a company that the reader does not act for nobody is numbered
        theirs = beyond(self.env, "res.partner", waiting)
        waiting = [contact for contact in waiting if contact not in theirs]
        if not waiting:
            return words
        return " ".join((words, self.env._(
            "Not anonymised before their task outside this database is done (Privacy, Tasks): "
            "%(count)s (contacts by number: %(numbers)s).", count=len(waiting),
            numbers=", ".join(map(str, waiting[:LISTED])))))

    def _waiting(self):
        if self.run.brake:
            return "warning", self.env._(
                "Waits for an officer: unusually many contacts are due at once (%(count)s), so "
                "this run waits even where its rules are automatic. See that rules and dates are "
                "right before approving. Nothing has been changed.", count=self.run.subjects)
        if self.run.kind == "replay" and not (self.run.replayed or {}).get("vouched"):
            return "danger", self.env._(
                "Waits for an officer other than %(name)s, who prepared it. The journal is signed "
                "with a key that is not known here: nothing vouches for what it says. Approve it "
                "only if you know where the file comes from and who is on the list. Nothing has "
                "been changed.", name=self.run.prepared_by_id.name)
        return "warning", self.env._(
            "Waits for an officer other than %(name)s, who prepared it (four eyes). Nothing has "
            "been changed.", name=self.run.prepared_by_id.name)

    def _approved(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_run", raise_if_not_found=False)
        if not cron or not cron.active:
            return "warning", self.env._(
                "Approved, but the scheduled action that carries it out is switched off: an "
                "administrator can switch it on.")
        return "info", self.env._(
            "Approved: the scheduled action carries it out. An officer who presses Execute starts "
            "it within a minute.")

    def _running(self):
        since = max(filter(None, (self.run.last_batch_on, self.run.date_started)), default=None)
        if since and (minutes := (fields.Datetime.now() - since).total_seconds() // 60) >= QUIET:
            return "warning", self.env._(
                "Under way, but quiet: no batch has ended for %(minutes)s minutes. The scheduled "
                "action may be switched off or busy, or colleagues hold what is left. Contacts "
                "done: %(done)s of %(all)s.", minutes=int(minutes), done=self.run.handled,
                all=self.run.planned)
        return "info", self.env._(
            "Carried out by the scheduled action, batch by batch. Contacts done: %(done)s of "
            "%(all)s.", done=self.run.handled, all=self.run.planned)

    def _proving(self):
        return "info", self.env._(
            "Every contact has had its turn. Now the whole database and all files are searched for "
            "what identified them; until that has ended nobody counts as complete.")

    def _stopped(self):
        return "danger", self.env._(
            "Stopped. What is done is done as a whole, batch by batch (contacts: %(done)s); the "
            "rest has not been touched (contacts: %(left)s). An officer executes it, or cancels "
            "it.", done=self.run.handled, left=self.run.todo)

    def _done(self):
        lines = [self.env._(
            "Ended, searched for and proven: every contact is complete (%s).", self.run.subjects)
            if self.run.subjects else self.env._("Ended, and nobody was erased.")]
        if needed := sum(line["count"] for line in self.run.needed or ()):
            lines.append(self.env._(
                "Contacts that stay, because something under way still needs them (Art. 17(1)(a) "
                "GDPR is not met): %s.", needed))
        if self.run.kept:
            lines.append(self.env._(
                "Records kept, each with a reason and an end date: %s.", self.run.kept))
        if dropped := self.run.handled - self.run.subjects:
            lines.append(self.env._(
                "Contacts no longer due by then, and left alone: %s.", dropped))
        return "success", " ".join(lines)

    def _incomplete(self):
        if not self.run.undecided:
            return "warning", self._exceptions()
        undecided = self.env._(
            "Fields that nobody has decided on still say something in records of its contacts. The "
            "page Outside the Data Map names them; an officer decides under Configuration, "
            "Coverage.")
        return "warning", f"{self._exceptions()} {undecided}"

    def _exceptions(self):
        """Return what came of the contacts, where not all is well."""
        run = self.run
        if run.incomplete:
            return self.env._(
                "Ended, and not everything could be done. Contacts incomplete: %(count)s of "
                "%(all)s. The page Not Done gives each reason. Places where somebody was still met "
                "stand under Findings: an officer settles them there, each is searched again, and "
                "who has none left is complete.", count=run.incomplete, all=run.subjects)
        if run.unproven:
            return self.env._(
                "Ended, and not proven of all: contacts that could not be searched for, or whose "
                "own files could not be read (contacts: %(count)s of %(all)s). They are erased as "
                "far as their own check saw, and do not count as complete. The page Not Done gives "
                "each reason.", count=run.unproven, all=run.subjects)
        if run.undecided:
            return self.env._(
                "Ended with exceptions: what the data map knows of every contact is done.")
        return self.env._(
            "Ended with exceptions: every contact is complete, and the note below says what else "
            "an officer has to look at.")

    def _cancelled(self):
        if not self.run.date_started:
            return "info", self.env._("Cancelled: nothing was done.")
        return "info", self.env._(
            "Cancelled on the way. Contacts done: %(done)s. The rest has not been touched: "
            "%(left)s.", done=self.run.handled, left=self.run.todo)

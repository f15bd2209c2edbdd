"""Receipts of systems that have done tasks: each is taken once, or refused with a reason."""

from odoo.exceptions import LockError

from ...core.leaving import receipts
from ..consents.intake.door import Refusal
from .closing import Closing

PATH = "/privacy/leaving/receipts"
#: why a receipt is not taken, in English, for who writes the sender
WHY = {
    "task": "is no task that this system may close",
    "over": "is a task that was called off",
    "conflict": "was done before, with another receipt",
    "early": "is a day before the task",
}


def receipts_of(document):
    """Return the receipts of a call.

    :raise Refusal: where its body is something else
    """
    found = receipts.receipts_of(document)
    if isinstance(found, receipts.Problem):
        raise Refusal(422, "shape", f"The body is not {found.text}.")
    return found


class Receipts:
    """Receipts of one source.

    :param privacy.consent.source source: whose call it is
    """

    def __init__(self, env, source):
        self.env = env(su=True)
        self.source = source.with_env(self.env)

    def take(self, raws):
        """Take what can be taken.

        :param list raws: objects as they were sent
        :return: for each, in order, its status (closed, waits, known or refused) and what is wrong
        :raise Refusal: where the source closes no tasks
        """
        if not self.source.closes_tasks:
            raise Refusal(403, "scope", "This source sends no receipts of tasks.")
        today = self.env["privacy.timer"]._today()
        read = [receipts.read(raw, today) for raw in raws]
        tasks = self._tasks({each.task for each in read if isinstance(each, receipts.Receipt)})
        told, closing = [], self.env["privacy.exit.task"]
        for each in read:
            task = isinstance(each, receipts.Receipt) and tasks.get(each.task)
            answer = self._answer(each, task)
            if answer["status"] == "closed":
                self._note(task, each)
                if task.waits_for_return():
                    answer["status"] = "waits"
                else:
                    closing |= task
            told.append(answer)
        Closing(self.env).close(closing)
        return told

    def _tasks(self, keys):
        """Return ``{number: task}`` of those that this source may close, locked."""
        found = self.env["privacy.exit.task"].search([
            ("key", "in", list(keys)),
            *([("company_id", "in", (False, self.source.company_id.id))]
              if self.source.company_id else [])])
        try:
            found.lock_for_update(allow_referencing=True)
        except LockError:
            raise Refusal(503, "busy", "Another call is about the same tasks. Try again.") from None
        return {task.key: task for task in found}

    def _answer(self, receipt, task):
        if isinstance(receipt, receipts.Problem):
            return {"status": "refused", "error": receipt._asdict()}
        if not task:
            return _refused("task", "task")
        if task.receipt:
            same = (task.receipt, task.done_on) == (receipt.receipt, receipt.done_on)
            return {"status": "known"} if same else _refused("task", "conflict")
        if task.state != "open":
            return _refused("task", "over" if task.state == "called_off" else "conflict")
        if receipt.done_on < task.date_start:
            return _refused("done_on", "early")
        return {"status": "closed"}

    def _note(self, task, receipt):
        task.write({"receipt": receipt.receipt, "done_on": receipt.done_on,
                    "source_id": self.source.id})


def _refused(field, code):
    return {"status": "refused", "error": {"field": field, "text": WHY[code]}}

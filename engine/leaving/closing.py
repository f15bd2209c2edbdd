"""How a task ends: with evidence, and what follows from it."""

from odoo.exceptions import UserError
from odoo.fields import Domain

from ...core.policy import periods
from ..clocks.refresh import Refresh
from .needed import opened
from .tasks import ExitTasks, record_acts


class Closing:
    """Closes tasks that were done, and opens those that wait for them."""

    def __init__(self, env):
        self.env = env(su=True)
        self.today = self.env["privacy.timer"]._today()

    def by_officer(self, tasks):
        """An officer says that tasks were done, with what shows it.

        :raise UserError: where nothing shows it, or the customer's data were not seen to
        """
        tasks = tasks.with_env(self.env)
        for task in tasks:
            self._check(task)
        self.close(tasks)

    def _check(self, task):
        if task.state != "open":
            raise UserError(self.env._("This task is not open any more."))
        if not task.proofs():
            raise UserError(self.env._(
                "A task is closed with evidence alone: a text, a file, or a system's receipt."))
        if task.waits_for_return():
            raise UserError(self.env._(
                "First say what became of the customer's own copy (Art. 28(3)(g) GDPR): returned "
                "to them, waived, or that nothing was hosted; with what shows it."))

    def close(self, tasks):
        """Close tasks that were found good; what they needed is gone, what follows is opened."""
        for day, some in tasks.grouped(lambda task: task.done_on or self.today).items():
            some.done_on = day
            self._open_following(some, day)
            some.write({"state": "done", "sealed": False, "closed_by_id": some.env.uid})
            self._end_clocks(some, day)
        tasks.activity_ids.unlink()
        record_acts(tasks, "task_done")
        contacts = self.env["res.partner"].browse(tasks.mapped("partner_ref")).exists()
        if contacts:
            Refresh(self.env).run(contacts.ids)

    def _open_following(self, tasks, day):
        """Open what waits for these tasks with what they needed: the contact may be gone."""
        rules = self.env["privacy.rule"].search([
            ("previous_rule_id", "in", tasks.rule_id.ids), ("action", "=", "task")])
        ExitTasks(self.env).make([
            (task.partner_ref, rule.id, task.company_id.id, day,
             periods.last_day(day, rule._period(), rule.from_year_end), opened(task))
            for task in tasks for rule in rules if rule.previous_rule_id == task.rule_id])

    def _end_clocks(self, tasks, day):
        """End the clocks of these tasks, unless another task of the same clock is open: after a
        merge of contacts there are two environments to remove.
        """
        same = Domain("partner_ref", "in", tasks.mapped("partner_ref")) & Domain(
            "rule_id", "in", tasks.rule_id.ids) & Domain("state", "=", "open")
        still = {(task.partner_ref, task.rule_id.id)
                 for task in self.env["privacy.exit.task"].search(same)}
        over = {(task.partner_ref, task.rule_id.id) for task in tasks} - still
        self.env["privacy.timer"].search([
            ("partner_id", "in", [partner for partner, _rule in over]),
            ("rule_id", "in", [rule for _partner, rule in over]), ("state", "=", "counting"),
        ]).filtered(lambda timer: (timer.partner_id.id, timer.rule_id.id) in over).write(
            {"state": "done", "done_date": day})

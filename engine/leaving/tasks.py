"""Tasks follow the clocks: one is opened where a relationship has ended, moves with its end, and is
called off where the relationship goes on. In sets: a statement finds what differs, whoever it is.
"""

import uuid
from typing import NamedTuple

from odoo.tools import SQL

from .needed import of_contacts, sealed

#: what differs: what is to be done, the task (of a new one none), and what its clock says
DIFFERS = """WITH clock AS MATERIALIZED (
        SELECT timer.partner_id, timer.rule_id, timer.date_start, timer.date_until,
               COALESCE(rule.company_id, partner.company_id) AS company_id,
               partner.privacy_anonymised_on IS NULL AS living
          FROM privacy_timer timer
          JOIN privacy_rule rule ON rule.id = timer.rule_id AND rule.action = 'task'
          JOIN res_partner partner ON partner.id = timer.partner_id
         WHERE timer.state = 'counting' AND timer.date_start <= %(today)s AND %(clocks)s
    ), open_task AS MATERIALIZED (
        SELECT task.* FROM privacy_exit_task task WHERE task.state = 'open' AND %(tasks)s
    )
    SELECT 'open' AS what, NULL::int AS task_id, clock.partner_id, clock.rule_id, clock.company_id,
           clock.date_start, clock.date_until
      FROM clock WHERE living AND NOT EXISTS (
           SELECT FROM open_task task
            WHERE task.partner_ref = clock.partner_id AND task.rule_id = clock.rule_id)
     UNION ALL
    SELECT 'move', task.id, clock.partner_id, clock.rule_id, NULL, clock.date_start,
           clock.date_until
      FROM open_task task JOIN clock
        ON clock.partner_id = task.partner_ref AND clock.rule_id = task.rule_id
     WHERE clock.living AND (task.date_start, task.date_due)
           IS DISTINCT FROM (clock.date_start, clock.date_until)
     UNION ALL
    SELECT 'seal', task.id, clock.partner_id, clock.rule_id, NULL, NULL, NULL
      FROM open_task task JOIN clock
        ON clock.partner_id = task.partner_ref AND clock.rule_id = task.rule_id
     WHERE clock.living AND task.sealed IS NULL
     UNION ALL
    SELECT 'call_off', task.id, partner.id, task.rule_id, NULL, NULL, NULL
      FROM open_task task JOIN res_partner partner ON partner.id = task.partner_ref
       AND partner.privacy_anonymised_on IS NULL
     WHERE NOT EXISTS (
           SELECT FROM clock
            WHERE clock.partner_id = task.partner_ref AND clock.rule_id = task.rule_id)
     ORDER BY partner_id, rule_id"""


class Difference(NamedTuple):
    """A task that is not what the clocks say: see :data:`DIFFERS`."""

    what: str
    task: int
    partner: int
    rule: int
    company: int
    start: object
    due: object


class ExitTasks:
    """Brings the open tasks up to date with the clocks, as superuser."""

    def __init__(self, env):
        self.env = env(su=True)
        self.tasks = self.env["privacy.exit.task"]

    def follow(self, everybody=False):
        """Open, move and call off tasks.

        :param bool everybody: else of those whose clocks were just refreshed
        """
        self.tasks.flush_model()
        family = SQL("IN (SELECT family.partner_id FROM privacy_family family)")
        differences = [Difference(*row) for row in self.env.execute_query(SQL(
            DIFFERS, today=self.env["privacy.timer"]._today(),
            clocks=SQL("TRUE") if everybody else SQL("timer.partner_id %s", family),
            tasks=SQL("TRUE") if everybody else SQL("task.partner_ref %s", family)))]
        for what in ("open", "move", "seal", "call_off"):
            if some := [each for each in differences if each.what == what]:
                getattr(self, f"_{what}")(some)

    def _open(self, differences):
        needed = self._needed(differences)
        self.make([
            (each.partner, each.rule, each.company, each.start, each.due,
             needed[each.rule, each.partner]) for each in differences])

    def make(self, rows):
        """Make tasks.

        :param rows: tuples of contact id, rule id, company id, first and last day, what is needed
        """
        keys = [uuid.uuid4().hex for _row in rows]
        tasks = self.tasks.create([
            {"key": key, "partner_ref": partner, "rule_id": rule, "company_id": company,
             "date_start": start, "date_due": due, "sealed": sealed(key, text)}
            for key, (partner, rule, company, start, due, text) in zip(keys, rows, strict=True)])
        record_acts(tasks, "task_opened")
        return tasks

    def _move(self, differences):
        tasks = self.tasks.browse([each.task for each in differences])
        for each, task in zip(differences, tasks, strict=True):
            task.write({"date_start": each.start, "date_due": each.due, "escalated_on": False})
        tasks.flush_recordset()

    def _seal(self, differences):
        """What could not be sealed when the task was opened: there was no key."""
        needed = self._needed(differences)
        for each in differences:
            task = self.tasks.browse(each.task)
            task.sealed = sealed(task.key, needed[each.rule, each.partner])

    def _call_off(self, differences):
        tasks = self.tasks.browse([each.task for each in differences])
        tasks.write({"state": "called_off", "sealed": False,
                     "called_off_on": self.env["privacy.timer"]._today()})
        tasks.activity_ids.unlink()
        record_acts(tasks, "task_called_off")

    def _needed(self, differences):
        """Return ``{(rule id, contact id): what the task needs}``."""
        needed = {}
        for rule in self.env["privacy.rule"].browse({each.rule for each in differences}):
            partners = self.env["res.partner"].browse(
                each.partner for each in differences if each.rule == rule.id)
            needed |= {(rule.id, partner): text
                       for partner, text in of_contacts(rule, partners).items()}
        return needed


def record_acts(tasks, act):
    """Record what became of tasks as evidence: ids, no words."""
    tasks.env["privacy.evidence"].sudo()._record([
        {"act": act, "partner": task.partner_ref or None, "rules": task.rule_id.ids,
         "company": task.company_id.id or None,
         "counts": {"task": task.id, "uid": task.env.uid,
                    **({"proof": task.proofs()} if act == "task_done" else {})}}
        for task in tasks])

"""How clocks follow from facts, in sets: facts are gathered once, decided once, compared.

Nothing but the module's own tables is written. The number of statements depends on the number
of signals and not on the number of contacts.
"""

from odoo.tools import SQL

from ..contactless.subjects import Contactless
from ..leaving.tasks import ExitTasks
from ..restriction.phases import Phases
from ..scratch import local_settings
from .decision import decision_sql
from .facts import Facts
from .families import CONTACTLESS, CONTACTS, FEW, fill_contactless, fill_families, of_contacts
from .follow import follow
from .found import Found
from .outbox import Outbox, waiting
from .tags import Tags

#: sums over many contacts need not go to the disk; of tables just made a rough idea will do
REFRESH_PLANNER = {"work_mem": "64MB", "default_statistics_target": 10}
#: few contacts: their rows are looked up in the tables of the module too, by indexes in memory,
#: and not by reading along an index from its beginning
REFRESH_PLANNER_FEW = {"random_page_cost": 1.1, "enable_mergejoin": "off"}

#: tags of many subjects: PostgreSQL takes the common tables of the decision table for a handful of
#: rows, and would compare each row of one with each row of another
TAGS_PLANNER_MANY = {"enable_nestloop": "off"}


class Refresh:
    """Brings the clocks and tags up to date with the facts, as superuser."""

    def __init__(self, env):
        self.env = env(su=True)

    def run(self, partner_ids=None, full=False, tags=True):
        """Refresh the families of these contacts, of the outbox, or of everybody; with the last
        two, the subjects without a contact too.

        :param partner_ids: ids of contacts; None: those whom the outbox names, and those whose
            tag ended by its date
        :param bool full: everybody
        :param bool tags: False leaves the tags to the outbox, whose notes stay
        :return: number of timers and tags changed
        :rtype: int
        """
        Found(self.env).remember()
        self.env.flush_all()
        if partner_ids:
            Contactless(self.env).join(partner_ids)
        outbox = Outbox(self.env)
        changed, where = 0, self._families(outbox, partner_ids, full)
        if where is not None:
            changed = self._bring_up_to_date(
                CONTACTS, fill_families(self.env.cr, where), tags)
            ExitTasks(self.env).follow()
            Phases(self.env).follow(SQL("SELECT partner_id FROM privacy_family"))
        if full or partner_ids is None:
            changed += self._contactless(None if full else outbox.taken, tags)
        self._invalidate()
        return changed

    def run_contactless(self):
        """Refresh everybody without a contact.

        :return: number of timers and tags changed
        """
        Outbox(self.env).fill_forgotten()
        return self._contactless(None, True)

    def run_waiting(self):
        """Refresh the subjects without a contact of the records that wait in the outbox, and leave
        them there; tags are for readers and wait.
        """
        Outbox(self.env).fill_forgotten()
        self._contactless(waiting(self.env), False)

    def _contactless(self, notes, tags):
        """Refresh the subjects without a contact of these records; return how many rows changed.

        :param dict notes: {model: ids} of records that changed; None: everybody
        """
        with local_settings(self.env.cr, **REFRESH_PLANNER):
            if not Contactless(self.env).follow(notes):
                return 0
            families = fill_contactless(self.env.cr)
        return self._bring_up_to_date(CONTACTLESS, families, tags)

    def _families(self, outbox, partner_ids, full):
        """Return the condition that names the contacts to refresh; None where there are none."""
        if full:
            outbox.drain()
            return SQL("TRUE")
        if partner_ids is None:
            partner_ids = outbox.drain() | Tags(self.env).contacts_past()
        else:
            # what persons deleted and no drain has seen yet
            outbox.fill_forgotten()
        return of_contacts(partner_ids) if partner_ids else None

    def _bring_up_to_date(self, whose, families, tags):
        """Write the clocks, and the tags, of the families that were filled."""
        few = families.size <= FEW
        with local_settings(self.env.cr, **REFRESH_PLANNER, **(REFRESH_PLANNER_FEW if few else {})):
            facts = Facts(self.env, whose)
            facts.gather(few, families.several)
            changed = self._apply(whose, facts.numbers, few)
            if not tags:
                return changed
            with local_settings(self.env.cr, **({} if few else TAGS_PLANNER_MANY)):
                return changed + Tags(self.env, whose).refresh(few)

    def _apply(self, whose, numbers, few):
        """Write the clocks that differ, and nothing else; return how many rows changed."""
        inserted, updated, deleted = follow(
            self.env["privacy.timer"],
            decision_sql(numbers, self.env["privacy.timer"]._today()), whose, {"rule_id": None},
            ["state", "reason", "date_start", "date_until", "signal_id", "signal_res_id"],
            stays=SQL("""old.state = 'done' AND new.state = 'counting'
                         AND old.date_start = new.date_start"""),
            few=few,
        )
        if inserted > FEW:
            # the tags are read from them next
            self.env.cr.execute("ANALYZE privacy_timer")
        changed = inserted + updated + deleted
        return changed + self._take_back(whose) if updated or deleted else changed

    def _take_back(self, whose):
        """Delete the clocks that ran from the end of a task which is to be done again, for what it
        waits for has moved; return how many.
        """
        if whose is not CONTACTS:
            return 0
        self.env.cr.execute(SQL(
            """WITH RECURSIVE gone AS (
                   SELECT clock.id, clock.partner_id, clock.rule_id
                     FROM privacy_rule rule
                     JOIN privacy_timer clock ON clock.rule_id = rule.id
                     JOIN privacy_family family ON family.partner_id = clock.partner_id
                    WHERE rule.start_event = 'task_done' AND NOT EXISTS (
                          SELECT FROM privacy_timer task
                           WHERE task.partner_id = clock.partner_id
                             AND task.rule_id = rule.previous_rule_id AND task.state = 'done')
                    UNION
                   SELECT clock.id, clock.partner_id, clock.rule_id
                     FROM gone
                     JOIN privacy_rule rule ON rule.previous_rule_id = gone.rule_id
                     JOIN privacy_timer clock ON clock.rule_id = rule.id
                      AND clock.partner_id = gone.partner_id)
               DELETE FROM privacy_timer WHERE id IN (SELECT id FROM gone)"""))
        return self.env.cr.rowcount

    def _invalidate(self):
        """Let the ORM read again what was written by SQL."""
        self.env["privacy.timer"].invalidate_model()
        self.env["privacy.subject.purpose"].invalidate_model()
        self.env["res.partner"].invalidate_model(
            [name for name in self.env["res.partner"]._fields if name.startswith("privacy_")],
            flush=False,
        )

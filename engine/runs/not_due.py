"""Who is old enough to be due in a run and is not, and why: nothing of it is stored."""

from odoo.tools import SQL

from ..clocks.sentences import NAMELESS
from ..due import waiting_for_tasks
from ..labels import Labels

#: so many are named; the others are counted
NAMED = 100
#: reasons of clocks that wait for something of today
WAITING = ("under_way", "doubtful", "subsidiary_open", "unpaid", "relationship_open")


class NotDue:
    """Names those whom a run leaves alone because something is under way, stays open, or is still
    to be done outside the database.
    """

    def __init__(self, env, run):
        self.env, self.run = env, run

    def table(self):
        """Return them as an HTML table; False where there is nobody."""
        heads = (self.env._("Who"), self.env._("Why Not"))
        return Labels(self.env).table(heads, self.rows())

    def rows(self):
        """Return [(who, until when and why)]: whoever was asked about, else those whom something
        keeps that is under way or to be done. The longest duty of each.
        """
        saved = bool(self.run.ids) and self.run.kind in ("retention", "request")
        if not saved or self.run.state not in ("preview", "waiting", "approved"):
            return []
        self.env["privacy.timer"].flush_model()
        self.env["privacy.run.item"].flush_model()
        return [*self._waiting_for_tasks(), *self._waiting_here()][:NAMED]

    # === WHAT IS TO BE DONE OUTSIDE === #

    def _waiting_for_tasks(self):
        """The rows of contacts that would go, but for a task that needs their name."""
        waiting = waiting_for_tasks(self.env(su=True), self.run)
        asked = self.run.asked_refs
        if asked is not False:
            waiting = sorted({*waiting} & {*asked})
        # an auditor reads the run, and no clock of anybody
        tasks = self.env["privacy.timer"].sudo().search([
            ("partner_id", "in", waiting), ("action", "=", "task"), ("state", "=", "counting"),
        ]).with_env(self.env)._filtered_access("read")
        return [(contact.display_name, self._task_words(some))
                for contact, some in list(tasks.grouped("partner_id").items())[:NAMED]]

    def _task_words(self, tasks):
        return self.env._("Kept until this is removed outside the database: %s",
                          ", ".join(tasks.rule_id.mapped("name")))

    # === WHAT IS UNDER WAY === #

    def _waiting_here(self):
        """The rows of those whom a clock keeps."""
        ids = [timer for (timer,) in self.env.execute_query(self._timers_sql())]
        timers = self.env["privacy.timer"].browse(ids)._filtered_access("read")
        told = timers._sentences()
        return [(timer.display_name, told[timer]) for timer in timers]

    def _timers_sql(self):
        asked = self.run.asked_refs
        # a Json field that holds nothing reads as False; an empty list is nobody
        who = self._waits_sql() if asked is False else SQL("subject.number = ANY(%s)", asked)
        return SQL(
            """SELECT DISTINCT ON (subject.number) timer.id
                 FROM privacy_timer timer
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                 LEFT JOIN res_partner partner ON partner.id = timer.partner_id
                 LEFT JOIN privacy_contactless contactless
                   ON contactless.id = timer.contactless_id
                CROSS JOIN LATERAL (
                      SELECT COALESCE(timer.partner_id, -timer.contactless_id) AS number) subject
                 LEFT JOIN privacy_signal signal ON signal.id = timer.signal_id
                WHERE rule.action IN ('anonymise', 'erase') AND timer.state != 'done'
                  AND partner.privacy_anonymised_on IS NULL AND contactless.erased_on IS NULL
                  AND COALESCE(timer.date_until, 'infinity') >= %(on_date)s
                  AND %(who)s AND NOT EXISTS (
                      SELECT FROM privacy_run_item item
                       WHERE item.run_id = %(run)s AND item.partner_ref = subject.number)
                ORDER BY subject.number, timer.reason = 'under_way' DESC,
                         timer.state = 'counting', timer.date_until DESC
                LIMIT %(limit)s""",
            on_date=self.run.on_date, who=who, run=self.run.ids[0], limit=NAMED,
        )

    def _waits_sql(self):
        """The condition that a subject is older than the rule's period, and something of today
        keeps it: what is under way, or a record that is no mail or login.
        """
        return SQL(
            """(timer.reason = ANY(%s) OR timer.reason = 'interaction'
                AND signal.model_name NOT LIKE ALL(%s))
               AND COALESCE(partner.create_date, contactless.first_trace)
                   + CASE rule.period_unit
                   WHEN 'years' THEN make_interval(years => rule.period_count)
                   WHEN 'months' THEN make_interval(months => rule.period_count)
                   ELSE make_interval(days => rule.period_count) END < %s""",
            list(WAITING), [f"{name}%" for name in NAMELESS], self.run.on_date,
        )

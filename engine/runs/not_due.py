"""Who is old enough to be due in a run and is not, and why: nothing of it is stored."""

from odoo.tools import SQL

from ..clocks.sentences import NAMELESS
from ..labels import Labels

#: so many are named; the others are counted
NAMED = 100
#: reasons of clocks that wait for something of today
WAITING = ("under_way", "doubtful", "subsidiary_open", "unpaid", "relationship_open")


class NotDue:
    """Names those whom a run leaves alone because something is under way, or stays open."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def table(self):
        """Return them as an HTML table; False where there is nobody."""
        heads = (self.env._("Contact"), self.env._("Why Not"))
        return Labels(self.env).table(heads, self.rows())

    def rows(self):
        """Return [(contact, until when and why)]: whoever was asked about, else those whom
        something keeps that is under way. The longest duty of each.
        """
        saved = bool(self.run.ids) and self.run.kind == "retention"
        if not saved or self.run.state not in ("preview", "waiting", "approved"):
            return []
        ids = [timer for (timer,) in self.env.execute_query(self._timers_sql())]
        timers = self.env["privacy.timer"].browse(ids)._filtered_access("read")
        told = timers._sentences()
        return [(timer.partner_id.display_name, told[timer]) for timer in timers]

    def _timers_sql(self):
        self.env["privacy.timer"].flush_model()
        self.env["privacy.run.item"].flush_model()
        asked = self.run.asked_refs
        # a Json field that holds nothing reads as False; an empty list is nobody
        who = self._waits_sql() if asked is False else SQL("timer.partner_id = ANY(%s)", asked)
        return SQL(
            """SELECT DISTINCT ON (timer.partner_id) timer.id
                 FROM privacy_timer timer
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                 JOIN res_partner partner ON partner.id = timer.partner_id
                 LEFT JOIN privacy_signal signal ON signal.id = timer.signal_id
                WHERE rule.action IN ('anonymise', 'erase') AND timer.state != 'done'
                  AND partner.privacy_anonymised_on IS NULL
                  AND COALESCE(timer.date_until, 'infinity') >= %(on_date)s
                  AND %(who)s AND NOT EXISTS (
                      SELECT FROM privacy_run_item item
                       WHERE item.run_id = %(run)s AND item.partner_id = timer.partner_id)
                ORDER BY timer.partner_id, timer.reason = 'under_way' DESC,
                         timer.state = 'counting', timer.date_until DESC
                LIMIT %(limit)s""",
            on_date=self.run.on_date, who=who, run=self.run.ids[0], limit=NAMED,
        )

    def _waits_sql(self):
        """The condition that a contact is older than the rule's period, and something of today
        keeps it: what is under way, or a record that is no mail or login.
        """
        return SQL(
            """(timer.reason = ANY(%s) OR timer.reason = 'interaction'
                AND signal.model_name NOT LIKE ALL(%s))
               AND partner.create_date + CASE rule.period_unit
                   WHEN 'years' THEN make_interval(years => rule.period_count)
                   WHEN 'months' THEN make_interval(months => rule.period_count)
                   ELSE make_interval(days => rule.period_count) END < %s""",
            list(WAITING), [f"{name}%" for name in NAMELESS], self.run.on_date,
        )

"""The second look: what is still there after acting was not done."""

from odoo.tools import SQL

from .. import scratch
from ..locate import Locator
from ..mentions import MentionFinder, mentioned_sql
from ..plan import unit_sql
from .beside import beyond_hook
from .redact import pairs_sql
from .values import says_sql


class Check:
    """Looks at the tables themselves, and not at what was asked of the ORM."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan
        self.gateway = env["privacy.gateway"]
        self._kinds = {"erase": self._note_erased, "mask": self._note_masked,
                       "redact": self._note_redacted}

    def look_again(self):
        """Fill ``privacy_remaining`` with (subject, model) of what is still there.

        Records to erase must be gone, and none may have come in meanwhile; masked and redacted
        ones are read column by column.
        """
        scratch.create(self.env.cr, scratch.REMAINING)
        for unit in self.plan.units():
            self._kinds[unit[1]](unit)
        for entry in self._entries_written():
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_remaining SELECT subject, %s FROM (%s) located
                    WHERE NOT EXISTS (SELECT FROM privacy_plan step WHERE step.model = %s
                          AND step.record = located.record AND step.act != 'erase')""",
                entry.model, self.plan.entry_row(entry)._located_sql(), entry.model))

    def _entries_written(self):
        """Return the entries to erase whose table this transaction wrote new versions to, but for
        those that were emptied before they went.

        PostgreSQL counts them; where it does not (``track_counts`` off) all are looked at.
        """
        ((counted,),) = self.env.execute_query(SQL("SELECT current_setting('track_counts')"))
        rows = self.env.execute_query(SQL(
            """SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables
                WHERE n_tup_ins + n_tup_upd > 0"""))
        written = {name for name, count in rows if count > self.plan.rewritten[name]}
        return [
            entry for entry in Locator(self.env, self.plan).entries_due()
            if entry.act == "erase"
            and (counted != "on" or self.env[entry.model]._table in written)
        ]

    def _note_erased(self, unit):
        self._note(unit, SQL("TRUE"))

    def _note_masked(self, unit):
        """Note the records whose fields still say something."""
        model = self.env[unit[0]]
        hook = self.gateway._hook("remaining", unit[0])
        beyond = beyond_hook(model, unit[2]) if hook else unit[2]
        if len(beyond) < len(unit[2]):
            self._note(unit, SQL("record.id = ANY(%s)",
                                 hook(self.plan, self.plan.records(unit))))
        if beyond:
            says = [says_sql(model, model._fields[name]) for name in beyond]
            self._note(unit, SQL("(%s)", SQL(" OR ").join(says)))

    def _note_redacted(self, unit):
        """Note the records that still mention their subject."""
        MentionFinder(self.env, self.plan).fill_mentioned(unit[0], unit[2], pairs_sql(unit))
        self._note(unit, mentioned_sql(SQL("plan.record"), SQL("plan.subject")))

    def _note(self, unit, where):
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_remaining SELECT plan.subject, plan.model
                 FROM privacy_plan plan JOIN %s record ON record.id = plan.record
                WHERE %s AND %s""",
            SQL.identifier(self.env[unit[0]]._table), unit_sql(unit), where))

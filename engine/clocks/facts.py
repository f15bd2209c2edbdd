"""The facts of the families: the latest mark of each kind, per contact and company."""

from odoo.tools import SQL

from .. import scratch
from .activities import SIGNAL, Activities
from .colleagues import staff_of
from .families import CONTACTS
from .marks import (
    BOOKS,
    REMEMBERED,
    SignalNumbers,
    fact_columns,
    floor_of,
    latest_facts,
    pack,
)
from .signals import SignalFacts

#: company of a remembered fact that only rules of all companies count (no company has this id)
EVERY_COMPANY = -1
#: a typed empty SELECT, so that the facts have their columns without any signal
NO_FACT = SQL(
    "SELECT NULL::int AS partner_id, NULL::int AS company_id, %s WHERE FALSE", fact_columns({}))
#: how the facts of few contacts are planned: contacts first, then what the signal asks of their
#: records; left to itself PostgreSQL begins with staff's messages, takes them for a handful and
#: reads all
IN_ORDER = {"join_collapse_limit": 1}


class Facts:
    """Gathers what the signals say of the contacts in ``privacy_family``, in one statement.

    Fills ``privacy_fact``; reads ``privacy_outbox_forget``.

    :ivar numbers: the :class:`.marks.SignalNumbers` of the facts' marks
    """

    def __init__(self, env, whose):
        """:param Whose whose: contacts, or subjects without one (``families.py``)"""
        self.env, self.whose = env, whose
        signals = env["privacy.signal"].with_context(active_test=False).search([("id", ">", 0)])
        self.numbers = SignalNumbers(signals.ids)
        readable = signals._readable()
        #: ids of those that cannot be read any more: their field, or their module, has gone
        self.blind = (signals.filtered("active") - readable).ids
        readable = self._with_rows(readable.with_env(env))
        # no link leads to who has no contact
        self.signals = readable.filtered(
            lambda signal: whose is CONTACTS or signal.match != "partner")
        #: the one that stands for activities, whatever record they are on
        self.activities = readable.filtered(lambda signal: signal.code == SIGNAL)

    def _with_rows(self, signals):
        """Return the signals whose table has ever had a row: the others cost nothing."""
        tables = {signal: self.env[signal.model_name]._table for signal in signals}
        rows = self.env.execute_query(SQL(
            """SELECT relname FROM pg_class
                WHERE oid = ANY(SELECT to_regclass(quote_ident(name))
                                  FROM unnest(%s::text[]) AS name)
                  AND relkind = 'r' AND pg_relation_size(oid) = 0""",
            sorted(set(tables.values()))))
        empty = {name for (name,) in rows}
        return signals.filtered(lambda signal: tables[signal] not in empty)

    def gather(self, few, several=False):
        """Fill the table of facts.

        :param bool few: whether these are few contacts (:data:`.families.FEW`)
        :param bool several: whether one of them has further addresses
        """
        with scratch.local_settings(self.env.cr, **(IN_ORDER if few else {})):
            scratch.fill(self.env.cr, scratch.FACT, SQL(
                """WITH remembered AS MATERIALIZED (%(remembered)s)
                   SELECT partner_id, company_id, %(latest)s
                     FROM (%(facts)s) fact
                    GROUP BY partner_id, company_id""",
                remembered=self._remembered_sql(), latest=latest_facts(),
                facts=SQL(" UNION ALL ").join(
                    [NO_FACT, *self._signals_sql(few, several), self._vanished_sql()]),
            ))

    def _signals_sql(self, few, several):
        """Return one SELECT of each signal."""
        staff = staff_of(self.signals)
        found = [SignalFacts(signal).sql(self.numbers.number(signal.id), few, staff, several)
                 for signal in self.signals]
        for signal in self.activities:
            found += Activities(self.env, self.whose is CONTACTS).sql(
                self.numbers.number(signal.id), few, several)
        return found

    def _remembered_sql(self):
        """Return the signals that clocks stand on and that survive the removal of their row."""
        return SQL(
            """SELECT family.partner_id, COALESCE(rule.company_id, %s) AS company_id,
                      signal.kind, signal.floor_years, signal.voucher, timer.signal_id,
                      timer.date_start, signal.model_name, timer.signal_res_id
                 FROM privacy_family family
                 JOIN privacy_timer timer ON %s
                 JOIN privacy_signal signal ON signal.id = timer.signal_id
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                WHERE signal.kind IN %s""",
            EVERY_COMPANY, self.whose.same("timer", SQL("family.partner_id")), REMEMBERED,
        )

    def _vanished_sql(self):
        """Return the facts whose row, or whose model, housekeeping removed (R8), and those of
        signals that cannot be read any more.

        A row that a person deleted stands in the outbox as forgotten and is not given back.
        """
        # one condition, and not a branch a model: PostgreSQL would plan each of them. Each record
        # is looked up (OFFSET): there are fewer of them than ids in whole tables
        there = [
            SQL("WHEN %s THEN EXISTS (SELECT FROM %s r WHERE r.id = signal_res_id OFFSET 0)",
                name, SQL.identifier(self.env[name]._table))
            for name in self.env["privacy.signal"]._remembered_models()]
        gone = SQL("(signal_id = ANY(%s) OR CASE model_name WHEN '' THEN FALSE %s ELSE FALSE END "
                   "IS FALSE)", self.blind, SQL(" ").join(there))
        return SQL(
            """SELECT partner_id, company_id, %s FROM remembered vanished
                WHERE %s AND NOT EXISTS (SELECT FROM privacy_outbox_forget forget
                       WHERE forget.model = vanished.model_name
                         AND forget.res_id = vanished.signal_res_id)""",
            fact_columns(self._vanished_values()), gone,
        )

    def _vanished_values(self):
        """Return what a remembered fact still says."""
        mark = pack(SQL("date_start"), self.numbers.number_of(SQL("signal_id")),
                    SQL("signal_res_id"))
        values = {kind: SQL("CASE WHEN kind = %s THEN %s END", kind, mark) for kind in REMEMBERED}
        # whose books it stood in is gone with it: of all companies that may be, the longest
        values["floor"] = SQL(
            """CASE WHEN kind = 'billing' AND (voucher OR floor_years > 0) THEN (
                   SELECT max(%s) FROM %s book
                    WHERE vanished.company_id IN (book.id, %s)) END""",
            floor_of(SQL("date_start"), SQL(
                "GREATEST(floor_years, CASE WHEN voucher THEN book.years END)"),
                SQL("book.shift")), BOOKS, EVERY_COMPANY)
        return values

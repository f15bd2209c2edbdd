"""The plan of a batch, or of a search: who, which records, and what becomes of them.

It is made in the database (``engine/scratch.py``), because a batch of 500 contacts has some
10,000 records; ``core/evidence/plan_digest.py`` says what a step, a digest and a sum are.
The number of statements depends on the data map alone.
"""

from collections import Counter

from odoo.tools import SQL

from ..core.evidence import plan_digest
from . import scratch
from .acting import acting_env

#: how PostgreSQL plans meanwhile. What a batch reads is a small part of each table: looked up by
#: index, which is in memory, and not by walking through all of it; other cores are for other
#: workers
PLANNER = {
    "random_page_cost": 1.1, "max_parallel_workers_per_gather": 0, "enable_mergejoin": "off",
    "default_statistics_target": 10, "work_mem": "64MB",
}
TABLES = (
    scratch.SUBJECT, scratch.SUBJECT_ADDRESS, scratch.ADDRESS, scratch.PLAN, scratch.LOCATED,
    scratch.UNIT, scratch.SWEPT, scratch.NAMED, scratch.MENTIONED, scratch.UNTOUCHED,
    scratch.SHARED, scratch.REMAINING, scratch.TEXT, scratch.CONCERNED,
)


class Plan:
    """Steps of subjects, and the temporary tables that they stand in. Used in a ``with`` block,
    at whose end the tables go and PostgreSQL plans as before.

    :ivar env: superuser
    :ivar acting: the engine's own environment, in which records of others are written
    :ivar run: the privacy.run, None for a search
    :ivar dict emptied: {contact id: columns that said something}, of contacts whose columns were
        emptied already
    :ivar set blanked: (model, fields) of what was emptied before anybody was told
    :ivar Counter rewritten: {table: rows whose words were emptied before they were deleted}
    :ivar Mentions mentions: who the subjects are in texts (:mod:`~.mentions`)
    """

    def __init__(self, env, run=None):
        self.env = env(su=True)
        self.acting = acting_env(env)
        self.run = run
        self.mentions = None
        self.emptied = {}
        self.rewritten = Counter()
        self.blanked = set()
        self._has_units = False
        self._planner = scratch.local_settings(env.cr, **PLANNER)

    def __enter__(self):
        self.env.flush_all()
        self._planner.__enter__()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            scratch.drop(self.env.cr, *TABLES)
        return self._planner.__exit__(kind, error, trace)

    # === WHAT IT HOLDS === #

    def compiled(self):
        """Return all entries of the data map, in acting order."""
        return self.env["privacy.map"]._compiled()

    def entry_row(self, entry):
        """Return the row of the data map of an entry."""
        return self.env["privacy.map"].browse(entry.key)

    def due_codes(self):
        """Return (whether a whole contact is due, category codes due) over all subjects."""
        ((whole, codes),) = self.env.execute_query(SQL(
            """SELECT bool_or(whole), array_agg(DISTINCT code) FROM privacy_subject
                 LEFT JOIN LATERAL unnest(categories) code ON TRUE"""))
        return whole, set(codes or ())

    def close_steps(self):
        """Take out the redacting of what is emptied anyway, and note what there is to do: few
        rows that are read often.
        """
        self.env.cr.execute(
            """DELETE FROM privacy_plan step USING privacy_plan emptied
                WHERE step.act = 'redact' AND emptied.act = 'mask'
                  AND (emptied.model, emptied.record) = (step.model, step.record)
                  AND string_to_array(step.fields, ',') <@ string_to_array(emptied.fields, ',')""")
        scratch.fill(self.env.cr, scratch.UNIT, SQL(
            "SELECT DISTINCT entry, model, act, fields FROM privacy_plan"))
        self._has_units = True

    def _distinct(self):
        """Return [(entry, model, act, fields text)] of the plan, in acting order."""
        table = scratch.UNIT if self._has_units else scratch.PLAN
        rows = self.env.execute_query(SQL(
            "SELECT DISTINCT entry, model, act, fields FROM %s", table.sql))
        order = {entry.key: n for n, entry in enumerate(self.compiled())}
        return sorted(rows, key=lambda row: order[row[0]])

    def entries(self):
        """Return the entries that hold steps, in acting order."""
        held = {entry for entry, *_step in self._distinct()}
        return [entry for entry in self.compiled() if entry.key in held]

    def units(self):
        """Return [(model, act, fields tuple)] of what is to be done, in acting order.

        What the act itself finds to keep leaves a unit without a step, and no harm.
        """
        return list(dict.fromkeys(
            (model, act, tuple(names.split(",")) if names else ())
            for _entry, model, act, names in self._distinct() if act != "keep"
        ))

    def records(self, *units):
        """Return the ids of the records of units of one model and act, ascending."""
        rows = self.env.execute_query(SQL(
            "SELECT DISTINCT record FROM privacy_plan plan WHERE %s ORDER BY record",
            units_sql(units)))
        return [record for (record,) in rows]

    # === WHAT BECOMES OF IT === #

    def keep(self, model, where, ground, until):
        """Keep records instead of acting on them.

        :param SQL where: condition on ``plan``
        :param str ground: code of why
        :param SQL until: date until which they are kept (R13)
        """
        self.change(model, where, "keep", (), ground, until)

    def change(self, model, where, act, names, ground="", until=None):
        """Do something else with the records of a model for which a condition holds."""
        self.env.cr.execute(SQL(
            """UPDATE privacy_plan plan SET act = %s, fields = %s, ground = %s, until = %s
                WHERE plan.model = %s AND plan.act != 'keep' AND %s""",
            act, ",".join(names), ground, until or SQL("NULL"), model, where))

    # === WHAT CAME OF IT === #

    def digests(self):
        """Return ``{subject: digest}``: the SQL twin of ``plan_digest.digest_of``."""
        return dict(self.env.execute_query(digest_sql()))


def unit_sql(unit):
    """Return the condition for the steps of a unit, as ``plan``."""
    model, act, names = unit
    return SQL("(plan.model, plan.act, plan.fields) = (%s, %s, %s)", model, act, ",".join(names))


def units_sql(units):
    """Return the condition for the steps of several units of one model and act, as ``plan``."""
    (model, act), *others = {unit[:2] for unit in units}
    if others:
        raise ValueError("units of one model and act")
    return SQL(
        "(plan.model, plan.act) = (%s, %s) AND plan.fields = ANY(%s)", model, act,
        [",".join(names) for _model, _act, names in units])


def digest_sql():
    """Return SQL of (subject, digest) of the plan."""
    return SQL(
        """SELECT subject, encode(sha256(convert_to(
                  string_agg(line || E'\n', '' ORDER BY line COLLATE "C"), 'UTF8')), 'hex')
                  AS digest
             FROM (SELECT subject, concat_ws('|', model, record, act, fields, ground,
                          COALESCE(to_char(until, 'YYYY-MM-DD'), '')) AS line
                     FROM privacy_plan) step
            GROUP BY subject"""
    )


def detail_sql(subjects):
    """Return SQL of (subject, detail, found, erased, masked, redacted, kept).

    :param SQL subjects: SELECT of the contacts that it is wanted of
    """
    return SQL(
        """SELECT subject, jsonb_agg(jsonb_build_object('model', model, 'field', field,
                  'outcome', outcome, 'ground', ground, 'until', until, 'count', count)
                  ORDER BY model, field, outcome, ground, until) AS detail,
                  sum(count)::int AS found,
                  COALESCE(sum(count) FILTER (WHERE outcome = 'erased'), 0)::int AS erased,
                  COALESCE(sum(count) FILTER (WHERE outcome = 'masked'), 0)::int AS masked,
                  COALESCE(sum(count) FILTER (WHERE outcome = 'redacted'), 0)::int AS redacted,
                  COALESCE(sum(count) FILTER (WHERE outcome = 'kept'), 0)::int AS kept
             FROM (SELECT subject, model, fields AS field, ground,
                          CASE act %s END AS outcome,
                          COALESCE(to_char(until, 'YYYY-MM-DD'), '') AS until,
                          count(*)::int AS count
                     FROM privacy_plan WHERE subject IN (%s)
                    GROUP BY subject, model, fields, ground, act, until
                  ) line
            GROUP BY subject""",
        SQL(" ").join(SQL("WHEN %s THEN %s", act, outcome)
                      for act, outcome in plan_digest.OUTCOME.items()), subjects,
    )

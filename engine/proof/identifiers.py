"""What identified the subjects of a run: taken down before it goes, searched for, forgotten."""

import csv
import io

from odoo.tools import SQL

from ...core.identity.identifiers import Identifier
from ...core.identity.parallel_matcher import ParallelMatcher
from ..mentions import longer_names

#: identifiers that are searched for in one pass
IDENTIFIERS_PER_PASS = 100_000
#: tables that know what identified a run's subjects, and where it was met
TABLES = ("privacy_run_identifier", "privacy_run_hit")
#: whether an identifier's subject has an open finding
OPEN = SQL("""EXISTS (SELECT FROM privacy_finding finding
                       WHERE finding.item_id = known.item_ref AND finding.state = 'open')""")
#: days after which a proof that has not ended is given up
DAYS = 30


def take_down(env, plan, run):
    """Remember what identifies the contacts that go as a whole.

    To be called before anything is emptied, in the transaction that empties it. Values travel
    by COPY: PostgreSQL logs statements that fail.

    :param plan: the plan whose subjects they are (``privacy_subject``)
    :param run: the privacy.run
    """
    env.cr.execute(SQL(
        """DELETE FROM privacy_run_identifier identifier USING privacy_subject subject
            WHERE identifier.item_ref = subject.item_id"""))
    items = dict(env.execute_query(
        SQL("SELECT partner_id, item_id FROM privacy_subject WHERE whole")))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        (run.id, items[subject], *identifier)
        for subject, identifier in plan.mentions.identities()
        if subject in items)
    text.seek(0)
    env.cr.copy_expert(
        "COPY privacy_run_identifier (run_ref, item_ref, kind, value) FROM STDIN (FORMAT csv)",
        text)


def matcher_of(env, run, after):
    """Return (what finds identifiers of a run, the last of them, or None where it has all).

    Equal ones of several subjects are one. Very many are searched for in several passes, so
    that memory does not grow with the run.

    :param int after: the last one of the pass before, 0 for the first
    """
    rows = env.execute_query(SQL(
        """SELECT min(id), kind, value FROM privacy_run_identifier
            WHERE run_ref = %s GROUP BY kind, value HAVING min(id) > %s
            ORDER BY 1 LIMIT %s""", run.id, after, IDENTIFIERS_PER_PASS + 1))
    pairs = [(key, Identifier(kind, value)) for key, kind, value in rows[:IDENTIFIERS_PER_PASS]]
    more = len(rows) > IDENTIFIERS_PER_PASS
    return (ParallelMatcher(pairs, longer_of(env, pairs)),
            rows[IDENTIFIERS_PER_PASS - 1][0] if more else None)


def longer_of(env, pairs):
    """Return {key: names} of living contacts that a key's name is a part of: what stands within
    one of these is left by redaction, and not met by a search.

    :param pairs: (key, identifier)
    """
    found, names = {}, [(key, each.value) for key, each in pairs if each.kind == "name"]
    for key, _contact, name in longer_names(env, names) if names else ():
        found.setdefault(key, []).append(name)
    return found


def forget(env, run):
    """Delete what identified the subjects of a run, and where it was met.

    Who has an open finding is still there by name: what is looked for there is known until it is
    settled, and no longer.
    """
    env.cr.execute(SQL("DELETE FROM privacy_run_hit WHERE run_ref = %s", run.id))
    env.cr.execute(SQL(
        "DELETE FROM privacy_run_identifier known WHERE run_ref = %s AND NOT %s",
        run.id, OPEN))
    _invalidate(env)


def forget_unused(env):
    """Delete what no proof will ask for: its run has ended, or did not go on for weeks, and no
    finding is open.
    """
    env["privacy.run"].flush_model(["state", "date_started"])
    for table in TABLES:
        env.cr.execute(SQL(
            """DELETE FROM %s known WHERE NOT EXISTS (
               SELECT FROM privacy_run run WHERE run.id = known.run_ref
                  AND run.state IN ('running', 'proving', 'stopped')
                  AND run.date_started > now() AT TIME ZONE 'UTC' - make_interval(days => %s))
              AND NOT %s""", SQL.identifier(table), DAYS,
            OPEN if table == "privacy_run_identifier" else SQL("FALSE")))
    _invalidate(env)


def _invalidate(env):
    for model in ("privacy.run.identifier", "privacy.run.hit"):
        env[model].invalidate_model(flush=False)

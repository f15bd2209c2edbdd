"""Records along ways without an index, looked for once for a whole run.

A batch that read them itself would read each such table once for a few hundred people. It asks
again of each record that was found whether it is the person's; what comes in between is found
by the run's proof. The places stand in ``privacy_run_place`` until the run ends.
"""

from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from .. import scratch
from ..contactless import of_plan
from ..coverage.ties import Ties
from ..locate import Locator
from ..mentions import LONGER_NAME, identities, longer_names
from ..plan import Plan
from ..subjects import Subjects
from ..ways import SWEPT

#: subjects looked for in one reading: memory must not grow with the run
AT_ONCE = 20_000
#: hours after which a run that goes on looks again
HOURS = 12


def is_outdated(run):
    """Whether a run has not looked yet, or long ago."""
    before = fields.Datetime.now() - timedelta(hours=HOURS)
    return not run.swept_on or run.swept_on < before


def sweep(env, run):
    """Note where the subjects of a run that are to do are met."""
    env.flush_all()
    forget(env, run)
    ties = Ties(env, run)
    ties.note_wanted()
    items = [item for (item,) in env.execute_query(SQL(
        "SELECT id FROM privacy_run_item WHERE run_id = %s AND state = 'todo' ORDER BY id",
        run.id))]
    for start in range(0, len(items), AT_ONCE):
        with Plan(env, run) as plan:
            Subjects(env, plan).of_run(items[start:start + AT_ONCE], alone=False)
            _note_places(plan, run)
            ties.note_addressed()
            _note_longer_names(plan, run)
    run.swept_on = fields.Datetime.now()
    env.cr.execute("ANALYZE privacy_run_place")


def _note_places(plan, run):
    for entry in Locator(plan.env, plan).entries_filled():
        if entry.match in SWEPT:
            plan.env.cr.execute(SQL(
                """INSERT INTO privacy_run_place (run_ref, entry, record, partner_ref)
                   SELECT %s, %s, record, subject FROM (%s) located""",
                run.id, entry.key, plan.entry_row(entry)._located_sql(sweep=True, alone=True)))


def _note_longer_names(plan, run):
    """Note the contacts whose name a subject's is a part of: theirs stays in text."""
    known = {**identities(plan.env, SQL("SELECT partner_id FROM privacy_subject")),
             **of_plan.identities(plan.env)}
    names = [(subject, each.value) for subject, identifiers in known.items()
             for each in identifiers if each.kind == "name"]
    found = {(contact, subject) for subject, contact, _name in longer_names(plan.env, names)
             if contact != subject} if names else ()
    plan.env.cr.execute(SQL(
        """INSERT INTO privacy_run_place (run_ref, entry, record, partner_ref)
           SELECT %s, %s, * FROM unnest(%s::int[], %s::int[])""",
        run.id, LONGER_NAME, [contact for contact, _subject in found],
        [subject for _contact, subject in found]))


def fill_swept(plan):
    """Fill ``privacy_swept`` with the places of a plan's subjects."""
    scratch.fill(plan.env.cr, scratch.SWEPT, SQL(
        """SELECT place.entry, place.record, place.partner_ref AS subject
             FROM privacy_run_place place
             JOIN privacy_subject subject ON subject.partner_id = place.partner_ref
            WHERE place.run_ref = %s AND place.entry IS NOT NULL""", plan.run.id))


def forget(env, run):
    """Forget the places of a run: it has ended, or looks again."""
    env.cr.execute(SQL("DELETE FROM privacy_run_place WHERE run_ref = %s", run.id))

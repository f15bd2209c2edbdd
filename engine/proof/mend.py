"""Between two searches: what stands in a field that the data map decides is redacted there.

By the same gate as everything else (:class:`~..erasure.act.Act`, the hooks of
``privacy.gateway``): what the books protect is kept with its ground, and what was done is
searched once more.
"""

from collections import Counter, defaultdict

from odoo.tools import SQL

from ...core.identity.identifiers import Identifier
from ...core.identity.matcher import Matcher
from ...core.identity.mentions import Mentions
from .. import scratch
from ..erasure.act import Act
from ..erasure.listeners import Listeners
from ..erasure.settle import remember_kept
from ..locate import Locator
from ..plan import Plan, detail_sql
from ..subjects import Subjects
from .classify import classify, decided
from .database import FILE, Database
from .dialogues import Dialogues
from .identifiers import longer_of
from .places import fill_places, known_sql, note, shared_sql
from .shipped import Shipped

#: (item, identifier) of nothing
NOBODYS = SQL("SELECT NULL::int, NULL::int WHERE FALSE")
#: what is searched again: what was redacted, and what may have been a copy of it
LOOKED = SQL("what NOT IN ('shared', 'kept', 'file')")


class Mending:
    """Mends the places of a run; nothing else is read again."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def mend(self):
        """Mend what the proof has met, and forget what is nobody's.

        :return: how many places hold text that a module ships
        """
        fill_places(self.env, self.run)
        Dialogues(self.env).end(self.run)
        shipped = Shipped(self.env).forget(self.run)
        classify(self.env)
        self.act(SQL("what = 'mend'"))
        return shipped

    def act(self, where, in_items=True):
        """Redact places, search them again, and say so in the items of their subjects.

        :param SQL where: condition on ``privacy_place``: fields of records
        :param bool in_items: False where something else says what came of them
        """
        ((some,),) = self.env.execute_query(SQL(
            "SELECT EXISTS (SELECT FROM privacy_place WHERE %s)", where))
        if not some:
            return
        with Plan(self.env, self.run) as plan:
            Subjects(plan.env, plan).of_places(where)
            # an officer who redacts here has read the place
            others = shared_sql(self.env) if in_items else NOBODYS
            plan.mentions = self._mentions(others)
            Locator(plan.env, plan).at_places(where, decided(self.env))
            self._decide(plan)
            scratch.create(self.env.cr, scratch.REMAINING)
            with Listeners(plan.acting, plan).watched():
                Act(plan.acting, plan).apply()
            look_again(self.env, self.run, LOOKED)
            fill_places(self.env, self.run)
            remember_kept(self.env, plan)
            if in_items:
                self._store()

    def _mentions(self, others):
        """Return who the subjects are in texts: their contact is no longer who it was.

        :param SQL others: (item, identifier) of what somebody else has too: it stays
        """
        known = defaultdict(list)
        for subject, kind, value in self.env.execute_query(SQL(
                """SELECT subject.partner_id, known.kind, known.value
                     FROM (%s) known
                     JOIN privacy_subject subject ON subject.item_id = known.item_ref
                    WHERE (known.item_ref, known.identifier_ref) NOT IN (%s)
                    ORDER BY known.identifier_ref, subject.partner_id""",
                known_sql(self.run), others)):
            known[subject].append(Identifier(kind, value))
        pairs = [(subject, each) for subject, identifiers in known.items()
                 for each in identifiers]
        return Mentions(known, longer_of(self.env, pairs))

    def _decide(self, plan):
        """Ask the hooks of the models what is protected, and close the plan."""
        for model in dict.fromkeys(unit[0] for unit in plan.units()):
            hook = self.env["privacy.gateway"]._hook("decide", model)
            if hook:
                hook(plan)
        plan.close_steps()

    def _store(self):
        """Add what was redacted, and what is kept, to the items; a step that did not help is
        none.
        """
        self.env.cr.execute(
            """DELETE FROM privacy_plan plan USING privacy_place place
                WHERE plan.act != 'keep' AND place.what = 'left'
                  AND (plan.model, plan.record, plan.subject, plan.fields)
                      = (place.model, place.row_ref, place.partner_ref, place.column_name)""")
        rows = self.env.execute_query(SQL(
            """WITH done AS (%s)
               UPDATE privacy_run_item item
                  SET detail = COALESCE(item.detail, '[]') || done.detail,
                      found = item.found + done.found, redacted = item.redacted + done.redacted,
                      masked = item.masked + done.masked, kept = item.kept + done.kept
                 FROM done JOIN privacy_subject subject ON subject.partner_id = done.subject
                WHERE item.id = subject.item_id
            RETURNING item.partner_ref, done.detail""",
            detail_sql(SQL("SELECT partner_id FROM privacy_subject"))))
        self.env["privacy.run.item"].invalidate_model(flush=False)
        if rows:
            self.env["privacy.evidence"]._record([
                {"act": "mend", "run": self.run.id, "partner": partner,
                 "counts": {"lines": lines}} for partner, lines in rows])


def look_again(env, run, where):
    """Search places once more; the hits of what is no longer there are forgotten.

    :param SQL where: condition on ``privacy_place``
    :return: the set of ids of attachments whose file cannot be read
    """
    env.flush_all()
    known = env.execute_query(SQL(
        """SELECT DISTINCT identifier_ref, kind, value FROM (%s) known
            WHERE item_ref IN (SELECT item_ref FROM privacy_place WHERE %s)""",
        known_sql(run), where))
    keys = [key for key, _kind, _value in known]
    pairs = [(key, Identifier(kind, value)) for key, kind, value in known]
    matcher = Matcher(pairs, longer_of(env, pairs))
    tables = env.execute_query(SQL(
        """SELECT table_name, array_agg(DISTINCT row_ref ORDER BY row_ref),
                  bool_or(column_name = %s) FROM privacy_place
            WHERE row_ref IS NOT NULL AND %s GROUP BY 1 ORDER BY 1""", FILE, where))
    database = Database(env)
    for table, rows, has_files in tables:
        env.cr.execute(SQL(
            """DELETE FROM privacy_run_hit WHERE run_ref = %s AND table_name = %s
                  AND row_ref = ANY(%s) AND identifier_ref = ANY(%s)
                  AND (column_name != %s OR %s)""", run.id, table, rows, keys, FILE, has_files))
        note(env, run, table, _search_rows(database, matcher, table, rows, has_files))
    return {attachment for ids, _name, _reason in database.take_unread() for attachment in ids}


def _search_rows(database, matcher, table, rows, has_files):
    """Return [(column, row id, key)] of what some rows of a table hold now.

    :param list rows: ids
    :param bool has_files: whether their files are read too, of attachments
    """
    hits = []
    for source in database.sources():
        if source.name == table and source.has_id:
            hits += database.search(matcher, source, rows, Counter())[0]
    if has_files and table == "ir_attachment":
        files = database.env.execute_query(SQL(
            """SELECT store_fname, min(mimetype), array_agg(id) FROM ir_attachment
                WHERE id = ANY(%s) AND store_fname IS NOT NULL GROUP BY 1""", rows))
        hits += database.search_files(matcher, files, Counter())
    return hits

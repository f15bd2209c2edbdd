"""Data map to records: the one locator, for erasure, access, inventory and candidates.

For each row of the map one statement gives its (subject, record) pairs (:mod:`~.ways`).
"""

from odoo.tools import SQL

from ..core.policy import datamap
from . import scratch
from .erasure.values import HISTORY
from .filled import filled_tables
from .mentions import MentionFinder, mentioned_sql
from .ways import HANGING, SWEPT

#: rows from which a temporary table is worth an ANALYZE
MANY = 100
#: the other ways that lead to who has no contact: no link does
UNLINKED = frozenset(("hang", "mention"))
#: for access. {model: link to the record that it is a part of}: what is reached through that
#: record; {model: code of the category}: this module's own, with a ``partner_id``
PARTS = {"mail.tracking.value": "mail_message_id", "website.track": "visitor_id"}
OWN = {"privacy.consent.record": "marketing", "privacy.archive.reading": "account"}


class Locator:
    """Finds the records of a plan's subjects."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan
        self.mentions = MentionFinder(env, plan)

    # === ENTRIES === #

    def entries_filled(self):
        """Return the entries whose category is due and on whose path no table is empty."""
        whole, codes = self.plan.due_codes()
        return filled(self.env, [entry for entry in self.plan.compiled()
                                 if whole or entry.category in codes])

    def entries_due(self):
        """Return the entries that may lead to something, in acting order: without the ways along
        which the run has met nobody of this plan.
        """
        met = {entry for (entry,) in self.env.execute_query(
            SQL("SELECT DISTINCT entry FROM privacy_swept"))}
        ((contacts,),) = self.env.execute_query(SQL(
            "SELECT EXISTS (SELECT FROM privacy_subject WHERE partner_id > 0)"))
        return [entry for entry in self.entries_filled()
                if (entry.key in met if entry.match in SWEPT
                    else contacts or entry.match in UNLINKED)]

    # === FOR ERASURE === #

    def locate(self):
        """Fill the plan with the records of all entries that are due, an INSERT for each group.

        Erasure asks of a record that merely has a link to the person whether its text names
        them.
        """
        cr = self.env.cr
        self.mentions.read_subjects(longer=True)
        scratch.create(cr, scratch.PLAN)
        scratch.create(cr, scratch.LOCATED)
        groups, seen, mixed = _together(self.entries_due()), {}, set()
        counted, hanging = set(), False
        for number, group in enumerate(groups):
            model, act = group[0].model, group[0].act
            again = model in seen
            if group[0].match in HANGING and not hanging:
                hanging = True
                scratch.analyze(cr, scratch.PLAN)
            added = self._add(group, again)
            if again and (act == "erase") != (seen[model] == "erase"):
                mixed.add(model)
            seen[model] = act
            if (added > MANY and model not in counted
                    and any(later[0].model == model for later in groups[number + 1:])):
                # without it PostgreSQL takes the table for empty and compares row by row
                counted.add(model)
                scratch.analyze(cr, scratch.PLAN)
        if mixed:
            # a record that goes needs no field emptied before
            cr.execute(SQL(
                """DELETE FROM privacy_plan step USING privacy_plan gone
                    WHERE gone.model = step.model AND gone.record = step.record
                      AND gone.act = 'erase' AND step.act != 'erase'
                      AND step.model = ANY(%s)""", sorted(mixed)))
        scratch.analyze(cr, scratch.PLAN)

    def _add(self, entries, again):
        """Add the records of entries; a record is planned once for each thing done to it.

        :param entries: one entry, or several ways to the same text
        :return: how many were added
        """
        entry = entries[0]
        found = self._found_sql(entries)
        if again:
            found = SQL("SELECT * FROM (%s) located WHERE %s", found, _fresh_sql(entry))
        if entry.words and entry.match != "mention":
            found = self._mentioning_sql(entry, found)
            if not found:
                return 0
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_plan
               SELECT entry, %s, subject, record, %s, %s, %s FROM (%s) located""",
            entry.model, entry.act, ",".join(entry.fields), entry.ground, found))
        return self.env.cr.rowcount

    def _found_sql(self, entries):
        """Return SQL of (entry, subject, record) of entries that are located together."""
        ways = []
        for entry in entries:
            row = self.plan.entry_row(entry)
            if entry.match == "mention":
                self.mentions.fill_named(row)
            ways.append(SQL("SELECT %s AS entry, subject, record FROM (%s) way", entry.key,
                            row._located_sql()))
        if len(ways) == 1:
            return ways[0]
        return SQL("SELECT min(entry) AS entry, subject, record FROM (%s) way GROUP BY 2, 3",
                   SQL(" UNION ALL ").join(ways))

    def _mentioning_sql(self, entry, found):
        """Locate texts, and keep what mentions its subject; each is read once.

        :rtype: SQL, or None where there is no text
        """
        cr = self.env.cr
        cr.execute("DELETE FROM privacy_located")
        cr.execute(SQL("INSERT INTO privacy_located SELECT entry, subject, record FROM (%s) found",
                       found))
        if not cr.rowcount:
            return None
        if cr.rowcount > MANY:
            scratch.analyze(cr, scratch.LOCATED)
        self.mentions.fill_mentioned(entry.model, entry.words,
                                     SQL("SELECT record, subject FROM privacy_located"))
        return SQL("SELECT entry, subject, record FROM privacy_located WHERE %s",
                   mentioned_sql(SQL("privacy_located.record"), SQL("privacy_located.subject")))

    # === FOR THE PROOF === #

    def at_places(self, where, decided):
        """Fill the plan with a redaction of each place where the proof has met a subject, and
        with the emptying of what keeps earlier versions of it.

        :param SQL where: condition on ``privacy_place``
        :param decided: {(model, field): key of an entry of the map}; what no entry decides, an
            officer has
        """
        scratch.create(self.env.cr, scratch.PLAN)
        first = next(iter(decided.values()))
        places = self.env.execute_query(SQL(
            "SELECT DISTINCT model, column_name FROM privacy_place WHERE %s", where))
        for model, column in places:
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_plan (entry, model, subject, record, act, fields, ground)
                   SELECT DISTINCT %s, model, partner_ref, row_ref, %s, column_name, ''
                     FROM privacy_place
                    WHERE (model, column_name) = (%s, %s) AND %s""",
                decided.get((model, column), first),
                "mask" if column == HISTORY else "redact", model, column, where))
        scratch.analyze(self.env.cr, scratch.PLAN)

    # === FOR COMPANIES === #

    def linked(self, wanted):
        """Yield (model, SQL of (subject, record)) of what links to subjects, if it is wanted.
        """
        entries = [entry for entry in self.plan.compiled()
                   if entry.match == "partner" and wanted(self.env[entry.model])]
        for entry in filled(self.env, entries):
            yield self.env[entry.model], self.plan.entry_row(entry)._located_sql()

    # === FOR ACCESS === #

    def find_person(self, made=()):
        """Return [(model, record id, code of its category)] of everything about the subjects,
        each record once, ordered (Art. 15(1) and (3)).

        Here a link is enough: the record is about the person. What stands beside (other messages
        of a thread, what hangs on a record that others share) has to name them.

        :param made: models whose records are made for an answer, and are no part of it
        """
        cr = self.env.cr
        self.mentions.read_subjects()
        scratch.create(cr, scratch.PLAN)
        cr.execute("CREATE INDEX ON privacy_plan (model, record)")
        hanging = False
        for entry in filled(self.env, [*self._technical(), *self.plan.compiled()]):
            if entry.match in HANGING and not hanging:
                hanging = True
                self._add_parts()
                scratch.analyze(cr, scratch.PLAN)
            self._add_about(entry)
        self._add_parts()
        self._add_own()
        cr.execute(SQL(
            """DELETE FROM privacy_plan plan USING ir_attachment file
                WHERE plan.model = 'ir.attachment' AND file.id = plan.record
                  AND file.res_model = ANY(%s)""", list(made)))
        # of several ways to a record the first one says its category; rows lie as they came
        found = self.env.execute_query(SQL(
            """SELECT DISTINCT ON (model, record) model, record, category FROM privacy_plan
                WHERE model != ALL(%s) ORDER BY model, record, ctid""", list(made)))
        return [row for row in found if row[0] in self.env]

    def _technical(self):
        """Return entries of technical rows that lead to a contact."""
        rows = self.env["privacy.map"].search([("date_field", "!=", False), ("path", "!=", False)])
        return [datamap.Entry(
            key=row.id, sequence=row.sequence, model=row.model_name,
            category=row.category_id.code, act="erase", match=row.match)
            for row in rows._readable()]

    def _add_about(self, entry):
        """Add the records of an entry that are about a subject."""
        row = self.plan.entry_row(entry)
        if entry.match == "mention":
            self.mentions.fill_named(row)
        found = row._located_sql(sweep=entry.match in SWEPT)
        if self._must_name(entry, row):
            self.mentions.fill_mentioned(entry.model, entry.words, SQL(
                "SELECT record, subject FROM (%s) located", found))
            found = SQL("SELECT subject, record FROM privacy_mentioned")
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_plan (entry, model, subject, record, act, category)
               SELECT %s, %s, subject, record, %s, %s FROM (%s) located""",
            entry.key, entry.model, entry.act, entry.category, found))

    def _must_name(self, entry, row):
        """Whether the link alone says nothing: the record has to name the person."""
        if entry.act != "redact" or not entry.words or entry.match == "mention":
            return False
        if entry.match in (*HANGING, "beside"):
            return True
        return entry.model == "mail.message" and "." in row.path and row._repeats(
            self.env[entry.model], row.path)

    def _add_parts(self):
        """Add what is a part of a record that was found."""
        for model_name, link in PARTS.items():
            if model_name in self.env:
                model = self.env[model_name]
                self.env.cr.execute(SQL(
                    """INSERT INTO privacy_plan (entry, model, subject, record, act, category)
                       SELECT plan.entry, %(model)s, plan.subject, part.id, plan.act,
                              plan.category
                         FROM privacy_plan plan JOIN %(table)s part ON part.%(link)s = plan.record
                        WHERE plan.model = %(whole)s""",
                    model=model_name, table=SQL.identifier(model._table),
                    link=SQL.identifier(link), whole=model._fields[link].comodel_name))

    def _add_own(self):
        """Add what this module itself keeps of the subjects."""
        for model_name, category in OWN.items():
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_plan (model, subject, record, act, category)
                   SELECT %s, partner_id, id, 'keep', %s FROM %s
                    WHERE partner_id IN (SELECT partner_id FROM privacy_subject)""",
                model_name, category, SQL.identifier(self.env[model_name]._table)))


def filled(env, entries):
    """Return the entries on whose path no table is empty."""
    rows = env["privacy.map"]
    tables = {entry: rows.browse(entry.key)._tables() for entry in entries}
    there = filled_tables(env, sorted(set().union(*tables.values())))
    return [entry for entry in entries if there.issuperset(tables[entry])]


def _together(entries):
    """Return the entries in lists: what stands in one is located by one statement.

    Several ways to the same text are one list, so that each text is read once.
    """
    groups = {}
    for entry in entries:
        text = entry.act == "redact" and not entry.parties
        kind = entry.key
        if text:
            # what hangs on records is located when those are, what names people by reading
            other = entry.match if entry.match in (*HANGING, "mention") else None
            kind = (entry.model, entry.fields, entry.category, other)
        groups.setdefault(kind, []).append(entry)
    return list(groups.values())


def _fresh_sql(entry):
    """Return the condition that a record goes not anyway, nor was found by an entry before."""
    return SQL(
        """NOT EXISTS (SELECT FROM privacy_plan step
            WHERE step.model = %s AND step.record = located.record
              AND (step.act = 'erase' OR (step.act, step.fields) = (%s, %s)
                   AND (step.act != 'redact' OR step.subject = located.subject)))""",
        entry.model, entry.act, ",".join(entry.fields),
    )

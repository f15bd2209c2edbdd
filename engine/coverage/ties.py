"""Which records that nothing decides belong to a run's subjects: ids, in ``privacy_run_place``.

What is tied to a contact by a link stays so when the contact has been emptied, and is looked for
once, at the end of the run. What emptying would cut is noted before: addresses at the beginning
of the run; in each batch the files that a contact links to, the person's records that the plan
holds, and what belongs to those that go. Never through staff.
"""

from odoo.tools import SQL

from ...const import ACTED
from ...core.policy import coverage
from .. import properties
from ..filled import filled_tables
from ..pairs import pairs_of
from ..parts import links_from_contact, lists_of_contact
from ..ways import WAYS
from .ways import Ways, stored_links

#: how a record is tied: to several people at once, or as one of which others have a share.
#: What belongs to such a record is not followed
LOOSE = ("many", "share")
#: how, along a link that the map does not follow, to a record that it did not find: what it says
#: of the person nobody has decided on, be it in fields that the map knows
FURTHER = ("further", "many")
#: how, where nothing leads there any more once the contact has been emptied
CUT = ("email", "phone", "owned", "gone", "cut")
#: how many records may lie between one and the contact
DEPTH = 12


class Ties:
    """Notes the records of undecided models that are tied to the subjects of a run."""

    def __init__(self, env, run):
        self.env, self.run = env, run
        self.ways = Ways(env)
        self.columns = undecided_models(env)
        self.beside = {name: columns for name, columns in beside_further(env).items()
                       if name in self.columns}

    # === BEFORE ANYTHING IS DONE === #

    def note_wanted(self):
        """Note the models to whose records something undecided may belong: batches note theirs."""
        names = {field.comodel_name for links in self.links_to_records().values()
                 for field in links}
        named = [SQL("SELECT (%s)::text FROM %s record", pair.named(_column)[0],
                     SQL.identifier(self.env[name]._table))
                 for name in self.columns for pair in pairs_of(self.env[name]).values()]
        self._insert([SQL("SELECT 0, model, 'wanted', 0 FROM (%s) named (model) "
                          "WHERE model IS NOT NULL", SQL(" UNION ").join(
                              [SQL("SELECT unnest(%s::text[])", sorted({*names, *self.columns})),
                               *named]))])

    def note_addressed(self):
        """Note what bears the address of a subject of the plan at hand and is linked to nobody:
        each table is read once for all of them.
        """
        rows = self.env["privacy.map"]
        self._insert([
            SQL("SELECT subject.partner_id, %s, %s, record.id FROM %s record %s "
                "JOIN privacy_subject subject ON subject.whole "
                "AND subject.partner_id = known.partner_id WHERE %s",
                name, match, SQL.identifier(self.env[name]._table),
                WAYS[match].known(WAYS[match].match(rows.new({"path": path}), _column(path))),
                self._alone_sql(name))
            for name in self.columns for path, match in self.ways.addresses(self.env[name])])

    def _alone_sql(self, name):
        """Return the condition that a record is linked to no contact."""
        links = [link.name for link in self.ways.links(self.env[name]) if link.type == "many2one"]
        return SQL(" AND ").join([SQL("TRUE"), *(
            SQL("%s IS NULL", SQL.identifier("record", link)) for link in links)])

    # === IN EACH BATCH === #

    def note_planned(self):
        """Note what only the plan of a batch knows; see above."""
        if not self.columns:
            return
        self._forget_shared_addresses()
        self._insert([*self._owned_selects(), *self._planned_selects(), *self._cut_selects(),
                      *properties.selects_of_subjects(self.env, self.columns)])

    def _forget_shared_addresses(self):
        """Forget what an address ties that by now leads to somebody else as well."""
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_run_place place USING privacy_subject subject
                WHERE place.run_ref = %s AND place.partner_ref = subject.partner_id
                  AND place.tie IN ('email', 'phone')
                  AND NOT EXISTS (SELECT FROM privacy_subject_address known
                                   WHERE known.partner_id = subject.partner_id
                                     AND known.kind = place.tie)""", self.run.id))

    def _owned_selects(self):
        """Yield SELECTs of what the contacts themselves link to, once or in a list: emptying them
        cuts that, and what nobody else links to is theirs.
        """
        for name in self.columns:
            if name in (*coverage.PEOPLE, *coverage.NEUTRAL):
                continue
            for link in links_from_contact(self.env, name):
                yield SQL(
                    """SELECT subject.partner_id, %s, 'owned', contact.%s FROM privacy_subject
                              subject JOIN res_partner contact ON contact.id = subject.partner_id
                        WHERE subject.whole AND contact.%s IS NOT NULL""",
                    name, SQL.identifier(link), SQL.identifier(link))
            for relation, contact, record in lists_of_contact(self.env, name):
                yield SQL(
                    """SELECT subject.partner_id, %s, 'owned', rel.%s FROM privacy_subject subject
                         JOIN %s rel ON rel.%s = subject.partner_id WHERE subject.whole""",
                    name, record, relation, contact)

    def _planned_selects(self):
        """Yield SELECTs of the person's records that the plan holds: those of which a field is
        undecided, and those to which something undecided may belong.
        """
        whole = SQL("JOIN privacy_subject subject ON subject.partner_id = plan.subject "
                    "AND subject.whole")
        yield SQL(
            """SELECT DISTINCT plan.subject, plan.model,
                      CASE plan.act WHEN 'erase' THEN 'gone' ELSE 'planned' END, plan.record
                 FROM privacy_plan plan %s
                WHERE plan.act IN ('erase', 'mask') AND plan.model IN (
                      SELECT model FROM privacy_run_place
                       WHERE run_ref = %s AND tie = 'wanted')""", whole, self.run.id)
        # whoever wrote a message in a shared thread, its words are theirs
        yield SQL(
            """SELECT DISTINCT plan.subject, plan.model, 'share', plan.record
                 FROM privacy_plan plan %s
                WHERE plan.act IN ('redact', 'keep') AND plan.model = ANY(%s)
                  AND NOT (plan.model = 'mail.message' AND plan.ground = 'shared')""",
            whole, sorted(self.columns))
        models = {entry.key: entry.model for entry in self.env["privacy.map"]._compiled()
                  if entry.model in self.columns}
        for entry, name in models.items():
            yield SQL(
                """SELECT DISTINCT plan.subject, %s, 'share', plan.record
                     FROM privacy_untouched plan %s WHERE plan.entry = %s""", name, whole, entry)

    def _cut_selects(self):
        """Yield SELECTs of what belongs to records that go, where their going cuts the link."""
        for name, links in self.links_to_records().items():
            for link in links:
                if link.ondelete == "set null":
                    yield SQL(
                        """SELECT plan.subject, %s, 'cut', record.id FROM privacy_plan plan
                             JOIN %s record ON record.%s = plan.record
                            WHERE plan.model = %s AND plan.act = 'erase'""",
                        name, SQL.identifier(self.env[name]._table), SQL.identifier(link.name),
                        link.comodel_name)

    # === AT THE END === #

    def note_linked(self):
        """Note what is linked to contacts of the run, and, step by step, what belongs to that."""
        if not self.columns:
            return
        self._forget_others()
        self._insert([select for name in self.columns for select in self._linked_selects(name)])
        for _step in range(DEPTH):
            if not self._insert([select for name in self.columns
                                 for select in self._part_selects(name)]):
                break

    def _forget_others(self):
        """Forget what another contact links to as well."""
        for name in self.columns:
            for link in links_from_contact(self.env, name):
                self.env.cr.execute(SQL(
                    """DELETE FROM privacy_run_place place USING res_partner other
                        WHERE place.run_ref = %s AND place.tie = 'owned' AND place.model = %s
                          AND other.%s = place.record AND other.id != place.partner_ref""",
                    self.run.id, name, SQL.identifier(link)))
            for relation, contact, record in lists_of_contact(self.env, name):
                self.env.cr.execute(SQL(
                    """DELETE FROM privacy_run_place place USING %s other
                        WHERE place.run_ref = %s AND place.tie = 'owned' AND place.model = %s
                          AND other.%s = place.record AND other.%s != place.partner_ref""",
                    relation, self.run.id, name, record, contact))

    def _linked_selects(self, name):
        """Yield SELECTs of the records of a model that lead to contacts of the run."""
        model, acted = self.env[name], SQL(
            "item.run_id = %s AND item.whole AND item.state = ANY(%s)", self.run.id, list(ACTED))
        start = SQL("SELECT item.partner_id, %s", name)
        table = SQL("%s record", SQL.identifier(model._table))
        for link in self.ways.links(model):
            further = name in self.beside and link.name in self._undecided(name)
            if link.type == "many2many" and name in self.ways.mapped() and not further:
                # the map says which of them are the person's
                continue
            row = self.env["privacy.map"].new(
                {"model_name": name, "path": self.ways.path(link), "domain": "[]"})
            _model, query = row._query([])
            target = row._column_sql(_model, query, row.path)
            tie = "many" if link.type == "many2many" else "further" if further else "link"
            yield SQL("%s, %s, %s FROM %s JOIN privacy_run_item item ON item.partner_id = %s "
                      "WHERE %s", start, tie, SQL.identifier(query.table, "id"),
                      query.from_clause, target, acted)
        for number in self.ways.numbers(model):
            yield SQL("%s, 'link', record.id FROM %s JOIN privacy_run_item item ON item.partner_id"
                      " = record.%s WHERE %s", start, table, SQL.identifier(number), acted)
        for user in _users(model):
            yield SQL("%s, 'link', record.id FROM %s JOIN res_users login ON login.id = record.%s "
                      "AND login.share JOIN privacy_run_item item ON item.partner_id"
                      " = login.partner_id WHERE %s", start, table, SQL.identifier(user), acted)
        yield from properties.selects_of_json(model, start, acted)
        for pair in pairs_of(model).values():
            named, record = pair.named(_column)
            yield SQL("%s, 'link', record.id FROM %s JOIN privacy_run_item item "
                      "ON %s = 'res.partner' AND item.partner_id = %s WHERE %s", start, table,
                      named, record, acted)

    def _part_selects(self, name):
        """Yield SELECTs of the records of a model that belong to records noted before."""
        model = self.env[name]
        start = SQL("SELECT place.partner_ref, %s, CASE WHEN place.tie = ANY(%s) THEN 'cut' "
                    "ELSE 'part' END, record.id FROM privacy_run_place place JOIN %s record",
                    name, list(CUT), SQL.identifier(model._table))
        where = SQL("place.run_ref = %s AND place.tie != ALL(%s)", self.run.id, list(LOOSE))
        for link in self.links_to_records().get(name, ()):
            yield SQL("%s ON record.%s = place.record WHERE place.model = %s AND %s",
                      start, SQL.identifier(link.name), link.comodel_name, where)
        for pair in pairs_of(model).values():
            named, record = pair.named(_column)
            yield SQL("%s ON (%s, %s) = (place.model, place.record) WHERE %s",
                      start, named, record, where)

    # === WHAT LEADS WHERE === #

    def _undecided(self, name):
        """Return the names of a model's undecided fields."""
        return {column.name for column in self.columns[name]}

    def further_links(self, name):
        """Return the names of a model's undecided links to people, where the map knows it by
        other ways; sorted.
        """
        return sorted(column.name for column in self.columns[name]
                      if name in self.beside and coverage.is_link_to_person(column))

    def links_to_records(self):
        """Return {undecided model: its links to records that may be a person's}."""
        return {
            name: [field for field in stored_links(self.env[name])
                   if field.type == "many2one"
                   and field.comodel_name not in (*coverage.STAFF, *coverage.NEUTRAL, "res.partner")
                   and (field.comodel_name in self.columns
                        or field.comodel_name in self.ways.mapped())]
            for name in self.columns}

    # === PLACES === #

    def _insert(self, selects):
        """Note the records of SELECTs of (contact, model, tie, record) that are not noted yet.

        :return: how many
        """
        selects = list(selects)
        if not selects:
            return 0
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_place (run_ref, partner_ref, model, tie, record)
               SELECT DISTINCT ON (found.model, found.record, found.partner_ref) %s, found.*
                 FROM (%s) found (partner_ref, model, tie, record)
                WHERE NOT EXISTS (
                      SELECT FROM privacy_run_place place
                       WHERE place.run_ref = %s AND place.model = found.model
                         AND place.record = found.record
                         AND place.partner_ref = found.partner_ref)
                ORDER BY found.model, found.record, found.partner_ref,
                         found.tie = ANY(%s), found.tie""",
            self.run.id, SQL(" UNION ALL ").join(selects), self.run.id, list(LOOSE)))
        return self.env.cr.rowcount


def undecided_models(env):
    """Return {model: its undecided columns} of the models that hold a record."""
    found = {}
    for column in env["privacy.coverage"]._verdicts()[0]:
        found.setdefault(column.model, []).append(column)
    there = filled_tables(env, sorted({env[name]._table for name in found}))
    return {name: columns for name, columns in found.items() if env[name]._table in there}


def beside_further(env):
    """Return {model: columns that the map acts on} of the models that have a further link."""
    return env["privacy.coverage"]._verdicts()[2]


def _column(name):
    return SQL.identifier("record", name)


def _users(model):
    """Return the names of a model's links to logins: those of portal users lead to one."""
    return [field.name for field in stored_links(model)
            if field.type == "many2one" and field.comodel_name == "res.users"]

"""The contact itself: what remains of it (R11)."""

from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2.errors import CheckViolation

from .shortcuts import NAMING, masked_columns, unread, update_copies
from .tags import tags
from .tell import Conditions, tell
from .values import PLACEHOLDER, TEXTS, emptied_sql, must_say, says_sql, stays_as_is

#: what remains of an anonymised contact (R11), beside its name and the module's own columns
REMAINS = frozenset({
    "id", "parent_id", "company_id", "is_company", "type", "country_id", "lang",
    "property_account_position_id", "create_uid", "create_date", "write_uid", "write_date",
    "active", "name", "complete_name", "commercial_partner_id", "commercial_company_name",
    "partner_share",
})
#: written once more through the ORM, so that overrides of other modules see the contact go
SEEN_BY_OVERRIDES = ("email", "phone", "street", "city", "zip", "vat", "website", "comment")
#: columns that say something else than a name, whatever a name is made of
KNOWN = (*SEEN_BY_OVERRIDES, "street2", "ref", "function", "email_normalized", "phone_sanitized")
#: names that are computed from the name; written right at once where nobody else's is in them
NAMES = ("complete_name", "commercial_company_name")
#: computed booleans and numbers come back as these, however the column was emptied
SAY_NOTHING = {"boolean": False, "integer": 0, "float": 0.0, "monetary": 0.0}
#: what remains of the name, as SQL
NAME = SQL("'Anonymised contact ' || id")


class Contacts:
    """Empties contacts, and sees that they are empty."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan

    def mask(self, partners):
        """Leave of a contact what R11 says, and let overrides of other modules see it go."""
        self.empty(partners)
        values = {name: False for name in SEEN_BY_OVERRIDES if name in partners._fields}
        # with archived records in sight, archiving would find the users just disabled
        tell(partners.with_context(active_test=True), {**values, "active": False})
        self.empty_again(partners)

    def mask_fast(self, units):
        """The same where no module that nobody has read overrides the writing of contacts."""
        partners = self.env["res.partner"].browse(self.plan.records(*units))
        self.empty(partners)
        self.empty_again(partners)

    # === EMPTY === #

    def empty_columns(self, partners):
        """Empty every column of contacts by one UPDATE; what depends on them follows later.

        One statement, so that no later failure can show a row with the person still in it, and
        so that the address sync of ``res_partner.py`` finds nothing to push to parents,
        siblings and children.
        """
        partners = partners.browse(set(partners.ids) - set(self.plan.emptied))
        if not partners:
            return
        self.env.flush_all()
        columns = self._columns()
        filled = self._filled(partners.ids, list(columns))
        self._update(partners.ids, columns)
        self._empty_tags(partners.ids)
        self.plan.emptied.update(dict.fromkeys(partners.ids, filled))
        # names of others are made of theirs
        self.env.invalidate_all(flush=False)

    def _changed(self, partners):
        filled = {name for contact in partners.ids for name in self.plan.emptied.get(contact, ())}
        return ["name", "active", "privacy_anonymised_on", *sorted(filled)]

    def empty(self, partners):
        """Recompute what depends on the columns that were emptied.

        What is computed on the contact itself is written already and needs no computing; nor
        does what the plan has emptied elsewhere.
        """
        self.empty_columns(partners)
        names = list(self._columns())
        settled = [*self._settled(partners, names), *update_copies(self.env, partners)]
        with self.env.protecting(settled):
            partners.modified(self._changed(partners))
            self.env.flush_all()
        self._fill_sources(partners)

    def empty_again(self, partners):
        """Empty once more what overrides or computed fields have brought back from what remains,
        such as a scheme by country.
        """
        # what waits to be computed would come back after the look
        self.env.flush_all()
        back = self.remaining(partners.ids)
        if back:
            sources = self.sources()
            columns = {name: value for name, value in self._columns().items()
                       if name not in sources}
            self._update(back, columns)
            partners.invalidate_recordset(["name", *columns], flush=False)

    def remaining(self, ids):
        """Return the ids of contacts that still say something."""
        sources, checked = self.sources(), Conditions(self.env["res.partner"]).checked
        says = SQL(" OR ").join(
            self._says_sql(name, value, name in sources, name in checked)
            for name, value in self._columns().items())
        return _ids(self.env, SQL(
            """SELECT id FROM res_partner record WHERE id = ANY(%s) AND
               (%s OR name != %s OR active)""", ids, says, NAME))

    def _says_sql(self, name, value, source, checked):
        """Return the condition that a column of ``record`` says something.

        :param value: what it is emptied to
        :param bool source: whether the name is computed from it: it may hold a part of that
        :param bool checked: whether the table may ask that it says something
        """
        column, field = SQL.identifier(name), self.env["res.partner"]._fields[name]
        if source:
            return SQL("position(COALESCE(%s, '') IN %s) = 0", column, NAME)
        if field.type in TEXTS and (checked or value is not None):
            return says_sql(self.env["res.partner"], field)
        if value is None:
            return SQL("%s IS NOT NULL", column)
        return SQL("COALESCE(%s, %s) IS DISTINCT FROM %s", column, value, value)

    def _filled(self, ids, names):
        """Return those of the columns that say something for any of these contacts."""
        partner = self.env["res.partner"]
        says = SQL(", ").join(
            SQL("bool_or(%s)", says_sql(partner, partner._fields[name])) for name in names)
        (row,) = self.env.execute_query(
            SQL("SELECT %s FROM res_partner record WHERE id = ANY(%s)", says, ids))
        return [name for name, filled in zip(names, row, strict=True) if filled]

    def _settled(self, partners, names):
        """Yield (fields, records) that hold what they should and are not computed again."""
        own = [field for name, field in partners._fields.items()
               if (name in names or name == "name") and field.compute and field.store]
        yield own, partners
        yield self._settled_names(partners)
        for unit in self.plan.units():
            model_name, act, _names = unit
            if act == "mask" and model_name != "res.partner":
                records = self.env[model_name]
                computed = [records._fields[name] for name in masked_columns(self.env, [unit])
                            if records._fields[name].compute]
                computed += stays_as_is(records)
                if computed:
                    yield computed, records.browse(self.plan.records(unit))

    def _settled_names(self, partners):
        """Return (names, contacts) of those whose names were written as Odoo composes them.

        Those below another contact bear its name in theirs.
        """
        if unread(self.env, NAMING):
            return [], partners
        fields = [partners._fields[name] for name in NAMES]
        return fields, partners.browse(_ids(self.env, SQL(
            "SELECT id FROM res_partner WHERE parent_id IS NULL AND id = ANY(%s)", partners.ids)))

    def _empty_tags(self, ids):
        """Take the contacts' tags off: links that describe the contact. Those that another
        record has to its people are that record's, and not ours.
        """
        for field in tags(self.env):
            self.env.cr.execute(SQL(
                "DELETE FROM %s WHERE %s = ANY(%s)", SQL.identifier(field.relation),
                SQL.identifier(field.column1), ids))

    # === A NAME THAT A MODULE COMPUTES === #

    def sources(self):
        """Return the text columns that the name is computed from, in the order of the fields:
        where a module makes it of a first and a last name, these would make it anew.
        """
        fields, found, todo = self.env["res.partner"]._fields, set(), ["name"]
        while todo:
            field = fields[todo.pop()]
            if field.compute and (field.name == "name" or not field.store):
                new = {path for path in self.env.registry.field_depends[field]
                       if "." not in path} - found
                found |= new
                todo += new
        return [name for name, field in fields.items() if name in found - {"name", *KNOWN}
                and field.store and field.type in TEXTS and not _remains(name)]

    def _fill_sources(self, partners):
        """Let the columns that the name is computed from say what the name says.

        The module's own inverse knows how; one that refuses, or none, is passed by.
        """
        sources, name = self.sources(), partners._fields["name"]
        if not sources:
            return
        if not (name.inverse and self._cut_by_module(partners, name)):
            self.env.invalidate_all(flush=False)
            self._write_sources(partners, sources)
        # an inverse may have cut the name in another way than it puts it together
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET name = %s WHERE id = ANY(%s)", NAME, partners.ids))
        partners.invalidate_recordset(["name"], flush=False)

    def _cut_by_module(self, partners, name):
        """Let the module's own inverse cut the name; return whether it did not refuse."""
        try:
            with self.env.cr.savepoint(), self.env.protecting([name], partners):
                name.determine_inverse(partners)
                self.env.flush_all()
        except UserError:
            return False
        return True

    def _write_sources(self, partners, sources):
        """Write the parts of the name to its sources: all of it to one, to several word by word."""
        parts = dict(zip(sources, (SQL("'Anonymised'"), SQL("'contact ' || id")), strict=False))
        if len(sources) == 1:
            parts = {sources[0]: NAME}
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET %s WHERE id = ANY(%s)",
            SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value)
                           for name, value in parts.items()), partners.ids))
        partners.invalidate_recordset(list(parts), flush=False)

    # === COLUMNS === #

    def _update(self, ids, columns):
        """Write the empty values; where the table does not allow nothing, texts that stand in one
        of its conditions say a placeholder.
        """
        conditions = Conditions(self.env["res.partner"])
        careful = [name for name in columns if name in conditions.checked
                   and self.env["res.partner"]._fields[name].type in TEXTS]
        if not careful:
            self._update_row(ids, columns)
            return
        try:
            with self.env.cr.savepoint(flush=False):
                self._update_row(ids, columns)
        except CheckViolation:
            self._update_row(ids, {**columns, **dict.fromkeys(careful, PLACEHOLDER)})

    def _update_row(self, ids, columns):
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value) for name, value in columns.items())
        self.env.cr.execute(SQL(
            """UPDATE res_partner SET name = %(name)s, active = FALSE,
                      complete_name = CASE WHEN parent_id IS NULL
                           THEN %(name)s ELSE complete_name END,
                      commercial_company_name = CASE
                           WHEN is_company AND commercial_partner_id = id THEN %(name)s
                           WHEN parent_id IS NOT NULL THEN commercial_company_name END,
                      %(values)s,
                      privacy_child = FALSE,
                      privacy_anonymised_on = COALESCE(privacy_anonymised_on, %(today)s),
                      write_date = now() AT TIME ZONE 'UTC'
                WHERE id = ANY(%(ids)s)""",
            name=NAME, values=values, today=self.env["privacy.timer"]._today(), ids=list(ids)))

    def _columns(self):
        """Return {column: empty value} of everything that does not remain."""
        partner = self.env["res.partner"]
        unique = None
        columns = {}
        for name, field in partner._fields.items():
            if field.store and field.column_type and not _remains(name):
                if must_say(partner, name) and not field.company_dependent:
                    unique = Conditions(partner).unique if unique is None else unique
                    columns[name] = emptied_sql(field, True, name in unique)
                else:
                    columns[name] = self._empty_value(partner, field)
        return columns

    def _empty_value(self, model, field):
        """Return the SQL value that says nothing; columns that must hold one get the default."""
        if field.type in SAY_NOTHING and not field.company_dependent:
            return SAY_NOTHING[field.type]
        if field not in self.env.registry.not_null_fields or field.company_dependent:
            return None
        default = model.default_get([field.name]).get(field.name)
        return field.convert_to_column(default, model)


def _remains(name):
    return name in REMAINS or name.startswith("privacy_")


def _ids(env, query):
    return [record for (record,) in env.execute_query(query)]

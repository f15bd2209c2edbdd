"""Reads all that a person's records say: one statement a model, one for each table of links."""

from dataclasses import dataclass

from odoo.tools import SQL

from ...core.requests import fields as package_fields
from ...core.requests.package import stamp
from .language import in_lang
from .property_values import PropertyValues

#: types of fields whose column or table holds ids
LINKS = ("many2one", "many2many")


@dataclass(slots=True, eq=False)
class Record:
    """A record of the person, as it is read.

    :ivar str model: its model's name
    :ivar int id: its id
    :ivar str category: code of the class of data that it belongs to
    :ivar made_by: id of the user who made it, or None
    :ivar dict values: {field: value as JSON}; links are ids until ``Document.label`` names them
    :ivar str origin: who it comes from: ``you``, ``us`` or ``other`` (Art. 15(1)(g))
    :ivar bool withheld: whether it holds the words of another person (Art. 15(4))
    :ivar foreign: its fields that hold another person's name or address
    """

    model: str
    id: int
    category: str
    made_by: int | None
    values: dict
    origin: str = "us"
    withheld: bool = False
    foreign: tuple | list = ()


class Reader:
    """Reads records as plain JSON: moments of UTC, texts as they are stored, links as ids.

    :param env: environment; everything is read as superuser
    :param str lang: the person's language, for what is stored in several
    """

    def __init__(self, env, lang):
        self.env = env(su=True)
        self._archived = self.env(context={**self.env.context, "active_test": False})
        self._local = in_lang(self.env, lang)
        self._properties = PropertyValues(self._archived)
        self._lang = lang

    # === VALUES === #

    def records(self, found):
        """Return the :class:`Record` of each record that was found, model by model.

        :param found: [(model, record id, code of its category)], as the locator returns it
        """
        wanted = {}
        for model_name, record, category in found:
            wanted.setdefault(model_name, {})[record] = category
        records = []
        for model_name, categories in wanted.items():
            model = self._archived[model_name]
            rows = self._rows(model, sorted(categories))
            self._add_links(model, rows)
            self._properties.tell(model, rows)
            records += [Record(model_name, record, categories[record], made_by, values)
                        for record, (made_by, values) in rows.items()]
        return records

    def fields_of(self, model_name):
        """Return the fields of a model that are read: stored, and no secret or machinery."""
        return [
            field for name, field in self.env[model_name]._fields.items()
            if field.store and not field.inherited and package_fields.is_shown(
                name, field.type, field.comodel_name or "", field.groups == ".")]

    def _rows(self, model, ids):
        """Return {id: (user who made it, {field: value})}."""
        shown = [field for field in self.fields_of(model._name)
                 if field.column_type and field.type != "binary"]
        maker = SQL.identifier("create_uid") if "create_uid" in model._fields \
            and model._fields["create_uid"].store else SQL("NULL::int")
        rows = self.env.execute_query(SQL(
            "SELECT id, %s FROM %s WHERE id = ANY(%s) ORDER BY id",
            SQL(", ").join([maker, *(SQL.identifier(field.name) for field in shown)]),
            SQL.identifier(model._table), ids))
        return {
            record: (made_by, {
                field.name: value for field, raw in zip(shown, raws, strict=True)
                if (value := self._plain(field, raw)) is not None})
            for record, made_by, *raws in rows}

    def _plain(self, field, raw):
        """Return a column's value as JSON has it; None where it says nothing."""
        if raw is None or raw == "":
            return None
        if field.company_dependent or field.translate:
            raw = self._of_several(field, raw)
        if field.type == "datetime" and raw:
            return stamp(raw)
        if field.type == "date" and raw:
            return raw.isoformat()
        if field.type in ("float", "monetary"):
            return float(raw)
        return raw

    def _of_several(self, field, raw):
        """Return the value in the person's language, or what each company has stored."""
        if not isinstance(raw, dict):
            return raw
        if field.translate:
            return raw.get(self._lang) or raw.get("en_US") or next(iter(raw.values()), None)
        values = [value for value in dict.fromkeys(map(str, raw.values())) if value != "None"]
        if field.type == "many2one":
            return int(values[0]) if values else None
        return ", ".join(values) or None

    def _add_links(self, model, rows):
        """Add the ids of links to many."""
        for field in self.fields_of(model._name):
            if field.type != "many2many" or not rows or not field.relation:
                continue
            for record, linked in self.env.execute_query(SQL(
                    "SELECT %s, array_agg(%s ORDER BY %s) FROM %s WHERE %s = ANY(%s) GROUP BY 1",
                    SQL.identifier(field.column1), SQL.identifier(field.column2),
                    SQL.identifier(field.column2), SQL.identifier(field.relation),
                    SQL.identifier(field.column1), list(rows))):
                rows[record][1][field.name] = linked

    # === LINKS === #

    def links_of(self, record):
        """Yield (field, model that it leads to, ids) of the links of a record."""
        model, values = self.env[record.model], record.values
        for name, value in values.items():
            field = model._fields[name]
            if field.type in LINKS:
                yield name, field.comodel_name, value if isinstance(value, list) else [value]
            elif field.type == "many2one_reference" and value:
                target = values.get(field.model_field)
                if target in self.env and not self.env[target]._abstract:
                    yield name, target, [value]
            elif field.type == "reference" and value:
                target, _comma, number = value.partition(",")
                if target in self.env and number.isdigit():
                    yield name, target, [int(number)]

    def property_links_of(self, record):
        """Yield (field, entry of :class:`~.property_values.PropertyValues`, model that it leads to,
        ids) of the links among the properties of a record.
        """
        fields = self.env[record.model]._fields
        for name, value in record.values.items():
            if fields[name].type == "properties" and isinstance(value, list):
                for entry, comodel, ids in self._properties.links(value):
                    yield name, entry, comodel, ids

    def linked(self, records):
        """Return {model: set of ids} of everything that records link to."""
        linked = {}
        for record in records:
            for _name, comodel, ids in self.links_of(record):
                linked.setdefault(comodel, set()).update(ids)
            for _name, _entry, comodel, ids in self.property_links_of(record):
                linked.setdefault(comodel, set()).update(ids)
        return linked

    # === NAMES, IN THE PERSON'S LANGUAGE === #

    def names(self, model_name, ids):
        """Return {id: name} of records."""
        model = self._archived[model_name].with_context(lang=self._lang)
        field = model._fields.get(model._rec_name or "")
        if field is not None and field.store and field.column_type and not field.company_dependent \
                and field.type in ("char", "text") and not field.inherited:
            rows = self.env.execute_query(SQL(
                "SELECT id, %s FROM %s WHERE id = ANY(%s)", SQL.identifier(field.name),
                SQL.identifier(model._table), sorted(ids)))
            return {record: self._plain(field, name) or "" for record, name in rows}
        if not model._auto and not model._table_query:
            return {}
        return {record.id: record.display_name or ""
                for record in model.browse(sorted(ids)).exists()}

    def codes(self, model_name):
        """Return {field: {code: label}} of the selections of a model."""
        return {field.name: dict(field._description_selection(self._local))
                for field in self.fields_of(model_name) if field.type == "selection"}

    def model_label(self, model_name):
        """Return what a person calls a model."""
        return self._local["ir.model"]._get(model_name).name or model_name

    def field_label(self, field):
        """Return what a person calls a field."""
        return field._description_string(self._local) or field.name

from odoo import models
from odoo.tools import SQL

from ...core.requests import fields as package_fields
from ...core.requests.package import stamp

#: links that lead to people
PEOPLE = ("res.partner", "res.users")
#: links that lead to staff
EMPLOYEES = ("hr.employee", "hr.employee.public", "hr.version")
LINKS = ("many2one", "many2many")


class PrivacyCollect(models.AbstractModel):
    """Reads all that the records say: one statement a model, one for each table of links.

    Values are plain JSON: moments of UTC, codes and links with their label in the person's
    language, texts as they are stored.
    """

    _inherit = "privacy.collect"

    def _read(self, found, lang):
        """Return records: dicts of model, id, category, ``values`` by field and ``made_by``.

        Links are ids still, and m2m lists of ids: :meth:`_label` names them.

        :param found: what :meth:`_locate` returns
        """
        wanted = {}
        for model_name, record, category in found:
            wanted.setdefault(model_name, {})[record] = category
        records = []
        for model_name, categories in wanted.items():
            model = self.env[model_name].sudo().with_context(active_test=False)
            rows = self._rows(model, sorted(categories), lang)
            self._add_links(model, rows)
            records += [
                {"model": model_name, "id": record, "category": categories[record],
                 "made_by": made_by, "values": values}
                for record, (made_by, values) in rows.items()]
        return records

    def _shown(self, model):
        """Return the fields of a model that are read: stored, and no secret or machinery."""
        return [
            field for name, field in model._fields.items()
            if field.store and not field.inherited and package_fields.is_shown(
                name, field.type, field.comodel_name or "", field.groups == ".")]

    def _rows(self, model, ids, lang):
        """Return {id: (user who made it, {field: value})}."""
        shown = [field for field in self._shown(model)
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
                if (value := self._plain(field, raw, lang)) is not None})
            for record, made_by, *raws in rows}

    def _plain(self, field, raw, lang):
        """Return a column's value as JSON has it; None where it says nothing."""
        if raw is None or raw == "":
            return None
        if field.company_dependent or field.translate:
            raw = self._of_several(field, raw, lang)
        if field.type == "datetime" and raw:
            return stamp(raw)
        if field.type == "date" and raw:
            return raw.isoformat()
        if field.type in ("float", "monetary"):
            return float(raw)
        return raw

    def _of_several(self, field, raw, lang):
        """Return the value in the person's language, or what each company has stored."""
        if not isinstance(raw, dict):
            return raw
        if field.translate:
            return raw.get(lang) or raw.get("en_US") or next(iter(raw.values()), None)
        values = [value for value in dict.fromkeys(map(str, raw.values())) if value != "None"]
        if field.type == "many2one":
            return int(values[0]) if values else None
        return ", ".join(values) or None

    def _add_links(self, model, rows):
        """Add the ids of links to many."""
        for field in self._shown(model):
            if field.type != "many2many" or not rows or not field.relation:
                continue
            for record, linked in self.env.execute_query(SQL(
                    "SELECT %s, array_agg(%s ORDER BY %s) FROM %s WHERE %s = ANY(%s) GROUP BY 1",
                    SQL.identifier(field.column1), SQL.identifier(field.column2),
                    SQL.identifier(field.column2), SQL.identifier(field.relation),
                    SQL.identifier(field.column1), list(rows))):
                rows[record][1][field.name] = linked

    # === NAMES === #

    def _linked(self, records):
        """Return {model: set of ids} of everything that records link to."""
        linked = {}
        for record in records:
            for _name, comodel, ids in self._links_of(record):
                linked.setdefault(comodel, set()).update(ids)
        return linked

    def _links_of(self, record):
        """Yield (field, model, ids) of the links of a record."""
        model, values = self.env[record["model"]], record["values"]
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

    def _names(self, model_name, ids, lang):
        """Return {id: name} of records, in a language."""
        model = self.env[model_name].sudo().with_context(active_test=False, lang=lang)
        field = model._fields.get(model._rec_name or "")
        if field is not None and field.store and field.column_type and not field.company_dependent \
                and field.type in ("char", "text") and not field.inherited:
            rows = self.env.execute_query(SQL(
                "SELECT id, %s FROM %s WHERE id = ANY(%s)", SQL.identifier(field.name),
                SQL.identifier(model._table), sorted(ids)))
            return {record: self._plain(field, name, lang) or "" for record, name in rows}
        if not model._auto and not model._table_query:
            return {}
        return {record.id: record.display_name or ""
                for record in model.browse(sorted(ids)).exists()}

    def _codes(self, model_name, lang):
        """Return {field: {code: label}} of the codes of a model, in a language."""
        env = self.with_context(lang=lang).env
        return {field.name: dict(field._description_selection(env))
                for field in self._shown(self.env[model_name]) if field.type == "selection"}

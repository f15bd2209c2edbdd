"""Properties of a person's records, as a person reads them: what a team or a project calls them,
and the labels of their codes and links.

Odoo keeps them in one column of the record under names made at random; what they are says the
record above it (``odoo/orm/fields_properties.py``). What nothing defines any more is still held,
and is told under its name.
"""

from collections.abc import Iterator

#: properties that hold no value
SEPARATOR = "separator"
#: types whose value is the id of a record, or several
LINKS = ("many2one", "many2many")


class PropertyValues:
    """Puts what properties are called and say in place of what is stored.

    :param env: environment of the superuser, archived records included
    """

    def __init__(self, env):
        self.env = env

    def tell(self, model, rows):
        """Change the values of properties in rows: each becomes a list of
        ``{"code": its name, "label": what it is called, "value": what it says}``.

        :param model: whose rows these are
        :param dict rows: {id: (user who made it, {field: value})}
        """
        for field in model._fields.values():
            if field.type != "properties" or not field.definition_record:
                continue
            filled = [record for record, (_maker, values) in rows.items() if field.name in values]
            above = model.browse(filled).mapped(field.definition_record)
            above.mapped(field.definition_record_field)
            for record in model.browse(filled):
                values = rows[record.id][1]
                told = list(_told(values.pop(field.name), self._definitions(record, field)))
                if told:
                    values[field.name] = told

    def _definitions(self, record, field):
        """Return {name: definition} of the properties of a record."""
        defined = record[field.definition_record][field.definition_record_field] or []
        return {each["name"]: each for each in defined}

    def links(self, told):
        """Yield (entry, model that it leads to, ids) of the links among what :meth:`tell` made."""
        for entry in told:
            comodel = entry.get("comodel")
            if comodel in self.env and not self.env[comodel]._abstract:
                value = entry["value"] if isinstance(entry["value"], list) else [entry["value"]]
                if ids := [each for each in value if isinstance(each, int)]:
                    yield entry, comodel, ids


def _told(stored, definitions) -> Iterator[dict]:
    """Yield what each property says, in the order of the definitions; nothing of an empty one.

    A link's ``comodel`` stays on it until the link has its label.
    """
    order = {name: number for number, name in enumerate(definitions)}
    for name in sorted(stored, key=lambda each: (order.get(each, len(order)), each)):
        defined = definitions.get(name, {})
        value = _value(defined, stored[name])
        if value in (None, False, "", [], {}) or defined.get("type") == SEPARATOR:
            continue
        entry = {"code": name, "label": defined.get("string") or name, "value": value}
        if defined.get("type") in LINKS:
            entry["comodel"] = defined.get("comodel")
        yield entry


def _value(defined, value):
    """Return a value with the labels of its codes."""
    if defined.get("type") == "selection" and value:
        return _coded(dict(map(tuple, defined.get("selection") or [])), value)
    if defined.get("type") == "tags" and isinstance(value, list):
        labels = {tag[0]: tag[1] for tag in defined.get("tags") or []}
        return [_coded(labels, code) for code in value]
    return value


def _coded(labels, code):
    return {"code": code, "label": labels.get(code, code)}

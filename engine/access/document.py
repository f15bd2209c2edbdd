"""The document of a person's records, as ``core/requests/package.py`` has it."""

from odoo import fields

from ...core.requests import others, package
from .people import OTHER, STAFF
from .redactions import LINK

#: models whose records are people, and those whose records are staff
PEOPLE = ("res.partner", "res.users")
EMPLOYEES = ("hr.employee", "hr.employee.public", "hr.version")


class Document:
    """Makes the document that a package's ``data.json`` is, but for its facts.

    :param env: environment of the superuser
    :param reader: :class:`~.reader.Reader`, for names and labels in the person's language
    :param redactions: :class:`~.redactions.Redactions`
    :param str lang: the person's language
    """

    def __init__(self, env, reader, redactions, lang):
        self.env, self._reader, self._redactions, self._lang = env, reader, redactions, lang

    # === LABELS === #

    def label(self, records, linked, people):
        """Put names in place of ids and codes; other people have none.

        :param dict linked: {model: ids} that the records lead to
        :param people: :class:`~.people.People`
        """
        names = {model: self._reader.names(model, ids) for model, ids in linked.items()
                 if model not in (*PEOPLE, *EMPLOYEES) and ids}
        codes = {model: self._reader.codes(model)
                 for model in {record.model for record in records}}
        for record in records:
            self._label_links(record, names, people)
            values = record.values
            for name, labels in codes[record.model].items():
                if name in values:
                    values[name] = {"code": values[name],
                                    "label": labels.get(values[name], values[name])}

    def _label_links(self, record, names, people):
        values = record.values
        for name, comodel, ids in list(self._reader.links_of(record)):
            labels = [self._link_label(record, name, comodel, each, names, people)
                      for each in ids]
            values[name] = labels if isinstance(values[name], list) else labels[0]
        for name, entry, comodel, ids in list(self._reader.property_links_of(record)):
            labels = [self._link_label(record, name, comodel, each, names, people)
                      for each in ids]
            entry["value"] = labels if isinstance(entry["value"], list) else labels[0]
        for name in values:
            if self.env[record.model]._fields[name].type == "properties":
                for entry in values[name]:
                    entry.pop("comodel", None)

    def _link_label(self, record, name, comodel, number, names, people):
        if comodel in EMPLOYEES:
            return {"label": others.STAFF}
        partner = people.contact(comodel, number)
        if partner is not None:
            return self._person_label(record, name, partner, people)
        return {"id": number, "label": names.get(comodel, {}).get(number, "")}

    def _person_label(self, record, name, partner, people):
        role = people.role(partner)
        if role == STAFF:
            return {"label": others.STAFF}
        if role == OTHER and self._redactions.take(record.model, record.id, name, LINK):
            return {"label": others.OTHER}
        return {"id": partner, "label": people.name(partner)}

    # === DOCUMENT === #

    def make(self, number, records, files):
        """Return the document of access, without its facts; portability is a part of it.

        :param str number: the request's
        :param records: :class:`~.reader.Record`, labelled and cleaned
        :param files: as :meth:`~.files.Files.listed` returns them
        """
        return {
            "format": package.FORMAT, "version": package.VERSION, "kind": "access",
            "request": number, "created_on": package.stamp(fields.Datetime.now()),
            "language": self._lang, "categories": self._categories(records),
            "datasets": self._datasets(records), "files": files,
            "redactions": self._redactions.listed(self._lang)}

    def _datasets(self, records):
        by_model = {}
        for record in records:
            by_model.setdefault(record.model, []).append(record)
        return [self._dataset(model_name, each) for model_name, each in by_model.items()]

    def _dataset(self, model_name, records):
        """Return the records of a model: what they say, and which fields that needs."""
        filled = {name for record in records for name in record.values}
        return {
            "name": model_name.replace(".", "_"), "model": model_name,
            "label": self._reader.model_label(model_name),
            "fields": [{"name": field.name, "type": field.type,
                        "label": self._reader.field_label(field)}
                       for field in self._reader.fields_of(model_name) if field.name in filled],
            "records": [{"id": record.id, "category": record.category, "from": record.origin,
                         "values": record.values} for record in records]}

    def _categories(self, records):
        found = {record.category for record in records}
        rows = self.env["privacy.category"].with_context(
            active_test=False, lang=self._lang).search([("code", "in", sorted(found))])
        return [{"code": row.code, "name": row.name, "description": row.description or ""}
                for row in rows]

from typing import NamedTuple

from odoo import fields, models

from ...core.requests import fields as package_fields
from ...core.requests import others, package
from .collect_people import OTHER, OURS, STAFF, WORDS, YOU
from .collect_read import EMPLOYEES, PEOPLE

#: kinds of what is taken out for other people's sake
LINK, IDENTIFIER, WRITTEN = "link", "identifier", "written"
#: who made a record, as the document says it
FROM = {YOU: "you", STAFF: "us", OURS: "us"}


class Collected(NamedTuple):
    """What was collected of one person.

    :ivar dict document: without its facts
    :ivar list redactions: (model, record, field, kind) of all that others' rights take out,
        what an officer has released included
    :ivar int unread: files whose text nobody could search
    """

    document: dict
    redactions: list
    unread: int


class Scope(NamedTuple):
    """Who is who in one collection, and what is taken out of it.

    :ivar str lang: the person's language
    :ivar dict people: {contact id: (who, name)}
    :ivar dict users: {user id: contact id}
    :ivar set released: places that an officer has released: (model, record, field, kind)
    :ivar list taken: places met so far
    :ivar Others cleaner: takes other people out of texts
    :ivar knows: function of a mail address, whether it is somebody known
    """

    lang: str
    people: dict
    users: dict
    released: set
    taken: list
    cleaner: object = None
    knows: object = None

    def take(self, record, name, kind):
        """Note that something is to be taken out of a field; whether it is."""
        key = (record["model"], record["id"], name, kind)
        self.taken.append(key)
        return key not in self.released


class PrivacyCollect(models.AbstractModel):
    """Makes the document of ``core/requests/package.py`` of a person's records."""

    _inherit = "privacy.collect"

    def _collect(self, request, kind="access"):
        """Return everything that is held of a request's person.

        :rtype: Collected
        """
        self = self.sudo().with_context(privacy_by_login=request.identity_method == "portal")
        accounts = self._accounts(request.partner_ids)
        records = self._read(self._locate(accounts), request._answer_lang())
        rows = self._file_rows(records)
        scope, linked = self._scope(request, accounts, records, rows)
        for record in records:
            record["from"], record["withheld"] = self._from(record, scope)
            record["foreign"] = self._personal(record) if self._foreign(
                record, scope.people) else ()
        self._label(records, linked, scope)
        self._clean(records, scope)
        files, unread = self._files(rows, scope)
        document = {
            "format": package.FORMAT, "version": package.VERSION, "kind": kind,
            "request": request.name, "created_on": package.stamp(fields.Datetime.now()),
            "language": scope.lang, "categories": self._categories(records, scope.lang),
            "datasets": self._datasets(records, scope.lang), "files": files,
            "redactions": self._redactions(scope)}
        return Collected(document, list(dict.fromkeys(scope.taken)), unread)

    def _scope(self, request, accounts, records, files):
        """Return (Scope, what the records link to)."""
        linked = self._linked(records)
        linked.setdefault("res.users", set()).update(
            {each for each in (*(record["made_by"] for record in records),
                               *(file.maker for file in files)) if each})
        scope = Scope(
            request._answer_lang(), self._people(accounts, linked) if records else {},
            self._users(linked["res.users"]), request._released(), [])
        if records:
            cleaner, knows = self._others(records, scope.people)
            scope = scope._replace(cleaner=cleaner, knows=knows)
        return scope, linked

    def _from(self, record, scope):
        """Return (who a record comes from: its writer, else who made it; whether it is withheld).

        A company's words are no person's.
        """
        if self._withheld(record, scope.people, scope.knows):
            return "other", True
        writer = self._writer(record, scope.people) or scope.people.get(
            scope.users.get(record["made_by"]), (OURS,))[0]
        return FROM.get(writer, "other"), writer == OTHER

    # === LABELS === #

    def _label(self, records, linked, scope):
        """Put names in place of ids and codes; other people have none."""
        names = {name: self._names(name, ids, scope.lang) for name, ids in linked.items()
                 if name not in (*PEOPLE, *EMPLOYEES) and ids}
        codes = {name: self._codes(name, scope.lang)
                 for name in {record["model"] for record in records}}
        for record in records:
            values = record["values"]
            for name, comodel, ids in list(self._links_of(record)):
                said = [self._person_label(record, name, number, scope)
                        if (number := _person(comodel, each, scope)) is not None
                        else {"label": others.STAFF} if comodel in EMPLOYEES
                        else {"id": each, "label": names.get(comodel, {}).get(each, "")}
                        for each in ids]
                values[name] = said if isinstance(values[name], list) else said[0]
            for name, words in codes[record["model"]].items():
                if name in values:
                    values[name] = {"code": values[name],
                                    "label": words.get(values[name], values[name])}

    def _person_label(self, record, name, partner, scope):
        who, said = scope.people.get(partner, (OURS, ""))
        if who == STAFF:
            return {"label": others.STAFF}
        if who == OTHER and scope.take(record, name, LINK):
            return {"label": others.OTHER}
        return {"id": partner, "label": said}

    # === OTHER PEOPLE === #

    def _clean(self, records, scope):
        """Take other people out of every text, and withhold what they wrote."""
        places, said = [], []
        for record in records:
            self._replace(record, record["foreign"], IDENTIFIER, others.OTHER, scope)
            if record["withheld"]:
                self._replace(record, WORDS, WRITTEN, others.WITHHELD, scope)
            self._headers(record, scope)
            for name, value in record["values"].items():
                for text in others.texts_in(value):
                    places.append((record, name))
                    said.append(text)
        if not said:
            return
        met = [places[place] for place in sorted(scope.cleaner.meets(said))]
        for record, name in {(id(record), name): (record, name)
                             for record, name in met}.values():
            self._clean_value(record, name, scope)

    def _replace(self, record, names, kind, said, scope):
        """Put what is said instead in place of these fields."""
        for name in names:
            if name in record["values"] and scope.take(record, name, kind):
                record["values"][name] = said

    def _clean_value(self, record, name, scope):
        met = []

        def change(text):
            cleaned, theirs = scope.cleaner.clean(text)
            met.append(theirs)
            return cleaned

        value = others.walk(record["values"][name], change)
        # staff are named by what they are, whoever else is released
        if not any(met) or scope.take(record, name, IDENTIFIER):
            record["values"][name] = value

    def _headers(self, record, scope):
        """Name nobody in a mail's headers who is nobody known."""
        for name in package_fields.HEADERS & record["values"].keys():
            said = record["values"][name]
            if not isinstance(said, str) or record["from"] == "you" and name == "email_from":
                continue
            cleaned = others.without_strangers(said, scope.knows)
            if cleaned != said and scope.take(record, name, IDENTIFIER):
                record["values"][name] = cleaned

    # === DOCUMENT === #

    def _datasets(self, records, lang):
        env = self.with_context(lang=lang).env
        models_found = {}
        for record in records:
            models_found.setdefault(record["model"], []).append(record)
        datasets = []
        for model_name, those in models_found.items():
            said = {name for record in those for name in record["values"]}
            shown = [field for field in self._shown(self.env[model_name]) if field.name in said]
            datasets.append({
                "name": model_name.replace(".", "_"), "model": model_name,
                "label": env["ir.model"]._get(model_name).name or model_name,
                "fields": [{"name": field.name, "type": field.type,
                            "label": field._description_string(env) or field.name}
                           for field in shown],
                "records": [{"id": record["id"], "category": record["category"],
                             "from": record["from"], "values": record["values"]}
                            for record in those]})
        return datasets

    def _categories(self, records, lang):
        found = {record["category"] for record in records}
        rows = self.env["privacy.category"].with_context(active_test=False, lang=lang).search([
            ("code", "in", sorted(found))])
        return [{"code": row.code, "name": row.name, "description": row.description or ""}
                for row in rows]

    def _redactions(self, scope):
        """Return what was taken out and why, as the document lists it."""
        reasons = self.env["privacy.redaction"].with_context(lang=scope.lang)._reasons()
        return [{"model": model, "record": record, "field": name, "kind": kind,
                 "reason": reasons[kind]}
                for model, record, name, kind in dict.fromkeys(scope.taken)
                if (model, record, name, kind) not in scope.released]


def _person(comodel, number, scope):
    """Return the contact that a link leads to, 0 where it is gone; None where it is no person."""
    if comodel == "res.users":
        return scope.users.get(number) or 0
    return number if comodel == "res.partner" else None

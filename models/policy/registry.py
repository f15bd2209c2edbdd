from odoo import models

from ...core.policy import coverage

#: an end of a computation that nobody can decide on: a person's name, copied once
SNAPSHOT = ("", "")
#: links from a person's account, seat or address to the contact
TO_CONTACT = {
    "res.users": "partner_id", "res.partner.bank": "partner_id", "hr.employee": "work_contact_id",
    "hr.applicant": "partner_id", "hr.candidate": "partner_id", "website.visitor": "partner_id",
}
#: models that a record of the books is linked to
BOOKS = {"account.move", "account.payment", "sale.order", "purchase.order", "payment.transaction"}


class PrivacyRegistry(models.AbstractModel):
    """What the running registry stores: the plain values that ``core/policy/coverage.py`` judges.

    Read from the classes and not from ``ir.model.fields``: no query, and nothing that a module
    installed a moment ago has not brought.
    """

    _name = "privacy.registry"
    _description = "Stored Fields of the Registry"

    def _stored_models(self):
        """Return the models whose records Odoo keeps, by name: no views, no wizards."""
        return [
            model for _name, model in sorted(self.env.items())
            if not (model._abstract or model._transient)
            and self.env.registry.is_an_ordinary_table(model)
        ]

    def _stored_fields(self, model):
        """Return the fields of a model that stand in its table, a table of links or a file."""
        return [
            field for field in model._fields.values()
            if field.store and (field.column_type or field.type in ("many2many", "binary"))
        ]

    def _columns(self):
        """Return every stored field of every stored model as a tuple of plain values."""
        return tuple(
            self._column(model, field)
            for model in self._stored_models() for field in self._stored_fields(model)
        )

    def _column(self, model, field):
        log = field.name in self._kept_by_odoo(model)
        return coverage.Column(
            model._name, field.name, field.type, field.comodel_name or "", log,
            self._ends(model, field),
        )

    def _kept_by_odoo(self, model):
        """Return the names of the columns that the ORM fills and nobody else."""
        log = models.LOG_ACCESS_COLUMNS if model._log_access else ()
        return {*log, "parent_path"} if model._parent_store else set(log)

    # === WHAT IS COMPUTED FROM WHAT === #

    def _ends(self, model, field):
        """Return what a stored field is computed from; nothing where people may write it.

        A field that takes over another one follows it, whoever writes where.
        """
        if not field.compute or not (field.related or field.readonly):
            return ()
        return tuple(sorted(self._sources(model, field, set())))

    def _sources(self, model, field, seen):
        """Return the set of (model, field) at the ends of a computed field's paths."""
        if (model._name, field.name) in seen:
            return set()
        seen.add((model._name, field.name))
        paths = self.env.registry.field_depends[field]
        if field.related:
            paths = [field.related]
        return set().union(*(self._end(model, path, seen) for path in paths))

    def _end(self, model, path, seen):
        """Return what stands at the end of a path: stored, or computed from what is.

        A path that ends at a link says that something was copied from the other side, and not
        that it is copied again when that changes.
        """
        *heads, last = path.split(".")
        for head in heads:
            model = self.env[model._fields[head].comodel_name]
        field = model._fields[last]
        if field.relational or field.type in ("reference", "many2one_reference"):
            return {SNAPSHOT}
        if field.store or not field.compute:
            return {(model._name, last)}
        return self._sources(model, field, seen) or {SNAPSHOT}

    # === WHAT THE MAP SAYS === #

    def _mapped(self):
        """Return {(model, field)} of what the active rows of the data map act on or follow."""
        mapped = set()
        for row in self.env["privacy.map"].sudo().search([("id", ">", 0)])._readable():
            model = self.env[row.model_name]
            mapped.update((row.model_name, name) for name in self._names_of(row, model))
            mapped.update(self._files_of(row))
        return mapped

    def _names_of(self, row, model):
        if row.act == "erase" or row.model_name == "res.partner":
            return model._fields
        heads = [path.partition(".")[0] for path in (row.path or "", *row._parties())]
        return [*row._field_tuple(), *row._shared_field_tuple(), *heads]

    def _files_of(self, row):
        """Yield the fields that Odoo keeps as files, where a row deletes files of fields."""
        if row.model_name != "ir.attachment" or row.act != "erase":
            return
        names = {condition.field_expr: condition for condition in row._required_conditions()}
        of_model = row._thread_model("res_model")
        plain = names.get("res_field")
        of_fields = "res_field" in row.domain and (
            plain is None or (plain.operator, plain.value) != ("in", {False}))
        if of_model in self.env and of_fields:
            for field in self.env[of_model]._fields.values():
                if field.type == "binary" and field.store and not field.column_type:
                    yield of_model, field.name

    # === WAYS TO A PERSON === #

    def _ways(self, model):
        """Return [(path, match)] from a model's records to contacts, the best first.

        What follows a link comes before an address, and colleagues responsible come last.
        """
        links = self._direct(model)
        return [*links["own"], *(links["own"] and () or self._through(model)),
                *self._addresses(model), *links["user"]]

    def _direct(self, model):
        """Return {"own": ways by a link to a person, "user": ways by a link to a user}."""
        ways = {"own": [], "user": []}
        for field in sorted(self._links(model), key=self._weight):
            if field.comodel_name == "res.partner":
                ways["own"].append((field.name, "partner"))
            elif field.type == "many2one" and field.comodel_name in TO_CONTACT:
                onward = TO_CONTACT[field.comodel_name]
                if onward in self.env[field.comodel_name]._fields:
                    kind = "user" if field.comodel_name == "res.users" else "own"
                    ways[kind].append((f"{field.name}.{onward}", "partner"))
        return ways

    def _links(self, model):
        """Return the stored links of a model; not to who made a record, nor one per company."""
        return [
            field for field in model._fields.values()
            if field.store and field.type in coverage.LINKS and not field.company_dependent
            and field.name not in models.LOG_ACCESS_COLUMNS
        ]

    def _weight(self, field):
        """Sort what a record belongs to before what it mentions."""
        return (field.type == "many2many", not field.required,
                getattr(field, "ondelete", None) != "cascade", field.name != "partner_id",
                field.name)

    def _through(self, model):
        """Return the ways through a record that this one belongs to."""
        return [
            (f"{field.name}.{path}", match)
            for field in sorted(self._links(model), key=self._weight)
            if field.type == "many2one" and (field.required or field.ondelete == "cascade")
            and field.comodel_name not in ("res.company", *coverage.PEOPLE, model._name)
            for path, match in self._direct(self.env[field.comodel_name])["own"][:1]
        ]

    def _addresses(self, model):
        """Return the ways by a mail address or a number that the record itself holds.

        The normalised column is the same address once more.
        """
        ways = {}
        for field in self._stored_fields(model):
            kind = coverage.address_kind(self._column(model, field))
            if kind and not field.company_dependent and not field.translate:
                plain = field.name in ("email_normalized", "phone_sanitized")
                ways.setdefault(kind, []).insert(0 if plain else len(ways[kind]), field.name)
        return [(name, kind) for kind, names in sorted(ways.items()) for name in names]

    # === PROPOSALS === #

    def _proposals(self, columns):
        """Return {(model, field): proposal} of undecided fields; one query."""
        ways = {name: self._ways(self.env[name]) for name in {column.model for column in columns}}
        unique = self._unique({self.env[name]._table for name in ways})
        return {
            column.key: self._proposal(column, ways[column.model], unique) for column in columns
        }

    def _proposal(self, column, ways, unique):
        model = self.env[column.model]
        field = model._fields[column.name]
        own = [way for way in ways if way[1] == "partner" and "." not in way[0]]
        if coverage.is_link_to_person(column):
            ways = [way for way in ways if way[0].partition(".")[0] == column.name]
        return coverage.propose(
            column, ways[0] if ways else (),
            required=field.required or field in self.env.registry.not_null_fields
            or getattr(field, "ondelete", None) == "cascade",
            unique=(model._table, column.name) in unique,
            shared=len(own) > 1 or any(model._fields[path].type == "many2many"
                                       for path, _match in own),
            billing=any(link.type == "monetary" or link.comodel_name in BOOKS
                        for link in model._fields.values()),
        )

    def _unique(self, tables):
        """Return {(table, column)} of what stands in a unique index, expressions included."""
        return self.env["privacy.gateway"]._unique_columns(sorted(tables))

"""What decides each stored field of this database."""

from odoo.tools import file_open

from ...core.errors import BadPlan
from ...core.policy import coverage, proposals
from ..pairs import pair_at
from .reasons import reasons
from .registry import Registry

#: the shipped declarations: model, fields, code of the reason
DECLARATIONS = "cloudpepper_privacy/data/coverage.csv"

#: ways by what a record says itself
ADDRESSES = ("email", "phone", "iban")
#: what Odoo computes from such an address, and again when that has gone
NORMALISED = ("email_normalized", "phone_sanitized")


def read_declarations(env):
    """Return the shipped declarations; one that cannot be read stops whoever asks."""
    with file_open(DECLARATIONS) as lines:
        declared = coverage.read_declarations(lines)
    unknown = {reason for each in declared.values() for reason in each.values()}
    if missing := unknown - set(reasons(env)):
        raise BadPlan(f"No reason is called {', '.join(sorted(missing))}.")
    return declared


class Verdicts:
    """Judges every stored field by the data map, the declarations and the officers' decisions.

    :ivar frozenset known: names of the models of whose records shipped rows of the map, or those
        that an officer wrote, erase or empty some
    """

    def __init__(self, env):
        self.env = env
        self.columns = Registry(env).columns()
        self.known = frozenset()
        self.declared = env["privacy.coverage"]._declared()
        self.by_key = coverage.classify(
            self.columns, self._mapped(), self.declared, self._free())

    def undecided(self):
        """Return the columns that nothing decides."""
        return tuple(column for column in self.columns if not self.by_key[column.key])

    def by_rule(self):
        """Return {code: number of fields that it decides}."""
        numbers = {}
        for code in filter(None, self.by_key.values()):
            numbers[code] = numbers.get(code, 0) + 1
        return numbers

    def beside_further(self):
        """Return {model: columns that the map acts on} of the models with a further link to a
        person: nobody has decided what they say of whom it leads to. Figures, links and what the
        records hang on say nothing by themselves.
        """
        models = {column.model for column in self.undecided()
                  if proposals.is_further(column, column.model in self.known)}
        found = {}
        for column in self.columns:
            if (column.model in models and self.by_key[column.key] == "mapped"
                    and not coverage.rule_of(column) and not coverage.is_tie(column)):
                found.setdefault(column.model, []).append(column)
        return {model: tuple(columns) for model, columns in found.items()}

    def why(self, model, field):
        """Return (code of what decides a field, code of the shipped reason); empty texts where
        there is none.
        """
        code = self.by_key.get((model, field)) or ""
        if code != "declared":
            return code, ""
        column = next(each for each in self.columns if each.key == (model, field))
        return code, coverage.declared_reason(column, self.declared)

    def _free(self):
        """Return {(model, field)} of what officers declared free, as long as it is of that type."""
        types = {column.key: column.type for column in self.columns}
        rows = self.env["privacy.coverage"].sudo().search_fetch(
            [("state", "=", "free")], ["model_name", "field_name", "field_type"])
        keys = {(row.model_name, row.field_name): row.field_type for row in rows}
        return {key for key, kind in keys.items() if types.get(key) == kind}

    def _mapped(self):
        """Return {(model, field)} of what the active rows of the data map act on or follow."""
        mapped = set()
        rows = self.env["privacy.map"].sudo().search([("id", ">", 0)])._readable()
        staying, links = _staying(rows), self._added_links()
        self.known = frozenset(
            row.model_name for row in rows
            if row.path and row.act in ("erase", "mask") and not row.proposed)
        for row in rows:
            model = self.env[row.model_name]
            names = self._names_of(row, model)
            if _takes_all(row, staying):
                names = [*names, *(model._fields.keys() - links.get(row.model_name, ()))]
            mapped.update((row.model_name, name) for name in names)
            mapped.update(self._files_of(row))
        return mapped

    def _added_links(self):
        """Return {model: links to people that a module of others brings}: a record goes with
        whom the map finds it by, and not with whomever else it is linked to. A contact that goes
        is emptied of all of its own links.
        """
        added = {}
        for column in self.columns:
            if (column.unread and column.model != "res.partner"
                    and coverage.is_link_to_person(column)):
                added.setdefault(column.model, set()).add(column.name)
        return added

    def _names_of(self, row, model):
        """Return the names of the fields that a row names or follows."""
        heads = [path.partition(".")[0] for path in (row.path or "", *row._parties())]
        if row.match in ADDRESSES and row.path in model._fields and row.path not in NORMALISED:
            # what is found by an address says the address still
            heads.remove(row.path)
        pair = pair_at(model, row.path) if row.match in ("hang", "part") else None
        return [*row._field_tuple(), *row._shared_field_tuple(), *heads,
                *(field.name for field in pair or ())]

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


def _takes_all(row, staying):
    """Whether a row decides all fields: a record that goes takes them with it. Where some records
    of a model are only emptied, or stay because others share them, each has to be named.

    :param staying: see :func:`_staying`
    """
    return row.model_name == "res.partner" or row.act == "erase" and (
        bool(row.date_field) or row.model_name not in staying)


def _staying(rows):
    """Return the names of the models of whose records rows of the map empty or leave some."""
    return {row.model_name for row in rows
            if row.act != "erase" or row.party_paths or row.shared_act != "keep"}

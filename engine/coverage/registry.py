"""What the running registry stores: the plain values that ``core/policy/coverage.py`` judges.

Read from the classes and not from ``ir.model.fields``: no query, and nothing that a module
installed a moment ago has not brought.
"""

from functools import cache

from odoo.models import LOG_ACCESS_COLUMNS
from odoo.tools import file_open

from ...core.policy import coverage
from ..pairs import pointers_of

#: the modules whose fields the declarations know
MODULES = "cloudpepper_privacy/data/coverage_modules.txt"
#: an end of a computation that nobody can decide on: a person's name, copied once
SNAPSHOT = ("", "")
#: types of the figures that a business reckons with
BUSINESS = frozenset({"monetary", "float"})


@cache
def _read_modules():
    with file_open(MODULES) as lines:
        return coverage.read_modules(lines)


class Registry:
    """The stored fields of the stored models, and what each of them is computed from."""

    def __init__(self, env):
        self.env = env
        self._pointers = {}

    def stored_models(self):
        """Return the models whose records Odoo keeps, by name: no views, no wizards."""
        return [
            model for _name, model in sorted(self.env.items())
            if not (model._abstract or model._transient)
            and self.env.registry.is_an_ordinary_table(model)
        ]

    def stored_fields(self, model):
        """Return the fields of a model that stand in its table, a table of links or a file."""
        return [
            field for field in model._fields.values()
            if field.store and (field.column_type or field.type in ("many2many", "binary"))
        ]

    def columns(self):
        """Return every stored field of every stored model as a tuple of plain values."""
        return tuple(
            self.column(model, field)
            for model in self.stored_models() for field in self.stored_fields(model)
        )

    def column(self, model, field):
        log = field.name in self._kept_by_odoo(model)
        return coverage.Column(
            model._name, field.name, field.type, field.comodel_name or "", log,
            self._ends(model, field), field.name in self._pointers_of(model),
            self._is_unread(field),
        )

    def _is_unread(self, field):
        """Whether whoever wrote the declarations did not know the field: it was made by hand, or
        the first module that defines it is none that was read.
        """
        return not field._modules or field._modules[0] not in _read_modules()

    def _pointers_of(self, model):
        if model._name not in self._pointers:
            self._pointers[model._name] = pointers_of(model)
        return self._pointers[model._name]

    def needed_models(self):
        """Return the names of the models whose records others cannot be without."""
        return {
            field.comodel_name for model in self.stored_models()
            for field in model._fields.values()
            if field.type == "many2one" and field.store and field.comodel_name != model._name
            and (field.required or field.ondelete in ("cascade", "restrict"))
        }

    def _kept_by_odoo(self, model):
        """Return the names of the columns that the ORM fills and nobody else."""
        log = LOG_ACCESS_COLUMNS if model._log_access else ()
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

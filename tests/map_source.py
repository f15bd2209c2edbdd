"""Odoo's source read without running it: which module gives which model which fields.

The map has rows for modules that a test database does not have. They are read here as text, so
that a mistyped model, field or path is seen before somebody installs the module.
"""

import ast
from functools import cache
from pathlib import Path

from odoo.modules import get_module_path

#: fields that every model has
MAGIC = {"id": None, "create_date": None, "write_date": None, "create_uid": "res.users",
         "write_uid": "res.users"}


class Source:
    """The models and fields that modules and their dependencies define.

    ``fields[model][name]`` is the model that a link leads to, ``""`` for a polymorphic id, None
    for any other field, or a dotted path for a related field whose link is not spelled out.
    """

    def __init__(self, *modules):
        self.fields, self.parents = {}, {}
        for name in frozenset().union(*map(closure, modules)):
            for model, parents, fields in definitions(name):
                _merge(self.fields.setdefault(model, {}), fields)
                self.parents.setdefault(model, set()).update(parents - {model})

    def of(self, model):
        """Return {field: target} of a model with what it inherits."""
        found, waiting, done = {}, [model], set()
        while waiting:
            name = waiting.pop()
            if name not in done:
                done.add(name)
                _merge(found, self.fields.get(name, {}))
                waiting += self.parents.get(name, ())
        return {**MAGIC, **found} if found else {}

    def walk(self, model, path, thread=None):
        """Return (model that the end of a path links to, what is missing).

        :param thread: the model that a polymorphic id belongs to, as the row's domain says
        """
        for name in path.split("."):
            fields = self.of(model)
            if name not in fields:
                return None, f"{model}.{name}"
            target = fields[name]
            if target and target not in self.fields:
                target = self.walk(model, target)[0]  # the path of a related link
            model = thread if target == "" else target
        return model, None


def _merge(fields, others):
    """Add fields; where one is defined anew without its link, the link stays."""
    for name, target in others.items():
        if fields.get(name) is None:
            fields[name] = target


@cache
def source_of(module):
    """Return what is there where a module is installed beside this addon."""
    return Source("cloudpepper_privacy", module)


@cache
def closure(module):
    """Return the names of a module and of everything it depends on.

    :raise AssertionError: where a module has no folder here
    """
    path = get_module_path(module)
    assert path, f"There is no module {module}."
    manifest = ast.literal_eval((Path(path) / "__manifest__.py").read_text())
    needs = manifest.get("depends") or ([] if module == "base" else ["base"])
    return frozenset({module}.union(*(closure(name) for name in needs)))


def _python_files(folder):
    """Return the Python files below a folder; hidden folders are no part of a module."""
    below = [path for part in sorted(folder.iterdir())
             if part.is_dir() and not part.name.startswith(".") for path in part.glob("**/*.py")]
    return sorted([*folder.glob("*.py"), *below])


@cache
def definitions(module):
    """Return ((model, set of parents, {field: target}), ...) of the classes of a module."""
    found = []
    for path in _python_files(Path(get_module_path(module))):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                found += _class(node)
    return tuple(found)


def _class(node):
    """Return [(model, parents, fields)] that a class defines; nothing where it is no model."""
    values, fields = {}, {}
    for each in node.body:
        if isinstance(each, (ast.Assign, ast.AnnAssign)) and each.value:
            target = each.targets[0] if isinstance(each, ast.Assign) else each.target
            name = getattr(target, "id", None)
            if name in ("_name", "_inherit", "_inherits"):
                values[name] = ast.literal_eval(each.value)
            elif _is_field(each.value):
                fields[name] = _target(each.value)
    inherit = values.get("_inherit") or []
    parents = {inherit} if isinstance(inherit, str) else set(inherit)
    delegates = set(values.get("_inherits") or ())
    model = values.get("_name") or (inherit if isinstance(inherit, str) else None)
    if not model and len(parents) == 1:
        (model,) = parents
    return [(model, parents | delegates, fields)] if model else []


def _is_field(value):
    return (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
            and isinstance(value.func.value, ast.Name) and value.func.value.id == "fields")


def _target(call):
    """Return where a field leads: see :class:`Source`."""
    given = {word.arg: word.value for word in call.keywords}
    kind = call.func.attr
    if kind == "Many2oneReference":
        return ""
    if kind not in ("Many2one", "One2many", "Many2many"):
        return None
    comodel = call.args[0] if call.args else given.get("comodel_name")
    if isinstance(comodel, ast.Constant):
        return comodel.value
    related = given.get("related")
    return related.value if isinstance(related, ast.Constant) else None

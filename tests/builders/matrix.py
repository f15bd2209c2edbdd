"""The matrix of who may do what: its decisions are data (``tests/restriction/access_matrix.tsv``),
what has to be decided comes from the registry.

Whoever may is told by letters: p public, c customer (portal), s staff without a role, a
administrator without a role, u privacy user, o officer, r preparer (an officer under four eyes,
for what is their own), v auditor; ``-`` nobody, ``*`` everybody, or by an operation of the model:
``read``, ``create``, ``write``, ``unlink``, ``@field`` behind it where the model has that field.
A row is one of

``model``   model, who reads, creates, writes, deletes
``field``   model, who reads, who writes, names of fields. Whoever does not read a field does not
            sort, group, search or export by it either, nor from a record that leads to it
``method``  model, who calls, name, arguments as JSON (without the ids); ``n``: it fails for all,
            ``~``: it asks for records or files, which no client can send
``way``     model, who gets there, names of Odoo's own ways to what hangs on its records
``route``   HTTP method and path, who gets a page

Model ``*`` is each model that has the field or method, where its own rows do not say otherwise.
"""

import inspect
import json
from functools import cache
from pathlib import Path
from threading import current_thread
from typing import NamedTuple
from unittest.mock import patch

MATRIX = Path(__file__).resolve().parents[1] / "restriction" / "access_matrix.tsv"
OURS = "cloudpepper_privacy"
#: modules whose fields are there wherever ours are; a field that another module adds is that one's
ALWAYS = frozenset((OURS, "base", "web", "bus", "mail", "portal", None))
LETTERS = {"p": "public", "c": "portal", "s": "staff", "a": "admin", "u": "privacy user",
           "o": "officer", "r": "preparer", "v": "auditor"}
OPERATIONS = ("read", "create", "write", "unlink")
#: what reading a field comes to; whoever may do one of them may do each
READS = ("read", "sort", "group", "search", "export")
USES = (*READS, "write")
#: ways to the conversation of a record
THREAD = ("followers", "messages", "notifications", "thread", "files", "upload", "bus")
#: the cells that a new row has beside its model and name
BLANKS = {"model": "?\t?\t?\t?", "field": "?\t?", "method": "?", "way": "?", "route": "?"}


class Decisions(NamedTuple):
    """The rows of the matrix.

    :param model: {model: {operation: letters}}
    :param field: {(model, field): (who reads, who writes)}
    :param method: {(model, method): (who calls, arguments)}
    :param way: {(model, way): who gets there}
    :param route: {(HTTP method, path): letters}
    """

    model: dict
    field: dict
    method: dict
    way: dict
    route: dict

    def of(self, kind, model, name):
        """Return what was decided of a field, method or way, None where nothing was."""
        table = getattr(self, kind)
        return table.get((model, name)) or table.get(("*", name))

    def readers(self, model, name):
        """Return the letters of who reads a field, and uses it in any other way."""
        return self.letters(model, self.of("field", model, name)[0])

    def letters(self, model, who):
        """Return the letters of who may, by letters or by an operation of the model."""
        return self.model.get(model, {}).get(who, "-") if who in OPERATIONS else who


@cache
def decisions():
    """Read the file.

    :raise ValueError: at a row that says something twice, or cannot be read
    """
    return parsed(MATRIX.read_text(encoding="utf-8"))


def parsed(text):
    """Return the :class:`Decisions` of a text.

    :raise ValueError: at a row that says something twice, or cannot be read
    """
    made = Decisions({}, {}, {}, {}, {})
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            try:
                kind, *cells = line.split("\t")
                for key, value in _entries(kind, cells):
                    if key in getattr(made, kind):
                        raise ValueError(f"{key} is decided twice")
                    getattr(made, kind)[key] = value
            except (ValueError, AttributeError) as error:
                raise ValueError(f"{MATRIX.name}, line {number}: {error}") from error
    return made


def _entries(kind, cells):
    if "?" in cells:
        raise ValueError("? says nobody: decide")
    if kind == "model":
        model, *who = cells
        yield model, dict(zip(OPERATIONS, who, strict=True))
    elif kind == "method":
        model, who, name, arguments = cells
        yield (model, name), (who, json.loads(arguments))
    elif kind == "route":
        method, path, who = cells
        yield (method, path), who
    else:
        model, *who, names = cells
        for name in names.split():
            yield (model, name), tuple(who) if kind == "field" else who[0]


def may(letters, letter):
    """Whether a role may, by the letters of a cell."""
    return letters == "*" or letter in letters


# === WHAT IS THERE AND NOT DECIDED, THE OTHER WAY ROUND === #

def undecided(made, there):
    """Return the rows to add, with a ? for each decision.

    :param dict there: {kind: [key]} of what the registry has
    """
    rows = []
    for kind, keys in there.items():
        for key in keys:
            if kind == "model":
                rows += [] if key in made.model else [f"model\t{key}\t{BLANKS[kind]}"]
            elif kind == "route":
                rows += [] if key in made.route else ["\t".join(("route", *key, "?"))]
            elif made.of(kind, *key) is None:
                model, name = key
                arguments = "\t[]" if kind == "method" else ""
                rows.append(f"{kind}\t{model}\t{BLANKS[kind]}\t{name}{arguments}")
    return sorted(rows)


def gone(made, there, models):
    """Return what was decided and is not there: its name would come back as something else.

    :param models: names of all models there are; rows of other modules' models may wait for them
    """
    left = [f"model {name}" for name in made.model if name not in there["model"]]
    left += [f"route {' '.join(key)}" for key in made.route if key not in there["route"]]
    for kind in ("field", "method", "way"):
        known = set(there[kind])
        names = {name for _model, name in known}
        left += [f"{kind} {model} {name}" for model, name in getattr(made, kind)
                 if (name not in names if model == "*" else model in models
                     and (model, name) not in known)]
    return sorted(left)


def how_to_add(rows):
    """Return what to do about undecided rows."""
    if not rows:
        return ""
    return "\n".join((
        "Nobody has decided who may use this. Add to tests/restriction/access_matrix.tsv, next to",
        "the rows of the same model, and put letters (tests/builders/matrix.py says which) for",
        "each ?. A field of the same kind as its neighbours goes to the end of their row:", *rows))


# === WHAT THERE IS === #

def is_ours(part):
    """Whether a class or function is of this addon, tests aside."""
    return part.__module__.startswith(f"odoo.addons.{OURS}.")


def all_there_is(env):
    """Return {kind: sorted keys} of what has to be decided."""
    return {"model": own_models(env), "field": fields_of(env), "method": methods_of(env),
            "way": ways_of(env), "route": routes_of(env)}


def own_models(env):
    """Return the names of the module's own models, sorted."""
    return sorted(name for name, model in env.registry.items() if model._original_module == OURS)


def fields_of(env):
    """Return [(model, field)] of all fields of own models, and of own fields of other models,
    also where those inherit them from each other (users from contacts).
    """
    ours = set(own_models(env))
    return sorted(
        (name, field.name) for name, model in env.registry.items()
        if not (model._abstract and name in ours)
        for field in model._fields.values()
        if (field._module in ALWAYS if name in ours else field.base_field._module == OURS))


def public_methods(model):
    """Return the names of what a client may call on a model (a class of the registry)."""
    return {name for name, _function in inspect.getmembers(model, inspect.isfunction)
            if not name.startswith("_") and not _is_private(model, name)}


def _is_private(model, name):
    return any(getattr(getattr(part, name, None), "_api_private", False) for part in model.mro())


def methods_of(env):
    """Return [(model, method)] of what a client may call on own models, and of what this module
    adds to others; what a module that may be missing adds to all models is that one's.
    """
    ours, found = set(own_models(env)), []
    for name, model in env.registry.items():
        parts = [part for part in model.__mro__ if "_original_module" not in vars(part)]
        here = {each for part in parts if is_ours(part) for each in vars(part)}
        there = {each for part in parts if not is_ours(part) for each in vars(part)}
        if name in ours and not model._abstract:
            always = {each for part in parts if _module(part) in ALWAYS for each in vars(part)}
            found += [(name, method) for method in always & public_methods(model)]
        elif new := here - there:
            found += [(name, method) for method in new & public_methods(model)]
    return sorted(found)


def _module(part):
    """Return the addon of a class, None for Odoo's own core."""
    _odoo, *names = part.__module__.split(".")
    return names[1] if names[:1] == ["addons"] else None


def ways_of(env):
    """Return [(model, way)] of Odoo's own ways to what hangs on own records."""
    models = [env[name] for name in own_models(env)]
    return sorted({(model._name, way) for model in models
                   if not (model._abstract or model._transient) for way in _ways(model)})


def _ways(model):
    yield "export"
    if "message_ids" in model._fields:
        yield from THREAD
    if "activity_ids" in model._fields:
        yield "activities"
    for field in model._fields.values():
        if field.comodel_name == "ir.attachment" and field.store:
            yield "attachment"
        elif field.type == "binary":
            yield "content"
    reports = model.env["ir.actions.report"].sudo()
    if reports.search_count([("model", "=", model._name)], limit=1):
        yield "report"


def routes_of(env):
    """Return [(HTTP method, path)] of the module's own pages."""
    found = set()
    # Odoo reads the name of the database from the thread that serves
    with patch.object(current_thread(), "dbname", env.cr.dbname, create=True):
        rules = list(env["ir.http"].routing_map().iter_rules())
    for rule in rules:
        if is_ours(rule.endpoint):
            found |= {(method, rule.rule) for method in rule.methods or ("GET",)
                      if method in ("GET", "POST")}
    return sorted(found)

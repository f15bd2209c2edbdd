"""The nine points of doc/architecture.md: rooms, one file for a model, no chains, plans as objects,
one locator, one gateway, no test in production, two ways to carry out, every test seen.
"""

import ast
import re
import sys
from pathlib import Path
from unittest import TestCase, defaultTestLoader

from odoo.tests import BaseCase, tagged

from ..engine import scratch

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("core", "engine", "models", "controllers", "wizards", "report")
#: lines of a file, and of a function (with a statement in SQL)
FILE, FUNCTION, STATEMENT = 300, 40, 45
#: who may import whom: those to the right
BELOW = {
    "core": (), "engine": ("core",), "models": ("engine", "core"),
    "wizards": ("models", "engine", "core"), "controllers": ("models", "engine", "core"),
    "report": ("models", "engine", "core"),
}
#: keys of a context that Odoo carries between two methods of ours, with Odoo's code between them:
#: tokens that say who calls, and what a mail template is rendered with
CONTEXT_KEYS = {"privacy_acting", "privacy_fetching", "privacy_mailed", "privacy_nested",
                "privacy_content", "privacy_code", "privacy_link", "privacy_notice"}
#: the helpers of one process: {file: modules that make them}
HELPERS = {
    "core/documents/apart.py": {"subprocess"},
    "core/identity/parallel_matcher.py": {"subprocess"},
    "engine/notices/outgoing.py": {"threading"},
    "engine/runs/worker.py": {"concurrent", "threading"},
}


def code(*rooms):
    """Yield (path below the root, text, tree) of the modules of rooms."""
    for room in rooms or ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(ROOT).as_posix(), text, ast.parse(text)


def imports(path, tree):
    """Yield the modules that a file imports, ours as paths below the root."""
    here = path.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[:len(here) - node.level + 1] if node.level else []
            names = [alias.name for alias in node.names] if not node.module else [""]
            for name in names:
                yield ".".join(filter(None, (
                    *(["addon"] if node.level else []), *base, node.module or "", name)))


def functions(tree):
    """Yield the functions of a module, methods included."""
    return (node for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def model_classes(*rooms):
    """Yield (path, class, name of the model, names it inherits) of Odoo models."""
    for path, _text, tree in code(*rooms):
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                values = {target.id: ast.literal_eval(part.value) for part in node.body
                          if isinstance(part, ast.Assign)
                          for target in part.targets if isinstance(target, ast.Name)
                          and target.id in ("_name", "_inherit")}
                if values:
                    inherit = values.get("_inherit", [])
                    inherit = [inherit] if isinstance(inherit, str) else inherit
                    name = values.get("_name") or inherit[0]
                    yield path, node, name, [each for each in inherit if each != name]


def called(node):
    """Return the name of the function or method that a node calls, or nothing."""
    function = getattr(node, "func", None)
    return getattr(function, "attr", getattr(function, "id", None))


def named(node):
    """Return the model of which a chain of calls speaks: ``env["..."].browse(1).write(...)``."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        owner = node.value
        if "env" in (getattr(owner, "attr", None), getattr(owner, "id", None)):
            return node.slice.value
    return None


def context_keys(tree):
    """Yield the keys of a context that code sets or asks for."""
    for node in ast.walk(tree):
        given = [each.value for each in getattr(node, "keywords", ()) if each.arg == "context"]
        if called(node) == "with_context":
            yield from (each.arg for each in node.keywords if each.arg)
            given += node.args
        yield from (key.value for each in given for part in ast.walk(each)
                    if isinstance(part, ast.Dict) for key in part.keys
                    if isinstance(key, ast.Constant))
        asked = node.func.value if called(node) == "get" and isinstance(
            node.func, ast.Attribute) else getattr(node, "value", None)
        if getattr(asked, "attr", None) == "context":
            key = node.args[0] if isinstance(node, ast.Call) else getattr(node, "slice", None)
            if isinstance(key, ast.Constant):
                yield key.value


def methods(node):
    """Return {name: function} of a class."""
    return {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}


@tagged("post_install", "-at_install")
class TestRooms(BaseCase):
    """1. core computes without Odoo, imports point one way, SQL on others is the engine's."""

    def test_core_knows_neither_odoo_nor_a_database(self):
        for path, _text, tree in code("core"):
            with self.subTest(path):
                names = [name.split(".")[0] for name in imports(path, tree)]
                self.assertFalse({"odoo", "psycopg2"} & {*names})

    def test_every_function_of_core_is_typed(self):
        for path, _text, tree in code("core"):
            for function in functions(tree):
                arguments = [each for each in (*function.args.posonlyargs, *function.args.args,
                                               *function.args.kwonlyargs)
                             if each.arg not in ("self", "cls")]
                with self.subTest(f"{path} {function.name}"):
                    self.assertTrue(function.returns is not None
                                    and all(each.annotation for each in arguments))

    def test_imports_point_one_way(self):
        for path, _text, tree in code():
            room = path.split("/")[0]
            allowed = {*BELOW[room], room, "const"}
            with self.subTest(path):
                used = {name.split(".")[1] for name in imports(path, tree)
                        if name.startswith("addon.")}
                self.assertLessEqual(used, allowed)
                self.assertFalse([name for name in imports(path, tree)
                                  if name.startswith("odoo.addons.cloudpepper_privacy")])

    def test_rows_of_others_are_read_and_written_by_the_engine_alone(self):
        """A statement outside the engine names tables of the module, and no others."""
        for path, text, _tree in code("models", "wizards", "controllers", "report"):
            for table in re.findall(
                    r"\b(?:UPDATE|DELETE FROM|INSERT INTO|FROM|JOIN)\s+([a-z]+_[a-z_]+)\b", text):
                with self.subTest(f"{path} {table}"):
                    self.assertTrue(table.startswith("privacy_"))

    def test_sql_is_never_formatted(self):
        """Neither what is wrapped nor what is executed is put together from strings."""
        for path, _text, tree in code():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and node.args and called(node) in (
                        "SQL", "execute", "execute_query", "execute_values"):
                    with self.subTest(f"{path} {node.lineno}"):
                        self.assertNotIsInstance(node.args[0], (ast.JoinedStr, ast.BinOp))
                        self.assertNotEqual(called(node.args[0]), "format")

    def test_one_place_commits(self):
        for path, text, _tree in code():
            if path == "engine/transaction.py":
                continue
            with self.subTest(path):
                self.assertNotRegex(text, r"\bcr\.(commit|rollback)\(|_commit_progress\(")


@tagged("post_install", "-at_install")
class TestFiles(BaseCase):
    """2. One model, one file, named after it; files and functions that fit on a screen."""

    def test_a_model_stands_in_one_file_and_perhaps_one_for_its_screen(self):
        files = {}
        for path, _node, name, _inherits in model_classes("models"):
            files.setdefault(name, set()).add(path)
        for name, paths in files.items():
            with self.subTest(name):
                plain = name.removeprefix("privacy.").replace(".", "_")
                stems = {Path(path).stem.removeprefix("privacy_") for path in paths}
                self.assertLessEqual(stems, {plain, f"{plain}_screen"})
                self.assertLessEqual(len(paths), 2)

    def test_a_file_for_a_screen_says_so(self):
        for path, _text, tree in code("models"):
            if path.endswith("_screen.py"):
                with self.subTest(path):
                    self.assertTrue(ast.get_docstring(tree))

    def test_no_file_has_several_models(self):
        for path, _text, tree in code("models"):
            with self.subTest(path):
                self.assertLessEqual(sum(isinstance(node, ast.ClassDef) and any(
                    isinstance(part, ast.Assign) and getattr(part.targets[0], "id", "") in (
                        "_name", "_inherit") for part in node.body) for node in tree.body), 1)

    def test_a_file_has_at_most_300_lines(self):
        for path, text, _tree in code():
            with self.subTest(path):
                self.assertLessEqual(len(text.splitlines()), FILE)

    def test_a_function_fits_on_a_screen(self):
        for path, _text, tree in code():
            for function in functions(tree):
                length = function.end_lineno - function.lineno + 1
                statement = "SQL(" in ast.unparse(function) or ".execute(" in ast.unparse(function)
                with self.subTest(f"{path} {function.name}"):
                    self.assertLessEqual(length, STATEMENT if statement else FUNCTION)


@tagged("post_install", "-at_install")
class TestNoChains(BaseCase):
    """3. No method of ours goes through another one of ours by super()."""

    def test_no_method_is_overridden_within_the_addon(self):
        classes = list(model_classes("models", "wizards", "report"))
        ours = {name for _path, node, name, _inherits in classes
                if any(getattr(part.targets[0], "id", "") == "_name" for part in node.body
                       if isinstance(part, ast.Assign))}
        defined = {}
        for path, node, name, inherits in classes:
            for parent in (name, *(each for each in inherits if each in ours)):
                defined.setdefault(parent, []).append((path, node, name))
        for parent, parts in defined.items():
            for path, node, _name in parts:
                for method, function in methods(node).items():
                    others = [other for other, its, model in parts
                              if its is not node and model == parent and method in methods(its)]
                    with self.subTest(f"{path} {method}"):
                        self.assertFalse(others and "super()" in ast.unparse(function))

    def test_no_class_of_the_engine_calls_what_it_overrides(self):
        for path, _text, tree in code("engine", "core"):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    for method, function in methods(node).items():
                        with self.subTest(f"{path} {node.name}.{method}"):
                            self.assertTrue(method == "__init__"
                                            or "super()" not in ast.unparse(function))


@tagged("post_install", "-at_install")
class TestPlan(BaseCase):
    """4. Temporary tables are declared once, and nothing hides in a context or a setting."""

    def test_temporary_tables_are_made_by_scratch_alone(self):
        for path, text, _tree in code():
            if path != "engine/scratch.py":
                with self.subTest(path):
                    self.assertNotRegex(text, r"CREATE (TEMP|TEMPORARY|UNLOGGED) ")
                    # a trigger's own switch, and the lock of a transaction of its own
                    self.assertNotRegex(
                        text, r"SET LOCAL (?!lock_timeout)|\bset_config\((?!'privacy\.)")

    def test_a_table_is_filled_and_read_where_its_declaration_says(self):
        texts = {path.removeprefix("engine/").removesuffix(".py").replace("/", "."): text
                 for path, text, _tree in code("engine") if path != "engine/scratch.py"}
        tables = {name: table for name, table in vars(scratch).items()
                  if isinstance(table, scratch.Table)}
        self.assertGreater(len(tables), 10)
        for constant, table in tables.items():
            with self.subTest(table.name):
                made = re.compile(rf"scratch\.(create|fill|add)\([^)]*scratch\.{constant}\b")
                self.assertEqual({*table.filled_by},
                                 {module for module, text in texts.items() if made.search(text)})
                used = {module for module, text in texts.items()
                        if re.search(rf"\b{table.name}\b", text)}
                self.assertEqual({*table.read_by} - {*table.filled_by}, used - {*table.filled_by})

    def test_a_context_key_is_no_argument_in_disguise(self):
        for path, _text, tree in code():
            for key in context_keys(tree):
                with self.subTest(f"{path} {key}"):
                    self.assertTrue(not key.startswith("privacy_") or key in CONTEXT_KEYS)


@tagged("post_install", "-at_install")
class TestOneLocator(BaseCase):
    """5. and 6. One way from the map to records, and one gateway to the records of others."""

    WALKERS = {
        "engine/locate.py", "engine/ways.py", "engine/erasure/sweep.py", "engine/erasure/check.py",
        "engine/erasure/decide.py", "engine/erasure/parties.py", "engine/access/inventory.py",
        "engine/access/people.py", "models/policy/map.py",
    }

    def test_the_ways_of_the_map_are_walked_by_the_locator(self):
        for path, text, _tree in code():
            if path not in self.WALKERS:
                with self.subTest(path):
                    self.assertNotRegex(text, r"_located_sql|located_sql\(|_parties_sql")

    def test_steps_are_planned_by_the_locator(self):
        for path, text, _tree in code():
            if path != "engine/locate.py":
                with self.subTest(path):
                    self.assertNotRegex(text, r"INSERT INTO privacy_plan")

    def test_the_gateway_is_a_list_of_hooks(self):
        ((_path, node, *_rest),) = [
            each for each in model_classes("models") if each[2] == "privacy.gateway"]
        hook = re.compile(r"_(hook$|decide_|mask_|erase_|remaining_|redacted_|fast_(mask|erase)_)")
        for name, function in methods(node).items():
            with self.subTest(name):
                self.assertRegex(name, hook)
                self.assertLessEqual(function.end_lineno - function.lineno, 20)

    def test_nothing_but_the_engine_and_the_gateway_writes_to_others(self):
        """By the ORM: what is made, written or deleted by name is the module's own, or a message,
        an activity or a file that belongs to it.
        """
        allowed = {"ir.attachment", "mail.message", "mail.activity", "mail.mail"}
        for path, _text, tree in code("models", "wizards", "controllers"):
            for node in ast.walk(tree):
                if called(node) in ("create", "write", "unlink") and (model := named(node)):
                    with self.subTest(f"{path} {model}"):
                        self.assertTrue(model.startswith("privacy.") or model in allowed)


@tagged("post_install", "-at_install")
class TestProduction(BaseCase):
    """7. and 8. No test in production; two ways to carry a run out."""

    def test_nothing_asks_whether_a_test_runs(self):
        for path, text, _tree in code():
            with self.subTest(path):
                self.assertNotIn("_failpoint", text)
                self.assertNotRegex(text, r"from odoo\.tests|test_enable")
                if path != "engine/transaction.py":
                    self.assertNotIn("current_test", text)

    def test_processes_and_threads_are_made_in_one_place_each(self):
        for path, _text, tree in code():
            used = {name.split(".")[0] for name in imports(path, tree)} & {
                "threading", "multiprocessing", "subprocess", "concurrent", "pickle"}
            with self.subTest(path):
                self.assertLessEqual(used, HELPERS.get(path, set()))


@tagged("post_install", "-at_install")
class TestTests(BaseCase):
    """9. Every test is seen by Odoo's runner."""

    def test_every_test_module_is_imported(self):
        text = (ROOT / "tests/__init__.py").read_text()
        imported = {name for node in ast.walk(ast.parse(text))
                    if isinstance(node, ast.ImportFrom) for name in
                    (alias.name for alias in node.names)}
        there = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
        self.assertEqual(there, {name for name in imported if name.startswith("test_")})

    def test_every_test_is_a_method_that_odoo_runs(self):
        for path in sorted((ROOT / "tests").rglob("test_*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            loose = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)
                     and node.name.startswith("test_")]
            with self.subTest(path.name):
                self.assertFalse(loose)

    def test_what_a_class_inherits_is_run_by_odoo_too(self):
        """pytest runs inherited tests; Odoo's runner only where the class says so."""
        package = __name__.rpartition(".")[0]
        modules = [module for name, module in list(sys.modules.items())
                   if re.match(rf"{re.escape(package)}\.(\w+\.)*test_\w+$", name)]
        classes = [each for module in modules for each in vars(module).values()
                   if isinstance(each, type) and issubclass(each, TestCase)
                   and each.__module__ == module.__name__]
        self.assertGreater(len(classes), 100)
        for each in classes:
            with self.subTest(f"{each.__module__} {each.__name__}"):
                self.assertTrue({*defaultTestLoader.getTestCaseNames(each)} <= {*vars(each)}
                                or getattr(each, "allow_inherited_tests_method", False))

    def test_builders_do_not_stand_in_test_modules(self):
        names = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
        for path in sorted((ROOT / "tests").rglob("*.py")):
            if path.name == "__init__.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.level:
                    with self.subTest(path.name):
                        module = (node.module or "").split(".")
                        self.assertFalse(module[0] != "tools" and module[-1] in names)

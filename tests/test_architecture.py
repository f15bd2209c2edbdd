"""The rooms hold: core knows no Odoo, imports point one way, functions fit on a screen."""

import ast
import re
from pathlib import Path

from .cases import CoreCase, each_value

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path for room in ("core", "models", "controllers", "wizards", "report")
    for path in (ROOT / room).glob("*.py")
)
#: the rooms whose code may reach the database by hand
SQL_FILES = {
    "derived_sql.py",
    "base_partner_merge.py", "runs/engine.py", "evidence/evidence.py", "runs/gateway.py",
    "runs/erased_file.py", "runs/gateway_apps.py", "runs/gateway_decide.py",
    "runs/gateway_fast.py", "runs/gateway_partner.py",
    "runs/gateway_redact.py", "runs/kept_item.py", "clocks/outbox.py", "runs/plan.py",
    "runs/run.py", "runs/run_item.py", "clocks/subject_purpose.py",
    "clocks/timer_refresh.py", "evidence/evidence_cut.py", "runs/plan_parties.py",
    "evidence/seal.py", "runs/run_replay.py", "runs/proof.py", "runs/search.py",
    "runs/verdict.py", "runs/run_proof.py", "runs/run_certificate.py",
    "runs/run_identifier.py",
    "runs/run_workers.py", "policy/coverage.py", "runs/gateway_coverage.py",
    "runs/gateway_values.py", "runs/plan_sweep.py", "runs/run_place.py",
    "requests/request.py", "requests/request_held.py", "requests/request_who.py",
    "packages/collect.py", "packages/package_fetch.py",
    "runs/gateway_package.py",
}


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _label(path):
    return str(path.relative_to(ROOT))


class TestArchitecture(CoreCase):
    @each_value([p for p in CODE if p.parent.name == "core"], label=_label)
    def test_core_knows_no_odoo(self, path):
        assert not [name for name in _imports(path) if name.split(".")[0] == "odoo"]
        assert not [name for name in _imports(path) if name.startswith("..")]

    @each_value([p for p in CODE if p.parent.name == "models"], label=_label)
    def test_models_do_not_import_those_who_listen(self, path):
        assert not [n for n in _imports(path) if re.match(r"\.+(controllers|wizards|report)", n)]

    @each_value(CODE, label=_label)
    def test_no_function_is_longer_than_a_screen(self, path):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.lineno + 1
                statements = "SQL(" in ast.unparse(node)
                assert length <= (80 if statements else 40), f"{node.name}: {length} lines"

    @each_value(CODE, label=_label)
    def test_sql_is_never_formatted(self, path):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SQL" and node.args:
                first = node.args[0]
                assert not isinstance(first, (ast.JoinedStr, ast.BinOp)), f"line {node.lineno}"

    @each_value([p for p in CODE if p.name not in SQL_FILES], label=_label)
    def test_only_named_files_execute_sql(self, path):
        assert "cr.execute(" not in path.read_text(encoding="utf-8")

    def test_only_the_gateway_writes_to_records_of_others(self):
        """Outside the gateway nobody deletes or updates a table that is not the module's own."""
        for path in CODE:
            if path.name.startswith("privacy_gateway"):
                continue
            for table in re.findall(r"(?:UPDATE|DELETE FROM|INSERT INTO)\s+([a-z]+_[a-z_]+)",
                                    path.read_text(encoding="utf-8")):
                assert table.startswith("privacy_"), f"{path.name}: {table}"

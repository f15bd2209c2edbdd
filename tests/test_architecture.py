"""The rooms hold: core knows no Odoo, imports point one way, functions fit on a screen."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path for room in ("core", "models", "controllers", "wizards", "report")
    for path in (ROOT / room).glob("*.py")
)
#: the rooms whose code may reach the database by hand
SQL_FILES = {
    "derived_sql.py",
    "base_partner_merge.py", "privacy_engine.py", "privacy_evidence.py", "privacy_gateway.py",
    "privacy_erased_file.py", "privacy_gateway_apps.py", "privacy_gateway_decide.py",
    "privacy_gateway_fast.py", "privacy_gateway_partner.py",
    "privacy_gateway_redact.py", "privacy_kept_item.py", "privacy_outbox.py", "privacy_plan.py",
    "privacy_run.py", "privacy_run_item.py", "privacy_subject_purpose.py",
    "privacy_timer_refresh.py", "privacy_evidence_cut.py", "privacy_plan_parties.py",
    "privacy_seal.py", "privacy_run_replay.py", "privacy_proof.py", "privacy_search.py",
    "privacy_verdict.py", "privacy_run_proof.py", "privacy_run_certificate.py",
    "privacy_run_identifier.py",
    "privacy_run_workers.py", "privacy_coverage.py", "privacy_gateway_coverage.py",
    "privacy_gateway_values.py", "privacy_plan_sweep.py", "privacy_run_place.py",
    "privacy_request.py", "privacy_request_held.py", "privacy_request_who.py",
    "privacy_collect.py", "privacy_package_fetch.py",
    "privacy_gateway_package.py",
}


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", [p for p in CODE if p.parent.name == "core"], ids=str)
def test_core_knows_no_odoo(path):
    assert not [name for name in _imports(path) if name.split(".")[0] == "odoo"]
    assert not [name for name in _imports(path) if name.startswith("..")]


@pytest.mark.parametrize("path", [p for p in CODE if p.parent.name == "models"], ids=str)
def test_models_do_not_import_those_who_listen(path):
    assert not [n for n in _imports(path) if re.match(r"\.+(controllers|wizards|report)", n)]


@pytest.mark.parametrize("path", CODE, ids=str)
def test_no_function_is_longer_than_a_screen(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1
            statements = "SQL(" in ast.unparse(node)
            assert length <= (80 if statements else 40), f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", CODE, ids=str)
def test_sql_is_never_formatted(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SQL" and node.args:
            first = node.args[0]
            assert not isinstance(first, (ast.JoinedStr, ast.BinOp)), f"line {node.lineno}"


@pytest.mark.parametrize("path", [p for p in CODE if p.name not in SQL_FILES], ids=str)
def test_only_named_files_execute_sql(path):
    assert "cr.execute(" not in path.read_text(encoding="utf-8")


def test_only_the_gateway_writes_to_records_of_others():
    """Outside the gateway nobody deletes or updates a table that is not the module's own."""
    for path in CODE:
        if path.name.startswith("privacy_gateway"):
            continue
        for table in re.findall(r"(?:UPDATE|DELETE FROM|INSERT INTO)\s+([a-z]+_[a-z_]+)",
                                path.read_text(encoding="utf-8")):
            assert table.startswith("privacy_"), f"{path.name}: {table}"

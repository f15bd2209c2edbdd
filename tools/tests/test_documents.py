"""The documents lead somewhere: numbers that code cites, links, files that are named."""
import ast
import re
from pathlib import Path

import pytest

from tools.environment.paths import REPO

DOCUMENTS = sorted([*REPO.glob("*.md"), *(REPO / "doc").glob("*.md")])
SOURCES = (".py", ".xml", ".csv", ".sql", ".md")
CITED = re.compile(r"(?<![\w.#&])([RP]\d{1,2})(?=[\s,.:;)—-]|$)")


def sources():
    """The texts of the repository: (path, text)."""
    for folder in (*REPO.glob("[!.]*/"), REPO):
        walk = folder.glob("*") if folder == REPO else folder.rglob("*")
        yield from ((path, path.read_text()) for path in walk
                    if path.suffix in SOURCES and path.is_file())


def test_every_rule_and_row_that_is_cited_is_worded():
    policy = (REPO / "doc/policy.md").read_text()
    worded = {*re.findall(r"^\*\*(R\d+) ", policy, re.MULTILINE),
              *re.findall(r"^\| (P\d+) \|", policy, re.MULTILINE)}
    assert worded == {*(f"R{n}" for n in range(20)), *(f"P{n}" for n in range(1, 19))}
    for path, text in sources():
        if path.suffix != ".csv" and "tests" not in path.parts:
            assert set(CITED.findall(text)) <= worded, path


def test_no_text_outside_the_repository_is_cited():
    for path, text in sources():
        if path != Path(__file__):
            for name in re.findall(r"\b[A-Z]{3,}\d*\.md\b", text):
                assert (REPO / name).is_file(), f"{path} cites {name}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
        assert target.startswith("https://") or (path.parent / target).exists(), target


def test_the_readme_is_read_at_once():
    assert len((REPO / "README.md").read_text().splitlines()) <= 150


def test_decisions_are_numbered_without_a_gap_and_dated_in_order():
    found = re.findall(r"^\*\*D(\d+)\*\* \((\d{4}-\d\d-\d\d)\) ",
                       (REPO / "doc/decisions.md").read_text(), re.MULTILINE)
    assert [int(number) for number, _day in found] == list(range(1, len(found) + 1))
    days = [day for _number, day in found]
    assert days == sorted(days)


def functions(path):
    """Names of the functions and classes that a file of the repository defines."""
    tree = ast.parse((REPO / path).read_text())
    return {node.name for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def journeys():
    """The journeys of architecture.md: for each, [(file, [names])] in order."""
    text = (REPO / "doc/architecture.md").read_text()
    for part in text.split("\n## ")[1:]:
        rows = re.findall(r"^\| \d+ \| (`[^|]+`) \|", part, re.MULTILINE)
        if rows:
            steps = [re.findall(r"`([^`]+)`", row) for row in rows]
            yield part, [(step[0].partition(":")[0], [step[0].partition(":")[2], *step[1:]])
                         for step in steps]


def test_both_journeys_name_what_exists():
    found = list(journeys())
    assert len(found) == 2
    for _part, steps in found:
        for path, names in steps:
            assert set(names) <= functions(path), path


def test_the_journeys_are_as_short_as_they_say():
    for part, steps in journeys():
        files = [path for path, _names in steps]
        returns = len(files) - len(set(files))
        assert len(set(files)) <= 20 and returns <= 10
        words = re.search(r"(\d+) files, (\d+|no) returns?", part)
        assert words.groups() == (str(len(set(files))), str(returns) if returns else "no")


def test_the_table_of_temporary_tables_is_that_of_the_code():
    tree = ast.parse((REPO / "engine/scratch.py").read_text())
    declared = [
        [ast.literal_eval(value) for value in node.value.args] for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Table"]
    rows = [f"| `{name}` | {holds} | {', '.join(filled)} | {', '.join(read)} |"
            for name, _columns, holds, filled, read in declared]
    text = (REPO / "doc/architecture.md").read_text()
    assert rows == re.findall(r"^\| `privacy_\w+` \|.*\|$", text, re.MULTILINE)

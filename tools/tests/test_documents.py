"""The documents lead somewhere: numbers that code cites, links, files that are named."""
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

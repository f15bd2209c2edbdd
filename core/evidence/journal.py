"""The journal of erasures: what was erased, in a file that outlives the database.

A backup that is restored brings back who was erased after it; this file says whom to erase
again. One JSON object a line. The first line says of which database it is. Then run by run: a
line on the run, a line for each subject, and an end with the seal that closes the run's evidence
and the hash over every line before it, back to the first. Ids, dates and codes: no identity.

A run stands in the file from its first line to its end, or not at all: what a killed process
left of one is cut off before the next is written, and never read as a run.
"""

import re
from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..errors import BadJournal
from . import ledger
from .journal_file import close, last_whole, name_of
from .journal_shape import RUN, SEAL, check_header, checked, checked_subject, parsed

ARTICLE = re.compile(r"17\s*\(?1\)?\s*\(?([a-f])\b", re.IGNORECASE)


class Block(NamedTuple):
    """One run as the journal tells it.

    :param run: ref, name, kind, ground, state, on_date, digest
    :param subjects: dicts of model, id, created, whole, categories, rules, plan, state
    :param end: its own hash (``end``), seal, signature, key
    """

    run: dict[str, Any]
    subjects: tuple[dict[str, Any], ...]
    end: dict[str, Any]


class Journal(NamedTuple):
    """A file that was read: of which database, its runs, and how many lines of no whole run."""

    database: str
    blocks: tuple[Block, ...]
    torn: int


def article(text: str | None) -> str:
    """Return the point of Art. 17(1) GDPR that a ground names, or nothing.

    A ground is typed by a person and may name another: nothing else of it leaves the database.
    """
    found = ARTICLE.search(text or "")
    return f"art. 17(1)({found.group(1).lower()})" if found else ""


# === READ === #


def whole_part(content: bytes) -> bytes:
    """Return the bytes up to the end of the last whole run."""
    return content[:last_whole(content)[1]]


def read(content: bytes, torn: bool = False) -> Journal:
    """Read a journal and see that every line is as it was written.

    :param content: the file
    :param torn: leave out what stands behind the last whole run, instead of refusing
    :raise BadJournal: at the first line that is not
    """
    whole = whole_part(content)
    left = content[len(whole):].count(b"\n") + bool(content and not content.endswith(b"\n"))
    reader = _Reader()
    for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
        reader.take(number, line)
    if left and not torn:
        raise BadJournal("torn", whole.count(b"\n") + 1)
    if reader.database is None or not reader.blocks:
        raise BadJournal("empty")
    return Journal(reader.database, tuple(reader.blocks), left)


class _Reader:
    """Takes line by line, and knows what may come next."""

    def __init__(self) -> None:
        self.database: str | None = None
        self.blocks: list[Block] = []
        self.lines: list[bytes] = []
        self.run: dict[str, Any] | None = None
        self.subjects: list[dict[str, Any]] = []
        self.running = ledger.START

    def take(self, number: int, line: bytes) -> None:
        """Read the next line.

        :param number: counted from 1
        :raise BadJournal: where it may not come now
        """
        row = parsed(line, number)
        if self.database is None:
            self.database = check_header(row)
        else:
            self._take(row, line, number)
        self.running = ledger.fold(self.running, line)

    def _take(self, row: dict[str, Any], line: bytes, number: int) -> None:
        if "end" in row and self.run is not None:
            self._check_end(row, number)
            self.blocks.append(Block(self.run, tuple(self.subjects), row))
            self.run, self.subjects, self.lines = None, [], []
        elif set(row) == {"run"} and self.run is None:
            self.run = checked(row["run"], RUN, number)
            self.lines.append(line)
        elif set(row) == {"subject"} and self.run is not None:
            self.subjects.append(checked_subject(row["subject"], number))
            self.lines.append(line)
        else:
            raise BadJournal("order", number)

    def _check_end(self, row: dict[str, Any], number: int) -> None:
        checked(row.get("seal"), SEAL, number)
        if row.get("subjects") != len(self.subjects):
            raise BadJournal("count", number)
        self.running = close(self.running, row["seal"], len(self.subjects))
        if row.get("hash") != self.running or row["end"] != name_of(self.lines):
            raise BadJournal("chain", number)


# === APPLY AGAIN === #


def merged(blocks: Iterable[Block], done: Container[tuple[str, int]] = frozenset(),
           ) -> list[dict[str, Any]]:
    """Return what is to be erased again: one dict of each (id, created), in order of id. Who has
    no contact goes by minus the id, and is known by the key of the address.

    ``until`` is the last day on which something may have happened that the erasure did not
    stop at: the day of an erasure on request, the day before one because time had passed.

    :param blocks: the runs to apply
    :param done: pairs (name of a block, id) that were applied before
    :return: list of {id, created, key, whole, categories, rules, until}
    """
    subjects: dict[tuple[int, str], dict[str, Any]] = {}
    for block in blocks:
        day = date.fromisoformat(block.run["on_date"])
        if block.run["kind"] == "retention":
            day -= timedelta(days=1)
        for row in block.subjects:
            number = row["id"] if row["model"] == "res.partner" else -row["id"]
            if (block.end["end"], number) not in done:
                known_by = row.get("key") or row["created"] or ""
                _add(subjects.setdefault((number, known_by), {"id": number}), row, day)
    return [subjects[key] for key in sorted(subjects)]


def _add(subject: dict[str, Any], row: dict[str, Any], day: date) -> None:
    subject.update({
        "created": row["created"], "key": row.get("key"),
        "whole": subject.get("whole", False) or row["whole"],
        "categories": sorted({*subject.get("categories", ()), *row["categories"]}),
        "rules": sorted({*subject.get("rules", ()), *row["rules"]}),
        "until": max(subject.get("until", ""), day.isoformat()),
    })

"""A search on two cores: a process of its own takes half of what is large.

The helper is started when much has been searched, knows this package alone and no Odoo, inherits
no socket and no lock, and ends with its input: a worker that is killed leaves none behind. Where
it cannot be started, is killed or answers nonsense nothing is lost: its half is searched here.

``concurrent.futures`` was measured and is not used. Its processes are either forked, with the
sockets, threads and locks of Odoo's worker in them, and outlive one that is killed; or spawned,
which runs Odoo's own script again in each and does not find this package there.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from .files import File
from .identifiers import Identifier
from .matcher import END, Matcher

#: letters of a chunk, and number of files, from which half of it is worth sending away
SHARED_LETTERS, SHARED_FILES = 250_000, 20
#: letters searched alone before a helper is started; a file counts as so many
LETTERS_ALONE, LETTERS_OF_FILE = 10_000_000, 5_000
#: the folder that the helper finds this package in, and what it runs there
ROOT = Path(__file__).resolve().parents[2]
CHILD = "from core.identity.parallel_matcher import serve; serve()"
#: (index of a value or file, key)
Found = list[tuple[int, int]]


class ParallelMatcher:
    """Finds what a :class:`~.matcher.Matcher` finds, on two cores where there are two.

    To be closed, or used as a context manager.

    :param pairs: (key, identifier); several may share a key
    :param longer: ``{key: longer names}``, as :class:`~.matcher.Matcher` takes them
    """

    def __init__(self, pairs: Iterable[tuple[int, Identifier]],
                 longer: Mapping[int, Iterable[str]] | None = None) -> None:
        self._pairs = list(pairs)
        self._longer = {key: list(names) for key, names in (longer or {}).items()}
        self._matcher = Matcher(self._pairs, self._longer)
        self._searched = 0
        self._helper: Helper | None = None
        self._may_start = (os.cpu_count() or 1) > 1

    def __len__(self) -> int:
        return len(self._pairs)

    def __enter__(self) -> "ParallelMatcher":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the helper; what is searched after that is searched here."""
        self._may_start = False
        if self._helper:
            self._helper.close()
            self._helper = None

    def find_chunk(self, values: Sequence[str]) -> Found:
        """Return what :meth:`~.matcher.Matcher.find_chunk` returns."""
        return self.find_cells(END.join(
            value.replace(END, " ") if END in value else value for value in values))

    def find_cells(self, cells: str) -> Found:
        """Return what :meth:`~.matcher.Matcher.find_cells` returns."""
        self._searched += len(cells)
        cut = cells.rfind(END, 0, len(cells) // 2)
        if len(cells) < SHARED_LETTERS or cut < 0:
            return self._matcher.find_cells(cells)
        mine, theirs = cells[:cut], cells[cut + 1:]
        asked = self._ask({"cells": len(theirs)}, theirs)
        found = self._matcher.find_cells(mine)
        answer = self._answer() if asked else None
        others = answer["found"] if answer else self._matcher.find_cells(theirs)
        first = cells.count(END, 0, cut) + 1
        return found + [(first + index, key) for index, key in others]

    def find_files(self, files: Sequence[File], unread: list[tuple[int, str]] | None = None,
                   ) -> tuple[Found, Counter[str]]:
        """Return what :meth:`~.matcher.Matcher.find_files` returns."""
        self._searched += LETTERS_OF_FILE * len(files)
        half = len(files) // 2
        if half < SHARED_FILES:
            return self._matcher.find_files(files, unread)
        unread = [] if unread is None else unread
        asked = self._ask({"files": list(files[half:])})
        found, tally = self._matcher.find_files(files[:half], unread)
        answer = (self._answer() if asked else None) or _files(self._matcher, files[half:])
        unread += [(half + index, reason) for index, reason in answer["unread"]]
        return (found + [(half + index, key) for index, key in answer["found"]],
                tally + Counter(answer["tally"]))

    def _ask(self, order: dict[str, Any], cells: str = "") -> bool:
        """Give the helper an order, starting it where it is time to; return whether it has it."""
        if self._may_start and self._searched > LETTERS_ALONE:
            self._may_start = False
            self._helper = Helper.started(self._pairs, self._longer)
        if self._helper and not self._helper.tell(order, cells):
            self.close()
        return bool(self._helper)

    def _answer(self) -> dict[str, Any] | None:
        """Return what the helper found, None where it has no answer."""
        answer = self._helper.answer() if self._helper else None
        if answer is None:
            self.close()
        return answer


class Helper:
    """The parent's end of a process that searches. Orders are lines of JSON, the text of cells
    behind the line as it is; answers are lines of JSON.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @classmethod
    def started(cls, pairs: Sequence[tuple[int, Identifier]],
                longer: Mapping[int, list[str]]) -> "Helper | None":
        """Return a helper that knows these (key, identifier) and longer names, or None where there
        is none.
        """
        try:
            helper = cls(subprocess.Popen(
                [sys.executable, "-c", CHILD], cwd=ROOT, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
        except OSError:
            return None
        if helper.tell({"pairs": [(key, *identifier) for key, identifier in pairs],
                        "longer": list(longer.items())}):
            return helper
        helper.close()
        return None

    def tell(self, order: dict[str, Any], cells: str = "") -> bool:
        """Give an order; return whether it could be given."""
        text = cells.encode("utf-8", "surrogatepass")
        line = json.dumps({**order, "bytes": len(text)}).encode() + b"\n"
        pipe = self._process.stdin
        try:
            if pipe:
                pipe.write(line)
                pipe.write(text)
                pipe.flush()
        except (OSError, ValueError):
            return False
        return bool(pipe)

    def answer(self) -> dict[str, Any] | None:
        """Wait for what was found, None where it will not come."""
        try:
            answer = json.loads(self._process.stdout.readline() if self._process.stdout else b"")
            return answer if "found" in answer else None
        except (OSError, TypeError, ValueError):
            return None

    def close(self) -> None:
        """End the process, and wait until it has gone."""
        self._process.kill()
        self._process.communicate()


def serve(source: BinaryIO = sys.stdin.buffer, target: BinaryIO = sys.stdout.buffer) -> None:
    """Take orders and write what is found, until the input ends: what the helper does."""
    order = json.loads(source.readline())
    matcher = Matcher(((key, Identifier(*identifier)) for key, *identifier in order["pairs"]),
                      dict(order["longer"]))
    while line := source.readline():
        order = json.loads(line)
        cells = source.read(order["bytes"]).decode("utf-8", "surrogatepass")
        answer = (_files(matcher, order["files"]) if "files" in order
                  else {"found": matcher.find_cells(cells)})
        target.write(json.dumps(answer).encode() + b"\n")
        target.flush()


def _files(matcher: Matcher, files: Sequence[File]) -> dict[str, Any]:
    """Return what is found in files, as an answer has it."""
    unread: list[tuple[int, str]] = []
    found, tally = matcher.find_files(files, unread)
    return {"found": found, "tally": tally, "unread": unread}

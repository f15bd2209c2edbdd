"""Whose identifiers are in which files, read from the disk a few at a time."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from ..documents import reader
from ..errors import NotSearchable

#: bytes of a file that are read into memory
LARGEST_FILE = 256_000_000
#: letters of files that are searched together
LETTERS_AT_ONCE = 4_000_000
#: a file: its path, and its mimetype where it is known
File = tuple[str, str | None]


class ChunkSearch(Protocol):
    """What searches texts: a :class:`~.matcher.Matcher`."""

    def find_chunk(self, values: Sequence[str]) -> list[tuple[int, int]]:
        """Return sorted (index of the value, key)."""


def find_in_files(matcher: ChunkSearch, files: Sequence[File],
                  unread: list[tuple[int, str]] | None = None,
                  ) -> tuple[list[tuple[int, int]], Counter[str]]:
    """Search files. One that cannot be searched ends nothing: it is counted, and named.

    :param matcher: what searches their texts
    :param unread: takes (index of the file, reason) of each that could not be searched, or not
        all of it
    :return: (sorted (index of the file, key) without repeats, count of files, bytes and
        ``not searchable: <reason>``)
    """
    found: set[tuple[int, int]] = set()
    tally: Counter[str] = Counter()
    texts: list[str] = []
    owners: list[int] = []
    size = 0
    for index, (path, mimetype) in enumerate(files):
        try:
            for text in _texts(path, mimetype, tally):
                texts.append(text)
                owners.append(index)
                size += len(text)
        except NotSearchable as refused:
            tally[f"not searchable: {refused.reason}"] += 1
            if unread is not None:
                unread.append((index, refused.reason))
        if size > LETTERS_AT_ONCE or index + 1 == len(files):
            found |= {(owners[place], key) for place, key in matcher.find_chunk(texts)}
            tally["bytes"] += size
            texts, owners, size = [], [], 0
    return sorted(found), tally


def texts_of(data: bytes, mimetype: str | None, tally: Counter[str]) -> Iterator[str]:
    """Yield the texts of bytes; what cannot be searched is counted by its kind."""
    try:
        yield from reader.texts("", mimetype, data)
    except NotSearchable as refused:
        tally[f"not searchable: {refused.reason}"] += 1


def _texts(path: str, mimetype: str | None, tally: Counter[str]) -> Iterator[str]:
    data = _bytes(path)
    tally["files"] += 1
    yield from reader.texts("", mimetype, data)


def _bytes(path: str) -> bytes:
    """Return what a file holds.

    :raise NotSearchable: ``not on the disk``, ``not permitted``, ``no file`` (a folder or a pipe
        in its place), ``too large``, or ``not readable``
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise NotSearchable("no file")
        if status.st_size > LARGEST_FILE:
            raise NotSearchable("too large")
        with open(path, "rb") as file:
            return file.read()
    except NotSearchable:
        raise
    except FileNotFoundError:
        raise NotSearchable("not on the disk") from None
    except PermissionError:
        raise NotSearchable("not permitted") from None
    except (OSError, ValueError, MemoryError):
        raise NotSearchable("not readable") from None

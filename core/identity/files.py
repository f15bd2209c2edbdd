"""Whose identifiers are in which files, read from the disk a few at a time."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from ..documents.apart import Apart
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
    with Apart() as apart:
        for index, (path, mimetype) in enumerate(files):
            try:
                for text in _texts(path, mimetype, tally, apart):
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


def texts_of(data: bytes, mimetype: str | None, tally: Counter[str], apart: Apart,
             unread: list[str] | None = None) -> Iterator[str]:
    """Yield the texts of bytes; what cannot be searched is counted by its kind.

    :param apart: what reads them
    :param unread: takes the reason where they could not be searched, or not all of them
    """
    try:
        yield from apart.texts(mimetype, data)
    except NotSearchable as refused:
        tally[f"not searchable: {refused.reason}"] += 1
        if unread is not None:
            unread.append(refused.reason)


def _texts(path: str, mimetype: str | None, tally: Counter[str], apart: Apart) -> Iterator[str]:
    data, is_whole = _bytes(path)
    tally["files"] += 1
    yield from apart.texts(mimetype, data)
    if not is_whole:
        raise NotSearchable("changing")


def _bytes(path: str) -> tuple[bytes, bool]:
    """Return what a file holds, and whether it stayed as it was while it was read.

    No more is read than there was at first: one that grows as fast as it is read has an end.

    :raise NotSearchable: ``not on the disk``, ``not permitted``, ``no file`` (a folder or a pipe
        in its place), ``too large``, or ``not readable``
    """
    try:
        _check(os.stat(path))
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            _check(status)
            data = file.read(status.st_size + 1)
            return data, len(data) == status.st_size
    except NotSearchable:
        raise
    except FileNotFoundError:
        raise NotSearchable("not on the disk") from None
    except PermissionError:
        raise NotSearchable("not permitted") from None
    except (OSError, ValueError, MemoryError):
        raise NotSearchable("not readable") from None


def _check(status: os.stat_result) -> None:
    """Refuse what is no file, or too large to be read into memory."""
    if not stat.S_ISREG(status.st_mode):
        raise NotSearchable("no file")
    if status.st_size > LARGEST_FILE:
        raise NotSearchable("too large")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that took its place a moment ago is not waited for."""
    return os.open(path, flags | os.O_NONBLOCK)

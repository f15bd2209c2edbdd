"""Whose identifiers are in which files, read from the disk a few at a time."""

import os
from collections import Counter

from ..documents import reader as documents

#: bytes of a file that are read into memory
LARGEST = 256_000_000
#: letters of files that are searched together
TOGETHER = 4_000_000


def find_in_files(matcher, files):
    """Search files; what cannot be searched is counted, by kind.

    :param Matcher matcher: what searches their texts
    :param files: list of (path, mimetype or None)
    :return: (sorted [(index of the file, key)] without repeats, Counter of files, bytes and
        ``not searchable: ...``)
    """
    found, tally, texts, owners, size = set(), Counter(), [], [], 0
    for index, (path, mimetype) in enumerate(files):
        said = list(_texts(path, mimetype, tally))
        texts += said
        owners += [index] * len(said)
        size += sum(map(len, said))
        if size > TOGETHER or index + 1 == len(files):
            found |= {(owners[place], key) for place, key in matcher.find_chunk(texts)}
            tally["bytes"] += size
            texts, owners, size = [], [], 0
    return sorted(found), tally


def texts_of(data, mimetype, tally):
    """Yield the texts of bytes; what cannot be searched is counted by its kind."""
    try:
        yield from documents.texts("", mimetype or "", data)
    except documents.NotSearchable as reason:
        tally[f"not searchable: {reason}"] += 1


def _texts(path, mimetype, tally):
    try:
        if os.path.getsize(path) > LARGEST:
            tally["not searchable: too large"] += 1
            return
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        tally["not searchable: not on the disk"] += 1
        return
    tally["files"] += 1
    yield from texts_of(data, mimetype, tally)

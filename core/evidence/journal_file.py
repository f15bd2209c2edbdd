"""Writing the journal of erasures (``journal.py``): one run at a time, wholly or not at all.

Several processes, on several hosts where they share the folder, take turns by a lock on the
file. What a killed process left half written is cut off before the next run is added.
"""

import fcntl
import hashlib
import mmap
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any

from . import keyring, ledger
from .journal_shape import TAIL, check_header, checked, header, parsed

END_PREFIX = b'{"end":"'


def append(path: str | Path, database: str, lines: Sequence[bytes], seal: dict[str, Any],
           key: bytes | None) -> bool:
    """Add a run: when this returns it is on the disk, and where it fails nothing of it is.

    :param path: the file, made for its owner alone where it is not there yet
    :param database: uuid of the database
    :param lines: the run, then its subjects
    :param seal: the seal that closes the run's evidence
    :param key: what signs the end, or None
    :return: False where the very same run is there already
    :raise OSError: where it cannot be written
    :raise BadJournal: where the file is another database's
    """
    path, name = Path(path), name_of(lines)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(path) as file:
        whole, running, there = _end_of(file, database, name)
        if there:
            return False
        start = [] if whole else [ledger.canonical(header(database))]
        for line in (*start, *lines):
            running = ledger.fold(running, line)
        running = close(running, seal, len(lines) - 1)
        end = ledger.canonical({
            "end": name, "hash": running, "key": key and keyring.fingerprint(key), "seal": seal,
            "signature": key and ledger.sign(running, key), "subjects": len(lines) - 1,
        })
        _write(file, whole, b"".join(line + b"\n" for line in (*start, *lines, end)))
        if not whole:
            _sync(path.parent)
    return True


def name_of(lines: Sequence[bytes]) -> str:
    """Return the hash of a run and its subjects alone: the same run is not written twice."""
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def close(running: str, seal: dict[str, Any], subjects: int) -> str:
    """Return the hash that an end names: over every line before it, and what it says itself."""
    return ledger.fold(running, ledger.canonical({"seal": seal, "subjects": subjects}))


@contextmanager
def _locked(path: Path) -> Iterator[FileIO]:
    """Open a file for whoever has it first; others wait, on whatever host they are."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _end_of(file: FileIO, database: str, name: str) -> tuple[int, str, bool]:
    """Return (length of what is whole, running hash behind it, whether a run is there)."""
    if not os.fstat(file.fileno()).st_size:
        return 0, ledger.START, False
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start, stop = last_whole(data)
        if not stop:
            return 0, ledger.START, False
        check_header(parsed(data[:data.find(b"\n")], 1), database)
        line = data[start:stop - 1]
        running: str = checked(parsed(line, 0), TAIL, 0)["hash"]
        there = data.find(b"\n" + END_PREFIX + name.encode() + b'"', 0, stop) >= 0
    return stop, ledger.fold(running, line), there


def last_whole(data: bytes | mmap.mmap) -> tuple[int, int]:
    """Return where the last whole end of a run begins and ends; zeros where there is none."""
    until = len(data)
    while (before := data.rfind(b"\n" + END_PREFIX, 0, until)) >= 0:
        stop = data.find(b"\n", before + 1)
        if stop >= 0:
            return before + 1, stop + 1
        until = before
    return 0, 0


def _write(file: FileIO, whole: int, block: bytes) -> None:
    """Write a block behind what is whole; what fails is taken back."""
    try:
        file.truncate(whole)
        file.seek(whole)
        view = memoryview(block)
        while view:
            view = view[file.write(view):]
        os.fsync(file.fileno())
    except OSError:
        file.truncate(whole)
        raise


def _sync(folder: Path) -> None:
    """Write to the disk that a folder has a new file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""The keys that sign seals: secrets that no database holds.

The first key signs; all of them verify, so that a key can be changed and what the one before
signed still holds. A key is called by its fingerprint, which stands beside each signature.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path


def fingerprint(key: bytes) -> str:
    """Return what a key is called.

    :param key: the secret
    :return: 16 hex digits, which tell two keys apart and nothing else
    """
    return hashlib.sha256(b"privacy seal key " + key).hexdigest()[:16]


def split(text: str) -> list[bytes]:
    """Return the keys of a setting: the one in use, then former ones, between commas."""
    return [part.strip().encode() for part in text.split(",") if part.strip()]


def load(path: str | Path) -> list[bytes]:
    """Return the keys of a file, one a line; none where there is no file.

    :raise OSError: where it is there and cannot be read
    """
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [line.strip() for line in lines if line.strip()]


def make(path: str | Path) -> list[bytes]:
    """Return the keys of a file, which is made with a new key where it is not there yet.

    The file appears whole or not at all, and of two who make it at once both get the one that
    was first. Only its owner reads it.

    :raise OSError: where it cannot be written
    """
    path = Path(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(secrets.token_hex(32).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        # a colleague may be first: theirs is read below
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    return load(path)

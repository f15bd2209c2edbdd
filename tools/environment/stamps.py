"""Stamps: what a finished step was made from, so that it is not made twice."""
import hashlib

from .paths import STAMPS


def digest(*parts):
    """A short hash of texts and bytes."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:32]


def fresh(name, value):
    """Whether the step was finished from these very inputs."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == value


def clear(name):
    """Forget a step before it is done again: an interrupted one counts as not done."""
    (STAMPS / name).unlink(missing_ok=True)


def put(name, value):
    """Remember a finished step; the rename makes it all or nothing."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    temporary = STAMPS / f".{name}"
    temporary.write_text(value)
    temporary.replace(STAMPS / name)

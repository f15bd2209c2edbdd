"""The plan: for each record and field what becomes of it, and the sum that proves it.

A plan is made in the database, in sets (``engine/plan.py``); this module is what it
means: how a step is written and what its digest is. A preview is the same
plan not applied. Its digest is stored, and what an officer approves is that digest. The plan
holds ids, names of models and fields, grounds and dates: never a value.

found = erased + masked + redacted + kept + failed, always (GDPR Art. 5(2), 24).
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

OUTCOMES = ("erased", "masked", "redacted", "kept", "failed")
OUTCOME = {"erase": "erased", "mask": "masked", "redact": "redacted", "keep": "kept"}


class Step(NamedTuple):
    """One record of one subject, and what becomes of it.

    :param str model: technical name
    :param int record: id of the record
    :param str act: erase, mask, redact or keep
    :param str fields: the fields acted on, joined by commas; empty for the whole record
    :param str ground: why it is kept; empty otherwise
    :param str until: ISO date until which it is kept; empty otherwise
    """

    model: str
    record: int
    act: str
    fields: str = ""
    ground: str = ""
    until: str = ""

    def canonical(self) -> str:
        """Return the line that the digest is made of."""
        return "|".join(map(str, self))


def digest(lines: Iterable[str]) -> str:
    """Return the hex SHA-256 of lines, each ended by a newline."""
    sha = hashlib.sha256()
    for line in lines:
        sha.update(line.encode())
        sha.update(b"\n")
    return sha.hexdigest()


def digest_of(steps: Iterable[Step]) -> str:
    """Return the digest of a subject's steps, whatever their order."""
    return digest(sorted(step.canonical() for step in steps))

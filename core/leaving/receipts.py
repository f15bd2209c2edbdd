"""What a system sends of tasks that it has done, read and checked. Nothing that was sent is
repeated in an answer: a problem is a field and what it should be.
"""

import re
from datetime import date
from typing import Any, NamedTuple

#: receipts of one call
MOST = 1000
#: what each says, and nothing else
FIELDS = frozenset(("task", "done_on", "receipt"))
TASK = re.compile(r"[0-9a-f]{32}")
#: a job's number or a line of a log: one line of visible ASCII
RECEIPT = re.compile(r"[ -~]{1,200}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Problem(NamedTuple):
    """Why a receipt is not taken.

    :ivar str field: of the receipt, or nothing
    :ivar str text: in English, for who writes the sender; says nothing of what was sent
    """

    field: str
    text: str


class Receipt(NamedTuple):
    """What was done.

    :ivar str task: the task's number for systems
    :ivar date done_on: on which day
    :ivar str receipt: what the system calls it
    """

    task: str
    done_on: date
    receipt: str


def receipts_of(document: Any) -> list[Any] | Problem:
    """Return the receipts of a call as they were sent."""
    found = document.get("receipts") if isinstance(document, dict) else None
    if not isinstance(found, list) or set(document) != {"receipts"}:
        return Problem("", "an object with a list of receipts and nothing else")
    if not 1 <= len(found) <= MOST:
        return Problem("receipts", f"a list of 1 to {MOST}")
    return found


def read(raw: Any, today: date) -> Receipt | Problem:
    """Return what one says, or why it is not taken.

    :param raw: as it was sent
    :param today: what lies after it was not done
    """
    if not isinstance(raw, dict) or set(raw) != FIELDS:
        return Problem("", "has task, done_on and receipt, and nothing else")
    for name, shape in (("task", TASK), ("done_on", DAY), ("receipt", RECEIPT)):
        if not isinstance(raw[name], str) or not shape.fullmatch(raw[name]):
            return Problem(name, "is not written as it should be")
    if not raw["receipt"].strip():
        return Problem("receipt", "says nothing")
    try:
        day = date.fromisoformat(raw["done_on"])
    except ValueError:
        return Problem("done_on", "is no day")
    if day > today:
        return Problem("done_on", "is a day to come")
    return Receipt(raw["task"], day, raw["receipt"].strip())

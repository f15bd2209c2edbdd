"""What each line of a journal of erasures must be: the file comes from outside, and is believed
in nothing.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from ..errors import BadJournal
from . import ledger

FORMAT = "privacy-erasures-1"
HASH = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[\w.-]{1,64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")
LARGEST_ID = 2**31 - 1
#: what a subject is: a contact, or who has none
MODELS = ("res.partner", "privacy.contactless")
#: {name of a value: what it has to pass}
Shape = Mapping[str, Callable[[Any], bool]]


def header(database: object) -> dict[str, object]:
    """Return the first line as a dict.

    :param database: uuid
    """
    return {"database": database, "format": FORMAT, "hash": "sha256", "start": ledger.START}


def parsed(line: bytes, number: int) -> dict[str, Any]:
    """Return a line as a dict.

    :raise BadJournal: where it is none
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadJournal("json", number) from error
    if not isinstance(row, dict):
        raise BadJournal("json", number)
    return row


def check_header(row: dict[str, Any], database: str | None = None) -> str:
    """Return the uuid of a header; it may have to be a certain one."""
    named = row.get("database")
    if row != header(named) or not isinstance(named, str) or database not in (None, named):
        raise BadJournal("format", 1)
    return named


def checked(row: Any, shape: Shape, number: int) -> dict[str, Any]:
    """Return a row where each value is what it must be: the file comes from outside."""
    if not isinstance(row, dict) or not all(test(row.get(name)) for name, test in shape.items()):
        raise BadJournal("shape", number)
    return row


def checked_subject(row: Any, number: int) -> dict[str, Any]:
    """Return a subject's row; who has no contact, and nobody else, has the key of an address."""
    subject = checked(row, SUBJECT, number)
    if (subject["model"] == MODELS[1]) != bool(subject.get("key")):
        raise BadJournal("shape", number)
    return subject


def _is_ref(value: Any) -> bool:
    return type(value) is int and 0 < value <= LARGEST_ID


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(MOMENT.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_list(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and bool(CODE.fullmatch(value))


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and bool(HASH.fullmatch(value))


def _is_optout(value: Any) -> bool:
    return (isinstance(value, dict) and all(map(_is_code, (
        value.get("channel"), value.get("fingerprint"), value.get("origin"))))
        and _is_hash(value.get("key")) and _is_day(value.get("date"))
        and (value.get("purpose") is None or _is_code(value["purpose"]))
        and (value.get("list") is None or _is_ref(value["list"])))


RUN: Shape = {
    "ref": _is_ref, "kind": _is_code, "on_date": _is_day,
    # who wants no direct marketing, as keyed hashes: nothing in journals of before
    "optouts": lambda value: value is None or _is_list(_is_optout)(value)}
SUBJECT: Shape = {
    "model": lambda value: value in MODELS, "id": _is_ref, "created": _is_moment,
    # of who has no contact: the keyed hash of the address
    "key": lambda value: value is None or _is_hash(value),
    "whole": lambda value: type(value) is bool, "categories": _is_list(_is_code),
    "rules": _is_list(_is_ref),
}
SEAL: Shape = {"last_ref": _is_ref, "digest": _is_hash}
TAIL: Shape = {"hash": _is_hash}

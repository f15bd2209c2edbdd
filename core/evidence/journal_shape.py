"""What each line of a journal of erasures must be: the file comes from outside, and is believed
in nothing.
"""

import json
import re
from datetime import date, datetime

from ..errors import BadJournal
from . import ledger

FORMAT = "privacy-erasures-1"
HASH = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[\w.-]{1,64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")
LARGEST_ID = 2**31 - 1


def header(database):
    """Return the first line as a dict.

    :param str database: uuid
    """
    return {"database": database, "format": FORMAT, "hash": "sha256", "start": ledger.START}


def parsed(line, number):
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


def check_header(row, database=None):
    """Return the uuid of a header; it may have to be a certain one."""
    named = row.get("database")
    if row != header(named) or not isinstance(named, str) or database not in (None, named):
        raise BadJournal("format", 1)
    return named


def checked(row, shape, number):
    """Return a row where each value is what it must be: the file comes from outside."""
    if not isinstance(row, dict) or not all(test(row.get(name)) for name, test in shape.items()):
        raise BadJournal("shape", number)
    return row


def _is_ref(value):
    return type(value) is int and 0 < value <= LARGEST_ID


def _is_day(value):
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value):
    if value is None:
        return True
    try:
        return bool(MOMENT.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_list(test):
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_code(value):
    return isinstance(value, str) and bool(CODE.fullmatch(value))


def _is_hash(value):
    return isinstance(value, str) and bool(HASH.fullmatch(value))


RUN = {"ref": _is_ref, "kind": _is_code, "on_date": _is_day}
SUBJECT = {
    "model": lambda value: value == "res.partner", "id": _is_ref, "created": _is_moment,
    "whole": lambda value: type(value) is bool, "categories": _is_list(_is_code),
    "rules": _is_list(_is_ref),
}
SEAL = {"last_ref": _is_ref, "digest": _is_hash}
TAIL = {"hash": _is_hash}

"""JSON from outside, read once and in one way (RFC 8259): what two readers could take differently
is no JSON here.
"""

import json
from typing import Any


class Unreadable(ValueError):
    """What was sent is no JSON that could be taken.

    :ivar str code: why: ``encoding``, ``syntax``, ``depth`` or ``twice``
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(body: bytes) -> Any:
    """Return what bytes say.

    :raise Unreadable: where they are not UTF-8, no JSON, nested too deep, say a name twice in one
        object, or a number that is none
    """
    try:
        text = body.decode("utf-8", "strict")
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable("depth") from None
    # numbers of more digits than Python reads are a ValueError too
    except ValueError:
        raise Unreadable("syntax") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("twice")
    return found


def _no_number(_name: str) -> None:
    raise Unreadable("syntax")

"""The evidence chain: canonical bytes of a row, and a running hash over rows.

Rows are written unchained by many workers; one sealer closes stretches of them with a hash
that includes the one before. Anybody who has the rows and the seals can verify them with
nothing but SHA-256; a key held outside the database makes a rewritten chain visible too, and a
seal kept outside it a tail that was cut.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

START = "0" * 64


def canonical(row: Mapping[str, Any]) -> bytes:
    """Return the bytes of a row.

    :param row: values that JSON knows; dates as ISO text
    """
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def fold(running: str, line: bytes) -> str:
    """Return the hash of everything so far and one more line.

    :param running: hex hash of what came before
    :param line: the line without its end
    """
    return hashlib.sha256(bytes.fromhex(running) + line).hexdigest()


def seal(previous: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the hash that closes ``rows`` after ``previous``.

    :param previous: hex hash of the seal before, or :data:`START`
    :param rows: in order of id
    """
    running = bytes.fromhex(previous)
    for row in rows:
        running = hashlib.sha256(running + canonical(row)).digest()
    return running.hex()


def sign(value: str, key: bytes) -> str:
    """Return the keyed hash of a text.

    :param value: what is signed
    :param key: secret from outside the database
    """
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def sign_seal(facts: Mapping[str, Any], key: bytes) -> str:
    """Return the keyed hash of all that a seal says, its day included."""
    return sign(canonical(facts).decode(), key)


def broken(facts: Mapping[str, Any], previous: str, after: int,
           found: tuple[str, int]) -> str | None:
    """Return why a seal does not close what was found, or None.

    :param facts: what the seal says: first, last, rows, sealed_on, previous, digest
    :param previous: digest of the seal before, or :data:`START`
    :param after: last row of the seal before, or 0
    :param found: (digest, number of rows) recomputed from the rows
    :return: ``chain``: it does not follow the one before; ``rows``: rows were changed, added
        or taken away
    """
    if None in facts.values() or facts["previous"] != previous:
        return "chain"
    if not after < facts["first"] <= facts["last"]:
        return "chain"
    return None if found == (facts["digest"], facts["rows"]) else "rows"


def unsigned(text: str, signature: str | None, name: str | None,
             keys: Mapping[str, bytes] | None) -> str | None:
    """Return why a signature does not vouch for a text, or None.

    Where a key is known everything is signed: what is not was written by somebody without it.

    :param text: what was signed
    :param signature: the keyed hash, if any
    :param name: fingerprint of the key that made it
    :param keys: ``{fingerprint: key}`` of all that are known here; None: unreadable
    :return: ``unsigned``, ``key`` (it is not known here) or ``signature`` (it is wrong)
    """
    if not signature:
        return None if keys == {} else "unsigned"
    if not keys or name is None or name not in keys:
        return "key"
    good = hmac.compare_digest(sign(text, keys[name]), signature)
    return None if good else "signature"

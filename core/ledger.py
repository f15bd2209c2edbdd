"""The evidence chain: canonical bytes of a row, and a running hash over rows.

Rows are written unchained by many workers; one sealer closes stretches of them with a hash
that includes the one before. Anybody who has the rows and the seals can verify them with
nothing but SHA-256; a key held outside the database makes a rewritten tail visible too.
"""

import hashlib
import hmac
import json

START = "0" * 64


def canonical(row):
    """Return the bytes of a row.

    :param dict row: values that JSON knows; dates as ISO text
    """
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def seal(previous, rows):
    """Return the hash that closes ``rows`` after ``previous``.

    :param str previous: hex hash of the seal before, or :data:`START`
    :param rows: iterable of dicts in order of id
    """
    running = bytes.fromhex(previous)
    for row in rows:
        running = hashlib.sha256(running + canonical(row)).digest()
    return running.hex()


def sign(value, key):
    """Return the keyed hash of a seal.

    :param str value: hex hash of the seal
    :param bytes key: secret from outside the database
    """
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()

"""How a source signs what it reports: HMAC-SHA256 (RFC 2104) over moment, nonce and body.

The secret of a source is made from its key's name and a secret of the server; a database that
holds the name alone cannot sign anything.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

#: what stands before a signature; another way to sign would have another
VERSION = "v1="
#: seconds by which the clocks of sender and receiver may differ
WINDOW = 300
#: a random text that is used once
NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
KEY_NAME = re.compile(r"pk_[0-9a-f]{32}")
_MOMENT = re.compile(r"[0-9]{1,12}")
_LABEL = b"privacy consent source key v1 "
_SUBJECT = b"privacy consent subject v1 "


def new_name() -> str:
    """Return the name of a new key: random, and no secret."""
    return f"pk_{secrets.token_hex(16)}"


def secret_of(name: str, server_key: bytes) -> str:
    """Return the secret of a key, 64 hexadecimal digits.

    :param name: of the key
    :param server_key: a secret that no database holds
    """
    return hmac.new(server_key, _LABEL + name.encode(), hashlib.sha256).hexdigest()


def subject_key(text: str, server_key: bytes) -> str:
    """Return what stands for an address or a visitor: a keyed hash, 64 hexadecimal digits."""
    return hmac.new(server_key, _SUBJECT + text.encode(), hashlib.sha256).hexdigest()


def sign(secret: str, moment: str, nonce: str, body: bytes) -> str:
    """Return the signature of a call.

    :param secret: as it was shown, taken as ASCII
    :param moment: seconds since 1970 (UTC), as the header says them
    :param nonce: as the header says it
    :param body: the bytes that are sent
    """
    message = f"{moment}.{nonce}.".encode() + body
    return VERSION + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(keys: Iterable[str], moment: str, nonce: str, body: bytes, signature: str) -> bool:
    """Whether one of some secrets made a signature; it takes as long for a wrong one."""
    given = signature.encode("utf-8", "replace")
    right = [hmac.compare_digest(sign(key, moment, nonce, body).encode(), given) for key in keys]
    return any(right)


def is_timely(moment: str, now: float) -> bool:
    """Whether the moment of a call is of now, give or take :data:`WINDOW`."""
    return bool(_MOMENT.fullmatch(moment)) and abs(int(moment) - now) <= WINDOW

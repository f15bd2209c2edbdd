"""Six digits that open a package or say who it is, sent apart: never stored as they are."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

CODE_LENGTH = 6
#: rounds of the salted hash, where no secret outside the database is known
ROUNDS = 600_000


def new_code() -> str:
    """Return a new code: six digits that nobody can guess from the one before."""
    return f"{secrets.randbelow(10 ** CODE_LENGTH):0{CODE_LENGTH}d}"


def hashed(code: str, salt: str, key: bytes | None = None) -> str:
    """Return what is stored of a code.

    Six digits are few: whoever has the hash tries them all. With a key that is not in the
    database nobody who has only the database can; without one trying is made slow.

    :param code: the digits
    :param salt: of this code alone
    :param key: a secret from outside the database, or nothing
    :return: text, which says how it was made
    """
    text = f"privacy code {salt} {code}".encode()
    if key:
        return "hmac:" + hmac.new(key, text, hashlib.sha256).hexdigest()
    return "pbkdf2:" + hashlib.pbkdf2_hmac("sha256", text, salt.encode(), ROUNDS).hex()


def matches(code: str | None, salt: str, stored: str | None,
            keys: Iterable[bytes | None] = ()) -> bool:
    """Whether a code is the one whose hash is stored; in constant time.

    :param keys: all secrets that are known: the key may have been changed since
    """
    if not stored or not code:
        return False
    known = list(keys) if stored.startswith("hmac:") else [None]
    found = [hmac.compare_digest(hashed(code, salt, key), stored) for key in known]
    return any(found)

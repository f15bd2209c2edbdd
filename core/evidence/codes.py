"""Six digits that open a package or say who it is, sent apart: never stored as they are."""

import hashlib
import hmac
import secrets

DIGITS = 6
#: rounds of the salted hash, where no secret outside the database is known
ROUNDS = 600_000


def new_code():
    """Return a new code: six digits that nobody can guess from the one before."""
    return f"{secrets.randbelow(10 ** DIGITS):0{DIGITS}d}"


def hashed(code, salt, key=None):
    """Return what is stored of a code.

    Six digits are few: whoever has the hash tries them all. With a key that is not in the
    database nobody who has only the database can; without one trying is made slow.

    :param str code: the digits
    :param str salt: of this code alone
    :param bytes key: a secret from outside the database, or nothing
    :return: text, which says how it was made
    """
    said = f"privacy code {salt} {code}".encode()
    if key:
        return "hmac:" + hmac.new(key, said, hashlib.sha256).hexdigest()
    return "pbkdf2:" + hashlib.pbkdf2_hmac("sha256", said, salt.encode(), ROUNDS).hex()


def matches(code, salt, stored, keys=()):
    """Whether a code is the one whose hash is stored; in constant time.

    :param keys: all secrets that are known: the key may have been changed since
    """
    if not stored or not code:
        return False
    known = list(keys) if stored.startswith("hmac:") else [None]
    found = [hmac.compare_digest(hashed(code, salt, key), stored) for key in known]
    return any(found)

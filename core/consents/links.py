"""The links of people without a login: whose they are is sealed, and nobody else reads it.

A token is AES-256-GCM (NIST SP 800-38D) of the address and its day under a key that stands outside
the database: a server's log, a mail scanner and a proxy see noise, and none can be made up.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from datetime import date
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: bytes of the number that is used once, which stands before the sealed text
NONCE = 12
#: characters of the longest token that is looked at
LONGEST = 1000


class Link(NamedTuple):
    """What a link says.

    :ivar str address: whose it is, normalised
    :ivar int company: id of the company that mailed it
    :ivar date day: on which it was made
    """

    address: str
    company: int
    day: date


def seal(link: Link, secret: bytes, database: str) -> str:
    """Return the token of a link, for a URL.

    :param secret: of the server
    :param database: what tells one database from another: links of one are none of another
    """
    nonce = secrets.token_bytes(NONCE)
    text = json.dumps([link.address, link.company, link.day.isoformat()]).encode()
    sealed = AESGCM(_key(secret)).encrypt(nonce, text, database.encode())
    return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()


def unseal(token: str, secret: bytes, database: str) -> Link | None:
    """Return what a token says, None where it was not made here or was changed."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        text = AESGCM(_key(secret)).decrypt(raw[:NONCE], raw[NONCE:], database.encode())
    except (binascii.Error, InvalidTag, ValueError):
        return None
    address, company, day = json.loads(text)
    return Link(address, company, date.fromisoformat(day))


def _key(secret: bytes) -> bytes:
    return hmac.new(secret, b"privacy links of people", hashlib.sha256).digest()

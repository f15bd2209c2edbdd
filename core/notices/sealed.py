"""What waits to be told, sealed: AES-256-GCM (NIST SP 800-38D) with a key that no database holds.

What is sealed is bound to the record that it belongs to, so that nobody moves it to another one.
The first key seals; all of them open, so that a key can be changed while something waits.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "1"
#: bytes of a nonce; a random one for each text
NONCE = 12


class Unopened(ValueError):
    """No known key opens it, it was changed, or it belongs to another record."""


def _derived(key: bytes) -> bytes:
    """Return the 32 bytes that a key of any length stands for here and nowhere else."""
    return hashlib.sha256(b"privacy notice seal " + key).digest()


def seal(text: str, keys: Sequence[bytes], bound: str) -> str:
    """Return a text that nobody reads without a key.

    :param text: what it says
    :param keys: secrets; the first one seals
    :param bound: what it belongs to
    :return: version and base64 of nonce and ciphertext
    """
    nonce = os.urandom(NONCE)
    hidden = AESGCM(_derived(keys[0])).encrypt(nonce, text.encode(), bound.encode())
    return f"{VERSION}:{base64.b64encode(nonce + hidden).decode()}"


def unseal(sealed: str, keys: Sequence[bytes], bound: str) -> str:
    """Return what was sealed.

    :raise Unopened: where no key opens it, or it is bound to something else
    """
    version, _colon, rest = sealed.partition(":")
    try:
        raw = base64.b64decode(rest, validate=True)
    except binascii.Error as error:
        raise Unopened from error
    if version != VERSION or len(raw) <= NONCE:
        raise Unopened
    for key in keys:
        try:
            return AESGCM(_derived(key)).decrypt(raw[:NONCE], raw[NONCE:], bound.encode()).decode()
        except InvalidTag:
            continue
    raise Unopened

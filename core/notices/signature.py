"""Signatures between us and a receiver, with a secret that both know: HMAC-SHA256 (RFC 2104).

What we send is signed over its moment and its body; a receipt over the notice's number and that
moment, with another word before, so that nobody makes one of the other.
"""

import hashlib
import hmac

SCHEME = "sha256="


def signed(secret: bytes, moment: str, body: bytes) -> str:
    """Return the signature of what is sent.

    :param moment: seconds since 1970, as the header says them
    :param body: the very bytes
    """
    return SCHEME + hmac.new(secret, moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def receipt(secret: bytes, number: str, moment: str) -> str:
    """Return what a receiver that took a notice in answers with.

    :param number: of the notice, as it was sent
    :param moment: as it was sent
    """
    text = f"receipt.{number}.{moment}".encode()
    return SCHEME + hmac.new(secret, text, hashlib.sha256).hexdigest()


def is_receipt(given: str, secret: bytes, number: str, moment: str) -> bool:
    """Whether a receipt proves that the receiver took this very notice in; in constant time."""
    return hmac.compare_digest(
        given.encode("utf-8", "surrogateescape"), receipt(secret, number, moment).encode())

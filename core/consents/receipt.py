"""The receipt of a consent: what ISO/IEC TS 27560:2023 has in a record, as JSON with the terms of
W3C's Data Privacy Vocabulary (https://w3id.org/dpv), and its signature.

The signature is Ed25519 (RFC 8032) over the receipt without its ``signature``, as canonical JSON
(RFC 8785: keys in order, no spaces, UTF-8; a receipt has no fractions). Its key is derived from
the key of the seals, so that whoever keeps those keeps the receipts; the public half verifies
them without any secret, offline.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

DPV = "https://w3id.org/dpv#"
GDPR = "https://w3id.org/dpv/legal/eu/gdpr#"
VERSION = "ISO/IEC TS 27560:2023"
#: {state of a consent: status of DPV}
STATUS = {"pending": "ConsentRequested", "given": "ConsentGiven",
          "withdrawn": "ConsentWithdrawn", "expired": "ConsentExpired"}
HOW = ("Remove 'signature'; write the rest as canonical JSON (RFC 8785, UTF-8); verify "
       "signature.value (base64url) with Ed25519 and signature.public_key. The controller "
       "publishes its keys at signature.keys.")


def canonical(receipt: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed.

    :param receipt: of texts, whole numbers, lists and dicts
    """
    bare = {name: value for name, value in receipt.items() if name != "signature"}
    return json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(receipt: Mapping[str, Any], secret: bytes, keys: str) -> dict[str, Any]:
    """Return a receipt with its signature.

    :param secret: a key of the seals
    :param keys: where the public keys are published
    """
    key = _private(secret)
    return {**receipt, "signature": {
        "algorithm": "Ed25519", "public_key": public_key(secret), "keys": keys,
        "value": _text(key.sign(canonical(receipt))), "verification": HOW}}


def public_key(secret: bytes) -> str:
    """Return the public half that verifies what a key of the seals has signed."""
    return _text(_private(secret).public_key().public_bytes_raw())


def is_signed(receipt: Mapping[str, Any], known: Iterable[str]) -> bool:
    """Whether a receipt is as it was signed, by one of some keys.

    :param known: public keys, as :func:`public_key` writes them
    """
    signature = receipt.get("signature")
    if not isinstance(signature, Mapping) or signature.get("public_key") not in set(known):
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(signature["public_key"]))
        key.verify(_bytes(signature["value"]), canonical(receipt))
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def _private(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        hmac.new(secret, b"privacy consent receipts", hashlib.sha256).digest())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

"""The key of an address: a keyed hash, so that no second copy of an address is kept.

HMAC-SHA256 (RFC 2104) with a secret from outside the database; PostgreSQL computes it for a set
at a time, from the two blocks of the secret that stand in a temporary table.
"""

import hashlib
import hmac
import logging

from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import scratch, secret_keys

_logger = logging.getLogger(__name__)
#: bytes that SHA-256 takes at once
BLOCK = 64


class NoAddressKey(UserError):
    """The secret of the keys of addresses cannot be had: nobody says whose records these are."""


def secret():
    """Return the secret, which is made where there is none; None where it cannot be.

    :rtype: bytes or None
    """
    try:
        return secret_keys.load("address", make=True)[0]
    except OSError as error:
        _logger.error("The key of addresses cannot be read or made: %s", type(error).__name__)
        return None


def needed_secret(env):
    """Return the secret, for what must not go on without it.

    :raise NoAddressKey: where it cannot be had
    """
    key = secret()
    if not key:
        raise NoAddressKey(env._(
            "Whether there are records that no contact has cannot be said: the key of addresses "
            "cannot be read or made. Whoever runs the server finds the reason in its log."))
    return key


def key_of(address, key):
    """Return the key of one address, as 64 hexadecimal digits.

    :param str address: normalised
    :param bytes key: the secret
    """
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()


def fill_blocks(cr, key):
    """Fill ``privacy_address_block``. The secret stands in no statement, which PostgreSQL would
    log when it fails.
    """
    scratch.create(cr, scratch.BLOCKS)
    scratch.add(cr, scratch.BLOCKS, [blocks_of(key)])


def blocks_of(key):
    """Return the two blocks of a secret as PostgreSQL reads them: the inner and the outer one.

    :param bytes key: the secret
    """
    if len(key) > BLOCK:
        key = hashlib.sha256(key).digest()
    padded = key.ljust(BLOCK, b"\0")
    return ["\\x" + bytes(byte ^ pad for byte in padded).hex() for pad in (0x36, 0x5C)]


def key_sql(address):
    """Return SQL of the key of an address, where ``block`` is the row of the table."""
    return SQL(
        "encode(sha256(block.outside || sha256(block.inside || convert_to(%s, 'UTF8'))), 'hex')",
        address)

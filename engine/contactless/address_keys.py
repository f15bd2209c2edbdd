"""The key of an address: a keyed hash, so that no second copy of an address is kept.

HMAC-SHA256 (RFC 2104) with a secret from outside the database; PostgreSQL computes it for a set
at a time, from the two blocks of the secret that stand in a temporary table.
"""

import hashlib
import hmac
import logging
import os
from pathlib import Path

from odoo import tools
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...core.evidence import keyring
from .. import scratch

_logger = logging.getLogger(__name__)
#: bytes that SHA-256 takes at once
BLOCK = 64


class NoAddressKey(UserError):
    """The secret of the keys of addresses cannot be had: nobody says whose records these are."""


def secret():
    """Return the secret: from the environment (``PRIVACY_ADDRESS_KEY``), odoo.conf
    (``privacy_address_key``), or a file in the data directory that all databases of the server
    share and that is made where there is none; None where it cannot be.

    :rtype: bytes or None
    """
    given = os.environ.get("PRIVACY_ADDRESS_KEY") or tools.config.get("privacy_address_key") or ""
    path = Path(tools.config["data_dir"]) / "privacy" / "address.key"
    try:
        keys = keyring.split(given) or keyring.load(path) or keyring.make(path)
    except OSError as error:
        _logger.error("The key of addresses cannot be read or made: %s", type(error).__name__)
        return None
    return keys[0]


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
    if len(key) > BLOCK:
        key = hashlib.sha256(key).digest()
    padded = key.ljust(BLOCK, b"\0")
    scratch.create(cr, scratch.BLOCKS)
    scratch.add(cr, scratch.BLOCKS, [[
        "\\x" + bytes(byte ^ pad for byte in padded).hex() for pad in (0x36, 0x5C)]])


def key_sql(address):
    """Return SQL of the key of an address, where ``block`` is the row of the table."""
    return SQL(
        "encode(sha256(block.outside || sha256(block.inside || convert_to(%s, 'UTF8'))), 'hex')",
        address)

"""The keys that sign seals, from outside the database."""

import logging
import os
from pathlib import Path

from odoo import tools

from ...core.evidence import keyring

_logger = logging.getLogger(__name__)


def load(make=False):
    """Return ``{fingerprint: key}`` of all keys known here; the first one signs.

    From the environment (``PRIVACY_SEAL_KEY``), odoo.conf (``privacy_seal_key``), and a file in
    the data directory that all databases of the server share; never from the database.

    :param bool make: make that file where no key is known
    :raise OSError: where the file cannot be read or made
    """
    given = os.environ.get("PRIVACY_SEAL_KEY") or tools.config.get("privacy_seal_key") or ""
    path = Path(tools.config["data_dir"]) / "privacy" / "seal.key"
    keys = keyring.split(given) + keyring.load(path)
    if make and not keys:
        keys = keyring.make(path)
    return {keyring.fingerprint(key): key for key in keys}


def known_keys():
    """Return the keys to verify with; None where their file is there and cannot be read."""
    try:
        return load()
    except OSError as error:
        _logger.error("The key of the seals cannot be read: %s", type(error).__name__)
        return None


def signing_key():
    """Return (fingerprint, key) to sign with; None where there is none to be had."""
    try:
        return next(iter(load(make=True).items()), None)
    except OSError as error:
        _logger.error("The key of the seals cannot be read or made: %s", type(error).__name__)
        return None

"""The keys that sign seals, from outside the database."""

import logging

from ...core.evidence import keyring
from .. import secret_keys

_logger = logging.getLogger(__name__)


def load(make=False):
    """Return ``{fingerprint: key}`` of all keys known here; the first one signs.

    :param bool make: make that file where no key is known
    :raise OSError: where the file cannot be read or made
    """
    return {keyring.fingerprint(key): key for key in secret_keys.load("seal", make)}


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

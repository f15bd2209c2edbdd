"""The secrets of notices: all of them from outside the database."""

import logging
import os
from pathlib import Path

from odoo import tools

from ...core.evidence import keyring
from ...core.notices import sealed

_logger = logging.getLogger(__name__)


def seal_keys():
    """Return the keys that seal what waits to be told; the first one seals, all open.

    From the environment (``PRIVACY_NOTICE_KEY``), odoo.conf (``privacy_notice_key``), or a file in
    the data directory that all databases of the server share and that is made where there is none.

    :rtype: list[bytes]
    """
    given = os.environ.get("PRIVACY_NOTICE_KEY") or tools.config.get("privacy_notice_key") or ""
    path = Path(tools.config["data_dir"]) / "privacy" / "notice.key"
    try:
        return keyring.split(given) + keyring.load(path) or keyring.make(path)
    except OSError as error:
        _logger.error("The key of notices cannot be read or made: %s", type(error).__name__)
        return []


def seal(text, bound):
    """Return a text that nobody reads from the database alone; False where no key is known: what
    was not sealed is not kept.
    """
    keys = seal_keys()
    return bool(keys) and sealed.seal(text, keys, bound)


def unseal(text, bound):
    """Return what was sealed; None where nothing was, or no known key opens it."""
    if not text:
        return None
    try:
        return sealed.unseal(text, seal_keys(), bound)
    except sealed.Unopened:
        _logger.error("What was sealed for %s cannot be opened with the keys known here.", bound)
        return None


def secret_of(recipient):
    """Return the secret that we share with a recipient, or its key for us, called by the
    recipient's code: from the environment (``PRIVACY_NOTICE_KLAVIYO``) or odoo.conf
    (``privacy_notice_klaviyo``); None where none is set.

    :param privacy.recipient recipient: one
    """
    code = recipient.notice_code
    if not code:
        return None
    name = f"privacy_notice_{code}"
    return os.environ.get(name.upper()) or tools.config.get(name) or None

"""Secrets that no database and no dump holds: what signs seals, what names addresses, what knows
an opt-out again. Each has a name, and is found in the same three places.
"""

import os
from pathlib import Path

from odoo import tools

from ..core.evidence import keyring


def load(name, make=False):
    """Return all keys of a secret; the first one is in use, the others are of before.

    From the environment (``PRIVACY_<NAME>_KEY``), odoo.conf (``privacy_<name>_key``), both with
    commas between keys, and a file ``privacy/<name>.key`` in the data directory, one a line,
    which all databases of the server share.

    :param str name: ``seal``, ``address``, ``optout`` or ``source``
    :param bool make: make that file where no key is known
    :rtype: list of bytes
    :raise OSError: where the file cannot be read or made
    """
    given = (os.environ.get(f"PRIVACY_{name.upper()}_KEY")
             or tools.config.get(f"privacy_{name}_key") or "")
    path = Path(tools.config["data_dir"]) / "privacy" / f"{name}.key"
    keys = keyring.split(given) + keyring.load(path)
    return keyring.make(path) if make and not keys else keys

"""The secrets under which opt-outs are remembered: the first one writes, all of them read, so
that one can be changed. What was written under a former one is written again under the first when
its address comes by.
"""

import logging

from odoo.exceptions import UserError

from ...core.evidence import keyring
from .. import secret_keys
from ..contactless.address_keys import key_of

_logger = logging.getLogger(__name__)


class NoOptOutKey(UserError):
    """The secret of opt-outs cannot be had: nobody says who refused."""


def known_keys(env):
    """Return the secrets, for what goes on without them: None where there is none, or none can be
    read, which the log says. No mailing leaves meanwhile (``lost.py``).
    """
    try:
        keys = Keys(env)
    except NoOptOutKey:
        return None
    return keys if keys.by_name else None


class Keys:
    """All secrets of opt-outs that are known here.

    :ivar dict by_name: ``{fingerprint: secret}``, the one in use first
    """

    def __init__(self, env, make=False):
        """:param bool make: make a secret where there is none
        :raise NoOptOutKey: where they cannot be read or made
        """
        try:
            found = secret_keys.load("optout", make)
        except OSError as error:
            _logger.error("The key of opt-outs cannot be read or made: %s", type(error).__name__)
            raise NoOptOutKey(env._(
                "Who refused direct marketing cannot be said: the key of opt-outs cannot be read "
                "or made. Whoever runs the server finds the reason in its log.")) from error
        self.by_name = {keyring.fingerprint(key): key for key in found}

    @property
    def name(self):
        """The fingerprint of the one in use."""
        return next(iter(self.by_name))

    def first(self, address):
        """Return the hash of an address under the secret in use, as 64 hexadecimal digits."""
        return key_of(address, self.by_name[self.name])

    def all(self, addresses):
        """Return ``{hash: address}`` under each secret.

        :param addresses: normalised mail addresses and numbers
        """
        return {key_of(address, key): address
                for key in self.by_name.values() for address in addresses}

"""How often something may be asked, counted where everybody sees it: across processes and hosts."""

from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.tools import email_normalize, hmac

from ..transaction import alone

#: for how long attempts are counted
KEPT = timedelta(days=2)


class Limit(NamedTuple):
    """A number that is not exceeded.

    :ivar str what: what is counted, a code
    :ivar str who: whose attempts count together: an address, a network, or nobody's in particular
    :ivar tuple most: pairs (number, hours)
    """

    what: str
    who: str
    most: tuple


class Limits:
    """Counts attempts in a short transaction of its own (:func:`~..transaction.alone`), which
    stays whatever becomes of the caller's.
    """

    def __init__(self, env):
        self.env = env(su=True)

    def take(self, *limits):
        """Count one attempt under each limit, unless one of them is reached.

        :param Limit limits: all that must hold
        :return: the first limit that is reached, or None: then the attempt was counted
        """
        with alone(self.env, *map(self.key, limits)) as env:
            return Limits(env).count(*limits)

    def count(self, *limits):
        """Do the same in the caller's transaction, which is alone with the keys of these limits.
        """
        for limit in limits:
            if self._is_reached(limit):
                return limit
        self.env["privacy.request.attempt"].create([{"key": self.key(each)} for each in limits])
        return None

    def key(self, limit):
        """Return whose attempts these are: a keyed hash, and no address."""
        return hmac(self.env, f"privacy-limit-{limit.what}", limit.who)

    def _is_reached(self, limit):
        now, key = fields.Datetime.now(), self.key(limit)
        return any(
            self.env["privacy.request.attempt"].search_count(
                [("key", "=", key), ("at", ">", now - timedelta(hours=hours))],
                limit=number) >= number
            for number, hours in limit.most)


def folded(address):
    """Return what stands for all spellings of one mailbox: normalised, without what follows a
    plus sign in its name (RFC 5233), which its holder chooses freely.

    :param str address: as it was typed
    """
    name, _at, domain = (email_normalize(address or "") or "").rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"

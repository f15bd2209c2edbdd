"""What of a source's calls was taken and what was not, counted beside the call itself: calls that
come at once do not wait for each other, and a call that is refused is counted all the same.
"""

from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from ...requests.limits import Limit, Limits
from ...requests.public_form import network_of
from ...transaction import alone

#: calls that are refused as a whole and that one source of the network may make, as
#: (number, hours): each is counted, and more of them are answered by 429
WRONG_CALLS = ((100, 1),)
#: how exactly it is known when a source was last heard
MINUTE = timedelta(minutes=1)


class Counting:
    """Counts of sources."""

    def __init__(self, env):
        self.env = env(su=True)

    def refused(self, source, remote):
        """Count a call that was refused as a whole.

        :param privacy.consent.source source: that its key names, perhaps none
        :param str remote: network address of the caller
        :return: whether it was counted; False where too many came from there
        """
        limit = Limit("consent-source", network_of(remote), WRONG_CALLS)
        with alone(self.env, Limits(self.env).key(limit)) as env:
            if Limits(env).count(limit):
                return False
            if source:
                env.cr.execute(SQL(
                    """UPDATE privacy_consent_source SET refused_calls = refused_calls + 1,
                              refused_on = now() AT TIME ZONE 'UTC' WHERE id = %s""", source.id))
        source.invalidate_recordset(["refused_calls", "refused_on"], flush=False)
        return True

    def taken(self, source, refused):
        """Note that a call was taken.

        :param int refused: events of it that were not
        """
        now = fields.Datetime.now()
        if not refused and source.last_used and source.last_used > now - MINUTE:
            return
        with alone(self.env, f"privacy-consent-source-{source.id}") as env:
            env.cr.execute(SQL(
                """UPDATE privacy_consent_source SET last_used = %(now)s,
                          refused_events = refused_events + %(refused)s,
                          refused_on = CASE WHEN %(refused)s > 0 THEN %(now)s ELSE refused_on END
                    WHERE id = %(source)s""", now=now, refused=refused, source=source.id))
        source.invalidate_recordset(
            ["last_used", "refused_events", "refused_on"], flush=False)

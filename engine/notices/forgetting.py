"""What notices keep, and how long."""

from ..acting import acting_env
from ..housekeeping import LIMIT, Housekeeping
from ..settings import Settings
from .channel import BY_HAND


class Forgetting:
    """Empties and deletes with Odoo's daily vacuum; each returns ``(done, remaining)``."""

    def __init__(self, env):
        self.env = env
        self._house = Housekeeping(env)

    def gc_identifiers(self):
        """What waits for a person who does not come is not kept for ever: after the period the
        sealed identifiers go, whatever became of the notice. Also while all erasing is stopped.
        """
        notices = self.env["privacy.notice"].sudo().search([
            ("state", "in", BY_HAND), ("sealed", "!=", False),
            ("create_date", "<", self._house.before("keep_notice_days")),
        ], limit=LIMIT + 1, order="id")
        notices[:LIMIT].sealed = False
        self._house.record({"privacy.notice": min(len(notices), LIMIT)})
        return min(len(notices), LIMIT), max(len(notices) - LIMIT, 0)

    def gc_notices(self):
        """Notices without a request, as long as answered requests are kept; those of a request go
        with it.
        """
        if Settings(self.env).stopped():
            return 0, 0
        notices = acting_env(self.env)["privacy.notice"].search([
            ("right_id", "=", False), ("settled_on", "<", self._house.before(
                "keep_request_months"))], limit=LIMIT + 1, order="id")
        done = len(notices[:LIMIT])
        notices[:LIMIT].unlink()
        self._house.record({"privacy.notice": done})
        return done, len(notices) - done

"""The evidence verifies itself each day, and says so in a row of its own."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..evidence.verify import verify
from ..runs.journal import Journal

ACT = "verify"
#: hours after which it is verified again: once a day, whatever the minute
DUE = 23


class Verified:
    """Remembers what verifying came to."""

    def __init__(self, env):
        self.env = env(su=True)

    def last(self):
        """Return what verifying came to last: ``at``, ``ok``, ``rows`` and ``why``; {} if never."""
        rows = self.env.execute_query(SQL(
            "SELECT at, counts FROM privacy_evidence WHERE act = %s ORDER BY id DESC LIMIT 1", ACT))
        return {"at": rows[0][0], **rows[0][1]} if rows else {}

    def follow(self):
        """Verify where that is due, also against this server's own journal."""
        at = self.last().get("at")
        if at and at > fields.Datetime.now() - timedelta(hours=DUE):
            return
        self.env["privacy.evidence"]._record([{"act": ACT, "counts": self._found()}])

    def _found(self):
        path = Journal(self.env).path()
        try:
            return verify(self.env, path if path.is_file() else None)
        except UserError:
            # without the journal the rest is verified all the same, and does not count as well
            found = verify(self.env)
            if found["ok"]:
                found |= {"ok": False, "why": "journal"}
            return found

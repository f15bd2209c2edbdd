"""The log of a breach, and its evidence: each act is filed in both."""

from odoo import fields


class Log:
    """Writes down what was done about breaches."""

    def __init__(self, env, breaches):
        self.env, self.breaches = env, breaches

    def add(self, act, why="", counts=None, digest=None):
        """Add a line to the log of each breach, and a row of evidence: ids and counts there.

        :param str act: one of :data:`.acts.ACTS`
        :param str why: what an officer wrote, for the log alone
        :param dict counts: how many of what
        """
        self.env["privacy.breach.decision"].sudo().create([
            {"breach_id": breach.id, "at": fields.Datetime.now(), "act": act, "why": why or False,
             "user_id": self.env.uid, "uid_ref": self.env.uid} for breach in self.breaches])
        self.env["privacy.evidence"].sudo()._record([
            {"act": f"breach_{act}", "company": breach.company_id.id, "digest": digest,
             "counts": {"breach": breach.id, "uid": self.env.uid, "drill": breach.drill,
                        **(counts or {})}} for breach in self.breaches.sudo()])

"""Opt-outs in the journal of erasures: a backup of before them brings the address back, and what
the person said of it must come back too. Hashes, days and codes: no identity.
"""

from odoo.tools import SQL

from .optout import CHANNELS, ORIGINS, OptOut


class JournalledOptOuts:
    """What the journal does not have yet, and what it gives back."""

    def __init__(self, env):
        self.env = env(su=True)

    def waiting(self):
        """Return what is in force and not in the journal, as the line of a run has it."""
        return self.env.execute_query_dict(SQL(
            """SELECT optout.channel, optout.key, optout.fingerprint, optout.origin,
                      to_char(optout.date, 'YYYY-MM-DD') AS date, purpose.code AS purpose,
                      NULLIF(optout.list_ref, 0) AS list
                 FROM privacy_optout optout
                 LEFT JOIN privacy_purpose purpose ON purpose.id = optout.purpose_id
                WHERE optout.journal_ref IS NULL AND optout.active ORDER BY optout.id"""))

    def written(self, run):
        """Note that what waited is in the journal, with a run."""
        self.env.cr.execute(SQL(
            "UPDATE privacy_optout SET journal_ref = %s WHERE journal_ref IS NULL AND active",
            run.id))
        self.env["privacy.optout"].invalidate_model(["journal_ref"], flush=False)

    def restore(self, optouts):
        """Remember what a journal says; what was lifted since is refused again, until the person
        shows once more that they want it.

        :param optouts: dicts, checked (``core/evidence/journal_shape.py``)
        """
        codes = dict(self.env.execute_query(SQL("SELECT code, id FROM privacy_purpose")))
        by_name, channels = {}, []
        for optout in optouts:
            known = (optout["channel"] in dict(CHANNELS)
                     and (not optout["purpose"] or optout["purpose"] in codes))
            if known:
                origin = optout["origin"] if optout["origin"] in dict(ORIGINS) else "journal"
                by_name.setdefault((optout["fingerprint"], origin), set()).add((
                    optout["channel"], optout["key"], codes.get(optout["purpose"]),
                    optout["list"]))
        engine = OptOut(self.env)
        for (fingerprint, origin), rows in by_name.items():
            channels += engine.insert(sorted(rows, key=str), fingerprint, origin)
        engine.file("optout", channels, "journal")

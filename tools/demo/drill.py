"""The scenes of the restore drill, for ``odoo shell``: each is a process of its own.

``bin/restore-drill`` says in ``PRIVACY_DRILL`` which scene is played, and where its result goes.
Everybody here is invented, with the stories of the demo's people.
"""

import hashlib
import json
import os
from pathlib import Path

from odoo.addons.cloudpepper_privacy.engine.runs.journal import Journal
from odoo.addons.cloudpepper_privacy.tools.bench.people import person
from odoo.addons.cloudpepper_privacy.tools.bench.sample import books
from odoo.addons.cloudpepper_privacy.tools.demo.history import History
from odoo.addons.cloudpepper_privacy.tools.demo.people import Person, firm, months, years
from odoo.tools import SQL

#: {kind of person: (facts, values)}; each kind gets the same share of the people
KINDS = {
    "silent": ((("mail", years(4)), ("staff", years(4, 1)), ("file", years(4)),
                ("activity", years(4))), {"street": "Kerkstraat 9", "zip": "9000"}),
    "talk": ((("invoice", years(5)), ("mail", years(5)), ("file", years(5))), firm()),
    "gone": ((("invoice", years(8)), ("mail", years(8))), firm()),
    "thread": ((("mail", years(4)), ("shared", years(4), "0_living")), {}),
    "asks": ((("mail", months(1)), ("file", months(1))), {}),
    "living": ((("mail", months(1)),), {}),
    "held": ((("mail", years(5)), ("hold", months(3), "Claim 9")), {}),
    "restricted": ((("mail", years(5)), ("restricted", None)), {}),
}
#: tables that tell of a run itself, or of Odoo's own clockwork: a replay is another run
OWN = {
    "privacy_run", "privacy_run_item", "privacy_evidence", "privacy_seal", "privacy_outbox",
    "bus_bus", "ir_cron", "ir_cron_trigger", "ir_cron_progress", "ir_logging", "ir_profile",
    "res_device_log", "res_users_log",
}
#: columns that say when and by which run, and nothing of the data
VOLATILE = ("write_date", "write_uid", "run_ref", "run_id")


class Drill:
    """The scenes; each returns what ``bin/restore-drill`` needs to know."""

    def __init__(self, env, task):
        """Take the shell's environment, and what is asked."""
        self.env, self.task = env, task
        self.runs, self.evidence = env["privacy.run"], env["privacy.evidence"]

    # === PEOPLE === #

    def people(self):
        """Make the people and their past; one run goes before the backup and is part of it."""
        books(self.env)
        early, others = self._invited(0, 1), self._invited(1, self.task["contacts"] // len(KINDS))
        self.env["privacy.timer"].refresh(full=True)
        self.env.cr.commit()
        self.runs.execute(self.env["res.partner"].browse(early["silent"] + early["talk"]),
                          approve=True)
        self.env.cr.commit()
        return {"people": others, "early": early, "names": self._names(others)}

    def _invited(self, start, stop):
        """Return {kind: ids} of people made with these numbers."""
        history, made = History(self.env, self.env.ref("base.user_admin")), {}
        for number in range(start, stop):
            # who is written with comes first
            for place, kind in enumerate(sorted(KINDS, key=lambda kind: kind != "living")):
                facts, vals = KINDS[kind]
                _n, given, family, *_rest = person(number * len(KINDS) + place)
                facts = [(*fact[:2], f"{number}_living") if fact[0] == "shared" else fact
                         for fact in facts]
                contacts, _new = history.invite([Person(
                    f"{number}_{kind}", f"{given} {family}", kind, tuple(facts), vals)])
                made.setdefault(kind, []).append(contacts[f"{number}_{kind}"].id)
        return made

    def _names(self, people):
        ids = [number for kind in ("silent", "gone", "thread", "asks") for number in people[kind]]
        return self.env["res.partner"].browse(ids).mapped("name")

    # === THE RUN === #

    def run(self):
        """Erase who is due, and who asks; the journal is written as each run closes."""
        due = self.runs.execute(approve=True)
        asked = self.runs.erase(self.env["res.partner"].browse(self.task["people"]["asks"]),
                                "art. 17(1)(b)")
        self.env.cr.commit()
        return {"runs": [self._told(run) for run in (due, asked)],
                "journal": str(Journal(self.env).path())}

    def _told(self, run):
        sums = run.summary()
        return {"state": run.state, "subjects": sums["subjects"], "left": sums["incomplete"],
                "whole": len(run.item_ids.filtered("whole")), "replay": sums.get("replay"),
                "journaled": bool(run.journaled_on)}

    def verify(self):
        """Verify the evidence, against a journal where one is given."""
        anchor = self.task.get("journal")
        return self.evidence.verify(Path(anchor) if anchor else None)

    # === REPLAY === #

    def replay(self):
        """Apply the journal; twice, because the second time must change nothing."""
        journal = Path(self.task["journal"])
        first = self._told(self.runs.replay(journal))
        self.env.cr.commit()
        rows = self._rows()
        again = self._told(self.runs.replay(journal))
        self.env.cr.commit()
        return {"first": first, "again": again, "changed": self._changed(rows, self._rows()),
                "own_journal": str(Journal(self.env).path())}

    def _changed(self, before, after):
        return sorted(table for table in before.keys() | after.keys()
                      if before.get(table) != after.get(table))

    def residue(self):
        """Search the whole database and its files for these people, and count where they are."""
        found = self.runs.residue(self.task["names"])
        return {"places": len(found), "found": found}

    # === STATE === #

    def state(self):
        """Write {table: {row: digest}} to a file: what the database holds, row by row."""
        self.env["privacy.timer"].refresh()
        self.env.cr.commit()
        rows = self._rows()
        Path(self.task["state"]).write_text(json.dumps(rows))
        names = self.env.execute_query(SQL(
            "SELECT name FROM res_partner WHERE name = ANY(%s)", self.task.get("names", [])))
        return {"tables": len(rows), "rows": sum(map(len, rows.values())), "named": len(names)}

    def _rows(self):
        self.env.flush_all()
        tables = self.env.execute_query(SQL(
            """SELECT relname FROM pg_class WHERE relkind = 'r' AND relname != ALL(%s)
                  AND relnamespace = current_schema::regnamespace
                  AND relname NOT LIKE 'orm_signaling_%%' ORDER BY relname""", list(OWN)))
        return {table: self._table(table) for (table,) in tables}

    def _table(self, table):
        """Return {id, or number among equal rows: digest} of a table."""
        rows = self.env.execute_query(SQL(
            "SELECT (to_jsonb(t) - %s::text[])::text, to_jsonb(t) ->> 'id' FROM %s t ORDER BY 1",
            list(VOLATILE), SQL.identifier(table)))
        return {f"{number}" if record is None else record: hashlib.sha256(
                text.encode()).hexdigest() for number, (text, record) in enumerate(rows)}


def main(env):
    """Play the scene that ``PRIVACY_DRILL`` names, and leave its result in a file."""
    task = json.loads(os.environ["PRIVACY_DRILL"])
    result = getattr(Drill(env, task), task["scene"])()
    Path(task["result"]).write_text(json.dumps(result, default=str))

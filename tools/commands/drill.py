"""bin/restore-drill: does an erasure survive the restore of a backup that was made before it?

On a scratch database with invented people: backup, run, export of the journal, restore of the
backup under another name, replay of the journal, and a comparison of both end states, row by row.
Prints what an auditor would ask for; the exit code is 0 only where all of it holds.
"""
import argparse
import hashlib
import json
import re
import shutil
import subprocess

from ..environment import paths, setup
from ..environment.console import Failure, Refusal, logged, note, show_tail, step
from ..environment.database import Databases, Recipe
from . import testing
from .checks import Checks

RECIPE = Recipe("privacy_drill_ready", ("calendar", "crm"), below=testing.MIN)
BEFORE, AFTER = "privacy_drill", "privacy_drill_restored"
SCRATCH = paths.LOCAL / "drill"
STDIN = "from odoo.addons.cloudpepper_privacy.tools.demo import drill\ndrill.main(env)\n"
#: rows of a table that are named where both end states differ
SHOWN = 5


class Drill:
    """The databases, and the scenes that are played on them."""

    def __init__(self, environment):
        """Take the environment."""
        self.environment, self.databases = environment, Databases(environment)
        self.checks = Checks()
        self.dump, self.files = SCRATCH / "backup.dump", SCRATCH / "filestore"
        self.journal = SCRATCH / "journal.jsonl"

    def play(self, database, scene, **task):
        """Play a scene of ``tools/demo/drill.py`` in a process of its own; return its result."""
        log, result = SCRATCH / f"{database}-{scene}.log", SCRATCH / "result.json"
        result.unlink(missing_ok=True)
        environ = {**self.environment.environ(), "PRIVACY_DRILL": json.dumps(
            {"scene": scene, "result": str(result), **task})}
        command = self.environment.command("shell", "-d", database, "--no-http", "--log-level=warn")
        with log.open("w") as output:
            done = subprocess.run(command, input=STDIN, stdout=output, stderr=subprocess.STDOUT,
                                  env=environ, text=True, check=False)
        if done.returncode or not result.is_file():
            show_tail(log)
            raise Failure(f"{scene} on {database} failed ({done.returncode}); its log is {log}")
        return json.loads(result.read_text())

    def state(self, database, label, names):
        """Return (what a database holds row by row, counts) at this moment."""
        file = SCRATCH / f"{label}.json"
        counts = self.play(database, "state", state=str(file), names=names)
        return json.loads(file.read_text()), counts

    # === BACKUP === #

    def back_up(self):
        """Dump the database and copy its files, as any backup does."""
        logged("pg_dump", [self.program("pg_dump"), "-Fc", "-Z1", "-f", self.dump, BEFORE],
               SCRATCH / "pg_dump.log", env=self.environment.postgres.environ())
        shutil.rmtree(self.files, ignore_errors=True)
        shutil.copytree(self.databases.filestore(BEFORE), self.files)

    def restore(self):
        """Restore the dump and the files under another name."""
        self.drop(AFTER)
        self.environment.postgres.query('CREATE DATABASE :"name"', name=AFTER)
        logged("pg_restore", [self.program("pg_restore"), "-O", "-d", AFTER, self.dump],
               SCRATCH / "pg_restore.log", env=self.environment.postgres.environ())
        shutil.copytree(self.files, self.databases.filestore(AFTER))

    def program(self, name):
        """A client program of PostgreSQL."""
        found = shutil.which(name, path=self.environment.postgres.environ()["PATH"])
        if not found:
            raise Refusal(f"{name} is missing: apt-get install postgresql-client")
        return found

    def drop(self, name):
        """Drop a scratch database with its files and its journal."""
        self.databases.drop(name)
        shutil.rmtree(paths.DATA / "privacy" / name, ignore_errors=True)

    # === THE DRILL === #

    def all(self, contacts):
        """Play everything; what does not hold is taken down, and the rest is still looked at."""
        made = self.play(BEFORE, "people", contacts=contacts)
        names, early = made["names"], made["early"]
        backup, counts = self.state(BEFORE, "backup", names)
        self.back_up()
        self.checks.add("backup", counts["named"] == len(names), (
            f"{counts['rows']} rows of {counts['tables']} tables, dump of "
            f"{self.dump.stat().st_size / 1e6:.1f} MB; {counts['named']} people in it who are due "
            f"or ask; {len(sum(early.values(), []))} whom a run before it met"))
        erased = self.erase(made, names)
        self.bring_back(backup, erased, names)
        self.replay()
        self.compare(erased)
        self.prove(names)

    def erase(self, made, names):
        """The run, and the journal that leaves the server; return the end state."""
        done = self.play(BEFORE, "run", people=made["people"])
        shutil.copyfile(done["journal"], self.journal)
        erased, counts = self.state(BEFORE, "erased", names)
        due, asked = done["runs"]
        self.checks.add("erasure after the backup", not counts["named"] and not due["left"], (
            f"{due['whole']} contacts anonymised and {due['subjects'] - due['whole']} without "
            f"their conversations as time had passed, {asked['subjects']} on request; "
            f"{counts['named']} of {len(names)} names left"))
        content = self.journal.read_text()
        lines = [next(iter(json.loads(line))) for line in content.splitlines()]
        found = [name for name in names if name in content or name.split()[1] in content]
        self.checks.add("journal", due["journaled"] and asked["journaled"] and not found, (
            f"{lines.count('end')} runs, {lines.count('subject')} subjects, "
            f"{len(content) / 1e3:.0f} kB, SHA-256 "
            f"{hashlib.sha256(content.encode()).hexdigest()[:16]}; {len(found)} names in it"))
        self.verify("evidence against the journal", BEFORE, True, journal=str(self.journal))
        return erased

    def bring_back(self, backup, erased, names):
        """The restore: everybody is there again, and the evidence says that something is lost."""
        self.restore()
        restored, counts = self.state(AFTER, "restored", names)
        differ = different(backup, restored)
        self.checks.add("restored backup", not differ and counts["named"] == len(names), (
            f"{counts['rows']} rows, {described(differ)}; {counts['named']} people are back"))
        lost = different(erased, restored)
        self.checks.add("restored, the erasure is lost", lost, (
            f"{sum(map(len, lost.values()))} rows of {len(lost)} tables are as they were before"))
        self.verify("restored evidence by itself", AFTER, True)
        self.verify("restored evidence against the journal shows the loss", AFTER, False,
                    journal=str(self.journal))

    def replay(self):
        """The journal is applied, twice."""
        done = self.play(AFTER, "replay", journal=str(self.journal))
        first, again = done["first"], done["again"]
        self.checks.add("replay", first["state"] == "done" and not first["replay"]["refused"], (
            f"{first['subjects']} contacts, {first['whole']} of them whole; runs replayed "
            f"{first['replay']['runs']}, in the backup {first['replay']['known']}; refused "
            f"{len(first['replay']['refused'])}; key known: {first['replay']['vouched']}"))
        self.checks.add("replay once more", not again["subjects"] and not done["changed"], (
            f"{again['subjects']} contacts, {len(done['changed'])} tables changed"
            + "".join(f" {table}" for table in done["changed"])))
        self.verify("evidence of the replay", AFTER, True, journal=done["own_journal"])

    def compare(self, erased):
        """Both end states, row by row."""
        after, counts = self.state(AFTER, "replayed", [])
        differ = different(erased, after)
        self.checks.add("same end state, row by row", not differ, (
            f"{counts['rows']} rows of {counts['tables']} tables, {described(differ)}"))
        one, other = (self.stored(name) for name in (BEFORE, AFTER))
        self.checks.add("same files", one == other, (
            f"{len(other)} files, {len(one ^ other)} in one of both alone"))

    def stored(self, name):
        """The names of a database's files; each is the hash of its content."""
        folder = self.databases.filestore(name)
        return {str(file.relative_to(folder)) for file in folder.glob("??/*")}

    def verify(self, what, database, expected, **task):
        """The evidence holds, or does not where it must not."""
        found = self.play(database, "verify", **task)
        why = f", because of: {found['why']} (row {found['first_bad']})" if found["why"] else ""
        self.checks.add(what, found["ok"] == expected, (
            f"{found['rows']} rows verified, {found['unsealed']} unsealed{why}"))

    def prove(self, names):
        """Nobody is left in the restored database: in no column, and in no file."""
        found = self.play(AFTER, "residue", names=names)
        places = ", ".join(f"{place['table']}.{place['column']} {place['count']}"
                           for place in found["found"][:SHOWN])
        self.checks.add("the erased, searched for in every column and file", not found["places"],
                        f"{len(names)} names, met in {found['places']} places {places}".rstrip())
        self.outside(names)

    def outside(self, names):
        """The same from outside: no line of a dump names them, where those of the backup did."""
        before = self.lines([self.program("pg_restore"), "-f", "-", self.dump], names)
        after = self.lines([self.program("pg_dump"), AFTER], names)
        self.checks.add("the erased, searched for in a dump", not after[1] and before[1], (
            f"{len(names)} names, met {after[1]} times in {after[0] / 1e6:.0f} MB; "
            f"{before[1]} times in the backup's {before[0] / 1e6:.0f} MB"))

    def lines(self, command, names):
        """Return (characters of what a program writes, how often one of the names is in it)."""
        looked, size, met = re.compile("|".join(map(re.escape, names))), 0, 0
        with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True,
                              errors="replace", env=self.environment.postgres.environ()) as program:
            for line in program.stdout:
                size += len(line)
                met += len(looked.findall(line))
        if program.returncode:
            raise Failure(f"{command[0]} failed with exit code {program.returncode}")
        return size, met


def different(one, other):
    """Return {table: ids of the rows that are not the same in both}."""
    found = {}
    for table in one.keys() | other.keys():
        left, right = one.get(table, {}), other.get(table, {})
        rows = {row for row in left.keys() | right.keys() if left.get(row) != right.get(row)}
        if rows:
            found[table] = sorted(rows)
    return found


def described(differ):
    """Say in words which rows differ."""
    if not differ:
        return "none differs"
    parts = [f"{table}: {len(rows)} ({', '.join(rows[:SHOWN])})"
             for table, rows in sorted(differ.items())]
    return "DIFFERENT " + "; ".join(parts)


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(
        prog="bin/restore-drill",
        description="Back up, erase, restore, erase again, and compare both end states.")
    parser.add_argument("--contacts", type=int, default=240, help="invented people (240)")
    parser.add_argument("--keep", action="store_true", help="leave both databases to look at")
    return parser.parse_args(arguments)


def run(arguments):
    """Set up, play, print; return the exit code."""
    options = parse(arguments)
    environment = setup.everything()
    drill = Drill(environment)
    with paths.lock("drill"):
        SCRATCH.mkdir(parents=True, exist_ok=True)
        with paths.lock("test"):
            drill.databases.make(RECIPE)
        for name in (BEFORE, AFTER):
            drill.drop(name)
        drill.databases.copy(RECIPE.name, BEFORE)
        try:
            with step("the drill"):
                drill.all(options.contacts)
        finally:
            good = bool(drill.checks.rows) and drill.checks.show()
            for name in () if options.keep else (BEFORE, AFTER):
                drill.drop(name)
    note(f"journal and logs: {SCRATCH}")
    return 0 if good else 1

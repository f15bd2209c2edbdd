"""The filled databases that bin/bench measures on, and the processes that measure.

Odoo with crm is filled once in sets of SQL; the addon is installed on a copy of that, as it is
on a customer's database with a past. Each measure destroys, so each works on a copy.
"""
import json
import os
import shutil
import subprocess
from datetime import date

from ..environment import addon, paths, stamps, venv
from ..environment.console import Failure, logged, show_tail, step
from ..environment.database import Databases, Recipe, check_log
from .testing import BESIDE, EVERYWHERE

RECIPE = Recipe("privacy_bench", ("crm",))
FILLED, READY, NO_MAIL = "privacy_bench_filled", "privacy_bench_ready", "privacy_bench_no_mail"
WIDE, WORK = "privacy_bench_wide", "privacy_bench_work"
CONTACTLESS = "privacy_bench_contactless"
SCRIPTS = paths.REPO / "tools/bench"
SCRATCH = paths.LOCAL / "bench"
#: what the filled database is made from
SOURCES = ("people.py", "sample.py", "fill.sql")
COPY = 'CREATE DATABASE :"target" TEMPLATE :"source"'
COPY_FILES = f"{COPY} STRATEGY file_copy"
STDIN = "from odoo.addons.cloudpepper_privacy.tools.bench import inside\ninside.main(env)\n"


class Child:
    """One measurement in an Odoo process of its own."""

    def __init__(self, bench, database, name, parameters):
        """Start it; its log and its figures lie in `.local/bench`."""
        self.label = parameters.get("label", name)
        self.log = SCRATCH / f"{self.label}.log"
        self.figures = SCRATCH / f"{self.label}.json"
        self.figures.unlink(missing_ok=True)
        values = {"measure": name, "folder": str(SCRATCH), **parameters}
        environ = {**bench.environment.environ(), "PRIVACY_BENCH": json.dumps(values),
                   "PRIVACY_BENCH_RESULT": str(self.figures)}
        command = bench.environment.command("shell", "-d", database, "--no-http",
                                            "--log-level=warn", *bench.addons(parameters))
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log,
                                            stderr=subprocess.STDOUT, env=environ, text=True)
        self.process.stdin.write(STDIN)
        self.process.stdin.close()

    def stop(self):
        """End it, if it has not."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def result(self, seconds=600):
        """Wait for it and return its figures; show the end of its log when it fails."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = "no end in sight"
        finally:
            self.stop()
        if code or not self.figures.is_file():
            show_tail(self.log)
            raise Failure(f"{self.label} failed ({code}); its log is {self.log}")
        return json.loads(self.figures.read_text())


class BenchData:
    """The databases of one size, and what is run on them."""

    def __init__(self, environment, contacts):
        """Take the environment and how many contacts there shall be."""
        self.environment, self.contacts = environment, contacts
        self.subjects = contacts // 4
        self.databases = Databases(environment)
        self.children = []
        SCRATCH.mkdir(parents=True, exist_ok=True)

    # === PROCESSES === #

    def addons(self, parameters):
        """The option for an addons folder beside the configured ones."""
        if "addons" not in parameters:
            return []
        found = [*self.environment.odoo.addons, paths.ADDONS, parameters["addons"]]
        return ["--addons-path=" + ",".join(str(path) for path in found)]

    def start(self, database, measure, **parameters):
        """Start a measurement in a process of its own."""
        values = {"contacts": self.contacts, "subjects": self.subjects, **parameters}
        self.children.append(Child(self, database, measure, values))
        return self.children[-1]

    def stop(self):
        """End every process that is still there: one of several failed, or the person left."""
        while self.children:
            self.children.pop().stop()

    def measure(self, database, measure, **parameters):
        """Run a measurement to its end and return its figures."""
        return self.start(database, measure, **parameters).result()

    def psql(self, database, text, **values):
        """Run statements in one session; return the rows of all of them as lists of texts."""
        server = self.environment.postgres
        command = [server.psql(), "-XqAtw", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database]
        for name, value in values.items():
            command += ["-v", f"{name}={value}"]
        done = subprocess.run(command, input=text, check=False, text=True, capture_output=True,
                              env=server.environ())
        if done.returncode:
            raise Failure(f"PostgreSQL says: {done.stderr[:600]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def version(self):
        """The server's version as a number."""
        return int(self.psql("postgres", "SHOW server_version_num")[0][0])

    # === DATABASES === #

    def copy(self, source, target=WORK):
        """A fresh copy, written to the disk before anything is measured on it.

        Files are linked: Odoo replaces and removes them, it never edits one.
        """
        self.databases.drop(target)
        statement = COPY_FILES if self.version() >= 150000 else COPY
        self.databases.server.query(statement, source=source, target=target)
        shutil.copytree(self.databases.filestore(source), self.databases.filestore(target),
                        copy_function=os.link)
        return target

    def make(self):
        """The filled database with the addon, made again when anything it is made from changed."""
        self.databases.make_base(RECIPE)
        filled = self._make_filled()
        self._make_ready(filled)

    def _make_filled(self):
        """Contacts with a past, without the addon; a day old is too old: ages count from today."""
        sources = [(SCRIPTS / name).read_bytes() for name in SOURCES]
        wanted = stamps.digest(self.databases.base_stamp(RECIPE), self.contacts,
                               date.today(), *sources)
        if self.databases.stamp(FILLED) != wanted:
            with step(f"{FILLED}: filling with {self.contacts} contacts"):
                self.copy(RECIPE.base, FILLED)
                self.measure(FILLED, "sample")
                self.psql(FILLED, (SCRIPTS / "fill.sql").read_text())
                self.psql(FILLED, "VACUUM (FREEZE, ANALYZE)")
            self.databases.complete(FILLED, wanted)
        return wanted

    def _make_ready(self, filled):
        """The addon on the filled database, its clocks started."""
        wanted = stamps.digest(filled, addon.digest())
        if self.databases.stamp(READY) == wanted:
            return
        with step(f"{READY}: installing {paths.ADDON}"):
            self.copy(FILLED, READY)
            check_log(self.databases.install(READY, [paths.ADDON]))
            self.psql(READY, "VACUUM (FREEZE, ANALYZE)")
        self.databases.complete(READY, wanted)

    def make_no_mail(self):
        """The same, where the oldest have no messages and never had."""
        ready = self.databases.stamp(READY)
        wanted = stamps.digest("no mail", ready, (SCRIPTS / "no_mail.sql").read_bytes(),
                               self.subjects)
        if self.databases.stamp(NO_MAIL) == wanted:
            return
        with step(f"{NO_MAIL}: the same without messages"):
            self.copy(READY, NO_MAIL)
            self.psql(NO_MAIL, (SCRIPTS / "no_mail.sql").read_text(), subjects=self.subjects)
            self.measure(NO_MAIL, "measure_refill")
            self.psql(NO_MAIL, "VACUUM (FREEZE, ANALYZE)")
        self.databases.complete(NO_MAIL, wanted)

    def make_wide(self):
        """The same beside every module of the tests, with what their applications hold."""
        modules = (*BESIDE, *EVERYWHERE)
        wanted = stamps.digest(self.databases.stamp(READY), *modules,
                               (SCRIPTS / "fill_wide.py").read_bytes())
        if self.databases.stamp(WIDE) == wanted:
            return
        with step(f"{WIDE}: the same beside {len(modules)} modules"):
            self.copy(FILLED, WIDE)
            self.databases.install(WIDE, modules)
            self.measure(WIDE, "fill_wide")
            check_log(self.databases.install(WIDE, [paths.ADDON]))
            self.psql(WIDE, "VACUUM (FREEZE, ANALYZE)")
        self.databases.complete(WIDE, wanted)

    def make_contactless(self):
        """The same beside mailing lists, with subscribers and leads whom no contact stands for."""
        wanted = stamps.digest(self.databases.stamp(READY),
                               (SCRIPTS / "fill_contactless.py").read_bytes())
        if self.databases.stamp(CONTACTLESS) == wanted:
            return
        with step(f"{CONTACTLESS}: the same with people who have no contact"):
            self.copy(FILLED, CONTACTLESS)
            self.databases.install(CONTACTLESS, ["mass_mailing"])
            self.measure(CONTACTLESS, "fill_contactless")
            check_log(self.databases.install(CONTACTLESS, [paths.ADDON]))
            self.psql(CONTACTLESS, "VACUUM (FREEZE, ANALYZE)")
        self.databases.complete(CONTACTLESS, wanted)

    def clean(self):
        """Drop the copy that was measured on; the filled databases stay for the next time."""
        self.databases.drop(WORK)

    # === A FOREIGN ADDON === #

    def install_beside(self, database, package, module):
        """Install a published addon into a copy; return the folder it lies in."""
        target = paths.LOCAL / "bench-addons" / package.replace("==", "-")
        folder = target / "odoo/addons"
        if not folder.is_dir():
            logged(f"fetching {package}", [venv.PYTHON, "-m", "pip", "install", "--no-deps",
                                           "--disable-pip-version-check", "--target", target,
                                           package], paths.LOG / "bench-pip.log")
        self.databases.install(database, [module], *self.addons({"addons": folder}))
        return str(folder)

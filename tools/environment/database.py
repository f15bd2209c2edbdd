"""Databases that are made once and copied: Odoo without the addon, then with it.

What a database was made from is its comment in PostgreSQL, written when it is complete.
One without the right comment is dropped and made again.
"""
import re
import shutil
from dataclasses import dataclass

from . import addon, stamps
from .console import Failure, logged, show_tail, step
from .paths import ADDON, DATA, LOG

LOUD = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ (WARNING|ERROR|CRITICAL) ")
#: how often dropping a database is tried
DROPS = 4


@dataclass(frozen=True)
class Recipe:
    """A database: the modules below the addon, with or without Odoo's demo data.

    One that holds all of another's modules is made from a copy of that one.
    """

    name: str
    modules: tuple
    demo: bool = False
    below: "Recipe | None" = None
    languages: tuple = ()

    @property
    def base(self):
        """The database without the addon."""
        return f"{self.name}_base"

    def options(self):
        """What Odoo is told beside the modules."""
        languages = (f"--load-language={','.join(self.languages)}",) if self.languages else ()
        return (*(("--with-demo",) if self.demo else ()), *languages)

    def all_modules(self):
        """The addon's own dependencies and the modules beside it."""
        return sorted({*addon.depends(), *self.modules})


class Databases:
    """The databases of one environment."""

    def __init__(self, environment):
        self.environment = environment
        self.server = environment.postgres

    def stamp(self, name):
        """What a complete database was made from, None when there is none."""
        rows = self.server.query(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = :'name'", name=name)
        return rows[0][0] if rows and self.filestore(name).is_dir() else None

    def complete(self, name, text):
        """Say what a database was made from, now that it is complete."""
        self.server.query("COMMENT ON DATABASE :\"name\" IS :'text'", name=name, text=text)

    @staticmethod
    def filestore(name):
        """The folder of a database's files."""
        return DATA / "filestore" / name

    def drop(self, name):
        """Drop a database and its files, whoever is connected.

        FORCE fails where autovacuum is at work, which only a superuser may end; without FORCE
        PostgreSQL ends that by itself, and waits a few seconds for everybody else.
        """
        for attempt in range(DROPS):
            force = " WITH (FORCE)" if attempt % 2 == 0 else ""
            try:
                self.server.query(f'DROP DATABASE IF EXISTS :"name"{force}', name=name)
                break
            except Failure:
                if attempt == DROPS - 1:
                    raise
        shutil.rmtree(self.filestore(name), ignore_errors=True)

    def copy(self, source, target):
        """Copy a database and its files."""
        self.drop(target)
        self.server.query('CREATE DATABASE :"target" TEMPLATE :"source"',
                          source=source, target=target)
        shutil.copytree(self.filestore(source), self.filestore(target))

    def install(self, name, modules, *options):
        """Let Odoo install modules into a database; return the log file."""
        log = LOG / f"install-{name}.log"
        command = self.environment.command("-d", name, "-i", ",".join(modules), "--stop-after-init",
                                      "--no-http", "--max-cron-threads=0", *options)
        logged(f"installing into {name}", command, log, env=self.environment.environ())
        self.filestore(name).mkdir(parents=True, exist_ok=True)
        return log

    def base_stamp(self, recipe):
        """What the database without the addon is made from."""
        return stamps.digest(self.environment.odoo.version, self.environment.odoo.root, recipe.demo,
                             *recipe.languages, *recipe.all_modules())

    def make_base(self, recipe):
        """The database without the addon."""
        wanted = self.base_stamp(recipe)
        if self.stamp(recipe.base) == wanted:
            return
        if recipe.below:
            self.make_base(recipe.below)
        data = " with demo data" if recipe.demo else ""
        with step(f"{recipe.base}: installing {len(recipe.all_modules())} modules of Odoo{data}"):
            if recipe.below:
                self.copy(recipe.below.base, recipe.base)
            else:
                self.drop(recipe.base)
            self.install(recipe.base, recipe.all_modules(), *recipe.options())
        self.complete(recipe.base, wanted)

    def make(self, recipe):
        """The database with the addon; made again when the addon or Odoo changed."""
        wanted = stamps.digest(self.base_stamp(recipe), addon.digest())
        if self.stamp(recipe.name) == wanted:
            return
        self.make_base(recipe)
        with step(f"{recipe.name}: installing {ADDON}"):
            self.copy(recipe.base, recipe.name)
            check_log(self.install(recipe.name, [ADDON], *recipe.options()))
        self.complete(recipe.name, wanted)


def check_log(log):
    """Refuse an installation that warned: only the addon was installed, so it is to blame."""
    loud = [line for line in log.read_text(errors="replace").splitlines() if LOUD.match(line)]
    if loud:
        show_tail(log)
        raise Failure(f"installing {ADDON} gave {len(loud)} warnings or errors, the first: "
                      f"{loud[0][:300]} (all of it is in {log})")

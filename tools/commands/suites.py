"""bin/suites: Odoo's own tests of the modules below the addon, with it and without it.

A test that fails with the addon and not without it is a finding. Both sides run on copies of
databases that differ by the addon alone, with Odoo's own runner, after all modules are
loaded (`suites_child`).
Not among the tests: those that Odoo tags as not standard, and the unit tests in JavaScript, which
belong to the module web. Tours run, in a browser.

With --oca: people are erased beside modules of others (`suites_oca`). With --newcomer: Odoo's demo
data, years ahead (`suites_newcomer`).
"""
import argparse
import shutil
import socket
import subprocess

from ..environment import addon, browser, paths, setup, venv
from ..environment.console import Failure, Refusal, note, step, tail
from ..environment.database import Databases, Recipe
from . import suites_newcomer, suites_oca
from .suites_log import class_of, compare, read, read_known, settle, write_known

MODULES = ("base", "portal", "crm", "sale", "account", "mail")
RECIPE = Recipe("privacy_suites", MODULES)
KNOWN = paths.REPO / "tests/suites/known.txt"
CHILD = paths.REPO / "tools/commands/suites_child.py"
WITHOUT, WITH = "without", "with"
# The addon as it is installed, without the working folder: tests of base read every file below.
CLEAN = paths.LOCAL / "suites-addons"
ASIDE = ("bin", "tools")
# Seconds for one module's tests on a busy machine; one that hangs must not hold it for ever.
LIMIT = 3 * 3600
# How often what differs is repeated: tours give up after ten seconds a step, busy machine or not.
REPEATS = 2


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(
        prog="bin/suites", description="Run Odoo's own tests with the addon and without it.")
    parser.add_argument("--modules", default=",".join(MODULES), help="some of " + ",".join(MODULES))
    parser.add_argument("--with", action="store_true", dest="beside",
                        help="only with the addon, compared with the list that is kept")
    parser.add_argument("--without", action="store_true",
                        help="only without the addon, compared with the list that is kept")
    parser.add_argument("--update", action="store_true",
                        help="write the list from the run without the addon")
    parser.add_argument("--oca", action="store_true",
                        help="erase people beside modules of the Odoo Community Association, and "
                             "say what is left; --modules then names some of those")
    parser.add_argument("--newcomer", action="store_true",
                        help="Odoo's demo data and all applications, eight years ahead: count "
                             "what comes of everybody")
    options = parser.parse_args(arguments)
    options.modules = options.modules.split(",")
    if options.newcomer:
        if options.beside or options.without or options.update or options.oca:
            parser.error("--newcomer stands alone")
        return options
    if options.oca:
        if options.beside or options.without or options.update:
            parser.error("--oca stands alone, or with --modules")
        return options
    if set(options.modules) - {*MODULES}:
        parser.error(f"--modules takes {', '.join(MODULES)}")
    if not (options.beside or options.without):
        options.beside = options.without = True
    if options.update and not options.without:
        parser.error("--update needs the run without the addon")
    return options


def free_port():
    """A port for Odoo to serve its own tests on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Suites:
    """The two sides, prepared."""

    def __init__(self, environment, sides):
        self.environment = environment
        self.databases = Databases(environment)
        shutil.rmtree(CLEAN, ignore_errors=True)
        addon.export(CLEAN, *ASIDE)
        if WITH in sides:
            self.databases.make(RECIPE)
        else:
            self.databases.make_base(RECIPE)

    def command(self, name, tags):
        """Odoo's runner, politely; its tests' scheduled actions are run by the tests."""
        return ["nice", "-n", "15", str(venv.PYTHON), str(CHILD), "-d", name,
                "--addons-path=" + ",".join(map(str, (*self.environment.odoo.addons, CLEAN))),
                f"--db-filter=^{name}$", "--test-tags", ",".join(tags), "--stop-after-init",
                f"--http-port={free_port()}", "--max-cron-threads=0", "--log-level=info"]

    def play(self, side, module, tags, what="run"):
        """Run tests on a fresh copy of a side's database; return the Outcome."""
        name = f"{RECIPE.name}_{what}_{module}_{side}"
        log = paths.LOG / f"{name}.log"
        self.databases.copy(RECIPE.name if side == WITH else RECIPE.base, name)
        with log.open("wb") as output:
            try:
                done = subprocess.run(
                    self.command(name, tags), stdout=output, stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL, env=self.environment.environ(), cwd=paths.LOCAL,
                    timeout=LIMIT, check=False)
            except subprocess.TimeoutExpired as error:
                raise Failure(f"{module} {side} the addon: no end after {LIMIT} s, at "
                              f"{tail(log, 1)}") from error
        self.databases.drop(name)
        outcome = read(module, log.read_text(errors="replace"))
        if bool(done.returncode) != bool(outcome.failed):
            raise Failure(f"{module} {side} the addon: exit code {done.returncode} with "
                          f"{len(outcome.failed)} failures; all of it is in {log}")
        return outcome

    def whole(self, side, module):
        """Run all tests of a module."""
        with step(f"{module} {side} the addon"):
            outcome = self.play(side, module, [f"/{module}"])
        note(f"{module} {side} the addon: {outcome.line()}")
        return outcome

    def judge(self, module, without, beside):
        """Compare the sides; repeat the classes of what differs, alone, on each."""
        verdict = compare(without, beside)
        for _time in range(REPEATS):
            classes = sorted({class_of(name) for name in (*verdict.broken, *verdict.mended)})
            if not classes:
                break
            with step(f"{module}: repeating {len(classes)} classes on both sides"):
                settle(verdict, *(self.play(side, module, classes, "again")
                                  for side in (WITHOUT, WITH)))
        return verdict


def kept():
    """The list: (version of Odoo, {module: (number of tests, names)})."""
    return read_known(KNOWN.read_text()) if KNOWN.is_file() else (None, {})


def against_list(outcome, known):
    """What a single side shows beside the list: lines, empty when nothing differs."""
    if outcome.module not in known:
        raise Refusal(f"{outcome.module} is not in {KNOWN.name} yet: run both sides, or --without "
                      "--update")
    tests, names = known[outcome.module]
    lines = [f"not in {KNOWN.name}: {name}: {why}"
             for name, why in sorted(outcome.failed.items()) if name not in names]
    if len(outcome.run) != tests:
        lines.append(f"{outcome.module}: {len(outcome.run)} tests ran, {KNOWN.name} says {tests}")
    return lines


def update(version, outcome, flaky=()):
    """Write a module's part of the list; what the list held of another Odoo is dropped."""
    old, known = kept()
    known = known if old == version else {}
    known[outcome.module] = len(outcome.run), set(outcome.failed).difference(flaky)
    KNOWN.parent.mkdir(parents=True, exist_ok=True)
    KNOWN.write_text(write_known(version, known))


def one(suites, module, options, known):
    """Run a module's tests as asked, say what differs, return whether that is bad."""
    sides = {side: suites.whole(side, module)
             for side, asked in ((WITHOUT, options.without), (WITH, options.beside)) if asked}
    if len(sides) == 2:
        verdict = suites.judge(module, sides[WITHOUT], sides[WITH])
        lines, bad, flaky = [*verdict.lines()], verdict.bad(), verdict.flaky
    else:
        flaky = ()
        lines = [] if options.update else against_list(*sides.values(), known)
        bad = bool(lines)
    for line in lines:
        print(line, flush=True)
    if options.update:
        update(suites.environment.odoo.version, sides[WITHOUT], flaky)
    return bad


def run(arguments):
    """Set everything up, run the tests, say what differs."""
    options = parse(arguments)
    if options.newcomer:
        return suites_newcomer.run()
    if options.oca:
        return suites_oca.run(None if options.modules == [*MODULES] else options.modules)
    environment = setup.everything()
    browser.need_browser()
    browser.wish_pdf()
    version, known = kept()
    if version not in (None, environment.odoo.version):
        note(f"{KNOWN.name} is of Odoo {version}, this is {environment.odoo.version}")
    bad = []
    with paths.lock("suites"):
        suites = Suites(environment, [WITH] if options.beside else [WITHOUT])
        for module in options.modules:
            bad += [module] if one(suites, module, options, known) else []
    if bad:
        raise Failure(f"tests of {', '.join(bad)} differ with the addon")
    note("no test of Odoo fails because of the addon")
    return 0

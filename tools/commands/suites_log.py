"""What Odoo's log says of a test run, and what two such runs say of the addon.

A test is named as Odoo's `--test-tags` takes it: `/module:Class.method`, or `/module:Class` where
the preparation of a whole class failed.
"""
import re
from dataclasses import dataclass, field

from ..environment.console import Failure

LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ [A-Z]+ \S+ (?P<logger>[\w.]+): (?P<text>.*)$")
SUITE = re.compile(r"odoo\.addons\.(\w+)\.tests\.")
STARTED = re.compile(r"Starting (\S+) \.\.\.")
SKIPPED = re.compile(r"skipped (\S+) : ")
FAILED = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(\S+)(?: \((\S+)\))?")
QUERIES = re.compile(r"Query count more than expected .*?: (\d+) > ")
TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")


@dataclass
class Outcome:
    """One run of one module's tests: names started and skipped, and {name: why} of the failed."""

    module: str
    run: set = field(default_factory=set)
    skipped: set = field(default_factory=set)
    failed: dict = field(default_factory=dict)

    def line(self):
        """The counts, as one line."""
        return f"{len(self.run)} tests, {len(self.failed)} fail, {len(self.skipped)} skipped"


@dataclass
class Verdict:
    """What the addon changed in one module's tests: names, and why they fail."""

    broken: dict = field(default_factory=dict)
    flaky: dict = field(default_factory=dict)
    lost: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    mended: list = field(default_factory=list)
    heavier: dict = field(default_factory=dict)

    def bad(self):
        """Whether something fails, or is no longer tried, because of the addon."""
        return bool(self.broken or self.lost)

    def lines(self):
        """Everything that differs, a line each."""
        for name, why in sorted(self.broken.items()):
            yield f"BROKEN  {name}: {why}"
        for name in self.lost:
            yield f"LOST    {name}: it no longer runs"
        for name, why in sorted(self.flaky.items()):
            yield f"flaky   {name}: {why}"
        for name in self.skipped:
            yield f"skipped {name}: only with the addon"
        for name in self.mended:
            yield f"mended  {name}: it fails only without the addon"
        for name, (before, after) in sorted(self.heavier.items()):
            yield f"heavier {name}: too many queries on both sides, {before} and now {after}"


def class_of(name):
    """The name of a test's class: /module:Class."""
    return name.partition(".")[0]


def name_of(logger, text):
    """The name of the test that a FAIL or ERROR line speaks of, None when it speaks of none."""
    found, suite = FAILED.match(text), SUITE.match(logger)
    if not found:
        return None
    what, where = found.groups()
    if what in ("setUpClass", "tearDownClass") and where and SUITE.match(where):
        return f"/{SUITE.match(where).group(1)}:{where.rpartition('.')[2]}"
    return f"/{suite.group(1)}:{what}" if suite else None


def reason(block):
    """The exception in a failed test's lines: the first line that follows the last frame."""
    frames = [at for at, line in enumerate(block) if line.startswith("  File ")]
    for line in block[frames[-1] + 1 if frames else 0:]:
        if line and not line.startswith((" ", "Traceback")):
            return line[:300]
    return "no exception in the log"


def blocks(lines):
    """The log's records, as (logger, text, the lines that follow)."""
    record = None
    for line in lines:
        found = LINE.match(line)
        if found:
            if record:
                yield record
            record = (found["logger"], found["text"], [])
        elif record:
            record[2].append(line)
    if record:
        yield record


def read(module, text):
    """Return the Outcome that a log holds; refuse one that does not add up.

    Odoo that dies says nothing, or "0 tests": its own total must be there and match the names.
    """
    outcome, total, begun, failures = Outcome(module), None, 0, 0
    for logger, line, rest in blocks(text.splitlines()):
        if TOTAL.match(line):
            total = tuple(map(int, TOTAL.match(line).groups()))
            continue
        suite = SUITE.match(logger)
        if suite and STARTED.match(line):
            begun += 1
            outcome.run.add(f"/{suite.group(1)}:{STARTED.match(line).group(1)}")
        elif suite and SKIPPED.match(line):
            outcome.skipped.add(f"/{suite.group(1)}:{SKIPPED.match(line).group(1)}")
        elif name_of(logger, line):
            failures += 1
            outcome.failed.setdefault(name_of(logger, line), reason(rest))
    check(module, total, begun, failures)
    return outcome


def check(module, total, begun, failures):
    """Refuse a log whose total is missing, empty, or other than what its lines add up to."""
    if total is None:
        raise Failure(f"{module}: Odoo ended before it counted its tests")
    failed, errors, tests = total
    if not tests:
        raise Failure(f"{module}: Odoo ran no test")
    if (tests, failed + errors) != (begun, failures):
        raise Failure(f"{module}: Odoo counts {tests} tests and {failed + errors} failures, its "
                      f"log names {begun} and {failures}")


def heavier(without, beside):
    """What counts queries and fails on both sides, with more of them: {name: (before, after)}."""
    for name in without.failed.keys() & beside.failed.keys():
        before, after = (QUERIES.search(side.failed[name]) for side in (without, beside))
        if before and after and int(after[1]) > int(before[1]):
            yield name, (int(before[1]), int(after[1]))


def compare(without, beside):
    """The Verdict before anything is repeated; `beside` is the run with the addon."""
    dead = {class_of(name) for name in beside.failed if class_of(name) == name}
    broken = {name: why for name, why in beside.failed.items() if name not in without.failed}
    lost = {name for name in without.run - beside.run if class_of(name) not in dead}
    return Verdict(
        broken=broken, lost=sorted(lost),
        skipped=sorted(beside.skipped - without.skipped - lost),
        heavier=dict(heavier(without, beside)),
        mended=sorted(name for name in without.failed if name not in beside.failed))


def settle(verdict, without, beside):
    """Keep as broken what, repeated, fails again with the addon and passes again without it."""
    for name in list(verdict.broken):
        if name not in beside.failed:
            verdict.flaky[name] = f"passed when repeated; {verdict.broken.pop(name)}"
        elif name in without.failed:
            verdict.flaky[name] = f"failed without the addon too; {verdict.broken.pop(name)}"
    for name in list(verdict.mended):
        if name not in without.failed or name in beside.failed:
            verdict.mended.remove(name)
            verdict.flaky[name] = "failed without the addon, not when repeated alike"
    return verdict


# === The list that is kept === #

def write_known(version, known):
    """The text of the list: {module: (number of tests, names that fail)} of one Odoo."""
    lines = ["# Odoo's own tests that fail without the addon; bin/suites --update writes this.",
             f"# odoo {version}"]
    for module, (tests, names) in sorted(known.items()):
        lines += [f"# module {module}: {tests} tests", *sorted(names)]
    return "\n".join(lines) + "\n"


def read_known(text):
    """Return (version of Odoo, {module: (number of tests, names that fail)}) of that list."""
    version, known, names = None, {}, None
    for line in text.splitlines():
        words = line.split()
        if line.startswith("# odoo "):
            version = words[2]
        elif line.startswith("# module "):
            names = set()
            known[words[2].rstrip(":")] = (int(words[3]), names)
        elif line.startswith("/"):
            names.add(line)
    return version, known

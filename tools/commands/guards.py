"""bin/guards: no guard line can be deleted without some test failing.

`tests/guards.txt` lists the lines that keep the wrong thing from being erased and the wrong
person from acting, each with the tests that watch it. Each is taken away in a copy of the addon,
one at a time, and the watching tests are run without it: one of them must fail. A line that the
file names and the code has not, or has twice, is an error, so that the list stays true.
"""
import argparse
import ast
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..environment import addon, paths, setup, venv
from ..environment.console import Failure, Refusal, step
from ..environment.database import Databases
from .testing import FULL, MIN, TOGETHER

LIST = paths.REPO / "tests/guards.txt"
DATABASE = "privacy_guards"
ASIDE = ("bin", "doc", "tools")
CHILD = Path(__file__).with_name("guards_child.py")


@dataclass(frozen=True)
class Guard:
    """A line of a function (or of a file that is no Python), what stands in for it, its tests.

    A function that several classes of the file define is named with its class: Class.function.
    """

    file: str
    function: str
    line: str
    instead: str
    tests: tuple

    def name(self):
        """The guard as the person knows it."""
        return f"{self.file} {self.function}: {self.line}"

    def without(self, text):
        """The file's text with the line taken away."""
        lines = text.splitlines(keepends=True)
        first, last = self.stretch(text)
        places = [n for n in range(first, last) if lines[n].strip() == self.line]
        if len(places) != 1:
            raise Failure(f"{LIST.name}: {len(places)} lines of {self.file} {self.function} are "
                          f"“{self.line}”, not one")
        (place,) = places
        indent = re.match(r"\s*", lines[place]).group()
        lines[place] = f"{indent}{self.instead}\n"
        changed = "".join(lines)
        if self.file.endswith(".py"):
            ast.parse(changed)
        return changed

    def stretch(self, text):
        """The lines of the function: (first, behind the last), counted from 0."""
        if not self.function:
            return 0, len(text.splitlines())
        owner, _dot, name = self.function.rpartition(".")
        top = ast.parse(text).body
        bodies = [part.body for part in top
                  if isinstance(part, ast.ClassDef) and owner in ("", part.name)]
        # a function of no class is named alone
        bodies += [top] if not owner else []
        found = [node for body in bodies for node in body if getattr(node, "name", None) == name]
        if len(found) != 1:
            raise Failure(f"{LIST.name}: {self.file} has {len(found)} functions {self.function}, "
                          "not one")
        return found[0].lineno - 1, found[0].end_lineno


def read(text):
    """The guards of a list, block by block."""
    return [read_block(block) for block in re.split(r"\n\s*\n", text)
            if re.search(r"^- ", block, re.MULTILINE)]


def read_block(block):
    """One guard: its place, then lines that begin with -, + and ?."""
    head, marked = "", {"-": [], "+": [], "?": []}
    for line in block.splitlines():
        if line[:2] in ("- ", "+ ", "? "):
            marked[line[0]].append(line[2:].strip())
        elif not line.startswith("#"):
            head = line
    if not head or len(marked["-"]) != 1 or len(marked["+"]) > 1 or not marked["?"]:
        raise Failure(f"{LIST.name}: cannot read the guard that begins with {block[:60]!r}")
    file, _colons, function = (part.strip() for part in head.partition("::"))
    return Guard(file, function, marked["-"][0], *(marked["+"] or ["pass"]), tuple(marked["?"]))


def check(guards, root=paths.REPO):
    """Every line is there once, and so is every test."""
    for guard in guards:
        guard.without((root / guard.file).read_text())
        for test in guard.tests:
            file, *names = test.split("::")
            text = (root / "tests" / file).read_text()
            if not all(re.search(rf"(class|def) {name}\(", text) for name in names):
                raise Failure(f"{LIST.name}: there is no test {test}")


class Trial:
    """A copy of the addon in which lines are taken away."""

    def __init__(self, folder, environ, config, database):
        self.environ, self.database = environ, database
        self.addon = addon.export(Path(folder) / "addons", *ASIDE)
        self.config = Path(folder) / "odoo.conf"
        lines = Path(config).read_text().splitlines()
        parts = [line for line in lines if not line.startswith("addons_path")]
        (own,) = (line for line in lines if line.startswith("addons_path"))
        # ours goes first: the folder of the addon itself is among the others
        own = own.replace("= ", f"= {self.addon.parent},", 1)
        self.config.write_text("\n".join([*parts, own]) + "\n")

    def missed(self, guards):
        """Run the watching tests; return the numbers of the guards that a test misses."""
        jobs, answer = (self.config.with_name(name) for name in ("jobs.json", "answer.json"))
        jobs.write_text(json.dumps([
            {"file": guard.file, "function": guard.function, "tests": guard.tests,
             "text": guard.without((self.addon / guard.file).read_text())} for guard in guards]))
        command = [venv.PYTHON, CHILD, self.addon, jobs, answer, f"--odoo-config={self.config}",
                   f"--odoo-database={self.database}"]
        log = paths.LOG / "guards.log"
        with log.open("wb") as output:
            subprocess.run(["nice", *map(str, command)], cwd=self.addon.parent, stdout=output,
                           env={**self.environ, "PYTHONDONTWRITEBYTECODE": "1"}, check=False,
                           stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        if not answer.is_file():
            raise Failure(f"the tests did not come to an end; all of it is in {log}")
        found = json.loads(answer.read_text())
        if found["baseline"]:
            raise Failure(f"with all guards in place {found['baseline'][0]} fails; see {log}")
        return set(found["missed"])


def chosen(guards, words):
    """The guards whose name or tests hold one of the words."""
    return [guard for guard in guards if not words or any(
        word in " ".join((guard.name(), *guard.tests)) for word in words)]


def report(guards, missed):
    """Say what no test misses."""
    unwatched = [guard for number, guard in enumerate(guards) if number not in missed]
    for guard in unwatched:
        print(f"no test misses {guard.name()}", flush=True)
    print(f"{len(guards)} guards tried, {len(unwatched)} that no test misses", flush=True)
    if unwatched:
        raise Failure(f"{len(unwatched)} guards can be deleted without a test failing")
    return 0


def run(arguments):
    """Set everything up and try the guards."""
    parser = argparse.ArgumentParser(
        prog="bin/guards", description="Take each guard line away: some test must fail.")
    parser.add_argument("words", nargs="*", help="only guards that hold one of these")
    parser.add_argument("--check", action="store_true", help="only check that the list is true")
    options = parser.parse_args(arguments)
    guards = chosen(read(LIST.read_text()), options.words)
    if not guards:
        raise Refusal(f"{LIST.name} names no such guard")
    check(guards)
    if options.check:
        print(f"{len(guards)} guards, each in its place")
        return 0
    environment = setup.everything()
    missed = set()
    with paths.lock("guards"):
        for recipe, numbers in beside(guards).items():
            with step(f"{len(numbers)} guards on {recipe.name}"):
                missed |= {numbers[place] for place in tried(
                    environment, recipe, [guards[number] for number in numbers])}
    return report(guards, missed)


def beside(guards):
    """{recipe of a database: numbers of the guards whose tests run there}."""
    found = {}
    for number, guard in enumerate(guards):
        names = {test.split("::")[0].rpartition("/")[2] for test in guard.tests}
        found.setdefault(FULL if names & {*TOGETHER} else MIN, []).append(number)
    return found


def tried(environment, recipe, guards):
    """The places of the guards that a test misses, on a copy of a database."""
    databases = Databases(environment)
    with paths.lock("test"):
        databases.make(recipe)
        databases.copy(recipe.name, DATABASE)
    config = paths.CONFIG if recipe is MIN else setup.config_beside()
    with tempfile.TemporaryDirectory() as folder:
        found = Trial(folder, {**os.environ, **environment.environ()}, config, DATABASE).missed(
            guards)
    databases.drop(DATABASE)
    return found

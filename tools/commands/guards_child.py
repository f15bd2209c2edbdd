"""The tests of bin/guards, in one process: each test as it is, then once for each guard it
watches, without that guard's line.

Odoo and a class's data are loaded once; a function gets its code without the line and has it back
after the test. Reads a list of jobs and writes what came of each:

    [{"file": file of the addon, "function": name or Class.name, "text": the file without the line,
      "tests": [names of tests]}] -> {"baseline": [failing tests], "missed": [numbers of jobs]}
"""
import ast
import inspect
import json
import os
import sys
import types
from contextlib import contextmanager
from pathlib import Path

import pytest

# A test that waits for a lock which a guard would have skipped waits for ever.
os.environ["PGOPTIONS"] = "-c lock_timeout=20s"


def inside(code, name):
    """The code objects of this name right inside another."""
    return [part for part in code.co_consts
            if isinstance(part, types.CodeType) and part.co_name == name]


def places(module, found, text, owner, function):
    """(what holds the function, the code right around it without the line): the classes of a file
    that define it, all or the named one, or the module itself.
    """
    for node in ast.parse(text).body:
        if not owner and getattr(node, "name", None) == function:
            yield module, found
        if isinstance(node, ast.ClassDef) and owner in ("", node.name) and any(
                getattr(part, "name", None) == function for part in node.body):
            (body,) = inside(found, node.name)
            yield getattr(module, node.name), body


@contextmanager
def swapped(addon, job):
    """The function without the line, in this process; a file that is no Python on the disk."""
    if not job["file"].endswith(".py"):
        kept = (addon / job["file"]).read_text()
        (addon / job["file"]).write_text(job["text"])
        yield
        (addon / job["file"]).write_text(kept)
        return
    module = sys.modules[f"odoo.addons.{addon.name}.{job['file'][:-3].replace('/', '.')}"]
    found = compile(job["text"], job["file"], "exec")
    changed = []
    named, _dot, name = job["function"].rpartition(".")
    for holder, body in places(module, found, job["text"], named, name):
        # create() is wrapped by a decorator of Odoo
        function = inspect.unwrap(vars(holder)[name])
        (code,) = inside(body, name)
        changed.append((function, function.__code__))
        function.__code__ = code
    yield
    for function, code in changed:
        function.__code__ = code


def again(item, guard=None):
    """A test once more, without one of the guards."""
    test = type(item).from_parent(item.parent, name=item.name)
    test.guard = guard
    return test


class Plugin:
    """Repeats tests without the guards that they watch, and takes down which fail."""

    def __init__(self, addon, jobs):
        self.addon, self.jobs = addon, jobs
        self.baseline, self.missed, self.job = [], set(), None

    def pytest_collection_modifyitems(self, items):
        """Each test without a guard comes right after the test as it is, so that whatever the
        one before left behind shows in the latter, and is not taken for a test that misses.
        """
        repeated = []
        for item in items:
            for number, job in enumerate(self.jobs):
                if any(item.nodeid.endswith(test) for test in job["tests"]):
                    repeated += [again(item), again(item, number)]
        # the data of a class are made once for all its tests
        items[:] = sorted(repeated, key=lambda item: item.parent.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.job = item.guard
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        if self.job is None:
            return (yield)
        with swapped(self.addon, self.jobs[self.job]):
            try:
                return (yield)
            except BaseException as failure:
                error = failure
        raise error

    def pytest_runtest_logreport(self, report):
        if report.failed and self.job is None:
            self.baseline.append(report.nodeid)
        elif report.failed and report.when == "call":
            self.missed.add(self.job)


def main(addon, jobs, answer, *options):
    addon = Path(addon)
    plugin = Plugin(addon, json.loads(Path(jobs).read_text()))
    tests = dict.fromkeys(test for job in plugin.jobs for test in job["tests"])
    pytest.main(["-q", "-p", "no:cacheprovider", *options,
                 *(str(addon / "tests" / test) for test in tests)], plugins=[plugin])
    Path(answer).write_text(json.dumps(
        {"baseline": plugin.baseline, "missed": sorted(plugin.missed)}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""bin/bench: performance figures, each from copies of one filled database."""
import argparse
import json
import os
import platform
from pathlib import Path

from ..environment import paths, setup
from ..environment.console import Failure, Refusal, note, step
from . import figures
from .bench_data import BenchData
from .bench_measures import Measures

CONTACTS, ROUNDS = 20_000, 3
SMALLEST = 2600


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Print the performance figures, the best of three each.")
    parser.add_argument("--json", type=Path, help="write the figures as one flat object")
    parser.add_argument("--only", help="these keys, joined by commas")
    parser.add_argument("--contacts", type=int, default=CONTACTS,
                        help=f"how many contacts to fill the database with ({CONTACTS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS,
                        help=f"of how many rounds to take the best ({ROUNDS}); fewer to try")
    parser.add_argument("--lax", action="store_true",
                        help="measure although something was left, and say what; to try only")
    parser.add_argument("--keep", action="store_true", help="keep the last copy to look at")
    return parser.parse_args(arguments)


def wanted(only):
    """The keys to measure, in the table's order."""
    chosen = [name.strip() for name in only.split(",")] if only else list(figures.KEYS)
    unknown = sorted(set(chosen) - set(figures.KEYS))
    if unknown:
        raise Refusal(f"no such key: {', '.join(unknown)}; there are {', '.join(figures.KEYS)}")
    return [name for name in figures.KEYS if name in chosen]


def context(data, options):
    """What the figures were taken on."""
    version = data.psql("postgres", "SHOW server_version")[0][0]
    return {"_postgresql": version, "_python": platform.python_version(),
            "_odoo": data.environment.odoo.version, "_cores": os.cpu_count(),
            "_load": round(os.getloadavg()[0], 2), "_contacts": data.contacts,
            "_subjects": data.subjects, "_rounds": options.rounds}


def measure(measures, data, names):
    """Take each figure; one that fails is named and hides no other."""
    failed = []
    for name in names:
        try:
            with step(name):
                measures.take(name)
        except Failure as failure:
            failed.append(name)
            note(f"{name}: {failure}")
        finally:
            data.stop()
    return failed


def report(taken, options):
    """Print the table and what it rests on; write the file."""
    print()
    for line in figures.table(taken):
        print(line)
    print()
    for name, value in taken.items():
        if name.startswith("_"):
            print(f"{name} = {value}")
    if options.json:
        options.json.write_text(json.dumps(taken, indent=1) + "\n")


def run(arguments):
    """Set up, fill, measure, report."""
    options = parse(arguments)
    names = wanted(options.only)
    if options.contacts < SMALLEST:
        raise Refusal(f"--contacts {SMALLEST} at least: a run of 500 must find its contacts")
    environment = setup.everything()
    with paths.lock("bench"):
        data = BenchData(environment, options.contacts)
        taken = context(data, options)
        if taken["_load"] > os.cpu_count() / 2:
            note(f"the machine is busy (load {taken['_load']}): the figures will mean little")
        data.make()
        measures = Measures(data, options.rounds, options.lax)
        failed = measure(measures, data, names)
        if not options.keep:
            data.clean()
    report({**measures.figures, **taken, **measures.context}, options)
    if failed:
        raise Failure(f"not measured: {', '.join(failed)}")

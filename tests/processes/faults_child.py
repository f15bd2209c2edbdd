"""A worker in a process of its own, as the scheduler has one: it commits, and it can be killed.

Reads a line of JSON on stdin for each job and answers with one on stdout. Each job is a fork, so
that the registry is loaded once and a kill takes the job alone.

    {"run": id, "fault": "kill" | "cut" | "stop" | "serialization" | "edit" | null,
     "at": place of failpoints.py, "hit": at which hit of it, "message": id, "pid": file,
     "batch": from which batch on hits are counted; none: from the first,
     "after": seconds until it is killed wherever it is}
    -> {"signal": number or 0, "exit": code, "error": class name or null}
"""

import json
import os
import signal
import sys
from pathlib import Path
from time import sleep

import psycopg2

# a script: what stands beside it is found by its name
from failpoints import striking
from odoo import api, sql_db
from odoo.api import SUPERUSER_ID
from odoo.orm.registry import Registry
from odoo.tools import config

#: how often a forced serialization failure comes before the step is let through
BEATEN = 2


def kill(_job, _cr):
    """The process is gone at once: no handler, no rollback, no farewell."""
    os.kill(os.getpid(), signal.SIGKILL)


def cut(_job, cr):
    """PostgreSQL ends this session, as it does to all when it is stopped."""
    with sql_db.db_connect(cr.dbname).cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [cr._cnx.get_backend_pid()])


def stop(job, _cr):
    """PostgreSQL is gone at once, as in ``pg_ctl stop -m immediate``; and waited for to be."""
    pid = int(Path(job["pid"]).read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    while _is_there(pid):
        sleep(0.05)


def _is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()


def serialization(_job, _cr):
    """What PostgreSQL says when a colleague was faster."""
    raise psycopg2.errors.SerializationFailure("could not serialize access")


def edit(job, cr):
    """A colleague changes a message of a claimed contact and commits."""
    with sql_db.db_connect(cr.dbname).cursor() as other:
        other.execute("UPDATE mail_message SET pinned_at = now() WHERE id = %s", [job["message"]])


FAULTS = {"kill": kill, "cut": cut, "stop": stop, "serialization": serialization,
          "edit": edit}


def strike(registry, job):
    """Let the fault of a job happen at its place."""
    hits = batches = 0
    batch = job.get("batch", 0)
    last = job.get("hit", 1) + (BEATEN - 1 if job["fault"] == "serialization" else 0)

    def hit(name, cr):
        nonlocal hits, batches
        batches += name == "after_claim"
        if batches < batch or name != job["at"]:
            return
        hits += 1
        if job.get("hit", 1) <= hits <= last:
            FAULTS[job["fault"]](job, cr)

    striking(registry, hit, {job["at"], *(["after_claim"] if batch else [])})


def work(database, job):
    """Carry the run out, in the child."""
    registry = Registry(database)
    if job.get("fault"):
        strike(registry, job)
    with registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(job["run"])._work()


def fork(database, job):
    """Do a job in a fork; return how it ended."""
    sql_db.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        code, error = 0, None
        try:
            work(database, job)
        except BaseException as failure:
            code, error = 1, type(failure).__name__
        os.write(writer, json.dumps(error).encode())
        os._exit(code)
    os.close(writer)
    if "after" in job:
        sleep(job["after"])
        # one that has ended waits for its parent, and a signal does nothing to it
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        error = json.loads(answer.read() or "null")
    return {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, "error": error}


def main(rcfile, database):
    config.parse_config(["-c", rcfile, "-d", database, "--log-level=critical", "--no-http"])
    Registry(database)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(fork(database, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

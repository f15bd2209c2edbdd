"""What a measurement does inside Odoo: take its parameters, be timed, hand back its figures.

``bin/bench`` starts Odoo's shell and lets it call :func:`main`. Nothing here is a test: the
transactions are real and committed, as those of the shell or of the scheduled action are.
"""

import importlib
import json
import os
import time
from contextlib import contextmanager
from pathlib import Path

from odoo.fields import Command

#: parameters and results travel as JSON, in a variable and in a file
PARAMETERS, RESULT = "PRIVACY_BENCH", "PRIVACY_BENCH_RESULT"


def main(env):
    """Run the measurement that the parameters name, and leave its figures in the file."""
    parameters = json.loads(os.environ[PARAMETERS])
    name = parameters["measure"]
    module = importlib.import_module(f"odoo.addons.cloudpepper_privacy.tools.bench.{name}")
    env.cr.commit()
    figures = module.measure(env, parameters)
    env.cr.commit()
    Path(os.environ[RESULT]).write_text(json.dumps(figures))


@contextmanager
def clock():
    """Time a block: yields a list that holds the seconds once the block has ended."""
    taken = []
    started = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - started)


def memory():
    """Return (now, peak) resident memory of this process in MiB, as the kernel counts it."""
    lines = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines()
    )
    return tuple(int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


def oldest(env, count, skip=0):
    """Return the contacts of the generator, oldest first."""
    env.cr.execute(
        "SELECT partner_id FROM bench_person ORDER BY n LIMIT %s OFFSET %s", (count, skip)
    )
    return env["res.partner"].browse([partner for (partner,) in env.cr.fetchall()])


def draft(env, partners):
    """Return a draft invoice for each contact, of today."""
    return env["account.move"].with_context(tracking_disable=True).create([{
        "move_type": "out_invoice", "partner_id": partner.id,
        "invoice_line_ids": [Command.create({"name": "Hosting, one month", "price_unit": 20.0})],
    } for partner in partners])


def say(name, folder, text=""):
    """Tell the other processes of a measurement that this one has come so far."""
    part = Path(folder) / f".{name}"
    part.write_text(str(text))
    part.rename(Path(folder) / name)


def heard(name, folder):
    """Whether another process has come so far."""
    return (Path(folder) / name).exists()


def wait_for(name, folder, seconds=300):
    """Wait until another process has come so far.

    :raise TimeoutError: when it does not
    """
    end = time.monotonic() + seconds
    while not heard(name, folder):
        if time.monotonic() > end:
            raise TimeoutError(f"nobody said {name}")
        time.sleep(0.005)

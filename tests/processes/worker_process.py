"""A worker in a process of its own: an Odoo that carries runs out with real commits.

Started by the tests of several workers; not a test itself. It reads one order as JSON from each
line of its standard input and answers with lines of JSON behind a mark. At a place of
``failpoints.py`` that the order names it says so and waits for the line ``go``.
"""

import json
import sys
import time
from contextlib import nullcontext
from unittest.mock import patch

MARK = "WORKER SAYS "


def say(**values):
    sys.stdout.write(f"{MARK}{json.dumps(values)}\n")
    sys.stdout.flush()


class Worker:
    def __init__(self, database, arguments):
        from odoo.orm.registry import Registry
        from odoo.tools import config

        config.parse_config(arguments, setup_logging=True)
        self.registry = Registry(database)
        self.counts, self.waiting = {}, set()

    def _pass(self, name, _cr=None):
        """Count the places, and wait at those that are named, the first time."""
        self.counts[name] = self.counts.get(name, 0) + 1
        if name in self.waiting:
            self.waiting.remove(name)
            say(at=name)
            if sys.stdin.readline().strip() != "go":
                raise SystemExit("no order to go on")

    def _sleep(self, seconds):
        self._pass("beaten")
        time.sleep(seconds)

    def carry_out(self, order):
        """Do what a scheduled action does for one run; answer with its state and the counts."""
        # a script: what stands beside it is found by its name
        from failpoints import striking
        from odoo import api
        from odoo.addons.cloudpepper_privacy.engine import transaction
        from odoo.addons.cloudpepper_privacy.engine.erasure import batch
        from odoo.addons.cloudpepper_privacy.engine.runs import worker

        self.counts, self.waiting = {}, set(order.get("wait_at", ()))
        self.registry.check_signaling()
        parties = nullcontext()
        if order.get("careless"):
            parties = patch.object(batch, "hold_parties", lambda _env, _plan: None)
        with (
            parties,
            patch.object(transaction, "sleep", self._sleep),
            striking(self.registry, self._pass),
            self.registry.cursor() as cr,
        ):
            run = api.Environment(cr, api.SUPERUSER_ID, {})["privacy.run"].browse(order["run"])
            one = worker.Worker(run.env, run)
            one.guard(one.work)
            run.invalidate_recordset()
            state = run.state
        say(state=state, **self.counts)


def main():
    worker = Worker(sys.argv[1], sys.argv[2:])
    say(at="start")
    for line in sys.stdin:
        worker.carry_out(json.loads(line))


if __name__ == "__main__":
    main()

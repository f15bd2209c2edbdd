"""A worker in a process of its own: an Odoo that carries runs out with real commits.

Started by the tests of several workers; not a test itself. It reads one order as JSON from each
line of its standard input and answers with lines of JSON behind a mark. At a place of
``failpoints.py`` that the order names it says so and waits for the line ``go``.
"""

import json
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
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


    def flood(self, order):
        """Post many things at the same moment, as the threads of a server do; answer with how
        often each thing came out.
        """
        posts = order["flood"]
        start = threading.Barrier(len(posts))
        with ThreadPoolExecutor(len(posts)) as threads:
            outcomes = list(threads.map(lambda post: self._post(start, **post), posts))
        say(state="done", outcomes=Counter(outcomes))

    def _post(self, start, email=None, source=None, user=None, text="Mine"):
        """Post the form, or ask in the portal, in a transaction that reads what was there before
        anybody had posted.
        """
        from odoo import api
        from odoo.addons.cloudpepper_privacy.engine.requests.portal import Portal
        from odoo.addons.cloudpepper_privacy.engine.requests.public_form import (
            PublicForm,
            RateLimitExceeded,
        )

        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            env["res.users"].search_count([])
            start.wait()
            try:
                if user:
                    asked = {"rights": ["access"], "text": text}
                    return Portal(env).ask(env["res.users"].browse(user), asked).id
                PublicForm(env).submit(
                    {"rights": ["access"], "email": email, "text": text}, source)
                return "taken"
            except RateLimitExceeded:
                return "refused"


def main():
    worker = Worker(sys.argv[1], sys.argv[2:])
    say(at="start")
    for line in sys.stdin:
        order = json.loads(line)
        (worker.flood if "flood" in order else worker.carry_out)(order)


if __name__ == "__main__":
    main()

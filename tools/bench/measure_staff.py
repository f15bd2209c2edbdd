"""A colleague who posts invoices, first alone and then while a run is on."""

import time

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import inside

WARM_UP = 20
#: contacts of the last years, whom no run touches
SKIP = 0.9


def measure(env, parameters):
    """Return the (begin, end) of every posting, with and without the run beside it."""
    colleague = env["res.users"].search([("login", "=", "bench-staff")])
    env = env(user=colleague)
    some = parameters["contacts"] // 20
    partners = inside.oldest(env, some, int(parameters["contacts"] * SKIP))
    turns = iter(range(10**6))

    def post():
        return _post(env, partners[next(turns) % len(partners)])

    inside.wait_for("worker-1", parameters["folder"])
    for _round in range(WARM_UP):
        post()
    quiet = [post() for _round in range(parameters["samples"])]
    inside.say("posted", parameters["folder"])
    busy = []
    while not inside.heard("worked", parameters["folder"]):
        busy.append(post())
    return {"quiet": quiet, "busy": busy}


def _post(env, partner):
    """Make a draft, then time posting it until it is committed, retries included."""
    move = inside.draft(env, partner)
    env.cr.commit()
    begin = time.monotonic()
    while True:
        try:
            move.action_post()
            env.cr.commit()
            return begin, time.monotonic()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            env.cr.rollback()

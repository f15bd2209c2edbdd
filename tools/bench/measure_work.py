"""One worker on the approved run, as a scheduled action's process would be."""

import time

from odoo.addons.cloudpepper_privacy.engine.erasure.batch import Batch
from odoo.addons.cloudpepper_privacy.engine.proof import Proof
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from . import inside


def measure(env, parameters):
    """Wait for the start sign, work until nothing is left; return when, and how many batches."""
    if parameters.get("everybody"):
        env["privacy.run"].preview().action_approve()
        env.cr.commit()
    run = env["privacy.run"].search([("state", "=", "approved")], limit=1)
    batches = _count_batches()
    proof = _time_proof()
    env.cr.commit()
    inside.say(parameters["label"], parameters["folder"])
    inside.wait_for(parameters["start"], parameters["folder"])
    began = time.monotonic()
    retries = _work(env, run)
    # until the last contact: the proof is one worker's, and erases nothing
    ended = time.monotonic() - proof[0]
    inside.say("worked", parameters["folder"])
    return {"began": began, "ended": ended, "retries": retries, "batches": batches[0],
            "subjects": run.subjects, "state": run.state, "peak_mib": inside.memory()[1]}


def _work(env, run):
    """Work as the scheduler does: what another worker was faster at is tried again."""
    retries = 0
    while True:
        env.cr.rollback()
        env.invalidate_all(flush=False)
        if run.state not in ("approved", "running"):
            return retries
        try:
            run._work()
            env.cr.commit()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            retries += 1
            continue
        if not env["privacy.run.item"].search_count(
            [("run_id", "=", run.id), ("state", "=", "todo")], limit=1
        ):
            return retries
        # the rest is in another worker's hands
        retries += 1
        time.sleep(0.05)


def _count_batches():
    """Count the batches that this process does; the number stands in the list returned."""
    done, process = [0], Batch.process

    def counted(self, *args, **kwargs):
        outcome = process(self, *args, **kwargs)
        done[0] += 1
        return outcome

    Batch.process = counted
    return done


def _time_proof():
    """Time the proof; the seconds stand in the list returned."""
    taken, prove = [0.0], Proof.prove

    def timed(self):
        started = time.monotonic()
        try:
            return prove(self)
        finally:
            taken[0] += time.monotonic() - started

    Proof.prove = timed
    return taken

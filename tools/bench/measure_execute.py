"""Contacts per second of ``execute()`` on the oldest, with the commits of a shell."""

import time

from odoo.addons.cloudpepper_privacy.engine.proof import Proof

from . import inside

#: what comes before the work itself, and after it
BEFORE, PROOF = ("preview", "action_approve"), "prove"


def measure(env, parameters):
    """Return seconds until all was erased, of these preview and approval, and of the proof after
    it, which reads everything and erases nothing; batches and memory.
    """
    partners = inside.oldest(env, parameters["subjects"])
    before = inside.memory()
    # each is filled as its methods are called: joined now they would stay empty
    first, last = _time_calls(type(env["privacy.run"]), BEFORE), _time_calls(Proof, (PROOF,))
    env.cr.commit()
    if "wait" in parameters:
        inside.wait_for(parameters["wait"], parameters["folder"])
    with inside.clock() as seconds:
        run = env["privacy.run"].execute(partners, approve=True)
    if "say" in parameters:
        inside.say(parameters["say"], parameters["folder"])
    return {
        "seconds": seconds[0] - last[PROOF], "proof": last[PROOF], "before": sum(first.values()),
        "batches": run.batches, "state": run.state, "peak_mib": inside.memory()[1],
        "start_mib": before[0],
        "summary": {key: value for key, value in run.summary().items() if key != "left"},
    }


def _time_calls(model, names):
    """Time these methods of the model; return {name: seconds}, filled as they are called."""
    taken = dict.fromkeys(names, 0.0)

    def timed(name, method):
        def call(*args, **kwargs):
            started = time.perf_counter()
            try:
                return method(*args, **kwargs)
            finally:
                taken[name] += time.perf_counter() - started
        return call

    for name in names:
        setattr(model, name, timed(name, getattr(model, name)))
    return taken

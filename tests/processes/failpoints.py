"""Places in a run where tests strike: each is just before or just after a step of the code.

The code knows nothing of them: the step's method is wrapped from outside, for as long as the test
wants. Used by tests and by the processes that they start, so it imports nothing of Odoo itself.
"""

import importlib
from contextlib import ExitStack
from functools import wraps
from unittest.mock import patch

ADDON = "odoo.addons.cloudpepper_privacy"
BEFORE, AFTER = "before", "after"
#: after a step that has found something
AFTER_ANY = "after any"
#: {place: (when, model or class of the engine, step)}
POINTS = {
    "after_claim": (AFTER_ANY, "engine.worker.Worker", "claim"),
    "before_act": (BEFORE, "privacy.engine", "_act"),
    "planned": (AFTER, "privacy.proof", "_take_down"),
    # before each model that a batch acts on: some are done then, and others are not
    "unit": (BEFORE, "privacy.gateway", "_fast_method"),
    "after_act": (AFTER, "privacy.gateway", "_apply"),
    "settled": (AFTER, "privacy.engine", "_settle"),
    "before_commit": (AFTER, "privacy.engine", "_act"),
    "filed": (AFTER, "privacy.evidence", "_record_items"),
    "committed": (BEFORE, "engine.progress.Progress", "log"),
    "before_close": (AFTER, "engine.closing.Closing", "lock"),
    "proving": (AFTER, "privacy.run", "_prove_some"),
    "before_proof_filed": (BEFORE, "privacy.run", "_file_proof"),
    "closed": (BEFORE, "engine.closing.Closing", "seal"),
    "sealed": (BEFORE, "engine.closing.Closing", "log"),
}


def striking(registry, strike, points=POINTS):
    """Have ``strike(name, cursor)`` called at these places, as long as the context lasts.

    :return: a context manager, in force already
    """
    stack = ExitStack()
    for name in points:
        when, owner, step = POINTS[name]
        owner = _owner(registry, owner)
        stack.enter_context(patch.object(
            owner, step, _around(getattr(owner, step), when, name, strike)))
    return stack


def _owner(registry, name):
    if name in registry:
        return registry[name]
    module, _dot, cls = name.rpartition(".")
    return getattr(importlib.import_module(f"{ADDON}.{module}"), cls)


def _around(step, when, name, strike):
    @wraps(step)
    def wrapped(self, *args, **kwargs):
        if when == BEFORE:
            strike(name, self.env.cr)
        result = step(self, *args, **kwargs)
        if when == AFTER or when == AFTER_ANY and result:
            strike(name, self.env.cr)
        return result

    return wrapped

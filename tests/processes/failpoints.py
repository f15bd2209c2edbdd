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
#: {place: (when, model, class or module of the engine, step)}
POINTS = {
    "after_claim": (AFTER_ANY, "engine.runs.worker.Worker", "claim"),
    "before_act": (BEFORE, "engine.erasure.batch.Batch", "_act"),
    "planned": (AFTER, "engine.erasure.batch", "take_down"),
    # before each model that a batch acts on: some are done then, and others are not
    "unit": (BEFORE, "engine.erasure.shortcuts.Shortcuts", "method"),
    "after_act": (AFTER, "engine.erasure.act.Act", "apply"),
    "settled": (AFTER, "engine.erasure.batch", "settle"),
    "before_commit": (AFTER, "engine.erasure.batch.Batch", "_act"),
    "filed": (AFTER, "privacy.evidence", "_record_items"),
    "committed": (BEFORE, "engine.runs.progress.Progress", "log"),
    "before_close": (AFTER, "engine.runs.closing.Closing", "lock"),
    "proving": (AFTER, "engine.proof.stage.Proof", "_search_some"),
    "before_proof_filed": (BEFORE, "engine.proof.stage", "file_result"),
    "closed": (BEFORE, "engine.runs.closing.Closing", "seal"),
    "sealed": (BEFORE, "engine.runs.closing.Closing", "log"),
}


def striking(registry, strike, points=tuple(POINTS)):
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
    module, _dot, last = name.rpartition(".")
    if last[0].isupper():
        return getattr(importlib.import_module(f"{ADDON}.{module}"), last)
    return importlib.import_module(f"{ADDON}.{name}")


def _around(step, when, name, strike):
    @wraps(step)
    def wrapped(first, *args, **kwargs):
        cr = getattr(first, "env", first).cr
        if when == BEFORE:
            strike(name, cr)
        result = step(first, *args, **kwargs)
        if when == AFTER or when == AFTER_ANY and result:
            strike(name, cr)
        return result

    return wrapped

"""Subjects without a contact: the refresh with nothing changed, and a run over all who are due."""

from odoo.addons.cloudpepper_privacy.engine.clocks.refresh import Refresh
from odoo.addons.cloudpepper_privacy.engine.proof import Proof

from . import fill_contactless, inside
from .measure_execute import PROOF, _time_calls


def measure(env, parameters):
    """Return the seconds of the part that was asked for."""
    return {"refresh": _refresh, "execute": _execute}[parameters["part"]](env, parameters)


def _refresh(env, parameters):
    """Compare everybody and find nothing to change; then the bare aggregates."""
    refresh = Refresh(env)
    refresh.run_contactless()
    env.cr.commit()
    found = {"refresh": [], "aggregates": []}
    for _round in range(parameters["rounds"]):
        with inside.clock() as taken:
            changed = refresh.run_contactless()
            env.cr.commit()
        found["refresh"] += taken
        if changed:
            raise RuntimeError(f"{changed} changed, and nothing had")
        with inside.clock() as taken:
            for statement in filter(str.strip, parameters["aggregates"].split(";")):
                env.cr.execute(statement)
            env.cr.commit()
        found["aggregates"] += taken
    found["subjects"] = env["privacy.contactless"].search_count([])
    return found


def _execute(env, parameters):
    """Erase all who are due and have no contact; contacts are left aside."""
    env.cr.execute("UPDATE privacy_timer SET date_until = '2099-12-31' WHERE partner_id > 0")
    env.cr.commit()
    taken = _time_calls(Proof, (PROOF,))
    with inside.clock() as seconds:
        run = env["privacy.run"].execute(approve=True)
    if run.subjects != fill_contactless.due(parameters):
        # the opponent would erase others than we do
        raise RuntimeError(f"{run.subjects} of {fill_contactless.due(parameters)} were due")
    return {"seconds": seconds[0] - taken[PROOF], "proof": taken[PROOF], "state": run.state,
            "subjects": run.subjects, "left": env["privacy.contactless"].search_count(
                [("timer_ids.is_due", "=", True), ("erased_on", "=", False)])}

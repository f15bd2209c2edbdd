"""An approved run over the oldest contacts, for workers to carry out."""

from . import inside


def measure(env, parameters):
    """Return the id of the approved run and how many contacts it has."""
    run = env["privacy.run"].preview(inside.oldest(env, parameters["subjects"]))
    run.action_approve()
    env.cr.commit()
    return {"run": run.id, "subjects": run.subjects}

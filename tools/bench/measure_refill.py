"""Start every clock anew, after the generator changed the past."""


def measure(env, _parameters):
    """Return how many timers and tags were written."""
    return {"changed": env["privacy.timer"].refresh(full=True)}

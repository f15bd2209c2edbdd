"""The guide as one answer for the web client."""

from ...const import OFFICER
from .steps import steps


class Guide:
    """What one person sees of it."""

    def __init__(self, env):
        self.env = env

    def told(self):
        """Return ``progress`` in words, ``steps`` (``key``, ``title``, ``question``, ``why``,
        ``lines``: ``text`` and ``ok``; ``done``, ``button``, ``action``), ``done``: how many are,
        ``current``: the place of the first that is not, ``may_act``: whether the reader answers.
        """
        found = steps(self.env)
        done = [step.is_done() for step in found]
        return {
            "progress": self.env._(
                "%(company)s: %(done)s of %(all)s steps are done", company=self.env.company.name,
                done=sum(done), all=len(done)),
            "may_act": self.env.user.has_group(OFFICER),
            "steps": [{
                "key": step.key, "title": step.title, "question": step.question, "why": step.why,
                "lines": [line._asdict() for line in step.lines], "done": each,
                "button": step.button, "action": f"cloudpepper_privacy.{step.action}",
            } for step, each in zip(found, done, strict=True)],
            "done": sum(done), "current": done.index(False) if False in done else 0,
        }

    def line(self):
        """Return what the desk says of it (``tone``, ``text``, ``action``), None once all is done.
        """
        told = self.told()
        if told["done"] == len(told["steps"]):
            return None
        return {"tone": "info", "action": "cloudpepper_privacy.privacy_guide_action",
                "text": self.env._("First use: %(done)s of %(all)s steps are done.",
                                   done=told["done"], all=len(told["steps"]))}

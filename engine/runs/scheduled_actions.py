"""The scheduled actions that carry runs out, and how they are woken."""

from ..settings import Settings

#: scheduled actions that may share a run; ``data/ir_cron_data.xml`` has a record for each, and
#: one record never runs twice at once, on however many hosts
MOST_WORKERS = 8


def uses_jobs(env):
    """Whether OCA's queue_job is installed: batches then become its jobs."""
    return "queue.job" in env


class ScheduledActions:
    """The first worker starts what is approved, opens what is automatic, and comes back while a
    run is on; the others help with runs that have started, and end when nothing is free.
    """

    def __init__(self, env):
        self.env = env

    def all(self):
        """Return the scheduled actions of all workers, the first worker first."""
        crons = self.env["ir.cron"].sudo().with_context(active_test=False)
        for number in range(1, MOST_WORKERS + 1):
            name = "ir_cron_run" if number == 1 else f"ir_cron_run_{number}"
            crons |= self.env.ref(f"cloudpepper_privacy.{name}", raise_if_not_found=False) or crons
        return crons

    def asked(self):
        """Return those that the setting asks for."""
        number = max(1, min(int(Settings(self.env).number("workers", 1)), MOST_WORKERS))
        return self.all()[:number]

    def switch(self):
        """Switch the helpers on that the setting asks for, and the others off.

        The first worker is not touched: whoever switched it off did so for a reason.
        """
        asked = self.asked()
        for helper in self.all()[1:]:
            if helper.active != (helper in asked):
                helper.active = helper in asked

    def wake_first(self):
        """Have the first worker take up what there is to do."""
        self.env.ref("cloudpepper_privacy.ir_cron_run").sudo()._trigger()

    def call_helpers(self):
        """Have the others help with runs that have started."""
        self.wake(self.asked()[1:])

    def wake(self, workers, at=None):
        """Have these scheduled actions run once this transaction is committed."""
        for worker in workers:
            worker._trigger(at)

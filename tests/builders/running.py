"""A run over contacts, from its preview to its end."""

from ..common import PrivacyCommon


class RunningCommon(PrivacyCommon):
    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run


class UndisturbedCommon(RunningCommon):
    """Nobody else of the database is touched, and somebody stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.other = cls._contact("Somebody Who Stays", facts=(("running", True),))

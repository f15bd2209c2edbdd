"""Contacts of the archive that come back at once with what somebody does."""

from ..clocks.outbox import Outbox
from ..clocks.refresh import Refresh
from .phases import Phases
from .restriction import Restriction


class Returns:
    """What was noted in a transaction, as far as it speaks of contacts of the archive."""

    def __init__(self, env):
        self.env = env(su=True)

    def follow(self, notes):
        """Compute the clocks of contacts in the archive whom these records name, which brings back
        whom something keeps again. Nothing is asked where nobody is there.

        :param dict notes: ``{model: ids}``
        """
        if not notes or not Restriction(self.env).known().archive:
            return
        outbox = Outbox(self.env)
        if there := Phases(self.env).among(outbox.contacts_of(notes)):
            Refresh(self.env).run(sorted(there))

"""Access (GDPR Art. 15): granted when its package is there to be fetched."""

from ...access.packaging import GRANTED, Packaging
from .base import Right


class Packaged(Right):
    """A right that a package answers."""

    def check_done(self, outcome):
        """The package is ready."""
        self._packaging().check_built(self.kind)

    def settle(self):
        """The decision that grants it tells where the package is, by the same act."""
        if self.right.outcome in GRANTED:
            self._packaging().send_link(self.kind)

    def _packaging(self):
        return Packaging(self.right.env, self.right.request_id)


class Access(Packaged):
    """A copy of what is held, and why."""

    kind = "access"

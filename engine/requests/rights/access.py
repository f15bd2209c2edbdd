"""Access (GDPR Art. 15): granted when its package is there to be fetched."""

from ...access.packaging import GRANTED, Packaging
from .base import Right


class Packaged(Right):
    """A right that a package answers."""

    def check_done(self, outcome):
        """The package is ready."""
        self._packaging().check_built(self.kind)

    def proposed(self):
        """All of it, once its package is ready."""
        return ("granted", False) if self.package() else None

    def package(self):
        """What the letter leads to."""
        return self._packaging().fetchable(self.kind)[:1]

    def settle(self):
        """Where the letter could not say where the package is, a mail to the confirmed address
        does.
        """
        if self.right.outcome in GRANTED:
            self._packaging().send_link(self.kind)

    def _packaging(self):
        return Packaging(self.right.env, self.right.request_id)


class Access(Packaged):
    """A copy of what is held, and why."""

    kind = "access"

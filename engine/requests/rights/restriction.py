"""Restriction (GDPR Art. 18): stored only, from now on."""

from ..notices import Notices
from .base import Right


class Restriction(Right):
    """Data are stored and nothing else happens with them."""

    kind = "restriction"
    acts = True

    def act(self, choice):
        """Restrict, and grant it at once."""
        Notices(self.env, self.right).note()
        self.restrict(self.partners, True)
        self.contactless.with_env(self.env)._restrict(True)
        self.right._close("granted")

    def letter(self):
        """What happens with the data from now on."""
        if self.right.outcome not in ("granted", "partly") or not self.has_something():
            return {}
        return {"stopped": self.env._(
            "From now on your data are stored, and nothing else happens with them but what you "
            "agree to or what legal claims need (Art. 18(2) GDPR). You will hear from us before "
            "this ends.")}

    def check_done(self, outcome):
        """Every contact is restricted."""
        self.check_restricted(self.env._("These contacts are not restricted yet."))

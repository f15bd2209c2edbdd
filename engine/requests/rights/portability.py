"""Portability (GDPR Art. 20): granted when its package is there to be fetched."""

from .access import Packaged


class Portability(Packaged):
    """What the person gave, in a form that other services can read."""

    kind = "portability"

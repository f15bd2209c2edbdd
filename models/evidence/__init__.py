"""What was done, to be proven."""

from . import (
    evidence,
    evidence_screen,
    seal,
)

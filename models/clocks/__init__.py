"""What follows from facts: clocks, tags, holds."""

from . import (
    contactless,
    hold,
    outbox,
    subject_purpose,
    timer,
)

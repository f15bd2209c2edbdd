"""What follows from facts: clocks, tags, holds, consents."""

from . import (
    consent_record,
    contactless,
    hold,
    outbox,
    subject_purpose,
    timer,
)

"""Who agreed to what, to which words, how it is known, and who says so."""

from . import (
    consent_event,
    consent_nonce,
    consent_record,
    consent_record_screen,
    consent_source,
    consent_text,
)

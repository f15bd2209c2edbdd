"""Who agreed to what, to which words, how it is known, and who says so."""

from . import (
    consent_record,
    consent_source,
    consent_text,
)

"""Breaches of personal data (Art. 33 and 34): what happened, who was told, and by when."""

from . import (
    breach_factor, breach, breach_screen, breach_decision, breach_notice, breach_subject,
    breach_customer,
)

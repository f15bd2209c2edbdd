"""What the policy says: purposes, rules, signals, the data map."""

from . import (
    policy_row,
    source,
    legal_basis,
    category,
    authority,
    recipient,
    measure,
    subject_category,
    purpose,
    purpose_line,
    purpose_screen,
    processing,
    rule,
    signal,
    map,
    coverage,
    coverage_module,
    disclosure_rule,
)

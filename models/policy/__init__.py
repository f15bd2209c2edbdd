"""What the policy says: purposes, rules, signals, the data map."""

from . import (
    policy_row,
    source,
    legal_basis,
    category,
    authority,
    recipient,
    purpose,
    purpose_line,
    rule,
    signal,
    map,
    coverage,
    coverage_module,
    disclosure_rule,
)

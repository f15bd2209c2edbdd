# The tests of core/ and the state machine need pytest and hypothesis: bin/test runs them all.
from . import (
    test_concurrency,
    test_decision_table,
    test_guards,
    test_logs,
    test_policy,
    test_protected,
    test_queries,
    test_run,
    test_security,
    test_signals,
    test_technical,
    test_tours,
)

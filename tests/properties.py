"""Hypothesis as tests import it; where it is not installed what needs it is skipped, and says so.

Hosts that run Odoo's own runner need not have it. Its settings are made here, once.
"""

import unittest

try:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st
    from hypothesis.stateful import (
        RuleBasedStateMachine,
        invariant,
        precondition,
        rule,
        run_state_machine_as_test,
    )
except ImportError:
    WHY = "hypothesis is not installed"

    class _Anything:
        """Stands for whatever hypothesis would give: every attribute, call and item."""

        def __getattr__(self, _name):
            return self

        def __call__(self, *_arguments, **_options):
            return self

        def __iter__(self):
            return iter(())

    def given(*_strategies, **_named):
        return unittest.skip(WHY)

    def _unchanged(*_arguments, **_options):
        return lambda method: method

    settings = invariant = precondition = rule = _unchanged
    RuleBasedStateMachine = object
    st = HealthCheck = Phase = _Anything()

    def run_state_machine_as_test(*_arguments, **_options):
        raise unittest.SkipTest(WHY)
else:
    # a shared machine may stall for a moment: a slow example is no failure
    settings.register_profile(
        "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("shared machine")

__all__ = [
    "HealthCheck", "Phase", "RuleBasedStateMachine", "given", "invariant", "precondition", "rule",
    "run_state_machine_as_test", "settings", "st",
]

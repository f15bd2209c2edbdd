"""Settings of property tests, imported by each file that has some."""

from hypothesis import HealthCheck, settings

# a shared machine may stall for a moment: a slow example is no failure
settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")

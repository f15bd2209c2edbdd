"""Checks in the two forms that monitors read.

JSON follows the draft "Health Check Response Format for HTTP APIs"
(draft-inadarei-api-health-check, ``application/health+json``), text follows OpenMetrics 1.0
(``application/openmetrics-text``), which Prometheus reads.
"""

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any, NamedTuple

JSON_TYPE = "application/health+json; charset=utf-8"
TEXT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PASS, FAIL = "pass", "fail"


class Check(NamedTuple):
    """Something that needs somebody, counted.

    :ivar key: code, for monitors: lower case, digits and underscores
    :ivar words: what is counted, in the reader's language
    :ivar found: how many; 0 is well
    """

    key: str
    words: str
    found: int


def status(checks: Iterable[Check]) -> str:
    """Return :data:`FAIL` where a check counts something, else :data:`PASS`."""
    return FAIL if any(check.found for check in checks) else PASS


def as_json(checks: list[Check], now: datetime, verified: datetime | None) -> dict[str, Any]:
    """Return the JSON of an answer.

    :param now: when it was counted, UTC without zone
    :param verified: when the evidence was last verified, the same, None where it never was
    """
    return {
        "status": status(checks), "description": "Privacy",
        "time": _written(now), "evidence_verified": verified and _written(verified),
        "checks": {check.key: [{
            "status": status([check]), "observedValue": check.found, "output": check.words,
        }] for check in checks},
    }


def as_text(checks: list[Check], now: datetime, verified: datetime | None) -> str:
    """Return the OpenMetrics text of an answer; the parameters are those of :func:`as_json`."""
    lines = [
        "# TYPE privacy_problems gauge",
        "# HELP privacy_problems What needs somebody, by check; 0 is well.",
        *(f'privacy_problems{{check="{check.key}"}} {check.found}' for check in checks),
        *_moment("privacy_checked", "When it was counted.", now),
    ]
    if verified:
        lines += _moment(
            "privacy_evidence_verified", "When the evidence was last verified.", verified)
    return "\n".join([*lines, "# EOF", ""])


def _moment(name: str, words: str, moment: datetime) -> list[str]:
    name = f"{name}_timestamp_seconds"
    return [f"# TYPE {name} gauge", f"# UNIT {name} seconds", f"# HELP {name} {words}",
            f"{name} {int(moment.replace(tzinfo=timezone.utc).timestamp())}"]


def _written(moment: datetime) -> str:
    return moment.replace(tzinfo=timezone.utc).isoformat(timespec="seconds")

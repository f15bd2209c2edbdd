"""The keys of bin/bench, what each must reach, and the arithmetic of the figures."""
import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One figure: its name, the bound, and whether more is better."""

    name: str
    bound: float
    more: bool = False

    def ok(self, value):
        """Whether a figure reaches the bound."""
        return value >= self.bound if self.more else value <= self.bound

    def reach(self):
        """The bound as a person reads it."""
        return f"{'>=' if self.more else '<='} {self.bound:g}"


KEYS = {key.name: key for key in (
    Key("execute_vs_sql", 0.5, more=True),
    Key("execute_no_mail_vs_sql", 0.25, more=True),
    Key("execute_vs_oca", 80, more=True),
    Key("queries_marginal", 0.1),
    Key("refresh_first_vs_insert", 2),
    Key("refresh_full_vs_aggregates", 3),
    Key("refresh_incremental", 0.05),
    Key("refresh_contactless_vs_aggregates", 3),
    Key("execute_contactless_vs_sql", 0.4, more=True),
    Key("lock_s", 3),
    Key("staff_p95", 1.5),
    Key("workers_2_vs_1", 1.3, more=True),
    Key("peak_mib", 500),
    Key("proof_recall", 1.0, more=True),
    Key("proof_mb_s", 40, more=True),
    Key("proof_1000_vs_10", 2.5),
    Key("execute_full_vs_sql", 0.4, more=True),
    Key("queries_per_subject", 2),
    Key("coverage_s", 5),
    Key("peak_mib_100k", 700),
    Key("portal_queries", 30),
    Key("collect_vs_lookup", 2),
    Key("package_cpu_s", 10),
    Key("consent_events_s", 1000, more=True),
    Key("breach_list_s", 10),
)}


def percentile(values, share):
    """The nearest-rank percentile: the smallest value that `share` of all do not exceed."""
    if not values:
        raise ValueError("a percentile of nothing")
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def ratio(of, to):
    """One figure by another, rounded to what a benchmark can tell."""
    return significant(of / to)


def significant(value, digits=4):
    """The value with so many significant digits."""
    return float(f"{value:.{digits}g}")


def table(figures):
    """The lines of the table: key, figure, reach, whether it is reached."""
    lines = [f"{'key':<28} {'figure':>10}  {'reach':<8} ok"]
    for name, key in KEYS.items():
        if name in figures:
            value = figures[name]
            lines.append(f"{name:<28} {value:>10g}  {key.reach():<8} "
                         f"{'yes' if key.ok(value) else 'NO'}")
    return lines

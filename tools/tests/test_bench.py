"""The arithmetic of bin/bench: percentiles, reaches, what two ways of erasing have in common."""
import pytest

from tools.commands import bench, bench_rows, figures
from tools.commands.bench_measures import Measures
from tools.environment import console


@pytest.mark.parametrize(("values", "share", "found"), [
    (range(1, 101), 0.95, 95), (range(1, 21), 0.95, 19), ([5], 0.95, 5), ([1, 2], 0.5, 1),
    ([9, 1, 5], 1.0, 9), ([3, 1, 2], 0.01, 1),
])
def test_a_percentile_is_a_value_that_was_seen(values, share, found):
    assert figures.percentile(values, share) == found


def test_there_is_no_percentile_of_nothing():
    with pytest.raises(ValueError, match="nothing"):
        figures.percentile([], 0.95)


@pytest.mark.parametrize(("name", "value", "ok"), [
    ("execute_vs_sql", 0.5, True), ("execute_vs_sql", 0.49, False),
    ("lock_s", 3, True), ("lock_s", 3.01, False),
])
def test_a_bound_counts_as_reached(name, value, ok):
    assert figures.KEYS[name].ok(value) is ok


def test_every_key_has_a_measure_and_no_measure_is_without_a_key():
    taken = {name[len("take_"):] for name in vars(Measures) if name.startswith("take_")}
    assert taken == set(figures.KEYS)


def test_the_table_shows_what_was_measured_and_no_more():
    lines = figures.table({"lock_s": 4.0, "_load": 0.5})
    assert len(lines) == 2 and lines[1].split() == ["lock_s", "4", "<=", "3", "NO"]


def test_figures_are_rounded_to_what_they_can_tell():
    assert figures.ratio(2, 3) == 0.6667 and figures.significant(12345.6) == 12350


def test_rows_are_compared_by_what_is_in_them():
    before = {"1": "a", "2": "b", "3": "c"}
    assert bench_rows.compare(before, {"1": "a", "2": "x", "4": "d"}) == (1, 1, 1)
    assert bench_rows.compare(before, dict(before)) == (0, 0, 0)


def test_rows_that_only_one_way_touched_are_named():
    ours = {"res_partner": bench_rows.Touch(changed=5, versions=10),
            "crm_lead": bench_rows.Touch(changed=2, versions=2)}
    theirs = {"res_partner": bench_rows.Touch(changed=5, versions=5)}
    lines = bench_rows.lines(ours, theirs)
    assert lines["res_partner"].endswith(": same rows")
    assert lines["crm_lead"].endswith(": NOT the same rows")


def test_only_takes_keys_of_the_table_in_the_table_s_order():
    assert bench.wanted("lock_s, execute_vs_sql") == ["execute_vs_sql", "lock_s"]
    assert bench.wanted(None) == list(figures.KEYS)
    with pytest.raises(console.Refusal, match="no such key: speed"):
        bench.wanted("speed")

"""Odoo's entry hashes, computed a second time: against JSON written the slow way, and forgery."""

import json
import unittest
from hashlib import sha256

from odoo.addons.cloudpepper_privacy.core.evidence.odoo_hashchain import (
    Stretch,
    amount,
    broken_since,
    link,
    version_of,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

try:
    from odoo.tools.float_utils import float_repr
except ImportError:
    # without Odoo there is nothing to compare with
    float_repr = None

ENTRY = ("INV/2026/00042", "2026-05-04", 7, 1)
LINES = [
    (9, "Hosting", 0.0, 100.0, 21, 55, 2),
    (10, None, 121.0, 0.0, 40, 55, 2),
    (101, "21%", 0.0, 21.0, 45, None, 2),
]
IDS = st.one_of(st.none(), st.integers(1, 2**31 - 1))
LABELS = st.one_of(st.none(), st.text(max_size=20))
MONEY = st.integers(-10**11, 10**11).map(lambda cents: cents / 100)
ENTRIES = st.tuples(LABELS, st.dates().map(str), st.integers(1, 999), st.integers(1, 99))
ALL_LINES = st.lists(
    st.tuples(st.integers(1, 20_000), LABELS, MONEY, MONEY, IDS, IDS, st.integers(0, 4)),
    max_size=6, unique_by=lambda line: line[0],
)
VERSIONS = st.integers(1, 4)


def _repr(value, places):
    return float_repr(value, places) if float_repr else amount(value, places, 4)


def _slow(previous, entry, lines, version):
    """Return the hash as Odoo's own words describe it: a dict, json.dumps, SHA-256."""
    def text(value):
        return str(False if value is None else value)

    name, day, journal, company = entry
    values = {"date": text(day), "journal_id": text(journal), "company_id": text(company)}
    if version > 1:
        values["name"] = text(name)
    for ref, label, debit, credit, account, partner, places in lines:
        each = {"account_id": text(account), "partner_id": text(partner)}
        for field, value in (("debit", debit), ("credit", credit)):
            value = value or 0.0
            each[field] = _repr(value, places) if version >= 3 else str(value)
        if version > 1:
            each["name"] = text(label)
        values.update({f"line_{ref}_{field}": value for field, value in each.items()})
    dumped = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    seed = (previous or "").rpartition("$")[2]
    digest = sha256((seed + dumped).encode()).hexdigest()
    return f"$4${digest}" if version == 4 else digest


def _chain(count, version=4):
    """Return [(id, stored hash, entry, lines)] of a chain of entries."""
    previous, rows = None, []
    for number in range(1, count + 1):
        entry = (f"INV/2026/{number:05}", *ENTRY[1:])
        previous = link(previous, entry, LINES, version)
        rows.append((number, previous, entry, LINES))
    return rows


def _result(rows, start=0):
    stretch = Stretch()
    for number, row in enumerate(rows):
        if number < start:
            stretch.skip(row[1])
        else:
            stretch.feed(*row)
    return stretch.result()


class TestOdooHashchain(CoreCase):
    @given(st.one_of(st.none(), st.just("ab" * 32), st.just("$4$" + "cd" * 32)), ENTRIES, ALL_LINES,
           VERSIONS)
    def test_a_link_is_the_hash_of_the_sorted_json(self, previous, entry, lines, version):
        assert link(previous, entry, lines, version) == _slow(previous, entry, lines, version)

    @given(st.lists(st.integers(1, 10**9), min_size=2, max_size=30, unique=True), VERSIONS)
    def test_the_order_in_which_lines_are_read_does_not_matter(self, ids, version):
        lines = [(ref, *LINES[0][1:]) for ref in ids]
        one = link(None, ENTRY, lines, version)
        assert one == link(None, ENTRY, lines[::-1], version) == _slow(None, ENTRY, lines, version)

    @unittest.skipUnless(float_repr, "Odoo is not there to compare with")
    @given(st.one_of(MONEY, st.floats(-2, 2), st.floats(-1e12, 1e12)), st.integers(0, 6))
    def test_amounts_are_written_as_odoo_writes_them(self, value, places):
        assert amount(value, places, 4) == float_repr(value, places)

    @each_row([
        (None, 2, "0.00"), (0.0, 0, "0"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.5, 0, "-0"),
        (12.5, 0, "12"), (1e16, 2, "10000000000000000.00"), (0.1 + 0.2, 2, "0.30"),
    ])
    def test_amounts_at_the_edge(self, value, places, expected):
        assert amount(value, places, 4) == expected
        assert value is None or _repr(value, places) == expected

    @given(ENTRIES, ALL_LINES, VERSIONS)
    def test_the_version_is_found_again(self, entry, lines, version):
        stored = link("ab" * 32, entry, lines, version)
        found = version_of(stored, "ab" * 32, entry, lines)
        assert found and link("ab" * 32, entry, lines, found) == stored

    @each_value([1, 2, 3, 4])
    def test_a_chain_holds_whole_and_in_every_stretch(self, version):
        rows = _chain(8, version)
        for start in range(8):
            result = _result(rows, start)
            assert (result["ok"], result["moves"], result["last"]) == (True, 8 - start, rows[-1][1])

    def test_an_older_chain_goes_on_in_the_new_version(self):
        rows = _chain(3, 3)
        entry = ("INV/2026/00004", *ENTRY[1:])
        rows.append((4, link(rows[-1][1], entry, LINES, 4), entry, LINES))
        assert _result(rows)["ok"]

    def test_a_stretch_without_the_entry_before_it_does_not_hold(self):
        assert _result(_chain(5)[2:])["first_bad"] == 3

    @each_value([0, 1, 2, 3, 4, 5, 6])
    def test_a_forged_line_is_found(self, place):
        rows = _chain(5)
        forged = list(LINES[1])
        forged[place] = {0: 11, 1: "Advice", 2: 121.01, 3: 0.01, 4: 41, 5: 56, 6: 3}[place]
        rows[2] = (*rows[2][:3], [LINES[0], tuple(forged), LINES[2]])
        result = _result(rows)
        assert (result["ok"], result["bad"], result["first_bad"]) == (False, 1, 3)

    @each_value([0, 1, 2, 3])
    def test_a_forged_entry_is_found(self, place):
        rows = _chain(5)
        entry = list(ENTRY)
        entry[place] = {0: "INV/2026/00099", 1: "2026-05-05", 2: 8, 3: 2}[place]
        rows[4] = (*rows[4][:2], tuple(entry), LINES)
        assert _result(rows)["first_bad"] == 5

    def test_a_forger_who_hashes_again_is_found_by_the_next_entry(self):
        rows = _chain(5)
        entry = ("INV/2026/00003", "2026-05-05", *ENTRY[2:])
        rows[2] = (3, link(rows[1][1], entry, LINES, 4), entry, LINES)
        assert _result(rows)["first_bad"] == 4

    def test_a_removed_entry_is_found_by_the_next_one(self):
        rows = _chain(5)
        del rows[2]
        assert _result(rows)["first_bad"] == 4

    @each_value(["", "$", "$$", "$5$ab", "$4", "$four$ab", "nonsense"])
    def test_what_is_no_hash_does_not_hold(self, stored):
        assert version_of(stored, None, ENTRY, LINES) is None
        rows = _chain(3)
        rows[1] = (2, stored, *rows[1][2:])
        assert (_result(rows)["bad"], _result(rows)["first_bad"]) == (2, 2)

    @each_row([
        ({}, False), ({"bad": 2, "first_bad": 1}, True), ({"moves": 4}, True), ({"moves": 6}, True),
        ({"last": "$4$00"}, True), ({"bad": 0, "first_bad": None, "ok": True}, False),
    ])
    def test_worse_is_what_a_run_must_not_leave(self, change, worse):
        was = {"moves": 5, "ok": False, "bad": 1, "first_bad": 3, "last": "$4$ab"}
        assert broken_since({"7:3": was}, {"7:3": {**was, **change}}) == (["7:3"] if worse else [])

    def test_a_chain_nobody_looked_at_again_counts_as_worse(self):
        was = {"moves": 5, "ok": True, "bad": 0, "first_bad": None, "last": "$4$ab"}
        assert broken_since({"7:3": was}, {}) == ["7:3"]

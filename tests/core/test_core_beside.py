"""A search on two cores finds what one finds, whatever happens to the helper."""

import pytest
from odoo.addons.cloudpepper_privacy.core.identity import parallel_matcher as search_beside
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.core.identity.parallel_matcher import Beside

from .. import recall_corpus

PAIRS = list(enumerate(recall_corpus.EVERYBODY))
VALUES = [spelling.payload for spelling in recall_corpus.planted()
          if isinstance(spelling.payload, str)] * 20


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Start the helper at the first chunk, on a machine of any size."""
    monkeypatch.setattr(search_beside, "ALONE", 0)
    monkeypatch.setattr(search_beside, "WORTH", 1)
    monkeypatch.setattr(search_beside.os, "cpu_count", lambda: 2)


def test_two_find_what_one_finds():
    with Beside(PAIRS) as both:
        for values in (VALUES, VALUES[:3], VALUES[5:900]):
            assert both.find_chunk(values) == Matcher(PAIRS).find_chunk(values)
        assert both._child, "there was a helper"


def test_a_helper_that_ends_in_between_costs_nothing_but_time():
    with Beside(PAIRS) as both:
        found = both.find_chunk(VALUES)
        both._child.kill()
        both._child.wait()
        assert both.find_chunk(VALUES) == found
        assert both._child is None
        assert both.find_chunk(VALUES) == found


def test_a_helper_that_answers_nonsense_is_not_believed(monkeypatch):
    monkeypatch.setattr(search_beside, "CHILD", "print('no pickle', flush=True); input()")
    with Beside(PAIRS) as both:
        assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)


def test_where_no_helper_can_be_started_one_searches(monkeypatch):
    monkeypatch.setattr(search_beside.sys, "executable", "/nowhere/python")
    with Beside(PAIRS) as both:
        assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
        assert both._child is None


def test_on_one_core_nobody_helps(monkeypatch):
    monkeypatch.setattr(search_beside.os, "cpu_count", lambda: 1)
    with Beside(PAIRS) as both:
        assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
        assert both._child is None


def test_the_helper_ends_with_the_search():
    with Beside(PAIRS) as both:
        both.find_chunk(VALUES)
        child = both._child
    assert child.poll() is not None


def test_nothing_and_one_value_are_searched_too():
    with Beside(PAIRS) as both:
        assert both.find_chunk([]) == []
        assert both.find_chunk(VALUES[:1]) == Matcher(PAIRS).find_chunk(VALUES[:1])


def test_of_files_the_helper_reads_half(tmp_path):
    files = []
    for number, said in enumerate(VALUES[:90]):
        (tmp_path / f"{number}").write_text(said)
        files.append((str(tmp_path / f"{number}"), "text/plain"))
    files.append((str(tmp_path / "gone"), None))
    with Beside(PAIRS) as both:
        found, tally = both.find_files(files)
        assert both._child, "there was a helper"
    assert (found, tally) == Matcher(PAIRS).find_files(files)
    assert {index for index, _key in found} > set(range(40, 50))
    assert (tally["files"], tally["not searchable: not on the disk"]) == (90, 1)

"""A search on two cores finds what one finds, whatever happens to the helper."""

import os
import signal
import subprocess
import sys
import time

from odoo.addons.cloudpepper_privacy.core.identity import parallel_matcher
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.core.identity.parallel_matcher import ParallelMatcher
from odoo.addons.cloudpepper_privacy.tests import recall_corpus
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase

PAIRS = list(enumerate(recall_corpus.EVERYBODY))
VALUES = [spelling.payload for spelling in recall_corpus.planted()
          if isinstance(spelling.payload, str) and len(spelling.payload) < 5_000] * 2
#: what a process does that is killed in the middle of a search
KILLED = """
import os, signal
from core.identity import parallel_matcher
from core.identity.identifiers import Identifier
parallel_matcher.LETTERS_ALONE, parallel_matcher.SHARED_LETTERS = 0, 1
parallel_matcher.os.cpu_count = lambda: 2
matcher = parallel_matcher.ParallelMatcher([(1, Identifier("word", "niemand"))])
matcher.find_chunk(["a", "b", "c", "d"])
print(matcher._helper._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


class TestParallelMatcher(CoreCase):
    def setUp(self):
        """Start the helper at the first chunk, on a machine of any size."""
        super().setUp()
        self.replace(parallel_matcher, "LETTERS_ALONE", 0)
        self.replace(parallel_matcher, "SHARED_LETTERS", 1)
        self.replace(parallel_matcher.os, "cpu_count", lambda: 2)

    def test_two_find_what_one_finds(self):
        with ParallelMatcher(PAIRS) as both:
            for values in (VALUES, VALUES[:3], VALUES[5:400], ["Zo\ud83d", "x", *VALUES[:9]]):
                assert both.find_chunk(values) == Matcher(PAIRS).find_chunk(values)
            assert both._helper, "there was a helper"

    def test_a_helper_that_is_killed_costs_nothing_but_time(self):
        with ParallelMatcher(PAIRS) as both:
            found = both.find_chunk(VALUES)
            both._helper._process.kill()
            both._helper._process.wait()
            assert both.find_chunk(VALUES) == found
            assert both._helper is None
            assert both.find_chunk(VALUES) == found

    def test_a_helper_that_is_killed_while_it_searches_costs_nothing_but_time(self):
        with ParallelMatcher(PAIRS) as both:
            found = both.find_chunk(VALUES)
            search = both._matcher.find_cells

            def search_and_kill(cells):
                if both._helper:
                    os.kill(both._helper._process.pid, signal.SIGKILL)
                return search(cells)

            self.replace(both._matcher, "find_cells", search_and_kill)
            assert both.find_chunk(VALUES) == found

    def test_a_helper_that_answers_nonsense_is_not_believed(self):
        for nonsense in ("no JSON", "[]", "{}", "17", ""):
            self.replace(parallel_matcher, "CHILD", f"print({nonsense!r}, flush=True); input()")
            with ParallelMatcher(PAIRS) as both:
                assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
                assert both._helper is None

    def test_where_no_helper_can_be_started_one_searches(self):
        self.replace(parallel_matcher.sys, "executable", "/nowhere/python")
        with ParallelMatcher(PAIRS) as both:
            assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
            assert both._helper is None

    def test_on_one_core_nobody_helps(self):
        self.replace(parallel_matcher.os, "cpu_count", lambda: 1)
        with ParallelMatcher(PAIRS) as both:
            assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
            assert both._helper is None

    def test_nobody_helps_before_much_was_searched(self):
        self.replace(parallel_matcher, "LETTERS_ALONE", 10**9)
        with ParallelMatcher(PAIRS) as both:
            both.find_chunk(VALUES)
            assert both._helper is None

    def test_the_helper_ends_with_the_search(self):
        with ParallelMatcher(PAIRS) as both:
            both.find_chunk(VALUES)
            process = both._helper._process
        assert process.poll() is not None
        assert both.find_chunk(VALUES) == Matcher(PAIRS).find_chunk(VALUES)
        assert both._helper is None, "what is closed starts no other"

    def test_a_process_that_is_killed_leaves_no_helper_behind(self):
        done = subprocess.run([sys.executable, "-c", KILLED], cwd=parallel_matcher.ROOT,
                              capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
        helper, until = int(done.stdout), time.monotonic() + 20
        while _is_running(helper) and time.monotonic() < until:
            time.sleep(0.05)
        assert not _is_running(helper)

    def test_the_helper_inherits_no_open_file(self):
        with open(os.devnull, "rb") as kept, ParallelMatcher(PAIRS) as both:
            os.set_inheritable(kept.fileno(), True)
            both.find_chunk(VALUES)
            inherited = os.listdir(f"/proc/{both._helper._process.pid}/fd")
            assert str(kept.fileno()) not in inherited

    def test_nothing_and_one_value_are_searched_too(self):
        with ParallelMatcher(PAIRS) as both:
            assert both.find_chunk([]) == []
            assert both.find_chunk(VALUES[:1]) == Matcher(PAIRS).find_chunk(VALUES[:1])

    def test_of_files_the_helper_reads_half(self):
        folder, files = self.folder(), []
        for number, text in enumerate(VALUES[:90]):
            (folder / f"{number}").write_text(text)
            files.append((str(folder / f"{number}"), "text/plain"))
        files += [(str(folder / "gone"), None), (str(folder), None)]
        unread, unread_by_one = [], []
        with ParallelMatcher(PAIRS) as both:
            found, tally = both.find_files(files, unread)
            assert both._helper, "there was a helper"
        assert (found, tally) == Matcher(PAIRS).find_files(files, unread_by_one)
        assert {index for index, _key in found} > set(range(40, 50))
        assert unread == unread_by_one == [(90, "not on the disk"), (91, "no file")]
        assert (tally["files"], tally["not searchable: not on the disk"]) == (90, 1)


def _is_running(pid):
    """Whether a process is there and has not ended."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False

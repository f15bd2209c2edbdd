"""A search on two cores: a process of its own takes half of each large chunk.

The helper knows this package alone and no Odoo; it gets the identifiers and the values through
pipes, and ends with them. Where it cannot be started, or ends too early, nothing is lost: its
half is searched here.
"""

import os
import pickle
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

from .identifiers import Identifier
from .search import Matcher

#: letters of a chunk from which half of it is worth sending away
WORTH = 250_000
#: letters searched alone before a helper is started
ALONE = 10_000_000
#: what reading a pickle that is none, or not whole, may raise
NO_ANSWER = (OSError, EOFError, pickle.UnpicklingError, LookupError, ValueError, TypeError,
             AttributeError, ImportError)
CHILD = "from core.search_beside import serve; serve()"


class Beside:
    """Finds what a :class:`~.search.Matcher` finds, on two cores where there are two.

    To be closed, or used as a context manager.

    :param pairs: (key, Identifier)
    """

    def __init__(self, pairs):
        self._pairs = list(pairs)
        self._matcher = Matcher(self._pairs)
        self._searched, self._child = 0, None
        self._may = (os.cpu_count() or 1) > 1

    def __len__(self):
        return len(self._pairs)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        """End the helper."""
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def find_chunk(self, values):
        """Return what :meth:`~.search.Matcher.find_chunk` returns."""
        sizes = list(accumulate(map(len, values)))
        total = sizes[-1] if sizes else 0
        self._searched += total
        cut = sum(size <= total / 2 for size in sizes)
        if total < WORTH or not cut or not self._give(values[cut:]):
            return self._matcher.find_chunk(values)
        found = self._matcher.find_chunk(values[:cut])
        return found + [(index + cut, key) for index, key in self._take(values[cut:])]

    def _give(self, values):
        """Send values to the helper; return whether it has them."""
        if not self._child and self._may and self._searched > ALONE:
            self._start()
        return bool(self._child) and self._tell(values)

    def _start(self):
        self._may = False
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-c", CHILD], cwd=Path(__file__).parent.parent,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except OSError:
            return
        # as plain values: in the helper the package has another name
        self._tell([(key, *identifier) for key, identifier in self._pairs])

    def _tell(self, what):
        try:
            pickle.dump(what, self._child.stdin, pickle.HIGHEST_PROTOCOL)
            self._child.stdin.flush()
        except OSError:
            self.close()
        return bool(self._child)

    def _take(self, values):
        """Return what the helper found, or search for it here."""
        try:
            return pickle.load(self._child.stdout)
        except NO_ANSWER:
            self.close()
            return self._matcher.find_chunk(values)


def serve():
    """What the helper does until its input ends: read values, write what is in them."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        matcher = Matcher((key, Identifier(*identifier))
                          for key, *identifier in pickle.load(source))
        while True:
            pickle.dump(matcher.find_chunk(pickle.load(source)), target)
            target.flush()
    except EOFError:
        return

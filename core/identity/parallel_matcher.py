"""A search on two cores: a process of its own takes half of what is large.

The helper knows this package alone and no Odoo; it gets the identifiers and the values through
pipes, and ends with them. Where it cannot be started, or ends too early, nothing is lost: its
half is searched here.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path

from .identifiers import Identifier
from .matcher import END, Matcher

#: letters of a chunk, and number of files, from which half of it is worth sending away
WORTH, FILES = 250_000, 20
#: letters searched alone before a helper is started; a file counts as so many
ALONE, FILE = 10_000_000, 5_000
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
        return self.find_cells(END.join(value.replace(END, " ") for value in values))

    def find_cells(self, cells):
        """Return what :meth:`~.search.Matcher.find_cells` returns."""
        self._searched += len(cells)
        cut = cells.rfind(END, 0, len(cells) // 2)
        if len(cells) < WORTH or cut < 0:
            return self._matcher.find_cells(cells)
        mine, theirs = self._both("find_cells", cells[:cut], cells[cut + 1:])
        first = cells.count(END, 0, cut) + 1
        return mine + [(first + index, key) for index, key in theirs]

    def find_files(self, files):
        """Return what :meth:`~.search.Matcher.find_files` returns."""
        self._searched += FILE * len(files)
        half = len(files) // 2
        if half < FILES:
            return self._matcher.find_files(files)
        (mine, tally), (theirs, more) = self._both("find_files", files[:half], files[half:])
        return mine + [(half + index, key) for index, key in theirs], tally + more

    def _both(self, method, mine, theirs):
        """Return what a method of the matcher says of each half; the helper does the second."""
        search = getattr(self._matcher, method)
        given = self._give(method, theirs)
        found = search(mine)
        answer = self._take() if given else None
        return found, search(theirs) if answer is None else answer

    def _give(self, *order):
        """Send an order to the helper; return whether it has it."""
        if not self._child and self._may and self._searched > ALONE:
            self._start()
        return bool(self._child) and self._tell(order)

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

    def _take(self):
        """Return what the helper found, None where it has no answer."""
        try:
            return pickle.load(self._child.stdout)
        except NO_ANSWER:
            self.close()
            return None


def serve():
    """What the helper does until its input ends: read orders, write what is found."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    try:
        matcher = Matcher((key, Identifier(*identifier))
                          for key, *identifier in pickle.load(source))
        while True:
            method, what = pickle.load(source)
            pickle.dump(getattr(matcher, method)(what), target)
            target.flush()
    except EOFError:
        return

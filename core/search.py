"""Whose identifiers a text holds, at a cost that does not grow with the number of people.

All anchors (``spelling.py``) are looked for at once, by one automaton over the letters and
digits of a whole chunk of values; what it meets is held against the identifier's own pattern,
in the one value where it was met. An anchor enters the automaton by a few of its letters only,
so that tens of thousands of people fit in memory.

Source: Aho and Corasick, "Efficient string matching", CACM 18 (1975) 333-340.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from os.path import commonprefix

from ahocorasick_rs import BytesAhoCorasick, Implementation

from . import normal
from .spelling import anchors, pattern

#: letters of an anchor that the automaton knows
HOOK = 9
#: states up to which the automaton is a table: 256 bytes each, and three times as fast
TABLE = 400_000
#: longer values are searched in windows, each with the end of the one before
WINDOW, OVERLAP = 65_536, 2_048
ENDS = re.compile(normal.END)


class Matcher:
    """Finds identifiers in texts.

    :param pairs: (key, :class:`~.identifiers.Identifier`); several may share a key
    """

    def __init__(self, pairs):
        self._identifiers = defaultdict(list)
        wanted = defaultdict(list)
        for key, identifier in pairs:
            self._identifiers[key].append(identifier)
            for anchor in anchors(identifier):
                wanted[anchor].append(key)
        hooks = defaultdict(list)
        for anchor, keys in wanted.items():
            start = _hook(anchor)
            hooks[anchor[start:start + HOOK]].append((start, anchor, tuple(dict.fromkeys(keys))))
        # which hook was met is known by its place in this order
        self._hooks = [hooks[hook] for hook in sorted(hooks)]
        self._automaton = _automaton(sorted(hooks))
        self._patterns = {}

    def find(self, text):
        """Return the keys whose identifiers are in a text.

        :rtype: frozenset of int
        """
        return frozenset(key for _index, key in self.find_chunk([text]))

    def find_chunk(self, values):
        """Return what is in which of many values; a few megabytes at a time are quickest.

        :param values: list of str
        :return: sorted (index of the value, key), without repeats
        :rtype: list of tuple
        """
        windows, indexes = _windows(values)
        met = self._met(windows)
        return sorted({(indexes[place] if indexes else place, key) for place, keys in met.items()
                       for key in self._held(windows[place], keys)})

    def _met(self, values):
        """Return {index: keys whose anchors are there}."""
        data = normal.END.join(map(normal.plain, values))
        pieces = normal.TAG.split(data)
        met = defaultdict(set)
        text = normal.INLINE.join(pieces[::2])
        for place, keys in self._anchored(text):
            met[place].update(keys)
        tags_met = pieces[1::2]
        tags = list(dict.fromkeys(tags_met))
        found = defaultdict(set)
        for place, keys in self._anchored(normal.END.join(tags)):
            found[tags[place]].update(keys)
        if found:
            ends = accumulate(piece.count(normal.END) for piece in pieces[::2])
            for tag, place in zip(tags_met, ends, strict=False):
                if tag in found:
                    met[place] |= found[tag]
        return met

    def _anchored(self, data):
        """Yield (which of the parts between ends, keys whose anchor is there)."""
        said = normal.compact(normal.without_initials(data))
        hits = self._automaton and self._automaton.find_matches_as_indexes(said, overlapping=True)
        if not hits:
            return
        ends = [end.start() for end in ENDS.finditer(said)]
        for hook, start, _end in hits:
            for offset, anchor, keys in self._hooks[hook]:
                if said.startswith(anchor, max(start - offset, 0)):
                    yield bisect_right(ends, start), keys

    def _held(self, value, keys):
        """Return those of the keys whose patterns find themselves in the value."""
        said = normal.marked(value)
        return [key for key in keys if any(found.search(said) for found in self.patterns(key))]

    def patterns(self, key):
        """Return the expressions of a key's identifiers, for what ``normal.marked`` returns."""
        if key not in self._patterns:
            self._patterns[key] = [pattern(known) for known in self._identifiers[key]]
        return self._patterns[key]


def _hook(anchor):
    """Return where the letters start by which an anchor is first met: numbers and streets differ
    most at their end, names and mail addresses are as good at their start.
    """
    return max(len(anchor) - HOOK, 0) if anchor[-1:].isdigit() else 0


def _automaton(hooks):
    """Build the automaton of sorted hooks, as a table while that stays small."""
    if not hooks:
        return None
    states, before = 1, b""
    for hook in hooks:
        states, before = states + len(hook) - len(commonprefix((before, hook))), hook
    kind = Implementation.DFA if states <= TABLE else Implementation.ContiguousNFA
    return BytesAhoCorasick(hooks, implementation=kind)


def _windows(values):
    """Return (values, None), or values cut into windows and the index each belongs to."""
    if max(map(len, values), default=0) <= WINDOW and not any("\0" in value for value in values):
        return values, None
    cut = [(value.replace("\0", " ")[start:start + WINDOW + OVERLAP], index)
           for index, value in enumerate(values)
           for start in range(0, max(len(value), 1), WINDOW)]
    return [window for window, _index in cut], [index for _window, index in cut]

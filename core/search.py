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
from itertools import accumulate, pairwise
from os.path import commonprefix
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from . import normal
from .spelling import anchors, pattern, plainly, street_parts

#: letters of an anchor that the automaton knows
HOOK = 20
#: states up to which the automaton is a table: 128 bytes each, and up to four times as fast
TABLE = 500_000
#: longer values are searched in windows, each with the end of the one before
WINDOW, OVERLAP = 65_536, 2_048
#: letters that are searched at once: more would leave the processor's cache
BATCH = 131_072
END = normal.END.decode()
#: between these, or at an end, a number or address is whole
AROUND = (b"", *(bytes([sign]) for sign in b" <>()\"';\1\2\3"))
#: letters before and after a street's word between which its postcode stands
AROUND_STREET = 400
ENDS = re.compile(re.escape(normal.END_CODE))


class Street(NamedTuple):
    """A street's longest word, letters alone, and the expression of its number standing alone."""

    word: bytes
    number: re.Pattern


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
            start, said = _hook(anchor), normal.compact(anchor)
            hooks[said[start:start + HOOK]].append((start, said, tuple(dict.fromkeys(keys))))
        # which hook was met is known by its place in this order
        self._hooks = [hooks[hook] for hook in sorted(hooks)]
        self._automaton = _automaton(sorted(hooks))
        self._patterns, self._spellings, self._known = {}, {}, {}

    def find(self, text):
        """Return the keys whose identifiers are in a text.

        :rtype: frozenset of int
        """
        return frozenset(key for _index, key in self.find_chunk([text]))

    def find_chunk(self, values):
        """Return what is in which of many values, the more the quicker.

        :param values: list of str
        :return: sorted (index of the value, key), without repeats
        :rtype: list of tuple
        """
        windows, indexes = _windows(values)
        found = {(indexes[start + place] if indexes else start + place, key)
                 for start, batch in _batches(windows) for place, key in self._found(batch)}
        return sorted(found)

    def _found(self, values):
        """Yield (value's place, key) of a batch of values."""
        data = normal.plain(END.join(values))
        pieces = normal.TAG.split(data)
        yield from self._in_text(data, pieces[::2])
        yield from self._in_tags(pieces)

    def _in_text(self, data, pieces):
        """Yield (value's place, key) of what a reader sees; a tag may part any two letters."""
        met = self._anchored(normal.INLINE.join(pieces))
        values = data.split(normal.END) if met else ()
        for place, keys in met.items():
            said = normal.seen(values[place])
            yield from ((place, key) for key in self._held(said, keys))

    def _in_tags(self, pieces):
        """Yield (value's place, key) of what tags say: their links, titles, mail addresses."""
        tags = list(dict.fromkeys(pieces[1::2]))
        met = self._anchored(normal.END.join(tags))
        held = {tags[place]: self._held(normal.said_in(tags[place]), keys)
                for place, keys in met.items()}
        if any(held.values()):
            ends = accumulate(piece.count(normal.END) for piece in pieces[::2])
            for tag, place in zip(pieces[1::2], ends, strict=False):
                yield from ((place, key) for key in held.get(tag, ()))

    def _anchored(self, data):
        """Return {which of the parts between ends: keys whose anchor is there}."""
        met = defaultdict(set)
        said = normal.compact(normal.without_initials(data))
        hits = self._automaton and self._automaton.find_matches_as_indexes(said, overlapping=True)
        ends = [end.start() for end in ENDS.finditer(said)] if hits else ()
        for hook, start, _end in hits or ():
            for offset, anchor, keys in self._hooks[hook]:
                if said.startswith(anchor, max(start - offset, 0)):
                    met[bisect_right(ends, start)].update(keys)
        return met

    def _held(self, said, keys):
        """Return those of the keys whose patterns find themselves in comparable text."""
        letters, held = normal.bare(said), []
        for key in keys:
            exact, plain = self._spelled(key)
            if any(anchor in letters for anchor in exact) and (
                    any(_stands(said, spelled) for spelled in plain)
                    or self._matches(key, said, letters)):
                held.append(key)
        return held

    def _matches(self, key, said, letters):
        """Whether one of a key's patterns finds itself; a street only near where its word is."""
        return any(
            found.search(said, *stretch)
            for found, street in self._patterns_of(key)
            for stretch in (_near(street, said, letters) if street else ((0, len(said)),)))

    def _patterns_of(self, key):
        """Return (pattern, a street's :class:`Street` or None) of each identifier of a key."""
        if key not in self._known:
            self._known[key] = [
                (found, _street(known.value) if known.kind == "street" else None)
                for found, known in zip(self.patterns(key), self._identifiers[key], strict=True)]
        return self._known[key]

    def _spelled(self, key):
        """Return (exact anchors, plain spellings) of a key that was met before, or is now."""
        if key not in self._spellings:
            known = self._identifiers[key]
            self._spellings[key] = (
                tuple(anchor for each in known for anchor in anchors(each)),
                tuple(spelled for each in known for spelled in plainly(each)))
        return self._spellings[key]

    def patterns(self, key):
        """Return the expressions of a key's identifiers, for what ``normal.marked`` returns."""
        if key not in self._patterns:
            self._patterns[key] = [pattern(known) for known in self._identifiers[key]]
        return self._patterns[key]


def _street(value):
    """Return what is looked for before a street's pattern, which is slow."""
    words, number, _place = street_parts(value)
    return Street(max(words, key=len, default="").encode(),
                  re.compile(rb"(?<![0-9])%b(?![0-9])" % number.encode()))


def _near(street, said, letters):
    """Return the stretches of comparable text around a street's word with its number; where a
    tag may break one of them, all of it.
    """
    everywhere = [(0, len(said))]
    if not street.word or normal.INLINE in said:
        return everywhere
    if not street.number.search(said):
        return ()
    places = [found.start() for found in re.finditer(street.word, said)]
    if len(places) != letters.count(street.word):
        return everywhere
    near = [(max(at - AROUND_STREET, 0), at + AROUND_STREET) for at in places]
    return [stretch for stretch in near if street.number.search(said, *stretch)]


def _stands(said, plain):
    """Whether a plain spelling stands alone in comparable text; its pattern would say so too, but
    takes a thousand times longer to make.
    """
    at = said.find(plain)
    end = at + len(plain)
    return at >= 0 and said[at - 1:at] in AROUND and said[end:end + 1] in AROUND


def _hook(anchor):
    """Return where the letters start by which an anchor is first met: numbers and streets differ
    most at their end, names and mail addresses are as good at their start.
    """
    return max(len(anchor) - HOOK, 0) if anchor[-1:].isdigit() else 0


def _automaton(hooks):
    """Build the automaton of sorted hooks, as a table while that stays small."""
    states = 1 + sum(len(hook) - len(commonprefix((before, hook)))
                     for before, hook in pairwise((b"", *hooks)))
    kind = Implementation.DFA if states <= TABLE else Implementation.ContiguousNFA
    return BytesAhoCorasick(hooks, implementation=kind) if hooks else None


def _batches(values):
    """Yield (place of the first, values) of which the text stays within reach of the processor."""
    start = size = 0
    for place, length in enumerate(map(len, values), 1):
        size += length
        if size > BATCH:
            yield start, values[start:place]
            start, size = place, 0
    if start < len(values):
        yield start, values[start:]


def _windows(values):
    """Return (values, None), or values cut into windows and the index each belongs to."""
    values = [value.replace(END, " ") if END in value else value for value in values]
    if max(map(len, values), default=0) <= WINDOW:
        return values, None
    cut = [(value[start:stop], index) for index, value in enumerate(values)
           for start, stop in _cuts(value)]
    return [window for window, _index in cut], [index for _window, index in cut]


def _cuts(value):
    """Yield (start, stop) of the windows of a value, each beginning at a blank where one is near:
    half a word or number must not be taken for a whole one.
    """
    for at in range(0, max(len(value), 1), WINDOW):
        blank = value.rfind(" ", at - 200, at) if at else 0
        yield (at if blank < 0 else blank), at + WINDOW + OVERLAP

"""Whose identifiers a text holds, at a cost that does not grow with the number of people.

All anchors (``spelling.py``) are looked for at once, by one automaton over the letters and
digits of a whole chunk of values; what it meets is held against the identifier's own pattern,
in the one value where it was met. An anchor enters the automaton by a few of its letters only,
so that tens of thousands of people fit in memory.

Source: Aho and Corasick, "Efficient string matching", CACM 18 (1975) 333-340.
"""

import re
from collections import defaultdict
from functools import cached_property
from itertools import accumulate, pairwise
from os.path import commonprefix

from ahocorasick_rs import BytesAhoCorasick, Implementation

from ..text import normalise as normal
from .files import find_in_files
from .spelling import anchors, lines, pattern, place_words, plainly

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
WORDS = re.compile(b"[a-z0-9]+")


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
        self._looks = {}

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
        return self.find_cells(END.join(
            value.replace(END, " ") if END in value else value for value in values))

    def find_cells(self, cells):
        """Return what :meth:`find_chunk` does, of values that :data:`END` parts."""
        return sorted({(first + place, key) for first, batch in _batches(cells)
                       for place, key in self._found(batch)})

    def find_files(self, files):
        """Return what :func:`.search_files.find_in_files` does."""
        return find_in_files(self, files)

    def _found(self, cells):
        """Yield (cell's place, key) of a batch of cells."""
        data = normal.plain(cells)
        pieces = normal.TAG.split(data)
        yield from self._in_text(data, pieces[::2])
        yield from self._in_tags(pieces)

    def _in_text(self, data, pieces):
        """Yield (cell's place, key) of what a reader sees; a tag may part any two letters."""
        met = self._anchored(normal.INLINE.join(pieces))
        cells = data.split(normal.END) if met else ()
        for place, keys in met.items():
            said = normal.seen(cells[place])
            yield from ((place, key) for key in self._held(said, keys))

    def _in_tags(self, pieces):
        """Yield (cell's place, key) of what tags say: their links, titles, mail addresses."""
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
        # they come in the order of their ends
        place = counted = 0
        for hook, start, end in hits or ():
            place += said.count(normal.END_CODE, counted, end)
            counted = end
            for offset, anchor, keys in self._hooks[hook]:
                if said.startswith(anchor, max(start - offset, 0)):
                    met[place].update(keys)
        return met

    def _held(self, said, keys):
        """Return those of the keys whose identifiers are in comparable text."""
        text = Text(said)
        return [key for key in keys if any(look.sees(text) for look in self._of(key))]

    def _of(self, key):
        """Return the :class:`Look` at each identifier of a key that was met before, or is now."""
        if key not in self._looks:
            self._looks[key] = [Look(known) for known in self._identifiers[key]]
        return self._looks[key]

    def patterns(self, key):
        """Return the expressions of a key's identifiers, for what ``normal.marked`` returns."""
        return [look.pattern for look in self._of(key)]


class Text:
    """Comparable text, and what is asked of it for many identifiers.

    :param bytes said: as ``normal.marked`` returns it
    :ivar bytes letters: its letters and digits
    :ivar bool tagged: whether a tag may lie inside one of its words
    """

    def __init__(self, said):
        self.said, self.letters, self.tagged = said, normal.bare(said), normal.INLINE in said

    @cached_property
    def words(self):
        """Its words, one blank between them."""
        return b" ".join(WORDS.findall(self.said))


class Look:
    """Holds one identifier against texts, what is cheap first: most are near misses, and its
    expression takes a thousand times longer to make than a look at the letters.

    :param Identifier known: the identifier
    """

    def __init__(self, known):
        self._known, self._anchors, self._plain = known, anchors(known), plainly(known)
        self._places, self._lines = place_words(known), lines(known)

    def sees(self, text):
        """Whether it is in a :class:`Text`."""
        if not _any_in(self._anchors, text.letters):
            return False
        if self._places and not self._may_be_there(text):
            return False
        return any(_stands(text.said, spelled) for spelled in self._plain) or bool(
            (self.pattern if text.tagged else self._light).search(text.said))

    def _may_be_there(self, text):
        """Whether a street's number follows it, or comes before it, and its place is named."""
        return _any_in(self._places, text.letters) and (
            text.tagged or any(_follows(text.words, line) for line in self._lines))

    @cached_property
    def pattern(self):
        """The expression that decides."""
        return pattern(self._known)

    @cached_property
    def _light(self):
        return pattern(self._known, tags=False)


def _any_in(parts, letters):
    """Whether one of these is in letters; said so because it is asked millions of times."""
    for part in parts:  # noqa: SIM110
        if part in letters:
            return True
    return False


def _follows(words, line):
    """Whether words hold others, not as the beginning of a longer number."""
    at = words.find(line)
    while at >= 0:
        if not (line[-1:].isdigit() and words[at + len(line):at + len(line) + 1].isdigit()):
            return True
        at = words.find(line, at + 1)
    return False


def _stands(said, plain):
    """Whether a plain spelling stands alone in comparable text, as its expression would say."""
    at = said.find(plain)
    end = at + len(plain)
    return at >= 0 and said[at - 1:at] in AROUND and said[end:end + 1] in AROUND


def _hook(anchor):
    """Return where the letters start by which an anchor is first met: numbers and streets differ
    most at their end, names and mail addresses are as good at their start.
    """
    return max(len(anchor) - HOOK, 0) if anchor[-1:].isdigit() else 0


def _states(hooks):
    """Return how many states an automaton of sorted hooks has."""
    return 1 + sum(len(hook) - len(commonprefix((before, hook)))
                   for before, hook in pairwise((b"", *hooks)))


def _automaton(hooks):
    """Build the automaton of sorted hooks, as a table while that stays small."""
    small = sum(map(len, hooks)) < TABLE or _states(hooks) < TABLE
    kind = Implementation.DFA if small else Implementation.ContiguousNFA
    return BytesAhoCorasick(hooks, implementation=kind) if hooks else None


def _batches(cells):
    """Yield (index of the first cell, cells): texts of whole cells within reach of the processor,
    a longer cell in windows, each a batch of that one cell.
    """
    start = index = 0
    while start <= len(cells):
        stop = cells.find(END, min(start + BATCH, len(cells)))
        stop = len(cells) if stop < 0 else stop
        if stop - start > BATCH + WINDOW:
            long = cells.rfind(END, start, start + BATCH)
            if long < 0:
                value = cells[start:stop]
                yield from ((index, value[slice(*cut)]) for cut in _cuts(value))
                start, index = stop + 1, index + 1
                continue
            stop = long
        batch = cells[start:stop]
        yield index, batch
        start, index = stop + 1, index + batch.count(END) + 1


def _cuts(value):
    """Yield (start, stop) of the windows of a value, each beginning at a blank where one is near:
    half a word or number must not be taken for a whole one.
    """
    for at in range(0, max(len(value), 1), WINDOW):
        blank = value.rfind(" ", at - 200, at) if at else 0
        yield (at if blank < 0 else blank), at + WINDOW + OVERLAP

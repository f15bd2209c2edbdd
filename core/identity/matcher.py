"""Whose identifiers a text holds, at a cost that does not grow with the number of people.

All anchors (``spelling.py``) are looked for at once, by one automaton over the letters and
digits of a whole chunk of values; what it meets is held against the identifier's own pattern,
in the one value where it was met. An anchor enters the automaton by a few of its letters only,
so that tens of thousands of people fit in memory.

Source: Aho and Corasick, "Efficient string matching", CACM 18 (1975) 333-340.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from os.path import commonprefix

from ahocorasick_rs import BytesAhoCorasick, Implementation

from ..text import normalise
from .files import File, find_in_files
from .identifier_matcher import IdentifierMatcher, Text
from .identifiers import Identifier
from .spelling import anchors

#: letters of an anchor that the automaton knows
HOOK = 20
#: states up to which the automaton is a table: 128 bytes each, and up to four times as fast
TABLE = 500_000
#: longer values are searched in windows, each with the end of the one before
WINDOW, OVERLAP = 65_536, 2_048
#: letters that are searched at once: more would leave the processor's cache
BATCH = 131_072
END = normalise.END.decode()


class Matcher:
    """Finds identifiers in texts.

    :param pairs: (key, identifier); several may share a key
    :param longer: ``{key: longer names}`` of others, of which a key's name is a part: within one
        of them it is not met
    """

    def __init__(self, pairs: Iterable[tuple[int, Identifier]],
                 longer: Mapping[int, Iterable[str]] | None = None) -> None:
        self._identifiers: dict[int, list[Identifier]] = defaultdict(list)
        wanted: dict[bytes, list[int]] = defaultdict(list)
        for key, identifier in pairs:
            self._identifiers[key].append(identifier)
            for anchor in anchors(identifier):
                wanted[anchor].append(key)
        hooks: dict[bytes, list[tuple[int, bytes, tuple[int, ...]]]] = defaultdict(list)
        for anchor, keys in wanted.items():
            start, codes = _hook(anchor), normalise.compact(anchor)
            hooks[codes[start:start + HOOK]].append((start, codes, tuple(dict.fromkeys(keys))))
        # which hook was met is known by its place in this order
        self._hooks = [hooks[hook] for hook in sorted(hooks)]
        self._automaton = _automaton(sorted(hooks))
        self._matchers: dict[int, list[IdentifierMatcher]] = {}
        self._longer = {key: [IdentifierMatcher(Identifier("name", name)) for name in names]
                        for key, names in (longer or {}).items()}

    def find(self, text: str) -> frozenset[int]:
        """Return the keys whose identifiers are in a text."""
        return frozenset(key for _index, key in self.find_chunk([text]))

    def find_chunk(self, values: Sequence[str]) -> list[tuple[int, int]]:
        """Return what is in which of many values, the more the quicker.

        :return: sorted (index of the value, key), without repeats
        """
        return self.find_cells(END.join(
            value.replace(END, " ") if END in value else value for value in values))

    def find_cells(self, cells: str) -> list[tuple[int, int]]:
        """Return what :meth:`find_chunk` does, of values that :data:`END` parts."""
        return sorted({(first + place, key) for first, batch in _batches(cells)
                       for place, key in self._found(batch)})

    def find_files(self, files: Sequence[File], unread: list[tuple[int, str]] | None = None,
                   ) -> tuple[list[tuple[int, int]], Counter[str]]:
        """Return what :func:`~.files.find_in_files` does."""
        return find_in_files(self, files, unread)

    def _found(self, cells: str) -> Iterator[tuple[int, int]]:
        """Yield (cell's place, key) of a batch of cells."""
        data = normalise.plain(cells)
        pieces = normalise.TAG.split(data)
        yield from self._in_text(data, pieces[::2])
        yield from self._in_tags(pieces)

    def _in_text(self, data: bytes, pieces: list[bytes]) -> Iterator[tuple[int, int]]:
        """Yield (cell's place, key) of what a reader sees; a tag may part any two letters."""
        met = self._anchored(normalise.INLINE.join(pieces))
        cells = data.split(normalise.END) if met else []
        for place, keys in met.items():
            text = normalise.seen(cells[place])
            yield from ((place, key) for key in self._keys_in(text, keys))

    def _in_tags(self, pieces: list[bytes]) -> Iterator[tuple[int, int]]:
        """Yield (cell's place, key) of what stands in tags: their links, titles, mail addresses."""
        tags = list(dict.fromkeys(pieces[1::2]))
        met = self._anchored(normalise.END.join(tags))
        held = {tags[place]: self._keys_in(normalise.seen_in_tag(tags[place]), keys)
                for place, keys in met.items()}
        if any(held.values()):
            ends = accumulate(piece.count(normalise.END) for piece in pieces[::2])
            for tag, place in zip(pieces[1::2], ends, strict=False):
                yield from ((place, key) for key in held.get(tag, ()))

    def _anchored(self, data: bytes) -> dict[int, set[int]]:
        """Return {which of the parts between ends: keys whose anchor is there}."""
        met: dict[int, set[int]] = defaultdict(set)
        if not self._automaton:
            return met
        codes = normalise.compact(normalise.without_initials(data))
        # they come in the order of their ends
        place = counted = 0
        for hook, start, end in self._automaton.find_matches_as_indexes(codes, overlapping=True):
            place += codes.count(normalise.END_CODE, counted, end)
            counted = end
            for offset, anchor, keys in self._hooks[hook]:
                if codes.startswith(anchor, max(start - offset, 0)):
                    met[place].update(keys)
        return met

    def _keys_in(self, cased: bytes, keys: Collection[int]) -> list[int]:
        """Return those of the keys whose identifiers are in text, as ``Text`` takes it."""
        text = Text(cased)
        return [key for key in keys if any(each.matches(text) for each in self._of(key))
                and not (key in self._longer and next(self.spans(key, text), None) is None)]

    def _of(self, key: int) -> list[IdentifierMatcher]:
        """Return what each identifier of a key is held against texts with, made when first met."""
        if key not in self._matchers:
            self._matchers[key] = [IdentifierMatcher(known) for known in self._identifiers[key]]
        return self._matchers[key]

    def spans(self, key: int, text: Text) -> Iterator[tuple[int, int]]:
        """Yield the stretches of comparable text that a key's identifiers take, but for those that
        are a part of somebody's longer name there.
        """
        own = [span for each in self._of(key) for span in each.spans(text)]
        taken = {span for each in self._longer.get(key, ()) for span in each.spans(text)}
        within = _Stretches(taken.difference(own))
        yield from (span for span in own if span not in within)


class _Stretches:
    """Stretches of text; what lies in one of them is in it.

    :param spans: (start, stop) of each
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        found = sorted(spans)
        self._starts = [start for start, _stop in found]
        self._furthest = list(accumulate((stop for _start, stop in found), max))

    def __contains__(self, span: tuple[int, int]) -> bool:
        before = bisect_right(self._starts, span[0])
        return before > 0 and self._furthest[before - 1] >= span[1]


def _hook(anchor: bytes) -> int:
    """Return where the letters start by which an anchor is first met: numbers and streets differ
    most at their end, names and mail addresses are as good at their start.
    """
    return max(len(anchor) - HOOK, 0) if anchor[-1:].isdigit() else 0


def _states(hooks: Sequence[bytes]) -> int:
    """Return how many states an automaton of sorted hooks has."""
    return 1 + sum(len(hook) - len(commonprefix((before, hook)))
                   for before, hook in pairwise((b"", *hooks)))


def _automaton(hooks: Sequence[bytes]) -> BytesAhoCorasick | None:
    """Build the automaton of sorted hooks, as a table while that stays small."""
    small = sum(map(len, hooks)) < TABLE or _states(hooks) < TABLE
    kind = Implementation.DFA if small else Implementation.ContiguousNFA
    return BytesAhoCorasick(hooks, implementation=kind) if hooks else None


def _batches(cells: str) -> Iterator[tuple[int, str]]:
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


def _cuts(value: str) -> Iterator[tuple[int, int]]:
    """Yield (start, stop) of the windows of a value, each beginning at a blank where one is near:
    half a word or number must not be taken for a whole one.
    """
    for at in range(0, max(len(value), 1), WINDOW):
        blank = value.rfind(" ", at - 200, at) if at else 0
        yield (at if blank < 0 else blank), at + WINDOW + OVERLAP

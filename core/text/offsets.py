"""A text as ``normalise.marked`` makes it comparable, with the place where each byte came from.

The steps are the same, over the same expressions, so that what the search finds can also be
blanked: to the letter, and nothing beside it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from . import normalise
from .fold import HANDLER

EXPANDING = re.compile(b"|".join(re.escape(long) for long, _letters in normalise.EXPANDING))
#: from the first letter or digit to the last, where no tag, or nothing of its grammar, is between
IN_TEXT = re.compile(rb"[+(]{0,2}[a-z0-9](?:[^\x01\x02]*[a-z0-9])?")
IN_TAG = re.compile(rb"[+(]{0,2}[a-z0-9](?:[^\"'=<>]*[a-z0-9])?")
MARKS = normalise.INLINE + normalise.BLOCK


class View:
    """A text made comparable.

    :ivar bytes cased: what :attr:`marked` is made of, case kept
    :ivar bytes marked: the same as ``normalise.marked`` returns
    """

    def __init__(self, text: str) -> None:
        data = self._encode(text)
        for escape in normalise.ESCAPES:
            data = self._replace(data, escape, normalise.UNESCAPED.__getitem__)
        data = self._replace(data, EXPANDING, dict(normalise.EXPANDING).__getitem__)
        data = self._take_out_tags(data)
        self.cased = self._drop_initials(data)
        self.marked = normalise.lower(self.cased)

    def pieces(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return where a stretch of :attr:`marked` stands in the text: from letter to letter,
        between tags, and in a tag without its grammar.

        :return: sorted (start, stop), offsets of letters in the text
        """
        first, last = self._starts[start], self._stops[stop - 1]
        at = bisect_left(self._tags, (first + 1,)) - 1
        seen = IN_TAG if at >= 0 and first < self._tags[at][1] else IN_TEXT
        spans = [found.span() for found in seen.finditer(self.marked, start, stop)]
        pieces = [(self._starts[one], self._stops[other - 1]) for one, other in spans]
        initials = self._initials[bisect_left(self._initials, (first,)):
                                  bisect_left(self._initials, (last,))]
        return sorted([*pieces, *(
            (one, other) for one, other in initials
            if other < last and not any(a <= one < b for a, b in pieces))])

    def _encode(self, text: str) -> bytes:
        pieces = [char.encode("latin-1", HANDLER) for char in text]
        self._starts = [at for at, piece in enumerate(pieces) for _byte in piece]
        self._stops = [at + 1 for at in self._starts]
        return b"".join(pieces)

    def _replace(self, data: bytes, expression: re.Pattern[bytes],
                 replacement: Callable[[bytes], bytes]) -> bytes:
        """Replace what an expression finds."""
        return self._put(data, [(*found.span(), replacement(found[0]))
                                for found in expression.finditer(data)])

    def _put(self, data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
        """Replace (first, last, new bytes); all that is new stands where the old stood."""
        out: list[bytes] = []
        starts: list[int] = []
        stops: list[int] = []
        end = 0
        for first, last, new in changes:
            out += (data[end:first], new)
            starts += self._starts[end:first] + [self._starts[first]] * len(new)
            stops += self._stops[end:first] + [self._stops[last - 1]] * len(new)
            end = last
        self._starts, self._stops = starts + self._starts[end:], stops + self._stops[end:]
        return b"".join([*out, data[end:]])

    def _take_out_tags(self, data: bytes) -> bytes:
        spans = [found.span() for found in normalise.TAG.finditer(data)]
        starts, stops = self._starts, self._stops
        self._tags = [(starts[first], stops[last - 1]) for first, last in spans]
        values = [self._replace(data, normalise.TAG, normalise.mark_of)]
        for first, last in spans:
            values.append(normalise.without_grammar(data[first:last]))
            self._starts += [starts[first], *starts[first:last]]
            self._stops += [starts[first], *stops[first:last]]
        return normalise.SEGMENT.join(values)

    def _drop_initials(self, data: bytes) -> bytes:
        spans = list(normalise.initials(data))
        self._initials = sorted(
            (self._starts[first], self._stops[first + len(data[first:last].rstrip(MARKS)) - 1])
            for first, last in spans)
        return self._put(data, [(first, last, b"") for first, last in spans])

"""A text as ``normal.marked`` makes it comparable, with the place where each byte came from.

The steps are the same, over the same expressions, so that what the search finds can also be
blanked: to the letter, and nothing beside it.
"""

import re
from bisect import bisect_left

from . import normalise as normal
from .fold import HANDLER

LONG = re.compile(b"|".join(re.escape(sign) for sign, _said in normal.LONG))
#: from the first letter or digit to the last, where no tag, or nothing of its grammar, is between
IN_TEXT = re.compile(rb"[+(]{0,2}[a-z0-9](?:[^\x01\x02]*[a-z0-9])?")
IN_TAG = re.compile(rb"[+(]{0,2}[a-z0-9](?:[^\"'=<>]*[a-z0-9])?")
MARKS = normal.INLINE + normal.BLOCK


class View:
    """A text made comparable.

    :ivar bytes marked: the same as ``normal.marked`` returns
    """

    def __init__(self, text):
        self._text = text
        data = self._encode(text)
        for escape in normal.ESCAPES:
            data = self._replace(data, escape, normal.UNESCAPED.__getitem__)
        data = self._replace(data, LONG, dict(normal.LONG).__getitem__)
        data = self._take_out_tags(data)
        self.marked = self._drop_initials(data).translate(normal.LOWER)

    def pieces(self, start, stop):
        """Return where a stretch of :attr:`marked` stands in the text: from letter to letter,
        between tags, and in a tag without its grammar.

        :rtype: sorted list of (start, stop)
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

    def _encode(self, text):
        pieces = [char.encode("latin-1", HANDLER) for char in text]
        self._starts = [at for at, piece in enumerate(pieces) for _byte in piece]
        self._stops = [at + 1 for at in self._starts]
        return b"".join(pieces)

    def _replace(self, data, expression, said):
        """Replace what an expression finds."""
        return self._put(data, [(*found.span(), said(found[0]))
                                for found in expression.finditer(data)])

    def _put(self, data, changes):
        """Replace (first, last, new bytes); all that is new stands where the old stood."""
        out, starts, stops, end = [], [], [], 0
        for first, last, new in changes:
            out += (data[end:first], new)
            starts += self._starts[end:first] + [self._starts[first]] * len(new)
            stops += self._stops[end:first] + [self._stops[last - 1]] * len(new)
            end = last
        self._starts, self._stops = starts + self._starts[end:], stops + self._stops[end:]
        return b"".join([*out, data[end:]])

    def _take_out_tags(self, data):
        spans = [found.span() for found in normal.TAG.finditer(data)]
        starts, stops = self._starts, self._stops
        self._tags = [(starts[first], stops[last - 1]) for first, last in spans]
        seen = self._replace(data, normal.TAG, normal.mark_of)
        for first, last in spans:
            seen += normal.SEGMENT + normal.values_of(data[first:last])
            self._starts += [starts[first], *starts[first:last]]
            self._stops += [starts[first], *stops[first:last]]
        return seen

    def _drop_initials(self, data):
        spans = [found.span() for found in normal.INITIAL.finditer(data.translate(normal.CLASSES))]
        self._initials = sorted(
            (self._starts[first], self._stops[first + len(data[first:last].rstrip(MARKS)) - 1])
            for first, last in spans)
        return self._put(data, [(first, last, b"") for first, last in spans])

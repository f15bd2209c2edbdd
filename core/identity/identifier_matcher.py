"""One identifier held against one text: what decides after an anchor was met (``matcher.py``)."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from ..text import normalise
from . import name_spelling
from .boundaries import is_whole
from .identifiers import Identifier
from .spelling import anchors, lines, pattern, place_words, plainly

#: between these, or at an end, a number or address is whole
AROUND = (b"", *(bytes([sign]) for sign in b" <>()\"';\1\2\3"))
#: between these a name is: an apostrophe or a tag may join it to more
AROUND_NAMES = frozenset((*AROUND, *(bytes([sign]) for sign in b",.:!?/[]*"))) - {b"'", b"\1"}
WORD = re.compile(b"[a-z0-9]+")


class Text:
    """Comparable text, and what is asked of it for many identifiers.

    :param cased: as ``normalise.seen`` returns it
    :ivar bytes marked: the same in lower case: what is compared
    :ivar bytes letters: its letters and digits
    :ivar bool tagged: whether a tag may lie inside one of its words
    """

    def __init__(self, cased: bytes) -> None:
        self.cased, self.marked = cased, normalise.lower(cased)
        self.letters = normalise.bare(self.marked)
        self.tagged = normalise.INLINE in cased

    @cached_property
    def words(self) -> bytes:
        """Its words, one blank between them."""
        return b" ".join(WORD.findall(self.marked))


class IdentifierMatcher:
    """Holds one identifier against texts, what is cheap first: most are near misses, and its
    expression takes a thousand times longer to make than a search for its letters.

    :param identifier: what is looked for
    """

    def __init__(self, identifier: Identifier) -> None:
        self.identifier, self._is_name = identifier, identifier.kind == "name"
        self._around = AROUND_NAMES if self._is_name else AROUND
        self._anchors, self._plain = anchors(identifier), plainly(identifier)
        self._places, self._lines = place_words(identifier), lines(identifier)

    def matches(self, text: Text) -> bool:
        """Whether the identifier is in a text."""
        if not _any_in(self._anchors, text.letters):
            return False
        if self._places and not self._may_be_there(text):
            return False
        if any(_standing(text.marked, plain, self._around) for plain in self._plain):
            return True
        if self._is_name and not text.tagged and not self._has_parts(text.marked):
            return False
        return next(self._found(text), None) is not None

    def _has_parts(self, marked: bytes) -> bool:
        """Whether all the words of a name are in a text without tags, in one of its variants."""
        return any(all(part in marked for part in parts) for parts in self._parts)

    @cached_property
    def _parts(self) -> tuple[tuple[bytes, ...], ...]:
        return name_spelling.parts(self.identifier.value)

    def spans(self, text: Text) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a text that the identifier takes: the groups of what its
        expression finds, or all of it; where it finds nothing, what stands there plainly.
        """
        found = None
        for found in self._found(text):
            groups = [found.span(group) for group in range(1, found.re.groups + 1)]
            yield from [span for span in groups if span[0] >= 0] if groups else [found.span()]
        if found is None:
            stretches = (_standing(text.marked, plain, self._around) for plain in self._plain)
            yield from [stretch for stretch in stretches if stretch]

    def _found(self, text: Text) -> Iterator[re.Match[bytes]]:
        """Yield what the expression finds; of a name where it is whole."""
        expression, at = self.pattern if text.tagged else self._light, 0
        while found := expression.search(text.marked, at):
            whole = not self._is_name or is_whole(
                text.cased, text.marked, found.start(), found.end(), self.identifier.value)
            if whole:
                yield found
            # another that begins inside a part of a longer name may be whole
            at = max(found.end() if whole else 0, found.start() + 1)
            if at > len(text.marked):
                return

    def _may_be_there(self, text: Text) -> bool:
        """Whether a street's number follows it, or comes before it, and its place is named."""
        return _any_in(self._places, text.letters) and (
            text.tagged or any(_follows(text.words, line) for line in self._lines))

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """The expression that decides."""
        return pattern(self.identifier)

    @cached_property
    def _light(self) -> re.Pattern[bytes]:
        return pattern(self.identifier, tags=False)


def _any_in(parts: Iterable[bytes], letters: bytes) -> bool:
    """Whether one of these is in letters; a loop, because it is asked millions of times."""
    for part in parts:  # noqa: SIM110
        if part in letters:
            return True
    return False


def _follows(words: bytes, line: bytes) -> bool:
    """Whether words hold others, not as the beginning of a longer number."""
    at = words.find(line)
    while at >= 0:
        if not (line[-1:].isdigit() and words[at + len(line):at + len(line) + 1].isdigit()):
            return True
        at = words.find(line, at + 1)
    return False


def _standing(marked: bytes, plain: bytes,
              around: Collection[bytes]) -> tuple[int, int] | None:
    """Return where a plain spelling stands alone in comparable text, or nothing: only the first
    place is looked at.
    """
    at = marked.find(plain)
    end = at + len(plain)
    alone = at >= 0 and marked[max(at - 1, 0):at] in around and marked[end:end + 1] in around
    return (at, end) if alone else None

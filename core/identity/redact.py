"""Mentions of a person in text that stays: found, and replaced by a placeholder.

A mention is what ``identifiers.py`` calls an identifier, in any spelling that the proof finds
too, and the link that Odoo's own mentions carry. A single word is taken for a person only in a text
that another identifier of the person stands in, and with the capital that it has: a customer called
"Paris" does not blank the town in other people's text (GDPR Art. 17, and Art. 15(4) the other way
round). Everything else of the text stays to the letter: tags, invoice
numbers and amounts above all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import overload

from ..text.offsets import View
from .identifier_matcher import IdentifierMatcher, Text
from .identifiers import Identifier
from .matcher import Matcher

#: what is read instead of a mention; it means the same in text, a tag, a link and JSON
PLACEHOLDER = "[anonymised]"
#: blanking one mention may show another one around it, seldom more than once
ROUNDS = 8
#: what every mention link of Odoo carries (``mail/static/src/utils/common/format.js``)
MENTION_ATTRIBUTE = "data-oe-id"
LINK_START = re.compile(r"<a\b", re.IGNORECASE)
LINK_STOP = re.compile(r"<\\?/a\s*>", re.IGNORECASE)


class Redactor:
    """Blanks one person in texts.

    :param identifiers: what identifies the person
    :param partner_id: whom Odoo's mention links name, or nothing
    :param placeholder: what is read instead; it must mean the same in text, a tag and JSON
    :param longer: names of others that the person's is a part of: they stay
    """

    def __init__(self, identifiers: Iterable[Identifier], partner_id: int | None = None,
                 placeholder: str = PLACEHOLDER, longer: Sequence[str] = ()) -> None:
        known = list(identifiers)
        named = [each for each in known if each.kind != "single"]
        self._matcher = Matcher(enumerate(named), {
            key: longer for key, each in enumerate(named) if longer and each.kind == "name"})
        self._singles = [IdentifierMatcher(each) for each in known if each.kind == "single"]
        self._partner_id = partner_id
        self._placeholder = placeholder

    @overload
    def redact(self, text: str) -> str: ...

    @overload
    def redact(self, text: str | None) -> str | None: ...

    def redact(self, text: str | None) -> str | None:
        """Return a text without the mentions; the same object where there is none.

        A name broken over tags is replaced in its first piece and emptied in the others.

        :param text: plain text, HTML or JSON, or nothing
        """
        if not text:
            return text
        redacted = text
        if self._partner_id and MENTION_ATTRIBUTE in text:
            redacted = _without_links(text, self._partner_id, self._placeholder)
        for _round in range(ROUNDS):
            keys = self._matcher.find(redacted)
            blanked = self._blank(redacted, keys) if keys else redacted
            if blanked == redacted:
                break
            redacted = blanked
        return redacted if redacted != text else text

    def _blank(self, text: str, keys: Iterable[int]) -> str:
        """Replace every mention that the patterns of these identifiers find."""
        view = View(text)
        seen = Text(view.cased)
        spans = {span for key in keys for span in self._matcher.spans(key, seen)}
        # the person's one name, where something else says that the person is meant
        spans |= {span for each in self._singles if spans for span in each.spans(seen)
                  if _is_written_as(view.cased, span[0], each.identifier.value)}
        pieces = [(*piece, "" if place else self._placeholder)
                  for start, stop in _united(sorted(spans))
                  for place, piece in enumerate(view.pieces(start, stop))]
        out: list[str] = []
        end = 0
        for start, stop, replacement in sorted(pieces):
            if start >= end:
                out += (text[end:start], replacement)
                end = stop
        return "".join([*out, text[end:]])


def _is_written_as(cased: bytes, start: int, word: str) -> bool:
    """Whether a word begins with a capital where the stored one does."""
    first = chr(cased[start])
    return not word[0].isupper() or first.isupper() or not first.isalpha()


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted stretches with those that overlap made one."""
    united: list[tuple[int, int]] = []
    for start, stop in spans:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(stop, united[-1][1]))
        else:
            united.append((start, stop))
    return united


def has_link(text: str, partner_id: int) -> bool:
    """Whether one of Odoo's mention links of a contact is in a text."""
    return next(_links(text, partner_id), None) is not None


def _without_links(text: str, partner_id: int, placeholder: str) -> str:
    """Return a text with the mention links of a contact replaced."""
    kept: list[str] = []
    end = 0
    for start, stop in _links(text, partner_id):
        kept += (text[end:start], placeholder)
        end = stop
    return "".join([*kept, text[end:]])


@lru_cache(maxsize=10_000)
def _attributes(partner_id: int) -> tuple[re.Pattern[str], ...]:
    """Return the expressions of the attributes that a mention link of a contact has."""
    return tuple(
        re.compile(rf"\s{attribute}=\\?[\"']{value}\\?[\"']", re.IGNORECASE)
        for attribute, value in (("data-oe-model", "res[.]partner"),
                                 (MENTION_ATTRIBUTE, partner_id)))


def _links(text: str, partner_id: int) -> Iterator[tuple[int, int]]:
    """Yield where Odoo's mention links of a contact begin and end, in HTML or in HTML within JSON.

    Step by step, and not by one expression: that would read on to the end of the text from each
    link that never ends.
    """
    named = _attributes(int(partner_id))
    at = 0
    while (starts := LINK_START.search(text, at)) and (close := text.find(">", starts.end())) >= 0:
        attributes = text[starts.end():close]
        at = close + 1
        if all(each.search(attributes) for each in named):
            stops = LINK_STOP.search(text, at)
            if not stops:
                return
            at = stops.end()
            yield starts.start(), at

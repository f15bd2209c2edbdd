"""Mentions of a person in text that stays: found, and replaced by a placeholder.

A mention is what ``identifiers.py`` calls an identifier, in any spelling that the proof finds
too, and the link that Odoo's own mentions carry. Single words are never taken for a person: a
customer called "Paris" does not blank the town in other people's text (GDPR Art. 17, and
Art. 15(4) the other way round). Everything else of the text stays to the letter: tags, invoice
numbers and amounts above all.
"""

import re
from functools import cached_property

from ..text.offsets import View
from .matcher import Matcher

#: what is read instead of a mention; it means the same in text, a tag, a link and JSON
PLACEHOLDER = "[anonymised]"
#: blanking one mention may show another one around it, seldom more than once
ROUNDS = 8


class Redactor:
    """Blanks one person in texts.

    :param identifiers: the person's :class:`~.identifiers.Identifier` values
    :param partner_id: whom Odoo's mention links name, or nothing
    :param str placeholder: what is read instead; it must mean the same in text, a tag and JSON
    """

    def __init__(self, identifiers, partner_id=None, placeholder=PLACEHOLDER):
        self._matcher = Matcher(enumerate(identifiers))
        self._partner_id = partner_id
        self._placeholder = placeholder

    @cached_property
    def _link(self):
        return link(self._partner_id)

    def redact(self, text):
        """Return a text without the mentions; the same object where there is none.

        A name broken over tags is replaced in its first piece and emptied in the others.

        :param text: plain text, HTML or JSON, or nothing
        """
        if not text:
            return text
        said = text
        if self._partner_id and "data-oe-id" in text:
            said = self._link.sub(self._placeholder, text)
        for _round in range(ROUNDS):
            keys = self._matcher.find(said)
            blanked = self._blank(said, keys) if keys else said
            if blanked == said:
                break
            said = blanked
        return said if said != text else text

    def _blank(self, text, keys):
        """Replace every mention that the patterns of these identifiers find."""
        view = View(text)
        spans = sorted({span for key in keys for pattern in self._matcher.patterns(key)
                        for found in pattern.finditer(view.marked) for span in _spans(found)})
        pieces = [(*piece, "" if place else self._placeholder) for start, stop in _united(spans)
                  for place, piece in enumerate(view.pieces(start, stop))]
        out, end = [], 0
        for start, stop, said in sorted(pieces):
            if start >= end:
                out += (text[end:start], said)
                end = stop
        return "".join([*out, text[end:]])


def _spans(found):
    """Return the stretches to blank of a match: its groups, or all of it."""
    spans = [found.span(group) for group in range(1, found.re.groups + 1)]
    return [span for span in spans if span[0] >= 0] if spans else [found.span()]


def _united(spans):
    """Return sorted stretches with those that overlap made one."""
    united = []
    for start, stop in spans:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(stop, united[-1][1]))
        else:
            united.append((start, stop))
    return united


def link(partner_id):
    """Return the expression of Odoo's mention link (``mail/static/src/utils/common/format.js``),
    in HTML or in HTML within JSON.
    """
    def named(attribute, value):
        return rf"(?=[^>]*\s{attribute}=\\?[\"']{value}\\?[\"'])"

    return re.compile(
        rf"<a\b{named('data-oe-model', 'res[.]partner')}{named('data-oe-id', int(partner_id))}"
        r"[^>]*>.*?<\\?/a\s*>", re.IGNORECASE | re.DOTALL)

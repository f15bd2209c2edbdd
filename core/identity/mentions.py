"""Mentions of several people in many texts: who is in which, and the texts without them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from .identifiers import Identifier
from .matcher import Matcher
from .redact import MENTION_ATTRIBUTE, Redactor, has_link

Place = TypeVar("Place", bound=Hashable)


class Mentions:
    """The people of one batch, and what identifies each.

    :param identities: ``{subject: identifiers}``; the subject is the id that links name
    """

    def __init__(self, identities: Mapping[int, Iterable[Identifier]]) -> None:
        self._identities = {subject: tuple(known) for subject, known in identities.items()}
        self._redactors: dict[int, Redactor] = {}

    @cached_property
    def _matcher(self) -> Matcher:
        # many batches have no text to look at
        return Matcher(self.identities())

    def identities(self) -> Iterator[tuple[int, Identifier]]:
        """Yield (subject, identifier) of all."""
        for subject, known in self._identities.items():
            for identifier in known:
                yield subject, identifier

    def found(self, rows: Sequence[tuple[Place, int, str | None]]) -> list[tuple[Place, int]]:
        """Return the (place, subject) pairs whose text mentions the subject, in order.

        :param rows: (place, subject, text or nothing)
        """
        met = set(self._matcher.find_chunk([text or "" for _place, _subject, text in rows]))
        return [(place, subject) for index, (place, subject, text) in enumerate(rows)
                if (index, subject) in met or self._linked(subject, text)]

    def named(self, rows: Sequence[tuple[Place, str | None]]) -> list[tuple[Place, int]]:
        """Return the (place, subject) pairs of all subjects whom texts name, in order.

        :param rows: (place, text or nothing)
        """
        met = self._matcher.find_chunk([text or "" for _place, text in rows])
        return [(rows[index][0], subject) for index, subject in met]

    def redact(self, subject: int, text: str | None) -> str | None:
        """Return a text without the mentions of one subject; the same object where none is."""
        if subject not in self._redactors:
            self._redactors[subject] = Redactor(self._identities.get(subject, ()), subject)
        return self._redactors[subject].redact(text)

    def _linked(self, subject: int, text: str | None) -> bool:
        if not text or MENTION_ATTRIBUTE not in text:
            return False
        return has_link(text, subject)

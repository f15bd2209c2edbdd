"""Mentions of several people in many texts: who is in which, and the texts without them."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from ..text.fold import folded
from .identifiers import Identifier, full_names
from .matcher import Matcher
from .redact import MENTION_ATTRIBUTE, Redactor, has_link

Place = TypeVar("Place", bound=Hashable)


class Mentions:
    """The people of one batch, and what identifies each.

    :param identities: ``{subject: identifiers}``; the subject is the id that links name
    :param longer: ``{subject: names}`` of living others that the subject's is a part of
    """

    def __init__(self, identities: Mapping[int, Iterable[Identifier]],
                 longer: Mapping[int, Sequence[str]] | None = None) -> None:
        self._longer = longer or {}
        self._identities = {subject: tuple(known) for subject, known in identities.items()}
        self._redactors: dict[int, Redactor] = {}

    @cached_property
    def _matcher(self) -> Matcher:
        # many batches have no text to look at
        return Matcher(self.identities(), self._longer)

    def identities(self) -> Iterator[tuple[int, Identifier]]:
        """Yield (subject, identifier) of all that can be searched for."""
        for subject, known in self._identities.items():
            for identifier in known:
                if identifier.kind != "single":
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
            self._redactors[subject] = Redactor(
                self._identities.get(subject, ()), subject, longer=self._longer.get(subject, ()))
        return self._redactors[subject].redact(text)

    def _linked(self, subject: int, text: str | None) -> bool:
        if not text or MENTION_ATTRIBUTE not in text:
            return False
        return has_link(text, subject)


class LongerNames:
    """Finds names that others' are a part of.

    :param names: (key, full name) of those who may be a part
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._names: dict[int, list[str]] = {}
        for key, name in names:
            self._names.setdefault(key, []).append(name)
        self._matcher = Matcher((key, Identifier("name", name))
                                for key, known in self._names.items() for name in known)

    def found(self, rows: Sequence[tuple[int, str | None, bool]]) -> Iterator[tuple[int, int, str]]:
        """Yield (key, contact, its longer name).

        :param rows: (contact, name as it is stored, whether it is an organisation's)
        """
        met = self._matcher.find_chunk([name or "" for _contact, name, _company in rows])
        for index, key in met:
            contact, stored, company = rows[index]
            for name in full_names(stored, company):
                if any(letters(name) > letters(part) for part in self._names[key]):
                    yield key, contact, name


def letters(name: str) -> int:
    """Return how many letters a name has, as it is compared."""
    return len(re.findall("[a-z0-9]", folded(name)))

"""Other people in what one person is given: named by nothing but what they are (Art. 15(4)).

Staff are named by their role (C-579/21, paragraph 83), other people not at all. An identifier
that the person has as well, or that the controller goes by, is nobody else's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from email.utils import formataddr, getaddresses
from typing import Any

from ..identity.identifiers import Identifier, addresses, identifiers_of
from ..identity.matcher import Matcher
from ..identity.redact import MENTION_ATTRIBUTE, Redactor
from ..text import json_keys

OTHER, STAFF = "[another person]", "[our staff]"
#: comments of one mail header
MOST_COMMENTS = 100
WITHHELD = "[withheld: another person's words]"
#: {id of a person: identifiers}
People = Mapping[int, Iterable[Identifier]]


class Others:
    """Takes other people out of texts.

    :param others: people who are neither the person nor staff
    :param staff: the controller's people
    :param known: identifiers that stay: the person's own, and the controller's
    :param strangers: identifiers of people whom no contact stands for
    """

    def __init__(self, others: People, staff: People, known: Iterable[Identifier],
                 strangers: Iterable[Identifier] = ()) -> None:
        stay = {(each.kind, _plain(each.value)) for each in known}

        def left(identifiers: Iterable[Identifier]) -> list[Identifier]:
            # a single word points at nobody where the identifiers of many are one list
            return [each for each in identifiers if each.kind != "single"
                    and (each.kind, _plain(each.value)) not in stay]

        ours = {each for known in staff.values() for each in left(known)}
        theirs = {each for known in others.values() for each in left(known)} | set(left(strangers))
        only_theirs = sorted(theirs - ours)
        #: of others, then of staff: (placeholder, what takes out their links and identifiers)
        self._redactors = [
            (placeholder, [Redactor((), person, placeholder) for person in people],
             [Redactor(identifiers, None, placeholder)] if identifiers else [])
            for placeholder, people, identifiers in (
                (OTHER, others, only_theirs), (STAFF, staff, sorted(ours)))]
        self._any_others = bool(only_theirs)
        self._matcher = Matcher((0, each) for each in only_theirs)
        self._either = Matcher((0, each) for each in sorted(theirs | ours))

    def meets(self, texts: Sequence[str]) -> set[int]:
        """Return the places of those texts that may name somebody."""
        found = {place for place, _key in self._either.find_chunk(texts)} if texts else set()
        return found | {place for place, text in enumerate(texts) if MENTION_ATTRIBUTE in text}

    def clean(self, text: str) -> tuple[str, bool]:
        """Return (the text without other people, whether somebody else than staff was in it)."""
        cleaned, theirs = text, False
        for placeholder, links, identifiers in self._redactors:
            before = cleaned
            for redactor in (*(links if MENTION_ATTRIBUTE in cleaned else ()), *identifiers):
                cleaned = redactor.redact(cleaned)
            theirs |= placeholder == OTHER and cleaned != before
        return cleaned, theirs

    def names_other(self, texts: Iterable[str]) -> bool:
        """Whether any text of a file holds an identifier of somebody else than staff."""
        return self._any_others and bool(self._matcher.find_chunk(list(texts)))


def strangers_in(header: str | None, known: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Return who stands in a mail header and is nobody known.

    :param header: names and addresses
    :param known: whether an address is somebody's who is known
    :return: (name, address) of each
    """
    return [(name, address.lower()) for name, address in _pairs(header or "")
            if addresses(address) and not known(address.lower())]


def without_strangers(header: str, known: Callable[[str], bool]) -> str:
    """Return a mail header with those who are nobody known named by what they are."""
    pairs = _pairs(header)
    if not any(addresses(address) and not known(address.lower()) for _name, address in pairs):
        return header
    return ", ".join(
        OTHER if addresses(address) and not known(address.lower())
        else formataddr((name, address)) if name and address else address or name
        for name, address in pairs)


def _pairs(header: str) -> list[tuple[str, str]]:
    """Return the (name, address) of a header. Comments in comments, as deep as nobody writes them,
    are read without their signs: Python's parser would call itself for each.
    """
    deep = header.count("(") > MOST_COMMENTS
    return getaddresses([header.replace("(", " ").replace(")", " ") if deep else header])


def identifiers_of_strangers(pairs: Iterable[tuple[str, str]]) -> list[Identifier]:
    """Return the identifiers of (name, address) pairs."""
    return [each for name, address in pairs
            for each in identifiers_of(name=name, email=address)]


def walk(value: Any, change: Callable[[str], Any]) -> Any:
    """Return a value with every text in it changed, keys included; what is not text stays.

    :param value: text, number, list or dict, as JSON has them
    :param change: function of a text
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [walk(each, change) for each in value]
    if isinstance(value, dict):
        keys = json_keys.changed(value, change)
        return {keys[key]: each if key == "code" else walk(each, change)
                for key, each in value.items()}
    return value


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def _plain(value: str) -> str:
    return " ".join(value.lower().split())

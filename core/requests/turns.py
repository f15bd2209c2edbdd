"""What people ask for in turns of phrase: rows of words and gaps that are laid over a sentence.

A lexicon of turns (``lexicon/turns_en.py`` and others; a language without one is read by
its clauses alone) has named sets of words and, for each
right, rows. A row is read from left to right over the words of a sentence:

* ``word``, ``begin*`` for every ending, ``*end`` for every beginning, ``one/two`` for either,
  ``<name>`` for what a set has; ``word?`` and ``<name>?`` may be missing;
* ``_`` up to four words of one clause, ``__`` up to ten words and signs; ``,`` a sign;
* ``^`` the beginning of a clause and ``$`` its end;
* behind it, ``+name`` what the sentence has too, ``!name`` what it has not, ``@name`` what the
  mail has somewhere, ``!!name`` what it has nowhere, ``?`` that it is a question, ``!?`` that not.

A set is such rows, parted by commas. Where a row fits is kept as the bits of a number, one for
each place, so that a sentence is read in a time that grows with its length.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .clauses import Sentence
from .lexicon import turns_de, turns_en

#: words between two of a row: in one clause, and across signs
NEAR, FAR = 4, 10
SIGN = re.compile(r"[^a-z0-9]")
CONDITION = re.compile(r"(?<= )(!!|!\?|[+!@?])(\w*)(?= |$)")


@dataclass
class Row:
    """A row of a lexicon, as its items and the conditions behind it."""

    items: list[str]
    conditions: list[tuple[str, str]] = field(default_factory=list)


def _row(line: str) -> Row:
    return Row(CONDITION.sub("", line).split(), CONDITION.findall(line))


class Lexicon:
    """The turns of one language.

    :ivar dict aliases: {short or misspelt word: the words that it stands for}
    :ivar dict sets: {name: rows}
    :ivar dict asks: {right: rows that ask for it}
    :ivar dict unless: {right: rows of a sentence of which no row of ``asks`` is believed}
    :ivar dict denies: {right: rows of a sentence that does not ask for it after all}
    :ivar dict hides: {right: rights that a sentence does not ask for beside it}
    :ivar dict recants: {right: rows after which the whole mail does not ask for it}
    """

    def __init__(self, source: dict[str, Any]) -> None:
        self.aliases = {word: meant.split() for word, meant in source.get("ALIASES", {}).items()}
        self.sets = {name: [_row(each) for each in text.split(",") if each.strip()]
                     for name, text in source.get("SETS", {}).items()}
        self.asks = self._rows(source.get("ASKS", {}))
        self.unless = self._rows(source.get("UNLESS", {}))
        self.denies = self._rows(source.get("DENIES", {}))
        self.recants = self._rows(source.get("RECANTS", {}))
        self.hides: dict[str, tuple[str, ...]] = source.get("HIDES", {})
        self.words: dict[str, set[str]] = {}
        self.begins: dict[str, set[str]] = {}
        self.ends: dict[str, set[str]] = {}
        for rows in (*self.sets.values(), *self.asks.values(), *self.unless.values(),
                     *self.denies.values(), *self.recants.values()):
            self._learn(atom for row in rows for item in row.items for atom in _atoms(item))

    @staticmethod
    def _rows(source: dict[str, str]) -> dict[str, list[Row]]:
        return {right: [_row(line.strip()) for line in text.splitlines() if line.strip()]
                for right, text in source.items()}

    def _learn(self, atoms: Iterable[str]) -> None:
        for atom in atoms:
            if atom.startswith("*"):
                self.ends.setdefault(atom[1:], set()).add(atom)
            elif atom.endswith("*"):
                self.begins.setdefault(atom[:-1], set()).add(atom)
            else:
                self.words.setdefault(atom, set()).add(atom)

    def atoms_of(self, word: str) -> set[str]:
        """Return the words and parts of words of the lexicon that a word is, or has."""
        found = set(self.words.get(word, ()))
        for end in range(2, min(len(word), 28) + 1):
            found |= self.begins.get(word[:end], set()) | self.ends.get(word[-end:], set())
        return found


def _atoms(item: str) -> list[str]:
    if item.startswith("<") or item in ("_", "__", "^", "$"):
        return []
    return item.removesuffix("?").split("/")


LEXICONS = {"en": Lexicon(vars(turns_en)), "de": Lexicon(vars(turns_de))}
NONE = Lexicon({})


class Reading:
    """A sentence under the turns of its language."""

    def __init__(self, sentence: Sentence, mail: "Mail") -> None:
        self.sentence, self.mail = sentence, mail
        self.lexicon = LEXICONS.get(sentence.vocabulary.code, NONE)
        self.masks: dict[str, int] = {}
        pieces = self._pieces()
        self.every = (1 << len(pieces) + 1) - 1
        signs = sum(1 << at for at, piece in enumerate(pieces) if SIGN.match(piece))
        self.within = self.every & ~signs
        self.starts, self.ends = signs << 1 | 1, signs | 1 << len(pieces)
        self.atoms: dict[str, int] = {",": signs}
        for at, piece in enumerate(pieces):
            for atom in self.lexicon.atoms_of(piece):
                self.atoms[atom] = self.atoms.get(atom, 0) | 1 << at

    def _pieces(self) -> list[str]:
        vocabulary, aliases = self.sentence.vocabulary, self.lexicon.aliases
        found: list[str] = []
        for piece in vocabulary.words(self.sentence.text):
            meant = aliases.get(piece) or [piece]
            if piece not in self.lexicon.words and meant == [piece]:
                meant = [vocabulary.slips.meant(piece) or piece]
            found += meant
        return found

    def has(self, name: str) -> bool:
        """Whether the sentence has what a set has."""
        return bool(self._after_set(name, self.every))

    def fits(self, row: Row) -> bool:
        """Whether a row fits, and what is said behind it."""
        return bool(self._after(row, self.every)) and all(
            self._holds(sign, name) for sign, name in row.conditions)

    def _holds(self, sign: str, name: str) -> bool:
        if sign.endswith("?"):
            return self.sentence.is_question != (sign == "!?")
        if sign in ("@", "!!"):
            return self.mail.has(name) == (sign == "@")
        return self.has(name) == (sign == "+")

    def _after(self, row: Row, places: int) -> int:
        """Return the places after a row that begins at one of these."""
        for item in row.items:
            if not places:
                return 0
            places = self._after_item(item, places)
        return places

    def _after_item(self, item: str, places: int) -> int:
        if item in ("_", "__"):
            allowed = self.within if item == "_" else self.every
            for _step in range(NEAR if item == "_" else FAR):
                places |= (places & allowed) << 1
            return places & self.every
        if item in ("^", "$"):
            return places & (self.starts if item == "^" else self.ends)
        if item.endswith("?"):
            return places | self._after_item(item[:-1], places)
        if item.startswith("<"):
            return self._after_set(item[1:-1], places)
        return (places & self._mask(item)) << 1 & self.every

    def _mask(self, item: str) -> int:
        """Return the places of a word, or of one of several."""
        if item not in self.masks:
            self.masks[item] = sum_of(self.atoms.get(atom, 0) for atom in item.split("/"))
        return self.masks[item]

    def _after_set(self, name: str, places: int) -> int:
        return sum_of(self._after(row, places) for row in self.lexicon.sets.get(name, ()))


def sum_of(numbers: Iterable[int]) -> int:
    """Return the bits of all of these."""
    found = 0
    for number in numbers:
        found |= number
    return found


class Mail:
    """The sentences of a mail under their turns."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.readings = [Reading(sentence, self) for sentence in sentences]
        self.known: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether a sentence of the mail has what a set has."""
        if name not in self.known:
            self.known[name] = any(reading.has(name) for reading in self.readings)
        return self.known[name]

    @cached_property
    def recanted(self) -> set[str]:
        """The rights that the mail does not ask for, whatever it says."""
        return {right for reading in self.readings
                for right in _fitting(reading, reading.lexicon.recants)}


def _fitting(reading: Reading, table: dict[str, list[Row]]) -> set[str]:
    return {right for right, rows in table.items() if any(reading.fits(row) for row in rows)}


def asked_in(reading: Reading) -> set[str]:
    """Return the rights that the turns of a sentence ask for."""
    asked = _fitting(reading, reading.lexicon.asks)
    if asked:
        asked -= _fitting(reading, reading.lexicon.unless)
    return asked


def denied_in(reading: Reading, asked: set[str]) -> set[str]:
    """Return the rights that a sentence does not ask for, whoever reads it so.

    :param asked: the rights that are read in it
    """
    hidden = {other for right in asked for other in reading.lexicon.hides.get(right, ())}
    return hidden | _fitting(reading, reading.lexicon.denies)

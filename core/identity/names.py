"""Which names of people a contact's name holds: one, or each of a couple's, without what is no
part of it.

Titles and degrees stand at either end and go while two words remain; what stands in brackets, or
behind " - ", " / " or "|", is not the name; "Smets, Els" is Els Smets; of "Koen & Lien Aertsens"
each has a name of their own. Han, and Hangul of three syllables or more, are a full name without a
blank, as they stand.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text import scripts
from ..text.fold import folded
from . import han
from .titles import (
    BEHIND,
    CAPITALS,
    CONNECTORS,
    GLUED_AFTER,
    GLUED_BEFORE,
    PARTICLES,
    TITLES,
    bare,
    is_title,
)

#: letters of a field from which it is text and nobody's name; words of which any may come first
LONGEST, ROTATED = 1_000, 8
IN_BRACKETS = re.compile(r"(?<!\S)(?:\([^()]*\)|\[[^\[\]]*\])|[（【][^（）【】]*[）】]|"
                         r"(?<!\S)(?:\"[^\"]*\"|[“„«][^“”„«»]*[“”»])(?!\S)")
APART = re.compile(r"\s+[-\u2010-\u2015:•]\s+|\s*[|/;｜]\s*")
AND = re.compile(r"\s*[&+＆]\s*")
COMMA = re.compile(r"\s*[,،、，]\s*")
#: most names are nothing but words, and are not looked at further where none of these is among them
PLAIN_WORD = "[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ0-9]{1,39}"
PLAIN = re.compile(f"{PLAIN_WORD}(?: {PLAIN_WORD}){{1,6}}")
DIGITS = str.maketrans("", "", "0123456789")
SPECIAL = TITLES | BEHIND | CONNECTORS | {word.lower() for word in CAPITALS}
#: syllables of a Korean name that is one word: two are as often another word
KOREAN = range(3, 6)
HAN = range(2, 9)
#: a family name in Han and a given name in kana
JAPANESE = re.compile("[\u3400-\u9fff々]{1,3}"
                      "(?:[\u3041-\u3096]{2,4}[子美代江恵]?|[\u30a1-\u30fc]{2,5})")


class Couple(NamedTuple):
    """Names that connectors part.

    :ivar groups: words of each, without titles
    """

    groups: list[list[str]]

    @property
    def whole(self) -> str:
        """The name that they have together."""
        return " & ".join(map(" ".join, self.groups))


def names_of(stored: str | None, company: bool = False) -> list[str]:
    """Return the full names in a stored name, the couple's own first; none of a single word.

    :param company: whether it names an organisation, whose words all belong to it
    """
    if stored and PLAIN.fullmatch(stored) and SPECIAL.isdisjoint(
            word for word in stored.lower().translate(DIGITS).split(" ")):
        return [stored]
    text = _clean(stored)
    if company:
        return [text] if is_full(text.split()) else []
    parts = [part for part in APART.split(IN_BRACKETS.sub(" ", text)) if part.strip()]
    full = next((part for part in parts if is_full(_core(part))), None)
    if full is None:
        # as it stands: "privacy_staff (base.group_user)"
        return [text] if is_full(_without_titles(text.split())) else []
    couple = couple_of(full)
    named = [couple.whole, *_each(couple)] if couple else [" ".join(_core(full))]
    return list(dict.fromkeys(name for name in named if is_full(name.split())))


def single_name(stored: str | None) -> str | None:
    """Return the one word that somebody goes by, where there is no full name: "Beyoncé"; it
    points at nobody but together with another identifier.
    """
    words = [word for word in _core(_clean(stored)) if not is_initial(word)]
    one = words[0] if len(words) == 1 else ""
    letters = bare(one)
    least = 2 if scripts.script(letters[:1]) in scripts.SPACELESS else 3
    return one if least <= len(letters) <= 60 and not re.search(r"\d", one) else None


def is_full(words: Sequence[str]) -> bool:
    """Whether words are a full name: two of two letters or more, or one that stands for them."""
    if len(words) == 1:
        return _is_full_alone(bare(words[0])) and not re.search(r"\d", words[0])
    return sum(_is_word(word) for word in words) > 1


def is_same(one: str, other: str) -> bool:
    """Whether two full names are one, whichever comes first of given and family name, and whether
    or not particles stand apart: "Van den Broeck Els" is "Els Vandenbroeck".
    """
    words, plain = _letters(other), "".join(_letters(one))
    return bool(plain) and any(
        plain == "".join((*words[at:], *words[:at])) for at in range(len(words)))


def _letters(name: str) -> list[str]:
    """Return the letters and digits of each word, blind to case and accents."""
    return [re.sub("[^a-z0-9]", "", folded(word)) for word in COMMA.sub(" ", name).split()]


def is_initial(word: str) -> bool:
    """Whether a word is a letter, or letters with points: "M.", "J.P."."""
    pieces = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", word))
    return bool(pieces) and all(
        len(piece) == 1 and piece.upper() != piece.lower() for piece in pieces)


def couple_of(text: str) -> Couple | None:
    """Return the names that "&", "en", "und" or another connector part, or None: it does where it
    is a sign, or where a family name follows that they share ("García y López" is one name).
    """
    words = AND.sub(" & ", text).split()
    at = [place for place, word in enumerate(words) if is_connector(word)]
    if not at:
        return None
    cuts = [-1, *at, len(words)]
    groups = [words[first + 1:last] for first, last in zip(cuts, cuts[1:], strict=False)]
    # "Mr & Mrs Smith": a title with each; "Bibi & Jan Smit": a name
    addressed = bool(groups[-1]) and is_title(groups[-1][0], False)
    groups = [_without_titles(group, least=1 if addressed and group is not groups[-1] else 2)
              for group in groups
              if group and not (addressed or "." in group[0]) or not all(map(is_title, group))]
    # "Van Hoevel en van Zwindrecht" is one family name
    shared = bool(groups) and len(groups[-1]) > 1 and not (
        groups[-1][0].islower() and groups[-1][0] in PARTICLES)
    sure = any(words[place] == "&" for place in at) or shared
    return Couple(groups) if sure and groups else None


def is_connector(word: str) -> bool:
    """Whether a word stands between the names of two people; in capitals it is an initial."""
    return word in CONNECTORS


def _each(couple: Couple) -> list[str]:
    """Return the name of each of a couple."""
    first, last = couple.groups[0], couple.groups[-1]
    family = last[1:] if len(last) > 1 else ()
    # "Aertsens Koen & Lien": the family name stands before
    before = first[:-1] if not family else ()
    return [" ".join(group if len(group) > 1 and not _is_part(group) else
                     [*before, *group, *family]) for group in couple.groups]


def _is_part(words: Sequence[str]) -> bool:
    """Whether words are a given name alone: "Jean Pierre" is not told from a whole name."""
    return sum(map(_is_word, words)) < 2


def _clean(stored: str | None) -> str:
    text = "".join(char if char.isprintable() or unicodedata.category(char) == "Cf" else " "
                   for char in (stored or "")[:LONGEST + 1])
    return " ".join(text.split()) if len(text) <= LONGEST else ""


def _core(text: str) -> list[str]:
    """Return the words of a name in their natural order, without titles."""
    segments = [segment.split() for segment in COMMA.split(text)]
    names = [words for words in segments if words and not all(map(is_title, words))]
    segments = names if is_full([word for words in names for word in words]) else segments
    if len(segments) > 1:
        segments = [segments[1], _without_titles(segments[0]), *segments[2:]]
    return _unglued(_without_titles([word for words in segments for word in words]))


def _without_titles(words: list[str], least: int = 2) -> list[str]:
    """Return words without the titles at either end, while so many other words remain."""
    first, last = 0, len(words)

    def enough(some: Sequence[str]) -> bool:
        return sum(map(_is_word, some)) >= least or is_full(some)

    shouted = all(word.isupper() for word in words)
    while first < last and enough(words[first + 1:last]) and (
            is_title(words[first], False, shouted) or first and words[first].isdigit()):
        first += 1
    while first < last and is_title(words[last - 1], True, shouted) and enough(
            words[first:last - 1]):
        last -= 1
    return words[first:last]


def _unglued(words: list[str]) -> list[str]:
    """Return words without the titles that some scripts write in one with a name."""
    if not words:
        return words
    first, last = words[0], words[-1]
    glued = next((title for title in GLUED_BEFORE if first.startswith(title)), "")
    rest = first[len(glued):]
    if glued and len(rest) > 1 and unicodedata.category(rest[0])[0] != "M":
        words = [rest, *words[1:]]
    glued = next((title for title in GLUED_AFTER if last.endswith(title)), "")
    without = [*words[:-1], last[:len(last) - len(glued)]] if glued else words
    return without if is_full([word for word in without if word]) else words


@lru_cache(maxsize=1_000)
def _is_word(word: str) -> bool:
    """Whether a word has two letters, or one that stands for a word; initials and "en" are none.
    """
    letters = bare(word)
    if is_initial(word) or is_connector(word):
        return False
    if scripts.script(letters[:1]) in ("han", "hangul", "hiragana", "katakana"):
        return True
    return len(re.findall("u[0-9a-f]{4}|[a-z0-9]", folded(word))) > 1 and bool(letters)


def _is_full_alone(letters: str) -> bool:
    kinds = {scripts.script(letter) for letter in unicodedata.normalize("NFD", letters)}
    if kinds == {"hangul"}:
        return len(letters) in KOREAN and letters[0] in han.KOREAN_FAMILIES
    if JAPANESE.fullmatch(letters):
        return True
    if kinds != {"han"} or len(letters) not in HAN:
        return False
    return len(letters) > 2 or bool(han.family_length(letters))


def words_of(name: str) -> list[str]:
    """Return the words of a full name; of one in Han without a blank its signs, of one in Hangul
    family and given name.
    """
    words = COMMA.sub(" ", name).split()
    if len(words) == 1 and _is_full_alone(bare(words[0])):
        letters = bare(words[0])
        # where the family name ends is not known of four signs
        words = list(letters) if scripts.script(letters[0]) == "han" else [letters[0], letters[1:]]
    return words

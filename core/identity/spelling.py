"""How an identifier is spelled: what is looked for first, and what is then held against it.

Two answers for each identifier. *Anchors* are what ``normalise.compact`` leaves of its spellings:
a text without any of them does not name the person, and that is found for thousands of people
at once. The *pattern* then decides on what ``normalise.marked`` leaves of the one text: whole words
and whole numbers only. A longer number that merely contains the digits is another number.
"""

import re
from collections.abc import Callable, Sequence

from ..text.fold import folded
from . import name_spelling, number_formats
from .identifiers import Identifier

#: between the letters of a word: a tag may stand there
J = r"\x01*"
#: between two words
S = r"[^a-z0-9\x00\x03]{1,80}"
MAYBE = S.replace("{1,", "{0,")
#: letters that may stand right behind a house number: "12b", "12bis"
GLUED = 3
START, STOP = "(?<![a-z0-9])", "(?![a-z0-9])"
#: what a box number goes by
BOXES = "(?:bus|bte|boite|box|apt|app|appt|flat|top)"
#: words that may follow a house number, before the place: box, country, "in"
THREE_WORDS = rf"(?:{S}[a-z0-9](?:\x01{{0,4}}[a-z0-9]){{0,11}}){{0,3}}?{S}"


def anchors(identifier: Identifier) -> tuple[bytes, ...]:
    """Return letters and digits one of which is in every text that holds the identifier.

    :return: none of them empty; none at all for a single word, which nothing looks for alone
    """
    if identifier.kind == "single":
        return ()
    found = set(_ANCHORS[identifier.kind](identifier.value)) - {""}
    return tuple(sorted(letters.encode() for letters in found))


def pattern(identifier: Identifier, tags: bool = True) -> re.Pattern[bytes]:
    """Return the expression that finds the identifier in what ``normalise.marked`` returns.

    Its groups, where it has any, are what to blank; without groups it is the whole match.

    :param tags: whether a tag may lie inside a word; without, it is quicker to make
    """
    expression = _PATTERNS[identifier.kind](identifier.value)
    return re.compile((expression if tags else expression.replace(J, "")).encode())


def plainly(identifier: Identifier) -> tuple[bytes, ...]:
    """Return the commonest spellings as comparable text has them; each is in :func:`pattern`."""
    text = folded(identifier.value)
    if identifier.kind == "phone":
        return tuple(form.encode() for form in number_formats.phone_plainly(text))
    if identifier.kind == "name":
        return tuple(form.encode() for form in name_spelling.plainly(identifier.value))
    if identifier.kind in ("word", "single"):
        text = " ".join(word for word in _words(text) if len(word) > 1)
    if identifier.kind == "street":
        line, _comma, place = text.rpartition(", ")
        return tuple(f"{line}{between}{place}".encode() for between in (", ", " ", "\2"))
    return (text.encode(),) if text else ()


def place_words(identifier: Identifier) -> tuple[bytes, ...]:
    """Return letters and digits one of which is in every text that holds a street, beside its
    anchors: those of its postcode and of its city. Nothing of another kind.
    """
    if identifier.kind != "street":
        return ()
    postcode, _more, city = _place_words(street_parts(identifier.value)[2])
    return tuple(word.encode() for word in (postcode, max(city, key=len, default="")) if word)


def lines(identifier: Identifier) -> tuple[bytes, ...]:
    """Return words one of which is in every text that holds a street, unless a tag parts it:
    the last of the street and its number, or the number and the first. A longer number may
    begin with it. Nothing of another kind.

    :return: words parted by one blank
    """
    if identifier.kind != "street":
        return ()
    words, number, _place = street_parts(identifier.value)
    first = {f"{number} {word}".encode() for word in _reachable(words)}
    last = {f"{word} {number}".encode() for word in _reachable(words[::-1])}
    glued = {f"{number}{words[0]}".encode()} if len(words[0]) <= GLUED else set()
    return tuple(sorted(first | last | glued))


def _reachable(words: Sequence[str]) -> Sequence[str]:
    """Return the words that may come first: single letters may be missing."""
    long = next((at for at, word in enumerate(words) if len(word) > 1), len(words))
    return words[:long + 1]


def _joined(letters: str, between: str = J) -> str:
    return between.join(map(re.escape, letters))


def _words(plain: str) -> list[str]:
    return re.findall("[a-z0-9]+", plain)


def _phrase(words: Sequence[str]) -> str:
    """Return the expression of these words one after the other; single letters may be missing."""
    if all(len(word) == 1 for word in words):
        return S.join(words)
    expression = ""
    for place, word in enumerate(words):
        if len(word) == 1:
            last = place + 1 == len(words)
            expression += f"(?:{S}{word}{STOP})?" if last else f"(?:{word}{S})?"
        else:
            rest = any(len(later) > 1 for later in words[place + 1:])
            expression += _joined(word) + (S if rest else "")
    return expression


def _shortened(words: Sequence[str]) -> set[str]:
    """Return these words in one, and without single letters: text drops those of a name."""
    short = "".join(word for word in words if len(word) > 1)
    return {"".join(words), short if len(short) > 3 else ""}


def _word_anchors(value: str) -> set[str]:
    return _shortened(_words(folded(value)))


def _word_pattern(value: str) -> str:
    return f"{START}{_phrase(_words(folded(value)))}{STOP}"


def _email_anchors(value: str) -> set[str]:
    return {"".join(_words(folded(value)))}


def _email_pattern(value: str) -> str:
    letters = _joined(folded(value)).replace("@", r"\ ?@\ ?")
    # "mary-jane.doe@" and "...@example.com.au" are other people's
    return (rf"{START}(?<![a-z0-9][.+_-]){letters}"
            rf"{STOP}(?!\.[a-z]{{2}}(?![a-z0-9]))")


def street_parts(value: str) -> tuple[list[str], str, str]:
    """Return (words of the street, house number, postcode and city) of an address line.

    The number stands first, or it is the first that is nothing but digits: "Jan 2de straat 3".
    """
    street, _comma, place = folded(value).rpartition(", ")
    tokens = re.findall("[a-z0-9]+", street)
    if not any(word.isdigit() for word in tokens):
        tokens = re.findall("[a-z]+|[0-9]+", street)
    first = next(at for at, word in enumerate(tokens) if not word.isdigit())
    if first:
        number, rest = tokens[first - 1], tokens[first:]
        end = next((at for at, word in enumerate(rest) if word.isdigit()), len(rest))
        return rest[:end], number, place
    at = next(at for at, word in enumerate(tokens) if word.isdigit())
    return tokens[:at], tokens[at], place


def _street_anchors(value: str) -> set[str]:
    words, number, _place = street_parts(value)
    return {letters for street in _shortened(words) if street
            for letters in (street + number, number + street)}


def _street_pattern(value: str) -> str:
    """Street and number next to the postcode or the city, in either order."""
    words, number, place = street_parts(value)
    postcode, city = _place_parts(place)
    street, number = _phrase(words), _joined(number)
    box = rf"(?:{J}\ ?[a-z]{STOP})?(?:/[0-9]{{1,4}}{STOP}|{S}{BOXES}{S}[0-9a-z]{{1,4}}{STOP})?"
    # "12b Main Street", "12bis rue Longue": no blank need be between
    line = rf"{street}{S}{number}(?!{J}[0-9]){box}|{number}{MAYBE}{street}{STOP}"
    where = rf"(?:[a-z]{{1,2}}-)?{postcode}{STOP}"
    if city:
        where = rf"{where}(?:{S}{city}{STOP})?|{city}{STOP}"
    return (rf"{START}({line}){THREE_WORDS}{START}({where})"
            rf"|{START}({where}){THREE_WORDS}{START}({line})")


def _place_words(place: str) -> tuple[str, str, list[str]]:
    """Return (first word of the postcode, its second or "", words of the city)."""
    first, *rest = _words(place)
    if rest and (len(rest[0]) < 3 or rest[0][0].isdigit()):
        return first, rest[0], rest[1:]
    return first, "", rest


def _place_parts(place: str) -> tuple[str, str]:
    """Return (expression of the postcode, expression of the city or ""); "1234 AB Ede" too."""
    first, more, city = _place_words(place)
    gap = rf"{J}\ ?{J}"
    postcode = gap.join(map(_joined, re.findall("[a-z]+|[0-9]+", first)))
    if more:
        postcode += f"(?:{gap}{_joined(more)})?"
    return postcode, _phrase(city)


_ANCHORS: dict[str, Callable[[str], set[str]]] = {
    "name": name_spelling.anchors,
    "word": _word_anchors,
    "email": _email_anchors,
    "phone": number_formats.phone_anchors,
    "vat": number_formats.vat_anchors,
    "registry": number_formats.registry_anchors,
    "iban": number_formats.iban_anchors,
    "street": _street_anchors,
}
_PATTERNS: dict[str, Callable[[str], str]] = {
    "single": _word_pattern,
    "name": name_spelling.expression,
    "word": _word_pattern,
    "email": _email_pattern,
    "phone": number_formats.phone_pattern,
    "vat": number_formats.vat_pattern,
    "registry": number_formats.registry_pattern,
    "iban": number_formats.iban_pattern,
    "street": _street_pattern,
}

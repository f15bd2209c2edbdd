"""How a full name is spelled in text: in which orders, with what between its words.

A hyphen, an apostrophe or a particle joins words or leaves them apart; whichever of it is stored,
the other is the same name. A comma turns a name ("Smets, Els") and in its own order parts it
("Els, Smets" are two of a list); so does the end of a sentence. Initials come and go.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from ..text import scripts
from ..text.fold import folded
from .names import ROTATED, is_connector, is_initial, words_of
from .titles import CONNECTORS, ENDINGS, PARTICLES

#: between the letters of a word: a tag may stand there
J = r"\x01*"
BLANK = r"[\ \x01\x02]"
#: between two words of a name, neither parting a list nor ending a sentence
SIGNS = rf"{BLANK}|[\"'`*_~>|\\]|(?<!{BLANK})[-/+](?!{BLANK})"
GAP = rf"(?:{SIGNS}|[.,;](?!{BLANK})){{1,80}}"
#: between family name and given name, turned
TURN = rf"(?:{SIGNS}|,|[.;](?!{BLANK})){{1,80}}"
#: where words are joined or not: nothing, or little
GLUE = r"(?:[-\ '`:\x01]|\.(?![\ \x02])){0,4}"
#: single letters of a name of which some may be left out and others not
LETTERS = 3
#: bytes of two signs: one alone does not come first when a name of them is turned
TWO_SIGNS = 10
#: where a letter may have been left out as if it were an initial
LEFT_OUT = r"(?<=[\ ,;:()\"\x01\x02]\ )"
CONNECTED = rf"(?:{BLANK}*(?:[&+/,]|{BLANK}(?:%s)(?={BLANK})){BLANK}*|{BLANK}{{2,6}})"
STOP = "(?![a-z0-9])"
UNSPACED = re.compile(scripts.UNSPACED)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae",
                         "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe"})
FOLDED_PARTICLES = frozenset(map(folded, PARTICLES))
LENGTHS = sorted({len(each) for each in FOLDED_PARTICLES})
#: signs before the letters of a word, and behind them
EDGES = re.compile("^[^a-z0-9]*|(?<=[a-z0-9])[^a-z0-9]*$")
UNIT = re.compile("u[0-9a-f]{4}|.")
#: a name of nothing but words, none of which is two ("OBrien")
PLAIN = re.compile(
    "(?!.* (?:{}) )(?!(?:.* )?O[A-Zh])[A-Za-z][A-Za-z0-9]+(?: [A-Za-z][A-Za-z0-9]+)+".format(
        "|".join(each for each in CONNECTORS if each.isascii() and each.isalpha())))
FOLDED_ENDINGS = frozenset(map(folded, ENDINGS))
FOLDED_CONNECTORS = tuple(sorted({folded(each) for each in CONNECTORS} - {"&", "+", "/"}))


class Word(NamedTuple):
    """A word of a name.

    :ivar str kind: ``word``, ``initial`` (it may be left out), ``connector``
    :ivar pieces: its letters, folded, where signs part it
    :ivar bool before, after: whether it may be joined to the word before it, or behind it
    :ivar bool dotted: whether it is an abbreviation with its point
    :ivar str first, last, inner: signs before its letters, behind them, and between them
    """

    kind: str
    pieces: tuple[str, ...]
    before: bool
    after: bool
    dotted: bool = False
    first: str = ""
    last: str = ""
    inner: str = ""

    @property
    def unspaced(self) -> bool:
        """Whether its script parts no words."""
        return bool(UNSPACED.match(self.pieces[0]))


def words(value: str) -> list[Word]:
    """Return the words of a full name."""
    found = []
    said, signs = words_of(value), ""
    for place, raw in enumerate(said):
        pieces = tuple(piece for part in _apart(raw).split("\u200c")
                       for piece in re.findall("[a-z0-9]+", folded(part)))
        if is_connector(raw) and 0 < place < len(said) - 1 and " " in value:
            found.append(Word("connector", pieces, False, False))
        elif pieces:
            # "Ó Bruic": a letter with an accent is no initial
            letter = is_initial(raw)
            particle = (pieces[-1] in FOLDED_PARTICLES
                        or letter and not raw.isascii() and len(pieces[0]) == 1
                        or not letter and len(pieces) > 1 and _is_letter(pieces[-1]))
            kind = "initial" if letter and not particle else "word"
            first, last = EDGES.findall(folded(raw))
            found.append(Word(kind, pieces, pieces[0] in FOLDED_ENDINGS, particle,
                              raw.endswith("."), signs + first, last,
                              "".join(re.findall("[^a-z0-9]", folded(raw)))))
            signs = ""
        else:
            signs += folded(raw)
    return found


def _apart(word: str) -> str:
    """Return a word with a joiner where capitals show that it is two: "McDonald", "ÓBriain"."""
    found = word[:1]
    for before, char, after in zip(word, word[1:], f"{word[2:]} ", strict=False):
        two = char.isupper() and before.islower() and len(found.rpartition("\u200c")[2]) > 1
        if two or len(found) == 1 and before in "OÓ" and (
                (char if char != "h" else after).isupper() and not word.isupper()):
            found += "\u200c"
        found += char
    return found


def variants(value: str) -> list[str]:
    """Return a value, and once more with umlauts spelled out where it has any."""
    return list(dict.fromkeys((value, value.translate(UMLAUTS))))


def anchors(value: str) -> set[str]:
    """Return letters one of which is in every text that holds the name."""
    if PLAIN.fullmatch(value):
        plain = value.lower().split()
        return {"".join(plain[place:] + plain[:place]) for place in range(len(plain))}
    found = set()
    for variant in variants(value):
        parsed = words(variant)
        for order in _orders(parsed):
            for connector in ("", *FOLDED_CONNECTORS) if _is_couple(parsed) else ("",):
                pieces = [connector if word.kind == "connector" else piece
                          for word in order for piece in word.pieces or ("",)]
                found |= set(_shortened(pieces))
    return found


def _shortened(pieces: Sequence[str]) -> Iterator[str]:
    """Yield letters of which single ones may be left out, each or all; nothing too short."""
    single = [place for place, piece in enumerate(pieces) if piece and _is_letter(piece)]
    some = (chain.from_iterable(
        combinations(single, count) for count in range(len(single) + 1))
        if len(single) <= LETTERS else iter(((), tuple(single))))
    for left_out in some:
        short = "".join(piece for place, piece in enumerate(pieces) if place not in left_out)
        if len(short) > 3 or not left_out:
            yield short


def plainly(value: str) -> tuple[str, ...]:
    """Return the commonest spellings."""
    plain = folded(" ".join(word for word in value.split()
                            if len(word) > 1 or not (word.isascii() and word.isalpha()))).split()
    return tuple(dict.fromkeys((" ".join(plain), " ".join(plain[-1:] + plain[:-1]))))


def parts(value: str) -> tuple[tuple[bytes, ...], ...]:
    """Return letters all of which are, of one of its variants, in every text that holds the name
    and has no tags within its words.
    """
    return tuple(tuple(
        part.encode() for word in words(variant) if word.kind == "word"
        for piece in word.pieces if not _is_letter(piece) for part in _cut(piece))
        for variant in variants(value))


def expression(value: str) -> str:
    """Return the expression of a name in any order; ``boundaries.py`` says where it is a whole one.
    """
    found = dict.fromkeys(_phrase(order, turn) for variant in variants(value)
                          for turn, order in enumerate(_orders(words(variant))))
    # whatever signs it holds, as it stands too
    return "|".join((*found, *map(re.escape, plainly(value))))


def _is_couple(parsed: Sequence[Word]) -> bool:
    return any(word.kind == "connector" for word in parsed)


def _orders(parsed: list[Word]) -> Iterator[list[Word]]:
    """Yield a name as it is stored, and beginning with each of its other words."""
    yield parsed
    if _is_couple(parsed) or len(parsed) > ROTATED:
        return
    for place in range(1, len(parsed)):
        turned = parsed[place:] + parsed[:place]
        if turned != parsed and not (parsed[0].unspaced and len(turned[0].pieces[0]) < TWO_SIGNS):
            yield turned


def _phrase(order: Sequence[Word], turn: int) -> str:
    """Return the expression of words one after the other.

    :param turn: at which word the stored order begins again, 0 where it is as stored
    """
    turned = len(order) - turn if turn else -1
    # of a name of single letters alone none may be left out: nothing would be a mention of it
    long = any(not _is_letter(piece) for word in order for piece in word.pieces)
    text, waits = "", False
    for place, word in enumerate(order):
        between = TURN if place == turned else GAP
        if word.kind == "initial":
            # its blank is part of what may be missing
            letters = GLUE.join(map(re.escape, word.pieces))
            last = not any(later.kind == "word" for later in order[place + 1:])
            joint = _joint(order[place - 1], word, between, place == turned) if waits else ""
            if place and order[place - 1].kind == "connector":
                # whose blanks are its own
                between = ""
            text += (f"(?:{between}{letters}{STOP})?" if last
                     else f"{joint}(?:{letters}\\.?{between})?")
            waits = waits and last
            continue
        if waits:
            text += _joint(order[place - 1], word, between, place == turned)
        waits = word.kind == "word"
        text += _letters(word, long) if waits else ""
    return text


def _joint(before: Word, word: Word, between: str, turned: bool) -> str:
    """Return the expression of what stands between two words."""
    if before.kind == "connector":
        return ""
    if word.kind == "connector":
        return CONNECTED % "|".join(FOLDED_CONNECTORS)
    if turned:
        return between
    between = _or_signs(between, before.last + word.first)
    if before.unspaced and word.unspaced:
        return f"(?:{GAP})?"
    return f"(?:{between})?" if before.after or word.before else between


def _or_signs(between: str, stored: str) -> str:
    """Return the expression of what stands between letters, or of the signs that are stored there.
    """
    signs = "".join(sorted(set(stored) - set(".,")))
    return f"(?:{between}|[{re.escape(signs)}\\ ]{{1,8}})" if signs else between


def _letters(word: Word, long: bool) -> str:
    """Return the expression of a word: its pieces joined or apart, and after what its first
    letters may be as a particle, apart too.

    :param long: whether single letters may be left out
    """
    text, glue = "", _or_signs(GLUE, word.inner)
    for place, piece in enumerate(word.pieces):
        last = place + 1 == len(word.pieces)
        if _is_letter(piece) and (not last or word.after):
            kept = f"{piece}{'' if last else glue}"
            text += f"(?:{kept}|{LEFT_OUT})" if long else kept
            continue
        text += _spread(piece) + ("" if last else glue)
    return text + (rf"{J}\.?" if word.dotted else "")


def _spread(piece: str) -> str:
    """Return the expression of letters, with a gap allowed behind what particles they begin with.
    """
    return GLUE.join(J.join(map(re.escape, part)) for part in _cut(piece))


def _cut(piece: str) -> list[str]:
    """Return letters cut behind each of the particles that they begin with."""
    cuts, ends = {0}, [0]
    while ends:
        at = ends.pop()
        for length in LENGTHS:
            end = at + length
            if piece[at:end] in FOLDED_PARTICLES and end not in cuts and (
                    piece[end:] in FOLDED_PARTICLES or _length(piece[end:]) >= 3):
                cuts.add(end)
                ends.append(end)
    return [piece[first:last] for first, last in pairwise((*sorted(cuts), len(piece)))]


def _length(piece: str) -> int:
    return len(UNIT.findall(piece))


def _is_letter(piece: str) -> bool:
    """Whether a piece is one letter, of a script that has initials."""
    return len(piece) == 1 or bool(re.fullmatch("u0[345][0-9a-f]{2}", piece))

"""Where a name that was found in text is the whole of one, and not a part of a longer.

Letters beside it make another word; a hyphen with a letter beside a name that blanks part makes
another name ("Jean-Marc Dupontel" is not Marc Dupontel), and so does what Irish names begin with.
Scripts without blanks have ways of their own (``han.py``; Thai and its neighbours here).
"""

import re

from ..text import scripts
from ..text.fold import BoundedCache
from . import han, name_data

#: what Hebrew and Arabic write in one with the word behind it: "and", "to", "in", "from", "that"
PREFIXES = {
    "hebrew": re.compile("[ושהכלבמ]{1,3}"),
    "arabic": re.compile("[وف]?[بلك]?|وال|ال"),
}
THAI_AFTER = name_data.words("thai words after")
THAI_ENDINGS = name_data.words("thai endings")
#: letters of a rest from which it is no ending of the name but another word
OTHER_WORD = 3
#: vowels and tones that belong to the letter before them, of scripts that write no blanks
DEPENDENT = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
                       "\u102b-\u103e\u17b4-\u17d3\u3099\u309a\u30fc\u1160-\u11ff]")
#: vowels that belong to the letter behind them
LEADING = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]")
ALNUM = b"abcdefghijklmnopqrstuvwxyz0123456789"
HYPHEN = b"-"
#: a word with a capital right before a place, and right behind it
NEAR = 200
UPPER = rb"(?:U[0-9a-f]{4}|[A-TV-Z\xc0-\xde]|U(?![0-9a-f]{4}))"
CAPITAL_BEFORE = re.compile(rb"(?<![A-Za-z0-9])" + UPPER + rb"[\w\xc0-\xff'`-]* +$")
CAPITAL_BEHIND = re.compile(rb" +" + UPPER)
IN_MAIL = re.compile(rb"[a-z0-9.+_-]{0,60}@")


def is_whole(cased: bytes, marked: bytes, start: int, stop: int, name: str) -> bool:
    """Whether a stretch of comparable text is a whole name.

    :param cased: the text with its capitals
    :param name: the name as it is stored; its scripts and its blanks say how it is written
    """
    own = SCRIPTS[name]
    return (_begins(marked, start, own) and _ends(marked, stop, own, name)
            and not _is_hyphened(marked, start, stop) and not _is_in_mail(marked, start, stop)
            and not _is_of_two(cased, start, stop))


def _begins(marked: bytes, start: int, own: frozenset[str]) -> bool:
    before = scripts.before(marked, start)
    # Latin letters look like those of other scripts now and then
    first = scripts.script(scripts.after(marked, start)[:1]) if own else ""
    if not before:
        return not _is_letter_at(marked, start - 1) or first in scripts.SPACELESS
    last = scripts.script(before[-1])
    if first in PREFIXES:
        return last != first or bool(PREFIXES[first].fullmatch(before)) and not _is_letter_at(
            marked, start - 5 * len(before) - 1)
    if first == "han":
        return last != "han" or han.precedes(_run(before, "han", at_end=True))
    if first not in scripts.SPACELESS:
        return last in scripts.SPACELESS
    if first == "hangul":
        return last != "hangul"
    if first == "katakana":
        return last != "katakana"
    run = _run(before, first, at_end=True)
    return not run or len(run) > 1 and not LEADING.match(run[-1])


def _ends(marked: bytes, stop: int, own: frozenset[str], name: str) -> bool:
    after = scripts.after(marked, stop)
    last = scripts.script(scripts.before(marked, stop)[-1:]) if own else ""
    if not after:
        return last in scripts.SPACELESS or not _is_letter_at(marked, stop)
    if DEPENDENT.match(after[0]):
        return False
    first = scripts.script(after[0])
    if last not in scripts.SPACELESS:
        return first in scripts.SPACELESS
    if last == "han":
        return han.follows(_run(after, "han"), han.given_length(name),
                           han.is_japanese(name))
    if last == "hangul":
        return first != "hangul" or han.is_korean_rest(_run(after, "hangul"))
    if last == "katakana":
        return first != "katakana"
    return last == "hiragana" or _is_other_word(_run(after, last), last)


def _is_other_word(rest: str, script: str) -> bool:
    """Whether letters of Thai, or a script like it, right behind a name are another word."""
    if not rest or script == "thai" and rest.startswith(THAI_AFTER):
        return True
    if script == "burmese" and rest[1:2] == "\u103a":
        return False
    return len(rest) >= OTHER_WORD and not rest.startswith(THAI_ENDINGS)


def _is_hyphened(marked: bytes, start: int, stop: int) -> bool:
    """Whether a name that blanks part has a hyphen, and a letter, or what Irish names begin with,
    beside it.
    """
    if not _is_parted(marked, start, stop):
        return False
    before, at = _look(marked, start, -1)
    if before == HYPHEN and _look(marked, at, -1)[0] in _LETTER:
        return True
    if before in (b"'", b"`") and _look(marked, at, -1)[0] == b"o":
        return not _is_letter_at(marked, at - 2)
    behind, at = _look(marked, stop, 1)
    return behind == HYPHEN and _look(marked, at, 1)[0] in _LETTER


def _is_parted(marked: bytes, start: int, stop: int) -> bool:
    return any(blank in marked[start:stop] for blank in (b" ", b"\2"))


def _is_in_mail(marked: bytes, start: int, stop: int) -> bool:
    """Whether it is a part of a longer first half of a mail address: "mary-jane.doe@"."""
    return (not _is_parted(marked, start, stop) and marked[start - 1:start] in (
        b".", b"+", b"_", b"-") and start > 1 and _is_letter_at(marked, start - 2)
        and bool(IN_MAIL.match(marked, stop)))


def _is_of_two(cased: bytes, start: int, stop: int) -> bool:
    """Whether a comma parts two of a list there: "Anna Smit, Jan Peeters" names no Jan Smit."""
    if b", " not in cased[start:stop]:
        return False
    return (bool(CAPITAL_BEFORE.search(cased, max(start - NEAR, 0), start))
            and bool(CAPITAL_BEHIND.match(cased, stop)))


def _look(marked: bytes, at: int, step: int) -> tuple[bytes, int]:
    """Return (the next sign from a place, where it ends), past inline tags."""
    while True:
        place = at if step > 0 else at - 1
        sign = marked[place:place + 1] if place >= 0 else b""
        at += step
        if sign != b"\1":
            return sign, at


def _run(letters: str, script: str, at_end: bool = False) -> str:
    """Return the letters of one script that begin a text, or end it."""
    count = 0
    for letter in reversed(letters) if at_end else letters:
        if scripts.script(letter) != script:
            break
        count += 1
    return letters[len(letters) - count:] if at_end else letters[:count]


def _is_letter_at(marked: bytes, at: int) -> bool:
    return at >= 0 and marked[at:at + 1] in _LETTER


def _scripts_of(name: str) -> frozenset[str]:
    """Return the scripts with rules of their own that a name is written in."""
    return frozenset(filter(None, map(scripts.script, name)))


SCRIPTS: BoundedCache[str, frozenset[str]] = BoundedCache(_scripts_of)
_LETTER = frozenset(bytes([code]) for code in ALNUM)

"""Scripts that part no words by blanks, in comparable text: what stands beside a word there.

A letter that Latin has not is ``u`` and four digits in hexadecimal there (``fold.py``).
"""

import re

#: a letter of Thai, Lao, Burmese, Hangul, Khmer, kana or Han
UNSPACED = r"u(?:0e..|10[0-9].|11..|17[89a-f].|3[01]..|3[4-9a-f]..|[4-9]...|d[89a-f]..)"
UNIT = re.compile(rb"u[0-9a-f]{4}")
#: letters that are looked at on each side
AROUND = 12
RANGES = (
    ("arabic", 0x600, 0x6FF), ("hebrew", 0x590, 0x5FF), ("thai", 0xE00, 0xE7F),
    ("lao", 0xE80, 0xEFF), ("burmese", 0x1000, 0x109F), ("hangul", 0x1100, 0x11FF),
    ("hangul", 0xAC00, 0xD7A3),
    ("khmer", 0x1780, 0x17FF), ("hiragana", 0x3040, 0x309F), ("katakana", 0x30A0, 0x30FF),
    ("han", 0x3005, 0x3007), ("han", 0x3400, 0x9FFF), ("han", 0xD800, 0xDFFF),
)
SPACELESS = frozenset(
    ("thai", "lao", "burmese", "hangul", "khmer", "hiragana", "katakana", "han"))


def script(char: str) -> str:
    """Return the script of a letter, "" for those that need no rules of their own."""
    code = ord(char) if char else 0
    return next((name for name, first, last in RANGES if first <= code <= last), "")


def letters(units: bytes) -> str:
    """Return the letters of units; a pair of UTF-16 stays a pair."""
    return "".join(chr(int(unit[1:], 16)) for unit in UNIT.findall(units))


def before(marked: bytes, at: int) -> str:
    """Return the letters of other scripts that stand right before a place, tags left out."""
    found: list[str] = []
    while at >= 0 and len(found) < AROUND:
        while marked[at - 1:at] == b"\1":
            at -= 1
        if at < 5 or not UNIT.fullmatch(marked, at - 5, at):
            break
        found.append(chr(int(marked[at - 4:at], 16)))
        at -= 5
    return "".join(reversed(found))


def after(marked: bytes, at: int) -> str:
    """Return the letters of other scripts that stand right behind a place, tags left out."""
    found: list[str] = []
    while len(found) < AROUND:
        while marked[at:at + 1] == b"\1":
            at += 1
        if not UNIT.fullmatch(marked, at, at + 5):
            break
        found.append(chr(int(marked[at + 1:at + 5], 16)))
        at += 5
    return "".join(found)

"""One spelling for each letter: without accents, without what cannot be seen.

The same fold is used for what is stored and for the text it is looked for in.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
#: the name of the error handler that writes characters which Latin-1 does not know
HANDLER = "cloudpepper_privacy"
#: letters that Unicode does not take apart
LETTERS = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ĸ": "k", "ª": " ", "º": " ",
}
#: letters of other scripts that are written in several ways, or are another one's form at an end
SAME = {
    "ς": "σ", "ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه",
    "ە": "ه", "ۃ": "ه", "ٱ": "ا", "髙": "高", "﨑": "崎", "𠮷": "吉",
}
#: signs that mean the same, whatever they look like. An apostrophe of any shape is a backquote,
#: which quotes no attribute of a tag; what ends a sentence is a point; what parts, a colon
SIGNS = {
    **dict.fromkeys("’‘‛ʼʻʽʹˈ′´＇`ՙ՚׳ꞌ", "`"), **dict.fromkeys("。｡．։۔।॥…‥።", "."),
    **dict.fromkeys("؟？՞", "?"), **dict.fromkeys("՜！", "!"), **dict.fromkeys("،、､՝", ","),
    **dict.fromkeys("؛；", ";"), **dict.fromkeys("—―⸺⸻•●▪◦‣→⇒│｜", ":"),
    **dict.fromkeys("⁃˗﹣－", "-"),
    "゛": "u3099", "゜": "u309a", "ـ": "", "״": "`",
}
#: marks that are vowels, tones or voices of their scripts, and no accents: from and to
VOWELS = ((0x900, 0x109F), (0x1780, 0x17D3), (0x3099, 0x309A), (0xA800, 0xAAFF), (0x11000, 0x11FFF))
#: dots below that are left out as often as written
NUKTAS = frozenset("\u093c\u0a3c\u0abc")
#: signs that folding must not bring in: they would be read as tags or escapes
SYNTAX = re.compile(r"[<>&%\\\x00-\x1f]")


def letter(char: str) -> str:
    """Return a character as it is compared, case kept: accents dropped, blanks and most signs as
    a space, what cannot be seen as nothing, letters of other scripts as ``u`` and their number.

    :param char: one character
    :return: ASCII
    """
    if char in LETTERS or char in SIGNS:
        return LETTERS.get(char, SIGNS.get(char, ""))
    if _is_unseen(char):
        return ""
    category = unicodedata.category(char)
    apart = [c for c in unicodedata.normalize("NFKD", char) if not _is_unseen(c)]
    if category[0] in "LM" or category == "Nd":
        return "".join(map(_foreign, apart))
    if category == "Pd" or char == "\u2212":
        return "-"
    sign = apart[0] if len(apart) == 1 and category != "No" else " "
    return sign if " " < sign < "\x7f" and not SYNTAX.match(sign) else " "


def _is_unseen(char: str) -> bool:
    """Whether a character is left out: what cannot be seen, and accents; not the vowels, tones
    and voices that scripts write as marks.
    """
    category = unicodedata.category(char)
    if category not in ("Mn", "Me"):
        return category == "Cf"
    return char in NUKTAS or not any(first <= ord(char) <= last for first, last in VOWELS)


def _foreign(char: str) -> str:
    """Return a letter that Latin has not as ``u`` and two bytes in hexadecimal for each of its
    UTF-16 units; ``U`` for a capital.
    """
    if char < "\x7f":
        return char
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    if char in LETTERS or unicodedata.category(char)[0] not in "LMN":
        return LETTERS.get(char, "")
    small = char.lower()[0]
    codes = SAME.get(small, small).encode("utf-16-be").hex()
    mark = "U" if char.isupper() else "u"
    return "".join(mark + codes[at:at + 4] for at in range(0, len(codes), 4))


class BoundedCache(dict[Key, Value]):
    """What a function returned before, up to a number of entries; then it begins anew.

    :param compute: function of a key
    :param largest: number of entries that are kept
    """

    def __init__(self, compute: Callable[[Key], Value], largest: int = 100_000) -> None:
        super().__init__()
        self.compute, self.largest = compute, largest

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self.largest:
            self.clear()
        self[key] = value = self.compute(key)
        return value


def spelled(text: str) -> bytes:
    """Return the bytes of a text of any characters, each folded."""
    return "".join(map(SPELLED.__getitem__, text)).encode("ascii")


def _unseen(error: UnicodeError) -> tuple[bytes, int]:
    """Write what Latin-1 does not know (an error handler of codecs)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return WRITTEN[error.object[error.start:error.end]], error.end


def folded(text: str) -> str:
    """Return a stored value in lower-case ASCII without accents, signs kept; what text cannot
    show, such as a control character, is a blank, as it is there.
    """
    if not text.isascii():
        text = spelled(text).decode()
    return text.lower().translate(UNSHOWN)


#: as :data:`~.normalise.LOWER` has them
UNSHOWN = dict.fromkeys((*range(4, 32), 127), " ")
SPELLED: BoundedCache[str, str] = BoundedCache(
    lambda char: char if char < "\x80" else letter(char))
WRITTEN: BoundedCache[str, bytes] = BoundedCache(spelled)
codecs.register_error(HANDLER, _unseen)

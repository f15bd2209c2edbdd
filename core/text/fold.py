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
#: signs that folding must not bring in: they would be read as tags or escapes
SYNTAX = re.compile(r"[<>&%\\\x00-\x1f]")


def letter(char: str) -> str:
    """Return a character as it is compared, case kept: accents dropped, blanks and most signs as
    a space, what cannot be seen as nothing, letters of other scripts as ``u`` and their number.

    :param char: one character
    :return: ASCII
    """
    if char in LETTERS:
        return LETTERS[char]
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return ""
    apart = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if category[0] in "LM" or category == "Nd":
        return "".join(_foreign(c) for c in apart)
    if category == "Pd" or char == "\u2212":
        return "-"
    sign = apart[0] if len(apart) == 1 and category != "No" else " "
    return sign if " " < sign < "\x7f" and not SYNTAX.match(sign) else " "


def _foreign(char: str) -> str:
    if char < "\x7f":
        return char
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    return LETTERS.get(char) or f"u{ord(char.lower()[0]):04x}"


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
    """Return a stored value in lower-case ASCII without accents, signs kept."""
    if text.isascii():
        return text.lower()
    return spelled(text).decode().lower()


SPELLED: BoundedCache[str, str] = BoundedCache(
    lambda char: char if char < "\x80" else letter(char))
WRITTEN: BoundedCache[str, bytes] = BoundedCache(spelled)
codecs.register_error(HANDLER, _unseen)

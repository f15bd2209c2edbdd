"""One spelling for each letter: without accents, without what cannot be seen.

The same fold is used for what is stored and for the text it is looked for in.
"""

import codecs
import re
import unicodedata

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


def letter(char):
    """Return a character as it is compared, case kept: accents dropped, blanks and most signs as
    a space, what cannot be seen as nothing, letters of other scripts as ``u`` and their number.

    :param str char: one character
    :rtype: str of ASCII
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


def _foreign(char):
    if char < "\x7f":
        return char
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    return LETTERS.get(char) or f"u{ord(char.lower()[0]):04x}"


class Once(dict):
    """What was worked out before, up to a number of entries.

    :param work: function of a key
    """

    def __init__(self, work, most=100_000):
        self.work, self.most = work, most

    def __missing__(self, key):
        if len(self) >= self.most:
            self.clear()
        self[key] = found = self.work(key)
        return found


def spelled(text):
    """Return the bytes of a text of any characters, each folded."""
    return "".join(map(SPELLED.__getitem__, text)).encode("ascii")


def _unseen(error):
    """Write what Latin-1 does not know (an error handler of codecs)."""
    return WRITTEN[error.object[error.start:error.end]], error.end


def folded(text):
    """Return a stored value in lower-case ASCII without accents, signs kept."""
    if text.isascii():
        return text.lower()
    return spelled(text).decode().lower()


SPELLED = Once(lambda char: char if char < "\x80" else letter(char))
WRITTEN = Once(spelled)
codecs.register_error(HANDLER, _unseen)

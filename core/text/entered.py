"""Text that somebody outside wrote, as it may be kept and shown.

Forms, mails, names of files and calls of a client bring characters that no person typed: the zero
byte, which PostgreSQL keeps in no text; halves of a pair of UTF-16, which are no letters; and signs
that turn the direction of what follows (Unicode Standard Annex 9), with which a file called
``letter\u202efdp.exe`` reads as ``letterexe.pdf``. Whoever takes text in reads it here first.
"""

import re

#: control characters but for tab and the ends of lines
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
#: signs that turn the direction of whatever follows, or copy text that nobody sees (the block of
#: tags). The marks that Hebrew, Arabic and Persian are spelt with stay
_TURNING = "\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[{_CONTROLS}{_TURNING}]")
_HALVES = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
#: what stands for a character that is none
REPLACEMENT = "\ufffd"


def words(text: str) -> str:
    """Return text of several lines, without what nobody typed."""
    return _HALVES.sub(REPLACEMENT, _HIDDEN.sub("", text))


def line(text: str, most: int | None = None) -> str:
    """Return text of one line: a name, a number, the name of a file.

    :param most: characters that are kept
    """
    return _SPACE.sub(" ", words(text)).strip()[:most]

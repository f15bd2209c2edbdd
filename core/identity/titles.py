"""Words that stand with a name and are none of it: titles, forms of address, degrees."""

import re
import unicodedata
from functools import lru_cache

from . import name_data

#: what an abbreviation of a title or degree looks like: a period behind a few letters
ABBREVIATED = re.compile(r"(?:[^\W\d_]{1,5}[.·]){1,4}[^\W\d_]{0,5}[.)]?|[^\W\d_]{1,4}\(a\)\.?")
CAPITALS = frozenset(name_data.words("titles in capitals"))
CONNECTORS = frozenset(name_data.words("connectors"))
GLUED_BEFORE = name_data.words("titles glued before")
GLUED_AFTER = name_data.words("titles glued after")


@lru_cache(maxsize=1_000)
def bare(word: str) -> str:
    """Return a word's letters and marks in lower case, composed; nothing else of it."""
    return "".join(char for char in unicodedata.normalize("NFC", word).casefold()
                   if unicodedata.category(char)[0] in "LM")


TITLES = frozenset(map(bare, name_data.words("titles")))
PARTICLES = frozenset(map(bare, name_data.words("particles")))
ENDINGS = frozenset(map(bare, name_data.words("endings")))


BEHIND = frozenset(map(bare, name_data.words("titles behind")))


def is_title(word: str, behind: bool | None = None, shouted: bool = False) -> bool:
    """Whether a word of a stored name is a title, or looks like the abbreviation of one.

    :param behind: whether it stands behind a name; of None either will do
    :param shouted: whether all of the name is in capitals, which tell no title then
    """
    plain = bare(word)
    known = (plain in TITLES and not behind) or (plain in BEHIND and behind is not False)
    return (known or word in CAPITALS and not shouted
            or bool(ABBREVIATED.fullmatch(word)) and len(plain) > 1)

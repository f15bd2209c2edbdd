"""Where a personal name begins and ends in Chinese, Japanese and Korean text, which has no blanks
there, or none behind a name: by what may stand beside it. Closed classes, in ``names.txt``: family
names, signs that given names are made of, words that follow or precede a person.
"""

import re
import unicodedata

from . import name_data

FAMILIES = name_data.signs("han families")
FAMILIES_OF_TWO = frozenset(name_data.words("han families of two"))
BEFORE = FAMILIES - name_data.signs("han families seldom before")
WORDS_BEFORE = name_data.words("han words before")
GIVEN = name_data.signs("han given")
FUNCTION = name_data.signs("han function")
NOT_IN_CHINESE = FUNCTION | name_data.signs("han given seldom in chinese")
WORDS_AFTER = name_data.words("han words after")
ADDRESSED = tuple(word for word in name_data.words("titles glued after") if len(word) > 1)
KOREAN_FAMILIES = name_data.signs("korean families")
#: the rest of a word that a Korean name begins
KOREAN_REST = re.compile("(?:{}){{0,2}}(?:{}){{0,3}}(?:다|습니다|요|데|는데|지만)?".format(
    "|".join(name_data.words("korean titles")), "|".join(name_data.words("korean particles"))))


def is_korean_rest(rest: str) -> bool:
    """Whether the letters behind a Korean name in the same word leave it a whole name."""
    return bool(KOREAN_REST.fullmatch(unicodedata.normalize("NFC", rest)))


def follows(rest: str, given: int, japanese: bool) -> bool:
    """Whether Han signs behind a name leave it a whole name.

    :param rest: the signs that follow, a few
    :param given: signs of the given name; one alone is as often the beginning of a longer one
    :param japanese: whether the name is written as Japanese ones are
    """
    if not rest or rest.startswith(WORDS_AFTER):
        return True
    sign, after = rest[0], rest[1:2]
    if given == 1 and sign in GIVEN and rest[1:].startswith(ADDRESSED):
        return False
    if sign not in GIVEN or not japanese and sign in NOT_IN_CHINESE:
        return True
    return given > 1 and bool(after) and after not in FUNCTION and not rest[1:].startswith(
        WORDS_AFTER)


def precedes(before: str) -> bool:
    """Whether Han signs before a name leave it a whole name: they end in no family name."""
    return not before or before[-1] not in BEFORE or before.endswith(WORDS_BEFORE)


def family_length(name: str) -> int:
    """Return of how many signs the family name is that a name in Han begins with; 0: of none."""
    if name[:2] in FAMILIES_OF_TWO and len(name) > 2:
        return 2
    return int(name[:1] in FAMILIES)


def given_length(name: str) -> int:
    """Return of how many signs the given name is: of what stands behind the blank, or behind the
    family name.
    """
    _family, blank, given = name.rpartition(" ")
    return len(given) if blank else len(name) - (family_length(name) or 1)


def is_japanese(name: str) -> bool:
    """Whether a name in Han is written as Japanese ones are: a blank behind two signs or more."""
    family, blank, _given = name.partition(" ")
    return bool(blank) and len(family) > 1

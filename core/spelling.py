"""How an identifier is spelled: what is looked for first, and what is then held against it.

Two answers for each identifier. *Anchors* are what ``normal.compact`` leaves of its spellings:
a text without any of them does not name the person, and that is found for thousands of people
at once. The *pattern* then decides on what ``normal.marked`` leaves of the one text: whole words
and whole numbers only. A longer number that merely contains the digits is another number.
"""

import re
from functools import cache

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE as COUNTRY_CODES,
)
from phonenumbers import PhoneMetadata

from .normal import folded

#: between the letters of a word: a tag may stand there
J = r"\x01*"
#: between two words
S = r"[^a-z0-9\x00\x03]{1,80}"
#: between the digits of a phone number, and of any other
P, V = r"[ ./()_\x01-]{0,4}", r"[ ./_\x01-]{0,2}"
START, STOP = "(?<![a-z0-9])", "(?![a-z0-9])"
#: a number begins and ends here: no digits go on behind a point, a comma or a dash
WHOLE_START = r"(?<![0-9][.,/-])(?:(?<![a-z0-9])|(?<=btw)|(?<=tva)|(?<=vat)|(?<=iban))"
WHOLE_STOP = r"(?![a-z0-9]|[.,/-][0-9])"
#: before a phone number's digits; a bare one is not the end of a grouped number
DIALLED_START, DIALLED_STOP = r"(?:(?<![a-z0-9])|(?<=tel)|(?<=gsm)|(?<=fax))", r"(?![a-z0-9])"
BARE_START, BARE_STOP = r"(?<![a-z0-9])(?<![0-9][ .,/-])", r"(?![a-z0-9]|[ .,/-][0-9])"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "ae", "Ö": "oe",
                         "Ü": "ue", "Å": "aa"})
#: words that may follow a house number, before the place: box, country, "in"
WORDS = rf"(?:{S}[a-z0-9]{{1,12}}){{0,3}}?{S}"


def anchors(identifier):
    """Return letters and digits one of which is in every text that holds the identifier.

    :rtype: tuple of bytes, none of them empty
    """
    found = {said for said in _ANCHORS[identifier.kind](identifier.value) if said}
    return tuple(sorted(said.encode() for said in found))


def pattern(identifier):
    """Return the expression that finds the identifier in what ``normal.marked`` returns.

    Its groups, where it has any, are what to blank; without groups it is the whole match.

    :rtype: re.Pattern of bytes
    """
    return re.compile(_PATTERNS[identifier.kind](identifier.value).encode())


def _joined(letters, between=J):
    return between.join(map(re.escape, letters))


def _variants(value):
    """Return the value folded, and once more with umlauts spelled out."""
    return list(dict.fromkeys((folded(value), folded(value.translate(UMLAUTS)))))


def _words(plain):
    return re.findall("[a-z0-9]+", plain)


def _rotations(words):
    """Return every order that starts elsewhere: a family name may come first, or be last."""
    return [words[place:] + words[:place] for place in range(len(words))]


def _phrase(words):
    """Return the expression of these words one after the other; single letters may be missing."""
    said = ""
    for place, word in enumerate(words):
        if len(word) == 1:
            said += f"(?:{word}{S})?" if place + 1 < len(words) else f"(?:{S}{word}{STOP})?"
        else:
            rest = any(len(later) > 1 for later in words[place + 1:])
            said += _joined(word) + (S if rest else "")
    return said


def _shortened(words):
    """Return these words in one, and without single letters: text drops those of a name."""
    short = "".join(word for word in words if len(word) > 1)
    return {"".join(words), short if len(short) > 3 else ""}


def _name_anchors(value):
    return {said for plain in _variants(value) for words in _rotations(_words(plain))
            for said in _shortened(words)}


def _name_pattern(value):
    orders = {_phrase(words) for plain in _variants(value) for words in _rotations(_words(plain))}
    return f"{START}(?:{'|'.join(sorted(orders))}){STOP}"


def _word_anchors(value):
    return _shortened(_words(folded(value)))


def _word_pattern(value):
    return f"{START}{_phrase(_words(folded(value)))}{STOP}"


def _email_anchors(value):
    return {"".join(_words(folded(value)))}


def _email_pattern(value):
    letters = _joined(folded(value)).replace("@", r"\ ?@\ ?")
    # "mary-jane.doe@" and "...@example.com.au" are other people's
    return (rf"{START}(?<![a-z0-9][.+_-]){letters}"
            rf"{STOP}(?!\.[a-z]{{2}}(?![a-z0-9]))")


@cache
def _trunk(code):
    """Return what is dialled before a national number, by country calling code."""
    region = COUNTRY_CODES.get(code, ("",))[0]
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return (metadata and metadata.national_prefix) or "0"


def _dialled(value):
    """Return (country calling code or an expression for any, trunk prefix, national digits)."""
    if not value.startswith("+"):
        return "[1-9][0-9]{0,2}", "0", value
    length = next((n for n in (1, 2, 3) if int(value[1:1 + n]) in COUNTRY_CODES), 3)
    code, national = value[1:1 + length], value[1 + length:]
    return _joined(code, P), _trunk(int(code)), national


def _phone_anchors(value):
    _code, _prefix, national = _dialled(value)
    return {national if len(national) >= 8 else value.lstrip("+")}


def _phone_pattern(value):
    code, trunk, national = _dialled(value)
    digits = _joined(national, P)
    abroad = rf"(?:\(?(?:\+|00)\(?)?{P}{code}{P}0?{P}{digits}"
    at_home = rf"\(?(?:{trunk}|0){P}{digits}"
    said = f"{DIALLED_START}(?:{abroad}|{at_home}){DIALLED_STOP}"
    return said if len(national) < 8 else f"{said}|{BARE_START}{digits}{BARE_STOP}"


def _number(prefix, body, bare):
    """Return the expression of a number in groups, after its country's letters or bare."""
    before = f"(?:{_joined(prefix, V)}{V}){'?' if bare else ''}" if prefix else ""
    return f"{WHOLE_START}{before}{body}{WHOLE_STOP}"


def _vat_parts(value):
    """Return (country's letters, number, whether Belgian); a Belgian one may lack its zero."""
    plain = folded(value)
    country = re.match("[a-z]{0,2}", plain)[0] if re.match("[a-z]{2}", plain) else ""
    number = plain[len(country):]
    belgian = country == "be" and number.isdigit()
    return country, number.lstrip("0") if belgian else number, belgian


def _vat_anchors(value):
    return {_vat_parts(value)[1]}


def _vat_pattern(value):
    country, number, belgian = _vat_parts(value)
    zero = f"(?:0{V})?" if belgian else ""
    return _number(country, zero + _joined(number, V), bare=len(number) > 8)


def _registry_anchors(value):
    return {folded(value).lstrip("0")}


def _registry_pattern(value):
    plain = folded(value)
    number = plain.lstrip("0")
    zeros = f"(?:0{V}){{0,{len(plain) - len(number)}}}" if number != plain else ""
    return f"{WHOLE_START}(?:[a-z]{{2}}{V})?{zeros}{_joined(number, V)}{WHOLE_STOP}"


def _iban_anchors(value):
    plain = folded(value)
    return {plain[4:] if len(plain) > 13 else plain}


def _iban_pattern(value):
    plain = folded(value)
    return _number(plain[:4], _joined(plain[4:], V), bare=len(plain) > 13)


def _street_parts(value):
    """Return (words of the street, house number, postcode and city) of an address line."""
    street, _comma, place = folded(value).rpartition(", ")
    tokens = re.findall("[a-z]+|[0-9]+", street)
    if tokens[0].isdigit():
        number, rest = tokens[0], tokens[1:]
        end = next((at for at, word in enumerate(rest) if word.isdigit()), len(rest))
        return rest[:end], number, place
    at = next(at for at, word in enumerate(tokens) if word.isdigit())
    return tokens[:at], tokens[at], place


def _street_anchors(value):
    words, number, _place = _street_parts(value)
    return {said for street in _shortened(words) if street
            for said in (street + number, number + street)}


def _street_pattern(value):
    """Street and number next to the postcode or the city, in either order."""
    words, number, place = _street_parts(value)
    postcode, _space, city = _split_place(place)
    street = _phrase(words)
    box = rf"(?:\ ?[a-z]{STOP})?(?:{S}(?:bus|bte|boite|box|b|apt)?{S}?[0-9]{{1,4}}{STOP})??"
    line = rf"{street}{S}(?:n[or]?{S})?{number}(?![0-9]){box}|{number}[a-z]?{S}{street}{STOP}"
    where = rf"(?:[a-z]{{1,2}}-)?{postcode}{STOP}"
    if city:
        where = rf"{where}(?:{S}{city}{STOP})?|{city}{STOP}"
    return (rf"{START}({line}){WORDS}{START}({where})"
            rf"|{START}({where}){WORDS}{START}({line})")


def _split_place(place):
    """Return (expression of the postcode, " ", expression of the city or "")."""
    words = _words(place)
    end = next((at for at, word in enumerate(words) if not re.search("[0-9]", word)
                and not (at == 1 and len(word) == 2 and len(words) > 2)), len(words))
    end = max(end, 1)
    return r"\ ?".join(words[:end]), " ", _phrase(words[end:]) if words[end:] else ""


_ANCHORS = {"name": _name_anchors, "word": _word_anchors, "email": _email_anchors,
            "phone": _phone_anchors, "vat": _vat_anchors, "registry": _registry_anchors,
            "iban": _iban_anchors, "street": _street_anchors}
_PATTERNS = {"name": _name_pattern, "word": _word_pattern, "email": _email_pattern,
             "phone": _phone_pattern, "vat": _vat_pattern, "registry": _registry_pattern,
             "iban": _iban_pattern, "street": _street_pattern}

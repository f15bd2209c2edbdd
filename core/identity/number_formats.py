"""How the numbers that identify a person are spelled: phone, VAT, enterprise number, IBAN.

They are found by their digits, in any groups. Where a number begins and ends is as telling: a
longer number, an amount or an order's reference that merely contains the digits is another.
"""

import re
from functools import cache

import phonenumbers

from ..text.fold import folded

COUNTRY_CODES = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
#: between the digits of a phone number, and of any other; a tag may stand there
P, V = r"[ ./()_\x01-]{0,4}", r"[ ./_\x01-]{0,2}"
#: no digits go on behind a point, a comma or a dash
WHOLE_START = r"(?<![0-9][.,/-])(?:(?<![a-z0-9])|(?<=btw)|(?<=tva)|(?<=vat)|(?<=iban))"
WHOLE_STOP = r"(?![a-z0-9]|[.,/-][0-9])"
#: what is dialled before a phone number shows where it begins; a bare one may be the end of
#: another number's groups
DIALLED_START = r"(?:(?<![a-z0-9])|(?<=tel)|(?<=gsm)|(?<=fax))"
DIALLED_STOP = r"(?![a-z0-9]|-[0-9]\b)"
BARE_START, BARE_STOP = r"(?<![a-z0-9])(?<![0-9][ .,/-])", r"(?![a-z0-9]|[ .,/-][0-9])"


def joined(letters: str, between: str) -> str:
    """Return the expression of these letters with something between them."""
    return between.join(map(re.escape, letters))


@cache
def _trunk(code: int) -> str:
    """Return what is dialled before a national number, by country calling code."""
    region = COUNTRY_CODES.get(code, ("",))[0]
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    return (metadata and metadata.national_prefix) or "0"


def _dialled(value: str) -> tuple[str, str, str]:
    """Return (expression of what is dialled abroad, trunk prefix, national digits)."""
    if not value.startswith("+"):
        return rf"(?:\+|00){P}[1-9][0-9]{{0,2}}", "0", value
    length = next((n for n in (1, 2, 3) if int(value[1:1 + n]) in COUNTRY_CODES), 3)
    code, national = value[1:1 + length], value[1 + length:]
    # without a plus too, as gateways store it
    abroad = rf"(?:\((?=[+0-9 ]{{1,7}}\)))?(?:\+|00)?\(?{P}{joined(code, P)}"
    return abroad, _trunk(int(code)), national


def phone_anchors(value: str) -> set[str]:
    """Return the letters and digits that every spelling of a phone number has."""
    _code, _prefix, national = _dialled(value)
    return {national if len(national) >= 8 else value.lstrip("+")}


def phone_plainly(value: str) -> tuple[str, ...]:
    """Return a phone number's spellings without groups."""
    _code, trunk, national = _dialled(value)
    return (value, trunk + national) if len(national) >= 8 else (value,)


def phone_digits(value: str) -> tuple[str, ...]:
    """Return the digits of a phone number as they may have been typed: from abroad, with the
    trunk prefix, or with both.
    """
    _abroad, trunk, national = _dialled(value)
    code = value.lstrip("+").removesuffix(national)
    ways = (code + national, "00" + code + national, trunk + national, code + trunk + national)
    return tuple(sorted(set(ways)))


def phone_pattern(value: str) -> str:
    """Return the expression of a phone number."""
    code, trunk, national = _dialled(value)
    digits = joined(national, P)
    abroad = rf"{code}{P}0?{P}{digits}"
    at_home = rf"(?:\((?=[0-9 ]{{1,6}}\)))?(?:{trunk}|0){P}{digits}"
    dialled = f"{DIALLED_START}(?:{abroad}|{at_home}){DIALLED_STOP}"
    return dialled if len(national) < 8 else f"{dialled}|{BARE_START}{digits}{BARE_STOP}"


def _number(prefix: str, body: str, bare: bool) -> str:
    """Return the expression of a number in groups, after its country's letters or bare."""
    before = f"(?:{joined(prefix, V)}{V}){'?' if bare else ''}" if prefix else ""
    return f"{WHOLE_START}{before}{body}{WHOLE_STOP}"


def _vat_parts(value: str) -> tuple[str, str, bool]:
    """Return (country's letters, number, whether Belgian); a Belgian one may lack its zero."""
    plain = folded(value)
    country = plain[:2] if re.match("[a-z]{2}", plain) else ""
    number = plain[len(country):]
    belgian = country == "be" and number.isdigit()
    return country, number.lstrip("0") if belgian else number, belgian


def vat_anchors(value: str) -> set[str]:
    """Return the letters and digits that every spelling of a VAT number has."""
    return {_vat_parts(value)[1]}


def vat_pattern(value: str) -> str:
    """Return the expression of a VAT number."""
    country, number, belgian = _vat_parts(value)
    zero = f"(?:0{V})?" if belgian else ""
    return _number(country, zero + joined(number, V), bare=len(number) > 8)


def registry_anchors(value: str) -> set[str]:
    """Return the letters and digits that every spelling of a register's number has."""
    return {folded(value).lstrip("0")}


def registry_pattern(value: str) -> str:
    """Return the expression of a register's number."""
    plain = folded(value)
    number = plain.lstrip("0")
    zeros = f"(?:0{V}){{0,{len(plain) - len(number)}}}" if number != plain else ""
    return f"{WHOLE_START}(?:[a-z]{{2}}{V})?{zeros}{joined(number, V)}{WHOLE_STOP}"


def iban_anchors(value: str) -> set[str]:
    """Return the letters and digits that every spelling of an IBAN has."""
    plain = folded(value)
    return {plain[4:] if len(plain) > 13 else plain}


def iban_pattern(value: str) -> str:
    """Return the expression of an IBAN."""
    plain = folded(value)
    return _number(plain[:4], joined(plain[4:], V), bare=len(plain) > 13)

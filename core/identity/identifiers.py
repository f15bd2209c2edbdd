"""What identifies a person: the few values that point at one person and at nobody else.

A full name of two or more words (``names.py``), a mail address, a phone number of eight digits or
more, a VAT or enterprise number, an IBAN, a street with its number and postcode. A single word
never does by itself: a customer called "Paris" says nothing about the town in other people's text.
Beside another identifier of the person it does, and is kept as ``single`` for that. Initials do
not count as words, so "J. Doe" is nobody's name. What is malformed, or what many share because
somebody had to fill in a field, identifies nobody.

How each is spelled in text is said in ``spelling.py``. Source: GDPR Art. 4(1).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

import phonenumbers
from stdnum import get_cc_module
from stdnum.eu import vat as european_vat
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from ..text.fold import folded
from . import names

KINDS = ("name", "email", "phone", "vat", "registry", "iban", "street", "word", "single")
#: fewer digits than this are nobody's phone or enterprise number
LEAST_DIGITS = 8
#: what forms put into a name field when nobody is meant
COMMON_NAMES = frozenset((
    "public user", "portal user", "template user", "portal user template", "default user template",
    "my company", "new contact", "new customer", "unknown customer", "unknown name", "test test",
    "customer service", "invoice address", "delivery address", "other address", "no name",
    "john doe test", "first name last name", "website visitor",
))
#: what an erased contact is called
ERASED = "anonymised contact"
#: what a mail address is made of, before the @ and after it; nothing of one ends in :data:`BETWEEN`
LOCAL = r"[^\s@<>\",;:()\[\]\\]+"
DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
MAIL = re.compile(f"{LOCAL}@{DOMAIN.pattern}")
BETWEEN = re.compile(r"[\s<>\",;:()\[\]\\]+")
#: what may be a VAT number with its country's letters
VAT_LIKE = re.compile(
    r"\b(?=([A-Za-z]{2}[ .]?[A-Za-z0-9]{0,2}(?:[ ./-]?[0-9]){7,12}(?:[Bb][0-9]{2})?)"
    r"(?![A-Za-z0-9]))")


class Identifier(NamedTuple):
    """One value that points at a person.

    :ivar str kind: one of :data:`KINDS`; ``word`` only where an officer asked for it by hand,
        ``single`` is searched for by nothing, and redacted beside another of the person
    :ivar str value: a name or street as it is stored, a mail address in lower case, a phone
        number as ``+32470123456`` (or bare digits where the country is unknown), numbers compact
    """

    kind: str
    value: str


def identifiers_of(
    name: str | None = None, email: str | None = None, phones: Iterable[str | None] = (),
    vat: str | None = None, registry: str | None = None, ibans: Iterable[str | None] = (),
    street: str | None = None, zip: str | None = None, city: str | None = None,
    country: str | None = None, dialled: str | None = None, company: bool = False,
) -> tuple[Identifier, ...]:
    """Return what identifies this person.

    :param name: as it is stored: titles, couples and what is no name are told apart
    :param email: one address, or several in one text
    :param phones: numbers as they were typed
    :param registry: number in a company register, e.g. the Belgian enterprise number
    :param country: ISO code of two letters; reads phone and VAT numbers without prefix
    :param dialled: one number that was read before, as ``+32470123456``
    :param company: whether the name is an organisation's
    :return: without repeats
    """
    country = (country or "").upper() or None
    found: list[tuple[str, str | None]] = [
        ("name", each) for each in (full_names(name, company) if name else ())]
    if name and not found and not _is_common(folded(name)):
        found.append(("single", names.single_name(name)))
    found += [("email", address) for address in addresses(email)]
    found += [("phone", phone_number(phone, country)) for phone in phones]
    found.append(("phone", _read_before(dialled)))
    found += [("vat", vat_number(vat, country)), ("registry", register_number(registry))]
    found += [("iban", account_number(number)) for number in ibans]
    found.append(("street", address_line(street, zip, city)))
    return tuple(dict.fromkeys(Identifier(kind, value) for kind, value in found if value))


def identify(text: str | None) -> Identifier | None:
    """Return what an officer's free text is meant as, or None without any letter or digit."""
    text = " ".join((text or "").split())
    if MAIL.fullmatch(text):
        return Identifier("email", text.lower())
    for kind, read in (("iban", account_number), ("vat", _european), ("phone", _dialled)):
        if value := read(text):
            return Identifier(kind, value)
    if not re.search("[a-z0-9]", folded(text)):
        return None
    named = names.is_full(text.split()) and not re.search(r"\d", text)
    return Identifier("name" if named and not _is_common(folded(text)) else "word", text)


def full_names(name: str | None, company: bool = False) -> list[str]:
    """Return the full names that a stored name holds; of "new contact" and the like none."""
    if _is_common(folded(name or "")):
        return []
    return [each for each in names.names_of(name, company) if not _is_common(folded(each))]


def _is_common(plain: str) -> bool:
    common = " ".join(re.findall("[a-z0-9]+", plain))
    return common in COMMON_NAMES or common.startswith(ERASED)


def addresses(text: str | None) -> list[str]:
    """Return the mail addresses in a text, in lower case."""
    return [found.lower() for found in _mails_in(text or "") if len(found) <= 254]


def _mails_in(text: str) -> Iterator[str]:
    """Yield what :data:`MAIL` finds in a text, looking at each letter a few times: it would try
    every letter as the first one, and look from each through all that follow.
    """
    for part in BETWEEN.split(text):
        local, *domains = part.split("@")
        for domain in domains:
            found = DOMAIN.match(domain) if local else None
            if found:
                yield f"{local}@{found[0]}"
            local = domain[found.end():] if found else domain


def _read_before(dialled: str | None) -> str | None:
    """Return a number in the form of :func:`phone_number`, unless it fills a field; reading it
    once more would take as long as all the rest.
    """
    digits = (dialled or "").lstrip("+")
    return dialled if len(digits) >= LEAST_DIGITS and not _filler(digits) else None


def phone_number(phone: str | None, country: str | None = None) -> str | None:
    """Return a phone number as ``+32470123456``, bare digits where no country is known, or None.

    :param country: ISO code, for numbers without a prefix
    """
    digits = re.sub(r"\D", "", folded(phone or ""))
    if len(digits) < LEAST_DIGITS or _filler(digits):
        return None
    with suppress(phonenumbers.NumberParseException):
        parsed = phonenumbers.parse(phone or "", country)
        if phonenumbers.is_possible_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    bare = digits.lstrip("0")
    return bare if LEAST_DIGITS <= len(bare) <= 15 else None


def vat_number(vat: str | None, country: str | None = None) -> str | None:
    """Return a VAT number compact and with its country's letters, or None.

    :param country: ISO code, for numbers without those letters
    """
    compact = _compact(vat)
    if sum(map(str.isdigit, compact)) < 7 or _filler(re.sub(r"\D", "", compact)):
        return None
    if not compact[:2].isalpha() and country:
        compact = _prefixed(compact, country)
    return compact if 8 <= len(compact) <= 17 else None


def vats_in(text: str | None) -> set[str]:
    """Return the European VAT numbers in a text whose check digits are right, compact."""
    found = map(_european, VAT_LIKE.findall(text or ""))
    return {number for number in found if number}


def register_number(registry: str | None) -> str | None:
    """Return a company register's number, compact, or None where it is too short to be one's."""
    compact = _compact(registry)
    digits = re.sub(r"\D", "", compact)
    known = len(digits) >= LEAST_DIGITS and len(compact) <= 20 and not _filler(digits)
    return compact if known else None


def account_number(number: str | None) -> str | None:
    """Return an IBAN whose check digits are right (ISO 13616), compact, or None.

    ``stdnum.iban`` is not used: it reads a data file that Odoo's import hook hides from it.
    """
    compact = _compact(number)
    shaped = re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", compact)
    return compact if shaped and mod_97_10.is_valid(compact[4:] + compact[:4]) else None


def address_line(street: str | None, zip: str | None, city: str | None) -> str | None:
    """Return ``street, postcode city`` where street, house number and postcode are all there."""
    street = street or ""
    plain = folded(street)
    postcode = _compact(zip)
    if not (re.search("[a-z]{4}", plain) and re.search("[0-9]", plain) and len(postcode) >= 4
            and re.search("[0-9]{2}", postcode)):
        return None
    place = f"{zip} {city or ''}".replace(",", " ")
    return f"{' '.join(street.split())}, {' '.join(place.split())}"


def _compact(number: str | None) -> str:
    return re.sub("[^A-Z0-9]", "", folded(number or "").upper())


def _filler(digits: str) -> bool:
    """Whether these digits fill a field and nothing more: 00000000, 0123456789."""
    rest = digits.lstrip("0")
    return len(set(rest)) < 2 or rest in "1234567890123456789" or rest in "9876543210987654321"


def _prefixed(compact: str, country: str) -> str:
    """Put the country's letters before a number that its country's rules call valid."""
    module = get_cc_module(country, "vat")
    try:
        return country + str(module.validate(compact) if module else compact)
    except ValidationError:
        return compact


def _european(text: str) -> str | None:
    try:
        return str(european_vat.validate(text)) if text[:2].isalpha() else None
    except ValidationError:
        return None


def _dialled(text: str) -> str | None:
    return phone_number(text) if re.fullmatch(r"\+?[\d\s()./-]+", text) else None

"""What is planted, and how it is found again: words that stand nowhere else.

Known to the script inside Odoo and to the search from outside; nothing of Odoo is imported here.
"""
import re

#: letters for the digits of a number, none of which makes a word of a language
LETTERS = "bcdfghjklm"
WORD = re.compile(r"zq[bcdfghjklm]{6}v", re.IGNORECASE)
#: a number of the plan for Belgian mobiles, however it is written
NUMBER = re.compile(r"(?:\+|00)?32[ ./-]?4(?:[ ./-]?\d){8}(?!\d)")
MOBILE = "+32470{:06d}"
MAIL = "{}@plant.example"
EMAIL = re.compile(r"(^|_)e?mail(_|$)|(^|_)recipient$")
PHONE = re.compile(r"(^|_)(phone|mobile|fax|tel)\d?(_|$)")
LINK = re.compile(r"(^|_)(url|website|link|uri)(_|$)")


def word(number):
    """The word of a number."""
    return "zq" + "".join(LETTERS[int(digit)] for digit in f"{number:06d}") + "v"


def value(number, name):
    """(what is planted into a field of this name, the key by which it is found)."""
    if PHONE.search(name):
        text = MOBILE.format(number)
        return text, text
    text = word(number)
    if EMAIL.search(name):
        return MAIL.format(text), text
    if LINK.search(name):
        return f"https://{text}.example", text
    return text.capitalize(), text


def found_in(text):
    """The keys of everything planted that a text holds, as a set."""
    keys = {match.lower() for match in WORD.findall(text)}
    for match in NUMBER.findall(text):
        digits = re.sub(r"\D", "", match)
        keys.add(f"+{digits.removeprefix('00')}")
    return keys

"""Mentions of a person in text that stays: found, and replaced by a placeholder.

What counts as a mention is a full name of two or more words (in both orders), a mail address,
and the link that Odoo's own mentions carry. Single words are never taken for a person: a
customer called "Paris" does not blank the town in other people's text (GDPR Art. 17, and
Art. 15(4) the other way round). Everything else of the text stays to the letter.
"""

import html
import re

#: what is read instead of a mention
PLACEHOLDER = "[anonymised]"


def spellings(name, email, numbers=()):
    """Return the lower-case spellings that mention a person.

    :param name: full name, or nothing
    :param email: normalised mail address, or nothing
    :param numbers: phone numbers as they are stored; less than eight digits are nobody's
    :rtype: tuple of str
    """
    found = []
    words = (name or "").split()
    if len(words) > 1:
        first, last = " ".join(words[:-1]), words[-1]
        found += [f"{first} {last}", f"{last} {first}", f"{last}, {first}"]
    if email:
        found.append(email)
    found += [number for number in numbers if number and sum(map(str.isdigit, number)) >= 8]
    plain = [spelling.lower() for spelling in found]
    return tuple(dict.fromkeys(plain + [html.escape(spelling, quote=False) for spelling in plain]))


def pattern(words, partner_id):
    """Compile what is looked for.

    :param words: spellings as :func:`spellings` gives them
    :param int partner_id: whom Odoo's mention links name
    """
    link = (rf'<a\b(?=[^>]*\bdata-oe-model="res\.partner")'
            rf'(?=[^>]*\bdata-oe-id="{int(partner_id)}")[^>]*>.*?</a>')
    texts = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join([link, *texts]), re.IGNORECASE | re.DOTALL)


def redact(text, mentions):
    """Return a text without the mentions; the same object where there is none.

    :param str text: plain text or HTML
    :param mentions: what :func:`pattern` compiled
    """
    return mentions.sub(PLACEHOLDER, text) if mentions.search(text) else text

"""What a mail asks for: which rights, and in which of four languages it is written.

A request needs no form, no article and no reason (GDPR Art. 12(2); EDPB Guidelines 01/2022, 47
and 52), so people's own words are read: what they want done with what, sentence by sentence, and
whether they deny it, ask about it or tell of it. A guess only sorts; an officer reads every
request. What names no right is no guess: it is asked what is held (:data:`UNNAMED`), and an
officer sees that the words were unclear.
"""

import re

from . import wording
from .clauses import Sentence, sentences
from .own_words import own_words
from .read_access import asks_access
from .read_erasure import Topic, asks_erasure
from .read_rights import READERS as OTHERS
from .rights import RIGHTS

LANGUAGES = tuple(wording.VOCABULARIES)
#: what a person means who names no right: tell me what you hold
UNNAMED = "access"
#: articles of the regulation, and words that say that it is that law
ARTICLE = re.compile(r"\bart(?:icles?|ikel[ns]?|s)?\.? ?(\d{1,2}(?:(?:\(\d\))?(?: ?[,+&/-] ?"
                     r"| (?:and|or|en|of|et|ou|und|oder|to|tot|a|bis) )\d{1,2}){0,8}(?: ?\(\d\))?)")
RANGE = re.compile(r"\d ?(?:-|to|tot|a|bis) ?\d")
LAW = re.compile(r"\b(?:gdpr|avg|rgpd|ds-?gvo|2016/679)\b")
#: {right: whether a sentence asks for it}, erasure aside
READERS = {"access": asks_access, **OTHERS}
OF_ARTICLES = {article: right for right, article in RIGHTS.items() if article.isdigit()}


def rights_in(text: str | None) -> tuple[str, ...]:
    """Return the rights that a text asks for, in the order of :data:`.rights.RIGHTS`; never
    none: see :data:`UNNAMED`.
    """
    return named_in(text) or (UNNAMED,)


def named_in(text: str | None) -> tuple[str, ...]:
    """Return the rights that a text names, in the order of :data:`.rights.RIGHTS`, or none."""
    found: set[str] = set()
    words = own_words(text)
    law = bool(LAW.search(words.lower()))
    topic, recanted = Topic(), False
    for sentence in sentences(words):
        found |= _of_articles(sentence, law)
        if asks_erasure(sentence, topic):
            found.add("erasure")
        if sentence.has("recant"):
            recanted = True
        for right, reads in READERS.items():
            if reads(sentence):
                found.add(right)
    if recanted:
        found.discard("erasure")
    return tuple(right for right in RIGHTS if right in found)


def language_of(text: str | None) -> str | None:
    """Return the language of a text, one of :data:`LANGUAGES`, or None where nothing tells."""
    return wording.language_of(own_words(text))


def _of_articles(sentence: Sentence, law: bool) -> set[str]:
    """Return the rights whose articles a sentence names, one by one and not as a range."""
    asks = sentence.has("ask", "want", "please", "polite", "request_noun", "object")
    tells = sentence.has("neg", "know", "wh", "i", "you", "modal")
    if not law or sentence.is_question or tells and not asks:
        return set()
    found = set()
    for named in ARTICLE.finditer(sentence.text):
        if not RANGE.search(named[1]):
            found |= {OF_ARTICLES[number] for number in re.findall(r"\d+", named[1])
                      if number in OF_ARTICLES}
    return found

"""What a mail asks for: which rights, and in which of four languages it is written.

A request needs no form, no article and no reason (GDPR Art. 12(2); EDPB Guidelines 01/2022, 47
and 52), so people's own words are read: the statutory terms and the commonest plain ones of
English, Dutch, French and German. A guess only sorts; an officer reads every request.
"""

import re

from ..text.fold import folded

LANGUAGES = ("en", "nl", "fr", "de")
#: {right: expressions of words that ask for it, one of each of :data:`LANGUAGES`, or more; what
#: they are looked for in is folded: without accents, in lower case}
PHRASES = {
    "erasure": (
        r"erasure|erase\b|delete|deletion|remove (?:me|my)|forgotten|art(?:icle|\.)? ?17\b",
        r"verwijder|wissen|gewist|wissing|vergetelheid|vergeten te worden|schrap",
        r"effac|supprim|suppression|droit a l'oubli|oubli numerique",
        r"losch|loesch|vergessenwerden",
    ),
    "access": (
        r"access|copy of (?:all )?(?:my|the) (?:personal )?data|which data|art(?:icle|\.)? ?15\b"
        r"|what (?:data|information) (?:do )?you",
        r"\binzage|kopie van mijn|welke gegevens|inzien",
        r"droit d'acces|acces a mes|acceder a mes|copie de mes|quelles donnees",
        r"auskunft|kopie meiner|welche daten",
    ),
    "rectification": (
        r"rectif|correct (?:my|the)|wrong (?:address|name|data)|art(?:icle|\.)? ?16\b",
        r"rectificatie|verbeter|corrigeer|juist adres|verkeerd",
        r"rectifi|corrig|inexact",
        r"berichtig|korrigier|falsche adresse",
    ),
    "restriction": (
        r"restrict(?:ion)?\b.{0,30}process|art(?:icle|\.)? ?18\b",
        r"beperking|beperken van de verwerking",
        r"limitation du traitement|limiter le traitement", r"einschrankung der verarbeitung",
    ),
    "portability": (
        r"portab|machine.readable|art(?:icle|\.)? ?20\b",
        r"overdraagbaarheid|overdragen", r"portabilite", r"ubertragbarkeit",
    ),
    "objection": (
        r"\bobject(?:ion)?\b|stop (?:sending|mailing|marketing)|unsubscribe|art(?:icle|\.)? ?21\b",
        r"bezwaar|uitschrijven|geen reclame|niet meer mailen",
        r"m'oppose|opposition|desinscri|desabonn",
        r"widerspr|abmelden|keine werbung",
    ),
    "withdrawal": (
        r"withdraw (?:my )?consent|withdrawal of (?:my )?consent",
        r"toestemming in(?:trekken)?|trek .{0,30}toestemming",
        r"retir\w{0,9} (?:mon )?consentement|retrait d[eu] (?:mon )?consentement",
        r"einwilligung.{0,40}widerruf|widerruf.{0,40}einwilligung",
    ),
    "automated": (
        r"automated decision|profiling|art(?:icle|\.)? ?22\b",
        r"geautomatiseerde besluit|profilering", r"decision automatisee|profilage",
        r"automatisierte entscheidung",
    ),
    "safeguards": (
        r"standard contractual|transfer safeguards|copy of (?:the )?safeguards",
        r"modelcontract|passende waarborgen",
        r"clauses contractuelles|garanties appropriees",
        r"standardvertragsklauseln|geeignete garantien",
    ),
}
#: short words that give a language away
COMMON = {language: frozenset(words.split()) for language, words in {
    "en": "the and you my of to please would have with for your that not",
    "nl": "de het een en van ik mijn u dat niet met voor graag alle heb jullie uw",
    "fr": "le la les de des et je vous mes que pour pas une vos dans mon",
    "de": "der die das und ich sie meine bitte nicht mit fur ihre ein zu von dass",
}.items()}
#: what a person means who names no right: tell me what you hold
UNNAMED = "access"
#: what introduces another person's or an earlier mail below one's own words
QUOTED = re.compile(
    r"^(?:>|-{3,} ?(?:original|oorspronkelijk|message d'origine|ursprungl))", re.IGNORECASE)


def rights_in(text: str | None) -> tuple[str, ...]:
    """Return the rights that a text asks for, in the order of :data:`PHRASES`; never none."""
    words = " ".join(folded(own_words(text)).split())
    found = tuple(right for right, patterns in PHRASES.items()
                  if any(re.search(pattern, words) for pattern in patterns))
    return found or (UNNAMED,)


def language_of(text: str | None) -> str | None:
    """Return the language of a text, one of :data:`LANGUAGES`, or None where nothing tells."""
    words = re.findall("[a-z]+", folded(own_words(text)))
    scores = {language: sum(word in COMMON[language] for word in words)
              for language in LANGUAGES}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else None


def own_words(text: str | None) -> str:
    """Return a text without the earlier mails quoted below it; all of it where that is all."""
    lines = (text or "").splitlines()
    kept = [line for line in lines if not QUOTED.match(line.strip())]
    return "\n".join(kept) if any(line.strip() for line in kept) else text or ""

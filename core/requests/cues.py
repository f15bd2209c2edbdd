"""Turns of phrase that give a right away, sentence by sentence and over a whole mail.

The readers of clauses know who does what to what; people also write "my file may go into the
bin", "for years I have been in your system: enough". Here words and phrases of a language
(``lexicon/cues_fr.py`` and others, read by :class:`Cues`) are looked for in a sentence, and
frames (:mod:`.frames`) say which of them together ask for which right.

A phrase is words joined by ``+``; ``begin*`` stands for every ending, ``*end``
for every beginning, ``~`` for up to four words.
A frame is terms that must all be met: ``a|b`` either, ``!a`` not, ``^a`` anywhere in the mail,
``<a`` in this sentence or the one before, ``a>b`` one after the other with up to four words
between, ``a>>b`` right after each other. ``no_a`` is what is denied, ``do_a`` what begins a part
of a sentence: an order. ``question`` is a sentence that ends in a question mark.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType

LONGEST, GAP = 28, 4
PIECE = re.compile(r"[a-z0-9]+|[?!.,;:()]| -+ ")
SIGN = re.compile(r"[?!.,;:()]| -+ ")
#: French words for a thing, behind a verb: "supprimez-le"
CLITIC = re.compile(r"-(les?|la)\b")


@dataclass
class Said:
    """What a sentence says: where each meaning begins and ends, in words."""

    hits: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def has(self, meaning: str) -> bool:
        """Whether it says this."""
        return meaning in self.hits

    def follows(self, first: str, second: str, most: int) -> bool:
        """Whether one is said after the other, with so many words between at most."""
        return any(0 <= start - end <= most for _start, end in self.hits.get(first, ())
                   for start, _end in self.hits.get(second, ()))


class Cues:
    """The turns of phrase of one language."""

    def __init__(self, source: ModuleType) -> None:
        self.before = frozenset(source.NEG_BEFORE.split())
        self.after = frozenset(source.NEG_AFTER.split())
        self.before_far, self.after_far = source.NEG_REACH
        self.joints = frozenset(source.JOINTS.split())
        self.skip = frozenset(source.SKIP.split())
        self.apostrophe = source.APOSTROPHE
        self.phrases: dict[str, list[tuple[list[str], str]]] = {}
        self.stems: dict[str, list[tuple[list[str], str]]] = {}
        self.ends: dict[str, list[tuple[list[str], str]]] = {}
        for meaning, words in source.MEANINGS.items():
            for phrase in words.split():
                self._learn(phrase, meaning)

    def _learn(self, phrase: str, meaning: str) -> None:
        first, *rest = phrase.replace("~", "+~+").split("+")
        if first.startswith("*"):
            self.ends.setdefault(first[1:], []).append((rest, meaning))
        elif first.endswith("*"):
            self.stems.setdefault(first[:-1], []).append((rest, meaning))
        else:
            self.phrases.setdefault(first, []).append((rest, meaning))

    def said(self, text: str) -> Said:
        """Return what a folded sentence says."""
        text = CLITIC.sub(r" \1pron", text.replace("`", "'").replace("'", self.apostrophe))
        words = PIECE.findall(text)
        found = [hit for at in range(len(words)) for hit in self._at(words, at)]
        idle = {at for meaning, start, end in found if meaning == "idle"
                for at in range(start, end)}
        harmless = {at for meaning, start, end in found if meaning == "harmless"
                    for at in range(start, end)}
        said = Said()
        for meaning, start, end in found:
            if start in idle and meaning != "idle":
                continue
            denied = meaning in DENIABLE and self._is_denied(meaning, words, start, end, harmless)
            said.hits.setdefault(f"no_{meaning}" if denied else meaning, []).append((start, end))
            if not denied and meaning in DENIABLE and self._begins(words, start):
                said.hits.setdefault(f"do_{meaning}", []).append((start, end))
        if text.rstrip().endswith("?"):
            said.hits["question"] = [(len(words), len(words))]
        return said

    def _at(self, words: list[str], at: int) -> Iterable[tuple[str, int, int]]:
        """Yield (meaning, begin, end) of the phrases that begin at a word."""
        word = words[at]
        rows = list(self.phrases.get(word, ()))
        for end in range(2, min(len(word), LONGEST) + 1):
            rows += self.stems.get(word[:end], ())
            rows += self.ends.get(word[-end:], ())
        for rest, meaning in rows:
            end = _end(words, at + 1, rest)
            if end:
                yield meaning, at, end

    def _is_denied(self, meaning: str, words: list[str], start: int, end: int,
                   harmless: set[int]) -> bool:
        inner = words[start:end]
        if not (self.before.isdisjoint(inner) and self.after.isdisjoint(inner)):
            return False    # "no longer valid"
        far = NEAR if meaning in ASKED_BY_DENYING else self.before_far
        for at in range(start - 1, max(start - 1 - far, -1), -1):
            if words[at] in self.joints or SIGN.fullmatch(words[at]):
                break
            if words[at] in self.before and at not in harmless:
                return True
        for at in range(end, min(end + self.after_far, len(words))):
            if words[at] in self.joints or SIGN.fullmatch(words[at]):
                break
            if words[at] in self.after and at not in harmless:
                return True
        return False

    def _begins(self, words: list[str], start: int) -> bool:
        """Whether nothing that counts stands before a word in its part of the sentence."""
        at = start - 1
        while at >= 0 and words[at] in self.skip:
            at -= 1
        return at < 0 or words[at] in self.joints or bool(SIGN.fullmatch(words[at]))


def _end(words: list[str], at: int, rest: list[str]) -> int:
    """Return where a phrase ends whose other words begin at a place, or 0 where they do not."""
    for place, wanted in enumerate(rest):
        if wanted == "~":
            return next((end for gap in range(GAP + 1)
                         if not any(SIGN.fullmatch(word) for word in words[at:at + gap])
                         and (end := _end(words, at + gap, rest[place + 1:]))), 0)
        if at >= len(words) or not _is(words[at], wanted):
            return 0
        at += 1
    return at


def _is(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word in (wanted, f"{wanted}pron")


#: meanings of which it matters whether they are denied
DENIABLE = frozenset(("erase", "erased", "erasure", "keep", "use", "share", "want", "retract",
                      "agree", "contact", "send", "correct", "freeze", "remove", "be", "right",
                      "object", "transfer", "stop", "fix", "move", "see"))

#: of these the denial is what is asked, so it stands close
ASKED_BY_DENYING, NEAR = frozenset(("keep", "use", "contact", "send", "be", "share")), 3


@dataclass
class Mail:
    """The sentences of a mail, and what was found out about all of them."""

    sentences: list[Said]
    known: dict[str, bool] = field(default_factory=dict)

    def has(self, term: str, check: Callable[[Said], bool]) -> bool:
        """Whether any sentence meets a term; each term is looked up once in a mail."""
        if term not in self.known:
            self.known[term] = any(check(said) for said in self.sentences)
        return self.known[term]


Check = Callable[[Said, Said, Mail], bool]


class Frame:
    """Turns of phrase that together ask for a right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.checks = [_check(term) for term in text.split()]

    def fits(self, said: Said, before: Said, mail: Mail) -> bool:
        """Whether a sentence asks for it, after the one before it, in its mail."""
        return all(check(said, before, mail) for check in self.checks)


def _check(term: str) -> Check:
    if term.startswith("!"):
        denied = _check(term[1:])
        return lambda said, before, mail: not denied(said, before, mail)
    inner = _either(term.lstrip("^<"))
    if term.startswith("^"):
        return lambda said, before, mail: mail.has(term, inner)
    if term.startswith("<"):
        return lambda said, before, mail: inner(said) or inner(before)
    return lambda said, before, mail: inner(said)


def _either(term: str) -> Callable[[Said], bool]:
    either = [_one(each) for each in term.split("|")]
    return lambda said: any(each(said) for each in either)


def _one(term: str) -> Callable[[Said], bool]:
    if ">" not in term:
        return lambda said: term in said.hits
    first, second = term.split(">>" if ">>" in term else ">")
    return lambda said: said.follows(first, second, 0 if ">>" in term else GAP)

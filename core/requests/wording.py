"""Words, each with what it means in its language.

A row of a lexicon (``lexicon/en.py`` and the others) is a meaning and the words that have it, in
lower case without accents: ``word``, ``begin*`` for every ending, ``*end`` for every beginning,
``two+words`` for words that follow each other, ``two~words`` for words of one clause with others
between them. Each step looks at a word once, or at a few words after it: reading takes a time that
grows with the text's length.
"""

import re
from types import ModuleType

from ..text.fold import folded
from .lexicon import de, en, fr, nl

#: letters of a word that count, and words between the two halves of a verb
LONGEST, APART = 28, 12
#: meanings of several words that leave each of the words its own meaning
ADDED = frozenset(("hold_about", "must", "nomore", "share", "source", "had", "about_me", "asked",
                   "facts", "fulfilled", "should_be"))
#: what one meaning says beside itself
IMPLIED = {"nomore": ("neg",), "newer": ("datum",)}
#: a German infinitive with "zu" in it: "einzuschränken"
PARTED = re.compile(r"^(ab|an|auf|aus|ein|mit|zuruck|weiter|heraus|weg)zu(?=[a-z]{4})")
#: the apostrophe of a Dutch ending: "foto's", "sms'en"
PLURAL = re.compile(r"(?<=[a-z])'(?=(?:s|en|tjes?)\b)")
PIECE = re.compile(r"[a-z0-9]+|[,;:()]| -+ ")


class Vocabulary:
    """The words of one language.

    :ivar str code: of the language
    :ivar common: short words that give the language away
    """

    def __init__(self, code: str, source: ModuleType) -> None:
        self.code = code
        self.common = frozenset(source.COMMON.split())
        self.joins = _kinds(**{"and": source.AND, "or": source.OR, "but": source.BUT})
        #: what begins a clause wherever it stands, before a subject, or after a comma
        self.always = _kinds(because=source.BECAUSE, that=source.THAT, aside=source.ASIDE)
        self.opens = _kinds(that=source.THAT_BEFORE, because=source.BECAUSE_BEFORE)
        self.relatives = frozenset(source.RELATIVES.split())
        self.infinitives = frozenset(source.INFINITIVES.split())
        self.follow = frozenset(source.FOLLOW.split())
        self.determiners = frozenset(source.DETERMINERS.split())
        self.endings = tuple(source.ENDINGS.split())
        self.supposing = frozenset(source.SUPPOSING.split())
        self.skip = frozenset(source.SKIP.split())
        self.ends: dict[str, set[str]] = {}
        self.single: dict[str, set[str]] = {}
        self.begins: dict[str, set[str]] = {}
        self.several: dict[str, list[tuple[list[str], str]]] = {}
        self.apart: dict[str, list[tuple[str, str]]] = {}
        for meaning, words in source.MEANINGS.items():
            for word in words.split():
                self._learn(meaning, word)
        for rows in self.several.values():
            rows.sort(key=lambda row: -len(row[0]))
        self.slips = Slips(source.LONG.split())

    def _learn(self, meaning: str, word: str) -> None:
        if "~" in word:
            first, second = word.split("~")
            self.apart.setdefault(first, []).append((second, meaning))
        elif word.startswith("*"):
            self.ends.setdefault(word[1:], set()).add(meaning)
        elif "*" in word:
            self.begins.setdefault(word.rstrip("*"), set()).add(meaning)
        elif len(parts := re.findall("[a-z0-9]+", word)) > 1:
            self.several.setdefault(parts[0], []).append((parts[1:], meaning))
        else:
            self.single.setdefault(word, set()).add(meaning)

    def words(self, text: str) -> list[str]:
        """Return words and signs of a folded text; English contractions are one word."""
        text = text.replace("`", "'")
        if self.code == "nl":
            text = PLURAL.sub("", text)
        return PIECE.findall(text.replace("'", "" if self.code == "en" else " "))

    def meanings(self, word: str) -> set[str]:
        """Return what a word means alone."""
        found = self._known(word)
        if not found and self.code == "de":
            found = self._known(PARTED.sub(r"\1", word))
        if not found and word not in self.common:
            meant = self.slips.meant(word)
            found = set(self.single.get(meant, ())) if meant else found
        return found

    def _known(self, word: str) -> set[str]:
        found = set(self.single.get(word, ()))
        if not found and self.endings and word.endswith(self.endings):
            return {"data"}
        if len(word) <= LONGEST:
            for end in range(3, len(word) + 1):
                found |= self.begins.get(word[:end], set()) | self.ends.get(word[-end:], set())
        return found

    def tagged(self, words: list[str]) -> list[set[str]]:
        """Return what each word of a clause means; a phrase means it at its first word."""
        tags = [self.meanings(word) for word in words]
        taken = 0
        for at, word in enumerate(words):
            taken = self._read_phrases(words, at, tags, taken)
            following = words[at + 1:at + 1 + APART]
            tags[at].update(meaning for second, meaning in self.apart.get(word, ())
                            if second in following)
            if at and words[at - 1] in self.determiners:
                tags[at].discard("ask")     # "my request" is no "I request"
        for each in tags:
            each.update(*(IMPLIED[meaning] for meaning in each & IMPLIED.keys()))
        return tags

    def _read_phrases(self, words: list[str], at: int, tags: list[set[str]], taken: int) -> int:
        """Note what the phrases mean that begin at a word; return where the next may begin."""
        for rest, meaning in self.several.get(words[at], ()):
            end = at + 1 + len(rest)
            free = at >= taken or meaning in ADDED and meaning != "nomore"
            if words[at + 1:end] != rest or not free:
                continue
            if meaning not in ADDED:
                tags[at:end] = [set() for _word in range(at, end)]
                taken = end
            tags[at].add(meaning)
        return taken

    def score(self, words: list[str]) -> int:
        """Return how many of the words are this language's."""
        return sum((word in self.common) + bool(self._known(word)) for word in words)


def _kinds(**words: str) -> dict[str, str]:
    """Return {word: kind}."""
    return {word: kind for kind, each in words.items() for word in each.split()}


class Slips:
    """Long words in which one letter is missing, too many, or in its neighbour's place."""

    def __init__(self, words: list[str]) -> None:
        self.known = frozenset(words)
        self.shorter = {short: word for word in words for short in self._without_one(word)}

    def meant(self, word: str) -> str | None:
        """Return the word that somebody meant to write, if that is plain."""
        if not 5 <= len(word) <= LONGEST:
            return None
        if word in self.shorter:
            return self._same_start(word, self.shorter[word])
        for short in self._without_one(word):
            if short in self.known:
                return self._same_start(word, short)
            other = self.shorter.get(short)
            if other and len(other) == len(word) and sorted(other) == sorted(word):
                return self._same_start(word, other)
        return None

    @staticmethod
    def _same_start(word: str, other: str) -> str | None:
        return other if word[0] == other[0] else None

    @staticmethod
    def _without_one(word: str) -> list[str]:
        return [word[:at] + word[at + 1:] for at in range(len(word))]


VOCABULARIES = {module.__name__.rpartition(".")[2]: Vocabulary(
    module.__name__.rpartition(".")[2], module) for module in (en, nl, fr, de)}


def language_of(text: str) -> str | None:
    """Return the language of a text, or None where nothing tells."""
    words = PIECE.findall(folded(text).replace("`", " ").replace("'", " "))
    scores = {code: sum(word in each.common for word in words)
              for code, each in VOCABULARIES.items()}
    if not any(scores.values()):
        scores = {code: each.score(words) for code, each in VOCABULARIES.items()}
    code = max(scores, key=scores.__getitem__)
    return code if scores[code] else None

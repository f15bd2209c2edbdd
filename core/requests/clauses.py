"""A text as sentences and clauses: who rules whom, and what each word means."""

import re
from dataclasses import dataclass, field

from ..text.fold import folded
from .wording import VOCABULARIES, Vocabulary, language_of

#: words of a sentence that is read as one
SENTENCE_WORDS = 120
#: characters of a line that goes on in the next one
WRAPPED = 45
ABBREVIATIONS = re.compile(
    r"\b(arts?|nrs?|no|mr|mrs|ms|dr|dhr|mevr|mme|st|bv|evt|lun|abs|par)\.(?=\s|\d)"
    r"|(?<=\b\d)\.(?= (?:jan|feb|m[aä]r|apr|mai|jun|jul|aug|sep|okt|nov|dez))"
    r"|(?<=\d\d)\.(?= (?:jan|feb|m[aä]r|apr|mai|jun|jul|aug|sep|okt|nov|dez))", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
#: words that somebody else said, or that stand on a button
QUOTED = re.compile(r"[\"“„«][^\"“”„»\n]{1,200} [^\"“”„»\n]{1,200}[\"“”»]")
#: a link, an address, or a sign of a page
TAG = re.compile(r"<[^<>\n]{0,300}>")
SIGNS = re.compile(r"[,;:()]| -+ ")
#: words that begin nothing after these: "d'ou" is where, "after that" is then
TOGETHER = {("d", "ou"), ("par", "ou"), ("whether", "or"), *(
    (word, "que") for word in ("parce", "avant", "apres", "bien", "alors", "ainsi", "tant",
                                "des", "sans", "afin", "vu")), *(
    (word, "that") for word in ("after", "before", "with", "for", "on", "of", "in"))}
#: what a clause that hangs on the one before is about: the last words of that one
RULING_WORDS = 6
RULING = ("want", "ask", "polite", "must", "know", "please", "thanks", "neg", "stop")


@dataclass
class Clause:
    """A part of a sentence that says one thing.

    :ivar list words: lower case, without accents
    :ivar list tags: what each word means
    :ivar str opener: how it begins: "", ",", "and", "or", "but", "that", "because", "if",
        "before", "whether", "aside"
    :ivar governor: the clause before it that it goes on with, if any
    """

    words: list[str]
    tags: list[set[str]]
    sentence: "Sentence" = field(repr=False)
    opener: str = ""
    governor: "Clause | None" = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of its language."""
        return self.sentence.vocabulary

    def has(self, *meanings: str) -> bool:
        """Whether a word means one of these."""
        return any(not tags.isdisjoint(meanings) for tags in self.tags)

    def places(self, *meanings: str) -> list[int]:
        """Return the places of words that mean one of these."""
        return [at for at, tags in enumerate(self.tags) if not tags.isdisjoint(meanings)]

    def last(self, end: int, *meanings: str) -> int:
        """Return the last place before ``end`` of a word that means one of these, or -1."""
        return next((at for at in range(min(end, len(self.tags)) - 1, -1, -1)
                     if not self.tags[at].isdisjoint(meanings)), -1)


@dataclass
class Sentence:
    """A sentence, in its language."""

    text: str
    vocabulary: Vocabulary
    is_question: bool
    before: "Sentence | None" = field(default=None, repr=False)
    clauses: list[Clause] = field(default_factory=list)

    def has(self, *meanings: str) -> bool:
        """Whether a word of it means one of these."""
        return any(clause.has(*meanings) for clause in self.clauses)


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, each in the language that its words are of."""
    whole = language_of(text) or "en"
    text = QUOTED.sub(" ", TAG.sub(" ", text))
    found = []
    for part in SENTENCE.split(ABBREVIATIONS.sub(r"\1", _unwrapped(text))):
        plain = folded(part).strip()
        words = re.findall("[a-z0-9]+", plain)
        if words:
            scores = {code: (each.score(words), code == whole)
                      for code, each in VOCABULARIES.items()}
            code = max(scores, key=scores.__getitem__)
            found += _sentences_of(plain, VOCABULARIES[code])
    for earlier, later in zip(found, found[1:], strict=False):
        later.before = earlier
    return found


def _unwrapped(text: str) -> str:
    """Return a text whose long lines go on where the mail program broke them."""
    parts: list[str] = []
    before = ""
    for line in text.splitlines():
        line = line.strip()
        goes_on = len(before) >= WRAPPED and line[:1].islower() and before[-1] not in ".!?:"
        parts += [" " if goes_on else "\n", line]
        before = line
    return "".join(parts)


def _sentences_of(plain: str, vocabulary: Vocabulary) -> list[Sentence]:
    """Return a sentence, or several where it is longer than people write them."""
    made = []
    pieces = vocabulary.words(plain)
    for start in range(0, len(pieces), SENTENCE_WORDS):
        part = pieces[start:start + SENTENCE_WORDS]
        text = plain if len(pieces) <= SENTENCE_WORDS else " ".join(part)
        made.append(_sentence(part, Sentence(text, vocabulary, plain.endswith("?"))))
    return made


def _sentence(pieces: list[str], sentence: Sentence) -> Sentence:
    words: list[str] = []
    opener = ""
    for at, piece in enumerate(pieces):
        kind = _opens(sentence.vocabulary, pieces, at, words)
        if kind is None:
            words.append(piece)
            continue
        _close(sentence, words, opener)
        # a comma before a conjunction says nothing more
        opener = kind if kind != "," or words else opener
        words = [piece] if kind in ("if", "before", "aside") else []
    _close(sentence, words, opener)
    return sentence


def _opens(vocabulary: Vocabulary, pieces: list[str], at: int, words: list[str]) -> str | None:
    """Return how a new clause begins at a piece, or None where none does."""
    piece = pieces[at]
    following = pieces[at + 1] if at + 1 < len(pieces) else ""
    if SIGNS.fullmatch(piece):
        return ","
    if _belongs(vocabulary, pieces, at, words):
        return None
    if piece in vocabulary.joins and not (piece == "aber" and at >= len(pieces) - 2):
        joins = vocabulary.joins[piece]
        return "whether" if joins == "or" and _asks(vocabulary, words, following) else joins
    if vocabulary.code == "nl" and words and piece in vocabulary.supposing and (
            following in vocabulary.follow):
        return "if"
    if piece in vocabulary.always:
        return vocabulary.always[piece]
    if following in vocabulary.follow or SIGNS.fullmatch(following):
        kinds = vocabulary.single.get(piece, set()) & {"if", "before"}
        if piece in vocabulary.opens or kinds:
            return vocabulary.opens.get(piece) or max(kinds)
    return "aside" if at and not words and piece in vocabulary.relatives else None


def _belongs(vocabulary: Vocabulary, pieces: list[str], at: int, words: list[str]) -> bool:
    """Whether a piece that may begin a clause begins none: "tant que", "was steht denn"."""
    piece = pieces[at]
    if at and (pieces[at - 1], piece) in TOGETHER or pieces[at:at + 2] == ["puis", "je"]:
        return True
    if vocabulary.code == "fr" and piece == "ou" and not at:
        return True     # where, not or
    if piece in ("que", "qui") and at > 1 and pieces[at - 1] == "ce":
        return pieces[at - 2] not in ("a", "est")
    if vocabulary.code == "de" and piece == "doch" and at and not SIGNS.fullmatch(pieces[at - 1]):
        return True
    return piece == "denn" and any("wh" in vocabulary.single.get(word, ()) for word in words)


def _asks(vocabulary: Vocabulary, words: list[str], following: str) -> bool:
    """Whether the Dutch "of" is no "or": "I ask whether you"."""
    return vocabulary.code == "nl" and following in vocabulary.follow and any(
        not vocabulary.single.get(word, set()).isdisjoint(("ask", "know")) for word in words)


def _close(sentence: Sentence, words: list[str], opener: str) -> None:
    """Make a clause of words, and say what it goes on with."""
    if not words:
        return
    tags = sentence.vocabulary.tagged(words)
    before = sentence.clauses[-1] if sentence.clauses else None
    courtesy = len(words) <= 2 and any("please" in each for each in tags)
    if before and opener == "," and courtesy:
        before.words += words
        before.tags += tags
        return
    if words[0] in sentence.vocabulary.supposing:
        opener = "if"
    if opener == "if" and before and before.tags and "know" in before.tags[-1]:
        opener = "whether"      # "to know if you"
    infinitive = words[0] in sentence.vocabulary.infinitives or (
        sentence.vocabulary.code == "de" and "zu" in words)
    if before and opener == "," and infinitive:
        opener = "that"
    rules = before and (_rules(before) or before.governor and _rules(before.governor))
    if opener == "that" and not rules:
        # "all that you have must go" goes on
        opener = "," if before and any("all" in each for each in before.tags[-2:]) else "aside"
    # "I would be grateful if you ..."
    pleases = opener == "if" and before and before.has("thanks") and not before.has("neg")
    goes_on = opener in ("that", "or", "and", ",", "whether") or pleases
    sentence.clauses.append(
        Clause(list(words), tags, sentence, opener, before if goes_on else None))


def _rules(clause: Clause) -> bool:
    """Whether what follows is what somebody wants, asks or must."""
    return any(not tags.isdisjoint(RULING) for tags in clause.tags[-RULING_WORDS:])

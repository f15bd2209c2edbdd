"""Whether a sentence asks for one of the rights that can be taken back: GDPR Art. 15, 16, 18, 20
to 22, 7(3) and 46. One reader for each.
"""

from .clauses import Clause, Sentence
from .denial import begins_with, denied
from .read_erasure import is_first_denied

#: words of a clause that stops what was spoken of before: "stop this"
FEW = 4


def said(clause: Clause, *meanings: str) -> bool:
    """Whether a word means one of these, and is not denied."""
    return any(not denied(clause, at) for at in clause.places(*meanings))


def denies(clause: Clause, *meanings: str) -> bool:
    """Whether a word means one of these, and is denied or stopped."""
    return any(denied(clause, at) for at in clause.places(*meanings))


# === ART. 16 === #

def asks_rectification(sentence: Sentence) -> bool:
    if sentence.has("login"):
        return False
    return any(reads(clause) for clause in sentence.clauses for reads in (
        _corrects, _says_wrong, _should_be, _has_moved, _replaces)) or _is_another_number(sentence)


def _corrects(clause: Clause) -> bool:
    if begins_with(clause, "until", "before"):
        return False    # "until you have corrected it"
    is_bare = clause.has("please", "polite") and not clause.has("it") and not _is_of_order(clause)
    if said(clause, "correct") and (clause.has("data", "datum", "me", "ask") or is_bare):
        return not clause.has("order", "have") or clause.has("please", "ask", "want")
    about = clause.has("data", "hold_about", "it") or clause.sentence.has("datum")
    return said(clause, "change") and about and not (
        clause.has("have") and not clause.has("want", "please", "polite"))


def _is_of_order(clause: Clause) -> bool:
    """Whether an invoice or a mail is spoken of, here or in the sentence before."""
    before = clause.sentence.before
    return clause.sentence.has("order", "message") or before is not None and before.has("order")


def _says_wrong(clause: Clause) -> bool:
    sentence = clause.sentence
    if not sentence.has("datum", "data") or sentence.has("order") and not sentence.has("me"):
        return False
    if not sentence.has("me", "i", "you") and (sentence.is_question or not sentence.has("datum")):
        return False
    if clause.has("erase", "erasure", "erased", "remove"):
        return False
    if said(clause, "wrong"):
        return sentence.has("datum") or clause.has("data") and not clause.has("i")
    return clause.has("right") and denies(clause, "right") and not clause.has("want", "ask")


def _should_be(clause: Clause) -> bool:
    """ "The name on my account should be Jane"."""
    if clause.has("spelt") and clause.has("datum") and clause.has("me") and clause.has("you"):
        return clause.has("with") and not clause.sentence.is_question
    return clause.has("should_be") and clause.has("datum") and clause.sentence.has("me") and (
        not clause.sentence.is_question and not clause.has(
            "erase", "erased", "remove", "keep", "use", "send", "share", "freeze", "order", "neg",
            "format", "receive", "unsub", "restrict"))


def _has_moved(clause: Clause) -> bool:
    if said(clause, "moved") and (not clause.has("abroad") or clause.sentence.has(
            "datum", "change", "correct", "newer")):
        return True
    if clause.has("renamed"):
        return True
    if clause.has("changed") and clause.has("datum", "message") and clause.has("me") and not (
            clause.has("you")):
        return True
    return clause.has("newer") and (clause.has("me") or clause.has("have")) and not clause.has(
        "send", "see", "copy")


def _replaces(clause: Clause) -> bool:
    return clause.has("datum") and clause.has("old") and said(
        clause, "erase", "remove", "change", "correct")


def _is_another_number(sentence: Sentence) -> bool:
    """ "My number is 21, not 12"."""
    if not sentence.has("datum") or not sentence.has("me") or not sentence.has("neg"):
        return False
    for clause in sentence.clauses:
        for at in clause.places("neg"):
            after = clause.words[at + 1:at + 3]
            if any(word.isdigit() for word in after) or after and len(after[-1]) == 1:
                return True
            if _is_name(clause, at + 1) and sentence.clauses[0].has("datum"):
                return True
    return False


def _is_name(clause: Clause, at: int) -> bool:
    """Whether a clause ends in a word that means nothing else, after "not": "not Shivon"."""
    return at == len(clause.words) - 1 and not clause.tags[at] and (
        len(clause.words) <= FEW and clause.words[at] not in clause.vocabulary.common)


# === ART. 18 === #

def asks_restriction(sentence: Sentence) -> bool:
    for clause in sentence.clauses:
        about = clause.has("data", "use", "hold_about")
        if said(clause, "restrict") and (about or clause.has("ask")):
            return True
        told = clause.has("have", "would_be") and not clause.has(
            "want", "ask", "please", "polite", "must", "until")
        lifts = told or clause.has("erase", "remove", "contact", "login")
        if about and said(clause, "freeze") and not lifts:
            return True
        if _stops_use(clause) and (sentence.has("until") or _keeps(sentence)):
            return True
    kept = _keeps(sentence) or any(denies(clause, "erase") for clause in sentence.clauses)
    return kept and (sentence.has("lawsuit") or any(
        said(clause, "freeze") for clause in sentence.clauses))


def _stops_use(clause: Clause) -> bool:
    return clause.has("use") and (denies(clause, "use") or clause.has("stop"))


def _keeps(sentence: Sentence) -> bool:
    return any(said(clause, "keep") for clause in sentence.clauses)


# === ART. 20 === #

def asks_portability(sentence: Sentence) -> bool:
    for clause in sentence.clauses:
        if said(clause, "portable"):
            return True
        mine = clause.has("data", "hold_about") or clause.has("it") and sentence.has("data")
        if mine and said(clause, "transfer") and sentence.has("provider"):
            return not sentence.has("share", "outside") or sentence.has(
                "please", "want", "polite")
        if mine and sentence.has("provider") and any(
                "direct" not in clause.tags[at + 1] for at in clause.places("send")
                if at + 1 < len(clause.tags)):
            return True
        if mine and said(clause, "export"):
            return True
        if mine and sentence.has("format") and said(
                clause, "send", "receive", "see", "copy", "please"):
            return True
    return False


# === ART. 21 === #

def asks_objection(sentence: Sentence) -> bool:
    return any(reads(clause) for clause in sentence.clauses for reads in (
        _unsubscribes, _objects, _leaves_list, _stops, _wants_no_more, _forbids_use))


def _unsubscribes(clause: Clause) -> bool:
    return said(clause, "unsub")


def _objects(clause: Clause) -> bool:
    if not said(clause, "object"):
        return False
    sentence = clause.sentence
    if clause.has("erase", "erasure") or sentence.has("order"):
        return False
    machine = clause.has("automated") or sentence.has("automated") and sentence.has("decision")
    if machine and not clause.has("train", "marketing"):
        return False
    determiners = clause.vocabulary.determiners
    if sentence.has("until") and all(
            at and clause.words[at - 1] in determiners for at in clause.places("object")):
        return False    # "until my objection is dealt with"
    return not clause.has("have") or clause.has("use", "marketing", "ask")


def _leaves_list(clause: Clause) -> bool:
    before = clause.sentence.before
    is_meant = clause.has("direct") and not clause.has("data", "datum", "system", "about_me") and (
        clause.sentence.has("list", "marketing")
        or before is not None and before.has("list", "marketing"))
    if (clause.has("list") or is_meant) and said(clause, "erase", "remove", "erased", "erasure"):
        return True
    if clause.has("marketing") and clause.has("from") and said(clause, "remove"):
        return True
    return clause.has("list") and clause.has("away") and said(
        clause, "want", "please", "polite", "can_i")


def _stops(clause: Clause) -> bool:
    sentence = clause.sentence
    about = clause.has("send", "contact", "marketing", "list")
    ruler = clause.governor
    if about and ruler is not None and ruler.has("stop") and not denies(ruler, "stop"):
        return not clause.has("order")
    is_short = not sentence.has("order") and len(clause.words) <= (
        FEW + 2 if clause.has("it") else FEW)
    before = sentence.before
    if clause.has("stop") and not clause.has("use", "data") and not denies(clause, "stop") and (
            sentence.has("marketing", "list") or is_short and (
                sentence.has("message") or before is not None and before.has(
                    "marketing", "list", "contact", "send", "message"))):
        return True
    if clause.has("stop") and about and not denies(clause, "stop"):
        return not clause.has("order")
    if ruler is not None and ruler.has("stop") and not denies(ruler, "stop") and clause.has(
            "use", "share") and clause.has("data", "hold_about") and not sentence.has("until"):
        return True
    return clause.has("stop") and clause.has("use") and clause.has("data", "hold_about") and not (
        sentence and sentence.has("until")) and not denies(clause, "stop")


def _wants_no_more(clause: Clause) -> bool:
    """ "No more mails", "do not call me"."""
    about = clause.has("marketing", "list", "message", "contact") or (
        clause.has("nomore") and (clause.has("send") or clause.sentence.has("marketing", "list")))
    if not about or not clause.has("neg") or clause.has("order") and not clause.has("marketing"):
        return False
    if clause.has("object", "unsub", "withdraw") or clause.has("have") and not clause.has("want"):
        return False
    wished = clause.has("want", "must", "please", "polite", "nomore") and not clause.has("i") or (
        clause.has("want", "please")) or is_first_denied(clause) or (
        clause.governor is not None and clause.governor.has("want", "must", "ask"))
    if not wished:
        return False
    if denies(clause, "contact"):
        return True
    if denies(clause, "send", "receive"):
        return clause.has("marketing", "list", "nomore")
    if clause.has("nomore") and denies(clause, "message") and not clause.has("receive", "have"):
        return True
    return denies(clause, "marketing", "list") and not clause.has("receive", "use", "wrong")


def _forbids_use(clause: Clause) -> bool:
    sentence = clause.sentence
    if not denies(clause, "use") or sentence is None or clause.has("have", "consent", "agree"):
        return False
    if sentence.has("until") or _keeps(sentence) or sentence.has("automated"):
        return False
    return clause.has("marketing", "data", "datum", "hold_about")


# === ART. 7(3) === #

def asks_withdrawal(sentence: Sentence) -> bool:
    for clause in sentence.clauses:
        if said(clause, "withdraw") and sentence.has("consent") and not clause.has("order"):
            return True
        if clause.has("consent", "agree") and clause.has("nomore") and clause.has("i", "you", "me"):
            return True
    return False


# === ART. 22 === #

def asks_automated(sentence: Sentence) -> bool:
    automated, human = sentence.has("automated"), sentence.has("human")
    before = sentence.before
    if human and sentence.has("review") and before is not None and before.has("decision"):
        return True
    if sentence.has("train", "marketing") and not sentence.has("decision", "human"):
        return False    # what a machine learns, or advertises by, decides nothing
    if automated and sentence.has("decision", "object", "human", "stop"):
        return True
    if human and sentence.has("review") and sentence.has("decision", "automated"):
        return True
    return "profil" in sentence.text and automated and (
        sentence.has("neg", "want", "ask", "object", "stop"))


# === ART. 46 === #

def asks_safeguards(sentence: Sentence) -> bool:
    if sentence.has("safeguards"):
        return any(said(clause, "safeguards") for clause in sentence.clauses)
    return sentence.has("safeguard") and sentence.has("outside")


#: {right: whether a sentence asks for it}; access and erasure have readers of their own
READERS = {
    "rectification": asks_rectification, "restriction": asks_restriction,
    "portability": asks_portability, "objection": asks_objection,
    "withdrawal": asks_withdrawal, "automated": asks_automated, "safeguards": asks_safeguards,
}

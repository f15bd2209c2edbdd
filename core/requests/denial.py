"""What a clause denies, who says it, and whether somebody is told to do it."""

from .clauses import Clause

#: words after which what was said before in the clause no longer rules
ORDERS = ("please", "want", "polite", "ask")
#: languages whose negation may come long after the verb
LATE = ("nl", "de")
ACTS = ("erase", "remove", "erased", "keep", "use", "send", "contact", "restrict", "freeze",
        "change", "correct", "receive", "share")
#: words before a verb whose subject is left out: "hereby request"
MOST_BEFORE = 2
ERASING = ("erase", "erased", "erasure")
#: clauses that hang on each other
DEEPEST = 6
OBJECTS = ("data", "datum", "me", "message", "list", "marketing")


# === WHAT DENIES === #

def denied(clause: Clause, at: int) -> bool:
    """Whether the word at a place is denied, by its clause or by one that rules it."""
    return _denied_here(clause, at) or _denied_by_governor(clause, at)


def _denied_here(clause: Clause, at: int) -> bool:
    code = clause.vocabulary.code
    against = clause.last(at, "against")
    if against >= 0 and at < len(clause.tags) and not clause.tags[at].isdisjoint(ERASING):
        return True
    for place in clause.places("neg"):
        if place < at:
            if place < clause.last(at, "except"):
                continue    # "nothing except store it"
            if not _begins_anew(clause, place, at):
                return True
        elif _is_of_next(clause, at, place):
            continue
        elif place == at or code in LATE or place - at <= (3 if code == "fr" else 2):
            return True
    return False


def _is_of_next(clause: Clause, at: int, place: int) -> bool:
    """Whether a negation is of what follows without a sign: "delete it I am no customer"."""
    subject = clause.last(place, "i")
    return subject > at + 1 or subject == at + 1 and "have" in clause.tags[subject + 1]


def _begins_anew(clause: Clause, place: int, at: int) -> bool:
    """Whether an order between a negation and a word begins something of its own."""
    for order in clause.places(*ORDERS):
        if place + 1 < order < at:
            around = clause.tags[place + 1:order] + clause.tags[order + 1:order + 2]
            return not clause.tags[order].isdisjoint(("please", "polite")) or (
                any("i" in tags for tags in around))
    return False


def _denied_by_governor(clause: Clause, at: int) -> bool:
    ruler = clause.governor
    if ruler is None:
        return False
    if clause.opener in ("that", "or") and any(
            _denied_here(each, len(each.tags)) for each in rulers(clause)):
        return True
    erases = at < len(clause.tags) and not clause.tags[at].isdisjoint(ERASING)
    if erases and clause.opener == "that" and ruler.has("stop"):
        return True
    if not _denied_here(ruler, len(ruler.tags)):
        return False
    if has_order(clause, at):
        return False
    if clause.opener == "and" and not erases and clause.last(at, "i") >= 0:
        return False    # "... and I object to it"
    if clause.opener == "and":
        # "do not write to me and delete my data" against "do not sell and delete my data"
        names = ruler.has(*OBJECTS) or any(
            "direct" in ruler.vocabulary.meanings(word) for word in ruler.words)
        return not (names and is_imperative(clause, at)
                    and not ruler.has("want", "ask"))
    does = ruler.last(len(ruler.tags), "i") >= 0 and not ruler.has("want", "ask")
    return ruler.has(*ACTS) and not ruler.has(*OBJECTS) and not does


def rulers(clause: Clause) -> list[Clause]:
    """Return the clauses that a clause hangs on, by "that" and "or", the nearest first."""
    found: list[Clause] = []
    while clause.governor and clause.opener in ("that", "or") and len(found) < DEEPEST:
        clause = clause.governor
        found.append(clause)
    return found


def has_order(clause: Clause, at: int) -> bool:
    """Whether somebody is told to do it by words before it in the clause."""
    at_end = len(clause.tags) - 1
    if clause.vocabulary.code in LATE and clause.opener == "that" and (
            "want" in clause.tags[at_end] and says_it(clause, at_end)):
        return True     # "dass ich die Löschung wünsche"
    return any(place < at for place in clause.places("please", "polite")) or any(
        place < at and says_it(clause, place) for place in clause.places("want", "ask"))


# === WHO SAYS === #

def says_it(clause: Clause, at: int) -> bool:
    """Whether the writer is the one who wants or asks at a place: the subject that is nearest
    before it, or right after it; or nobody is named.
    """
    after = clause.tags[at + 1] if at + 1 < len(clause.tags) else set()
    if "i" in after:
        return True
    if clause.vocabulary.code in LATE:
        # "ik heb u gevraagd": whoever is named first is the subject; "verzoek u": nobody
        named = [place for place in clause.places("i", "you") if place < at]
        if named or "you" in after:
            is_first = at <= MOST_BEFORE and clause.vocabulary.determiners.isdisjoint(
                clause.words[:at])
            return "i" in clause.tags[named[0]] if named else "ask" in clause.tags[at] and is_first
    nearest = clause.last(at, "i", "you", "it")
    modal = clause.last(at, "modal")
    if modal >= max(at - 2, 0) and nearest < modal - 1:
        return False    # "customers can ask"
    return _is_writer(clause, at, nearest)


def _is_writer(clause: Clause, at: int, nearest: int) -> bool:
    """Whether a subject is the writer.

    :param int nearest: place of the subject that is nearest before the verb, or -1
    """
    if nearest >= 0 and any("i" in tags for tags in clause.tags[max(nearest - 1, 0):nearest + 1]):
        return True     # "je vous demande" too
    if clause.last(at, "acquaintance") > nearest:
        return False    # who will write for themselves
    if clause.last(at, "client") > nearest:
        return True
    if clause.last(at, "me") > nearest:
        return "want" in clause.tags[at]    # "my mother wants"
    return nearest < 0 and at <= MOST_BEFORE and clause.vocabulary.determiners.isdisjoint(
        clause.words[:at])


def is_imperative(clause: Clause, at: int) -> bool:
    """Whether a clause begins with the word at a place: an order, as a verb that stands first."""
    return clause.vocabulary.skip.issuperset(clause.words[:at])


def begins_with(clause: Clause, *meanings: str) -> bool:
    """Whether the first word of a clause that counts means one of these."""
    return any(is_imperative(clause, at) for at in clause.places(*meanings))

"""Whether a clause asks to erase what it speaks of, in so many words.

Erasing cannot be taken back: a question, a report, a thank-you, a condition or somebody else's
wish is no request. What is not plain stays with the officer.
"""

from .clauses import Clause
from .denial import (
    ACTS,
    DEEPEST,
    LATE,
    begins_with,
    has_order,
    is_imperative,
    rulers,
    says_it,
)

#: words of a clause that names an act and nobody who does it
SHORT = 10
#: words that begin a question about what would be
WOULD = ("would", "might", "zou", "zouden", "wurde", "wurden")


def is_asked(clause: Clause, at: int) -> bool:
    """Whether what the word at a place says is asked for.

    :param Clause clause: does not deny it
    :param int at: of a word that means "erase", "erased", "erasure", "remove"
    """
    if any(tells(clause, at) for tells in TELLING):
        return False
    return any(orders(clause, at) for orders in ORDERING)


def is_overdue(clause: Clause, at: int) -> bool:
    """Whether something is said not to have been done yet: why not, still not, or else."""
    sentence = clause.sentence
    if not clause.has("neg") or clause.has("want", "please") or _is_writers(clause, at):
        return False
    if clause.opener == "if":
        return sentence.has("threat")
    return clause.has("have") and sentence.has("still")


def _is_writers(clause: Clause, at: int) -> bool:
    """Whether the subject of the word at a place is the writer."""
    subject = clause.last(at, "i", "you")
    return subject >= 0 and "i" in clause.tags[subject]


# === WHAT ONLY TELLS === #

def _supposes(clause: Clause, at: int) -> bool:
    """ "If you delete it", "before you delete it", "because you did", "the one you delete"."""
    order = clause.last(at, "please", "want")
    if _is_turned_round(clause):
        return True
    if clause.opener in ("before", "aside", "whether"):
        return clause.opener != "before" or not _turns(clause, at)
    if clause.opener == "because":
        return not has_order(clause, at)
    if clause.opener == "if" and order < 0:
        return clause.governor is None
    return order < 0 and begins_with(clause, "before", "if")


def _is_turned_round(clause: Clause) -> bool:
    """ "Würden Sie es löschen, könnte ich": a condition without "if", by what follows it."""
    clauses = clause.sentence.clauses
    if clause is not clauses[0] or len(clauses) < 2 or clause.sentence.is_question or (
            clause.has("please") or len(clause.words) < 2):
        return False
    if "you" not in clause.vocabulary.meanings(clause.words[1]):
        return False
    return clauses[1].opener == "," and clauses[1].has("then") and begins_with(clauses[1], "then")


def _turns(clause: Clause, at: int) -> bool:
    """ "Na het einde verzoek ik u": the main clause goes on after what came before it."""
    return clause.vocabulary.code in LATE and any(
        place < at and "i" in clause.tags[place + 1] for place in clause.places("ask", "want")
        if place + 1 < len(clause.tags))


def _asks_about(clause: Clause, at: int) -> bool:
    """Whether it is how, when or whether that is asked, before the word."""
    known = clause.last(at, "know")
    if known >= 0 and not _is_held(clause, known):
        return True
    place = clause.last(at, "wh")
    if known > place >= 0 and clause.has("want"):
        place = -1
    if place > 0 and any("all" in tags for tags in clause.tags[
            place - 2 if clause.words[place - 1] == "ce" and place > 1 else place - 1:place]):
        return False    # "all what you have"
    return place >= 0 and not any(
        place < order < at for order in clause.places("please", "want"))


def _is_held(clause: Clause, at: int) -> bool:
    """ "All that you know about me": what is known is what is held."""
    around = clause.tags[max(at - 1, 0):at + 2]
    return "had" in clause.tags[at] and any("you" in tags for tags in around) and (
        clause.has("all", "data") and not clause.sentence.is_question)


def _may_i(clause: Clause, at: int) -> bool:
    return clause.last(at, "can_i") >= 0 and not clause.has("please")


def _thanks(clause: Clause, at: int) -> bool:
    thanks = clause.last(at, "thanks")
    return thanks > clause.last(at, "please", "polite", "want") and not clause.has("advance")


def _hangs_on_question(clause: Clause, at: int) -> bool:
    """ "I wonder whether you have to delete it", "how I can see and delete it"."""
    if has_order(clause, at):
        return False
    if clause.sentence.is_question and any(each.has("wh", "know") for each in rulers(clause)):
        return True
    ruler = clause.governor
    if ruler is None or clause.opener not in ("that", "and", "or"):
        return False
    own = clause.last(at, "must") >= 0 or (
        clause.opener != "or" and is_imperative(clause, at) and ruler.has("you"))
    asks = ruler.has("know", "wh", "can_i") or ruler.has("thanks") and not ruler.has("want")
    return asks and not own


def _is_done(clause: Clause, at: int) -> bool:
    """Whether it is told that somebody has done it."""
    if "erased" not in clause.tags[at]:
        return False
    if _is_attribute(clause, at) or "erase" not in clause.tags[at] and at and (
            "you" in clause.tags[at - 1]):
        return True     # "my deleted account", "that you deleted"
    end = len(clause.tags) if clause.vocabulary.code in LATE else at
    if clause.last(end, "have") < 0:
        return False
    if clause.last(at, "want", "must") >= 0:
        return False
    ruler = clause.governor
    if clause.opener == "that" and ruler is not None and ruler.has("want", "ask", "must"):
        return False
    return clause.last(at, "ask") < 0 or clause.last(at, "i") < 0


def _is_attribute(clause: Clause, at: int) -> bool:
    """Whether a participle tells which one is meant: "my deleted account", "give it back"."""
    if clause.has("restore"):
        return True
    after = clause.tags[at + 1] if at + 1 < len(clause.tags) else set()
    before = clause.words[at - 1] if at else ""
    return "data" in after and (before in clause.vocabulary.determiners or bool(
        at and "me" in clause.tags[at - 1]))


def _does_it_alone(clause: Clause, at: int) -> bool:
    """Whether it is the writer who does it: "that I delete my account"."""
    if clause.has("self") and not clause.has("you"):
        return True
    told = has_order(clause, at) or clause.last(at, "want", "ask", "please", "polite") >= 0
    return not told and _is_writers(clause, at)


def _others_ask(clause: Clause, at: int) -> bool:
    """Whether somebody else is told to ask for it: "you can ask us to delete it"."""
    asked = clause.last(at, "ask")
    return asked >= 0 and not says_it(clause, asked) and not clause.has("please", "want")


#: what keeps a clause from asking
TELLING = (_supposes, _asks_about, _may_i, _thanks, _hangs_on_question, _is_done, _does_it_alone,
           _others_ask)


# === WHAT ASKS === #

def _begs(clause: Clause, at: int) -> bool:
    """ "Please", "I want", "could you", before the word, or a courtesy at the end."""
    if has_order(clause, at) or clause.has("advance"):
        return True
    at_end = any(place >= len(clause.tags) - 3 for place in clause.places("please"))
    subject = clause.last(at, "you")
    may = subject >= 0 and clause.last(at, "modal", "must") >= subject
    return at_end and (subject < 0 or may and not clause.has("wh", "know", "if", "i"))


def _may_it(clause: Clause, at: int) -> bool:
    """ "Can my data be deleted?" """
    if at < len(clause.words) and clause.words[at].endswith("ing") or clause.words[0] in WOULD:
        return False    # "would deleting my account cost me points?"
    if any(each.opener == "if" and not each.has("please") for each in clause.sentence.clauses):
        return False
    return begins_with(clause, "modal") and clause.has("me") and clause.last(at, "i") < 0


def _you_can(clause: Clause, at: int) -> bool:
    """ "Vous pouvez supprimer mon compte ?": spoken French asks without turning the words."""
    return clause.vocabulary.code == "fr" and clause.sentence.is_question and (
        "pouvez" in clause.words[:at] and not clause.has("neg", "wh", "if", "i"))


def _may_go(clause: Clause, _at: int) -> bool:
    """ "Mes données peuvent être supprimées", and nothing else."""
    return clause.vocabulary.code in ("fr", "de") and len(clause.words) <= SHORT and (
        "me" in clause.tags[0] and clause.has("modal") and not clause.sentence.is_question
        and len(clause.sentence.clauses) == 1)


def _must_it(clause: Clause, at: int) -> bool:
    """ "You must delete my data", "all of it has to go"."""
    must = clause.last(at, "must")
    end = at if clause.vocabulary.code in LATE else must + 1
    return must > clause.last(at, "ask") and clause.has("me", "hold_about", "all") and (
        clause.last(end, "you", "data", "datum", "all") >= 0 and not clause.sentence.is_question)


def _files(clause: Clause, at: int) -> bool:
    """ "I make a request for erasure"."""
    return clause.last(at, "request_noun") >= 0 and not clause.sentence.is_question and (
        clause.has("i") or _names_nobody(clause))


def _would_please(clause: Clause, _at: int) -> bool:
    """ "I would be grateful if you deleted it"."""
    return clause.opener == "if" and clause.governor is not None


def _commands(clause: Clause, at: int) -> bool:
    """ "Delete my data", as a verb that stands first and is no participle."""
    if clause.tags[at].isdisjoint(("erase", "remove")) or not is_imperative(clause, at):
        return False
    asks = clause.sentence.is_question and clause.has("you")
    return not asks and not clause.words[at].endswith("ing") and not _is_judged(clause, at)


def _is_bare(clause: Clause, at: int) -> bool:
    """Whether a clause names the act and its object, and nobody who does it: "alle Daten
    löschen", "erasure of my data".
    """
    if not _names_nobody(clause) or clause.sentence.is_question:
        return False
    if "erasure" in clause.tags[at]:
        return not _is_judged(clause, at)
    last = at >= len(clause.words) - 2 and clause.vocabulary.code in LATE
    return last and "erase" in clause.tags[at] and clause.has("me", "data", "hold_about")


def _is_judged(clause: Clause, at: int) -> bool:
    """Whether something is said of the act itself: "to delete it would be wrong"."""
    judged = clause.last(len(clause.tags), "would_be")
    # "delete all what is linked to it" says nothing of deleting
    return judged > at and clause.last(judged, "wh") < at


def _names_nobody(clause: Clause) -> bool:
    return len(clause.words) <= SHORT and clause.opener not in ("that", "whether") and (
        not clause.has("i", "you", "have", "neg", "wh", "know", "if", "thanks", "must", "modal",
                       "acquaintance"))


def _goes_on(clause: Clause, at: int) -> bool:
    """Whether the clause before it asks for it too."""
    ruler, end = clause.governor, clause
    for _step in range(DEEPEST):
        if ruler is None:
            return False
        gives = has_order(ruler, len(ruler.tags)) or ruler.has("must") or _may_it(
            ruler, len(ruler.tags))
        if gives and not ruler.has("can_i") and (
                ruler.has("want") or not ruler.has("thanks")):
            return end.opener == "that" or clause.last(at, "i", "you") < 0
        if ruler.governor is None and begins_with(ruler, *ACTS, "see", "copy", "unsub", "stop"):
            return clause.last(at, "i", "you") < 0
        end, ruler = ruler, ruler.governor
    return False


#: what makes a clause ask
ORDERING = (_begs, _may_it, _you_can, _may_go, _must_it, _files, _would_please, _commands,
            _is_bare, _goes_on)

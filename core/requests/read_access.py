"""Whether a sentence asks what is held of a person (GDPR Art. 15)."""

from .clauses import Clause, Sentence
from .read_rights import asks_portability, said

#: words of a clause that asks for data and says no more
SHORT = 8
#: what may be done with data
DONE = ("erase", "erased", "erasure", "remove", "keep", "use", "send", "contact", "stop", "object",
        "restrict", "freeze", "portable", "transfer", "export", "correct", "change", "wrong",
        "withdraw", "consent", "share", "forget")


def asks_access(sentence: Sentence) -> bool:
    if sentence.has("login"):
        return False
    about_transfer = sentence.has("safeguards") or sentence.has("safeguard") and (
        sentence.has("outside"))
    elsewhere = asks_portability(sentence)
    for clause in sentence.clauses:
        if said(clause, "access") and not _tells(clause):
            return True
        if about_transfer or _is_of_list(clause):
            continue
        if _copies(clause) or _asks_for(clause):
            return True
        if not elsewhere and (_shows(clause) or _asks_what(clause) or _asks_source(clause)):
            return True
    return _wants_about(sentence) or _wants_footage(sentence)


def _wants_about(sentence: Sentence) -> bool:
    """ "I would like all notes that were made about me"."""
    if sentence.has(*DONE, "neg", "order", "know"):
        return False
    return any(
        later.opener == "aside" and later.has("about_me") and earlier.has("data")
        and said(earlier, "want", "please", "polite")
        for earlier, later in zip(sentence.clauses, sentence.clauses[1:], strict=False))


def _wants_footage(sentence: Sentence) -> bool:
    """ "I want the pictures of the camera on which I am seen"."""
    return sentence.has("i", "me") and not sentence.has(*DONE, "neg", "order") and any(
        clause.has("footage") and said(clause, "want", "ask", "please", "see")
        for clause in sentence.clauses)


def _is_of_list(clause: Clause) -> bool:
    return clause.has("list", "unsub", "stop") or clause.has("erase", "remove", "erased") and (
        not clause.has("had"))


def _tells(clause: Clause) -> bool:
    """Whether somebody has lost access to something, or has had it."""
    return clause.has("have") and not clause.has("want", "ask", "please", "polite")


def _copies(clause: Clause) -> bool:
    sentence = clause.sentence
    of_person = sentence is not None and sentence.has("data", "hold_about") or (
        clause.has("it") or clause.has("message") and clause.has("me"))
    return of_person and said(clause, "copy") and not clause.has("order")


def _asks_for(clause: Clause) -> bool:
    """ "I request my personal data", and nothing is to be done with them."""
    if clause.has("facts") and clause.sentence.has("hold_about") and clause.sentence.has("data"):
        return said(clause, "ask", "want", "please", "polite") and not clause.has("order")
    return len(clause.words) <= SHORT and clause.has("ask") and clause.has("hold_about") and (
        not clause.has(*DONE, "neg", "order"))


def _shows(clause: Clause) -> bool:
    """ "Send me all you have about me"."""
    asked = clause.has("see", "send", "receive")
    what = clause.has("hold_about") or clause.has("data") and clause.has("me") or (
        clause.has("message") and clause.sentence.has("mention")) or _is_file_of_before(clause)
    if clause.has("can_i") and clause.has("wh"):
        return False
    if clause.has("should_be") or not asked or not what or (
            clause.has("datum", "marketing") and not clause.has("data", "mention")):
        return False
    return said(clause, "see", "send", "receive") and not (
        clause.has("contact", "order", "wrong") or clause.has("use") and not clause.has("about_me"))


def _is_file_of_before(clause: Clause) -> bool:
    """ "You hold a file on me. Please send it."."""
    before = clause.sentence.before
    return before is not None and clause.has("it") and before.has("about_me") and (
        before.has("data") and not before.has("neg", "order"))


def _asks_source(clause: Clause) -> bool:
    """ "Tell me the source of my address"."""
    return clause.has("origin") and clause.has("data", "datum") and clause.has("me") and (
        clause.sentence.is_question or clause.has("please", "want", "ask", "polite", "know", "see"))


def _speaks_of_holding(clause: Clause) -> bool:
    """Whether it is said that data are held, and nobody is begged to hold them."""
    about = clause.has("hold_about") or clause.has("data") and clause.sentence.has("me")
    begs = clause.has("polite") and not clause.has("know", "wh", "share")
    return about and not begs and clause.has("had", "share", "know", "keep", "use")


def _asks_what(clause: Clause) -> bool:
    """ "What do you know about me", "where does my address come from"."""
    sentence = clause.sentence
    ruler = clause.governor
    if ruler is not None and any("all" in tags for tags in ruler.tags[-2:]):
        return False    # "all, what you have"
    if ruler is not None and ruler.has("stop"):
        return False
    asks = clause.has("wh", "know") or bool(sentence and sentence.is_question) or (
        ruler is not None and ruler.has("know"))
    if not asks or clause.has(
            "erase", "erased", "erasure", "remove", "neg", "wrong") or clause.has(
            "i") and not clause.has("know", "want"):
        return False
    if clause.has("can_i") and not clause.has("about_me", "see", "know"):
        return False
    if clause.has("about_me") and not clause.has("contact", "order"):
        return True
    if _speaks_of_holding(clause):
        return True
    if clause.has("wh") and clause.has("seen") and clause.has("data", "hold_about"):
        return True
    return _asks_whence(clause)


def _asks_whence(clause: Clause) -> bool:
    """ "Where does my address come from", "did you pass it on"."""
    if not clause.has("me") or not clause.has("datum", "data", "message"):
        return False
    if clause.sentence.is_question and clause.has("share") and clause.has("have"):
        return True
    return clause.has("wh") and clause.has("source", "share")

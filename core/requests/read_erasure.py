"""Whether a sentence asks for erasure (GDPR Art. 17): only in so many words."""

from dataclasses import dataclass

from .asking import is_asked, is_overdue
from .clauses import Clause, Sentence
from .denial import denied, is_imperative


@dataclass
class Topic:
    """What "it" stands for: the last thing that was spoken of, "data" or "message"."""

    name: str = ""

    def note(self, clause: Clause, end: int | None = None) -> None:
        """Remember what a clause speaks of, up to a place."""
        for tags in clause.tags[:end]:
            if not tags.isdisjoint(("data", "datum", "hold_about")):
                self.name = "data"
            elif not tags.isdisjoint(("message", "order", "list", "marketing")):
                self.name = "message"


def asks_erasure(sentence: Sentence, topic: Topic) -> bool:
    """Whether a sentence asks to erase what is held of a person.

    :param Topic topic: of the sentences before; it is moved on
    """
    found = False
    recants = _refuses(sentence) or any(
        clause.has("withdraw", "ignore") and clause.has("request_noun", "erasure")
        and not clause.has("consent") for clause in sentence.clauses) or _is_fulfilled(sentence)
    for clause in sentence.clauses:
        found = found or any(reads(clause, topic) for reads in (
            _forgets, _erases, _names_erasure, _keeps_no_more))
        topic.note(clause)
    return found and not recants


def _is_fulfilled(sentence: Sentence) -> bool:
    """Whether what was asked before has been done: "I asked for it and you did so, thank you"."""
    if sentence.has("please", "advance", "still"):
        return False
    return sentence.has("asked") and any(
        clause.has("fulfilled") and not clause.has("neg") for clause in sentence.clauses)


def _refuses(sentence: Sentence) -> bool:
    """Whether it ends in "but I do not want that"."""
    return any(clause.opener == "but" and clause.has("neg") and clause.has("want", "ask")
               and not clause.has("data", "erase", "erased", "erasure", "restrict", "access")
               for clause in sentence.clauses)


def _erases(clause: Clause, topic: Topic) -> bool:
    for at in clause.places("erase", "erased", "remove"):
        if _has_object(clause, at, topic) and (is_overdue(clause, at) or (
                not denied(clause, at) and is_asked(clause, at))):
            return True
    return False


def _has_object(clause: Clause, at: int, topic: Topic) -> bool:
    """Whether what is to go is what is held of somebody: not a mail, a place in a list, or an
    address that is wrong.
    """
    if clause.has("list", "marketing") or clause.has("old") and clause.has("datum"):
        return False
    if _is_of_something(clause, at):
        return False
    is_weak = clause.tags[at].isdisjoint(("erase", "erased"))
    if is_weak and clause.has("consent"):
        return False    # "retirer mon accord"
    if clause.has("data", "datum", "hold_about"):
        return not is_weak or clause.has("data", "hold_about") or clause.sentence.has("system")
    if _is_address(clause, at):
        return True
    if clause.has("message", "consent", "agree"):
        return False
    return _has_pronoun(clause, at, topic, is_weak)


def _has_pronoun(clause: Clause, at: int, topic: Topic, is_weak: bool) -> bool:
    """Whether a word stands for what is held: "delete me", "delete it", or nothing in a row of
    verbs: "access, correct and delete my data".
    """
    if not is_weak and "direct" in (clause.tags[at + 1] if at + 1 < len(clause.tags) else ()):
        return True
    if clause.has("system"):
        return clause.has("me")
    if clause.has("it"):
        return topic.name == "data" and _stands_for_it(clause, at)
    return not is_weak and any(
        other.has("data") and not other.has("message") for other in clause.sentence.clauses)


def _is_address(clause: Clause, at: int) -> bool:
    """Whether a mail is a mail address: "remove my email from your system"."""
    after = clause.tags[at + 1:at + 4]
    return clause.sentence.has("system") and any(
        "me" in tags and "message" in other for tags, other in zip(after, after[1:], strict=False))


def _is_of_something(clause: Clause, at: int) -> bool:
    """Whether it is something else that goes: "the block on my account", "a mark from my photo"."""
    if clause.vocabulary.code == "fr" and not clause.tags[at].isdisjoint(("erase", "erased")):
        return False
    places = clause.places("data", "datum", "about_me", "direct", "system")
    if not places:
        return False
    first = places[0]
    parts = [place for place in range(max(first - 2, 0), first) if "from" in clause.tags[place]]
    if not parts or parts[-1] == at + 1 or "system" in clause.tags[first]:
        return False
    # nothing that could be meant stands before the "from"
    return not clause.has("all") and (clause.vocabulary.code == "de" or not clause.has("it"))


def _stands_for_it(clause: Clause, at: int) -> bool:
    """Whether a pronoun is what goes: in French, where articles look the same, one beside the
    verb that no noun follows.
    """
    if clause.vocabulary.code != "fr":
        return True
    if at and "it" in clause.tags[at - 1]:
        return True
    after = clause.words[at + 1:at + 3]
    return bool(after) and "it" in clause.tags[at + 1] and (
        len(after) < 2 or after[1].endswith("ment")
        or not clause.tags[at + 2].isdisjoint(("please", "neg", "all", "then")))


def _names_erasure(clause: Clause, topic: Topic) -> bool:
    """ "Erasure of my data", "request for deletion"."""
    for at in clause.places("erasure"):
        if clause.has("list", "order") or denied(clause, at):
            continue
        of_data = clause.has("data", "request_noun", "ask", "it", "me") or topic.name == "data"
        is_other = clause.has("message") and not clause.has("data")
        if of_data and not is_other and not _is_yours(clause, at) and is_asked(clause, at):
            return True
    return False


def _is_yours(clause: Clause, at: int) -> bool:
    """Whether it is told what became of a request: "your request for deletion was refused"."""
    return clause.has("have") and not clause.has("want", "ask") and clause.last(at, "still") < 0


def _forgets(clause: Clause, _topic: Topic) -> bool:
    """The right to be forgotten, claimed."""
    for at in clause.places("forget"):
        if denied(clause, at) or clause.has("know", "wh", "have", "if", "can_i"):
            continue
        ruler = clause.governor
        if ruler is not None and ruler.has("know", "wh", "can_i"):
            continue
        if clause.has("ask", "want", "please", "polite") or is_imperative(clause, at) or (
                ruler is not None and ruler.has("ask", "want", "please")):
            return True
    return False


def _keeps_no_more(clause: Clause, _topic: Topic) -> bool:
    """ "I do not want you to keep my data", "stop storing my data"."""
    for at in clause.places("keep"):
        if not clause.has("data", "hold_about") or clause.has("know", "wh", "threat"):
            continue
        if clause.has("have") and not clause.has("want"):
            continue
        if clause.last(at, "stop") >= 0 and not clause.has("neg"):
            return True
        if denied(clause, at) and not _hopes(clause):
            return True
    return False


def _hopes(clause: Clause) -> bool:
    """Whether nobody is told to stop: no wish, no duty, no order."""
    ruler = clause.governor
    return not (clause.has("want", "must", "nomore", "please", "polite") or is_first_denied(clause)
                or ruler is not None and ruler.has("want", "must", "ask"))


def is_first_denied(clause: Clause) -> bool:
    """Whether a clause begins with a negation: "do not keep"."""
    return bool(clause.places("neg")) and clause.last(len(clause.tags), "i", "you") < 0

"""What is proposed for a field that nobody has decided on, told from plain values of the registry.
"""

from typing import NamedTuple

from .coverage import STAFF, TEXT_TYPES, Column, is_link_to_person, is_tie, shared_act

#: records that are a person, or the words of one: whoever else they are linked to, what they say
#: is theirs
OWN = frozenset({"res.partner", "mail.message", *STAFF})


class Proposal(NamedTuple):
    """What an officer may accept for a field; empty texts where nothing fits.

    :param str act: ``mask``, ``redact``, ``erase``, or ``free``: a number that the system gives
    :param str path: how the record leads to the contact
    :param str match: how the end of the path names the contact (``privacy.map.match``)
    :param str category: code of the category of data
    :param bool further: whether it is a link to a person on a model that the map knows by other
        ways: what its records say of that person nobody has decided on
    """

    act: str = ""
    path: str = ""
    match: str = ""
    category: str = ""
    further: bool = False


class Place(NamedTuple):
    """Where an undecided field stands: what its model is to data subjects.

    :param tuple way: (path, match) to whose record it is; empty where nothing leads to anybody
    :param bool alone: whether nobody else is linked to the record
    :param bool mapped: whether the data map acts on records of the model already
    :param bool known: whether it does so by rows that somebody wrote, and not by proposals alone,
        which ask of each link of the model
    :param bool figures: whether the record holds amounts or quantities of the business
    :param bool needed: whether records of others would go with it, or forbid that it goes
    :param bool billing: whether it is about orders, invoices or payments
    :param bool mentioned: whether the map only takes mentions out of the records that stay
    """

    way: tuple[str, str] | tuple[()] = ()
    alone: bool = True
    mapped: bool = False
    known: bool = False
    figures: bool = False
    needed: bool = False
    billing: bool = False
    mentioned: bool = False


def propose(column: Column, place: Place, required: bool = False, numbering: bool = False,
            foreign: bool = False) -> Proposal:
    """Return what to do with an undecided field: what can be accepted without harm, or nothing.

    :param required: whether the field must say something
    :param numbering: whether the system gives it, and no two records the same
    :param foreign: whether emptying it would write to another record
    """
    if not place.way:
        return Proposal()
    category = "account" if place.billing else "communication"
    return Proposal(_act(column, place, required, numbering, foreign), *place.way, category,
                    is_further(column, place.known))


def is_further(column: Column, known: bool) -> bool:
    """Whether an undecided field is a further link to a person: along it the map does not follow.

    :param known: see :class:`Place`
    """
    return known and is_link_to_person(column) and column.model not in OWN


def _act(column: Column, place: Place, required: bool, numbering: bool, foreign: bool) -> str:
    if is_tie(column):
        # of many links to contacts the person's own goes; any other says nothing by itself
        return "mask" if column.type == "many2many" and column.comodel == "res.partner" else ""
    if foreign:
        return ""
    if numbering:
        return "free"
    if place.mentioned:
        return "redact" if shared_act(column) == "redact" else ""
    if column.type in TEXT_TYPES or not required:
        return "mask"
    # what cannot be emptied goes with its record: only where that is the person's own through
    # and through
    whole = place.alone and not (place.mapped or place.figures or place.needed)
    return "erase" if whole else ""


def need_of(column: Column, proposal: Proposal) -> str:
    """Return what an undecided field needs of an officer.

    ``none``: a link alone, which says nothing of anybody; ``nobody``: no way leads to a person,
    so that it most likely holds nobody's data; ``accept``: a proposal; ``decide``: a word of
    the officer's own, as for a further link on a model that the map knows.
    """
    if is_tie(column) and not (proposal.act or proposal.further):
        return "none"
    if not proposal.path:
        return "nobody"
    return "accept" if proposal.act else "decide"

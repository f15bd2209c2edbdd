"""The states of a breach, and what the law wants to be known of each.

Source: GDPR Art. 33(1) to (5), 34(1) and (3).
"""

#: {state: states it may be reached from}; the one gate is ``engine/breaches/moving.py``
MOVES = {
    "assessed": {"open", "assessed", "not_notifiable", "notified"},
    "notified": {"open", "assessed", "not_notifiable", "notified"},
    "not_notifiable": {"assessed"},
    "unfounded": {"open", "assessed"},
    "closed": {"notified", "not_notifiable"},
    "open": {"unfounded", "closed"},
}
#: states in which a notice to the authority, or to the controllers, is still owed
OWED = ("open", "assessed")
#: states in which nothing is edited any more
ENDED = ("closed", "unfounded")
#: reasons for which people need not be told although the risk is high (Art. 34(3))
EXCEPTIONS = ("unintelligible", "averted", "public")


def may_move(source: str, target: str) -> bool:
    """Whether a breach may go from one state to another."""
    return source in MOVES[target]


def needs_people(risk: str) -> bool:
    """Whether the people concerned are told, unless an exception holds (Art. 34(1))."""
    return risk == "high"


def may_leave_authority(risk: str) -> bool:
    """Whether the authority need not be told (Art. 33(1))."""
    return risk == "none"


def missing(values: dict[str, object], phase: str) -> list[str]:
    """Return what a notice of a phase lacks of Art. 33(3): names of ``values`` that are empty.

    The first one may leave open what is not known yet (Art. 33(4)); the last may not.
    """
    first = ("facts", "contact_point")
    last = (*first, "kinds", "categories", "people_kinds", "people_number", "records_number",
            "consequences", "measures")
    return [name for name in (last if phase == "final" else first) if not values.get(name)]

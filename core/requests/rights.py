"""A data subject's request: which rights there are, how it moves, and what may come of it.

One table for the ticket and one for each right in it; whoever moves something asks here first.
Before the person's identity holds nothing is granted, and the only refusal is for want of it.

Source: GDPR Art. 12, 15-22, 7(3) and 46.
"""

#: rights that a person may ask for, and the article each stands in
RIGHTS = {
    "access": "15", "rectification": "16", "erasure": "17", "restriction": "18",
    "portability": "20", "objection": "21", "withdrawal": "7(3)", "automated": "22",
    "safeguards": "46",
}
#: {state of a request: states that it may move to}
STATE_MOVES = {
    # without an identity all of it may be referred to the controller that we work for
    "received": frozenset(("identity", "open", "answered", "dropped")),
    "identity": frozenset(("open", "answered", "dropped")),
    # an identity is confirmed once more where the person's addresses were changed since
    "open": frozenset(("identity", "open", "answered", "dropped")),
    "answered": frozenset(("open",)),
    "dropped": frozenset(("received",)),
}
#: states in which the clock counts towards an answer
RUNNING = ("received", "identity", "open")
#: what may come of a right; ``referred``: we are processor, the controller answers
OUTCOMES = ("granted", "partly", "refused", "referred")
#: outcomes that the person is told the reasons of, and the remedies (Art. 12(4))
REASONED = ("partly", "refused", "referred")
#: {ground of a refusal: rights that it can refuse, all where None}
GROUNDS: dict[str, tuple[str, ...] | None] = {
    "identity": None,           # Art. 11(2), 12(2): the person could not be identified
    "unfounded": None,          # Art. 12(5): manifestly unfounded or excessive
    "processor": None,          # Art. 28: hosted data; the controller decides
    "others": ("access", "portability", "safeguards"),  # Art. 15(4), 20(4); trade secrets
    "no_consent_or_contract": ("portability",),         # Art. 20(1)
    "accurate": ("rectification",),                     # the data are right, or an opinion
    "contract": ("erasure",),                           # Art. 17(1)(a) is not met
    "expression": ("erasure",),                         # Art. 17(3)(a)
    "legal_duty": ("erasure",),                         # Art. 17(3)(b)
    "public_health": ("erasure",),                      # Art. 17(3)(c)
    "archiving": ("erasure",),                          # Art. 17(3)(d)
    "legal_claims": ("erasure", "objection", "restriction"),    # Art. 17(3)(e), 21(1), 18(2)
    "compelling": ("objection",),                       # Art. 21(1)
    "no_such_processing": ("objection", "withdrawal", "automated", "restriction", "safeguards"),
}
#: {why something is kept: the article that the answer names}
KEPT_LAW = {
    "legal_duty": "17(3)(b)", "audit_trail": "17(3)(b)", "hash_chain": "17(3)(b)",
    "opt_out": "21(3), 17(3)(b)", "request": "5(2), 17(3)(e)", "legal_claims": "17(3)(e)",
    "shared": "17(3)(a)", "protected": "", "contract": "",
}
#: {why a record is kept: the ground of an answer that says the same}; any other is weighed
STAYS_BY = {"audit_trail": "legal_duty", "hash_chain": "legal_duty", "opt_out": "legal_duty"}
#: why a clock runs: a law wants it, or the contract with the person does (Art. 17(1)(a) is not met)
KEPT_BY_LAW = ("statutory_floor", "billing_event", "relationship_end", "departure")
KEPT_BY_CONTRACT = ("relationship_open", "subsidiary_open", "under_way", "unpaid")
#: what of a contact a person may have corrected (Art. 16)
CORRECTED = ("name", "email", "phone", "street", "street2", "zip", "city", "country_id", "vat",
             "function", "website", "lang")
#: points of the clock of which the officer is told by mail, once each
WARNINGS = ("at_risk", "overdue")
#: tries of a code to a known address, and minutes that it lives
CODE_TRIES, CODE_MINUTES = 5, 30
#: rights whose granting the recipients of the data are told of: Art. 19; who sends mailings for
#: us is told to stop (Art. 7(3), 21(3))
TOLD_ON = ("rectification", "erasure", "restriction", "objection", "withdrawal")
#: of these the person reads who they are without asking: the others have to stop yet
ALWAYS_NAMED = ("objection", "withdrawal")


def may_move(state: str, target: str) -> bool:
    """Whether a request may move from one state to another."""
    return target in STATE_MOVES.get(state, ())


def may_close(right: str, outcome: str, ground: str | None, identified: bool,
              asked: bool = True) -> str | None:
    """Return why a right may not be closed like this, or None where it may.

    :param right: one of :data:`RIGHTS`
    :param outcome: one of :data:`OUTCOMES`
    :param ground: one of :data:`GROUNDS`, or nothing
    :param identified: whether the person's identity holds
    :param asked: whether the person was asked who they are (Art. 12(6))
    :return: "outcome", "ground", "identity", "unasked" or None
    """
    if right not in RIGHTS or outcome not in OUTCOMES:
        return "outcome"
    if outcome in REASONED and ground not in GROUNDS:
        return "ground"
    if outcome == "granted" and ground:
        return "ground"
    if ground and right not in (GROUNDS[ground] or RIGHTS):
        return "ground"
    if (outcome == "referred") != (ground == "processor"):
        return "ground"
    if not identified and outcome != "referred" and ground != "identity":
        return "identity"
    if ground == "identity" and (identified or outcome != "refused"):
        return "ground"
    return "unasked" if ground == "identity" and not asked else None

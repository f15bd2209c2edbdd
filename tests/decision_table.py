"""The decision table: facts -> clocks, tags, reason, end (R1 to R9, R14). Data, not code.

Written before the refresh and run by ``test_decision_table.py`` against real records. All rows
are seen from 23 November 2026 by a company in Brussels, with the seeded rules: 7 years after
the end of the relationship and at least to the end of the seventh year after the book year of a
voucher (R9), 3 years after the last interaction, 30 days after an opt-out.
"""

from dataclasses import dataclass, field

CREATED = "2010-01-05 09:00:00"


@dataclass(frozen=True)
class Row:
    """One line.

    ``facts``: pairs (kind, value) in the vocabulary of ``common.PrivacyCommon._tell``.
    ``clocks``: {rule: (state, reason, last day or None)}, exactly these and no other.
    ``tags``: codes of the legal bases that hold today.
    """

    name: str
    facts: tuple = ()
    clocks: dict = field(default_factory=dict)
    tags: frozenset = frozenset()


def counting(reason, until):
    return ("counting", reason, until)


NO_SIGNAL = counting("creation", "2013-01-05")
#: stands for three years after the day on which the test itself makes a record
MADE = "made"
CONTRACT, LEGAL = "contract", "legal_obligation"
INTEREST, CONSENT, NONE = "legitimate_interests", "consent", "none"

TABLE = (
    # R7: contacts nobody ever spoke with count from their creation
    Row("contact without any signal", (),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("mail from the person", (("mail", "2024-05-04 10:00:00"),),
        {"communication": counting("interaction", "2027-05-04")}, {INTEREST}),
    Row("comment of staff on the contact", (("staff", "2024-05-04 10:00:00"),),
        {"communication": counting("interaction", "2027-05-04")}, {INTEREST}),
    Row("a prospect past the last day has no basis any more", (("mail", "2022-05-04 10:00:00"),),
        {"communication": counting("interaction", "2025-05-04")}, {NONE}),
    Row("the later of two interactions counts",
        (("mail", "2024-05-04 10:00:00"), ("staff", "2025-01-31 10:00:00")),
        {"communication": counting("interaction", "2028-01-31")}, {INTEREST}),
    Row("a notification is no interaction", (("notification", "2024-05-04 10:00:00"),),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("a comment of OdooBot is no interaction", (("robot", "2024-05-04 10:00:00"),),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("a portal login is an interaction",
        (("portal", True), ("login", "2024-05-04 10:00:00")),
        {"communication": counting("interaction", "2027-05-04")}, {INTEREST}),
    # R1: days are days in Brussels, not in UTC
    Row("23:30 in Brussels in winter is the same day", (("mail", "2024-12-31 22:30:00"),),
        {"communication": counting("interaction", "2027-12-31")}, {INTEREST}),
    Row("00:30 in Brussels in winter is the next day", (("mail", "2024-12-31 23:30:00"),),
        {"communication": counting("interaction", "2028-01-01")}, {INTEREST}),
    Row("00:30 in Brussels in summer is the next day", (("mail", "2024-06-30 22:30:00"),),
        {"communication": counting("interaction", "2027-07-01")}, {INTEREST}),
    Row("29 February ends on 28 February", (("mail", "2024-02-29 10:00:00"),),
        {"communication": counting("interaction", "2027-02-28")}, {INTEREST}),
    # R5, R6: customers and suppliers
    Row("a paid invoice starts the billing clock", (("invoice", "2020-02-29"),),
        {"billing": counting("statutory_floor", "2027-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("an unpaid invoice suspends it", (("unpaid", "2015-03-31"),),
        {"billing": ("suspended", "unpaid", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL}),
    Row("one unpaid invoice among paid ones suspends it",
        (("unpaid", "2015-03-31"), ("invoice", "2019-03-31")),
        {"billing": ("suspended", "unpaid", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL}),
    # R6b: what is under way
    Row("a draft invoice is no billing event, and is under way", (("draft", "2020-02-29"),),
        {"communication": ("suspended", "under_way", MADE)}, {INTEREST}),
    Row("a draft that nobody touched for the rule's period is no longer under way",
        (("old_draft", "2020-02-29"),),
        {"communication": counting("interaction", "2023-02-28")}, {NONE}),
    Row("a draft suspends the clock of a former customer for that rule's own period",
        (("invoice", "2012-03-31"), ("old_draft", "2020-02-29")),
        {"billing": ("suspended", "under_way", "2027-02-28"),
         "communication": counting("interaction", "2023-02-28")}, {CONTRACT, LEGAL}),
    Row("a draft takes nothing from what is unpaid",
        (("unpaid", "2015-03-31"), ("old_draft", "2020-02-29")),
        {"billing": ("suspended", "unpaid", None),
         "communication": counting("interaction", "2023-02-28")}, {CONTRACT, LEGAL}),
    # S7: a day more than a year ahead
    Row("an invoice dated 2062 by mistake is doubtful, and no reason to keep for 43 years",
        (("invoice", "2062-03-31"),),
        {"billing": ("suspended", "doubtful", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL}),
    Row("a mail of 2062 is doubtful", (("mail", "2062-05-04 10:00:00"),),
        {"communication": ("suspended", "doubtful", None)}, {INTEREST}),
    Row("a day within a year is none", (("mail", "2027-11-23 10:00:00"),),
        {"communication": counting("interaction", "2030-11-23")}, {INTEREST}),
    Row("a cancelled invoice is no billing event", (("cancelled", "2020-02-29"),),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("a vendor bill makes a supplier", (("bill", "2021-06-30"),),
        {"billing": counting("statutory_floor", "2028-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("the later document counts", (("invoice", "2018-01-31"), ("bill", "2021-06-30")),
        {"billing": counting("statutory_floor", "2028-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("a running customer has no end", (("running", True),),
        {"billing": ("running", "relationship_open", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL, INTEREST}),
    Row("a running customer with old invoices has no end",
        (("running", True), ("invoice", "2012-01-31")),
        {"billing": ("running", "relationship_open", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL, INTEREST}),
    Row("the end set by staff starts the clock",
        (("invoice", "2018-01-31"), ("ended", "2020-04-30")),
        {"billing": counting("relationship_end", "2027-04-30"), "communication": NO_SIGNAL,
         "hosted": counting("contract_end", "2020-05-30"),
         "external": counting("contract_end", "2020-05-30")},
        {LEGAL}),
    Row("an unpaid invoice keeps the billing data, and nothing that is hosted",
        (("unpaid", "2020-02-29"), ("ended", "2020-04-30")),
        {"billing": ("suspended", "unpaid", None), "communication": NO_SIGNAL,
         "hosted": counting("contract_end", "2020-05-30"),
         "external": counting("contract_end", "2020-05-30")},
        {CONTRACT, LEGAL}),
    Row("the end beats the mark of a running customer",
        (("running", True), ("ended", "2020-04-30")),
        {"billing": counting("relationship_end", "2027-04-30"), "communication": NO_SIGNAL,
         "hosted": counting("contract_end", "2020-05-30"),
         "external": counting("contract_end", "2020-05-30")},
        {LEGAL}),
    Row("a later invoice reopens an ended relationship",
        (("ended", "2020-04-30"), ("invoice", "2021-01-31")),
        {"billing": counting("statutory_floor", "2028-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("a running customer invoiced after the end is running again",
        (("running", True), ("ended", "2020-04-30"), ("invoice", "2021-01-31")),
        {"billing": ("running", "relationship_open", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL, INTEREST}),
    Row("an end to come is still a contract",
        (("running", True), ("ended", "2027-01-31")),
        {"billing": counting("relationship_end", "2034-01-31"), "communication": NO_SIGNAL,
         "hosted": counting("contract_end", "2027-03-02"),
         "external": counting("contract_end", "2027-03-02")},
        {CONTRACT, LEGAL, INTEREST}),
    Row("a customer's conversation has its own clock",
        (("invoice", "2020-02-29"), ("mail", "2024-05-04 10:00:00")),
        {"billing": counting("statutory_floor", "2027-12-31"),
         "communication": counting("interaction", "2027-05-04")},
        {LEGAL, INTEREST}),
    # marketing: consent and opt-out
    Row("a consent in force keeps", (("consent", "2018-05-25"),),
        {"communication": NO_SIGNAL, "marketing": ("running", "consent", None)}, {CONSENT}),
    Row("a withdrawn consent ends 30 days later", (("withdrawn", "2026-11-01"),),
        {"communication": NO_SIGNAL, "marketing": counting("opt_out", "2026-12-01")}, {NONE}),
    Row("an address on the blacklist is an opt-out",
        (("email", "opt@out.example"), ("blacklist", "2026-11-01 12:00:00")),
        {"communication": NO_SIGNAL, "marketing": counting("opt_out", "2026-12-01")}, {NONE}),
    Row("a consent given after the opt-out is in force",
        (("email", "back@in.example"), ("blacklist", "2020-11-01 12:00:00"),
         ("consent", "2021-05-25")),
        {"communication": NO_SIGNAL, "marketing": ("running", "consent", None)}, {CONSENT}),
    # R15: a hold is a tag; it moves no clock
    Row("a hold adds its basis", (("hold", None),),
        {"communication": NO_SIGNAL}, {INTEREST}),
    Row("an ended hold adds nothing", (("hold", "2026-11-22"),),
        {"communication": NO_SIGNAL}, {NONE}),
    # R3: protected contacts have no clock and no tag
    Row("internal user", (("user", True),)),
    Row("archived internal user: left the staff today", (("user", False),),
        {"communication": NO_SIGNAL, "staff": counting("departure", "2031-11-23")}, {LEGAL}),
    Row("contact with the XML id of an installed module", (("xml_id", "account"),)),
    Row("contact with the XML id of a module that is not here", (("xml_id", "oldcrm"),),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("contact with the XML id of an import", (("xml_id", "__import__"),),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("company of the database", (("own_company", True),)),
    Row("invoiced company of the database", (("own_company", True), ("invoice", "2012-01-31"))),
)

#: R4: below a company. (name, facts of the company, facts of the person, clocks of the person)
BELOW = (
    Row("a person nobody named has the short clock only, though the company is running",
        ((("running", True),), ()),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("an administrative contact is kept as long as the company",
        ((("running", True),), (("admin", True),)),
        {"billing": ("running", "relationship_open", None), "communication": NO_SIGNAL},
        {CONTRACT, LEGAL, INTEREST}),
    Row("a portal user is kept as long as the company",
        ((("invoice", "2020-02-29"),), (("portal", True),)),
        {"billing": counting("statutory_floor", "2027-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("a person named on a posted invoice is kept as long as the company",
        ((("invoice", "2021-03-31"),), (("invoice", "2020-02-29"),)),
        {"billing": counting("statutory_floor", "2028-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("a delivery address follows its company",
        ((("invoice", "2020-02-29"), ("mail", "2024-05-04 10:00:00")), (("type", "delivery"),)),
        {"billing": counting("statutory_floor", "2027-12-31"),
         "communication": counting("interaction", "2027-05-04")},
        {LEGAL, INTEREST}),
    Row("the company's mail is not the person's",
        ((("mail", "2024-05-04 10:00:00"),), ()),
        {"communication": NO_SIGNAL}, {NONE}),
    Row("a hold on the company covers the person",
        ((("hold", None),), ()),
        {"communication": NO_SIGNAL}, {INTEREST}),
)

#: the other way round: what a person's facts say of the company
ABOVE = (
    Row("speaking with its person is speaking with the company",
        ((), (("mail", "2024-05-04 10:00:00"),)),
        {"communication": counting("interaction", "2027-05-04")}, {INTEREST}),
    Row("an invoice to its person is an invoice to the company",
        ((), (("invoice", "2020-02-29"),)),
        {"billing": counting("statutory_floor", "2027-12-31"), "communication": NO_SIGNAL},
        {LEGAL}),
    Row("a hold on its person does not hold the company",
        ((), (("hold", None),)),
        {"communication": NO_SIGNAL}, {NONE}),
)

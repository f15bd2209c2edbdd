"""Which stored fields may hold personal data, told from plain values of the registry.

By design and default (GDPR Art. 25): a field is *decided* where the data map names it, where a
rule of this module says that it holds nobody's data, or where somebody declared so with a
reason. Whatever is left is *undecided*, and shown.
"""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ..errors import BadPlan

#: types that hold a figure, a moment or one of a few words: by themselves nobody's data
FIGURE_TYPES = frozenset({
    "integer", "float", "monetary", "boolean", "date", "datetime", "selection"})
#: types that hold words; a shared record's are redacted, a person's own are emptied
TEXT_TYPES = frozenset({"char", "text", "html"})
#: links of one model to another
LINKS = frozenset({"many2one", "many2many"})
#: models whose records are persons, or one person's account, seat or address
PEOPLE = frozenset({
    "res.partner", "res.users", "res.partner.bank", "hr.employee", "hr.employee.public",
    "hr.applicant", "hr.candidate", "mail.guest", "website.visitor", "mailing.contact",
})
#: colleagues at work: internal users are protected, so that a link to one of them (who made a
#: record, who is responsible for it) ties it to no data subject
STAFF = frozenset({"res.users", "hr.employee", "hr.employee.public"})
#: types that name a record of any model
POINTERS = frozenset({"many2one_reference", "reference"})
#: names of numbers that are a contact's id
CONTACT_ID = re.compile(r"^(res_)?(partner|contact|customer|client)_(id|ref)$")
#: names of figures that say much about a person all the same
TELLING = re.compile(
    r"(^|_)(birth\w*|latitude|longitude|gender|sex|marital|ssn)(_|$)|(^|_)(phone|mobile)$")
#: names of columns that hold one address or one number
EMAIL = re.compile(r"(^|_)e?mail(_from|_to|_normalized|_address)?$")
PHONE = re.compile(r"(^|_)(phone|mobile|fax|sms_number|tel)(_sanitized|_number|_?\d)?$")
#: names of columns that hold a person's data even on a model of configuration
PERSONAL = re.compile(
    r"(^|_)(e?mails?|phones?|mobile|fax|tel|vat|iban|street2?|zip|city|passport|signature|ip"
    r"|ip_address|birth\w*|latitude|longitude|gender|marital|ssn|first_?name|last_?name"
    r"|(contact|partner|customer|person|holder|guest|visitor|user)_name)(_|$)"
)

#: names of columns that hold a code or number and no words
CODE = re.compile(r"(^|_)(code|number|no|nr|num|id|ref|reference|token|key)(_|$)")

#: (model, field)
Key = tuple[str, str]
#: {model: {field or ``*``: code of the reason}}
Declarations = Mapping[str, Mapping[str, str]]


class Column(NamedTuple):
    """One stored field.

    :param str model: technical name of its model
    :param str name: name of the field
    :param str type: Odoo's type, such as ``char``
    :param str comodel: where a link leads, else empty
    :param bool log: whether Odoo itself fills it: who made the record, and where it stands
    :param tuple ends: (model, field) of everything stored that it is computed from; empty where
        people may write it themselves
    :param bool pointer: whether it says of which model, or which, the record is that this one
        hangs on
    """

    model: str
    name: str
    type: str
    comodel: str = ""
    log: bool = False
    ends: tuple[Key, ...] = ()
    pointer: bool = False

    @property
    def key(self) -> Key:
        """The pair (model, field)."""
        return self.model, self.name


def is_link_to_person(column: Column, people: Collection[str] = PEOPLE) -> bool:
    """Whether the field ties its record to a person."""
    return column.type in LINKS and column.comodel in people


def is_tie(column: Column) -> bool:
    """Whether the field only says whom or what its record belongs to, and nothing of anybody."""
    return column.pointer or column.type in POINTERS or is_link_to_person(column)


def looks_personal(column: Column, people: Collection[str] = PEOPLE) -> bool:
    """Whether name or link say that the field is about a person, whatever its model is for."""
    return is_link_to_person(column, people) or bool(PERSONAL.search(column.name))


def rule_of(column: Column, people: Collection[str] = PEOPLE) -> str:
    """Return the code of the rule by which a field holds nobody's data, or an empty text."""
    if column.log:
        return "log"
    if column.type in FIGURE_TYPES:
        return "" if TELLING.search(column.name) else "figure"
    if column.type in LINKS:
        if column.comodel in STAFF:
            return "staff"
        return "" if column.comodel in people else "link"
    return "definition" if column.type == "properties_definition" else ""


def read_declarations(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return ``{model: {field or "*": code of the reason}}`` of the shipped declarations.

    :param lines: text lines of a CSV with the columns model, fields (``*``, or names with blanks
        between them) and reason
    :raise BadPlan: where a line misses one of them, or says two things of one field
    """
    declared: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(lines):
        if None in row or not all(row.values()):
            raise BadPlan("A declaration names a model, its fields and a reason.")
        fields = declared.setdefault(row["model"], {})
        for name in row["fields"].split():
            if name in fields:
                raise BadPlan(f"{row['model']}.{name} is declared twice.")
            fields[name] = row["reason"]
    return declared


def declared_reason(column: Column, declared: Declarations,
                    people: Collection[str] = PEOPLE) -> str:
    """Return the code of the shipped reason why a field is free of personal data, or "".

    A whole model's declaration is about what stood in it when it was read: a link to a person
    or an address that a module adds to it has to be named.
    """
    fields = declared.get(column.model, {})
    if column.name in fields:
        return fields[column.name]
    return "" if looks_personal(column, people) else fields.get("*", "")


def classify(columns: Iterable[Column], mapped: Collection[Key], declared: Declarations,
             free: Collection[Key] = frozenset(), people: Collection[str] = PEOPLE,
             ) -> dict[Key, str]:
    """Return ``{(model, field): code}`` of what decides each field; no code where nothing does.

    Codes: ``mapped``, a rule (``log figure link staff definition copy``), ``declared`` or
    ``officer``.

    :param mapped: what the data map acts on
    :param declared: what :func:`read_declarations` returns
    :param free: what an officer declared free
    """
    verdicts: dict[Key, str] = {}
    computed: dict[Key, tuple[Key, ...]] = {}
    for column in columns:
        verdicts[column.key] = _verdict(column, mapped, declared, free, people)
        if not verdicts[column.key] and column.ends:
            computed[column.key] = column.ends
    for key in _copies(computed, verdicts):
        verdicts[key] = "copy"
    return verdicts


def _verdict(column: Column, mapped: Collection[Key], declared: Declarations,
             free: Collection[Key], people: Collection[str]) -> str:
    if column.key in mapped:
        return "mapped"
    if column.key in free:
        return "officer"
    rule = rule_of(column, people)
    return rule or ("declared" if declared_reason(column, declared, people) else "")


def _copies(computed: Mapping[Key, tuple[Key, ...]], verdicts: Mapping[Key, str]) -> set[Key]:
    """Return the computed fields that follow what they are computed from.

    All are taken for copies until one of their sources is neither decided nor itself a copy;
    so that two that are computed from each other do not hang on who is asked first.
    """
    copies = set(computed)
    while True:
        wrong = {key for key in copies
                 if not all(verdicts.get(end) or end in copies for end in computed[key])}
        if not wrong:
            return copies
        copies -= wrong


class Proposal(NamedTuple):
    """What an officer may accept for a field; empty texts where nothing fits.

    :param str act: ``mask``, ``redact``, ``erase``, or ``free``: a number that the system gives
    :param str path: how the record leads to the contact
    :param str match: how the end of the path names the contact (``privacy.map.match``)
    :param str category: code of the category of data
    """

    act: str = ""
    path: str = ""
    match: str = ""
    category: str = ""


class Place(NamedTuple):
    """Where an undecided field stands: what its model is to data subjects.

    :param tuple way: (path, match) to whose record it is; empty where nothing leads to anybody
    :param bool alone: whether nobody else is linked to the record
    :param bool mapped: whether the data map acts on records of the model already
    :param bool figures: whether the record holds amounts or quantities of the business
    :param bool needed: whether records of others would go with it, or forbid that it goes
    :param bool billing: whether it is about orders, invoices or payments
    :param bool mentioned: whether the map only takes mentions out of the records that stay
    """

    way: tuple[str, str] | tuple[()] = ()
    alone: bool = True
    mapped: bool = False
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
    return Proposal(_act(column, place, required, numbering, foreign), *place.way, category)


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
    the officer's own.
    """
    if is_tie(column) and not proposal.act:
        return "none"
    if not proposal.path:
        return "nobody"
    return "accept" if proposal.act else "decide"


def shared_act(column: Column) -> str:
    """Return what becomes of a field in a record that others share: their words stay.

    A code or a file is not read for mentions: it is kept, and listed with ground and end.
    """
    prose = column.type in TEXT_TYPES and not CODE.search(column.name)
    return "redact" if prose and not PERSONAL.search(column.name) else "keep"


def address_kind(column: Column) -> str:
    """Return ``email`` or ``phone`` where a text column holds an address by its name, or ""."""
    if column.type != "char":
        return ""
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        if pattern.search(column.name):
            return kind
    return ""

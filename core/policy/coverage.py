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
    """

    model: str
    name: str
    type: str
    comodel: str = ""
    log: bool = False
    ends: tuple[Key, ...] = ()

    @property
    def key(self) -> Key:
        """The pair (model, field)."""
        return self.model, self.name


def is_link_to_person(column: Column, people: Collection[str] = PEOPLE) -> bool:
    """Whether the field ties its record to a person."""
    return column.type in LINKS and column.comodel in people


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

    Codes: ``mapped``, a rule (``log figure link definition copy``), ``declared`` or ``officer``.

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
    """What an officer may make a row of the data map of; empty texts where nothing fits.

    :param str act: ``erase``, ``mask`` or ``redact``
    :param str path: how the record leads to the contact
    :param str match: ``partner``, ``email`` or ``phone``
    :param str category: code of the category of data
    """

    act: str = ""
    path: str = ""
    match: str = ""
    category: str = ""


def propose(column: Column, way: tuple[str, str] | tuple[()], required: bool = False,
            unique: bool = False, shared: bool = False, billing: bool = False) -> Proposal:
    """Return what to do with an undecided field.

    :param way: (path, match) to the person, empty where there is none
    :param required: whether the field must say something, or goes with what it leads to
    :param unique: whether no two records may say the same: none could bear a placeholder
    :param shared: whether several people are linked to one record
    :param billing: whether the record is about orders, invoices or payments
    """
    if not way:
        return Proposal()
    category = "account" if billing else "communication"
    return Proposal(_act(column, required, unique, shared), *way, category)


def _act(column: Column, required: bool, unique: bool, shared: bool) -> str:
    if column.type in LINKS:
        # what only belongs to the person goes; a record that merely mentions them waits for
        # what stands in its other fields
        return "erase" if required and column.comodel == "res.partner" and not shared else ""
    if required and (unique or column.type not in TEXT_TYPES):
        return "erase" if not shared else ""
    if shared:
        return "redact" if column.type in TEXT_TYPES else ""
    return "mask"


def address_kind(column: Column) -> str:
    """Return ``email`` or ``phone`` where a text column holds an address by its name, or ""."""
    if column.type != "char":
        return ""
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        if pattern.search(column.name):
            return kind
    return ""

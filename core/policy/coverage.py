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
#: models that say nothing of whose a record is that links to them
NEUTRAL = frozenset({"res.company", "res.country", "res.country.state", "res.currency",
                     "res.lang", "res.groups", "ir.model", "ir.model.fields"})
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
    :param bool unread: whether it came with a module, or was made by hand, that nobody read when
        the declarations were written
    """

    model: str
    name: str
    type: str
    comodel: str = ""
    log: bool = False
    ends: tuple[Key, ...] = ()
    pointer: bool = False
    unread: bool = False

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


def read_modules(lines: Iterable[str]) -> frozenset[str]:
    """Return the names of the modules whose fields were read for the declarations.

    :param lines: text lines with names and blanks between them; what follows a ``#`` is no name
    """
    return frozenset(name for line in lines for name in line.partition("#")[0].split())


def declared_reason(column: Column, declared: Declarations,
                    people: Collection[str] = PEOPLE) -> str:
    """Return the code of the shipped reason why a field is free of personal data, or "".

    A whole model's declaration is about what stood in it when it was read: what a module of
    others adds to it, a link to a person and an address have to be named.
    """
    fields = declared.get(column.model, {})
    if column.name in fields:
        return fields[column.name]
    added = column.unread and column.model not in NEUTRAL
    return "" if added or looks_personal(column, people) else fields.get("*", "")


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

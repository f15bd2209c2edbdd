"""Reading a policy that was written by hand: its sentences, and the facts that they name.

It reads the policy that was published on 26 April 2026 and others of its build; a sentence in
which no fact is found says nothing that records could deny.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: {rule: how a line about it begins}; a backup is said in the same line as what it is of
RULES = (
    ("billing", "account and billing data:"), ("communication", "communication and support data:"),
    ("marketing", "marketing data:"), ("technical", "technical and usage data"),
    ("analytics", "website analytics data:"), ("hosted", "backups:"),
)
#: rules whose period stands in the second place of a line
SECOND = {"hosted": "backup"}
#: {purpose: how its line begins}
PURPOSES = (
    ("services", "providing the services"), ("billing", "billing and payment processing"),
    ("security", "securing the platform"), ("enquiries", "responding to your enquiries"),
    ("news", "sending service updates"), ("marketing", "sending marketing emails"),
    ("analytics", "website analytics, performance"),
    ("improvement", "improving and developing our services"),
    ("legal", "complying with legal obligations"),
    ("claims", "establishing, exercising or defending"),
)
#: names of recipients, as the policy of 2026 has them
RECIPIENTS = (
    "Amazon Web Services", "Google Cloud", "OVHcloud", "Cloudflare", "UpCloud", "Vultr",
    "Crisp IM", "Google Workspace", "Grafana Labs", "Odoo SA", "Stripe", "Klaviyo",
    "Google Analytics", "Google Ads", "Reddit Ads",
)
#: {words of a sentence: the recipient that the records call otherwise}
MEANT = (
    ("external accountants", "External accountants and tax advisers"),
    ("banks and payment institutions", "Banks and payment institutions"),
    ("payroll and employment", "Payroll and employment services"),
    ("our legal advisors", "Legal advisers"),
    ("court order or other legal process", "Authorities and courts"),
)
#: {category of data: how a row about a purpose calls it}
DATA = (
    ("account", "account and billing data"), ("account", "account data"),
    ("communication", "communication data"), ("support", "support data"),
    ("marketing", "marketing data"), ("technical", "technical/usage data"),
    ("cookies", "online identifiers"),
)
#: {right: how its line begins}
RIGHTS = (
    ("access", "right of access"), ("rectification", "right to rectification"),
    ("erasure", "right to erasure"), ("restriction", "right to restriction"),
    ("portability", "right to data portability"), ("objection", "right to object"),
    ("withdrawal", "right to withdraw consent"), ("automated", "right not to be subject"),
)

_PERIOD = re.compile(r"(?:\((\d+)\)|\b(\d+))\s+(day|month|year)s?\b", re.I)
_ARTICLE = re.compile(r"Art\.\s*6\(1\)\(([a-f])\)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET = re.compile(
    r"\b((?:[A-Z][\w-]+ )?[A-Z][\w-]+(?:straat|laan|rue|weg|plein) \d+\w*), (\d{4,5}) (\w+)")
_NUMBER = re.compile(r"\bBE\s?0\d{3}\.\d{3}\.\d{3}\b")
_SITE = re.compile(r"\bwww\.[\w.-]+\w")
_LIST = re.compile(r"^\s*•\s*")


class Sentence(NamedTuple):
    """A line or sentence of a policy.

    :ivar str section: heading above it
    :ivar str text: as it stands
    """

    section: str
    text: str


class Claim(NamedTuple):
    """A fact that a sentence names.

    :ivar str kind: ``period``, ``event``, ``basis``, ``data``, ``recipient``, ``right``,
        ``contact``, ``registry``, ``address``, ``controller``, ``authority``, ``clauses``,
        ``updated``, ``automated``, ``answer``
    :ivar str key: of the record that it is of: code of a rule or purpose, name of a recipient; or
        ""
    :ivar tuple said: what the sentence says: texts
    """

    kind: str
    key: str
    said: tuple[str, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a policy, without its headings.

    A heading is a short line alone between empty lines that ends without a full stop.
    """
    found: list[Sentence] = []
    section = ""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
        if len(lines) == 1 and _is_heading(lines[0]):
            section = lines[0]
            continue
        for line in lines:
            found += [Sentence(section, each) for each in _split(line)]
    return tuple(found)


def _is_heading(line: str) -> bool:
    return len(line) < 60 and not re.search(r"[.:;]$|[:;]", line) and "•" not in line


def _split(line: str) -> Iterable[str]:
    """Return a line's sentences: one row of a table or list is one."""
    line = _LIST.sub("", line)
    if _ARTICLE.search(line) or any(
            line.lower().startswith(start) for _code, start in (*RULES, *PURPOSES, *RIGHTS)):
        return (line,)
    return tuple(part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", line) if part)


def claims(sentence: Sentence) -> tuple[Claim, ...]:
    """Return the facts that a sentence names."""
    text = sentence.text
    return (*_periods(text), *_bases(text), *_names(text), *_rights(text), *_controller(text),
            *_authority(text), *_others(text))


def _periods(text: str) -> Iterable[Claim]:
    code = _begun(text, RULES)
    if code:
        found = [(number or plain, unit.lower() + "s")
                 for number, plain, unit in _PERIOD.findall(text)]
        for rule, said in zip(filter(None, (code, SECOND.get(code))), found, strict=False):
            yield Claim("period", rule, said)
        if "until you unsubscribe or withdraw" in text:
            yield Claim("event", code, ("opt_out",))


def _bases(text: str) -> Iterable[Claim]:
    code = _begun(text, PURPOSES)
    letters = tuple(sorted(set(_ARTICLE.findall(text))))
    if code and letters:
        yield Claim("basis", code, letters)
        data = tuple(sorted({each for each, words in DATA if words in text.lower()}))
        if data:
            yield Claim("data", code, data)


def _names(text: str) -> Iterable[Claim]:
    return [Claim("recipient", name, (name,)) for name in
            (*(name for name in RECIPIENTS if name in text),
             *(name for words, name in MEANT if words in text))]


def _rights(text: str) -> Iterable[Claim]:
    code = _begun(text, RIGHTS)
    return (Claim("right", code, ()),) if code else ()


def _controller(text: str) -> Iterable[Claim]:
    if mail := _MAIL.search(text):
        yield Claim("contact", "", (mail.group(),))
    if number := _NUMBER.search(text):
        yield Claim("registry", "", (number.group(),))
    if text.strip() == "Cloudpepper BV" or "Cloudpepper BV (" in text:
        yield Claim("controller", "", ("Cloudpepper BV",))
    if street := _STREET.search(text):
        kind = "authority" if street.group(1).startswith("Drukpers") else "address"
        yield Claim(kind, "", (street.group(1), street.group(2)))


def _authority(text: str) -> Iterable[Claim]:
    if text.startswith("Gegevensbeschermingsautoriteit"):
        yield Claim("authority", "", (text.split(" / ")[0],))
    if site := _SITE.search(text):
        yield Claim("authority", "", (site.group(),))


def _others(text: str) -> Iterable[Claim]:
    if "2021/914" in text:
        yield Claim("clauses", "", ("2021/914",))
    if text.startswith("Last updated:"):
        yield Claim("updated", "", (text.removeprefix("Last updated:").strip(),))
    if "do not engage in automated decision-making" in text:
        yield Claim("automated", "", ())
    if "within one (1) month" in text:
        yield Claim("answer", "", ("1", "months"))


def _begun(text: str, table: Sequence[tuple[str, str]]) -> str:
    """Return the code of the first row whose words a text begins with, or ""."""
    return next((code for code, start in table if text.lower().startswith(start)), "")

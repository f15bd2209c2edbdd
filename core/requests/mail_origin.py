"""Where a mail comes from: a person, a list, a program, or a mass mailing.

What a program wrote is no request, and nobody answers it (RFC 3834; RFC 2919 and 2369 for lists;
and what servers wrote before those). What came through a list is a request where a person wrote
it, and the list is never answered.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import getaddresses

from ..text.fold import folded

#: a header, as it came: its name and what it says
Header = tuple[str, str]
#: characters of a header that are read
LONGEST = 2_000
#: how the subject of an answer begins that a program wrote
SUBJECTS = re.compile(
    r"(?:(?:re|fw|fwd|aw|antw|tr|sv) ?: ?)*(?:\[[^\]]{0,40}\] ?)?(?:"
    r"auto(?:matic|matische|matisch|mated)? ?-?(?:reply|response|answer)\b|autoreply\b|auto:"
    r"|auto-?responder\b|out of (?:the )?office\b|on vacation\b"
    r"|away from (?:my|the) (?:desk|office)"
    r"|abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend\b|automatische antwort"
    r"|reponse automatique|message automatique|absence du bureau|absent du bureau"
    r"|automatisch (?:antwoord|bericht)|automatische (?:beantwoording|reactie)|afwezigheid"
    r"|afwezig\b|niet aanwezig\b|read:|gelesen:|lu ?:|gelezen:"
    r"|undeliverable\b|undelivered\b|delivery (?:status notification|failure|has failed)"
    r"|mail delivery (?:failed|subsystem)|returned mail\b|unzustellbar\b|onbestelbaar\b"
    r"|non remis\b|failure notice\b)")
DAEMONS = frozenset(("mailer-daemon", "postmaster", "mail-daemon", "maildaemon"))
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "list-help", "list-owner",
                "list-archive", "mailing-list", "x-mailing-list", "x-beenthere")
MASS_HEADERS = ("feedback-id", "x-csa-complaints", "x-campaign-id", "x-campaignid",
                "x-mailgun-campaign-id", "x-report-abuse")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


@dataclass(frozen=True)
class Origin:
    """Where a mail comes from.

    :ivar str kind: "person", "list" (a person, through a list of the controller's own),
        "discussion" (through another list to which people write), "automatic" or "bulk"
    :ivar str sign: the header that said so, "" for a person
    :ivar frozenset lists: addresses of the lists that it came through, in lower case
    """

    kind: str = "person"
    sign: str = ""
    lists: frozenset[str] = frozenset()


class Headers:
    """The headers of a mail, in their order.

    :param headers: as they came, the uppermost one first
    """

    def __init__(self, headers: Iterable[Header]) -> None:
        self.all = [(name.lower(), " ".join(str(value)[:LONGEST].split()))
                    for name, value in headers]

    def each(self, *names: str) -> list[str]:
        """Return what the headers of these names say."""
        return [value for name, value in self.all if name in names]

    def first(self, name: str) -> str:
        """Return what the uppermost header of a name says, or nothing."""
        return next(iter(self.each(name)), "")

    def has(self, *names: str) -> bool:
        """Whether there is a header of one of these names."""
        return any(name in names for name, _value in self.all)

    def addresses(self, *names: str) -> list[str]:
        """Return the mail addresses of these headers, in lower case."""
        pairs = getaddresses([value for value in self.each(*names) if len(value) < LONGEST])
        return [address.lower() for _name, address in pairs if "@" in address]


def origin_of(headers: Headers, subject: str, is_own: Callable[[str], bool]) -> Origin:
    """Return where a mail comes from.

    :param subject: decoded
    :param is_own: whether a domain is the controller's own
    """
    lists = list_addresses(headers)
    for sign, says in PROGRAMS:
        if says(headers, subject):
            return Origin("automatic", sign, lists)
    mass = next((name for name in MASS_HEADERS if headers.has(name)), "")
    precedence = headers.first("precedence").lower()
    sign = next((name for name in LIST_HEADERS if headers.has(name)), "")
    if mass or precedence in ("bulk", "junk") or precedence == "list" and not sign:
        return Origin("bulk", mass or "precedence", lists)
    if not sign:
        return Origin()
    if is_own_list(headers, lists, is_own):
        return Origin("list", sign, lists)
    # a list to which people write: a newsletter names no address for that
    writes = ADDRESS.search(headers.first("list-post").lower())
    return Origin("discussion" if writes else "bulk", sign, lists)


def list_addresses(headers: Headers) -> frozenset[str]:
    """Return the addresses of the lists that a mail came through."""
    found: set[str] = set()
    for value in headers.each("list-post", "x-beenthere", "mailing-list", "x-mailing-list"):
        found.update(ADDRESS.findall(value.lower()))
    for value in headers.each("list-id"):
        name = value.rpartition("<")[2].rstrip("> ").lower()
        local, _dot, domain = name.partition(".")
        if local and "." in domain:
            found.add(f"{local}@{domain}")
    return frozenset(found)


def is_own_list(headers: Headers, lists: frozenset[str], is_own: Callable[[str], bool]) -> bool:
    """Whether all lists that a mail came through are the controller's own."""
    return bool(lists) and all(is_own(address.rpartition("@")[2]) for address in lists) and all(
        is_own(address.rpartition("@")[2])
        for value in headers.each("list-unsubscribe", "list-owner")
        for address in ADDRESS.findall(value.lower()))


# === WHAT A PROGRAM WROTE === #

def _submitted(headers: Headers, _subject: str) -> bool:
    return any(value.partition(";")[0].split("(")[0].strip().lower() not in ("", "no")
               for value in headers.each("auto-submitted"))


def _replied(headers: Headers, _subject: str) -> bool:
    return headers.has("x-autoreply", "x-autorespond", "x-autoreply-from", "x-auto-reply",
                       "x-autoresponder", "x-mail-autoreply", "x-vacation") or (
        headers.first("precedence").lower() == "auto_reply"
        or headers.first("delivered-to").lower() == "autoresponder")


def _suppresses(headers: Headers, _subject: str) -> bool:
    return any(value.strip().lower() not in ("", "none")
               for value in headers.each("x-auto-response-suppress"))


def _loops(headers: Headers, _subject: str) -> bool:
    return headers.has("x-loop", "x-loopcount")


def _has_no_sender(headers: Headers, _subject: str) -> bool:
    """RFC 5321, 4.5.5: what has no return path is a notice of a server."""
    return any(value.replace(" ", "") == "<>" for value in headers.each("return-path"))


def _is_daemon(headers: Headers, _subject: str) -> bool:
    return any(address.partition("@")[0] in DAEMONS
               for address in headers.addresses("from", "sender"))


def _reports(headers: Headers, _subject: str) -> bool:
    kind = headers.first("content-type").lower()
    return kind.startswith("multipart/report") or headers.has("x-failed-recipients")


def _says_so(_headers: Headers, subject: str) -> bool:
    return bool(SUBJECTS.match(folded(subject[:300]).strip()))


#: (what is shown of it, whether a mail is a program's), the surest first
PROGRAMS: tuple[tuple[str, Callable[[Headers, str], bool]], ...] = (
    ("auto-submitted", _submitted), ("autoreply", _replied), ("return-path", _has_no_sender),
    ("report", _reports), ("daemon", _is_daemon), ("x-auto-response-suppress", _suppresses),
    ("x-loop", _loops), ("subject", _says_so),
)

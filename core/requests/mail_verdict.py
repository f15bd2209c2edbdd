"""What our own mail server found out about a mail's sender: SPF, DKIM and DMARC.

Everybody can write "Authentication-Results: ...; dmarc=pass" into a mail. Ours are those of a
server that the controller has named, above the first ``Received`` that somebody else wrote, and of
several the uppermost (RFC 8601, 5 and 7.1).

Source: RFC 8601 (Authentication-Results), RFC 7208 (Received-SPF), RFC 7489 (DMARC).
"""

import re
from dataclasses import dataclass, field

from .mail_origin import Headers

METHODS = ("spf", "dkim", "dmarc")
RESULT = re.compile(r"(spf|dkim|dmarc|arc)\s*=\s*([a-z]+)(.*)", re.DOTALL)
PROPERTY = re.compile(r"\b(smtp\.mailfrom|smtp\.helo|header\.d|header\.i|header\.from)"
                      r"\s*=\s*\"?([^\s;\"]+)")
BY = re.compile(r"\bby\s+([\w.-]+)")


@dataclass
class Verdict:
    """What is known of a sender's domain.

    :ivar str state: "confirmed": the domain of the From says that the mail is its own;
        "refuted": it was asked, and does not; "none": nobody was asked
    :ivar dict results: {method: (result, domain)}, a method being "spf", "dkim", "dmarc" or "arc"
    """

    state: str = "none"
    results: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self) -> str:
        """Return the results for people who know mail: "SPF pass (celik.example), DKIM none"."""
        return ", ".join(
            f"{method.upper()} {result}" + (f" ({domain})" if domain else "")
            for method, (result, domain) in self.results.items())


def verdict_of(headers: Headers, sender: str, servers: tuple[str, ...]) -> Verdict:
    """Return what our own servers say of a mail.

    :param sender: mail address of the From, the only one; "" where there are several or none
    :param servers: names of the controller's mail servers, as they call themselves: a domain
        stands for what is below it
    """
    results: dict[str, tuple[str, str]] = {}
    for name, value in _ours(headers, servers):
        if name == "authentication-results" and not results.keys() & {*METHODS}:
            results.update(_read_results(value))
        elif name == "received-spf" and "spf" not in results:
            results["spf"] = _read_spf(value)
    domain = sender.rpartition("@")[2].lower()
    return Verdict(_state(results, domain), results)


def _ours(headers: Headers, servers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the headers with results that servers of ours wrote, the uppermost first."""
    found: list[tuple[str, str]] = []
    is_received = False
    for name, value in headers.all if servers else ():
        if name == "received":
            by = BY.search(value.partition(";")[0])
            if not (by and _is_named(by[1], servers)):
                break
            is_received = True
        elif name == "authentication-results":
            # some servers do not say who they are: what they wrote stands below their Received
            server = _server_of(value)
            if _is_named(server, servers) or not server and is_received:
                found.append((name, value))
        elif name == "received-spf" and is_received:
            found.append((name, value))
    return found


def _is_named(host: str, servers: tuple[str, ...]) -> bool:
    host = host.lower().rstrip(".")
    return any(host == server or host.endswith(f".{server}") for server in servers)


def _server_of(value: str) -> str:
    """Return the server that wrote results (``authserv-id``)."""
    words = _without_comments(value).partition(";")[0].split()
    return words[0] if words and "=" not in words[0] else ""


def _without_comments(value: str) -> str:
    """Return a header without its comments, which may stand in each other."""
    kept, depth = [], 0
    for char in value:
        depth += (char == "(") - (char == ")" and depth > 0)
        if not depth and char != ")":
            kept.append(char)
    return "".join(kept)


def _read_results(value: str) -> dict[str, tuple[str, str]]:
    """Return {method: (result, domain that it is about)}; of several signatures one that holds."""
    found: dict[str, tuple[str, str]] = {}
    for part in _without_comments(value).split(";"):
        read = RESULT.match(part.strip().lower())
        if not read:
            continue
        method, result = read[1], read[2]
        about = dict(PROPERTY.findall(read[3]))
        names = {"spf": ("smtp.mailfrom", "smtp.helo"), "dkim": ("header.d", "header.i"),
                 "dmarc": ("header.from",)}.get(method, ())
        domain = next((about[name] for name in names if name in about), "").rpartition("@")[2]
        if method not in found or found[method][0] != "pass":
            found[method] = (result, domain)
    return found


def _read_spf(value: str) -> tuple[str, str]:
    plain = _without_comments(value).lower()
    about = re.search(r"\benvelope-from\s*=\s*\"?<?([^\s;\">]+)", plain)
    words = plain.split()
    return (words[0] if words else "none", about[1].rpartition("@")[2] if about else "")


def _state(results: dict[str, tuple[str, str]], domain: str) -> str:
    """Return the state of :class:`Verdict`."""
    asked = {method: found for method, found in results.items() if method in METHODS
             and found[0] not in ("none", "temperror", "permerror")}
    if not domain or not asked:
        return "none" if not asked else "refuted"
    if "dmarc" in asked:
        result, about = asked["dmarc"]
        return "confirmed" if result == "pass" and about in ("", domain) else "refuted"
    aligned = any(result == "pass" and is_aligned(about, domain)
                  for result, about in asked.values())
    return "confirmed" if aligned else "refuted"


def is_aligned(about: str, domain: str) -> bool:
    """Whether a domain that was looked at is the From's, or one is below the other."""
    return "." in about and (
        about == domain or about.endswith(f".{domain}") or domain.endswith(f".{about}"))

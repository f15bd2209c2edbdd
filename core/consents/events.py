"""What a source reports of consents, read and checked (``static/schema/consent-events-1.json``).

Nothing that was sent is repeated in an answer: a problem is a field and what it should be.
"""

import hashlib
import hmac
import ipaddress
import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from ..text import entered

SCHEMA = Path(__file__).resolve().parents[2] / "static" / "schema" / "consent-events-1.json"
#: {kind of event: the definition that it must fit}
KINDS = {"given": "given", "withdrawn": "withdrawn", "refused": "withdrawn", "joined": "joined"}
#: events of one call
MOST = 1000
#: by how much the clock of a source may be ahead
AHEAD = timedelta(minutes=5)
#: characters of a page that are kept
PAGE = 500


class Problem(NamedTuple):
    """Why an event is not taken.

    :ivar str field: of the event, or nothing
    :ivar str text: in English, for who writes the sender; says nothing of what was sent
    """

    field: str
    text: str


class Event(NamedTuple):
    """One event, as it may be stored.

    :ivar str ident: what the source calls it
    :ivar str kind: given, withdrawn, refused or joined
    :ivar datetime at: UTC, without a zone
    :ivar page: without query, fragment and login
    :ivar network: of the address, /24 or /48
    """

    ident: str
    kind: str
    at: datetime
    purpose: str | None
    visitor: str | None
    email: str | None
    proven: bool
    text_version: int | None
    words: str | None
    lang: str | None
    page: str | None
    network: str | None


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


@cache
def _validator(name: str = "") -> Draft202012Validator:
    """Return what checks a call, or one of its definitions; references stand in place of their
    names, which is twice as fast.
    """
    schema = _schema()
    definitions = schema["$defs"]
    if name:
        schema = definitions[name]
        schema = {**schema, "properties": {
            field: definitions.get(field, rule) for field, rule in schema["properties"].items()
        }} if "properties" in schema else schema
    return Draft202012Validator(schema)


def events_of(document: Any) -> list[dict[str, Any]] | Problem:
    """Return the events of a call, each an object and not checked yet, or what is wrong with it."""
    error = next(_validator().iter_errors(document), None)
    if error is None:
        found: list[dict[str, Any]] = document["events"]
        return found
    return Problem("events", f"an object with \"events\": a list of 1 to {MOST} objects")


def is_too_many(document: Any) -> bool:
    """Whether a call brings more events than one may."""
    events = document.get("events") if isinstance(document, dict) else None
    return isinstance(events, list) and len(events) > MOST


def read(raw: Mapping[str, Any], now: datetime, oldest: datetime) -> Event | Problem:
    """Return one event, or what is wrong with it.

    :param raw: an object as it was sent
    :param now: UTC, without a zone
    :param oldest: what happened before is not taken any more
    """
    if problem := _shape(raw):
        return problem
    at = _moment(raw["at"])
    if at is None:
        return _wrong("at")
    if not oldest <= at <= now + AHEAD:
        return Problem("at", "lies too far back" if at < oldest else "lies in the future")
    cut = {name: change(raw[name]) for name, change in CUT.items() if raw.get(name)}
    if wrong := [name for name, text in cut.items() if not text]:
        return _wrong(wrong[0])
    return Event(
        raw["id"], raw["event"], min(at, now), raw.get("purpose"), raw.get("visitor"),
        raw.get("email"), raw.get("proven", False), raw.get("text_version"), raw.get("words"),
        raw.get("lang"), cut.get("page"), cut.get("ip"))


def _shape(raw: Mapping[str, Any]) -> Problem | None:
    """Return what is wrong with the names, kinds and signs of an event, if anything."""
    kind = raw.get("event")
    if not isinstance(kind, str) or kind not in KINDS:
        return Problem("event", f"is not one of {', '.join(KINDS)}")
    error = next(_validator(KINDS[kind]).iter_errors(raw), None)
    if error is not None:
        return _problem(error)
    for name, text in raw.items():
        # what is printable has nothing that the slower question looks for
        if isinstance(text, str) and not text.isprintable() and (
                entered.words(text) != text or "\n" in text and name != "words"):
            return Problem(name, "has characters that nobody types")
    return None


def cut_page(page: str) -> str | None:
    """Return a page without query, fragment and login; None where it is no http address."""
    try:
        parts = urlsplit(page)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or any(map(str.isspace, page)):
        return None
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"[:PAGE]


def cut_address(text: str) -> str | None:
    """Return the network of an address, /24 or /48; None where it is none."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    size = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, size), strict=False))


#: {name: what is kept of it}
CUT = {"page": cut_page, "ip": cut_address}


def digest(raw: Mapping[str, Any], key: bytes) -> str:
    """Return what tells whether an event is the same as one of before: a keyed hash, which reveals
    no address to who guesses.

    :param raw: as it was sent; the order of its names does not count
    """
    text = json.dumps(raw, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def ident_of(raw: Mapping[str, Any]) -> str | None:
    """Return what an event is called, where it can be said again in an answer."""
    ident = raw.get("id")
    is_good = isinstance(ident, str) and _validator("id").is_valid(ident) and "\n" not in ident
    return ident if is_good else None


def _moment(text: str) -> datetime | None:
    try:
        day, rest = text[:19], text[19:].lstrip(".0123456789")
        moment = datetime.fromisoformat(day + rest.replace("Z", "+00:00"))
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return moment


def _wrong(field: str) -> Problem:
    return Problem(field, "is not " + _schema()["$defs"][field]["description"])


def _problem(error: Any) -> Problem:
    """Return a fault of the schema in words of ours."""
    if error.absolute_path:
        return _wrong(str(error.absolute_path[0]))
    if error.validator in ("required", "dependentRequired"):
        needed = error.validator_value if error.validator == "required" else [
            name for names in error.validator_value.values() for name in names]
        return Problem(next(name for name in needed if name not in error.instance), "is missing")
    if error.validator == "oneOf":
        names = [one["required"][0] for one in error.validator_value]
        return Problem(names[0], f"exactly one of {' and '.join(names)} is needed")
    if error.validator == "additionalProperties":
        return Problem("", "has a name that does not belong to this kind of event")
    return Problem("", "is not an event")

"""Odoo's hash chains over journal entries, computed a second time from plain values.

An entry's hash is SHA-256 over the hash of the entry before it and a JSON text of the entry and
its lines (``account.move._calculate_hashes``). Four versions exist: 1 knows no labels, 3 writes
amounts with the decimals of the line's currency, 4 stores its number with the hash (``$4$...``).
A link holds when the stored hash follows from the stored hash before it and from what the entry
says now; so any stretch of a chain can be verified alone, given the entry before it.

Source: Odoo 19.0, ``account/models/account_move.py`` and ``company.py _check_hash_integrity``.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Any

#: name, date as ISO text, journal id, company id
Entry = tuple[str | None, str | None, int | None, int | None]
#: id, label, debit, credit, account id, partner id, decimals of the currency
Line = tuple[int, str | None, float | None, float | None, int | None, int | None, int]
#: what :meth:`Stretch.result` returns
Result = Mapping[str, Any]
#: {version: (fields of the entry, fields of its lines)}, as Odoo hashes them
FIELDS = {
    1: (("date", "journal_id", "company_id"), ("debit", "credit", "account_id", "partner_id")),
    **dict.fromkeys(
        (2, 3, 4),
        (("name", "date", "journal_id", "company_id"),
         ("name", "debit", "credit", "account_id", "partner_id")),
    ),
}
#: versions that were stored without their number
BARE = (1, 2, 3)


def amount(value: float | None, places: int, version: int) -> str:
    """Return an amount as Odoo writes it.

    :param value: debit or credit; None counts as 0
    :param places: decimals of the line's currency
    """
    value = value or 0.0
    if version < 3:
        return str(value)
    text = f"{value:.{places}f}"
    # Odoo writes what rounds to zero without a sign, and half a unit does not round to zero
    if text[0] == "-" and not text.strip("-0.") and abs(value) * 10**places < 0.5:
        return text[1:]
    return text


def record(entry: Entry, lines: Iterable[Line], version: int) -> str:
    """Return the JSON text of an entry that Odoo hashes; its keys come sorted.

    :param lines: of the entry, in any order
    :param version: 1 to 4
    """
    name, day, journal, company = entry
    parts = [f'"company_id":"{company or False}","date":"{day or False}",'
             f'"journal_id":"{journal or False}"']
    # keys are compared as text, and "_" comes after the digits: line_10_ before line_1_
    for line in sorted(lines, key=lambda line: f"{line[0]}_"):
        parts.append(_line(line, version))
    if version > 1:
        parts.append(f'"name":{_text(name)}')
    return "{" + ",".join(parts) + "}"


def _line(line: Line, version: int) -> str:
    ref, label, debit, credit, account, partner, places = line
    key = f'"line_{ref}_'
    name = f'{key}name":{_text(label)},' if version > 1 else ""
    return (
        f'{key}account_id":"{account or False}",'
        f'{key}credit":"{amount(credit, places, version)}",'
        f'{key}debit":"{amount(debit, places, version)}",'
        f'{name}{key}partner_id":"{partner or False}"'
    )


def _text(value: str | None) -> str:
    return encode_basestring_ascii(value) if isinstance(value, str) else '"False"'


def link(previous: str | None, entry: Entry, lines: Iterable[Line], version: int) -> str:
    """Return the hash of an entry as Odoo stores it.

    :param previous: stored hash of the entry before, or an empty value for the first
    :param version: 1 to 4
    """
    seed = previous or ""
    if seed.startswith("$"):
        seed = "".join(seed.split("$")[2:3])
    digest = sha256((seed + record(entry, lines, version)).encode()).hexdigest()
    return f"${version}${digest}" if version >= 4 else digest


def version_of(stored: str, previous: str | None, entry: Entry, lines: Iterable[Line],
               hint: int = 3) -> int | None:
    """Return the version under which a stored hash holds, or None.

    :param stored: the entry's own hash
    :param hint: version to try first where the hash does not tell it
    """
    lines = tuple(lines)
    versions = _versions(stored, hint)
    return next((v for v in versions if link(previous, entry, lines, v) == stored), None)


def _versions(stored: str, hint: int) -> tuple[int, ...]:
    if stored.startswith("$"):
        number = stored.split("$")[1]
        return (4,) if number == "4" else ()
    return (hint, *(v for v in BARE if v != hint)) if hint in BARE else BARE


class Stretch:
    """A stretch of one chain, fed entry by entry in the order of the chain.

    ``moves`` counts the entries looked at, ``bad`` those whose hash does not hold; ``first_bad``
    is the id of the first of them, ``last`` the stored hash at the end.
    """

    def __init__(self, previous: str | None = None) -> None:
        self.last = previous
        self.moves = self.bad = 0
        self.first_bad: int | None = None
        self._hint = 3

    def skip(self, stored: str | None) -> None:
        """Take the hash of the entry before the stretch."""
        self.last = stored

    def feed(self, ref: int, stored: str, entry: Entry, lines: Iterable[Line]) -> None:
        """Take the next entry.

        :param ref: its id
        :param stored: its hash
        """
        version = version_of(stored, self.last, entry, lines, self._hint)
        self.moves += 1
        if version is None:
            self.bad += 1
            self.first_bad = self.first_bad or ref
        elif version in BARE:
            self._hint = version
        self.last = stored

    def result(self) -> dict[str, Any]:
        """Return {moves, ok, bad, first_bad, last}."""
        return {"moves": self.moves, "ok": not self.bad, "bad": self.bad,
                "first_bad": self.first_bad, "last": self.last}


def broken_since(before: Mapping[str, Result], after: Mapping[str, Result]) -> list[str]:
    """Return the keys of chains that are worse after than before.

    An entry that is gone, a hash that was written anew and a link that no longer holds all
    count: no legitimate act does any of them to an entry that is secured.

    :param before: ``{key: result}`` of :meth:`Stretch.result`
    :param after: the same of the same chains
    """
    return [key for key, was in before.items() if _worse(was, after.get(key))]


def _worse(was: Result, now: Result | None) -> bool:
    if now is None:
        return True
    more_bad: bool = now["bad"] > was["bad"]
    return more_bad or (now["moves"], now["last"]) != (was["moves"], was["last"])

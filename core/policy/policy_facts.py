"""What a privacy policy says as facts, compared with what another version of it says.

Facts are plain values, one list of entries for each section::

    {"periods": [{"key": "billing", "name": "Account and billing data", "sentence": ...}], ...}

An entry has a key that stays, a name, and fields: a text, or a list of texts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Entry = Mapping[str, Any]
Facts = Mapping[str, Sequence[Entry]]

#: {section: its fields that people read}, in the order of the page
TOLD: Mapping[str, tuple[str, ...]] = {
    "controller": ("name", "address", "registry", "contact"),
    "purposes": ("name", "description", "bases", "data", "recipients"),
    "categories": ("name", "description"),
    "recipients": ("name", "group", "role", "country", "transfer", "safeguards", "condition",
                   "data"),
    "periods": ("name", "sentence", "data", "ground"),
    "rights": ("name", "description"),
    "automated": ("name",),
    "authority": ("name", "text"),
    "texts": ("name", "body"),
}
#: changes that people are to hear of: who answers for the data, why, who gets them, how long
#: (WP260 rev.01, 29 and 30)
MATERIAL = frozenset({
    ("purposes", "added", ""), ("purposes", "changed", "bases"), ("purposes", "changed", "data"),
    ("purposes", "changed", "recipients"), ("recipients", "added", ""),
    ("recipients", "changed", "name"), ("recipients", "changed", "role"),
    ("recipients", "changed", "country"), ("recipients", "changed", "transfer"),
    ("recipients", "changed", "data"), ("periods", "added", ""), ("periods", "removed", ""),
    ("periods", "changed", "sentence"), ("periods", "changed", "data"),
    ("controller", "changed", "name"), ("controller", "changed", "contact"),
    ("categories", "added", ""), ("rights", "removed", ""), ("automated", "changed", "name"),
})


class Change(NamedTuple):
    """One difference.

    :ivar str section: of :data:`TOLD`
    :ivar str kind: ``added``, ``removed`` or ``changed``
    :ivar str name: of the entry
    :ivar str field: that changed, or ""
    :ivar tuple old: texts before
    :ivar tuple new: texts after
    """

    section: str
    kind: str
    name: str
    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def is_material(self) -> bool:
        """Whether people are to hear of it."""
        return (self.section, self.kind, self.field) in MATERIAL


def differences(old: Facts, new: Facts) -> tuple[Change, ...]:
    """Return how facts differ, in the order of the page; an order that changed alone is none."""
    found: list[Change] = []
    for section in TOLD:
        before, after = _by_key(old.get(section, ())), _by_key(new.get(section, ()))
        found += [Change(section, "removed", _text(each["name"]), "", (), ())
                  for key, each in before.items() if key not in after]
        for key, each in after.items():
            if key not in before:
                found.append(Change(section, "added", _text(each["name"]), "", (), ()))
            else:
                found += _changes(section, before[key], each)
    return tuple(found)


def _changes(section: str, old: Entry, new: Entry) -> Iterable[Change]:
    for field in TOLD[section]:
        before, after = _texts(old.get(field)), _texts(new.get(field))
        if sorted(before) != sorted(after):
            yield Change(section, "changed", _text(new["name"]), field, before, after)


def _by_key(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {str(entry["key"]): entry for entry in entries}


def _texts(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else (str(value),)


def _text(value: object) -> str:
    return str(value or "")


def canonical(value: object) -> str:
    """Return plain values as one text, the same for the same values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(*values: object) -> str:
    """Return the SHA-256 of plain values."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()

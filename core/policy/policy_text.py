"""The words of a privacy policy: plain text with placeholders for what the records say.

An empty line ends a paragraph; lines that begin with "- " are a list. ``{controller.name}`` is put
into a sentence; ``{purposes}`` and the like stand alone between empty lines, and a table or a list
made from the records takes their place.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

#: placeholders within a sentence
WORDS = ("controller.name", "controller.address", "controller.registry", "controller.contact",
         "authority.name", "last_updated", "version", "answer_time")
#: placeholders that stand alone, and are made from records
INSERTS = ("controller", "purposes", "categories", "recipients", "transfers", "periods", "rights",
           "automated", "authority", "links")
#: what every policy has to say (GDPR Art. 13 and 14)
NEEDED = ("controller", "purposes", "categories", "recipients", "transfers", "periods", "rights",
          "automated", "authority")

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_BULLET = "- "


class Block(NamedTuple):
    """A part of a section.

    :ivar str kind: ``paragraph``, ``list`` or ``insert``
    :ivar tuple lines: texts with placeholders: of a paragraph one, of a list its items, of an
        insert its name
    """

    kind: str
    lines: tuple[str, ...]


class Problem(NamedTuple):
    """What is wrong with a text.

    :ivar str kind: ``unknown`` (nobody knows the placeholder), ``apart`` (it stands alone or not
        at all), ``brace`` (a brace without its other one)
    :ivar str name: of the placeholder, or ""
    """

    kind: str
    name: str


def problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text, in the order in which it is read."""
    found = []
    for block in blocks(text):
        alone = block.kind == "insert"
        for line in block.lines:
            if alone:
                continue
            names = _PLACEHOLDER.findall(line)
            found += [Problem("apart" if name in INSERTS else "unknown", name)
                      for name in names if name not in WORDS]
            if re.search(r"[{}]", _PLACEHOLDER.sub("", line)):
                found.append(Problem("brace", ""))
    return tuple(found)


def inserts(text: str) -> tuple[str, ...]:
    """Return the names of what the records put into a text."""
    return tuple(block.lines[0] for block in blocks(text) if block.kind == "insert")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the parts of a text."""
    return tuple(_block(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def _block(part: str) -> Block:
    lines = [line.strip() for line in part.strip().splitlines()]
    name = _PLACEHOLDER.fullmatch(lines[0]) if len(lines) == 1 else None
    if name and name.group(1) in INSERTS:
        return Block("insert", (name.group(1),))
    if all(line.startswith(_BULLET) for line in lines):
        return Block("list", tuple(line.removeprefix(_BULLET) for line in lines))
    return Block("paragraph", (" ".join(lines),))


def filled(line: str, words: Mapping[str, str]) -> str:
    """Return a line with what the records say in place of its placeholders.

    :param words: {placeholder: text}
    :raise KeyError: for a placeholder that nothing is known for
    """
    return _PLACEHOLDER.sub(lambda found: words[found.group(1)], line)

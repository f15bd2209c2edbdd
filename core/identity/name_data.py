"""What ``names.txt`` says: titles, particles, family names, and what stands beside names."""

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    """Return {section: its words}."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in Path(__file__).with_name("names.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words += line.split()
    return found


SECTIONS = _sections()


def words(section: str) -> tuple[str, ...]:
    """Return the words of a section, those of many letters first: one may begin another."""
    return tuple(sorted(dict.fromkeys(SECTIONS[section]), key=lambda word: (-len(word), word)))


def signs(section: str) -> frozenset[str]:
    """Return the signs of a section."""
    return frozenset("".join(SECTIONS[section]))

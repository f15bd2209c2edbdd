"""Mail addresses in a list that somebody pastes, or in a file that was exported."""

import re

#: as wide as addresses are written in lists; what is no address leads to nobody
ADDRESS = re.compile(r"[^\s@<>()\[\]\",;:'|]+@[^\s@<>()\[\]\",;:'|]+\.[^\s@<>()\[\]\",;:'|.]{2,}")


def addresses_in(text: str) -> set[str]:
    """Return the mail addresses of a text, in lower case, each once."""
    return {found.group().lower().strip(".") for found in ADDRESS.finditer(text)}

"""Print for a person at a terminal: numbered steps with their seconds, and plain tables."""

import textwrap
import time
from contextlib import contextmanager

WIDTH = 100
GAP = "  "


class Steps:
    """Counts the steps and prints one line each: what, what came of it, how long."""

    def __init__(self, total):
        """Count up to a total."""
        self.total = total
        self.number = 0

    @contextmanager
    def step(self, title):
        """Name a step when it starts; the caller appends what came of it to the yielded list."""
        self.number += 1
        print(f"[{self.number}/{self.total}] {title} ... ", end="", flush=True)
        outcome, started = [], time.monotonic()
        yield outcome
        told = ", ".join(outcome) or "done"
        print(f"{told} ({time.monotonic() - started:.1f} s)", flush=True)

    def skip(self, count, why):
        """Say why some steps are left out."""
        print(f"[{self.number + 1}/{self.total}] {why}: left out", flush=True)
        self.number += count


def heading(text):
    """Print a heading with a rule under it."""
    print(f"\n{text}\n{'-' * min(len(text), WIDTH)}", flush=True)


def say(text):
    """Print a paragraph."""
    print(f"\n{textwrap.fill(text, WIDTH)}", flush=True)


def table(columns, rows):
    """Print rows under their column titles, wrapping long cells.

    :param columns: ``((title, width), ...)``; a negative width aligns to the right
    :param rows: sequences of cells; None prints as nothing
    """
    rows = list(rows)
    if not rows:
        print("(none)", flush=True)
        return
    _line([title for title, _width in columns], columns)
    print(GAP.join("=" * abs(width) for _title, width in columns))
    for row in rows:
        _line(row, columns)


def _line(cells, columns):
    """Print one row on as many lines as its longest cell needs."""
    wrapped = [
        textwrap.wrap("" if cell is None else str(cell), abs(width)) or [""]
        for cell, (_title, width) in zip(cells, columns, strict=True)
    ]
    for number in range(max(map(len, wrapped))):
        parts = [
            _pad(lines[number] if number < len(lines) else "", width)
            for lines, (_title, width) in zip(wrapped, columns, strict=True)
        ]
        print(GAP.join(parts).rstrip())


def _pad(text, width):
    return text.rjust(-width) if width < 0 else text.ljust(width)

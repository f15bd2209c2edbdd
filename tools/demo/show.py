"""Print for a person at a terminal: numbered steps with their seconds, and tables."""

import time
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

CONSOLE = Console(width=100, highlight=False, markup=False, emoji=False)


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
        seconds = time.monotonic() - started
        print(f"{', '.join(outcome) or 'done'} ({seconds:.1f} s)", flush=True)

    def skip(self, count, why):
        """Say why some steps are left out."""
        print(f"[{self.number + 1}/{self.total}] {why}: left out", flush=True)
        self.number += count


def heading(text):
    """Print a heading with a rule under it."""
    CONSOLE.print(f"\n{text}\n{'-' * min(len(text), CONSOLE.width)}")


def paragraph(text):
    """Print a paragraph."""
    CONSOLE.print(f"\n{text}")


def table(columns, rows):
    """Print rows under their column titles, wrapping long cells.

    :param columns: ``((title, width), ...)``; a negative width aligns to the right
    :param rows: sequences of cells; None prints as nothing
    """
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title, width in columns:
        shown.add_column(title, max_width=abs(width), justify="right" if width < 0 else "left")
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    CONSOLE.print(shown if shown.rows else "(none)")

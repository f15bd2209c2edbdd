"""Who else hears of what became of a person's data."""

from . import notice

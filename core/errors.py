"""The few errors that the core raises; models turn them into a ``ValidationError``."""


class CoreError(ValueError):
    """Any refusal of the core. The text names the value's kind, never a person's data."""


class BadPeriod(CoreError):
    """A period that no calendar can add: negative, empty, too long or in an unknown unit."""


class BadPlan(CoreError):
    """A plan that does not add up: found must equal erased + masked + redacted + kept + failed."""


class NotSearchable(CoreError):
    """A file whose text cannot be read, or not all of it.

    :ivar str reason: ``encrypted``, ``broken``, ``too large``, ``too slow``, ``picture``,
        ``no text`` (a scan), ``partly`` (something inside cannot be read), ``changing`` (written
        while it was read), ``unknown``, or what the disk said (``files.py``); never anything of
        the file
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadJournal(CoreError):
    """A journal of erasures that cannot be read, or is not what was written.

    ``code``: empty, json, format, order, shape, chain, count, torn; ``line``: counted from 1.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        """Say what is wrong with which line."""
        super().__init__(f"line {line}: {code}")
        self.code, self.line = code, line


class BadPackage(CoreError):
    """A document that is not what its schema says; where, and by which rule, without a value."""

    def __init__(self, place: str, rule: str) -> None:
        super().__init__(f"The document is not valid at {place}: {rule}.")
        self.place, self.rule = place, rule

"""Tests that need no database: Odoo's runner sees them, and so does pytest, with Odoo or without.

A table of cases becomes one test for each of its cases, so that every runner counts the same.
"""

import re
import tempfile
from functools import wraps
from pathlib import Path
from unittest import mock

try:
    from odoo.tests import BaseCase, tagged
except ImportError:
    # plain pytest: see conftest.py of tests/core
    from unittest import TestCase as BaseCase

    def tagged(*_tags):
        return lambda case: case


def each_value(values, label=str):
    """Make a test of each value of a table; it is what the method is called with.

    :param label: function of a value; what it returns becomes part of the test's name
    """
    return _each((label(value), (value,)) for value in values)


def each_row(rows):
    """Make a test of each row of a table; its cells are what the method is called with."""
    def label(row):
        plain = (cell for cell in row if isinstance(cell, (str, int, float, type(None))))
        return "-".join(map(str, plain))

    return _each((label(row), row) for row in rows)


def _each(cases):
    def decorate(method):
        method.cases = list(cases)
        return method
    return decorate


def _test_of(method, name, arguments):
    @wraps(method)
    def test(self):
        return method(self, *arguments)

    del test.__wrapped__, test.cases
    test.__name__, test.__qualname__ = name, f"{method.__qualname__.rpartition('.')[0]}.{name}"
    return test


@tagged("post_install", "-at_install")
class CoreCase(BaseCase):
    """A test without a database."""

    def __init_subclass__(cls):  # pylint: disable=missing-return
        super().__init_subclass__()
        for name, method in list(vars(cls).items()):
            cases = getattr(method, "cases", None)
            if cases is None or not name.startswith("test"):
                continue
            delattr(cls, name)
            for number, (label, arguments) in enumerate(cases):
                slug = re.sub(r"[^a-z0-9]+", "_", label.lower())[:40].strip("_")
                made = f"{name}_{number:03}_{slug}".rstrip("_")
                setattr(cls, made, _test_of(method, made, arguments))

    def replace(self, target, name, value):
        """Give an attribute another value until the test ends."""
        patcher = mock.patch.object(target, name, value)
        patcher.start()
        self.addCleanup(patcher.stop)

    def folder(self):
        """Return a new folder, gone when the test has ended."""
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        return Path(made.name)

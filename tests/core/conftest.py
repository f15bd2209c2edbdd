"""Lets ``pytest tests/core`` run where there is no Odoo, or none that knows this addon.

The repository's root is the addon's package, which imports Odoo. So ``odoo.addons.<addon>`` is
made here as a package that runs nothing of its own: what is under it is found as usual.
"""

import importlib.util
import sys
import types
from pathlib import Path

ADDON = "odoo.addons.cloudpepper_privacy"
ROOT = Path(__file__).resolve().parents[2]


def _package(name, path=None):
    """Register a package, unless it is there."""
    if name in sys.modules:
        return
    package = types.ModuleType(name)
    package.__path__ = [str(path)] if path else []
    sys.modules[name] = package
    parent, _dot, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)


def _is_known():
    try:
        return importlib.util.find_spec(ADDON) is not None
    except ImportError:
        return False


def pytest_configure():
    """Make the package: not before here, because Odoo's own plugin looks for addons first."""
    if _is_known():
        return
    if "odoo.addons" not in sys.modules:
        _package("odoo")
        _package("odoo.addons")
    _package(ADDON, ROOT)
    _package(f"{ADDON}.tests", ROOT / "tests")

"""Which Odoo is used: ODOO_HOME, or the one fetched into `.local/odoo`."""
import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import archive
from .console import Refusal
from .paths import LOCAL

SERIES = (19, 0)
SHARED = ("dist-packages", "site-packages")


@dataclass(frozen=True)
class Odoo:
    """An Odoo: the folder above its `odoo` package, its addons folders, its version."""

    parent: Path
    addons: tuple
    version: str

    @property
    def root(self):
        """The `odoo` package's folder."""
        return self.parent / "odoo"


def release(root):
    """The version tuple in odoo/release.py, read without running it."""
    try:
        text = (root / "release.py").read_text()
    except OSError:
        return None
    found = re.search(r"^version_info\s*=\s*\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)", text,
                      re.MULTILINE)
    return tuple(int(part) for part in found.groups()) if found else None


def from_home(value):
    """The Odoo that ODOO_HOME names: a checkout, or an install."""
    home = Path(value).expanduser().resolve()
    if not home.is_dir():
        raise Refusal(f"ODOO_HOME={value}: there is no such folder")
    root = home / "odoo"
    if not (root / "release.py").is_file():
        raise Refusal(f"ODOO_HOME={value}: no Odoo there (odoo/release.py is missing); name the "
                      "folder that holds the package odoo")
    found = release(root)
    if not found or found[:2] != SERIES:
        shown = ".".join(map(str, found)) if found else "a version that cannot be read"
        raise Refusal(f"ODOO_HOME={value}: this is Odoo {shown}, and the addon needs 19.0")
    folders = tuple(path for path in (home / "addons", root / "addons") if path.is_dir())
    if not any((path / "web/__manifest__.py").is_file() for path in folders):
        raise Refusal(f"ODOO_HOME={value}: no addons there (neither addons/web nor "
                      "odoo/addons/web)")
    return Odoo(home, folders, ".".join(map(str, found)))


def fetched():
    """The Odoo in `.local/odoo`, fetched when it is not there yet."""
    target = LOCAL / "odoo"
    if (target / "version").is_file():
        version = (target / "version").read_text()
    else:
        version = archive.fetch(target)
    parent = target / archive.PACKAGES
    return Odoo(parent, (parent / "odoo/addons",), version)


def alone(found, link):
    """The same Odoo, reached through a folder that holds nothing else.

    An install's folder may hold other Python packages, which on PYTHONPATH would hide ours.
    """
    if found.parent.name not in SHARED:
        return found
    link.mkdir(parents=True, exist_ok=True)
    if (link / "odoo").is_symlink():
        (link / "odoo").unlink()
    (link / "odoo").symlink_to(found.root)
    return Odoo(link, found.addons, found.version)


def find(environ=os.environ):
    """The Odoo to use."""
    if environ.get("ODOO_HOME"):
        return alone(from_home(environ["ODOO_HOME"]), LOCAL / "odoo-home")
    return fetched()

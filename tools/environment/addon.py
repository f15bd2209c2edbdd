"""The addon's own files: its manifest, and the hash that tells when it changed."""
import ast
import os
import shutil

from . import stamps
from .console import Refusal
from .paths import ADDON, REPO

# What is never read when Odoo installs the addon.
ASIDE = {"bin", "doc", "tests", "tools"}
KINDS = (".py", ".xml", ".csv", ".po", ".sql", ".js", ".scss", ".css")


def manifest():
    """The manifest as a dictionary."""
    path = REPO / "__manifest__.py"
    try:
        return ast.literal_eval(path.read_text())
    except FileNotFoundError as error:
        raise Refusal("there is no addon yet: __manifest__.py is missing") from error
    except (SyntaxError, ValueError) as error:
        raise Refusal(f"__manifest__.py cannot be read: {error}") from error


def depends():
    """The modules that the addon needs."""
    return list(manifest().get("depends", ["base"]))


def export(folder, *aside, repo=REPO):
    """Copy the addon below a folder under its technical name, without what begins with a dot.

    :param aside: names that are left out as well
    :return: the path of the copy
    """
    target = folder / ADDON
    shutil.copytree(repo, target, ignore=shutil.ignore_patterns(".?*", "__pycache__", *aside))
    return target


def files():
    """Every file that shapes what an installation leaves in the database."""
    for folder, folders, names in os.walk(REPO):
        inside = os.path.relpath(folder, REPO)
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__"))
                            and not (inside == "." and name in ASIDE))
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(KINDS))


def digest():
    """The hash of those files, names included."""
    parts = []
    for path in files():
        with open(path, "rb") as handle:
            parts += [os.path.relpath(path, REPO), handle.read()]
    return stamps.digest(*parts)

"""The Python environment in `.local/venv`: the packages of `requirements.lock`, put there by uv."""
import importlib.util
import os
import re
import shutil
import sys

from . import stamps
from .console import Failure, Refusal, logged, note, step
from .paths import LOCAL, LOG, REPO

VENV = LOCAL / "venv"
PYTHON = VENV / "bin/python"
LOCK = REPO / "tools/requirements.lock"
OLDEST, NEWEST = (3, 10), (3, 13)


def check():
    """Refuse what the environment cannot be made from, before anything is fetched."""
    if not ready():
        check_python()
        check_modules()


def check_python(version=sys.version_info):
    """Refuse a Python that Odoo 19 does not run on."""
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        raise Refusal(f"Python {version[0]}.{version[1]} does not run Odoo 19; call this with "
                      "Python 3.10, 3.11, 3.12 or 3.13 first on the PATH")


def check_modules():
    """Debian splits venv and pip's bootstrap from Python."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        short = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Refusal(f"Python's venv module is missing: apt-get install python{short}-venv")


def wanted():
    """The hash of all that the environment is made from."""
    # the same Python from within an environment of its own (a hook's, this very one) is the same
    return stamps.digest(sys.version, sys.base_prefix, LOCK.read_bytes())


def ready():
    """Whether the environment is there and made from the files as they are."""
    return stamps.fresh("venv", wanted()) and PYTHON.exists()


def right_python():
    """Whether the environment was made by this very Python."""
    return stamps.fresh("python", sys.version) and PYTHON.exists()


def pinned(package, lock=None):
    """The version that the lock gives a package."""
    text = LOCK.read_text() if lock is None else lock
    return re.search(rf"^{package}==(\S+)", text, re.MULTILINE).group(1)


def keeps(package):
    """Whether making the environment leaves this package as it is."""
    folder = f"{package.replace('-', '_')}-{pinned(package)}.dist-info"
    return right_python() and any(VENV.glob(f"lib/python3*/site-packages/{folder}"))


def make():
    """Make the environment, or bring it to the packages of the lock."""
    stamps.clear("venv")
    with step("Python packages: installing into .local/venv"):
        if not right_python():
            shutil.rmtree(VENV, ignore_errors=True)
            logged("python -m venv", [sys.executable, "-m", "venv", VENV], LOG / "venv.log")
            stamps.put("python", sys.version)
        install()
    stamps.put("venv", wanted())


def install():
    """Let uv install what the lock names; pip does it, more slowly, where uv cannot.

    uv does not read pip's configuration file: a mirror or a proxy may be known to pip alone.
    """
    try:
        pip(f"uv=={pinned('uv')}")
        logged("uv", [VENV / "bin/uv", "pip", "sync", "--python", PYTHON, LOCK], LOG / "uv.log",
               env=uv_environ())
    except Failure as failure:
        note(f"{failure}; pip goes on")
        pip("-r", LOCK)


def pip(*what):
    """Install with pip."""
    logged("pip install", [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *what],
           LOG / "pip.log")


def uv_environ(environ=os.environ):
    """The environment for uv, with the package index that pip's variables name."""
    names = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_EXTRA_INDEX_URL": "UV_INDEX"}
    return {**{ours: environ[theirs] for theirs, ours in names.items() if environ.get(theirs)},
            **environ}

"""The Python environment in `.local/venv`, with pinned packages."""
import importlib.util
import re
import shutil
import sys

from . import stamps
from .console import Refusal, logged, step
from .paths import LOCAL, LOG, REPO

VENV = LOCAL / "venv"
PYTHON = VENV / "bin/python"
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
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
    files = [(REPO / name).read_bytes() for name in REQUIREMENTS]
    return stamps.digest(sys.version, sys.prefix, *files)


def ready():
    """Whether the environment is there and made from the files as they are."""
    return stamps.fresh("venv", wanted()) and PYTHON.exists()


def right_python():
    """Whether the environment was made by this very Python."""
    return stamps.fresh("python", sys.version) and PYTHON.exists()


def keeps(package):
    """Whether making the environment leaves this package as it is."""
    pins = "".join((REPO / name).read_text() for name in REQUIREMENTS)
    version = re.search(rf"^{package}==(\S+)", pins, re.MULTILINE).group(1)
    folder = f"{package.replace('-', '_')}-{version}.dist-info"
    return right_python() and any(VENV.glob(f"lib/python3*/site-packages/{folder}"))


def make():
    """Make the environment, or bring it to the pinned packages."""
    stamps.clear("venv")
    with step("Python packages: installing into .local/venv"):
        if not right_python():
            shutil.rmtree(VENV, ignore_errors=True)
            logged("python -m venv", [sys.executable, "-m", "venv", VENV], LOG / "venv.log")
            stamps.put("python", sys.version)
        files = [part for name in REQUIREMENTS for part in ("-r", REPO / name)]
        logged("pip install", [PYTHON, "-m", "pip", "install", "--disable-pip-version-check",
                               *files], LOG / "pip.log")
    stamps.put("venv", wanted())

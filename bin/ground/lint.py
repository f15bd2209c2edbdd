"""bin/lint: ruff on the repository, pylint with the Odoo plugin on the addon, mypy on core/."""
import os
import subprocess

from . import addon, odoo, paths, setup, venv
from .say import Failure, note


def scripts():
    """The commands in bin/, which have no suffix for ruff to know them by."""
    return [path for path in sorted((paths.REPO / "bin").iterdir())
            if path.is_file() and not path.suffix]


def ruff():
    """Run ruff; return its exit code."""
    return subprocess.run([venv.VENV / "bin/ruff", "check", "--no-cache", paths.REPO,
                           *scripts()], check=False, cwd=paths.REPO).returncode


def pylint(found):
    """Run pylint under the addon's technical name; return its exit code."""
    environ = {**os.environ, "PYTHONPATH": f"{found.parent}{os.pathsep}{paths.ADDONS}"}
    return subprocess.run(
        [venv.PYTHON, "-m", "pylint", f"--rcfile={paths.REPO / '.pylintrc'}", "--jobs=2",
         paths.ADDON], check=False, cwd=paths.ADDONS, env=environ).returncode


def mypy():
    """Run mypy on what pyproject.toml names, which needs no Odoo; return its exit code."""
    return subprocess.run([venv.PYTHON, "-m", "mypy", f"--cache-dir={os.devnull}"], check=False,
                          cwd=paths.REPO).returncode


def run():
    """Run all, also when one before found something."""
    addon.manifest()
    with paths.lock("setup"):
        setup.packages()
        found = odoo.find()
        paths.link_addon()
    codes = {"ruff": ruff(), "pylint": pylint(found), "mypy": mypy()}
    findings = [name for name, code in codes.items() if code]
    if findings:
        raise Failure(f"{' and '.join(findings)} found something")
    note("bin/lint: ruff, pylint and mypy found nothing")

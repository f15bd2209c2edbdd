"""bin/lint: ruff on the repository, pylint with the Odoo plugin on the addon."""
import os
import subprocess

from ..environment import addon, odoo, paths, setup, venv
from ..environment.console import Failure, note


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


def run():
    """Run both, the second also when the first found something."""
    addon.manifest()
    with paths.lock("setup"):
        setup.packages()
        found = odoo.find()
        paths.link_addon()
    findings = [name for name, code in (("ruff", ruff()), ("pylint", pylint(found))) if code]
    if findings:
        raise Failure(f"{' and '.join(findings)} found something")
    note("bin/lint: ruff and pylint found nothing")

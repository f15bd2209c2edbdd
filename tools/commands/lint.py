"""bin/lint: the checks of the code. .pre-commit-config.yaml calls the same ones.

pylint-odoo and OCA's checks look at an export of the addon: where the root of a git repository is
the addon itself they find no manifest, and most of their rules keep quiet.
"""
import argparse
import os
import subprocess
import tempfile
from pathlib import Path

from ..environment import addon, odoo, paths, setup, venv
from ..environment.console import Failure, note, step

#: of OCA's checks: our README is Markdown, coverage.csv is read by a function, numbers need no
#: eval in Odoo 19, and the order of attributes is a matter of taste
OCA_OFF = ("file-not-used", "prefer-readme-rst", "xml-field-numeric-without-eval",
           "xml-header-wrong", "xml-tag-position")
#: of the checks of translations: bin/i18n writes the files, polib sets their form
PO_OFF = ("po-pretty-format",)

#: texts of tests are for nobody to translate, and tests of core/ also run without Odoo
OFF_IN_TESTS = ("odoo-addons-relative-import", "translation-required")


def scripts(repo):
    """The commands in bin/, which have no suffix for ruff to know them by."""
    return [path for path in sorted((repo / "bin").iterdir())
            if path.is_file() and not path.suffix]


def called(command, folder, **variables):
    """Run a check in a folder; return whether it found nothing."""
    return not subprocess.run([str(part) for part in command], check=False, cwd=folder,
                              env={**os.environ, **variables}).returncode


def ruff(export):
    """Style, imports, unused names and complexity of everything in the repository."""
    return called([venv.VENV / "bin/ruff", "check", "--no-cache", ".", *scripts(paths.REPO)],
                  paths.REPO)


def mypy(export):
    """The types of core/, which imports no Odoo."""
    return called([venv.PYTHON, "-m", "mypy", f"--cache-dir={os.devnull}"], paths.REPO)


def pylint(export):
    """What pylint knows of Odoo: on the addon, then on its tests."""
    found = odoo.find()
    options = ["--jobs=2", f"--rcfile={paths.REPO / '.pylintrc'}"]
    good = True
    off = f"--disable={','.join(OFF_IN_TESTS)}"
    for target in ([export.name, "--ignore=tests"], [f"{export.name}/tests", off]):
        if (export.parent / target[0]).is_dir():
            good &= called([venv.PYTHON, "-m", "pylint", *options, *target], export.parent,
                           PYTHONPATH=f"{found.parent}{os.pathsep}{export.parent}")
    return good


def xml(export):
    """What OCA checks in XML and CSV files and in the manifest."""
    return called([venv.VENV / "bin/oca-checks-odoo-module", f"--disable={','.join(OCA_OFF)}",
                   export.name], export.parent)


def po(export):
    """What OCA checks in translations: placeholders, doubles, what cannot be read."""
    return called([venv.VENV / "bin/oca-checks-po", f"--disable={','.join(PO_OFF)}",
                   *sorted((export / "i18n").glob("*.po*"))], export.parent)


CHECKS = {check.__name__: check for check in (ruff, mypy, xml, po, pylint)}


def run(arguments):
    """Run the checks, the next also when one found something; name those that did."""
    parser = argparse.ArgumentParser(prog="bin/lint", description="Check the code.")
    parser.add_argument("--only", choices=CHECKS, help="one of the checks")
    options = parser.parse_args(arguments)
    addon.manifest()
    with paths.lock("setup"):
        setup.packages()
    names = [options.only] if options.only else list(CHECKS)
    with tempfile.TemporaryDirectory() as folder:
        export = addon.export(Path(folder))
        findings = [name for name in names if not timed(name, export)]
    if findings:
        raise Failure(f"{' and '.join(findings)} found something")
    note(f"bin/lint: {', '.join(names)} found nothing")


def timed(name, export):
    """Run one check, saying how long it takes."""
    with step(name):
        return CHECKS[name](export)

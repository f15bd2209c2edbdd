"""bin/i18n: the template of all texts, and the languages that follow it.

Odoo's exporter walks through every file below an addon, so it gets a copy without `.local`. Staff
read English unless somebody translates the rest; what people outside read is in every language.
"""
import argparse
import shutil
import subprocess

from ..environment import addon, paths, setup, venv
from ..environment.console import Failure, note, step, tail
from ..environment.database import Databases
from .testing import MIN

LANGUAGES = ("nl", "fr", "de")
CLEAN = paths.LOCAL / "i18n-addons"
ASIDE = ("bin", "tools", "tests", "doc")
FOLDER = paths.REPO / "i18n"
TEMPLATE = FOLDER / f"{paths.ADDON}.pot"
CHILD = paths.REPO / "tools/commands/i18n_child.py"


def config():
    """Odoo's configuration with the copy in the place of the repository."""
    shutil.rmtree(CLEAN, ignore_errors=True)
    addon.export(CLEAN, *ASIDE)
    text = paths.CONFIG.read_text().replace(str(paths.ADDONS), str(CLEAN))
    target = CLEAN / "odoo.conf"
    target.write_text(text)
    target.chmod(0o600)
    return target


def export(environment):
    """Write the template from the database with the least modules."""
    Databases(environment).make(MIN)
    FOLDER.mkdir(exist_ok=True)
    log = paths.LOG / "i18n.log"
    command = [*environment.command("i18n", "export", "-c", str(config()), "-d", MIN.name,
                               "-o", str(TEMPLATE), paths.ADDON)]
    with log.open("wb") as output, step("the template"):
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT,
                              env=environment.environ(), cwd=paths.LOCAL, check=False)
    if done.returncode or not TEMPLATE.is_file():
        raise Failure(f"the export failed: {tail(log)}")


def run(arguments):
    """Export, then let each language follow; say what is not translated."""
    parser = argparse.ArgumentParser(
        prog="bin/i18n", description="Write the template of texts, and update the languages.")
    parser.parse_args(arguments)
    environment = setup.everything()
    with paths.lock("test"):
        export(environment)
    files = [str(FOLDER / f"{language}.po") for language in LANGUAGES]
    done = subprocess.run([str(venv.PYTHON), str(CHILD), str(TEMPLATE), *files],
                          capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        note(line)
    if done.returncode:
        raise Failure(done.stderr.strip())

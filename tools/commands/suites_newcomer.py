"""bin/suites --newcomer: Odoo's own demo data and all applications, eight years ahead.

Every subject is complete, complete with kept items, or has a finding that an officer settles: the
counts are printed, for whoever reads whether the grounds would hold.
"""
import os
import subprocess
from datetime import date

from ..environment import paths, setup
from ..environment.console import Failure, show_tail, step
from ..environment.database import Databases, Recipe
from .testing import BESIDE, EVERYWHERE

#: Odoo's applications that hardly add a model with a person to those that the tests run beside
APPLICATIONS = (
    "hr_attendance", "hr_skills", "mrp", "pos_restaurant", "project_todo",
    "website_hr_recruitment",
)
RECIPE = Recipe("privacy_newcomer_ready", tuple(sorted({*BESIDE, *EVERYWHERE, *APPLICATIONS})),
                demo=True)
DATABASE = "privacy_newcomer"
STDIN = "from odoo.addons.cloudpepper_privacy.tools.newcomer import run\nrun.main(env)\n"


def run():
    """Set everything up, play it, and show what it printed."""
    environment = setup.everything()
    databases = Databases(environment)
    log = paths.LOG / "newcomer.log"
    with paths.lock("newcomer"):
        databases.make(RECIPE)
        databases.copy(RECIPE.name, DATABASE)
        command = environment.command(
            "shell", "-d", DATABASE, "--no-http", "--log-level=warn", "--max-cron-threads=0")
        with step("eight years ahead"), log.open("w") as errors:
            done = subprocess.run(
                command, input=STDIN, stderr=errors, text=True, check=False,
                env={**environment.environ(),
                     "PRIVACY_NEWCOMER_DAY": os.environ.get("PRIVACY_NEWCOMER_DAY")
                     or date.today().isoformat()})
    if done.returncode or "Traceback" in log.read_text():
        show_tail(log)
        raise Failure(f"the newcomer's run failed; its log is {log}")
    return 0

"""A stranger's module, made by doc/extending.md alone: data rows, hooks, a way, a mask, a right.

It lies in a folder of its own, is installed beside the addon on a copy of the test database, and
its own tests are run by Odoo's runner. What the page shows is what is run.
"""
import re
import subprocess
from pathlib import Path

import pytest

from tools.environment import paths
from tools.environment.database import Databases, check_log

HERE = Path(__file__).with_name("extending")
MODULE = "privacy_library"
SOURCE, DATABASE = "privacy_test_min", "privacy_test_extending"
PAGE = paths.REPO / "doc/extending.md"


@pytest.fixture(scope="module")
def log(environment):
    databases = Databases(environment)
    databases.copy(SOURCE, DATABASE)
    addons = ",".join(map(str, (*environment.odoo.addons, paths.ADDONS, HERE)))
    path = paths.LOG / "extending.log"
    with path.open("w") as output:
        done = subprocess.run(
            environment.command("-d", DATABASE, "--addons-path", addons, "-i", MODULE,
                                "--test-tags", f"/{MODULE}", "--stop-after-init", "--no-http",
                                "--max-cron-threads=0"),
            check=False, env=environment.environ(), stdout=output, stderr=subprocess.STDOUT)
    yield done.returncode, path
    databases.drop(DATABASE)


def test_the_strangers_module_passes_its_own_tests_in_odoos_runner(log):
    code, path = log
    text = path.read_text()
    assert not code, text[-3000:]
    (count,) = re.findall(r"0 failed, 0 error\(s\) of (\d+) tests", text)
    assert int(count) == 8
    check_log(path)


def test_what_the_page_shows_is_what_was_run():
    """Each block that begins with the name of a file is that file, to the letter."""
    shown = dict(re.findall(r"`privacy_library/([\w/.]+)`:\n\n```\w+\n(.*?)```", PAGE.read_text(),
                            re.DOTALL))
    assert {"data/privacy_map_data.xml", "models/privacy_gateway.py", "models/privacy_map.py",
            "models/privacy_gateway_loan.py", "models/quiet.py"} == set(shown)
    for name, text in shown.items():
        assert (HERE / MODULE / name).read_text() == text, name

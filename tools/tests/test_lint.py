"""bin/lint sees a fault that is planted in an addon which is the root of a git repository."""
import os
from pathlib import Path

import pytest

from tools.commands import lint
from tools.environment import addon, odoo, paths

MANIFEST = """{
    "name": "Planted", "version": "19.0.1.0.0", "license": "%s", "depends": ["base"],
    "summary": "Faults", "author": "Nobody", "external_dependencies": {},
    "data": ["views/twice.xml"],
}
"""
MODEL = '''from odoo import api, models
from odoo.addons.cloudpepper_privacy import tools


class One(models.Model):
    _inherit = "res.partner"

    def look(self, name):
        self.env.cr.execute(f"SELECT id FROM res_partner WHERE name = '{name}'")


class Other(models.Model):
    _inherit = "res.partner"

    def leave(self):
        self.env.cr.commit()
        return tools
'''
#: what pylint-odoo must say of these files
PLANTED = (
    "license-allowed", "odoo-addons-relative-import", "sql-injection", "invalid-commit",
    "consider-merging-classes-inherited",
)


def planted(folder, license_name="GPL-2"):
    """A repository whose root is an addon with faults; return what lint checks of it."""
    repo = folder / "repo"
    for name in (".git", "bin", "models", "i18n", "views"):
        (repo / name).mkdir(parents=True)
    (repo / "__manifest__.py").write_text(MANIFEST % license_name)
    (repo / "__init__.py").write_text("from . import models\n")
    (repo / "models/__init__.py").write_text("from . import one\n")
    (repo / "models/one.py").write_text(MODEL)
    (repo / "views/twice.xml").write_text(
        '<odoo><record id="a" model="x"/><record id="a" model="x"/></odoo>')
    (repo / "i18n/nl.po").write_text('msgid "%s of %s"\nmsgstr "%s van"\n')
    return addon.export(folder / "export", repo=repo)


@pytest.fixture
def real_odoo(monkeypatch):
    """The Odoo that the tests run beside, without looking for one."""
    parent = Path(os.environ["TOOLS_ODOO"])
    monkeypatch.setattr(odoo, "find", lambda: odoo.Odoo(parent, (), "19.0"))


def test_pylint_sees_planted_faults(tmp_path, real_odoo, capfd):
    assert not lint.pylint(planted(tmp_path))
    output = capfd.readouterr().out
    for rule in PLANTED:
        assert f"({rule})" in output


@pytest.mark.parametrize("check", ["xml", "po"])
def test_what_oca_checks_is_seen(tmp_path, capfd, check):
    assert not lint.CHECKS[check](planted(tmp_path))
    assert {"xml": "twice.xml", "po": "nl.po"}[check] in "".join(capfd.readouterr())


def test_the_hooks_before_a_commit_are_those_of_lint():
    hooks = (paths.REPO / ".pre-commit-config.yaml").read_text()
    assert all(f"entry: bin/lint --only {name}\n" in hooks for name in lint.CHECKS)


def test_an_export_leaves_out_what_begins_with_a_dot_and_what_is_named(tmp_path):
    repo = tmp_path / "repo"
    for name in (".git", "doc", "models"):
        (repo / name).mkdir(parents=True)
    found = addon.export(tmp_path / "export", "doc", repo=repo)
    assert found.name == paths.ADDON and [path.name for path in found.iterdir()] == ["models"]

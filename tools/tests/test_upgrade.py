"""A company that had the addon before an upgrade has all of it afterwards: data, access rights,
scheduled actions and evidence that verifies. The state before is installed from the archive of
the release it was.
"""
import json
import re
import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from tools.environment import paths
from tools.environment.database import Databases, check_log

HERE = Path(__file__).with_name("upgrade")
RELEASES = sorted(path.name.removesuffix(".tar.xz") for path in HERE.glob("*.tar.xz"))
BASE = "privacy_test_min_base"
DATABASE = "privacy_test_upgrade"
#: {release: models without records of their own that are classes of engine/ now}
VANISHED = {"19.0.1.0.0": {
    "privacy.books", "privacy.collect", "privacy.engine", "privacy.guard", "privacy.held",
    "privacy.housekeeping", "privacy.journal", "privacy.package.build", "privacy.package.facts",
    "privacy.plan", "privacy.proof", "privacy.registry", "privacy.restriction", "privacy.search",
    "privacy.technical", "privacy.verdict", "privacy.words",
}}
#: {release: {model before: model now}}
RENAMED = {"19.0.1.0.0": {
    "privacy.request.turn": "privacy.request.lock",
    "privacy.request.notice": "privacy.notice"}}
#: columns that an upgrade may write anew (automatic rules wait after a change of the data map,
#: R18), and tables that the addon's own work goes on in
MOVING = ("write_date", "write_uid", "grace_until")
WORKING = ("privacy_outbox",)
#: tables of policy of which a release brings more rows, and the evidence of it
SEEDED = frozenset((
    "privacy_rule", "privacy_category_privacy_rule_rel", "privacy_signal", "privacy_map",
    "privacy_purpose_line", "privacy_evidence"))
#: the article of a legal basis is translated
TRANSLATED = {("privacy_legal_basis", code) for code in (
    "contract", "consent", "legal_obligation", "legitimate_interests", "public_task",
    "vital_interests")}
#: {release: rows that it changes, see :func:`named`}: nobody has edited them
CHANGED = {"19.0.1.0.0": {
    ("privacy_signal", "internal_user"), ("privacy_signal", "employee"),
    ("privacy_signal", "meeting"),
    ("privacy_map", "project.task html_field_history"),
    # what was refused outlives the address: entries and left lists go with it
    ("privacy_map", "mail.blacklist None"), ("privacy_map", "phone.blacklist None"),
    ("privacy_map", "mailing.contact None"),
    ("privacy_map", "mailing.contact name,first_name,last_name,company_name,properties"),
    # what the register lacked of roles, countries and grounds of transfer
    ("privacy_recipient", None),
    *TRANSLATED,
    # legal bases by situation: five lines, which have no name of their own
    ("privacy_purpose_line", None),
}}
#: {release: what it brings of tables in which each row counts}
BROUGHT = {"19.0.1.0.0": {
    ("privacy_rule", "staff"), ("privacy_rule", "external"), ("privacy_evidence", "companies"),
    ("privacy_recipient", None),
    *TRANSLATED}}
#: {release: scheduled actions that it brings}
ACTIONS_BROUGHT = {"19.0.1.0.0": {
    "ir_cron_request_lift", "ir_cron_consent_confirm", "ir_cron_consent_daily",
    "ir_cron_notice", "ir_cron_disclosure",
    "ir_cron_exit_task", "ir_cron_hold_review", "ir_cron_register",
    "ir_cron_policy_compare", "ir_cron_breach_warn", "ir_cron_policy_announce",
    "ir_cron_breach_tell", "ir_cron_phases", "ir_cron_health"}}
#: {release: models whose record rule has another domain since}: it names people without a contact
#: beside the contacts, and lets nobody read more of these
RULED_ANEW = {"19.0.1.0.0": {
    "privacy.consent.record", "privacy.hold", "privacy.subject.purpose", "privacy.timer"}}


class Company:
    """A database with the addon in one state of its code or another."""

    def __init__(self, environment, release, folder):
        self.environment = environment
        self.databases = Databases(environment)
        self.before = folder / "before"
        with tarfile.open(HERE / f"{release}.tar.xz") as archive:
            archive.extractall(self.before, filter="data")

    def options(self, before):
        addons = [*self.environment.odoo.addons, self.before if before else paths.ADDONS]
        return ["-d", DATABASE, "--addons-path", ",".join(map(str, addons))]

    def install(self):
        self.databases.copy(BASE, DATABASE)
        self._odoo(True, "-i", paths.ADDON)

    def upgrade(self):
        check_log(self._odoo(False, "-u", paths.ADDON))

    def _odoo(self, before, *options):
        command = self.environment.command(
            *self.options(before), *options, "--stop-after-init", "--no-http",
            "--max-cron-threads=0")
        log = paths.LOG / f"upgrade{'-before' if before else ''}.log"
        with log.open("w") as output:
            done = subprocess.run(command, check=False, env=self.environment.environ(),
                                  stdout=output, stderr=subprocess.STDOUT)
        assert not done.returncode, log.read_text()[-3000:]
        return log

    def shell(self, script, before=False):
        """Run a script in Odoo's shell; return what it printed."""
        command = self.environment.command(
            "shell", *self.options(before), "--no-http", "--max-cron-threads=0",
            "--log-level=error")
        done = subprocess.run(
            command, input=(HERE / script).read_text(), check=False, text=True,
            env=self.environment.environ(), capture_output=True)
        assert not done.returncode and "Traceback" not in done.stderr, done.stderr[-3000:]
        return done.stdout

    def state(self, before=False):
        return json.loads(re.search(r"<state>(.*)</state>", self.shell("state.py", before))[1])

    def drop(self):
        self.databases.drop(DATABASE)


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request, environment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("upgrade")
    company = Company(environment, request.param, folder)
    company.install()
    assert "filled" in company.shell("fill.py", before=True)
    before = company.state(before=True)
    company.upgrade()
    yield company, request.param, before, company.state()
    company.drop()
    shutil.rmtree(folder, ignore_errors=True)


def table_of(model):
    return model.replace(".", "_")


def named(table, row):
    """What a row of policy or evidence is called, here."""
    if table == "privacy_map":
        return f"{row['model_name']} {row['field_names']}"
    return row.get("code") or row.get("act")


def test_every_row_is_what_it_was(upgraded):
    _company, release, before, after = upgraded
    renamed = {table_of(old): table_of(new) for old, new in RENAMED[release].items()}
    assert before["tables"]["privacy_evidence"] and before["tables"]["privacy_request"]
    lost, added = [], []
    for table, rows in before["tables"].items():
        if table in WORKING:
            continue
        now = after["tables"][next(
            (table.replace(old, new) for old, new in renamed.items() if old in table), table)]
        kept = set(now[0]) if now else set()
        columns = [name for name in (rows[0] if rows else ()) if name in kept
                   and name not in MOVING]
        assert not rows or set(rows[0]) - kept == set(), f"{table}: columns are gone"
        was, became = ({str({name: row[name] for name in columns}): row for row in each}
                       for each in (rows, now))
        assert len(was) == len(rows) and len(became) == len(now), f"{table}: a row stands twice"
        lost += [(table, named(table, was[row])) for row in was.keys() - became]
        added += [(table, named(table, became[row])) for row in became.keys() - was
                  if table not in SEEDED or table in ("privacy_rule", "privacy_evidence")]
    assert set(lost) == CHANGED[release]
    assert set(added) == BROUGHT[release]


def test_people_and_roles_are_what_they_were(upgraded):
    _company, _release, before, after = upgraded
    for name in ("people", "roles", "parameters"):
        assert before[name] == after[name] and before[name], name


def test_access_rights_and_record_rules_are_what_they_were(upgraded):
    _company, release, before, after = upgraded
    renamed, gone = RENAMED[release], VANISHED[release]
    for name in ("access", "rules"):
        expected = sorted([renamed.get(model, model), *rest] for model, *rest in before[name]
                          if model not in gone)
        now, known = after[name], {model for model, *_rest in expected}
        if name == "access":
            # the name of an access right tells nobody anything
            expected = sorted([row[0], *row[2:]] for row in expected)
            now = [[row[0], *row[2:]] for row in now]
            assert expected == sorted(row for row in now if row[0] in known)
        else:
            # a model that had none before is narrower now
            assert {row[0] for row in expected if row not in now} == RULED_ANEW[release]
            assert Counter(row[0] for row in expected) <= Counter(row[0] for row in now)
            assert {row[0] for row in now if row not in expected and row[0] in {
                model for model, *_rest in expected}} == RULED_ANEW[release]


def test_scheduled_actions_are_what_they_were(upgraded):
    _company, release, before, after = upgraded
    added = [row for row in after["crons"] if row not in before["crons"]]
    assert {row[0] for row in added} == ACTIONS_BROUGHT[release]
    assert before["crons"] == [row for row in after["crons"] if row not in added]
    assert before["crons"]


def test_what_vanished_is_forgotten(upgraded):
    _company, release, before, after = upgraded
    assert VANISHED[release] <= set(before["models"])
    assert not VANISHED[release] & set(after["models"])
    assert after["unknown"] == []
    for old, new in RENAMED[release].items():
        assert old not in after["models"] and new in after["models"]


def test_the_evidence_verifies(upgraded):
    _company, _release, before, after = upgraded
    assert before["verify"]["ok"] and before["verify"]["rows"]
    assert after["verify"]["ok"] and after["verify"]["rows"] == before["verify"]["rows"]


def test_the_addon_works_on(upgraded):
    company, *_rest = upgraded
    assert "goes on" in company.shell("go_on.py")

"""bin/suites --oca: the addon beside modules of the Odoo Community Association, from PyPI.

They are installed into a database of their own. For each a company, a person of it and a person
with an account are planted, with a word of its own in every field of every model that can hold
text. An approved run erases them all; what is left is looked for from outside, in a dump and in
the files. The rule: nobody is complete beside a planted word, and nobody fails for a module's sake.
"""
import json
import subprocess

from ..environment import addon, paths, setup, stamps
from ..environment.console import Failure, note, show_tail, step
from ..environment.database import Databases, Recipe
from . import suites_search as outside
from . import suites_table as table
from .suites_wheels import Wheels

#: those that issue 16 names, and more of those that hold data of people
MODULES = (
    "partner_firstname", "auditlog", "base_tier_validation", "mail_tracking", "dms",
    "partner_identification", "crm_lead_code", "crm_phonecall", "helpdesk_mgmt", "contract",
    "tracking_manager", "partner_tier_validation", "partner_multi_relation",
    "partner_contact_birthdate", "partner_contact_birthplace", "partner_contact_nationality",
    "partner_contact_gender", "partner_contact_job_position", "partner_address_street3",
    "partner_fax", "partner_mobile", "partner_phone_secondary", "partner_title",
    "partner_ref_unique", "partner_vat_unique", "partner_email_check", "partner_interest_group",
    "base_partner_sequence", "partner_supplier_ref", "partner_event", "crm_claim", "crm_lead_vat",
    "mail_activity_team", "mail_gateway", "mass_mailing_partner", "membership", "agreement",
    "document_page_partner", "resource_booking", "hr_employee_firstname", "hr_employee_relative",
    "password_security", "base_user_role", "event_registration_cancel_reason",
    "event_registration_partner_unique", "sale_order_revision", "survey_contact_generation",
    "fieldservice",
)
#: what they stand on
ODOO = ("contacts", "crm", "event", "hr", "mass_mailing", "project", "sale_management", "survey")
RECIPE = Recipe("privacy_oca", ODOO)
#: with the modules, with the addon too, and the copy that people are planted into
MODULES_READY, READY, DATABASE = "privacy_oca_modules", "privacy_oca_beside", "privacy_oca_run"
SCRIPT = paths.REPO / "tools/oca/run.py"
TABLE = paths.REPO / "doc/modules.md"
ANSWER = paths.LOCAL / "oca/answer.json"
#: seconds for one call of Odoo
LIMIT = 2 * 3600


class Beside:
    """The database beside those modules, and what is done in it."""

    def __init__(self, environment, wheels):
        self.environment, self.wheels = environment, wheels
        self.databases = Databases(environment)
        self.addons, self.packages = wheels.addons, wheels.packages

    def environ(self, **more):
        """The environment of Odoo with those modules' packages."""
        environ = self.environment.environ()
        return {**environ, **more,
                "PYTHONPATH": f"{environ['PYTHONPATH']}:{self.packages}"}

    def command(self, *arguments):
        """The command line of Odoo that sees those modules."""
        folders = (*self.environment.odoo.addons, paths.ADDONS, self.addons)
        return [*self.environment.command(*arguments[:1]),
                "--addons-path=" + ",".join(map(str, folders)), *arguments[1:]]

    def odoo(self, log, *arguments, **options):
        """Run Odoo; return whether it ended well."""
        with (paths.LOG / log).open("wb") as output:
            return not subprocess.run(
                self.command(*arguments), stdout=output, stderr=subprocess.STDOUT, check=False,
                cwd=paths.LOCAL, timeout=LIMIT, **{"stdin": subprocess.DEVNULL, **options}
            ).returncode

    def install(self, database, *modules):
        """Install modules into a database; return whether they all are."""
        ok = self.odoo(f"oca-install-{database}.log", "server", "-d", database,
                       "-i", ",".join(modules), "--stop-after-init", "--no-http",
                       "--max-cron-threads=0", env=self.environ())
        there = self.installed(database)
        return ok and there >= {*modules}

    def installed(self, database):
        """The modules that are installed."""
        server = self.environment.postgres
        done = subprocess.run(
            [server.psql(), "-XqAtw", "-d", database, "-c",
             "SELECT name FROM ir_module_module WHERE state = 'installed'"],
            check=True, text=True, capture_output=True, env=server.environ())
        return {*done.stdout.split()}

    def make(self, modules, wheels):
        """The database with as many of the modules as install, and the addon; return those."""
        below = stamps.digest(self.databases.base_stamp(RECIPE), *sorted(
            f"{wheel.module} {wheel.version}" for wheel in wheels))
        wanted = stamps.digest(below, addon.digest())
        if self.databases.stamp(MODULES_READY) != below:
            self.make_modules(modules)
            self.databases.complete(MODULES_READY, below)
        if self.databases.stamp(READY) != wanted:
            self.make_ready()
            self.databases.complete(READY, wanted)
        self.databases.copy(READY, DATABASE)
        return self.installed(DATABASE)

    def make_modules(self, modules):
        """Install the modules."""
        self.databases.make_base(RECIPE)
        with step(f"{MODULES_READY}: installing {len(modules)} modules of OCA"):
            self.databases.copy(RECIPE.base, MODULES_READY)
            if not self.install(MODULES_READY, *modules):
                self.one_by_one(modules)

    def make_ready(self):
        """Install the addon beside them."""
        with step(f"{READY}: installing {paths.ADDON}"):
            self.databases.copy(MODULES_READY, READY)
            if not self.install(READY, paths.ADDON):
                show_tail(paths.LOG / f"oca-install-{READY}.log")
                raise Failure(f"{paths.ADDON} does not install beside these modules")

    def one_by_one(self, modules):
        """Install what can be, where not all of it can."""
        self.databases.copy(RECIPE.base, MODULES_READY)
        for module in modules:
            if module in self.installed(MODULES_READY):
                continue
            self.databases.copy(MODULES_READY, f"{MODULES_READY}_try")
            if self.install(f"{MODULES_READY}_try", module):
                self.databases.copy(f"{MODULES_READY}_try", MODULES_READY)
            else:
                note(f"{module}: does not install")
        self.databases.drop(f"{MODULES_READY}_try")

    def script(self, stage, **asked):
        """Run the script in Odoo's shell; return what it answers."""
        ANSWER.unlink(missing_ok=True)
        environ = self.environ(PRIVACY_OCA_OUT=str(ANSWER),
                               PRIVACY_OCA_ASKED=json.dumps({"stage": stage, **asked}))
        with SCRIPT.open() as script:
            self.odoo(f"oca-{stage}.log", "shell", "-d", DATABASE, "--no-http",
                      stdin=script, env=environ)
        if not ANSWER.is_file():
            show_tail(paths.LOG / f"oca-{stage}.log")
            raise Failure(f"{stage} ended without an answer; see oca-{stage}.log")
        return json.loads(ANSWER.read_text())


def play(beside, modules):
    """Plant, search, erase, search again; return (planted, before, run, after)."""
    with step(f"planting for {len(modules)} modules"):
        told = beside.script("plant", modules=modules)
    with step("searching a dump and the files"):
        before = outside.everything(beside.environment, beside.databases, DATABASE)
    people = sorted({person for each in told.values() for person in each["people"]})
    with step(f"erasing {len(people)} contacts"):
        run = beside.script("erase", people=people)
    with step("searching once more, and the logs"):
        after = outside.everything(beside.environment, beside.databases, DATABASE)
        for key, places in outside.in_logs(*outside.LOGS).items():
            after.setdefault(key, set()).update(places)
    return told, before, run, after


def run(names=None):
    """Do all of it, and write the table.

    :param names: modules, default :data:`MODULES`
    """
    names = list(names or MODULES)
    environment = setup.everything()
    wheels = Wheels()
    with paths.lock("suites"):
        with step(f"{len(names)} modules: fetching"):
            found, missing = wheels.fetch_all(names)
        there = [name for name in names if found[name] and name not in missing]
        fetched = [wheel for wheel in found.values() if wheel]
        wheels.unpack(fetched)
        beside = Beside(environment, wheels)
        installed = beside.make(there, fetched)
        wanted = [name for name in there if name in installed]
        told, before, result, after = play(beside, wanted)
    lines = table.lines(names, found, missing, installed, told, before, result, after)
    text = table.markdown(lines, environment.odoo.version)
    print(text)
    if names == [*MODULES]:
        TABLE.write_text(text)
    bad = table.broken(lines)
    for line in bad:
        print(line)
    if bad:
        raise Failure(f"{len(bad)} modules break the rule")
    note("nobody is complete beside what was planted, and nobody failed")
    return 0


"""bin/test: the addon's tests on three databases, and those of tools/."""
import argparse
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from xml.etree import ElementTree

from ..environment import addon, browser, paths, setup, venv
from ..environment.console import Failure, Refusal, note
from ..environment.database import Databases, Recipe

BESIDE = (
    "auth_passkey", "auth_totp", "calendar", "crm", "data_recycle", "event", "hr",
    "hr_recruitment", "im_livechat", "mass_mailing", "privacy_lookup", "project", "purchase",
    "sale_management", "stock", "survey", "website",
)
#: everything in which a person's data can lie, for the tests that look for what is left
EVERYWHERE = (
    "delivery", "event_booth_sale", "fleet", "hr_attendance", "hr_expense", "hr_holidays",
    "hr_recruitment_survey", "hr_skills", "hr_timesheet", "hr_work_entry", "l10n_be",
    "loyalty", "lunch", "mail_group", "mail_plugin", "maintenance", "marketing_card",
    "mass_mailing_sms", "payment_demo", "point_of_sale", "purchase_requisition", "rating",
    "repair", "sms", "snailmail", "website_blog", "website_crm", "website_crm_partner_assign",
    "website_event", "website_event_exhibitor", "website_event_track", "website_forum",
    "website_livechat", "website_sale_stock", "website_sale_wishlist", "website_slides",
)
MIN = Recipe("privacy_test_min", ())
FULL = Recipe("privacy_test_full", BESIDE, below=MIN)
ALL = Recipe("privacy_test_all", (*BESIDE, *EVERYWHERE), below=FULL)
RECIPES = {"min": MIN, "full": FULL, "all": ALL}
#: the only files that the widest database is for: it takes minutes, and they skip elsewhere
WIDEST = ("test_everybody.py", "test_gate_channels.py", "test_nothing_left.py",
          "test_staff_absences.py")
#: files that other modules change nothing about: on the addon alone
ALONE = (
    "test_access_*.py", "test_affected.py", "test_agreement.py", "test_announcing.py",
    "test_answering.py", "test_architecture.py", "test_authority.py", "test_bad_input_calls.py",
    "test_bad_input_mails.py", "test_books_chains.py", "test_bounces.py", "test_brakes.py",
    "test_breach.py", "test_check.py", "test_children.py", "test_companies.py",
    "test_comparison.py", "test_concurrency.py", "test_connectors.py", "test_consents.py",
    "test_constraints.py", "test_contactless_told.py", "test_controller.py",
    "test_controller_page.py", "test_core_*.py", "test_customers.py", "test_decision_table.py",
    "test_desk.py", "test_differences.py", "test_double_opt_in.py", "test_ending.py",
    "test_every_promise.py", "test_exit_receipts.py", "test_faults.py", "test_findings.py",
    "test_free_json.py", "test_further_links.py", "test_giving.py", "test_golden_run.py",
    "test_guard_lines.py", "test_guide.py", "test_guide_tour.py", "test_health.py",
    "test_hold_kinds.py", "test_intake.py", "test_intake_doc.py", "test_languages.py",
    "test_letter_paper.py", "test_letter_table.py", "test_letter_upgrade.py", "test_life.py",
    "test_limits.py", "test_logs.py", "test_mail_door.py", "test_matrix_guards.py", "test_names.py",
    "test_notice_upgrade.py", "test_notices.py", "test_optout.py", "test_package.py",
    "test_periods.py", "test_phases.py", "test_plan.py", "test_planner.py", "test_policy.py",
    "test_progress.py", "test_proof.py", "test_publishing.py", "test_queue.py", "test_queue_job.py",
    "test_receipts.py", "test_referring.py", "test_register.py", "test_register_follows.py",
    "test_register_upgrade.py", "test_replay.py", "test_request.py", "test_request_doors.py",
    "test_request_letters.py", "test_request_locks.py", "test_request_mail.py",
    "test_request_matrix.py", "test_request_nothing_leaves.py", "test_request_removal.py",
    "test_request_surface.py", "test_roles.py", "test_signal_ids.py", "test_state_machine.py",
    "test_tamper.py", "test_tasks.py", "test_telling.py", "test_told.py", "test_true_words.py",
    "test_two_accounts.py", "test_two_days_down.py", "test_two_workers.py", "test_uninstall.py",
    "test_versions.py", "test_vouchers.py", "test_webhook.py", "test_words.py", "test_workers.py",
)
#: files that hardly test anything without other modules, or the same more slowly
TOGETHER = (
    "test_bad_input.py", "test_books.py", "test_buttons.py", "test_contactless.py",
    "test_contactless_requests.py", "test_contactless_under_way.py", "test_coverage.py",
    "test_guards.py", "test_intake_site.py", "test_listeners.py", "test_map_apps.py",
    "test_map_shared.py", "test_mend.py", "test_missing_key.py", "test_not_due.py",
    "test_orm_guards.py", "test_package_properties.py", "test_people_tours.py",
    "test_property_links.py", "test_proposals.py", "test_request_acts.py",
    "test_request_identity.py", "test_request_tours.py", "test_restriction.py",
    "test_security.py", "test_several_addresses.py", "test_staff_records.py", "test_tours.py",
    "test_under_way.py", "test_under_way_erasure.py", "test_ways.py", "test_ways_out.py",
)
#: runs that go on beside each other: a test waits for PostgreSQL half of its time
LANES = (("min", "tools", "all"), ("full",))
NOTHING_RUN = 5
#: characters of a message that the summary shows
MESSAGE = 200


@dataclass
class Result:
    """What one run of pytest came to."""

    name: str
    code: int
    passed: int = 0
    failed: int = 0
    skipped: tuple = ()
    failures: tuple = ()

    def line(self):
        """The counts, as one line."""
        return f"{self.name}: {self.passed} passed, {self.failed} failed, " \
               f"{len(self.skipped)} skipped"


def parse(arguments):
    """Our own options, and what goes to pytest."""
    parser = argparse.ArgumentParser(
        prog="bin/test", allow_abbrev=False,
        description="Run all tests. Options that are not listed go to pytest.")
    parser.add_argument("--only", choices=[*RECIPES, "tools"],
                        help="one run: the addon alone, beside other modules, beside all that can "
                             "hold a person's data (what is left there), or bin/ itself")
    parser.add_argument("--fresh", action="store_true", help="make the test databases anew")
    return parser.parse_known_args(arguments)


def split_paths(options, repo=paths.REPO):
    """Move what names a file of tests out of pytest's options."""
    chosen = [part for part in options if not part.startswith("-")
              and (repo / part.split("::")[0]).exists()]
    return chosen, [part for part in options if part not in chosen]


def described(case, kind):
    """A test by its name, and the first line of its message."""
    lines = (case.find(kind).get("message") or "").strip().splitlines() or [""]
    return f"{case.get('classname', '').rsplit('.', 1)[-1]}.{case.get('name')}: " \
           f"{lines[0][:MESSAGE]}"


def read_report(name, code, report):
    """The counts in pytest's own report file."""
    if not report.is_file():
        return Result(name, code)
    cases = list(ElementTree.parse(report).iter("testcase"))
    failures = tuple(described(case, kind) for case in cases for kind in ("failure", "error")
                     if case.find(kind) is not None)
    skipped = tuple(described(case, "skipped") for case in cases
                    if case.find("skipped") is not None)
    failed = sum(case.find("failure") is not None or case.find("error") is not None
                 for case in cases)
    return Result(name, code, len(cases) - failed - len(skipped), failed, skipped, failures)


def pytest(name, environ, *arguments, output=None):
    """Run pytest outside the repository, its output where the person sees it, or in a file."""
    report = paths.LOG / f"pytest-{name}.xml"
    report.unlink(missing_ok=True)
    command = [venv.PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "-rs",
               f"--junitxml={report}", *arguments]
    done = subprocess.run([str(part) for part in command], check=False, env=environ,
                          cwd=paths.LOCAL, stdin=subprocess.DEVNULL, stdout=output,
                          stderr=output)
    return read_report(name, done.returncode, report)


def left_out(name):
    """The patterns of files that a run of everything leaves to another run."""
    elsewhere = {"min": (*WIDEST, *TOGETHER), "full": (*WIDEST, *ALONE)}.get(name, ())
    if elsewhere:
        note(f"{name}: run elsewhere: {', '.join(elsewhere)}")
    return [f"--ignore-glob={paths.ADDONS / paths.ADDON}/tests/*{file}" for file in elsewhere]


def run_addon(name, databases, chosen, options, output=None):
    """The addon's tests on one database."""
    recipe = RECIPES[name]
    try:
        databases.make(recipe)
    except Failure as failure:
        # One addon that does not install must not hide what the other runs find.
        note(f"{name}: {failure}")
        return Result(name, failure.code, failed=1)
    note(f"--- {name}: the addon's tests on {recipe.name}")
    link = paths.ADDONS / paths.ADDON
    here = ["tests"]
    if recipe is ALL:
        here = [path.relative_to(link) for file in WIDEST for path in link.glob(f"tests/**/{file}")]
    targets = [link / part for part in chosen or here]
    if not chosen:
        options = [*options, *left_out(name)]
    config = paths.CONFIG if recipe is MIN else setup.config_beside()
    # tests/builders/world.py: these databases are nobody else's
    environ = {**databases.environment.environ(), "PRIVACY_TESTS_KEEP_WORLD": "1"}
    return pytest(name, environ, f"--odoo-config={config}",
                  f"--odoo-database={recipe.name}", "--odoo-http", *options, *targets,
                  output=output)


def run_tools(environment, options, output=None):
    """The tests of what bin/ calls, which need no Odoo in the process."""
    note("--- tools: the tests of bin/ itself")
    environ = {**os.environ, "PYTHONPATH": str(paths.REPO),
               "TOOLS_ODOO": str(environment.odoo.parent),
               **{f"TOOLS_{key}": value for key, value in environment.postgres.variables.items()}}
    # Seen from the repository's root, which is the addon's package, pytest would import Odoo.
    tests = paths.REPO / "tools/tests"
    return pytest("tools", environ, "-p", "no:odoo", f"--confcutdir={tests}",
                  f"--ignore={tests / 'extending'}", *options, tests, output=output)


def runs(only, chosen):
    """Which runs to do."""
    if only:
        return [only]
    if not chosen:
        return [*RECIPES, "tools"]
    wide = any(file in part for part in chosen for file in WIDEST)
    return [name for name, recipe in RECIPES.items() if wide or recipe is not ALL]


def run_all(databases, wanted, chosen, options):
    """Do these runs; all of them in lanes beside each other, one after the other where chosen."""
    def lane(names, output=None):
        return [run_tools(databases.environment, options, output) if name == "tools"
                else run_addon(name, databases, chosen, options, output) for name in names]

    if sorted(wanted) != sorted(name for names in LANES for name in names):
        return lane(wanted)
    # the databases of the second are made from those of the first
    databases.make(MIN)
    first, second = LANES
    log = paths.LOG / "second-lane.log"
    with ThreadPoolExecutor(1) as pool, log.open("wb") as output:
        others = pool.submit(lane, second, output)
        results = lane(first) + others.result()
    print(log.read_text(errors="replace"), flush=True)
    return results


def summary(results):
    """Name everything skipped and failed, then the counts of each run; return the exit code."""
    for result in results:
        for skipped in result.skipped:
            print(f"skipped in {result.name}: {skipped}")
    for result in results:
        for failure in result.failures:
            print(f"FAILED in {result.name}: {failure}")
    for result in results:
        print(result.line(), flush=True)
    if not any(result.passed + result.failed for result in results):
        raise Failure("no test was executed")
    return next((result.code for result in results if result.code), 0)


def check_there_is_something(only):
    """Refuse before anything is fetched, when there is nothing to test."""
    if only != "tools":
        addon.manifest()
        if not any((paths.REPO / "tests").rglob("test_*.py")):
            raise Refusal("there is nothing to test yet: tests/ has no test_*.py")


def run(arguments):
    """Set everything up and run the tests."""
    ours, options = parse(arguments)
    check_there_is_something(ours.only)
    environment = setup.everything()
    browser.need_browser()
    browser.wish_pdf()
    chosen, options = split_paths(options)
    with paths.lock("test"):
        databases = Databases(environment)
        wanted = runs(ours.only, chosen)
        if ours.fresh:
            for recipe in RECIPES.values():
                databases.drop(recipe.name)
                databases.drop(recipe.base)
        results = run_all(databases, wanted, chosen, options)
    for result in results:
        if result.code == NOTHING_RUN and options:
            # The person's own selection may well leave one run empty.
            result.code = 0
    return summary(results)

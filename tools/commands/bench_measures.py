"""The measures of bin/bench, one method a key, in the order of the table."""
import time

from ..environment.console import Failure, note
from . import bench_rows, figures
from .bench_data import CONTACTLESS, FILLED, NO_MAIL, READY, SCRATCH, SCRIPTS, WIDE, WORK
from .testing import ALL

OCA = "odoo-addon-privacy-partner-to-be-forgotten==19.0.1.0.0.5"
OCA_MODULE = "privacy_partner_to_be_forgotten"
OCA_SUBJECTS = 200
STAFF_SAMPLES = 150
#: subjects of the largest run
MANY = 100_000
#: people whom a breach concerns, and of them those who are told
AFFECTED, TOLD = 50_000, 5000
#: how many people are searched for at once
PROVEN = (10, 1000)
TIMED = """SELECT clock_timestamp() AS started \\gset
{statements}
SELECT extract(epoch FROM clock_timestamp() - :'started'::timestamptz);
"""


class Measures:
    """Takes figures; what several keys need is measured once."""

    def __init__(self, data, rounds, lax=False):
        """Take the databases and how many rounds to take the best of.

        :param lax: measure although something was left, and say so; for work in progress only
        """
        self.data, self.rounds, self.lax = data, rounds, lax
        self.figures, self.context = {}, {}
        self.known = {}

    def take(self, name):
        """Measure one key; it stands in ``figures`` afterwards."""
        self.check()
        self.figures[name] = figures.significant(getattr(self, f"take_{name}")())

    def once(self, name, measure):
        """Measure what several keys need the first time it is asked for."""
        if name not in self.known:
            self.known[name] = measure()
        return self.known[name]

    def check(self):
        """Refuse to measure on data that are not what the figures claim."""
        def look():
            self.data.copy(READY)
            found = self.data.measure(WORK, "check")
            self.context["_due"] = int(found["due"])
            return found
        return self.once("check", look)

    # === EXECUTE === #

    def take_execute_vs_sql(self):
        """Contacts per second of execute() by those of floor.sql."""
        ours, floor = self.once("mail", lambda: self.against_floor(READY, ""))
        self.context["_execute_only_vs_sql"] = figures.ratio(floor, ours["after"])
        self.context["_execute_proven_vs_sql"] = figures.ratio(floor, ours["proven"])
        return floor / ours["seconds"]

    def take_execute_no_mail_vs_sql(self):
        """The same on contacts without messages."""
        self.data.make_no_mail()
        ours, floor = self.once("no mail", lambda: self.against_floor(NO_MAIL, "_no_mail"))
        self.context["_execute_only_no_mail_vs_sql"] = figures.ratio(floor, ours["after"])
        self.context["_execute_proven_no_mail_vs_sql"] = figures.ratio(floor, ours["proven"])
        return floor / ours["seconds"]

    def against_floor(self, source, suffix):
        """Return the best round of execute(), and the least seconds of floor.sql."""
        rows = bench_rows.Rows(self.data, source)
        runs, floors = [], []
        for number in range(self.rounds):
            ours, run = self.execute(source, rows if not number else None)
            theirs, seconds = self.floor(source, rows if not number else None)
            runs.append(run)
            floors.append(seconds)
            if not number:
                for table, text in bench_rows.lines(ours, theirs).items():
                    note(f"rows of {table}: {text}")
                    self.context[f"_rows{suffix}_{table}"] = text
        best = min(runs, key=lambda run: run["seconds"])
        best["after"] = min(run["seconds"] - run["before"] for run in runs)
        best["proven"] = min(run["seconds"] + run["proof"] for run in runs)
        self.context |= {
            f"_contacts_s{suffix}": figures.significant(self.data.subjects / best["seconds"]),
            f"_contacts_s_execute_only{suffix}":
                figures.significant(self.data.subjects / best["after"]),
            f"_contacts_s_sql{suffix}": figures.significant(self.data.subjects / min(floors)),
            f"_seconds{suffix}": [round(run["seconds"], 2) for run in runs],
            f"_seconds_preview{suffix}": [round(run["before"], 2) for run in runs],
            f"_seconds_proof{suffix}": [round(run["proof"], 2) for run in runs],
            f"_seconds_sql{suffix}": [round(seconds, 2) for seconds in floors],
        }
        best["peak_mib"] = min(run["peak_mib"] for run in runs)
        return best, min(floors)

    def execute(self, source, rows=None):
        """Execute on a fresh copy and see that all is gone; return what it touched, figures."""
        self.data.copy(source)
        since = rows.statistics(WORK) if rows else {}
        run = self.data.measure(WORK, "measure_execute")
        touched = rows.touched(WORK, since) if rows else {}
        self.see_that_all_is_gone(source, files=True)
        return touched, run

    def floor(self, source, rows=None):
        """Run floor.sql on a fresh copy; return what it touched, and its seconds."""
        self.data.copy(source)
        since = rows.statistics(WORK) if rows else {}
        statements = (SCRIPTS / "floor.sql").read_text()
        if source == WIDE:
            before, known, after = statements.partition("ANALYZE subject;\n")
            statements = before + known + (SCRIPTS / "floor_wide.sql").read_text() + after
        text = TIMED.format(statements=statements)
        answer = self.data.psql(WORK, text, subjects=self.data.subjects)
        touched = rows.touched(WORK, since) if rows else {}
        self.see_that_all_is_gone(source, files=False)
        return touched, float(answer[-1][0])

    def see_that_all_is_gone(self, source, files):
        """Refuse a figure of work that was not done."""
        names = ["erased.sql"] + ["erased_wide.sql"] * (source == WIDE)
        answer = [line for name in names for line in self.data.psql(
            WORK, (SCRIPTS / name).read_text(), subjects=self.data.subjects)]
        left = {what: int(count) for what, count in answer if int(count)}
        if files and (count := self.files_left(source)):
            left["files on the disk"] = count
        if left and not self.lax:
            raise Failure(f"not erased, so not measured: {left}")
        for what, count in left.items():
            self.context[f"_LEFT {what}"] = count

    def files_left(self, source):
        """How many of the subjects' files are still in the copy's filestore."""
        stored = self.data.psql(source, (
            "SELECT store_fname FROM ir_attachment JOIN bench_person ON partner_id = res_id "
            "WHERE res_model = 'res.partner' AND n <= :subjects"), subjects=self.data.subjects)
        folder = self.data.databases.filestore(WORK)
        return sum((folder / name).exists() for (name,) in stored)

    def take_execute_vs_oca(self):
        """Contacts per second of execute() by those of OCA's addon, which is alone there."""
        ours, _floor = self.once("mail", lambda: self.against_floor(READY, ""))
        seconds = []
        for _round in range(self.rounds):
            self.data.copy(FILLED)
            folder = self.data.install_beside(WORK, OCA, OCA_MODULE)
            found = self.data.measure(WORK, "measure_oca", addons=folder, subjects=OCA_SUBJECTS)
            seconds.append(found["seconds"])
        theirs = OCA_SUBJECTS / min(seconds)
        self.context["_contacts_s_oca"] = figures.significant(theirs)
        return self.data.subjects / ours["seconds"] / theirs

    # === QUERIES === #

    def take_queries_marginal(self):
        """Queries of a run of 500 less those of a run of 50, a contact."""
        self.data.copy(READY)
        found = self.data.measure(WORK, "measure_queries")
        self.context |= {"_queries_50": found["small"], "_queries_500": found["large"]}
        return (found["large"] - found["small"]) / found["more"]

    # === REFRESH === #

    def refresh(self, *parts):
        """The least seconds of these parts, measured in one process on one copy."""
        missing = [part for part in parts if f"refresh {part}" not in self.known]
        if missing:
            self.data.copy(READY)
            found = self.data.measure(WORK, "measure_refresh", parts=missing, rounds=self.rounds,
                                      aggregates=(SCRIPTS / "aggregates.sql").read_text())
            for part, seconds in found.items():
                self.known[f"refresh {part}"] = min(seconds)
                self.context[f"_refresh_{part}_s"] = figures.significant(min(seconds))
        return [self.known[f"refresh {part}"] for part in parts]

    def take_refresh_first_vs_insert(self):
        """First fill by the same rows from a copy."""
        first, insert = self.refresh("first", "insert")
        return first / insert

    def take_refresh_full_vs_aggregates(self):
        """Full refresh with nothing changed by the bare aggregates."""
        full, aggregates = self.refresh("full", "aggregates")
        return full / aggregates

    def take_refresh_incremental(self):
        """Refresh after a hundred changes by a full one."""
        full, incremental = self.refresh("full", "incremental")
        return incremental / full

    # === WITHOUT A CONTACT === #

    def take_refresh_contactless_vs_aggregates(self):
        """A full refresh of who has no contact, nothing changed, by the bare aggregates."""
        self.data.make_contactless()
        self.data.copy(CONTACTLESS)
        found = self.data.measure(
            WORK, "measure_contactless", part="refresh", rounds=self.rounds,
            aggregates=(SCRIPTS / "aggregates_contactless.sql").read_text())
        self.context |= {"_contactless": found["subjects"], **{
            f"_contactless_{part}_s": figures.significant(min(found[part]))
            for part in ("refresh", "aggregates")}}
        return min(found["refresh"]) / min(found["aggregates"])

    def take_execute_contactless_vs_sql(self):
        """Subjects without a contact per second of execute() by those of plain SQL."""
        self.data.make_contactless()
        runs, floors = [], []
        for _round in range(self.rounds):
            self.data.copy(CONTACTLESS)
            found = self.data.measure(WORK, "measure_contactless", part="execute")
            if not found["subjects"] or found["left"]:
                raise Failure(f"not erased, so not measured: {found}")
            runs.append(found["seconds"])
            self.data.copy(CONTACTLESS)
            text = TIMED.format(statements=(SCRIPTS / "floor_contactless.sql").read_text())
            floors.append(float(self.data.psql(WORK, text)[-1][0]))
        self.context |= {
            "_contactless_subjects": found["subjects"],
            "_contactless_execute_s": [round(seconds, 2) for seconds in runs],
            "_contactless_sql_s": [round(seconds, 2) for seconds in floors]}
        return min(floors) / min(runs)

    # === BESIDE OTHERS === #

    def take_lock_s(self):
        """Longest time that one transaction of a run held a contact, seen from outside."""
        longest = []
        for _round in range(self.rounds):
            self.clear_signs()
            self.data.copy(READY)
            probe = self.data.start(WORK, "measure_locks", label="probe")
            found = self.data.measure(WORK, "measure_execute", wait="probe", say="executed")
            seen = probe.result()
            if seen["transactions"] < found["batches"]:
                raise Failure(f"the probe saw {seen['transactions']} of {found['batches']} batches")
            longest.append(seen["longest"])
        self.context["_lock_s_rounds"] = [round(seconds, 2) for seconds in longest]
        return min(longest)

    def take_staff_p95(self):
        """95th percentile of posting an invoice while a run is on, by that without."""
        quiet, busy, ratios = [], [], []
        for _round in range(self.rounds):
            found = self.beside_staff()
            quiet += found["quiet"]
            busy += found["busy"]
            ratios.append(figures.percentile(found["busy"], 0.95)
                          / figures.percentile(found["quiet"], 0.95))
        if min(len(quiet), len(busy)) < 100:
            raise Failure(f"too few invoices posted: {len(quiet)} without, {len(busy)} with a run")
        self.context |= {
            "_staff_p95_rounds": [figures.significant(value, 3) for value in ratios],
            "_staff_quiet_p95_ms": round(1000 * figures.percentile(quiet, 0.95), 1),
            "_staff_busy_p95_ms": round(1000 * figures.percentile(busy, 0.95), 1),
            "_staff_samples": [len(quiet), len(busy)],
        }
        return min(ratios)

    def beside_staff(self):
        """A person posts invoices before a run and while it is on; return seconds of each."""
        self.clear_signs()
        self.data.copy(READY)
        worker = self.data.start(WORK, "measure_work", label="worker-1", start="posted",
                                 everybody=True)
        staff = self.data.measure(WORK, "measure_staff", samples=STAFF_SAMPLES)
        worked = worker.result()
        busy = [end - begin for begin, end in staff["busy"]
                if worked["began"] <= begin and end <= worked["ended"]]
        return {"quiet": [end - begin for begin, end in staff["quiet"]], "busy": busy}

    def take_workers_2_vs_1(self):
        """Contacts per second of two processes on one run, by those of one."""
        best = {}
        for count in (1, 2):
            rounds = [self.work_together(count) for _round in range(self.rounds)]
            best[count] = min(rounds)
            self.context[f"_seconds_{count}_workers"] = [round(taken, 2) for taken in rounds]
        return best[1] / best[2]

    def work_together(self, count):
        """Return the seconds that so many workers take for one approved run, all of them."""
        self.clear_signs()
        self.data.copy(READY)
        self.data.measure(WORK, "measure_approve")
        workers = [self.data.start(WORK, "measure_work", label=f"worker-{number}", start="go")
                   for number in range(1, count + 1)]
        self.wait_for([f"worker-{number}" for number in range(1, count + 1)])
        (SCRATCH / "go").touch()
        found = [worker.result() for worker in workers]
        self.see_that_all_is_gone(READY, files=False)
        if count > 1 and min(one["batches"] for one in found) == 0:
            raise Failure("one worker did all the work")
        return max(one["ended"] for one in found) - min(one["began"] for one in found)

    @staticmethod
    def clear_signs():
        """Forget what processes of an earlier round said."""
        for name in ("go", "posted", "executed", "worked", "probe", "worker-1", "worker-2"):
            (SCRATCH / name).unlink(missing_ok=True)

    @staticmethod
    def wait_for(names, seconds=120):
        """Wait until these processes are ready."""
        end = time.monotonic() + seconds
        while not all((SCRATCH / name).exists() for name in names):
            if time.monotonic() > end:
                raise Failure(f"not ready: {', '.join(names)}")
            time.sleep(0.05)

    def take_peak_mib(self):
        """Peak memory of the process that carries a run out."""
        ours, _floor = self.once("mail", lambda: (self.execute(READY)[1], None))
        self.context["_start_mib"] = round(ours["start_mib"])
        return ours["peak_mib"]

    # === PROOF === #

    def proof(self):
        """Recall, and the least seconds of searching everything for few and for many people."""
        def look():
            self.data.copy(READY)
            found = self.data.measure(WORK, "measure_proof", people=PROVEN, rounds=self.rounds)
            few, many = (found[str(count)] for count in PROVEN)
            self.context |= {
                "_proof_mb": figures.significant(many["bytes"] / 1e6),
                "_proof_rows": many["rows"], "_proof_files": many["files"],
                "_proof_s": [figures.significant(each["seconds"]) for each in (few, many)],
            }
            return found
        return self.once("proof", look)

    def take_proof_recall(self):
        """Share of the planted spellings that are found in text, json and files of a table."""
        return self.proof()["recall"]

    def take_proof_mb_s(self):
        """Megabytes of text a second, for a thousand people, database and files together."""
        many = self.proof()[str(PROVEN[1])]
        return many["bytes"] / 1e6 / many["seconds"]

    def take_proof_1000_vs_10(self):
        """Time of a search for a thousand people by that for ten."""
        few, many = (self.proof()[str(count)] for count in PROVEN)
        return many["seconds"] / few["seconds"]

    # === AT WIDTH AND AT SIZE === #

    def wide(self):
        """The coverage report, and a run of one batch, beside every module of the tests."""
        def look():
            self.data.databases.make(ALL)
            self.data.copy(ALL.name)
            found = self.data.measure(WORK, "measure_wide", rounds=self.rounds)
            self.context |= {f"_wide_{name}": found[name]
                             for name in ("modules", "decided", "undecided", "queries")}
            return found
        return self.once("wide", look)

    def take_execute_full_vs_sql(self):
        """The same beside many modules, whose applications hold rows of each contact too."""
        self.data.make_wide()
        self.data.copy(WIDE)
        self.data.measure(WORK, "check")
        ours, floor = self.against_floor(WIDE, "_full")
        self.context["_execute_proven_full_vs_sql"] = figures.ratio(floor, ours["proven"])
        return floor / ours["seconds"]

    def take_queries_per_subject(self):
        """Queries of carrying out a run of 500, its proof included, a subject."""
        found = self.wide()
        return found["queries"] / found["batch"]

    def take_coverage_s(self):
        """Seconds of the coverage report."""
        return self.wide()["seconds"]

    def take_peak_mib_100k(self):
        """Peak memory of the process that carries out a run of so many."""
        self.data.copy(READY)
        found = self.data.measure(WORK, "measure_peak", subjects=MANY)
        self.context |= {"_peak_subjects": MANY, "_peak_seconds": round(found["seconds"])}
        return found["peak_mib"]

    # === REQUESTS === #

    def take_portal_queries(self):
        """Queries of the portal's page, warm."""
        self.data.copy(READY)
        return self.data.measure(WORK, "measure_portal", rounds=self.rounds)["queries"]
    def take_collect_vs_lookup(self):
        """Collecting one person by core's privacy_lookup of the same person, beside many
        modules.
        """
        self.data.make_wide()
        self.data.copy(WIDE)
        found = self.data.measure(WORK, "measure_collect", rounds=self.rounds)
        self.context |= {f"_collect_{name}": figures.significant(found[name])
                         for name in ("collect", "lookup", "records", "found")}
        return found["collect"] / found["lookup"]

    def take_package_cpu_s(self):
        """CPU seconds of a package of a thousand records, children included."""
        self.data.make_wide()
        self.data.copy(WIDE)
        found = self.data.measure(WORK, "measure_package", rounds=self.rounds)
        self.context |= {"_package_records": found["records"], "_package_bytes": found["size"]}
        return found["seconds"]

    # === CONSENTS === #

    def take_consent_events_s(self):
        """Events a second that a source reports through HTTP, without loss."""
        self.data.copy(READY)
        found = self.data.measure(WORK, "measure_intake", rounds=self.rounds)
        lost = found["sent"] + 1000 - found["stored"]
        if lost or found["again"]:
            raise Failure(f"{lost} events lost, {found['again']} counted twice")
        self.context["_consent_events_s_rounds"] = [
            figures.significant(value) for value in found["rounds"]]
        return found["events_s"]

    # === BREACHES === #

    def take_breach_list_s(self):
        """Seconds of listing the 50,000 people whom a breach concerns, by records or by a list of
        addresses, whichever is slower; notices are queued in batches, stopped and gone on with.
        """
        self.data.copy(READY)
        found = self.data.measure(WORK, "measure_breach", rounds=self.rounds,
                                  people=AFFECTED, told=TOLD)
        if found["twice"] or found["never"] or not found["waited_when_stopped"]:
            raise Failure(f"{found['twice']} were told twice, {found['never']} not at all")
        self.context |= {
            "_breach_list_s_records": figures.significant(min(found["records_s"])),
            "_breach_list_s_addresses": figures.significant(min(found["list_s"])),
            "_breach_notices_s": figures.significant(found["told"] / found["told_s"])}
        return max(min(found["records_s"]), min(found["list_s"]))

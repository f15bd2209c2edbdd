"""Whatever goes wrong in the middle of a run: nobody half done, the rest done, the reason shown.

The database is changed for good here, by processes of their own that commit as the scheduled
action does. Each disturbed run is compared with an undisturbed one over people of the same kind.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from unittest import SkipTest
from unittest.mock import patch

import psycopg2
from odoo import api, sql_db
from odoo.api import SUPERUSER_ID
from odoo.orm.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, config, mute_logger

from ...engine.erasure.values import PLACEHOLDER
from ...engine.transaction import Transaction
from ..rows import Names

OLD = "2015-01-05 09:00:00"
CHILD = Path(__file__).parents[1] / "processes/faults_child.py"
#: people of a set, and how many are claimed at once: the batch in the middle is disturbed
PEOPLE, BATCH = 6, 2
#: at how many random moments a worker is killed
MOMENTS = 12
#: {place of failpoints.py: (at which hit it strikes, from which batch on hits are counted)};
#: a batch in the middle, or the only time it is passed
FAILPOINTS = {
    "after_claim": (2, 0), "before_act": (2, 0), "planned": (2, 0), "unit": (3, 2),
    "after_act": (2, 0), "settled": (2, 0), "before_commit": (2, 0), "filed": (2, 0),
    "committed": (2, 0), "before_close": (1, 0), "before_proof_filed": (1, 0),
    "proving": (1, 0), "closed": (1, 0), "sealed": (1, 0),
}
#: how many are done where a failpoint strikes; elsewhere it is those of the first batch
DONE = {"committed": 2 * BATCH, **dict.fromkeys(
    ("before_close", "before_proof_filed", "proving", "closed", "sealed"), PEOPLE)}
#: where the people of a set have rows: (table, condition with the ids of the people)
WHERE = (
    ("res_partner", "id = ANY(%s)"), ("res_users", "partner_id = ANY(%s)"),
    ("res_partner_bank", "partner_id = ANY(%s)"), ("mail_message", "author_id = ANY(%s)"),
    ("mail_followers", "partner_id = ANY(%s)"),
    ("ir_attachment", "res_model = 'res.partner' AND res_id = ANY(%s)"),
    ("privacy_timer", "partner_id = ANY(%s)"), ("privacy_subject_purpose", "partner_id = ANY(%s)"),
    ("privacy_run_item", "partner_ref = ANY(%s)"),
    ("privacy_evidence", "act = 'batch' AND partner_ref = ANY(%s)"),
    ("privacy_kept_item", "partner_ref = ANY(%s)"),
)
#: how the work was cut into batches is no part of what came of it
ASIDE = ("batch", "run_ref", "run_id", "at", "write_date", "create_date", "partner_created",
         "digest", "store_fname", "signal_res_id", "message_id", "write_uid",
         # what the proof adds after the last batch
         "shared", "verdict", "verdict_reasons", "residue")


def _really_commit(transaction, _processed=0):
    """What the scheduled action does and a test does not."""
    transaction.env.cr.commit()  # pylint: disable=invalid-commit
    return True


class FaultCommon(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own runner holds the lock, and threads of the test ask for it
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        cls.registry = Registry(get_db_name())
        cls.sets = []
        cls.addClassCleanup(cls._leave)
        with cls._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", str(BATCH))

    @classmethod
    def _leave(cls):
        """No committed history may disturb other tests: these people are of no run any more."""
        with cls._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "500")
            env["privacy.run"].search(
                [("state", "in", ("preview", "approved", "stopped"))]).action_cancel()
            env.flush_all()
            env.cr.execute("UPDATE res_partner SET privacy_restricted = TRUE WHERE id = ANY(%s)",
                           [[partner for ids in cls.sets for partner in ids]])

    @classmethod
    @contextmanager
    def _transaction(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    # === PEOPLE === #

    @classmethod
    def _people(cls, number=PEOPLE):
        """Commit a set of people silent since 2015; return their ids. All sets are alike."""
        with cls._transaction() as env:
            people = env["res.partner"].create([
                {"name": f"Silent Person {n}", "email": f"silent.{n}@faults.example",
                 "phone": f"+32 470 00 00 0{n}", "street": "Kerkstraat 9"} for n in range(number)])
            for person in people:
                cls._belongings(env, person)
            env.flush_all()
            for table, date in (("res_partner", "create_date"), ("mail_message", "date")):
                mine = "id" if table == "res_partner" else "author_id"
                env.cr.execute(SQL("UPDATE %s SET %s = %s WHERE %s = ANY(%s)",
                                   SQL.identifier(table), SQL.identifier(date), OLD,
                                   SQL.identifier(mine), people.ids))
        cls.sets.append(people.ids)
        return people.ids

    @classmethod
    def _belongings(cls, env, person):
        env["mail.message"].create([
            {"model": "res.partner", "res_id": person.id, "author_id": person.id,
             "email_from": person.email, "body": f"<p>{word}</p>", "message_type": "email"}
            for word in ("Hello", "Bye")])
        env["ir.attachment"].create({"name": "letter.txt", "raw": b"Dear all",
                                     "res_model": "res.partner", "res_id": person.id})
        env["res.partner.bank"].with_context(tracking_disable=True, mail_notrack=True).create(
            {"acc_number": f"FAULTS{person.id}", "partner_id": person.id})
        env["res.users"].with_context(no_reset_password=True).create({
            "login": f"portal{person.id}@faults.example", "partner_id": person.id,
            "group_ids": [(6, 0, env.ref("base.group_portal").ids)]})

    @classmethod
    def _approved(cls, ids):
        with cls._transaction() as env:
            run = env["privacy.run"].preview(env["res.partner"].browse(ids))
            run.action_approve()
            return run.id

    def _work(self, run_id):
        """Carry a run out as the scheduled action does; return (state, {place: item state})."""
        with (
            self.registry.cursor() as cr,
            patch.object(Transaction, "commit", _really_commit),
            mute_logger("odoo.addons.cloudpepper_privacy.models.runs.engine"),
        ):
            run = api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)
            run._work()
            cr.commit()  # pylint: disable=invalid-commit
        return self._came_to(run_id)

    def _came_to(self, run_id):
        with self._transaction() as env:
            run = env["privacy.run"].browse(run_id)
            items = run.item_ids.sorted("partner_ref")
            return run.state, [item.state for item in items], [item.reason for item in items]

    # === WHAT IS COMPARED === #

    @classmethod
    def _rows(cls, ids):
        """Return [what the tables say of each of these people], people being numbers."""
        with cls._transaction() as env:
            people = env["res.partner"].browse(ids)
            given = {person: f"person {place}" for place, person in enumerate(people)}
            for place, person in enumerate(people.with_context(active_test=False)):
                given[person.user_ids] = given[person.bank_ids] = f"of person {place}"
            names = Names(env, given)
            return [cls._rows_of(env, names, person) for person in ids]

    @classmethod
    def _rows_of(cls, env, names, person):
        words = []
        for table, where in WHERE:
            rows = env.execute_query(SQL(
                "SELECT to_jsonb(t) FROM %s t WHERE %s ORDER BY id",
                SQL.identifier(table), SQL(where, [person])))
            for (row,) in rows:
                kept = {name: value for name, value in row.items() if name not in ASIDE}
                if kept.get("state") == "unproven":
                    kept["state"] = "done"
                words.append(f"{table} {json.dumps(names.row(table, kept), sort_keys=True)}")
        return re.sub(r"(portal|FAULTS)\d+", r"\1#", "\n".join(sorted(words)))


class WorkerCommon(FaultCommon):
    """Runs that a process of its own carries out, and what an undisturbed one left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = subprocess.Popen(
            [sys.executable, CHILD, config["config"], get_db_name()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.child.wait)
        cls.addClassCleanup(cls.child.stdin.close)
        cls.addClassCleanup(cls.child.stdout.close)
        undisturbed = cls._people()
        cls.untouched = cls._rows(undisturbed)
        cls.run_id = cls._approved(undisturbed)
        cls.claimed = cls._rows(undisturbed)
        started = monotonic()
        assert cls._job(cls.run_id) == {"signal": 0, "exit": 0, "error": None}
        cls.seconds = monotonic() - started
        cls.finished = cls._rows(undisturbed)

    @classmethod
    def _job(cls, run_id, **job):
        cls.child.stdin.write(json.dumps({"run": run_id, **job}) + "\n")
        cls.child.stdin.flush()
        return json.loads(cls.child.stdout.readline())

    def _disturbed(self, **job):
        """Let a process of its own carry a run out, and disturb it; return (ids, run, answer)."""
        if "at" in job and "hit" not in job:
            job["hit"], job["batch"] = FAILPOINTS[job["at"]]
        ids = self._people()
        run_id = self._approved(ids)
        self.assertEqual(self._rows(ids), self.claimed, "all sets are alike")
        return ids, run_id, self._job(run_id, **job)

    def _assert_nobody_half_done(self, ids):
        """Everybody is as before, or as an undisturbed run leaves them; return how many are."""
        rows = self._rows(ids)
        for person, row in enumerate(rows):
            self.assertIn(row, (self.claimed[person], self.finished[person]))
        return sum(row == self.finished[person] for person, row in enumerate(rows))

    def _assert_finished(self, ids, run_id):
        self.maxDiff = None
        self.assertEqual(self._work(run_id)[:2], ("done", ["done"] * PEOPLE))
        self.assertEqual(self._rows(ids), self.finished)
        with self._transaction() as env:
            filed = env["privacy.evidence"].search([
                ("run_ref", "=", run_id), ("act", "=", "batch")])
            self.assertEqual(sorted(filed.mapped("partner_ref")), sorted(ids), "once each")
            env["privacy.seal"]._cron_seal()
            self.assertTrue(env["privacy.evidence"].verify()["ok"])


@tagged("post_install", "-at_install")
class TestKilled(WorkerCommon):
    def test_an_undisturbed_run_changes_everybody(self):
        for before, after in zip(self.claimed, self.finished, strict=True):
            self.assertIn("silent.", before)
            self.assertNotIn("silent.", after)

    def test_killed_at_any_failpoint_and_started_again_the_end_is_the_same(self):
        for point in FAILPOINTS:
            with self.subTest(point=point):
                ids, run_id, answer = self._disturbed(fault="kill", at=point)
                self.assertEqual(answer["signal"], signal.SIGKILL)
                done = self._assert_nobody_half_done(ids)
                self.assertEqual(done, DONE.get(point, BATCH))
                self._assert_finished(ids, run_id)

    def test_killed_at_random_moments_the_proof_among_them_the_end_is_the_same(self):
        moments, states = random.Random(MOMENTS), {}
        for _moment in range(MOMENTS):
            self._killed(moments.uniform(0, self.seconds), states)
        # the proof lies between the batches and the end, however fast the machine is by now
        for _moment in range(MOMENTS):
            if "proving" in states:
                break
            last = max(states.get("running", [0]))
            self._killed(moments.uniform(last, min(states.get("done", [self.seconds]))), states)
        self.assertIn("proving", states, "some were killed while they searched")

    def _killed(self, after, states):
        """Kill a worker so many seconds after its start, and note at which moment which state."""
        with self.subTest(after=after):
            ids, run_id, _answer = self._disturbed(after=after)
            self._assert_nobody_half_done(ids)
            states.setdefault(self._came_to(run_id)[0], []).append(after)
            with self._transaction() as env:
                self.assertTrue(env["privacy.evidence"].verify()["ok"])
            self._assert_finished(ids, run_id)

    def test_where_postgresql_ends_the_session_the_next_start_goes_on(self):
        for point in ("before_act", "unit", "before_commit", "filed"):
            with self.subTest(point=point):
                ids, run_id, answer = self._disturbed(fault="cut", at=point)
                self.assertEqual((answer["signal"], answer["exit"]), (0, 1), answer)
                self.assertEqual(self._assert_nobody_half_done(ids), BATCH)
                self._assert_finished(ids, run_id)

    def test_a_batch_that_lost_against_a_colleague_is_done_again(self):
        for point in ("after_claim", "before_act", "unit", "settled", "filed"):
            with self.subTest(point=point):
                ids, run_id, answer = self._disturbed(
                    fault="serialization", at=point)
                self.assertEqual(answer, {"signal": 0, "exit": 0, "error": None})
                self._assert_finished(ids, run_id)

    def test_a_message_that_a_colleague_changes_meanwhile_makes_the_batch_begin_again(self):
        ids = self._people()
        run_id = self._approved(ids)
        with self._transaction() as env:
            message = env["mail.message"].search([("author_id", "=", ids[BATCH])], limit=1).id
        answer = self._job(run_id, fault="edit", at="before_act", hit=2, message=message)
        self.assertEqual(answer, {"signal": 0, "exit": 0, "error": None})
        self._assert_finished(ids, run_id)


@tagged("post_install", "-at_install")
class TestStopped(WorkerCommon):
    """PostgreSQL itself is stopped without a farewell, and started again by ``bin/faults``."""

    @classmethod
    def setUpClass(cls):
        if "PRIVACY_FAULTS_PID" not in os.environ:
            raise SkipTest("bin/faults does it, on a PostgreSQL that may be stopped")
        super().setUpClass()

    def _wait_for_postgresql(self):
        """Let the pool forget its dead connections, and wait until new ones are let in."""
        sql_db.close_all()
        for _attempt in range(600):
            try:
                with self._transaction() as env:
                    return env.execute_query(SQL("SELECT 1"))
            except psycopg2.OperationalError:
                sleep(0.1)
        return self.fail("PostgreSQL did not come back")

    def test_stopped_at_any_failpoint_and_started_again_the_end_is_the_same(self):
        for point in FAILPOINTS:
            with self.subTest(point=point):
                ids, run_id, answer = self._disturbed(
                    fault="stop", at=point, pid=os.environ["PRIVACY_FAULTS_PID"])
                self._wait_for_postgresql()
                self.assertEqual((answer["signal"], answer["exit"]), (0, 1), answer)
                done = self._assert_nobody_half_done(ids)
                self.assertEqual(done, DONE.get(point, BATCH))
                self._assert_finished(ids, run_id)


@tagged("post_install", "-at_install")
class TestObstacles(FaultCommon):
    """Something in the database or in a module is in the way of one of the people."""

    @contextmanager
    def _obstacle(self, *statements, undo):
        """Put something in the way by SQL, as a database's owner can, and take it off again."""
        with self._transaction() as env:
            for statement in statements:
                env.cr.execute(statement)
        try:
            yield
        finally:
            with self._transaction() as env:
                env.cr.execute(undo)

    def _assert_one_fails_alone(self, ids, faulty, reason):
        """The one is failed and as before; the others are done; return what the one was."""
        run_id = self._approved(ids)
        before = self._rows(ids)
        state, items, reasons = self._work(run_id)
        place = ids.index(faulty)
        expected = ["failed" if n == place else "done" for n in range(len(ids))]
        self.assertEqual((state, items), ("incomplete", expected))
        self.assertEqual(reasons[place], reason)
        after = self._rows(ids)
        for person, (old, new) in enumerate(zip(before, after, strict=True)):
            self.assertEqual("silent." in new, person == place)
            if person == place:
                self.assertEqual(_kept(old), _kept(new), "not half done")

    def _assert_finished_by_the_next(self, faulty):
        """After the obstacle is gone a new run does who is left, and nobody else."""
        run_id = self._approved([faulty])
        self.assertEqual(self._work(run_id)[:2], ("done", ["done"]))
        self.assertNotIn("silent.", self._rows([faulty])[0])

    def _assert_obstacle(self, statements, undo, reason, ids=None):
        ids = ids or self._people()
        with self._obstacle(*statements, undo=undo):
            self._assert_one_fails_alone(ids, ids[3], reason)
        self._assert_finished_by_the_next(ids[3])

    def test_a_check_on_the_name(self):
        ids = self._people()
        self._assert_obstacle(
            [SQL("ALTER TABLE res_partner ADD CONSTRAINT fault_name "
                 "CHECK (id != %s OR name !~ 'Anonymised')", ids[3])],
            SQL("ALTER TABLE res_partner DROP CONSTRAINT fault_name"),
            "CheckViolation res_partner fault_name", ids)

    def test_a_phone_that_must_be_one(self):
        ids = self._people()
        self._assert_obstacle(
            [SQL("ALTER TABLE res_partner ADD CONSTRAINT fault_phone "
                 "CHECK (id != %s OR phone IS NOT NULL AND phone ~ '^[+][0-9 ]+$')", ids[3])],
            SQL("ALTER TABLE res_partner DROP CONSTRAINT fault_phone"),
            "CheckViolation res_partner fault_phone", ids)

    def test_a_phone_that_must_be_there_is_no_obstacle(self):
        ids = self._people()
        with self._obstacle(
            SQL("ALTER TABLE res_partner ADD CONSTRAINT fault_phone "
                "CHECK (id != %s OR phone IS NOT NULL)", ids[3]),
            undo=SQL("ALTER TABLE res_partner DROP CONSTRAINT fault_phone"),
        ):
            self.assertEqual(self._work(self._approved(ids))[:2], ("done", ["done"] * PEOPLE))
            with self._transaction() as env:
                self.assertEqual(env["res.partner"].browse(ids[3]).phone, PLACEHOLDER)

    def test_a_foreign_key_that_restricts(self):
        for table, column in (("mail_message", "author_id"), ("ir_attachment", "res_id")):
            with self.subTest(table=table):
                ids = self._people()
                self._assert_obstacle(
                    [SQL("CREATE TABLE privacy_fault (record int REFERENCES %s (id) "
                         "ON DELETE RESTRICT)", SQL.identifier(table)),
                     SQL("INSERT INTO privacy_fault SELECT max(id) FROM %s WHERE %s = %s",
                         SQL.identifier(table), SQL.identifier(column), ids[3])],
                    SQL("DROP TABLE privacy_fault"),
                    "RestrictViolation privacy_fault privacy_fault_record_fkey", ids)

    def test_a_unique_mail_address_is_no_obstacle(self):
        ids = self._people()
        with self._obstacle(
            SQL("CREATE UNIQUE INDEX fault_mail ON res_partner (lower(email)) WHERE id >= %s",
                ids[0]),
            undo=SQL("DROP INDEX fault_mail"),
        ):
            self.assertEqual(self._work(self._approved(ids))[:2], ("done", ["done"] * PEOPLE))

    def test_a_unique_mail_address_that_counts_none_as_one_lets_one_through(self):
        """Whoever made that index allows one contact without an address: the others fail."""
        ids = self._people()
        with self._obstacle(
            SQL("CREATE UNIQUE INDEX fault_mail ON res_partner (COALESCE(email, '')) "
                "WHERE id >= %s", ids[0]),
            undo=SQL("DROP INDEX fault_mail"),
        ):
            state, items, reasons = self._work(self._approved(ids))
        self.assertEqual((state, items), ("incomplete", ["done"] + ["failed"] * (PEOPLE - 1)))
        self.assertEqual(set(reasons[1:]), {"UniqueViolation res_partner fault_mail"})
        self.assertEqual(["silent." in row for row in self._rows(ids)],
                         [False] + [True] * (PEOPLE - 1))
        self.assertEqual(self._work(self._approved(ids))[1], ["done"] * (PEOPLE - 1))

    def test_a_module_that_raises_when_one_contact_is_written(self):
        ids = self._people()
        contacts = self.registry["res.partner"]
        write = contacts.write

        def raising(records, vals):
            if ids[3] in records.ids:
                raise ValueError(f"{records.browse(ids[3]).name} is dear to us")
            return write(records, vals)

        with patch.object(contacts, "write", raising):
            self._assert_one_fails_alone(ids, ids[3], "ValueError")
        self._assert_finished_by_the_next(ids[3])

    def test_a_contact_that_somebody_else_holds_locked_is_done_later(self):
        ids = self._people()
        run_id = self._approved(ids)
        with self._transaction() as env:
            env.cr.execute("SELECT FROM res_partner WHERE id = %s FOR UPDATE", [ids[3]])
            state, items, _reasons = self._work(run_id)
            self.assertEqual((state, items), (
                "running", ["unproven"] * 3 + ["todo"] + ["unproven"] * 2))
            self.assertIn("silent.", self._rows(ids)[3])
        self.assertEqual(self._work(run_id)[:2], ("done", ["done"] * PEOPLE))

    def test_a_message_that_somebody_else_holds_locked_is_waited_for(self):
        ids = self._people()
        run_id = self._approved(ids)
        locked, ended = threading.Event(), []

        def colleague():
            with self._transaction() as env:
                env.cr.execute("SELECT FROM mail_message WHERE author_id = %s FOR UPDATE",
                               [ids[3]])
                locked.set()
                while len(ended) < 600 and not self._waiting(env):
                    ended.append("nobody waits yet")
                    sleep(0.1)
                ended.append("the run waits")

        thread = threading.Thread(target=colleague)
        thread.start()
        locked.wait(timeout=30)
        self.assertEqual(self._work(run_id)[:2], ("done", ["done"] * PEOPLE))
        thread.join(timeout=30)
        self.assertIn("the run waits", ended)
        self.assertLess(len(ended), 600)

    def _waiting(self, env):
        """Whether another session waits for a lock that this one holds."""
        ((waiting,),) = env.execute_query(SQL(
            "SELECT count(*) FROM pg_locks WHERE NOT granted "
            "AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"))
        return bool(waiting)


def _kept(text):
    """What the tables say of a person beside the run's own notes."""
    return [line for line in text.splitlines()
            if not line.startswith(("privacy_run_item", "privacy_evidence"))]

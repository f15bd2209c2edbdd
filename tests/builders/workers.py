"""Processes that carry one run out together."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo import api
from odoo.orm.registry import DummyRLock, Registry
from odoo.tests import BaseCase, get_db_name
from odoo.tools import SQL, config

from ..processes.worker_process import MARK

OLD = "2015-01-05 09:00:00"

#: seconds after which a process that says nothing counts as hung
PATIENCE = 120


class Process:
    """A worker process: orders in, answers out."""

    def __init__(self):
        self.busy = False
        script = Path(__file__).parents[1] / "processes/worker_process.py"
        options = ["-c", config["config"]] if config["config"] else []
        addons = ",".join(map(str, config["addons_path"]))
        self.process = subprocess.Popen(
            [sys.executable, str(script), get_db_name(), *options, f"--addons-path={addons}",
             "--log-level=warn"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path[1:]))},
        )

    def order(self, run, **order):
        self.busy = True
        self.tell(json.dumps({"run": run, **order}))

    def tell(self, line):
        self.process.stdin.write(f"{line}\n")

    def begin(self):
        """Wait until it is ready for orders."""
        self.answer()
        self.busy = False
        return self

    def answer(self):
        """Return what the process says next."""
        guard = threading.Timer(PATIENCE, self.process.kill)
        guard.start()
        try:
            for line in self.process.stdout:
                if line.startswith(MARK):
                    answer = json.loads(line.removeprefix(MARK))
                    self.busy = "state" not in answer
                    return answer
        finally:
            guard.cancel()
        raise AssertionError(f"the worker ended with {self.process.wait()} and said nothing")

    def end(self):
        self.process.kill()
        self.process.communicate()


class WorkersCase(BaseCase):
    """Committed contacts, runs over them, and processes; what is left behind is out of the way."""

    PROCESSES = 2

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own runner holds the lock, and threads of the test ask for it
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        cls.registry = Registry(get_db_name())
        cls.processes = []
        cls.addClassCleanup(lambda: [process.end() for process in cls.processes])
        with cls._transaction() as env:
            if not env.company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", env.company)
        cls._have(cls.PROCESSES)

    @classmethod
    def _have(cls, number):
        """Have so many processes; starting one costs seconds, so all tests share them."""
        new = [Process() for _n in range(number - len(cls.processes))]
        cls.processes += new
        for process in new:
            process.begin()

    def setUp(self):
        super().setUp()
        self.contacts = []
        self.batches_of(500)

    def tearDown(self):
        self._replace_the_busy()
        with self._transaction() as env:
            moves = env["account.move"].search([("partner_id", "in", self.contacts)])
            moves.filtered(lambda move: move.state == "posted").button_draft()
            moves.with_context(force_delete=True).unlink()
            runs = env["privacy.run"].search([("state", "in", ("preview", "approved", "running"))])
            runs.write({"state": "cancelled"})
            env.cr.execute(
                "UPDATE res_partner SET privacy_restricted = TRUE WHERE id = ANY(%s)",
                [self.contacts],
            )
            env["ir.config_parameter"].search(
                [("key", "=", "cloudpepper_privacy.batch_size")]).unlink()
        super().tearDown()

    def _replace_the_busy(self):
        """End processes that a failed test has left in the middle of an order."""
        for number, process in enumerate(self.processes):
            if process.busy:
                process.end()
                self.processes[number] = Process().begin()

    @classmethod
    @contextmanager
    def _transaction(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, api.SUPERUSER_ID, {})
        # as the end of a request does: the processes forget what they cached of it
        cls.registry.signal_changes()

    def batches_of(self, number):
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", str(number))

    def _silent(self, number, **vals):
        """Commit contacts that have been silent since 2015; return their ids."""
        with self._transaction() as env:
            contacts = env["res.partner"].create(
                [{"name": f"Silent {n}", "email": f"w{n}@mail.example", **vals}
                 for n in range(number)]
            )
            env["mail.message"].create([
                {"model": "res.partner", "res_id": contact.id, "author_id": contact.id,
                 "message_type": "email", "body": "<p>Hello</p>"} for contact in contacts
            ])
            self._age(env, contacts)
        self.contacts += contacts.ids
        return contacts.ids

    def _age(self, env, contacts):
        env.flush_all()
        env.cr.execute(SQL("UPDATE res_partner SET create_date = %s WHERE id = ANY(%s)",
                           OLD, contacts.ids))
        env.cr.execute(SQL(
            """UPDATE mail_message SET create_date = %s, date = %s
                WHERE model = 'res.partner' AND res_id = ANY(%s)""", OLD, OLD, contacts.ids))
        env.invalidate_all()

    def _approved(self, ids):
        with self._transaction() as env:
            run = env["privacy.run"].preview(env["res.partner"].browse(ids))
            self.assertEqual(run.subjects, len(ids), "all are due")
            run.action_approve()
            return run.id

    def _states(self, run_id):
        with self._transaction() as env:
            return dict(env["privacy.run"].browse(run_id).item_ids.mapped(
                lambda item: (item.partner_ref, item.state)))

    def _anonymised(self, ids):
        with self._transaction() as env:
            contacts = env["res.partner"].with_context(active_test=False).browse(ids).exists()
            return set(contacts.filtered("privacy_anonymised_on").ids)

    def _check_whole(self, run_id, ids):
        """Each contact once in the evidence, totals as the items say, one end, sealed."""
        with self._transaction() as env:
            run = env["privacy.run"].browse(run_id)
            self.assertEqual(run.state, "done")
            rows = env["privacy.evidence"].search([("run_ref", "=", run_id)])
            batches = rows.filtered(lambda row: row.act == "batch")
            self.assertEqual(sorted(batches.mapped("partner_ref")), sorted(ids), "each once")
            self.assertEqual(len(rows.filtered(lambda row: row.act == "close")), 1)
            self.assertEqual(len(rows.filtered(lambda row: row.act == "books_before")), 1)
            found = sum(line["count"] for row in batches for line in row.counts["lines"])
            self.assertEqual(found, run.found, "totals are those of the evidence")
            self.assertEqual(
                run.found, run.erased + run.masked + run.redacted + run.kept + run.failed)
            close = rows.filtered(lambda row: row.act == "close")
            self.assertEqual(close.counts["found"], run.found)
            self.assertEqual(env["privacy.evidence"].verify()["ok"], True)


def _really_commit(transaction, _processed=0):
    """What the scheduled action does and a test does not."""
    transaction.env.cr.commit()  # pylint: disable=invalid-commit
    return True

"""Two real connections: what a colleague commits between claim and commit is never lost.

These tests commit, so they make their own few contacts, restrict nothing and clean up.
"""

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import psycopg2
from odoo import api
from odoo.api import SUPERUSER_ID
from odoo.modules import module
from odoo.orm.registry import DummyRLock, Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from ...engine.runs.automatic import AutomaticRuns
from ...engine.runs.erased_files import ErasedFiles
from ...engine.runs.worker import FIRST, Worker
from ...engine.transaction import Transaction
from ..builders.workers import _really_commit
from ..processes.failpoints import striking

FILES = "odoo.addons.cloudpepper_privacy.engine.runs.erased_files"

OLD = "2015-01-05 09:00:00"


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    def setUp(self):
        super().setUp()
        # Odoo's own runner holds the lock, and threads of the test ask for it
        self.patch(Registry, "_lock", DummyRLock())
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            if not env.company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", env.company)
        self.contacts = []

    def tearDown(self):
        """Leave no committed history behind: documents of these contacts go, contacts stay off."""
        with self._transaction() as env:
            moves = env["account.move"].search([("partner_id", "in", self.contacts)])
            moves.filtered(lambda move: move.state == "posted").button_draft()
            moves.with_context(force_delete=True).unlink()
            env["privacy.run"].search([("state", "in", ("preview", "approved", "running"))]).write(
                {"state": "cancelled"}
            )
            env.cr.execute(
                "UPDATE res_partner SET privacy_restricted = TRUE WHERE id = ANY(%s)",
                [self.contacts],
            )
        super().tearDown()

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _silent_contacts(self, number):
        """Commit contacts that have been silent since 2015."""
        with self._transaction() as env:
            contacts = env["res.partner"].create(
                [{"name": f"Silent {n}", "email": f"s{n}@mail.example"} for n in range(number)]
            )
            env.flush_all()
            env.cr.execute(SQL("UPDATE res_partner SET create_date = %s WHERE id = ANY(%s)",
                               OLD, contacts.ids))
        self.contacts += contacts.ids
        return contacts.ids

    def _approved(self, ids):
        with self._transaction() as env:
            run = env["privacy.run"].preview(env["res.partner"].browse(ids))
            run.action_approve()
            return run.id

    def _work(self, run_id, before_act=None):
        """Carry the run out on its own connection, committing each batch as the cron does."""
        with (
            self.registry.cursor() as cr,
            striking(self.registry, lambda _name, _cr: before_act and before_act(),
                     ["before_act"]),
            patch.object(Transaction, "commit", _really_commit),
        ):
            run = api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)
            run._work()
            cr.commit()  # pylint: disable=invalid-commit
            return run.state, dict(run.item_ids.mapped(lambda i: (i.partner_ref, i.state)))

    @mute_logger("odoo.sql_db")
    def test_of_two_refreshes_at_once_the_second_begins_again(self):
        ids = self._silent_contacts(3)
        with self._transaction() as late:
            late.cr.execute("SELECT count(*) FROM privacy_timer")
            with self._transaction() as env:
                self.assertTrue(env["privacy.timer"].refresh(env["res.partner"].browse(ids)))
            with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY) as caught:
                late["privacy.timer"].refresh(late["res.partner"].browse(ids))
            late.cr.rollback()
            self.assertEqual(caught.exception.pgcode, "40001")
            self.assertFalse(late["privacy.timer"].refresh(late["res.partner"].browse(ids)))

    def _post_invoice(self, partner_id, outcome):
        """What a colleague does; note how it ended."""
        try:
            with self._transaction() as env:
                move = env["account.move"].create({
                    "move_type": "out_invoice", "partner_id": partner_id,
                    "invoice_date": "2026-11-20",
                    "invoice_line_ids": [(0, 0, {"name": "Hosting", "price_unit": 10.0})],
                })
                move.action_post()
            outcome.append("posted")
        except psycopg2.errors.SerializationFailure:
            outcome.append("serialization failure")

    def _anonymised(self, partner_id):
        with self._transaction() as env:
            return bool(env["res.partner"].browse(partner_id).privacy_anonymised_on)

    def test_an_invoice_posted_between_claim_and_commit_waits_and_then_fails(self):
        (partner_id,) = self._silent_contacts(1)
        run_id, outcome = self._approved([partner_id]), []
        colleague = threading.Thread(target=self._post_invoice, args=(partner_id, outcome))

        def meanwhile():
            colleague.start()
            colleague.join(timeout=3)
            self.assertEqual(outcome, [], "the colleague waits for the claimed contact")

        state, items = self._work(run_id, meanwhile)
        colleague.join(timeout=60)
        self.assertEqual((state, items), ("done", {partner_id: "done"}))
        self.assertEqual(outcome, ["serialization failure"])
        self.assertTrue(self._anonymised(partner_id))

    def test_an_invoice_posted_after_approval_keeps_the_contact(self):
        (partner_id,) = self._silent_contacts(1)
        run_id, outcome = self._approved([partner_id]), []
        self._post_invoice(partner_id, outcome)
        self.assertEqual(outcome, ["posted"])
        self._work(run_id)
        self.assertFalse(self._anonymised(partner_id))
        with self._transaction() as env:
            contact = env["res.partner"].browse(partner_id)
            self.assertEqual(contact.name, "Silent 0")
            billing = env["privacy.timer"].search([
                ("partner_id", "=", partner_id),
                ("rule_id.start_event", "=", "relationship_end")])
            self.assertEqual(billing.state, "suspended", "posted and unpaid")

    def test_a_contact_that_a_colleague_edits_is_left_for_later(self):
        edited, free = self._silent_contacts(2)
        run_id = self._approved([edited, free])
        with self._transaction() as env:
            env["res.partner"].browse(edited).phone = "+32 2 123 45 67"
            env.flush_all()
            state, items = self._work(run_id)
            self.assertEqual(items, {edited: "todo", free: "unproven"})
            self.assertEqual(state, "running")
        state, items = self._work(run_id)
        self.assertEqual((state, items), ("done", {edited: "done", free: "done"}))

    def test_two_workers_share_a_run_and_lose_nobody(self):
        ids = self._silent_contacts(12)
        run_id = self._approved(ids)
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "3")
        errors = []

        def worker():
            try:
                self._work_quietly(run_id)
            except Exception as error:
                errors.append(error)

        with patch.object(Transaction, "commit", _really_commit):
            workers = [threading.Thread(target=worker) for _n in range(2)]
            for each in workers:
                each.start()
            for each in workers:
                each.join(timeout=120)
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "500")
            run = env["privacy.run"].browse(run_id)
            self.assertEqual(set(run.item_ids.mapped("state")), {"done"}, errors)
            rows = env["privacy.evidence"].search([("run_ref", "=", run_id), ("act", "=", "batch")])
            self.assertEqual(sorted(rows.mapped("partner_ref")), sorted(ids), "each exactly once")
            self.assertTrue(env["privacy.evidence"].verify()["ok"])

    def _work_quietly(self, run_id):
        """A worker of several: serialization failures are retried as the scheduler does."""
        for _attempt in range(10):
            try:
                with self.registry.cursor() as cr:
                    api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)._work()
                    cr.commit()  # pylint: disable=invalid-commit
                return
            except psycopg2.errors.SerializationFailure:
                continue

    def test_killed_in_the_middle_of_a_batch_nothing_is_half_done(self):
        first, second = self._silent_contacts(2)
        run_id = self._approved([first, second])

        class Killed(BaseException):
            """Stands for a process that is gone: no handler of ours sees it."""

        def die(_name, _cr):
            raise Killed

        with (
            self.assertRaises(Killed),
            striking(self.registry, die, ["after_act"]),
            patch.object(Transaction, "commit", _really_commit),
            self._transaction() as env,
        ):
            env["privacy.run"].browse(run_id)._work()
        self.assertFalse(self._anonymised(first) or self._anonymised(second))
        state, items = self._work(run_id)
        self.assertEqual((state, items), ("done", {first: "done", second: "done"}))

    def test_a_helper_on_a_connection_of_its_own_shares_a_shells_run(self):
        """Each waits for the other's first claim: both must have claimed for the run to end."""
        ids = self._silent_contacts(6)
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "1")
        self.addCleanup(self._forget_batch_size)
        run_id, claimed = self._approved(ids), threading.Barrier(2, timeout=30)
        waited = set()

        def wait_for_the_other(_name, _cr):
            me = threading.current_thread().name
            if me not in waited:
                waited.add(me)
                claimed.wait()

        with (
            self.registry.cursor() as cr,
            striking(self.registry, wait_for_the_other, ["after_claim"]),
            patch.object(Transaction, "commit", _really_commit),
        ):
            run = api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)
            run._work(helpers=1)
            self.assertEqual((run.state, run.batches), ("done", 6))
            self.assertEqual(set(run.item_ids.mapped("state")), {"done"})
        self.assertEqual(len(waited), 2)

    def test_what_a_helper_that_failed_has_left_is_done_by_who_waited_for_it(self):
        ids, main = self._silent_contacts(6), threading.current_thread()
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", "1")
        self.addCleanup(self._forget_batch_size)
        run_id, failed = self._approved(ids), threading.Event()

        def fail(_name, _cr):
            if threading.current_thread() is not main:
                failed.set()
                raise RuntimeError("Zwaluwnest")
            failed.wait(30)

        with (
            self.registry.cursor() as cr,
            striking(self.registry, fail, ["after_claim"]),
            patch.object(Transaction, "commit", _really_commit),
            self.assertLogs("odoo.addons.cloudpepper_privacy", "ERROR") as log,
        ):
            run = api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)
            run._work(helpers=1)
            self.assertEqual((run.state, run.batches), ("done", 6))
        self.assertIn("RuntimeError", log.output[0])
        self.assertNotIn("Zwaluwnest", "".join(log.output))

    def _forget_batch_size(self):
        with self._transaction() as env:
            env["ir.config_parameter"].search(
                [("key", "=", "cloudpepper_privacy.batch_size")]).unlink()

    def test_in_a_test_in_a_scheduled_action_and_for_few_nobody_helps(self):
        with self._transaction() as env:
            run = env["privacy.run"].new({})
            worker = Worker(env, run)
            self.assertEqual(worker.helpers(), 0)
            with patch.object(module, "current_test", None):
                self.assertEqual(worker.helpers(), 0, "nothing is left to do")
                with patch.object(type(run), "todo", FIRST + 1):
                    by_scheduler = env(context={"cron_id": 1})
                    self.assertEqual(Worker(by_scheduler, run).helpers(), 0)
                    self.assertEqual(worker.helpers(), min(os.cpu_count(), 2) - 1)

    def _letter(self, partner_id, content):
        with self._transaction() as env:
            letter = env["ir.attachment"].create({
                "name": "letter.txt", "raw": content, "res_model": "res.partner",
                "res_id": partner_id,
            })
            return Path(letter._full_path(letter.store_fname))

    def _collect(self):
        with self._transaction() as env, patch.object(module, "current_test", None):
            return ErasedFiles(env).collect()

    def test_the_file_of_an_erased_attachment_leaves_the_disk_after_the_commit(self):
        (contact,) = self._silent_contacts(1)
        path = self._letter(contact, b"Dear all, of one only")
        run_id = self._approved([contact])
        at_commit = []
        state, _items = self._work(run_id, lambda: at_commit.append(path.exists()))
        self.assertEqual(state, "done")
        self.assertEqual(at_commit, [True])
        self.assertEqual(self._collect(), 0)
        self.assertFalse(path.exists())

    def test_content_that_another_attachment_has_too_stays_on_the_disk(self):
        contact, other = self._silent_contacts(2)
        path = self._letter(contact, b"Dear all, of two")
        self.assertEqual(self._letter(other, b"Dear all, of two"), path)
        self._work(self._approved([contact]))
        self.assertEqual(self._collect(), 0)
        self.assertTrue(path.exists())

    def test_a_file_that_cannot_be_removed_is_counted_and_tried_again(self):
        (contact,) = self._silent_contacts(1)
        path = self._letter(contact, b"Dear all, of stone")
        self._work(self._approved([contact]))
        with (
            patch("os.unlink", side_effect=PermissionError), mute_logger(FILES),
        ):
            self.assertEqual(self._collect(), 1)
        self.assertTrue(path.exists())
        self.assertEqual(self._collect(), 0)
        self.assertFalse(path.exists())

    def test_where_another_module_removes_files_its_way_none_is_noted(self):
        (contact,) = self._silent_contacts(1)
        path = self._letter(contact, b"Dear all, elsewhere")
        model, before = self.registry["ir.attachment"], self.registry["ir.attachment"]._file_delete
        elsewhere = []

        def file_delete(attachments, name):
            elsewhere.append(name)
            return before(attachments, name)

        with patch.object(model, "_file_delete", file_delete):
            self._work(self._approved([contact]))
        self.assertTrue(any(path.name in name for name in elsewhere))
        with self._transaction() as env:
            self.assertFalse(env["privacy.erased.file"].search(
                [("name", "in", elsewhere)]), "Odoo marks it its own way")

    def test_while_another_process_opens_an_automatic_run_none_is_opened(self):
        opened = []

        def open_run(automatic):
            opened.append(True)
            return automatic.runs.browse()

        with (
            patch.object(AutomaticRuns, "may_start", lambda _automatic: True),
            patch.object(AutomaticRuns, "open", open_run),
            patch.object(Transaction, "commit", _really_commit),
            patch.object(module, "current_test", None),
            self._transaction() as env,
        ):
            AutomaticRuns(env).open_alone()
            self.assertEqual(len(opened), 1)
            with self._transaction() as other:
                self.assertFalse(AutomaticRuns(other).open_alone())
            self.assertEqual(len(opened), 1, "the first has not committed yet")
            env.cr.commit()
            with self._transaction() as other:
                AutomaticRuns(other).open_alone()
            self.assertEqual(len(opened), 2)

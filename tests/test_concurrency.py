"""Two real connections: what a colleague commits between claim and commit is never lost.

These tests commit, so they make their own few contacts, restrict nothing and clean up.
"""

import threading
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2
from odoo import api
from odoo.api import SUPERUSER_ID
from odoo.orm.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL

OLD = "2015-01-05 09:00:00"


def _really_commit(run, _processed=0):
    """What the scheduled action does and a test does not."""
    run.env.cr.commit()  # pylint: disable=invalid-commit
    return True


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    def setUp(self):
        super().setUp()
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
        engine = self.registry["privacy.engine"]

        def failpoint(_engine, name):
            if before_act and name == "before_act":
                before_act()

        with (
            self.registry.cursor() as cr,
            patch.object(engine, "_failpoint", failpoint),
            patch.object(self.registry["privacy.run"], "_commit", _really_commit),
        ):
            run = api.Environment(cr, SUPERUSER_ID, {})["privacy.run"].browse(run_id)
            run._work()
            cr.commit()  # pylint: disable=invalid-commit
            return run.state, dict(run.item_ids.mapped(lambda i: (i.partner_ref, i.state)))

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
            self.assertEqual(items, {edited: "todo", free: "done"})
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

        with patch.object(self.registry["privacy.run"], "_commit", _really_commit):
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

        def die(_engine, name):
            if name == "after_act":
                raise Killed

        with (
            self.assertRaises(Killed),
            patch.object(self.registry["privacy.engine"], "_failpoint", die),
            patch.object(self.registry["privacy.run"], "_commit", _really_commit),
            self._transaction() as env,
        ):
            env["privacy.run"].browse(run_id)._work()
        self.assertFalse(self._anonymised(first) or self._anonymised(second))
        state, items = self._work(run_id)
        self.assertEqual((state, items), ("done", {first: "done", second: "done"}))

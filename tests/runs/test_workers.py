"""Several processes on one run, with real commits, while colleagues work on.

Each test makes its own contacts, approves a run over them, and lets processes carry it out.
"""

import threading
import time
from collections import Counter

from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.runs.scheduled_actions import ScheduledActions
from ...engine.runs.worker import Worker
from ..builders.workers import Process, WorkersCase
from ..common import OFFICER, PrivacyCommon


@tagged("post_install", "-at_install")
class TestWorkers(WorkersCase):
    def _share(self, number, contacts, batch):
        self._have(number)
        ids = self._silent(contacts)
        self.batches_of(batch)
        run_id = self._approved(ids)
        for process in self.processes[:number]:
            process.order(run_id)
        answers = [process.answer() for process in self.processes[:number]]
        self.assertEqual(set(self._states(run_id).values()), {"done"}, answers)
        self.assertEqual(self._anonymised(ids), set(ids))
        self._check_whole(run_id, ids)
        done = [answer.get("before_commit", 0) for answer in answers]
        self.assertGreater(min(done), 0, f"everybody did a part: {answers}")

    def test_two_processes_share_a_run(self):
        self._share(2, 200, 20)

    def test_four_processes_share_a_run(self):
        self._share(4, 200, 10)

    # === KILLED === #

    def test_what_a_killed_process_held_is_done_by_the_others_exactly_once(self):
        ids = self._silent(30)
        self.batches_of(10)
        run_id = self._approved(ids)
        victim, other = Process().begin(), self.processes[0]
        self.addCleanup(victim.end)
        victim.order(run_id, wait_at=["after_act"])
        self.assertEqual(victim.answer(), {"at": "after_act"})
        other.order(run_id)
        self.assertEqual(other.answer()["state"], "running", "a colleague holds ten contacts")
        self.assertEqual(Counter(self._states(run_id).values()), {"unproven": 20, "todo": 10})
        victim.process.kill()
        victim.process.wait()
        self.assertEqual(len(self._anonymised(ids)), 20, "nothing is half done")
        other.order(run_id)
        self.assertEqual(other.answer()["state"], "done")
        self._check_whole(run_id, ids)

    # === THE END === #

    def test_who_looks_while_a_colleague_does_the_last_batch_leaves_the_end_to_them(self):
        ids = self._silent(4)
        self.batches_of(2)
        run_id = self._approved(ids)
        slow, quick = self.processes[:2]
        slow.order(run_id, wait_at=["before_commit"])
        self.assertEqual(slow.answer(), {"at": "before_commit"})
        quick.order(run_id)
        self.assertEqual(quick.answer()["state"], "running")
        slow.tell("go")
        self.assertEqual(slow.answer()["state"], "done")
        self._check_whole(run_id, ids)

    def test_two_that_end_at_once_close_the_run_once(self):
        ids = self._silent(2)
        run_id = self._approved(ids)
        first, second = self.processes[:2]
        first.order(run_id, wait_at=["before_close"])
        self.assertEqual(first.answer(), {"at": "before_close"})
        second.order(run_id)
        time.sleep(1)
        with self._transaction() as env:
            self.assertEqual(env["privacy.run"].browse(run_id).state, "running",
                             "the second waits for the first")
        first.tell("go")
        self.assertEqual([first.answer()["state"], second.answer()["state"]], ["done", "done"])
        self._check_whole(run_id, ids)

    def test_a_run_that_a_colleague_stopped_is_not_gone_on_with(self):
        ids = self._silent(3)
        self.batches_of(1)
        run_id = self._approved(ids)
        worker = self.processes[0]
        worker.order(run_id, wait_at=["after_act"])
        self.assertEqual(worker.answer(), {"at": "after_act"})
        with self._transaction() as env:
            Worker(env, env["privacy.run"].browse(run_id)).stop("UserError")
        worker.tell("go")
        self.assertEqual(worker.answer()["state"], "stopped")
        self.assertEqual(Counter(self._states(run_id).values()), {"unproven": 1, "todo": 2})

    # === WHAT THEY SHARE === #

    def _two_of_one_mail(self):
        """Approve a run over two people to whom one mail went, one contact a batch.

        :return: the run's id, the ids of both, the mail's id
        """
        ids = self._silent(2)
        with self._transaction() as env:
            mail = env["mail.mail"].create({
                "subject": "To both", "state": "sent", "auto_delete": False,
                "recipient_ids": [(6, 0, ids)],
            })
        self.batches_of(1)
        return self._approved(ids), ids, mail.id

    def _keep_shared_mails(self):
        """What is shared is left as it is, as meetings and leads are: nobody writes to the row,
        so that nothing but the care for the party makes the two collide."""
        with self._transaction() as env:
            entry = env.ref("cloudpepper_privacy.map_outgoing")
            before = entry.read(["shared_act", "shared_field_names"])[0]
            entry.write({"shared_act": "keep", "shared_field_names": False})
        self.addCleanup(self._restore_map, entry.id, before)

    def _restore_map(self, entry_id, before):
        with self._transaction() as env:
            env["privacy.map"].browse(entry_id).write(
                {name: before[name] for name in ("shared_act", "shared_field_names")})

    def _claimed_by_two(self, run_id, **order):
        """Have each of two workers claim one of them."""
        one, two = self.processes[:2]
        for process in (one, two):
            process.order(run_id, **order)
            self.assertEqual(process.answer(), {"at": "after_claim"})
        return one, two

    def _left(self, mail_id):
        with self._transaction() as env:
            return env["mail.mail"].browse(mail_id).exists()

    def _check_both_go_in_turn(self):
        """Two workers hold one of the two each: the second begins and gives way to the first."""
        run_id, ids, mail_id = self._two_of_one_mail()
        one, two = self._claimed_by_two(run_id, wait_at=["after_claim", "beaten"])
        two.tell("go")
        self.assertEqual(two.answer(), {"at": "beaten"}, "the second gives way to the first")
        one.tell("go")
        two.tell("go")
        first = one.answer()
        self.assertNotIn("at", first, "the first goes on unhindered")
        two.answer()
        self._check_whole(run_id, ids)
        self.assertFalse(self._left(mail_id), "nobody is left whose mail it is")

    def test_what_two_share_goes_though_two_workers_claimed_them_at_once(self):
        self._keep_shared_mails()
        self._check_both_go_in_turn()

    def test_two_workers_who_would_empty_one_mail_at_once_do_not_block_each_other(self):
        self._check_both_go_in_turn()

    def test_without_care_each_takes_the_other_for_one_who_stays(self):
        self._keep_shared_mails()
        run_id, ids, mail_id = self._two_of_one_mail()
        both = self._claimed_by_two(
            run_id, wait_at=["after_claim", "before_commit"], careless=True)
        for process in both:
            process.tell("go")
            self.assertEqual(process.answer(), {"at": "before_commit"})
        for process in both:
            process.tell("go")
        for process in both:
            process.answer()
        self._check_whole(run_id, ids)
        self.assertTrue(self._left(mail_id), "this is what locking the party is for")

    def test_who_shares_a_mail_with_one_at_work_is_not_claimed_meanwhile(self):
        self._keep_shared_mails()
        run_id, ids, mail_id = self._two_of_one_mail()
        one, two = self.processes[:2]
        one.order(run_id, wait_at=["before_commit"])
        self.assertEqual(one.answer(), {"at": "before_commit"})
        two.order(run_id)
        self.assertEqual(two.answer().get("after_claim", 0), 0)
        one.tell("go")
        self.assertEqual(one.answer()["state"], "done")
        self._check_whole(run_id, ids)
        self.assertFalse(self._left(mail_id))

    def test_persons_of_one_company_are_never_in_two_hands_at_once(self):
        with self._transaction() as env:
            company = env["res.partner"].create({"name": "Silent Company", "is_company": True})
            self._age(env, company)
        self.contacts.append(company.id)
        ids = [company.id, *self._silent(6, parent_id=company.id)]
        self.batches_of(2)
        run_id = self._approved(ids)
        slow, quick = self.processes[:2]
        slow.order(run_id, wait_at=["after_claim"])
        self.assertEqual(slow.answer(), {"at": "after_claim"})
        quick.order(run_id)
        self.assertEqual(quick.answer().get("after_claim", 0), 0, "the company is locked")
        slow.tell("go")
        self.assertEqual(slow.answer()["state"], "done")
        self._check_whole(run_id, ids)

    # === STAFF === #

    def _as_staff(self, act, *args):
        """Do it as Odoo does a request: again after a serialization failure; say how it ended."""
        for _again in range(5):
            try:
                with mute_logger("odoo.sql_db"), self._transaction() as env:
                    act(env, *args)
                    env.flush_all()
                return "done"
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                continue
            except UserError:
                return "refused"
        return "beaten"

    def _invoice(self, env, partner_id):
        move = env["account.move"].create({
            "move_type": "out_invoice", "partner_id": partner_id, "invoice_date": "2026-11-20",
            "invoice_line_ids": [(0, 0, {"name": "Hosting", "price_unit": 10.0})],
        })
        move.action_post()

    def _mail(self, env, partner_id):
        contact = env["res.partner"].browse(partner_id)
        if contact.privacy_anonymised_on:
            raise UserError(env._("The gateway finds no such contact any more"))
        contact.message_post(body="I am still here", message_type="email", author_id=partner_id,
                             email_from="somebody@mail.example")

    def _edit(self, env, partner_id):
        env["res.partner"].browse(partner_id).write({"city": "Gent"})

    def _merge(self, env, pair):
        wizard = env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(list(pair), env["res.partner"].browse(pair[0]))

    def test_nobody_is_lost_while_invoices_mails_edits_and_merges_come_in(self):
        ids, others = self._silent(160), self._silent(6)
        self.batches_of(8)
        run_id = self._approved(ids)
        staff = [
            *[(self._invoice, each) for each in ids[5:160:16] + others[:3]],
            *[(self._mail, each) for each in ids[9:160:16] + others[3:]],
            *[(self._edit, each) for each in ids[13:160:16]],
            *[(self._merge, (each, each + 1)) for each in ids[2:160:40]],
        ]
        outcomes = {}

        def day(acts):
            for act, target in acts:
                outcomes[act.__name__, target] = self._as_staff(act, target)

        threads = [threading.Thread(target=day, args=(staff[n::2],)) for n in range(2)]
        for process in self.processes:
            process.order(run_id)
        for thread in threads:
            thread.start()
        answers = [process.answer() for process in self.processes]
        for thread in threads:
            thread.join()
        self.assertEqual(len(outcomes), len(staff), "no error but the expected ones")
        self.processes[0].order(run_id)
        self.assertEqual(self.processes[0].answer()["state"], "done", answers)
        self._check_outcomes(run_id, ids, others, outcomes)

    def _check_outcomes(self, run_id, ids, others, outcomes):
        states, gone = self._states(run_id), self._anonymised(ids + others)
        merged = {pair[1] for (act, pair), how in outcomes.items()
                  if act == "_merge" and how == "done"}
        self.assertNotIn("todo", states.values())
        self.assertNotIn("failed", states.values())
        self.assertFalse(gone & set(others), "who was not in the run is not touched")
        for (act, target), how in outcomes.items():
            with self.subTest(act=act, how=how, state=states.get(target)):
                if act in ("_invoice", "_mail") and how == "done":
                    self.assertNotIn(target, gone, "what came in first keeps the contact")
                elif act in ("_invoice", "_mail"):
                    self.assertIn(target, gone, "who lost, lost against an erasure")
        wrote, bought = ({target for (act, target), how in outcomes.items()
                          if act == name and how == "done"} for name in ("_mail", "_invoice"))
        self.assertEqual(gone, set(ids) - wrote - bought - merged, "and everybody else went")
        # the conversation of a customer who has said nothing is due all the same
        self.assertEqual({each for each, state in states.items() if state == "dropped"},
                         merged | (wrote & set(ids)))
        batch = [each for each in ids if each not in merged]
        self._check_whole(run_id, batch)


@tagged("post_install", "-at_install")
class TestScheduledWorkers(PrivacyCommon):
    def _active(self):
        return [worker.active for worker in ScheduledActions(self.env).all()]

    def _set(self, user, number):
        self.env["res.config.settings"].with_user(user).create(
            {"privacy_workers": number}).set_values()

    def test_the_setting_switches_helpers_on_and_off(self):
        officer = new_test_user(self.env, "settings_officer", f"{OFFICER},base.group_system")
        self.assertEqual(self._active(), [True] + [False] * 7)
        self._set(officer, 3)
        self.assertEqual(self._active(), [True] * 3 + [False] * 5)
        self._set(officer, 1)
        self.assertEqual(self._active(), [True] + [False] * 7)

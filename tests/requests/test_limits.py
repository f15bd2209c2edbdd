"""Limits hold to the number, whoever posts at the same moment, in how many processes ever."""

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user, tagged

from ...engine.requests import public_form
from ...engine.requests.limits import Limit, Limits, folded
from ..builders.workers import WorkersCase

#: posts of one process at once
POSTS = 15


@tagged("post_install", "-at_install")
class TestLimits(TransactionCase):
    def test_a_limit_is_reached_by_its_number_and_no_sooner_for_nobody_else(self):
        limits, limit = Limits(self.env), Limit("trial", "somebody", ((3, 1), (4, 24)))
        for _attempt in range(3):
            self.assertIsNone(limits.take(limit))
        self.assertEqual(limits.take(limit), limit)
        self.assertIsNone(limits.take(limit._replace(who="somebody else")))
        self.assertIsNone(limits.take(limit._replace(what="another thing")))

    def test_each_window_counts_by_itself(self):
        limits, limit = Limits(self.env), Limit("trial", "somebody", ((3, 1), (4, 24)))
        for _attempt in range(3):
            limits.take(limit)
        self._age(hours=2)
        self.assertIsNone(limits.take(limit))
        self.assertEqual(limits.take(limit), limit, "four in a day")
        self._age(hours=23)
        self.assertIsNone(limits.take(limit))

    def test_what_is_refused_is_not_counted(self):
        limits, limit = Limits(self.env), Limit("trial", "somebody", ((1, 1),))
        for _attempt in range(5):
            limits.take(limit)
        self.assertEqual(len(self.env["privacy.request.attempt"].search(
            [("key", "=", limits.key(limit))])), 1)

    def test_no_address_stands_in_what_is_counted_and_it_goes_after_two_days(self):
        limits, limit = Limits(self.env), Limit("trial", "me@here.example", ((1, 1),))
        limits.take(limit)
        rows = self.env["privacy.request.attempt"].search([("key", "=", limits.key(limit))])
        self.assertNotIn("here", str(rows.read()))
        self.env["privacy.request.attempt"]._gc_old()
        self.assertTrue(rows.exists())
        self._age(hours=49)
        self.env["privacy.request.attempt"]._gc_old()
        self.assertFalse(rows.exists())

    def test_spellings_of_one_mailbox_are_one(self):
        for spelling in ("me+a@here.example", "ME@Here.example", " Me <me+b+c@here.example> "):
            self.assertEqual(folded(spelling), "me@here.example")
        self.assertNotEqual(folded("you@here.example"), folded("me@here.example"))

    def test_plus_signs_bring_no_more_mails(self):
        form = public_form.PublicForm(self.env)
        for number in range(public_form.PER_ADDRESS + 3):
            form.submit({"rights": ["access"], "email": f"me+{number}@here.example"},
                        f"192.0.2.{number}")
        self.assertEqual(self.env["privacy.request.pending"].search_count(
            [("person_email", "=like", "me+%@here.example")]), public_form.PER_ADDRESS)

    def test_many_networks_together_have_a_limit_too(self):
        form = public_form.PublicForm(self.env)
        self.patch(public_form, "IN_ALL", ((2, 1),))
        for number in range(2):
            form.submit({"rights": ["access"], "email": f"a{number}@here.example"},
                        f"192.0.2.{number}")
        with self.assertRaisesRegex(public_form.RateLimitExceeded, "at this moment"):
            form.submit({"rights": ["access"], "email": "b@here.example"}, "192.0.2.9")

    def test_a_form_that_is_sent_twice_is_one_request_and_another_text_is_another(self):
        form, pending = public_form.PublicForm(self.env), self.env["privacy.request.pending"]
        asked = {"rights": ["access"], "email": "me@here.example", "text": "Mine"}
        for _click in range(2):
            form.submit(asked, "192.0.2.1")
        form.submit({**asked, "text": "Mine too"}, "192.0.2.1")
        self.assertEqual(pending.search_count([("person_email", "=", "me@here.example")]), 2)

    def _age(self, hours):
        self.env.flush_all()
        self.env.cr.execute("UPDATE privacy_request_attempt SET at = at - %s * interval '1 hour'",
                            [hours])
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestAtOnce(WorkersCase):
    """Two processes, fifteen posts at the same moment in each, with real commits."""

    def setUp(self):
        super().setUp()
        self._forget()

    def tearDown(self):
        self._forget()
        super().tearDown()

    def _forget(self):
        with self._transaction() as env:
            env["privacy.request.attempt"].search([]).unlink()
            pending = env["privacy.request.pending"].search(
                [("person_email", "=like", "%@flood.example")])
            env["mail.mail"].search([
                ("model", "=", pending._name), ("res_id", "in", pending.ids)]).unlink()
            pending.unlink()
            users = env["res.users"].search([("login", "=", "flood@flood.example")])
            env.cr.execute("DELETE FROM privacy_request WHERE requester_id = ANY(%s)",
                           [users.partner_id.ids])
            env.invalidate_all()
            users.unlink()

    def _flood(self, make):
        """Order both processes to post at once; return the sum of what came out."""
        for number, process in enumerate(self.processes[:2]):
            process.order(None, flood=[make(number * POSTS + post) for post in range(POSTS)])
        total = {}
        for process in self.processes[:2]:
            for outcome, count in process.answer()["outcomes"].items():
                total[outcome] = total.get(outcome, 0) + count
        return total

    def _waiting(self):
        with self._transaction() as env:
            return env["privacy.request.pending"].search_count([
                ("person_email", "=like", "%@flood.example"),
                ("create_date", ">", fields.Datetime.now() - timedelta(hours=1))])

    def test_thirty_posts_for_one_address_send_three_mails(self):
        self.assertEqual(self._flood(lambda number: {
            "email": f"me+{number}@flood.example", "source": f"192.0.2.{number}"}),
            {"taken": 30})
        self.assertEqual(self._waiting(), public_form.PER_ADDRESS)

    def test_of_thirty_posts_from_one_source_ten_are_taken(self):
        most = public_form.PER_SOURCE[0][0]
        self.assertEqual(self._flood(lambda number: {
            "email": f"me{number}@flood.example", "source": f"2001:db8:1:2::{number:x}"}),
            {"taken": most, "refused": 30 - most})
        self.assertEqual(self._waiting(), most)

    def test_thirty_equal_posts_in_the_portal_are_one_request(self):
        with self._transaction() as env:
            user = new_test_user(env, "flood@flood.example", "base.group_portal",
                                 email="flood@flood.example")
            partner = user.partner_id.id
        outcomes = self._flood(lambda _number: {"user": user.id})
        self.assertEqual(list(outcomes.values()), [30], "all were led to the same one")
        with self._transaction() as env:
            self.assertEqual(env["privacy.request"].search_count(
                [("requester_id", "=", partner)]), 1)

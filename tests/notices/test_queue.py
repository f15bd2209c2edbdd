"""Workers of the queue: each notice once, whoever dies, and nobody forgotten."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ...engine.notices.channel import Channel, Delivered, Retry
from ...engine.notices.channels import CHANNELS
from ...engine.notices.queue import BATCH, Queue
from ..builders.notices import NoticeCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestQueue(NoticeCommon):
    def setUp(self):
        super().setUp()
        self.calls = calls = []
        self.outcome = lambda message: Delivered()
        case = self

        class Recorded(Channel):
            code = "webhook"

            def can(self, recipient, event, identifiers):
                return True

            def deliver(self, notice, message):
                calls.append(message)
                return case.outcome(message)

        patcher = patch.dict(CHANNELS, {"webhook": Recorded})
        patcher.start()
        self.addCleanup(patcher.stop)
        self.klaviyo.write({"notice_code": "klaviyo", "notice_url": "https://k.example",
                            "notice_channel": "webhook"})

    def test_each_notice_is_delivered_once(self):
        people = self.env["res.partner"].create([
            {"name": f"Person {number}", "email": f"p{number}@many.example"}
            for number in range(BATCH * 2 + 3)])
        notices = self._open(partners=people)
        self._work()
        self._work()
        self.assertEqual(len(self.calls), len(people))
        self.assertEqual({each.key for each in self.calls}, set(notices.mapped("key")))
        self.assertEqual(set(notices.mapped("state")), {"told"})

    def test_one_that_a_colleague_has_taken_is_left_alone_until_its_time_is_over(self):
        notice = self._open()
        taken = Queue(self.env)._claim()
        self.assertEqual(taken, [(notice.id, False)])
        self.assertEqual(Queue(self.env)._claim(), [])
        self.assertFalse(self.calls)
        notice.next_try = datetime.fromisoformat(TODAY) - timedelta(minutes=1)
        # what may be repeated is, with the same key
        self._work()
        self.assertEqual((notice.state, notice.attempts), ("told", 2))
        self.assertEqual([each.key for each in self.calls], [notice.key])

    def test_one_that_takes_its_worker_with_it_comes_to_an_officer_after_its_attempts(self):
        notice = self._open()
        notice.write({"attempts": 16, "next_try": "2026-01-01 00:00:00"})
        self._work()
        self.assertFalse(self.calls)
        self.assertEqual((notice.state, notice.error), ("escalated", "interrupted"))

    def test_an_outcome_that_comes_after_an_officer_settled_it_changes_nothing(self):
        notice = self._open()

        def settled_meanwhile(_message):
            notice.with_user(self.officer).sudo(False).action_told()
            return Retry("http_500")

        self.outcome = settled_meanwhile
        self._work()
        self.assertEqual((notice.state, notice.settled_by_id), ("told", self.officer))

    def test_what_nobody_foresaw_is_another_attempts_and_its_words_are_not_logged(self):
        def broken(_message):
            raise KeyError("ilse@vermeulen.example")

        self.outcome = broken
        notice, other = self._open(recipients=self.klaviyo), self._open("erasure")
        with self.assertLogs("odoo.addons.cloudpepper_privacy.engine.notices.queue") as logs:
            self._work()
        self.assertEqual((notice.state, notice.error), ("failed", "KeyError"))
        self.assertEqual(other.state, "failed")
        self.assertNotIn("ilse", str(logs.output))

    def test_a_copy_of_the_database_tells_nobody(self):
        self.env["ir.config_parameter"].set_param("database.is_neutralized", "True")
        self._open()
        self._work()
        self.assertFalse(self.calls)

    def test_the_scheduled_action_is_called_when_there_is_something_to_deliver(self):
        cron = self.env.ref("cloudpepper_privacy.ir_cron_notice")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self._open()
        self.assertGreater(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), before)

    def test_who_is_not_told_in_time_comes_to_an_officer_again_and_again(self):
        self.outcome = lambda message: Retry("http_500")
        notice = self._open()
        self._work()
        self.assertFalse(self._tasks(notice))
        self._date(notice, "create_date", "2026-11-10 10:00:00")
        self._work()
        self.assertEqual(len(self._tasks(notice)), 1)
        self.assertEqual(str(notice.reminded_on), TODAY)
        self.assertIn(self._tasks(notice).user_id, self.officer | self.officer_two)
        self._tasks(notice).unlink()
        self._work()
        self.assertFalse(self._tasks(notice))
        with freeze_time("2026-12-01"):
            self._work()
        self.assertEqual(len(self._tasks(notice)), 1)
        # it goes on being tried all the while
        self.assertEqual(notice.state, "failed")

    def test_a_recipient_whose_channel_is_gone_is_an_officers(self):
        notice = self._open()
        self.klaviyo.notice_channel = "task"
        notice.channel = "task"
        notice.next_try = TODAY
        self._work()
        self.assertEqual((notice.state, notice.error), ("escalated", "not_set_up"))

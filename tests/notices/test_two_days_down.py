"""Klaviyo is down for two days at an objection: the person hears what is true, the notice arrives
later, nothing is lost and nothing is sent twice.
"""

import json
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ...engine.notices.connectors import CONNECTORS
from ..builders.notices import NoticeCommon

ADDRESS = "ilse@vermeulen.example"
#: moments at which the scheduled action runs while Klaviyo is down, and after
DOWN = [f"2026-11-{day} {hour:02}:{minute:02}:00" for day in (23, 24) for hour in range(24)
        for minute in (0, 30)]
AFTER = [f"2026-11-25 {hour:02}:{minute:02}:00" for hour in range(24) for minute in (0, 30)]


@tagged("post_install", "-at_install")
class TestTwoDaysDown(NoticeCommon):
    def setUp(self):
        super().setUp()
        self._secret("klaviyo", "pk_123")
        self.is_down = True
        self.machine = self._machine(answer=self._answer)
        patcher = patch.object(CONNECTORS["klaviyo"], "base", self.machine.url)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.klaviyo.write({"notice_code": "klaviyo", "notice_connector": "klaviyo",
                            "notice_channel": "connector"})

    def _answer(self, received):
        if self.is_down:
            return 503, {}, b""
        return 202, {}, json.dumps({"data": {"id": "job-7"}}).encode()

    def test_the_person_is_told_only_what_is_true_and_the_notice_arrives_once(self):
        with freeze_time("2026-11-23 00:00:00"):
            request = self._identified("objection")
            request.right_ids._act("marketing")
            notice = request.sudo().notice_ids
            self.assertEqual((notice.recipient_id, notice.state), (self.klaviyo, "sending"))
            letter = self._letter(request)[:1].body_html
        self.assertIn("stopped our own mailings and calls", letter)
        self.assertIn("Klaviyo", letter)
        self.assertIn("have not stopped yet", letter)
        self.assertNotIn("no more direct marketing", letter)
        for moment in DOWN:
            with freeze_time(moment):
                self._work()
            self.assertEqual(notice.state, "failed")
            self.assertTrue(notice.sealed)
            self.assertEqual(request.notice_count, 1)
        failed = len(self.machine.received)
        self.assertGreater(failed, 5)
        self.assertLess(failed, 16)
        self.is_down = False
        for moment in AFTER:
            with freeze_time(moment):
                self._work()
        self.assertEqual((notice.state, notice.receipt), ("told", "job-7"))
        self.assertEqual(str(notice.settled_on)[:10], "2026-11-25")
        self.assertFalse(notice.sealed)
        self.assertEqual(request.notice_count, 0)
        # one call that was taken, after those that were not
        self.assertEqual(len(self.machine.received), failed + 1)
        self.assertEqual(len({received.body for received in self.machine.received}), 1)
        self.assertIn(ADDRESS, self.machine.received[-1].body.decode())

    def test_down_for_longer_it_is_an_officers_and_still_not_lost(self):
        self._set("notice_attempts", "4")
        with freeze_time("2026-11-23 00:00:00"):
            request = self._identified("objection")
            request.right_ids._act("marketing")
        for moment in DOWN:
            with freeze_time(moment):
                self._work()
        notice = request.sudo().notice_ids
        self.assertEqual((notice.state, notice.error), ("escalated", "http_503"))
        self.assertEqual(len(self._tasks(notice)), 1)
        self.assertIn(ADDRESS, notice.with_user(self.officer).sudo(False).words)
        self.is_down = False
        notice.with_user(self.officer).sudo(False).action_again()
        with freeze_time("2030-01-01 00:00:00"):
            self._work()
        self.assertEqual(notice.state, "told")

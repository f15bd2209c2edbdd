"""Two real connections: no notice is two workers', and neither waits for the other. It commits."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import api, fields
from odoo.api import SUPERUSER_ID
from odoo.orm.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from ...engine.notices import queue


@tagged("post_install", "-at_install")
class TestTwoWorkers(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            recipient = env.ref("cloudpepper_privacy.recipient_klaviyo")
            # no worker of a server beside this test meets them: they are due in its own time
            self.now = fields.Datetime.now() + timedelta(days=400)
            self.numbers = env["privacy.notice"].create([{
                "recipient_id": recipient.id, "event": "withdrawal", "state": "sending",
                "company_id": env.company.id, "channel": "webhook", "key": uuid4().hex,
                "next_try": self.now} for _number in range(4)]).ids

    def tearDown(self):
        with self._transaction() as env:
            env["privacy.notice"].browse(self.numbers).unlink()
        super().tearDown()

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _claim(self, env):
        with patch.object(queue, "BATCH", 2), \
                patch.object(queue.fields.Datetime, "now", lambda: self.now):
            return {number for number, _interrupted in queue.Queue(env)._claim()}

    def test_each_takes_what_the_other_has_not(self):
        with self._transaction() as first, self._transaction() as second:
            second.cr.execute("SET LOCAL lock_timeout = '3s'")
            one, other = self._claim(first), self._claim(second)
            first.cr.rollback()
            second.cr.rollback()
        self.assertEqual((len(one), len(other)), (2, 2))
        self.assertEqual(one | other, set(self.numbers))

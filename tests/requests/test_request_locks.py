"""Two real connections: of two requests for one person only one acts. These tests commit."""

from contextlib import contextmanager

from odoo import api
from odoo.api import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.orm.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ...engine.acting import acting_env


@tagged("post_install", "-at_install")
class TestLocks(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            # an approved run would be carried out at once: under four eyes it waits
            env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
            person = env["res.partner"].create(
                {"name": "Lock Taker", "email": "lock@taker.example"})
            self.person = person.id
            self.rights = [self._asked(env, person, kind)
                           for kind in ("erasure", "restriction", "erasure")]

    def tearDown(self):
        """Leave nothing committed but a contact that is off, and the evidence."""
        with self._transaction() as env:
            env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "")
            requests = env["privacy.request.right"].browse(self.rights).request_id
            runs = env["privacy.run"].search([("request_ref", "in", requests.ids)])
            runs.filtered(lambda run: run.state == "waiting")._move("cancelled")
            requests.filtered(lambda each: each.state == "open").action_drop()
            acting_env(env)["privacy.request"].browse(requests.ids).unlink()
            runs.unlink()
            env["mail.mail"].search([("model", "=", "privacy.request"),
                                     ("res_id", "in", requests.ids)]).unlink()
            env["res.partner"].browse(self.person).privacy_restricted = True
        super().tearDown()

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _asked(self, env, person, kind):
        request = env["privacy.request"].intake(
            {"rights": [kind], "email": person.email, "name": person.name})
        request._confirm_identity(person, "known", why="Known")
        return request.right_ids.id

    def _act(self, env, number):
        env["privacy.request.right"].browse(self.rights[number])._act("a")
        env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_the_second_of_two_that_began_together_begins_again_and_is_refused(self):
        # an erasure that waits for another officer has changed nothing of the contact yet
        with self._transaction() as second:
            # what it reads from now on is what stood there before the other one acted
            second.cr.execute("SELECT count(*) FROM privacy_request")
            with self._transaction() as first:
                self._act(first, 0)
            with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY) as caught:
                self._act(second, 1)
            self.assertEqual(caught.exception.pgcode, "40001")
            second.cr.rollback()
            with self.assertRaisesRegex(UserError, "Another request"):
                self._act(second, 1)
            second.cr.rollback()
        with self._transaction() as env:
            runs = env["privacy.request.right"].browse(self.rights).mapped("run_id")
            self.assertEqual(runs.mapped("state"), ["waiting"])
            self.assertFalse(env["res.partner"].browse(self.person).privacy_restricted)

    def test_one_after_the_other_they_act(self):
        with self._transaction() as env:
            self._act(env, 0)
        with self._transaction() as env:
            env["privacy.request.right"].browse(self.rights[0]).run_id._move("cancelled")
        with self._transaction() as env:
            self._act(env, 2)
        with self._transaction() as env:
            rights = env["privacy.request.right"].browse(self.rights)
            self.assertEqual(rights.mapped("run_id.state"), ["cancelled", "waiting"])
            rights.mapped("run_id").filtered(lambda run: run.state == "waiting")._move("cancelled")
            rights.request_id.action_drop()
            self.assertFalse(env["privacy.request.lock"].search(
                [("partner_ref", "=", self.person)]))

"""Nothing is sent before identity holds, whatever the way; and of two at once one is served."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields
from odoo.api import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.orm.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import BaseCase, freeze_time, get_db_name, tagged
from odoo.tools import mute_logger

from ...core.evidence import codes
from ...engine.acting import acting_env
from ..builders.requests import RequestCommon
from ..common import TODAY

#: letters that may leave before it is known who asks; none says whether anybody is known
BEFORE = {"has arrived", "one question", "takes longer"}
SECRET = "Kerkstraat 777"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNothingLeaves(RequestCommon):
    def setUp(self):
        super().setUp()
        self.person.street = SECRET

    def _tries(self, request):
        """Every way in which an answer could leave, as the strongest role."""
        right = request.right_ids[0]
        yield request.action_collect
        yield request.build_package
        yield request.action_build_package
        yield lambda: right._act("a")
        yield lambda: right._close("granted")
        yield lambda: right._close("partly", "others", "Because")

    def _mails(self, request):
        return self.env["mail.mail"].search([
            # what goes to the officer is no letter
            ("email_to", "!=", False), "|", ("model", "=", "privacy.package"),
            "&", ("model", "=", "privacy.request"), ("res_id", "=", request.id)])

    def _check(self, request):
        for attempt in self._tries(request):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        mails = self._mails(request)
        for mail in mails:
            self.assertTrue(any(text in mail.subject for text in BEFORE), mail.subject)
            self.assertNotIn(SECRET, mail.body_html)
            self.assertFalse(mail.attachment_ids)
        self.assertFalse(request.package_ids or request.findings)
        self.assertFalse(self.person.privacy_anonymised_on or self.person.privacy_restricted)

    def test_in_no_state_before_identity_does_anything_leave(self):
        for kind in ("access", "portability", "erasure", "restriction", "objection"):
            with self.subTest(kind=kind, state="received"):
                request = self._asked(kind).with_user(self.officer).sudo(False)
                self._check(request)
            with self.subTest(kind=kind, state="identity"):
                request._ask_identity("The address is new to us.")
                self._check(request)
            with self.subTest(kind=kind, state="dropped"):
                request.action_drop()
                self._check(request)
            with self.subTest(kind=kind, state="reopened"):
                request.action_reopen()
                self._check(request)

    def test_whoever_replies_by_mail_gets_nothing_but_a_place_in_the_conversation(self):
        request = self._asked("access").with_user(self.officer).sudo(False)
        before = self._mails(request)
        # as the mail gateway does
        request.sudo().message_post(
            body="It is me, send it all", message_type="email", author_id=self.person.id,
            email_from="ilse@vermeulen.example", subtype_xmlid="mail.mt_comment")
        self.assertEqual(self._mails(request), before)
        self._check(request)

    def test_what_an_officer_writes_goes_to_the_person_once_identity_holds_and_not_before(self):
        request = self._asked("access").with_user(self.officer).sudo(False)
        given = {"body": "We found it in two systems.", "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment"}
        with self.assertRaisesRegex(UserError, "before identity holds"):
            request.message_post(**given)
        request.message_post(body="To myself", subtype_xmlid="mail.mt_note")
        request._confirm_identity(self.person.with_env(request.env), "known")
        message = request.message_post(**given)
        self.assertEqual(message.outgoing_email_to.lower(), "ilse@vermeulen.example")
        mail = self.env["mail.mail"].sudo().search([("mail_message_id", "=", message.id)])
        self.assertIn("two systems", mail.body_html)
        self.assertIn("ilse@vermeulen.example", mail.email_to.lower())

    def test_identity_that_is_doubted_again_closes_what_was_open(self):
        request = self._identified("access")
        request.build_package()
        package = request.package_ids.sudo()
        self.assertTrue(package._can_be_fetched())
        request._ask_identity("Somebody else answered.")
        self.assertFalse(package._can_be_fetched())
        self.assertFalse(package._find(package.id, package.token))
        with self.assertRaises(UserError):
            request.right_ids._close("granted")

    def test_a_package_past_its_day_is_not_handed_out(self):
        request = self._identified("access")
        request.build_package()
        package = request.package_ids.sudo()
        package.expires_on = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(package._find(package.id, package.token))
        package._send_code()
        self.assertFalse(package.code_hash)


@tagged("post_install", "-at_install")
class TestTwoAtOnce(BaseCase):
    """Two real connections that both have the right code: it opens once. These tests commit."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            person = env["res.partner"].create(
                {"name": "Code Racer", "email": "code@racer.example"})
            request = env["privacy.request"].intake(
                {"rights": ["access"], "email": person.email, "name": person.name})
            request._confirm_identity(person, "known", why="Known")
            package = env["privacy.package"].create({
                "request_id": request.id, "kind": "access", "state": "ready",
                "expires_on": fields.Datetime.now() + timedelta(days=1)})
            package.attachment_id = env["ir.attachment"].create({
                "name": "x.zip", "raw": b"PK", "res_model": package._name, "res_id": package.id})
            package.write({
                "code_hash": codes.hashed("123456", package.token, None), "code_tries": 0,
                "code_until": fields.Datetime.now() + timedelta(minutes=15)})
            self.person, self.request, self.package = person.id, request.id, package.id

    def tearDown(self):
        with self._transaction() as env:
            acting = acting_env(env)
            request = env["privacy.request"].browse(self.request)
            request.action_drop()
            env["privacy.package"].browse(self.package)._delete()
            env["mail.mail"].search([("model", "=", "privacy.request"),
                                     ("res_id", "=", self.request)]).unlink()
            acting["privacy.request"].browse(self.request).unlink()
            env["res.partner"].browse(self.person).privacy_restricted = True
        super().tearDown()

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    @mute_logger("odoo.sql_db")
    def test_a_code_that_two_have_opens_for_one(self):
        with self._transaction() as second:
            second.cr.execute("SELECT count(*) FROM privacy_package")
            with self._transaction() as first:
                self.assertTrue(first["privacy.package"].browse(self.package)._opens_with("123456"))
            with self.assertRaises(PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                second["privacy.package"].browse(self.package)._opens_with("123456")
            second.cr.rollback()
            self.assertFalse(second["privacy.package"].browse(self.package)._opens_with("123456"))
            second.cr.rollback()

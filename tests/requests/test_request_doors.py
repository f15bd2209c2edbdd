"""Doors beside a request: what hangs on it in Odoo's own models, and Odoo's ways to write to people
before we know who asks.
"""

from odoo.addons.mail.tests.common import MockEmail
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..builders.requests import RequestCommon
from ..builders.rpc import REFUSALS, Rpc
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBeside(RequestCommon, Rpc):
    """Requesters are seen by privacy roles alone, whatever model tells of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.request = cls.env["privacy.request"].with_user(cls.user).sudo(False).intake({
            "rights": ["access"], "name": "Ilse Vermeulen", "email": "ilse@vermeulen.example"})
        cls.document = cls._contact("Third")
        cls.beside = {}
        for record in (cls.request.sudo(), cls.document):
            record.message_subscribe(cls.person.ids)
            message = record.message_post(body="Hello", message_type="comment",
                                          subtype_xmlid="mail.mt_note")
            cls.env["mail.notification"].create({
                "mail_message_id": message.id, "res_partner_id": cls.person.id,
                "notification_type": "email"})
            tracked = cls.env["mail.tracking.value"].create({
                "mail_message_id": message.id, "new_value_char": "Ilse",
                "field_id": cls.env["ir.model.fields"]._get("res.partner", "name").id})
            mail = cls.env["mail.mail"].create({
                "model": record._name, "res_id": record.id, "email_to": "ilse@vermeulen.example",
                "body_html": "x"})
            cls.beside[record._name] = {
                "mail.followers": [("res_model", "=", record._name), ("res_id", "=", record.id)],
                "mail.notification": [("mail_message_id", "=", message.id)],
                "mail.message": [("id", "=", message.id)],
                "mail.tracking.value": [("id", "=", tracked.id)],
                "mail.mail": [("id", "=", mail.id)],
            }

    def _found(self, user, model, domain):
        try:
            with mute_logger(*REFUSALS):
                return bool(self._rpc(user, model, "search_read", domain, ["id"]))
        except AccessError:
            return None

    def test_outsiders_see_nothing_of_a_request_and_all_of_another_document(self):
        for role, user in {"staff": self.staff, "admin": self.admin}.items():
            for model, domain in self.beside["privacy.request"].items():
                with self.subTest(role=role, model=model):
                    self.assertFalse(self._found(user, model, domain))
                    other = self._found(user, model, self.beside["res.partner"][model])
                    self.assertIn(other, (True, None) if role == "staff" else (True,))

    def test_privacy_roles_see_what_is_theirs_to_see(self):
        for user in (self.user, self.officer, self.auditor):
            for model in ("mail.followers", "mail.notification", "mail.message"):
                with self.subTest(user=user.login, model=model):
                    self.assertTrue(self._found(
                        user, model, self.beside["privacy.request"][model]))

    def test_nobody_counts_or_groups_them_either(self):
        for model, domain in self.beside["privacy.request"].items():
            for method, args in (("search_count", (domain,)),
                                 ("formatted_read_group", (domain, [], ["__count"]))):
                with self.subTest(model=model, method=method), mute_logger(*REFUSALS):
                    try:
                        found = self._rpc(self.staff, model, method, *args)
                    except AccessError:
                        continue
                    count = found if isinstance(found, int) else sum(
                        group["__count"] for group in found)
                    self.assertEqual(count, 0)

    def test_an_activity_on_a_request_is_seen_by_its_people(self):
        activity = self.request.sudo().activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.officer.id, summary="Ilse")
        domain = [("id", "=", activity.id)]
        self.assertFalse(self._found(self.staff, "mail.activity", domain))
        self.assertFalse(self._found(self.admin, "mail.activity", domain))
        self.assertTrue(self._found(self.officer, "mail.activity", domain))

    def test_every_model_of_ours_that_talks_is_in_the_rules(self):
        rules = self.env["ir.rule"].search([("name", "ilike", "for privacy roles")])
        self.assertEqual(len(rules), 4)
        ours = [name for name, model in self.registry.items()
                if model._original_module == "cloudpepper_privacy" and not model._abstract
                and hasattr(model, "message_post")]
        self.assertIn("privacy.request", ours)
        for rule in rules:
            for name in ours:
                with self.subTest(rule=rule.name, model=name):
                    self.assertIn(f"'{name}'", rule.domain_force)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWriting(RequestCommon, Rpc, MockEmail):
    """Before identity holds nothing goes to the person by any of Odoo's ways; after it, it does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.portal_person = new_test_user(
            cls.env, "asks@vermeulen.example", "base.group_portal",
            email="asks@vermeulen.example").partner_id
        cls.officer.email = "officer@ours.example"
        cls.template = cls.env["mail.template"].create({
            "name": "Mine", "model_id": cls.env["ir.model"]._get_id("privacy.request"),
            "subject": "About you", "body_html": "<p>x</p>", "auto_delete": False,
            "email_to": "asks@vermeulen.example", "email_from": "officer@ours.example"})

    def _request(self, identified):
        request = self._asked(name="Ilse", email="asks@vermeulen.example")
        if identified:
            request = request.with_user(self.officer).sudo(False)
            request._confirm_identity(self.portal_person.with_env(request.env), "known",
                                      why="Known in person")
        return request

    def _ways(self, request):
        """Return {way: function of a user that writes to the person by it}."""
        person, ids = self.portal_person.ids, request.ids
        post = {"body": "Hello", "partner_ids": person}
        composer = {
            "model": "privacy.request", "subject": "x", "body": "<p>x</p>",
            "res_ids": repr(ids), "partner_ids": [(6, 0, person)]}

        def call(called, method, *args, **kwargs):
            return lambda user: self._rpc(user, called, method, *args, **kwargs)

        def composed(mode):
            def write(user):
                number = self._rpc(user, "mail.compose.message", "create",
                                   {**composer, "composition_mode": mode})
                self._rpc(user, "mail.compose.message", "action_send_mail", [number])
            return write

        def scheduled(user):
            number = self._rpc(user, "mail.scheduled.message", "create", {
                "model": "privacy.request", "res_id": ids[0], "body": "x",
                "author_id": user.partner_id.id, "partner_ids": [(6, 0, person)],
                "scheduled_date": "2026-12-01 10:00:00"})
            self._rpc(user, "mail.scheduled.message", "post_message", [number])

        def invited(user):
            number = self._rpc(user, "mail.followers.edit", "create", {
                "res_model": "privacy.request", "res_ids": repr(ids), "operation": "add",
                "partner_ids": [(6, 0, person)], "notify": True})
            self._rpc(user, "mail.followers.edit", "edit_followers", [number])

        return {
            "a comment": call("privacy.request", "message_post", ids, **post,
                              message_type="comment", subtype_xmlid="mail.mt_comment"),
            "a note": call("privacy.request", "message_post", ids, **post,
                           message_type="comment", subtype_xmlid="mail.mt_note"),
            "a notification": call("privacy.request", "message_post", ids, **post),
            "as if by mail": call("privacy.request", "message_post", ids, **post,
                                  message_type="email"),
            "a typed address": call(
                "privacy.request", "message_post", ids, body="x",
                outgoing_email_to="asks@vermeulen.example"),
            "message_notify": call("privacy.request", "message_notify", ids, **post),
            "mail.thread": lambda user: self.env(user=user.id, su=False, context={})[
                "mail.thread"].message_notify(**post, model="privacy.request", res_id=ids[0]),
            "message_mail_with_source": call(
                "privacy.request", "message_mail_with_source", ids,
                "mail.message_origin_link", subject="x", partner_ids=person,
                render_values={"self": None}),
            "message_post_with_source": call(
                "privacy.request", "message_post_with_source", ids, "mail.message_origin_link",
                partner_ids=person, render_values={"self": None}),
            "composer": composed("comment"),
            "composer to many": composed("mass_mail"),
            "template": call("mail.template", "send_mail", self.template.ids, ids[0]),
            "mail.mail": lambda user: self.env["mail.mail"].with_user(user).create({
                "model": "privacy.request", "res_id": ids[0], "body_html": "x",
                "email_to": "asks@vermeulen.example"}),
            "scheduled message": scheduled,
            "invitation": invited,
        }

    def _sent(self, write, user):
        """Write; return what was refused or sent to the person."""
        with self.mock_mail_gateway(), self.env.cr.savepoint() as savepoint, \
                mute_logger(*REFUSALS, "odoo.addons.mail.models.mail_thread"):
            before = self.env["mail.mail"].search([], limit=1, order="id desc").id
            try:
                write(user)
                self.env.flush_all()
                waiting = self.env["mail.mail"].search([("id", ">", before)])
                waiting.send()
            except UserError:
                savepoint.rollback()
                return "refused"
            reached = [mail for mail in self._mails
                       if "asks@vermeulen.example" in str(mail["email_to"])]
            savepoint.rollback()
        return "sent" if reached else "nothing"

    def test_before_identity_holds_nobody_writes_to_the_person_by_any_way(self):
        request = self._request(False)
        for way, write in self._ways(request).items():
            for user in (self.officer, self.user):
                with self.subTest(way=way, user=user.login):
                    self.assertIn(self._sent(write, user), ("refused", "nothing"))

    def test_what_is_addressed_to_the_person_is_refused_and_not_dropped(self):
        request = self._request(False)
        ways = self._ways(request)
        for way in ("a comment", "a note", "a notification", "a typed address", "message_notify",
                    "mail.thread", "template", "mail.mail", "composer to many",
                    "scheduled message", "invitation"):
            with self.subTest(way):
                self.assertEqual(self._sent(ways[way], self.officer), "refused")

    def test_once_identity_holds_the_officer_writes(self):
        request = self._request(True)
        ways = self._ways(request)
        for way in ("a comment", "a notification", "message_notify", "invitation", "template"):
            with self.subTest(way):
                self.assertEqual(self._sent(ways[way], self.officer), "sent")

    def test_followers_from_outside_hear_nothing_before(self):
        for identified, outcome in ((False, "nothing"), (True, "sent")):
            request = self._request(identified).sudo()
            request.message_subscribe(
                self.portal_person.ids, self.env.ref("mail.mt_comment").ids)
            def write(user, request=request):
                self._rpc(user, "privacy.request", "message_post", request.ids, body="x",
                          subtype_xmlid="mail.mt_comment")

            with self.subTest(identified=identified):
                self.assertEqual(self._sent(write, self.officer), outcome)

    def test_colleagues_are_notified_at_any_time(self):
        request = self._request(False)
        self.officer_two.email = "two@ours.example"
        with self.mock_mail_gateway():
            self._rpc(self.officer, "privacy.request", "message_post", request.ids, body="Look",
                      partner_ids=self.officer_two.partner_id.ids)
        self.assertIn("two@ours.example", str(self._mails))

    def test_an_activity_for_the_person_sends_nothing(self):
        request = self._request(False)
        user = self.portal_person.user_ids

        def write(by):
            self._rpc(by, "privacy.request", "activity_schedule", request.ids,
                      "mail.mail_activity_data_todo", user_id=user.id)

        self.assertIn(self._sent(write, self.officer), ("refused", "nothing"))

    def test_nobody_writes_a_letter_of_an_unconfirmed_request_or_a_package(self):
        for model in ("privacy.request.pending", "privacy.package"):
            template = self.env["mail.template"].create({
                "name": "Phish", "model_id": self.env["ir.model"]._get_id(model),
                "subject": "x", "body_html": "x", "email_to": "asks@vermeulen.example"})
            for method, args in (("send_mail", (1,)), ("send_mail_batch", ([1],))):
                with self.subTest(model=model, method=method), self.assertRaises(UserError), \
                        mute_logger(*REFUSALS):
                    self._rpc(self.officer, "mail.template", method, template.ids, *args,
                              context={"privacy_link": "https://evil.example"})

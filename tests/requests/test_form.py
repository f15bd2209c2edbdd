"""The public form over HTTP: who is known is not told, and nothing happens before the click."""

import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.requests import public_form

FORM = {"right": ["access", "erasure"], "email": "Zoe <zoe@celik.example>", "name": "Zoë Çelik",
        "text": "Everything, please"}


@tagged("post_install", "-at_install")
class TestPublicForm(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pending = cls.env["privacy.request.pending"]
        cls.form = public_form.PublicForm(cls.env)
        cls.requests = cls.env["privacy.request"]

    def _csrf(self, path="/privacy/request"):
        page = self.url_open(path)
        return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)

    def _send(self, **changes):
        data = {**FORM, "csrf_token": self._csrf(), **changes}
        return self.url_open("/privacy/request", data=data)

    def _waiting(self):
        return self.pending.search([])

    def _link(self):
        """The link of the last mail that went out, as the person reads it."""
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")],
                                            order="id desc", limit=1)
        return re.search(r"/privacy/request/confirm/[\w-]+", mail.body_html).group(0)

    def _post(self, path):
        return self.url_open(path, data={"csrf_token": self._csrf(path)})

    def test_what_was_asked_waits_outside_the_inbox_until_its_link_is_posted(self):
        before = self.requests.search_count([])
        page = self._send()
        self.assertEqual(page.status_code, 200)
        self.assertIn('id="sent"', page.text)
        waiting = self._waiting()
        self.assertEqual((waiting.person_email, waiting.rights),
                         ("zoe@celik.example", "access,erasure"))
        self.assertEqual(self.requests.search_count([]), before)
        link = self._link()
        page = self.url_open(link).text
        self.assertIn('id="confirm"', page)
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")])
        for expected in ("Access", "Erasure"):
            self.assertIn(expected, page.partition('id="asked"')[2])
            self.assertIn(expected, mail.body_html)
        self.assertEqual(self.requests.search_count([]), before, "opening it does nothing")
        self.assertIn('id="made"', self._post(link).text)
        made = waiting.request_id
        self.assertEqual((made.channel, made.state, made.person_name),
                         ("form", "received", "Zoë Çelik"))
        self.assertEqual(sorted(made.right_ids.mapped("kind")), ["access", "erasure"])
        self.assertEqual(made.received_on, waiting.create_date)
        self.assertTrue(made.address_confirmed_on and made.told_on)
        self.assertFalse(made.identity_on)
        self.assertFalse(waiting.text or waiting.person_name)

    def test_posted_twice_it_is_one_request_and_the_same_page(self):
        self._send()
        link = self._link()
        first, second = self._post(link), self._post(link)
        self.assertEqual(len(self._waiting().request_id), 1)
        for page in (first, second):
            self.assertIn(self._waiting().request_id.name, page.text)

    def test_the_link_is_not_in_the_database_once_the_mail_has_gone(self):
        self._send()
        token = self._link().rpartition("/")[2]
        self.assertNotIn(token, str(self._waiting().read()))
        template = self.env.ref("cloudpepper_privacy.mail_template_request_confirm")
        self.assertTrue(template.auto_delete)

    def test_a_request_counts_from_its_sending_though_confirmed_days_later(self):
        self._send()
        sent = fields.Datetime.now() - timedelta(days=10)
        self.env.cr.execute("UPDATE privacy_request_pending SET create_date = %s", (sent,))
        self.env.invalidate_all()
        self._post(self._link())
        self.assertEqual(self._waiting().request_id.received_on, self._waiting().create_date)

    def test_after_fourteen_days_the_link_has_no_effect_and_what_was_said_is_gone(self):
        self._send()
        link = self._link()
        self.env.cr.execute("UPDATE privacy_request_pending SET create_date = %s",
                            (fields.Datetime.now() - timedelta(days=15),))
        self.env.invalidate_all()
        page = self.url_open(link)
        self.assertEqual(page.status_code, 404)
        self.assertIn('id="gone"', page.text)
        self.pending._gc_pending()
        self.assertFalse(self._waiting())

    def test_a_wrong_link_and_an_old_one_look_the_same(self):
        for token in ("x", "a" * 43, "%00"):
            page = self.url_open(f"/privacy/request/confirm/{token}")
            self.assertIn(page.status_code, (400, 404), token)

    def test_the_answer_does_not_tell_who_is_known(self):
        self.env["res.partner"].create({"name": "Zoë Çelik", "email": "zoe@celik.example"})
        known = self._send()
        unknown = self._send(email="nobody@celik.example")
        strip = re.compile(r'csrf_token[^,}]*|value="[^"]*"|nonce="[^"]*"')
        self.assertEqual(strip.sub("", known.text), strip.sub("", unknown.text))
        bodies = self.env["mail.mail"].search(
            [("model", "=", "privacy.request.pending")]).mapped("body_html")
        link = re.compile(r"/confirm/[\w-]+|\w+@celik.example\s*")
        self.assertEqual(link.sub("", bodies[0]), link.sub("", bodies[1]))

    def test_the_addresses_of_one_ipv6_network_are_one_source(self):
        network_of = public_form.network_of
        self.assertEqual(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:9::f"))
        self.assertNotEqual(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"))
        self.assertEqual(network_of("::ffff:192.0.2.7"), "192.0.2.7")
        self.assertEqual(network_of("unknown"), "unknown")

    def test_no_address_is_flooded_with_mails_and_nobody_is_told(self):
        for number in range(public_form.PER_ADDRESS + 2):
            self.form.submit({"rights": ["access"], "email": "zoe@celik.example",
                              "text": f"Number {number}"}, f"192.0.2.{number}")
        self.assertEqual(len(self._waiting()), public_form.PER_ADDRESS)

    def test_too_many_from_one_source_gets_a_clear_answer_and_keeps_what_was_typed(self):
        for number in range(public_form.PER_SOURCE[0][0]):
            self.form.submit(
                {"rights": ["access"], "email": f"a{number}@celik.example"}, "127.0.0.1")
        page = self._send()
        self.assertEqual(page.status_code, 429)
        self.assertIn("Too many requests", page.text)
        self.assertIn("Everything, please", page.text)

    def test_a_program_that_fills_every_field_is_told_and_stores_nothing(self):
        page = self._send(second_reason="https://spam.example")
        self.assertIn("that you do not see", page.text)
        self.assertIn("Everything, please", page.text)
        self.assertFalse(self._waiting())

    @mute_logger("odoo.http")
    def test_without_its_token_the_form_is_refused(self):
        page = self.url_open("/privacy/request", data=FORM)
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self._waiting())

    def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(self):
        for changes, expected in (
                ({"email": "not an address"}, "mail address"),
                ({"email": "a@b.example, c@d.example"}, "mail address"),
                ({"right": []}, "at least one right"), ({"right": ["everything"]}, "at least one"),
                ({"name": "x" * 201}, "at most"), ({"text": "y" * 20_001}, "too long")):
            with self.subTest(changes=str(changes)[:40]):
                page = self._send(**changes)
                self.assertIn(expected, page.text)
                self.assertIn('id="error"', page.text)
                self.assertIn((changes.get("text") or FORM["text"])[:50], page.text)
        self.assertFalse(self._waiting())

    def test_scripts_stay_text(self):
        nasty = "<script>alert(1)</script>"
        page = self._send(email=nasty, name=nasty, phone=nasty, text=nasty)
        self.assertNotIn(nasty, page.text)
        self._send(name=nasty, phone=nasty, text=nasty)
        self._post(self._link())
        made = self._waiting().request_id
        self.assertEqual((made.person_name, made.text), (nasty, nasty))

    def test_what_postgresql_or_a_program_could_stumble_over_is_said_or_taken(self):
        for field, value, expected in (
                ("email", "(" * 1500, "mail address"),
                ("email", "a\u202e@b.example", "mail address"),
                ("email", "root@localhost", "mail address"), ("text", "a\0b", 'id="sent"'),
                ("name", "a\0b", 'id="sent"')):
            with self.subTest(field=field, value=value[:20]):
                page = self._send(**{field: value})
                self.assertEqual(page.status_code, 422 if field == "email" else 200)
                self.assertIn(expected, page.text)
        page = self.url_open("/privacy/request", data={
            "csrf_token": self._csrf(), "right": "access"}, files=[("email", ("x", b"y"))])
        self.assertIn("mail address", page.text)

    def test_a_restricted_person_can_use_the_form(self):
        self.env["res.partner"].create({
            "name": "Zoë Çelik", "email": "zoe@celik.example", "privacy_restricted": True})
        self._send()
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")])
        self.assertFalse(mail._privacy_stop())

    def test_captcha_of_an_installed_module_is_asked(self):
        asked = []
        self.patch(self.registry["ir.http"], "_verify_request_recaptcha_token",
                   lambda _self, action: asked.append(action))
        self._send()
        self.assertEqual(asked, ["privacy_request"])

    def test_nobody_reaches_what_waits_by_rpc(self):
        self._send()
        for group in ("base.group_user", "base.group_system", "base.group_portal",
                      "cloudpepper_privacy.group_privacy_user"):
            user = new_test_user(self.env, group, group)
            with self.assertRaises(AccessError):
                self._waiting().with_user(user).read(["person_email"])
        officer = new_test_user(self.env, "door_officer",
                                "cloudpepper_privacy.group_privacy_officer")
        self._waiting().with_user(officer).read(["person_email"])
        with self.assertRaises(AccessError):
            self._waiting().with_user(officer).read(["token_hash"])
        with self.assertRaises(AccessError):
            self._waiting().with_user(officer).write({"person_email": "x@y.example"})

    def test_ten_thousand_junk_requests_of_one_source_leave_the_form_open_for_others(self):
        inbox = self.requests.search_count([])
        submit, refused = self.form.submit, 0
        for number in range(10_000):
            try:
                submit({"rights": ["access"], "email": f"junk{number}@spam.example",
                       "text": "buy"}, "198.51.100.9")
            except public_form.RateLimitExceeded:
                refused += 1
        self.assertEqual(refused, 10_000 - public_form.PER_SOURCE[0][0])
        self.assertEqual(len(self._waiting()), public_form.PER_SOURCE[0][0])
        self.assertEqual(self.requests.search_count([]), inbox)
        self.assertIn('id="sent"', self._send().text)
        self.assertEqual(len(self._waiting()), public_form.PER_SOURCE[0][0] + 1)


@tagged("post_install", "-at_install")
class TestLimits(TransactionCase):
    def setUp(self):
        super().setUp()
        self.pending = self.env["privacy.request.pending"]
        self.form = public_form.PublicForm(self.env)

    def _waiting(self):
        return self.pending.search([])

    def test_one_source_cannot_fill_the_table_and_others_still_get_in(self):
        submit = self.form.submit
        most = public_form.PER_SOURCE[0][0]
        for number in range(most):
            submit({"rights": ["access"], "email": f"a{number}@celik.example"}, "192.0.2.7")
        with self.assertRaises(public_form.RateLimitExceeded):
            submit({"rights": ["access"], "email": "b@celik.example"}, "192.0.2.7")
        self.assertEqual(len(self._waiting()), most)
        submit({"rights": ["access"], "email": "c@celik.example"}, "192.0.2.8")
        self.assertEqual(len(self._waiting()), most + 1)

    def test_a_link_is_found_for_fourteen_days(self):
        with patch.object(public_form.secrets, "token_urlsafe", lambda _size: "known"):
            self.form.submit({"rights": ["access"], "email": "a@celik.example"}, "192.0.2.7")
        self.assertEqual(self.form.find("known"), self._waiting())
        self.assertFalse(self.form.find("unknown") or self.form.find(""))
        self.env.cr.execute("UPDATE privacy_request_pending SET create_date = %s",
                            (fields.Datetime.now() - timedelta(days=15),))
        self.env.invalidate_all()
        self.assertFalse(self.form.find("known"))

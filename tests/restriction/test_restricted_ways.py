"""Ways round a restriction (Art. 18): visiting cards, pictures, reports, and fields of other
records that repeat what the contact says. Each has a twin with a free contact.
"""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.restriction.restriction import Restriction
from ...engine.restriction.shown import shown_fields
from ..builders.rpc import Rpc
from ..common import TODAY

NAME, MAIL, PHONE = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example", "+32470123456"
PICTURE = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
           "RU5ErkJggg==")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestShown(Rpc):
    """Fields of other records that repeat a contact's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the ways of whoever may read them
        work = cls.env.ref("account.group_account_manager") | cls.env.ref("base.group_allow_export")
        cls.staff.group_ids |= work
        cls.admin.group_ids |= work
        cls.person = cls._contact(NAME, email=MAIL, phone=PHONE)
        cls.free = cls._contact("Quirinus Free", email="free@zwaluwnest.example", phone=PHONE)
        # a field of the kind that Odoo's modules add (calendar's attendees, event's registrations)
        cls.field = cls.env["ir.model.fields"].create({
            "name": "x_contact_email", "model_id": cls.env["ir.model"]._get_id("account.move"),
            "ttype": "char", "related": "partner_id.email", "store": False,
            "field_description": "Mail of the customer"})
        cls.moves = {contact: cls._move(contact, TODAY) for contact in (cls.person, cls.free)}
        cls.person.privacy_restricted = True
        cls.env.flush_all()
        cls.domain = [("id", "in", [move.id for move in cls.moves.values()])]

    def _as(self, user, method, *args, **kwargs):
        return self._rpc(user, "account.move", method, *args, **kwargs)

    def test_such_a_field_is_known_as_one(self):
        found = shown_fields(self.env["account.move"])
        self.assertEqual(found["x_contact_email"], (("partner_id",),))
        self.assertFalse(set(found) & {"partner_id", "name", "invoice_partner_display_name"})

    def test_it_says_nothing_of_a_restricted_contact(self):
        ids = [self.moves[self.person].id, self.moves[self.free].id]
        for user, expected in ((self.staff, [False, self.free.email]),
                               (self.admin, [False, self.free.email])):
            with self.subTest(user.login):
                rows = self._as(user, "read", ids, ["x_contact_email"])
                self.assertEqual([row["x_contact_email"] for row in rows], expected)
                rows = self._as(user, "web_read", ids, {"x_contact_email": {}})
                self.assertEqual([row["x_contact_email"] for row in rows], expected)
                rows = self._as(user, "search_read", self.domain, ["x_contact_email"],
                                order="partner_id")
                self.assertNotIn(MAIL, str(rows))
                lines = self._as(user, "export_data", ids, ["x_contact_email"])["datas"]
                self.assertEqual([line[0] or False for line in lines], expected)

    def test_officers_read_it(self):
        self.officer.group_ids |= self.env.ref("account.group_account_manager")
        (row,) = self._as(self.officer, "read", self.moves[self.person].ids, ["x_contact_email"])
        self.assertEqual(row["x_contact_email"], MAIL)

    def test_nobody_finds_or_groups_by_it(self):
        for operator, value in (("=", MAIL), ("ilike", "quirinus@"), ("in", [MAIL])):
            with self.subTest(operator):
                found = self._as(self.staff, "search", [
                    *self.domain, ("x_contact_email", operator, value)])
                self.assertEqual(found, [])
        found = self._as(self.staff, "search", [
            *self.domain, ("x_contact_email", "=", self.free.email)])
        self.assertEqual(found, self.moves[self.free].ids)
        rows = self._as(self.staff, "formatted_read_group", self.domain, ["x_contact_email"],
                        ["__count"])
        self.assertEqual({row["x_contact_email"] for row in rows}, {False, self.free.email})

    def test_the_server_itself_goes_on_reading_it(self):
        move = self.moves[self.person].with_user(self.staff)
        self.assertEqual(move.sudo().x_contact_email, MAIL)

    def test_where_nobody_is_restricted_it_says_all(self):
        self.env["res.partner"].search([]).write({"privacy_restricted": False})
        (row,) = self._as(self.staff, "read", self.moves[self.person].ids, ["x_contact_email"])
        self.assertEqual(row["x_contact_email"], MAIL)

    def test_attendees_of_a_meeting_show_the_name_alone(self):
        if "calendar.event" not in self.env:
            self.skipTest("module calendar is not installed")
        meeting = self.env["calendar.event"].create({
            "name": "Talk", "start": "2026-12-01 10:00:00", "stop": "2026-12-01 11:00:00",
            "partner_ids": [(6, 0, (self.person | self.free).ids)]})
        rows = self._rpc(self.staff, "calendar.attendee", "search_read",
                         [("event_id", "=", meeting.id)], ["partner_id", "email", "phone"])
        self.assertEqual({row["email"] for row in rows}, {False, self.free.email})
        self.assertIn(NAME, str(rows))
        self.assertFalse(self._rpc(self.staff, "calendar.attendee", "search", [
            ("event_id", "=", meeting.id), ("email", "=", MAIL)]))

    def test_no_report_prints_them(self):
        self.env["ir.ui.view"].create({
            "name": "x_card", "key": "cloudpepper_privacy.x_card", "type": "qweb",
            "arch": '<t t-name="x_card"><t t-foreach="docs" t-as="o"><t t-out="o.email"/></t></t>'})
        for model, records in (("res.partner", {c: c for c in (self.person, self.free)}),):
            report = self.env["ir.actions.report"].create({
                "name": "Card", "model": model, "report_type": "qweb-html",
                "report_name": "cloudpepper_privacy.x_card"})
            for contact, record in records.items():
                call = self.env["ir.actions.report"].with_user(self.staff)
                with self.subTest(contact.name):
                    if contact == self.person:
                        with self.assertRaises(AccessError):
                            call._render_qweb_html(report.id, record.ids)
                    else:
                        html, _kind = call._render_qweb_html(report.id, record.ids)
                        self.assertIn(self.free.email, str(html))


@tagged("post_install", "-at_install")
class TestOverHttp(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
                ("ways_staff", "base.group_user,base.group_partner_manager"),
                ("ways_admin", "base.group_user,base.group_system"),
                ("ways_user", "base.group_user,cloudpepper_privacy.group_privacy_user")):
            new_test_user(cls.env, login, groups)
        cls.person, cls.free = cls.env["res.partner"].create([
            {"name": NAME, "email": MAIL, "phone": PHONE, "street": "Rietstraat 9",
             "image_1920": PICTURE},
            {"name": "Quirinus Free", "email": "free@zwaluwnest.example",
             "image_1920": PICTURE}])
        cls.token = cls.person._get_avatar_128_access_token()
        cls.free_token = cls.free._get_avatar_128_access_token()
        cls.document = cls.env["res.partner"].create({"name": "Third"})
        cls.document.message_post(body="Hello", author_id=cls.person.id, message_type="email")
        cls.person.privacy_restricted = True

    def _get(self, path):
        with mute_logger("odoo.http"):
            return self.url_open(path)

    def test_the_visiting_card_is_closed_with_the_contact(self):
        for login in ("ways_staff", "ways_admin"):
            self.authenticate(login, login)
            both = f"{self.person.id},{self.free.id}"
            for ids in (self.person.id, both):
                answer = self._get(f"/web/partner/vcard?partner_ids={ids}")
                with self.subTest(login=login, ids=ids):
                    self.assertEqual(answer.status_code, 403)
                    for text in (b"Zwaluwnest", b"Rietstraat", MAIL.encode()):
                        self.assertNotIn(text, answer.content)
            answer = self._get(f"/web_enterprise/partner/{self.person.id}/vcard")
            self.assertNotEqual(answer.status_code, 200)
            answer = self._get(f"/web/partner/vcard?partner_ids={self.free.id}")
            self.assertIn(self.free.email, answer.text)
        self.authenticate("ways_user", "ways_user")
        self.assertIn(MAIL, self._get(f"/web/partner/vcard?partner_ids={self.person.id}").text)

    def test_their_picture_is_closed_even_with_a_token_from_before(self):
        shown = self.env["ir.attachment"].search([
            ("res_model", "=", "res.partner"), ("res_id", "=", self.free.id),
            ("res_field", "=", "image_128")]).raw
        for login in (None, "ways_staff", "ways_admin"):
            self.authenticate(login, login)
            for contact, token in ((self.person, self.token), (self.free, self.free_token)):
                for path in (f"/web/image/res.partner/{contact.id}/avatar_128?access_token={token}",
                             f"/web/image/res.partner/{contact.id}/image_128"):
                    if contact == self.free and login is None and "token" not in path:
                        continue
                    with self.subTest(login=login, contact=contact.name, path=path[:30]):
                        self.assertEqual(self._get(path).content == shown,
                                         contact == self.free)

    def test_the_card_behind_an_avatar_is_empty(self):
        self.authenticate("ways_staff", "ways_staff")
        for contact in (self.person, self.free):
            told = str(self.make_jsonrpc_request("/mail/data", {"fetch_params": [
                ["avatar_card", {"id": contact.id, "model": "res.partner"}]]}))
            self.assertEqual(contact.email in told, contact == self.free)

    def test_a_conversation_gives_no_token_for_the_picture(self):
        self.authenticate("ways_staff", "ways_staff")
        Restriction(self.env).known()
        told = self.make_jsonrpc_request("/mail/thread/messages", {
            "thread_model": "res.partner", "thread_id": self.document.id})
        people = [one for one in told["data"]["res.partner"] if one["id"] == self.person.id]
        self.assertTrue(people)
        self.assertNotIn(MAIL, str(people))

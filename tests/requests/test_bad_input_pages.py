"""Bad input on the pages of people: a clear answer, a status that fits, and nothing half-stored.
Each way in has a twin that is taken.
"""

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.requests import portal
from ...engine.requests.door import Door
from ...engine.requests.login_code import PER_ADDRESS
from ...engine.requests.public_form import PER_SOURCE, PublicForm
from ..builders.requests import PortalCommon

#: what PostgreSQL keeps in no text, and what turns the direction of text
NUL, TURN = "\0", "\u202e"
REFUSED = "This did not work"


class PagesCommon(PortalCommon):
    def _status(self, path, expected=None, **given):
        """Open or post; return the status and the text of the page."""
        with mute_logger("odoo.http", "odoo.addons.http_routing.models.ir_http"):
            page = self.url_open(path, **given)
        if expected:
            self.assertIn(expected, page.text, path)
        return page.status_code

    def _stored(self):
        """Return the numbers of rows that a page may make."""
        return [self.env[model].sudo().search_count([]) for model in (
            "privacy.request", "privacy.request.pending", "mail.message", "ir.attachment",
            "mail.mail", "privacy.evidence")]


@tagged("post_install", "-at_install")
class TestForm(PagesCommon):
    def setUp(self):
        super().setUp()
        self.form = {"right": "access", "email": "zoe@celik.example",
                     "csrf_token": self._csrf("/privacy/request")}

    def _post_form(self, expected=None, /, *, files=None, **changes):
        return self._status("/privacy/request", expected, data={**self.form, **changes},
                            files=files)

    def test_what_the_form_cannot_take_is_no_200(self):
        before = self._stored()
        for status, expected, changes in (
                (422, "at least one right", {"right": []}),
                (422, "mail address", {"email": "nobody"}),
                (422, "mail address", {"email": f"zoe{TURN}@celik.example"}),
                (422, "that you do not see", {"second_reason": "x"}),
                (413, "at most", {"name": "x" * 201}), (413, "too long", {"text": "x" * 20_001}),
                (413, "too long", {"text": "x" * 900_000})):
            with self.subTest(expected, status=status):
                self.assertEqual(self._post_form(expected, **changes), status)
        self.assertEqual(self._stored(), before)
        self.assertEqual(self._post_form('id="sent"'), 200)

    def test_ten_megabytes_are_told_on_a_page_of_ours(self):
        before = self._stored()
        much = "x" * 10_000_000
        self.assertEqual(self._post_form(REFUSED, text=much), 413)
        self.assertEqual(self._post_form("Nothing was stored", files={"more": ("x", much)}), 413)
        self.assertEqual(self._stored(), before)

    def test_a_thousand_parameters_are_as_good_as_none_and_as_parts_they_are_too_many(self):
        many = {f"p{number}": "1" for number in range(1500)}
        self.assertEqual(self._post_form(REFUSED, files={"z": ("x", b"y")}, **many), 413)
        self.assertEqual(self._post_form('id="sent"', right=["access"] * 1500, **many), 200)
        asked = self.env["privacy.request.pending"].search(
            [("person_email", "=", "zoe@celik.example")])
        self.assertEqual(asked.rights, "access")

    def test_too_often_is_429(self):
        for number in range(PER_SOURCE[0][0]):
            PublicForm(self.env).submit(
                {"rights": ["access"], "email": f"a{number}@celik.example"}, "127.0.0.1")
        self.assertEqual(self._post_form("Too many requests"), 429)

    def test_parameters_that_bear_names_of_the_program_are_refused(self):
        before = self._stored()
        for path in ("/privacy/request", "/privacy/request/confirm/abc", "/privacy/address/abc",
                     "/privacy/package/1/abc"):
            with self.subTest(path):
                self.assertEqual(self._status(f"{path}?self=1", REFUSED), 400)
                self.assertIn(self._status(f"{path}?itself=1"), (200, 404))
        self.assertEqual(self._post_form(REFUSED, self="1"), 400)
        self.assertEqual(self._status(
            "/privacy/request", REFUSED, data={"right": "access"},
            files={"csrf_token": ("x", b"y")}), 400)
        self.assertEqual(self._status(
            "/privacy/request", REFUSED, data=b'{"right": "access"}',
            headers={"Content-Type": "application/json"}), 400)
        self.assertEqual(self._post_form(REFUSED, csrf_token="x"), 400)
        self.assertEqual(self._stored(), before)

    def test_it_is_told_in_the_language_of_whoever_reads_it(self):
        dutch = self.env["res.lang"]._activate_lang("nl_NL")
        if "website" in self.env:
            self.env["website"].search([]).language_ids += dutch
        self.patch(Door, "_texts", lambda door: dict.fromkeys((400, 413), door.env.lang))
        for lang in ("nl_NL", "en_US"):
            self.opener.cookies["frontend_lang"] = lang
            self.assertEqual(self._post_form(lang, csrf_token="x"), 400)
            self.assertEqual(self._post_form(lang, text="x" * 2_000_000), 413)
        self.opener.cookies["frontend_lang"] = "nl_NL"
        self.assertEqual(self._post_form("ten minste", right=[]), 422)

    def test_what_nobody_typed_is_left_out_and_what_people_spell_with_stays(self):
        self._post_form('id="sent"', name=f"Zoë{NUL}{TURN} Çelik", phone=f"+32\r\n4{TURN}70",
                        text=f"me{TURN}\0\u2067 \u200fשלום می\u200cخواهم\r\nbye")
        asked = self.env["privacy.request.pending"].search(
            [("person_email", "=", "zoe@celik.example")])
        self.assertEqual((asked.person_name, asked.person_phone), ("Zoë Çelik", "+32 470"))
        self.assertEqual(asked.text, "me \u200fשלום می\u200cخواهم\r\nbye")

    def test_wrong_links_are_404_whatever_stands_in_them(self):
        for token in ("%00", "%ff%fe", "%ed%a0%80", "a" * 5000, "..%5c..", "%E2%80%AE"):
            for path in ("/privacy/request/confirm", "/privacy/address", "/privacy/package/1"):
                with self.subTest(path=path, token=token[:10]):
                    self.assertEqual(self._status(f"{path}/{token}"), 404)
        for number in ("0", "2147483648", "9" * 30):
            self.assertEqual(self._status(f"/privacy/package/{number}/abc"), 404)


@tagged("post_install", "-at_install")
class TestPortal(PagesCommon):
    def setUp(self):
        super().setUp()
        self.asked = self._asked()
        self._enter("ilse_portal")
        self.token = self._csrf("/my/privacy/new")

    def _post_to(self, path, expected=None, /, *, files=None, **data):
        return self._status(path, expected, data={"csrf_token": self.token, **data}, files=files)

    def test_what_a_page_cannot_take_is_no_200(self):
        message = f"/my/privacy/{self.asked.id}/message"
        big = [("file", ("b.bin", b"x" * (portal.FILE_SIZE + 1)))]
        before = self._stored()
        for status, path, expected, given in (
                (422, "/my/privacy/new", "at least one right", {}),
                (413, "/my/privacy/new", "too long", {"right": "access", "text": "x" * 20_001}),
                (413, "/my/privacy/new", REFUSED, {"right": "access", "text": "x" * 10_000_000}),
                (422, "/my/privacy/consent", "Nothing was changed",
                 {"act": NUL, "record": "9" * 40}),
                (422, "/my/privacy/address", "not the code",
                 {"step": "enter", "code": NUL * 9999}),
                (422, message, "Write something", {"text": TURN}),
                (413, message, "too long", {"text": "x" * 20_001}),
                (413, message, "Nothing was sent", {"text": "x", "files": big}),
                (413, message, REFUSED, {"text": "x", "files": [
                    ("file", ("b", b"x" * 80_000_000))]}),
                (400, "/my/privacy/consent", REFUSED, {"act": "stop", "self": "1"})):
            with self.subTest(path=path, expected=expected):
                self.assertEqual(self._post_to(path, expected, **given), status)
        self.assertEqual(self._stored(), before)
        self.assertEqual(self._post_to(message, "Good words", text="Good words"), 200)

    def test_broken_forms_and_numbers_are_told_and_change_nothing(self):
        path, before = f"/my/privacy/{self.asked.id}", self._stored()
        for kind in ("multipart/form-data; boundary=B", "multipart/form-data", "text/plain"):
            with self.subTest(kind):
                self.assertEqual(self._status(
                    f"{path}/message", REFUSED, data=b"--B\r\nContent-Dispo",
                    headers={"Content-Type": kind}), 400)
        for number in ("2147483648", "9" * 30, "0"):
            self.assertEqual(self._status(f"/my/privacy/{number}", "nothing that is yours"), 404)
            self.assertEqual(self._status(f"{path}/file/{number}", REFUSED), 404)
        self.assertEqual(self._status("/my/privacy?self=1", REFUSED), 400)
        self.assertEqual(self._stored(), before)
        self.assertEqual(self._status(path, self.asked.name), 200)

    def test_the_name_of_a_file_is_what_it_reads(self):
        path = f"/my/privacy/{self.asked.id}/message"
        self._post_to(path, text="Mine", files=[("file", (f"letter{TURN}fdp.exe", b"x"))])
        self.assertEqual(self._names(), ["letterfdp.exe"])
        page = self.url_open(f"/my/privacy/{self.asked.id}").text
        self.assertIn("letterfdp.exe", page)
        self.assertNotIn(TURN, page)

    def _names(self):
        return portal.Portal(self.env).messages(self.asked).attachment_ids.mapped("name")

    def test_more_codes_than_a_day_has_are_429(self):
        new_test_user(self.env, "new@p.example", "base.group_portal", email="new@p.example")
        self.authenticate("new@p.example", "new@p.example")
        self.token = self._csrf("/my/privacy/new")
        for _number in range(PER_ADDRESS[0][0]):
            self.assertEqual(self._post_to("/my/privacy/address", step="send"), 200)
        self.assertEqual(
            self._post_to("/my/privacy/address", "Enough codes", step="send"), 429)

    def test_the_journal_is_closed_in_words(self):
        self.assertEqual(self._status("/privacy/journal", "Only officers and auditors"), 403)
        self.assertEqual(self._status("/privacy/journal?self=1"), 400)

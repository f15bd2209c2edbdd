"""The package: who makes it, when, what is in it, how it is fetched, and how it ends."""

import io
import json
import re
import zipfile
from pathlib import Path
from unittest.mock import Mock, patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import SQL, mute_logger
from pypdf import PdfReader

from ...core.documents import apart
from ...core.evidence import codes
from ...core.requests import package as rules
from ...core.requests.readable import text_of
from ...engine.access.delivery import confirmed_email
from ...engine.housekeeping import Housekeeping
from ...engine.requests.address_proof import AddressProof
from ..builders.packages import PackageCommon
from ..common import OFFICER, TODAY
from ..recall_corpus import archive

REPORTS = "odoo.addons.base.models.ir_actions_report.IrActionsReport.get_wkhtmltopdf_state"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBuild(PackageCommon):
    def test_nothing_is_gathered_or_made_before_identity_holds(self):
        request = self._asked("access", partner_ids=self.person.ids).with_user(
            self.officer).sudo(False)
        for act in (request.action_collect, request.build_package, request.action_build_package):
            with self.subTest(act=act.__name__), self.assertRaises(UserError):
                act()
        request._ask_identity("Two people have this name")
        with self.assertRaises(UserError):
            request.build_package()
        self.assertFalse(request.findings or request.package_ids)

    def test_a_privacy_user_collects_and_an_officer_makes_the_package(self):
        request = self._identified("access")
        findings = request.with_user(self.user).sudo(False).action_collect()
        self.assertIn({"category": "account", "model": "res.partner", "count": 1}, findings)
        self.assertEqual(request.findings, findings)
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).sudo(False).build_package()
        for user in (self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).sudo(False).action_collect()
        self.assertEqual(request.build_package()._name, "ir.attachment")

    def test_collecting_changes_no_record(self):
        request = self._identified("access")
        self.env.flush_all()
        tables = ("res_partner", "mail_message", "account_move", "res_users", "ir_attachment")
        before = [self._table(table) for table in tables]
        request.action_collect()
        self.env.flush_all()
        self.assertEqual([self._table(table) for table in tables], before)

    def _table(self, table):
        return self.env.execute_query(SQL(
            "SELECT count(*), md5(string_agg(t::text, '' ORDER BY id)) FROM %s t",
            SQL.identifier(table)))

    def test_a_file_that_cannot_be_searched_in_time_or_at_all_is_counted(self):
        request = self._identified("access")
        files = self.env["ir.attachment"].create([
            {"name": name, "raw": raw, "res_model": "res.partner", "res_id": self.person.id}
            for name, raw in (("letter.txt", b"Dear all"), ("lost.txt", b"Dear me"))])
        request.action_collect()
        self.assertEqual(request.unread_files, 0)
        Path(files[1]._full_path(files[1].store_fname)).unlink()
        files[0].raw = archive({"zeros.bin": bytes(150_000_000)})
        self.env.invalidate_all()
        with patch.object(apart, "budget", lambda _size: 0.01), mute_logger(
                "odoo.addons.base.models.ir_attachment"):
            request.action_collect()
        self.assertEqual(request.unread_files, 2)

    def test_it_holds_what_the_law_wants_said(self):
        self._tell_invoice(self.person, "2026-03-31")
        self.timers.refresh(self.person)
        self.company.write({"privacy_controller_name": "Bakery BV",
                            "privacy_email": "privacy@bakery.example",
                            "privacy_authority": "Authority, Brussels"})
        _request, package = self._built()
        with self._open(package.attachment_id) as opened:
            names = opened.namelist()
            data = json.loads(opened.read("data.json"))
            html = opened.read("answer.html").decode()
            paper = "\n".join(page.extract_text() for page in PdfReader(
                io.BytesIO(opened.read("answer.pdf"))).pages)
            manifest = json.loads(opened.read("manifest.json"))
        rules.check(data)
        facts = data["facts"]
        self.assertTrue(facts["held"])
        self.assertEqual(facts["controller"]["name"], "Bakery BV")
        articles = {category: {each["article"] for each in facts["purposes"]
                               if category in each["categories"]}
                    for category in ("Account and billing", "Communication")}
        self.assertIn("Art. 6(1)(c) GDPR", articles["Account and billing"])
        self.assertEqual(articles["Communication"], {"Art. 6(1)(b) GDPR"})
        self.assertTrue(facts["recipients"] and facts["storage"] and facts["source"])
        self.assertIn("Authority, Brussels", facts["complaint"])
        for value in ("Bakery BV", "privacy@bakery.example", "Authority, Brussels",
                     facts["storage"][0]["sentence"], facts["recipients"][0]["name"],
                     "Art. 22", "My order", "ilse@vermeulen.example"):
            with self.subTest(value=value):
                self.assertIn(value, html)
                self.assertIn(re.sub(r"\s", "", value), re.sub(r"\s", "", paper))
        self.assertEqual({"answer.html", "answer.pdf", "data.json", "schema.json",
                          "manifest.json"} - set(names), set())
        self.assertEqual({file["name"] for file in manifest["files"]},
                         set(names) - {"manifest.json"})
        self.assertFalse(package.missing)

    def test_no_name_anywhere_says_whose_it_is(self):
        self.env["ir.attachment"].create({
            "name": "Ilse Vermeulen.pdf.exe", "raw": b"hello", "res_model": "res.partner",
            "res_id": self.person.id})
        _request, package = self._built()
        self.assertEqual(package.attachment_id.name, "privacy-package.zip")
        with self._open(package.attachment_id) as opened:
            names, data = opened.namelist(), json.loads(opened.read("data.json"))
        self.assertNotIn("ilse", " ".join(names).lower())
        self.assertTrue([name for name in names if re.fullmatch(r"files/\d{4}\.[a-z]+", name)])
        self.assertIn("Ilse Vermeulen.pdf.exe", [file["name"] for file in data["files"]])

    def test_who_is_not_known_is_told_so(self):
        request = self._asked("access", "portability").with_user(self.officer).sudo(False)
        request._confirm_identity(
            self.env["res.partner"].with_env(request.env), "known", why="Nobody is meant")
        request.action_build_package()
        data = self._data(request.package_ids.filtered(
            lambda package: package.kind == "access").sudo().attachment_id)
        self.assertFalse(data["facts"]["held"])
        self.assertEqual((data["datasets"], data["files"]), ([], []))
        self.assertTrue(data["facts"]["rights"] and data["facts"]["complaint"])
        with self._open(request.package_ids[0].sudo().attachment_id) as opened:
            self.assertIn("no personal data", opened.read("answer.html").decode())

    def test_it_is_written_in_the_persons_language(self):
        self.env["res.lang"]._activate_lang("nl_BE")
        self.env["ir.model"]._get("res.partner").with_context(lang="nl_BE").name = "Relatie"
        _request, package = self._built(lang="nl_BE")
        data = self._data(package.attachment_id)
        self.assertEqual(data["language"], "nl_BE")
        self.assertIn("Relatie", [dataset["label"] for dataset in data["datasets"]])

    def test_where_nothing_prints_it_says_so(self):
        with patch(REPORTS, lambda reports: "install"):
            _request, package = self._built()
        self.assertIn("answer.pdf", package.missing)
        with self._open(package.attachment_id) as opened:
            self.assertNotIn("answer.pdf", opened.namelist())
            self.assertIn("answer.pdf", json.loads(opened.read("manifest.json"))["missing"][0])

    def test_portability_is_a_part_of_access(self):
        self._tell_running(self.person, True)
        self.person.comment = "<p>Difficult customer</p>"
        self._message(self.person, "2026-05-05 10:00:00", body="<p>Our internal view</p>",
                      author_id=self.staff.partner_id.id, message_type="comment")
        self.timers.refresh(self.person)
        request = self._identified("access", "portability")
        whole = self._data(request.build_package("access"))
        attachment = request.build_package("portability")
        part = self._data(attachment)
        self.assertLess(set(rules.facts_of(part)), set(rules.facts_of(whole)))
        self.assertIn("My order", json.dumps(part))
        for value in ("Difficult customer", "Our internal view"):
            self.assertIn(value, json.dumps(whole))
            self.assertNotIn(value, json.dumps(part))
        with self._open(attachment) as opened:
            self.assertIn("ilse@vermeulen.example", opened.read("contacts.vcf").decode())

    def test_a_right_is_granted_when_its_package_is_ready(self):
        request = self._identified("access", "portability")
        access, portability = request.right_ids
        with self.assertRaises(UserError):
            access._close("granted")
        request.build_package("access")
        with self.assertRaises(UserError):
            portability._close("granted")
        access._close("granted")
        portability._close("refused", "no_consent_or_contract", "Neither of both.")
        self.assertEqual(request.state, "answered")

    def test_a_new_one_replaces_the_old_one(self):
        request, first = self._built()
        file = first.attachment_id
        request.build_package()
        self.assertEqual(first.state, "deleted")
        self.assertFalse(file.exists())
        self.assertEqual(request.package_ids.mapped("state"), ["ready", "deleted"])

    def test_what_is_read_has_no_tags_whatever_its_field_says(self):
        self.assertEqual(text_of("<table><tr><td>Dear you</td></tr></table>", "text"), "Dear you")
        self.assertEqual(text_of("1 < 2 and <b>so</b> on", "text"), "1 < 2 and <b>so</b> on")

    def test_an_address_that_another_contact_has_leads_to_nobody(self):
        twin = self._contact("Another One", email=self.person.email)
        request = self._asked("access").with_user(self.officer).sudo(False)
        request._confirm_identity(
            self.person.with_env(request.env), "known", why="The other one is a colleague")
        data = self._data(request.build_package())
        (contacts,) = [each for each in data["datasets"] if each["model"] == "res.partner"]
        self.assertEqual([record["id"] for record in contacts["records"]], self.person.ids)
        request = self._asked("access").with_user(self.officer).sudo(False)
        request._confirm_identity(
            (self.person | twin).with_env(request.env), "known", why="Both are theirs")
        data = self._data(request.build_package())
        (contacts,) = [each for each in data["datasets"] if each["model"] == "res.partner"]
        self.assertEqual(len(contacts["records"]), 2)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRedactions(PackageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.value = cls._message(
            cls.person, "2026-05-04 11:00:00", body="<p>I saw her in Ghent</p>",
            author_id=cls.other.id, email_from=cls.other.email)
        cls.mention = cls._message(
            cls.person, "2026-05-04 12:00:00", body="<p>With Odilon Vrakstounet</p>",
            email_from=cls.person.email)

    def test_they_are_suggested_and_taken_out_until_an_officer_releases_them(self):
        request, package = self._built()
        text = json.dumps(self._data(package.attachment_id))
        self.assertNotIn("Ghent", text)
        self.assertNotIn("Vrakstounet", text)
        rows = request.redaction_ids
        self.assertEqual(set(rows.mapped("state")), {"suggested"})
        self.assertEqual(request.to_review, len(rows))
        words = rows.filtered(lambda row: row.kind == "written" and row.res_id == self.value.id)
        with self.assertRaises(UserError):
            words.action_release()
        words.release_reason = "Both were there; nothing of it is private"
        words.action_release()
        (rows - words).action_keep()
        text = json.dumps(self._data(request.build_package()))
        self.assertIn("I saw her in Ghent", text)
        self.assertNotIn("Vrakstounet", text)
        self.assertEqual(words.state, "released")
        self.assertEqual(set((rows - words).mapped("state")), {"applied"})
        self.assertTrue(self._filed("redaction_released"))

    def test_a_link_names_nobody_who_is_known_by_one_word(self):
        single = self._contact("Hildegonde")
        self._message(self.person, "2026-05-04 13:00:00", body="<p>Hello</p>",
                      partner_ids=[Command.set(single.ids)], email_from=self.person.email)
        request, package = self._built()
        self.assertNotIn("Hildegonde", json.dumps(self._data(package.attachment_id)))
        self.assertIn("link", request.redaction_ids.mapped("kind"))

    def test_what_a_company_wrote_is_no_persons(self):
        firm = self._contact("Plovdrinsky BV", is_company=True, email="info@plovdrinsky.example")
        self._message(self.person, "2026-05-04 13:00:00", body="<p>Your parcel is late</p>",
                      author_id=firm.id, email_from=firm.email)
        _request, package = self._built()
        text = json.dumps(self._data(package.attachment_id))
        self.assertIn("Your parcel is late", text)
        self.assertIn("Plovdrinsky BV", text)

    def test_a_row_holds_no_value(self):
        request = self._identified("access")
        request.action_collect()
        value = str(self.env.execute_query(SQL(
            "SELECT to_jsonb(r) FROM privacy_redaction r WHERE request_id = %s", request.id)))
        for mark in ("Ghent", "Vrakstounet", "Odilon", "Ilse"):
            self.assertNotIn(mark, value)

    def test_nobody_but_an_officer_reviews(self):
        request = self._identified("access")
        request.action_collect()
        row = request.redaction_ids[0]
        for user in (self.user, self.auditor, self.staff, self.admin, self.portal):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    row.with_user(user).sudo(False).action_keep()
                with self.assertRaises(AccessError):
                    row.with_user(user).sudo(False).write({"release_reason": "x"})
        with self.assertRaises(AccessError):
            row.write({"state": "released"})
        with self.assertRaises(AccessError):
            self.env["privacy.redaction"].with_user(self.officer).sudo(False).create({
                "request_id": request.id, "model": "x", "res_id": 1, "field": "x",
                "kind": "link"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLife(PackageCommon):
    def test_after_its_period_the_file_is_gone_and_that_is_filed(self):
        _request, package = self._built()
        file, path = package.attachment_id, package._path()
        with freeze_time("2026-12-06 23:00:00"):
            Housekeeping(self.env).gc_packages()
            self.assertEqual(package.state, "ready")
        with freeze_time("2026-12-08"):
            Housekeeping(self.env).gc_packages()
        self.assertEqual(package.state, "deleted")
        self.assertFalse(file.exists())
        self.assertNotEqual(package._path(), path)
        self.assertEqual(self._filed("package_deleted").counts["package"], package.id)

    def test_its_period_is_a_setting(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.keep_package_days", "3")
        _request, package = self._built()
        self.assertEqual(str(package.expires_on), "2026-11-26 00:00:00")

    def test_only_officers_see_it_and_nobody_edits_it(self):
        _request, package = self._built()
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            mine = package.with_user(user).sudo(False)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    mine.read(["kind"])
                with self.assertRaises(AccessError):
                    mine.attachment_id.read(["raw"])
                with self.assertRaises(AccessError):
                    package.attachment_id.with_user(user).sudo(False).read(["raw"])
        officer = package.with_user(self.officer).sudo(False)
        self.assertEqual(officer.read(["kind"])[0]["kind"], "access")
        for act in (lambda: officer.write({"state": "ready"}), lambda: officer.read(["token"]),
                    lambda: officer.search([("token", "=like", "a%")]),
                    lambda: officer.read(["code_hash"]), officer.unlink):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(UserError):
            package.unlink()

    def test_another_companys_officer_sees_nothing(self):
        request, package = self._built()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = new_test_user(self.env, "foreign_officer", OFFICER, company_id=other.id,
                                company_ids=[Command.set(other.ids)])
        for record in (package, request.redaction_ids, request):
            self.assertFalse(record.with_user(foreign).sudo(False).search(
                [("id", "in", record.ids)]))
        with self.assertRaises(AccessError):
            request.with_user(foreign).sudo(False).build_package()

    def test_the_letter_has_the_link_and_not_the_code(self):
        request, package = self._built()
        mails = self.env["mail.mail"].search([])
        request.package_ids.with_user(self.officer).sudo(False).action_send()
        (letter,) = self.env["mail.mail"].search([]) - mails
        self.assertIn(package._path(), letter.body_html)
        self.assertEqual(letter.email_to, "ilse@vermeulen.example")
        self.assertNotRegex(re.sub(r"<[^>]*>", "", letter.body_html), r"\b\d{6}\b")
        self.assertTrue(package.sent_on)

    def test_who_asked_from_another_address_is_written_to_at_the_one_that_is_known(self):
        request = self._asked("access", email="thief@mail.example").with_user(
            self.officer).sudo(False)
        request._confirm_identity(self.person.with_env(request.env), "known", why="Known in person")
        self.assertEqual(confirmed_email(request), "ilse@vermeulen.example")
        other = self._asked("access", email="thief@mail.example")
        self.assertFalse(confirmed_email(other))

    def test_it_outlives_the_erasure_of_its_person_by_its_period_alone(self):
        request = self._identified("access", "erasure")
        request.build_package()
        package = request.package_ids.sudo()
        request.right_ids[1]._act("a")
        self.env.invalidate_all()
        kept = self.env["privacy.kept.item"].search([
            ("model", "=", "ir.attachment"), ("res_id", "=", package.attachment_id.id)])
        self.assertEqual((kept.ground, str(kept.until)), ("request", "2026-12-07"))
        self.assertEqual(request.right_ids[1].run_id.item_ids.state, "kept")
        self.assertEqual(package.state, "ready")
        with freeze_time("2026-12-08"):
            Housekeeping(self.env).gc_packages()
        self.assertTrue(kept.settled_on)
        self.assertFalse(package.attachment_id)

    def test_an_older_package_is_no_part_of_a_newer_one(self):
        request, _package = self._built()
        data = self._data(request.build_package())
        self.assertNotIn("privacy-package.zip", json.dumps(data))

    def test_findings_are_no_fields_to_write(self):
        request = self._identified("access")
        for vals in ({"findings": []}, {"collected_on": TODAY}, {"unread_files": 0}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                request.write(vals)

    def test_housekeeping_takes_it_with_an_old_request(self):
        request, package = self._built()
        request.right_ids._close("granted")
        with freeze_time("2036-01-01"):
            Housekeeping(self.env).gc_requests()
        self.assertFalse(request.exists())
        self.assertFalse(package.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestHalves(PackageCommon):
    """The two halves that open a package, below the page; :class:`TestFetch` is the page."""

    def _coded(self):
        _request, package = self._built()
        with patch.object(codes, "new_code", lambda: "123456"):
            package._send_code()
        return package

    def test_a_wrong_token_finds_nothing(self):
        _request, package = self._built()
        packages = self.env["privacy.package"].with_user(self.env.ref("base.public_user"))
        self.assertEqual(packages._find(package.id, package.token), package)
        for number, token in ((package.id, "x"), (package.id, ""), (0, package.token),
                              (package.id, package.token[:-1]), (2**40, package.token)):
            self.assertFalse(packages._find(number, token))

    def test_a_code_opens_once(self):
        package = self._coded()
        self.assertFalse(package._opens_with("654321"))
        self.assertTrue(package._opens_with("123456"))
        self.assertFalse(package._opens_with("123456"))

    def test_after_five_tries_the_right_code_is_none(self):
        package = self._coded()
        for _try in range(5):
            self.assertFalse(package._opens_with("654321"))
        self.assertFalse(package._opens_with("123456"))
        self.assertEqual(len(self._filed("package_wrong_code")), 5)

    def test_only_the_persons_own_login_opens(self):
        self._tell_portal(self.person, True)
        login = self.person.user_ids
        login.login = self.person.email
        _request, package = self._built()
        self.assertFalse(package._opens_for(login), "it has not shown that the address is its own")
        AddressProof(self.env).note(self.person.email, "reset", user=login)
        self.assertTrue(package._opens_for(login))
        for user in (self.portal, self.officer, self.admin, self.env.ref("base.public_user")):
            self.assertFalse(package._opens_for(user))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFetch(PackageCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._tell_portal(cls.person, True)
        cls.login = cls.person.user_ids
        cls.login.write({"login": cls.person.email, "password": "fetch-me-please"})
        AddressProof(cls.env).note(cls.person.email, "reset", user=cls.login)

    def setUp(self):
        super().setUp()
        self.request, self.package = self._built()
        self.opener.headers["User-Agent"] = "Mozilla/5.0"
        self.url = self.package._path()
        # codes are caught where they are made; that they are stored nowhere is tested below
        self.codes = []
        make = codes.new_code
        self.patch(codes, "new_code", lambda: self.codes.append(make()) or self.codes[-1])

    def _page(self, url=None):
        return self.url_open(url or self.url)

    def _post(self, url=None, **data):
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._page().text)
        return self.url_open(url or self.url, {
            "csrf_token": token and token[1] or "", **data})

    def _is_zip(self, response):
        return (response.status_code, response.headers["Content-Type"]) == (
            200, "application/zip")

    def test_a_get_shows_a_page_that_does_not_say_whose_it_is(self):
        page = self._page()
        self.assertEqual(page.status_code, 200)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        for mark in ("Ilse", "Vermeulen", self.request.name, "access"):
            self.assertNotIn(mark, re.sub(r"<[^>]*>", "", page.text.split("<main")[1]))
        self.assertEqual(self.package.downloads, 0)
        self.assertFalse(self.codes)

    def test_a_code_comes_by_mail_and_opens_once(self):
        self.assertFalse(self._is_zip(self._post(step="fetch", code="")))
        page = self._post(step="code")
        self.assertEqual((page.status_code, len(self.codes)), (200, 1))
        (code,) = self.codes
        answer = self._post(step="fetch", code=f" {code[:3]} {code[3:]}")
        self.assertTrue(self._is_zip(answer))
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("privacy-package.zip", answer.headers["Content-Disposition"])
        self.assertTrue(zipfile.is_zipfile(io.BytesIO(answer.content)))
        self.env.invalidate_all()
        self.assertEqual(self.package.downloads, 1)
        self.assertEqual(self._filed("package_download").counts["downloads"], 1)
        self.assertFalse(self._is_zip(self._post(step="fetch", code=code)))

    def test_the_digits_go_out_by_mail_and_are_stored_nowhere(self):
        server, sent = self.env.registry["ir.mail_server"], []
        self.company.privacy_email = "privacy@bakery.example"
        self.patch(server, "_disable_send", lambda servers: False)
        self.patch(server, "_connect__", lambda servers, **kwargs: None)
        self.patch(server, "send_email", lambda servers, message, *args, **kwargs: (
            sent.append(message) or message["Message-Id"]))
        # also to who is restricted: it is the answer to their own request
        self.person.privacy_restricted = True
        page = self._post(step="code")
        self.assertEqual(page.status_code, 200, page.text[-1500:])
        (code,), (letter,) = self.codes, sent
        self.assertEqual(letter["To"], "ilse@vermeulen.example")
        value = letter.get_body().get_content()
        self.assertIn(code, value)
        self.assertNotIn(self.url, value)
        self.env.flush_all()
        for table in ("privacy_package", "mail_mail", "mail_message", "privacy_evidence"):
            rows = str(self.env.execute_query(SQL(
                "SELECT to_jsonb(t) FROM %s t", SQL.identifier(table))))
            self.assertNotIn(code, rows, table)

    def test_a_code_that_cannot_be_sent_is_none_and_stays_nowhere(self):
        server = self.env.registry["ir.mail_server"]
        self.patch(server, "_disable_send", lambda servers: False)
        self.patch(server, "_connect__", Mock(side_effect=OSError("no server")))
        with mute_logger("odoo.addons.cloudpepper_privacy.engine.access.delivery"):
            self._post(step="code")
        self.assertEqual(len(self.codes), 1)
        self.assertFalse(self.env["mail.mail"].search([("model", "=", "privacy.package")]))
        self.assertFalse(self.env["mail.message"].search([("model", "=", "privacy.package")]))
        self.assertFalse(self._is_zip(self._post(step="fetch", code=self.codes[0])))

    def test_after_five_tries_or_fifteen_minutes_a_code_is_none(self):
        self._post(step="code")
        (code,) = self.codes
        wrong = f"{(int(code) + 1) % 10 ** 6:06d}"
        for _try in range(5):
            self.assertIn("does not open it", self._post(step="fetch", code=wrong).text)
        self.assertFalse(self._is_zip(self._post(step="fetch", code=code)))
        self._post(step="code")
        with freeze_time(f"{TODAY} 00:15:01"):
            self.assertFalse(self._is_zip(self._post(step="fetch", code=self.codes[-1])))
        self.assertTrue(self._is_zip(self._post(step="fetch", code=self.codes[-1])))

    def test_only_a_few_codes_are_sent_in_a_day(self):
        for _time in range(9):
            self._post(step="code")
        self.assertEqual(len(self.codes), 5)

    def test_the_persons_login_needs_no_code_and_another_one_does(self):
        self.authenticate(self.login.login, "fetch-me-please")
        self.assertTrue(self._is_zip(self._post(step="fetch")))
        for login in ("portal_person", "privacy_officer", "plain_admin"):
            with self.subTest(login=login):
                self.authenticate(login, login)
                self.assertFalse(self._is_zip(self._post(step="fetch")))

    def test_every_wrong_link_meets_the_same_page(self):
        number, token = self.package.id, self.package.token
        urls = [f"/privacy/package/{number}/wrong", f"/privacy/package/{number + 999}/{token}",
                f"/privacy/package/{number}/{token}x", "/privacy/package/0/x",
                f"/privacy/package/{number}/{token[:-1]}%C3%A9",
                f"/privacy/package/{10 ** 12}/{token}"]
        pages = [self._page(url) for url in urls]
        pages += [self._post(url, step="fetch", code="123456") for url in urls]
        with freeze_time("2027-01-01"):
            pages.append(self._page())
        self.package._delete()
        self.env.flush_all()
        pages.append(self._page(f"/privacy/package/{number}/{token}"))
        self.assertEqual({page.status_code for page in pages}, {404})
        bodies = {re.sub(r'csrf_token: "[^"]*"|/privacy/package/[^"]*|"[0-9a-f]{40,}[^"]*"', "",
                         page.text.split("<main")[1]) for page in pages}
        self.assertEqual(len(bodies), 1)
        self.assertFalse(self.codes)

    def test_a_post_from_elsewhere_does_nothing(self):
        answer = self.url_open(self.url, {"step": "code"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.codes)

    def test_before_it_is_ready_or_when_identity_is_in_doubt_there_is_nothing(self):
        self.request._ask_identity("Another person says that it is their name")
        self.env.flush_all()
        self.assertEqual(self._page().status_code, 404)
        self.request._confirm_identity(
            self.person.with_env(self.request.env), "known", why="One person")
        self.env.flush_all()
        self.assertEqual(self._page().status_code, 200)
        self.package.state = "draft"
        self.env.flush_all()
        self.assertEqual(self._page().status_code, 404)

"""The answer reads like a letter to a person: who they are first, words as text, no machinery."""

import re

from lxml import html
from odoo.tests import freeze_time, tagged

from ..builders.packages import PackageCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnswer(PackageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"street": "Kerkstraat 7", "zip": "9000", "city": "Gent",
                          "peppol_endpoint": "0804323604", "peppol_eas": "0208"}
                         if "peppol_eas" in cls.person._fields
                         else {"street": "Kerkstraat 7", "zip": "9000", "city": "Gent"})
        cls.env["ir.model.data"].create({
            "module": "oldcrm", "name": "contact_1", "model": "res.partner",
            "res_id": cls.person.id})
        cls._message(
            cls.person, "2026-05-06 10:00:00", email_from=cls.person.email,
            body="<div><p>Second <b>order</b></p><table><tr><td>Two chairs</td></tr></table></div>")
        cls._tell_invoice(cls.person, "2026-03-31")
        cls._tell_portal(cls.person, True)
        cls._tell_login(cls.person, "2026-06-01 10:00:00")
        cls.timers.refresh(cls.person)

    def _answer(self, *kinds):
        _request, package = self._built(*kinds)
        with self._open(package[:1].attachment_id) as opened:
            return html.fromstring(opened.read("answer.html").decode()), self._data(
                package[:1].attachment_id)

    def _after(self, page, heading):
        """Return the text below a heading, up to the next of its kind."""
        (head,) = [each for each in page.iter("h2") if each.text == heading]
        texts = []
        for node in head.itersiblings():
            if node.tag == "h2":
                break
            texts.append(node.text_content())
        return " ".join(" ".join(texts).split())

    def test_it_begins_as_a_letter_to_the_person(self):
        page, data = self._answer()
        top = " ".join(page.body.text_content().split())
        places = [top.index(text) for text in (
            "Ilse Vermeulen", "Kerkstraat 7", "9000 Gent", "23 November 2026",
            "Your personal data: answer to your request", data["request"],
            "Dear Ilse Vermeulen,", "We hold personal data about you")]
        self.assertEqual(places, sorted(places))

    def test_who_the_person_is_stands_first(self):
        page, _data = self._answer()
        text = self._after(page, "Your data")
        self.assertLess(text.index("ilse@vermeulen.example"), text.index("Second order"))
        first = next(each for each in page.iter("h4"))
        self.assertTrue(first.text_content().startswith("Contact"), first.text_content())

    def test_words_are_text_and_no_tag_is_read(self):
        page, _data = self._answer()
        text = page.body.text_content()
        self.assertIn("Second order", text)
        self.assertIn("Two chairs", text)
        self.assertNotRegex(text, r"</?(p|div|table|td|b|span)\b")

    def test_where_people_write_to_us_is_nobodys_own_address(self):
        self.company.privacy_email = "privacy@own.example"
        self._message(
            self.person, "2026-06-07 10:00:00", author_id=self.staff.partner_id.id,
            email_from="privacy@own.example", body="<p>Write to privacy@own.example.</p>")
        page, _data = self._answer()
        self.assertIn("Write to privacy@own.example.", page.body.text_content())

    def test_machinery_is_not_printed_but_named_and_stands_in_the_data(self):
        page, data = self._answer()
        copy, left = self._after(page, "Your data"), self._after(page, "What is not printed here")
        models = {dataset["model"]: dataset["label"] for dataset in data["datasets"]}
        machinery = [label for model, label in models.items()
                     if model in ("ir.model.data", "mail.followers", "mail.notification")]
        for label in machinery:
            with self.subTest(label=label):
                self.assertNotIn(f"{label} (", copy)
                self.assertIn(f"{label} (", left)
        for field in ("Peppol e-address (EAS)", "Share Partner"):
            self.assertNotIn(field, copy)
        self.assertTrue(machinery or "ir.model.data" not in models)

    def test_every_category_has_purpose_basis_end_and_source(self):
        page, data = self._answer()
        text = self._after(page, "What we use your data for, how long, and where they come from")
        parts = re.split("|".join(re.escape(each["name"]) for each in data["categories"]), text)
        codes = {category["code"] for category in data["categories"]}
        self.assertLessEqual({"account", "communication", "technical"}, codes)
        self.assertNotIn("No period runs", text)
        self.assertNotIn("No purpose is recorded", text)
        self.assertIn("Each record: 12 months after its own date", text)
        self.assertGreaterEqual(len(parts), len(codes))
        self.assertGreaterEqual(text.count("records:"), len(codes))

    def test_days_are_words_and_no_stamp_of_a_machine(self):
        page, _data = self._answer()
        copy = self._after(page, "Your data")
        self.assertIn("4 May 2026", copy)
        self.assertNotRegex(copy, r"\d{4}-\d\d-\d\dT")

    def test_where_nothing_is_held_nothing_is_listed(self):
        request = self._asked("access", name="Nora Niemand", email="nora@mail.example").with_user(
            self.officer).sudo(False)
        request._confirm_identity(self.env["res.partner"].with_env(request.env), "known")
        with self._open(request.build_package().sudo()) as opened:
            page = html.fromstring(opened.read("answer.html").decode())
        text = page.body.text_content()
        self.assertIn("Dear Nora Niemand,", text)
        self.assertIn("We hold no personal data about you", text)
        self.assertNotIn("What is not printed here", text)

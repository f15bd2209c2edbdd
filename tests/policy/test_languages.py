"""What people outside read, in each of the four languages: files, pages and letters."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import polib
from odoo.tests import HttpCase, TransactionCase, tagged

from ...engine.requests.public_form import PublicForm
from ..builders.languages import install_languages

FOLDER = Path(__file__).parents[2] / "i18n"
LANGUAGES = {"nl": "nl_NL", "fr": "fr_FR", "de": "de_DE"}
#: what a translation keeps: placeholders, expressions and tags
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|<[^>]+>")


def read(language):
    return polib.pofile(FOLDER / f"{language}.po")


@tagged("post_install", "-at_install")
class TestFiles(TransactionCase):
    def test_every_language_has_every_text_for_people_outside(self):
        texts = {language: {entry.msgid for entry in read(language)} for language in LANGUAGES}
        self.assertGreater(len(texts["nl"]), 150)
        for language in LANGUAGES:
            self.assertEqual(texts[language], texts["nl"], language)
            empty = [entry.msgid for entry in read(language) if not entry.msgstr]
            self.assertFalse(empty, language)

    def test_translations_keep_what_is_filled_in_and_every_tag(self):
        for language in LANGUAGES:
            for entry in read(language):
                with self.subTest(language=language, text=entry.msgid[:60]):
                    self.assertEqual(Counter(KEPT.findall(entry.msgstr)),
                                     Counter(KEPT.findall(entry.msgid)))


@tagged("post_install", "-at_install")
class TestPagesInEachLanguage(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        langs = install_languages(cls.env, LANGUAGES.values())
        if "website" in cls.env:
            # a site speaks the languages that it was given
            for site in cls.env["website"].search([("id", "!=", False)]):
                site.language_ids |= langs

    def test_the_form_and_the_letter_speak_the_readers_language(self):
        for language, code in LANGUAGES.items():
            words = {entry.msgid: entry.msgstr for entry in read(language)}
            with self.subTest(language=language):
                lang = self.env["res.lang"]._get_data(code=code)
                page = self.url_open(f"/{lang.url_code}/privacy/request").text
                for value in ("Your data, your rights", "Erasure"):
                    self.assertIn(words[value], page)
                PublicForm(self.env).submit(
                    {"rights": ["access"], "email": f"a@{language}.example", "lang": code},
                    "192.0.2.1")
                mail = self.env["mail.mail"].search(
                    [("email_to", "=", f"a@{language}.example")])
                self.assertEqual(mail.subject, words["Please confirm your request"])

    def test_the_answer_speaks_the_persons_language(self):
        for language, code in LANGUAGES.items():
            words = {entry.msgid: entry.msgstr for entry in read(language)}
            partner = self.env["res.partner"].create({
                "name": f"Somebody {language}", "email": f"b@{language}.example"})
            request = self.env["privacy.request"].intake({
                "rights": ["access"], "email": partner.email, "lang": code})
            request._confirm_identity(partner, "known")
            package = request.build_package()
            with zipfile.ZipFile(io.BytesIO(package.raw)) as opened:
                answer = opened.read("answer.html").decode()
            with self.subTest(language=language):
                for value in ("Communication", "Account and billing", "Consent"):
                    if value in answer and words.get(value, value) != value:
                        self.fail(f"{value} stands in the answer in {language}")
                self.assertIn(f'lang="{language}', answer)
            request.right_ids._close("refused", "unfounded", "Because.")
            self.assertIn(words["Refused"], request.right_ids.letter_id.body)

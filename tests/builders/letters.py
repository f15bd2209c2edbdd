"""Every letter in every language, as plain text: rendered for fixed people, days and numbers."""

import os
import re
from pathlib import Path
from unittest.mock import patch

from ...core.evidence import codes
from ...core.text.letter_text import letter_text
from ...engine.requests.letters import Letters
from ...engine.requests.paper import Paper
from .languages import install_languages
from .requests import LetterCommon

FOLDER = Path(__file__).parents[1] / "letters"
LANGUAGES = {"en": "en_US", "nl": "nl_NL", "fr": "fr_FR", "de": "de_DE"}
NUMBER, RECEIVED = "REQ/2026/0042", "2026-11-10 09:00:00"
#: set to ``write``, it has the texts written anew in place of compared
REWRITE = "PRIVACY_LETTERS"
#: what is another one each time
CHANGING = (
    (re.compile(r"/privacy/package/\d+/[\w-]+"), "/privacy/package/7/TOKEN"),
    (re.compile(r"/privacy/address/[\w-]+"), "/privacy/address/TOKEN"),
    (re.compile(r"/privacy/request/confirm/[\w-]+"), "/privacy/request/confirm/TOKEN"),
)
#: the same, before lines are broken
NUMBERS = (
    (re.compile(r"/my/privacy/\d+"), "/my/privacy/7"),
    (re.compile(r"/privacy-requests/\d+"), "/privacy-requests/7"),
)


class LetterTableCommon(LetterCommon):
    """Takes down each letter that is written, in the four languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        install_languages(cls.env, LANGUAGES.values())
        cls.env["ir.config_parameter"].set_param("web.base.url", "https://erp.cloudpepper.example")
        cls.company.write({
            "privacy_controller_address": "Witte Patersstraat 4, 1040 Brussels",
            "privacy_authority": False, "privacy_controller_country": "BE",
            "privacy_email": "privacy@cloudpepper.example"})
        cls.person.write({
            "name": "Els Peeters", "email": "els@peeters.example", "street": "Kerkstraat 7",
            "zip": "9000", "city": "Gent", "country_id": cls.env.ref("base.be").id})

    def setUp(self):
        super().setUp()
        self.letters = []
        send, keep = Paper.send.__func__, Letters._keep

        def taken_down(template, record, address, **values):
            self._take(template, record, values.get("nameless", False))
            return send(Paper, template, record, address, **values)

        def kept(letters, template, record):
            self._take(template, record)
            return keep(letters, template, record)

        once = Letters.send_once

        def sent_once(letters, template, record, address, **given):
            self._take(self.env.ref(template).sudo().with_context(**given), record.sudo(), True)
            return once(letters, template, record, address, **given)

        self.startPatcher(patch.object(Paper, "send", taken_down))
        self.startPatcher(patch.object(Letters, "send_once", sent_once))
        self.startPatcher(patch.object(codes, "new_code", lambda: "123456"))
        self.startPatcher(patch.object(Letters, "_keep", kept))

    def _take(self, template, record, nameless=False):
        """Render a letter in each language, as it would be written to somebody who reads that."""
        texts = {}
        for short, code in LANGUAGES.items():
            with self.env.cr.savepoint() as savepoint:
                self._speak(record, code)
                local = record.with_context(lang=code) if nameless else record
                # with what the template reads from its rendering context
                one = template.with_context(lang=code) if nameless else template
                letter = one._generate_template([local.id], ("subject", "body_html"))[local.id]
                page = Paper.of(one, local).wrap(letter["subject"], letter["body_html"], nameless)
                for pattern, shown in NUMBERS:
                    page = pattern.sub(shown, page)
                text = f"{letter['subject']}\n\n{letter_text(page)}"
                savepoint.rollback()
            for pattern, shown in CHANGING:
                text = pattern.sub(shown, text)
            texts[short] = text
        self.letters.append(texts)

    def _speak(self, record, code):
        """Have the person of a record read a language."""
        request = record if "person_email" in record._fields else record.request_id
        request.sudo().write({"lang": code})
        self.env.flush_all()
        record.invalidate_recordset()

    # === REQUESTS === #

    def _numbered(self, request):
        request.sudo().write({"name": NUMBER})
        return request

    def _request(self, *kinds, **vals):
        """Take a request in, whose letters are taken down from here on."""
        request = self._numbered(self._asked(*kinds, **{
            "name": "Els Peeters", "email": "els@peeters.example", "received_on": RECEIVED,
            "lang": "en_US", **vals}))
        self.letters.clear()
        return request.with_user(self.officer).sudo(False)

    def _known(self, *kinds, partners=None, **vals):
        request = self._request(*kinds, **vals)
        request._confirm_identity(
            (self.person if partners is None else partners).with_env(request.env), "known",
            why="By the customer number")
        return request

    # === THE TABLE === #

    def check(self, situation):
        """Compare what was written with the table; or write it there.

        :param str situation: name of the file
        """
        self.assertTrue(self.letters, "no letter was written")
        text = "\n\n".join(
            f"=== {short}{f', {number}' if len(self.letters) > 1 else ''} ===\n\n{texts[short]}"
            for short in LANGUAGES for number, texts in enumerate(self.letters, 1))
        path = FOLDER / f"{situation}.txt"
        if os.environ.get(REWRITE) == "write":
            path.write_text(text, encoding="utf-8")
        self.assertTrue(path.is_file(), f"{path.name} is not in the table")
        self.maxDiff = None
        self.assertEqual(text, path.read_text(encoding="utf-8"))

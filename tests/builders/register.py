"""The register of the tests' company, as each role meets it."""

import csv
import io

import openpyxl

from ...engine.register.check import Check
from ...engine.register.document import Document
from ...engine.register.export import Export
from ...engine.register.versions import Versions
from ..common import PrivacyCommon


class RegisterCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stripe, cls.klaviyo = (
            cls.env.ref(f"cloudpepper_privacy.recipient_{name}") for name in ("stripe", "klaviyo"))
        cls.purposes = cls.env["privacy.purpose"]
        cls.versions = Versions(cls.env, cls.company)

    def _ref(self, name):
        return self.env.ref(f"cloudpepper_privacy.{name}")

    def _register(self, lang=None):
        return Document(self.env, self.company, lang).whole()

    def _activity(self, code, lang=None):
        return {row["code"]: row for row in self._register(lang)["activities"]}[code]

    def _lacks(self, kind=None):
        """Return {(about, sentence)} of what is missing."""
        return {(each.about, each.sentence) for each in Check(self.env, self.company).every()
                if kind in (None, each.kind)}

    def _export(self, user=None, day=None, lang="en_US"):
        env = self.env(user=user or self.officer, su=False, context={})
        return Export(env, self.company.with_env(env), lang, day)

    def _cells(self, exported, table="activities"):
        """Return a CSV's rows as dicts by heading."""
        text = exported.file("csv", table).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def _book(self, exported):
        return openpyxl.load_workbook(io.BytesIO(exported.file("xlsx").content))

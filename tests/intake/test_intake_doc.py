"""The examples of doc/consent_intake.md work as they stand there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from odoo.tests import tagged

from ..builders.intake import IntakeCommon

DOC = Path(__file__).resolve().parents[2] / "doc" / "consent_intake.md"


@tagged("post_install", "-at_install")
class TestIntakeDoc(IntakeCommon):
    def setUp(self):
        super().setUp()
        self.text_of_doc = DOC.read_text(encoding="utf-8")

    def _block(self, language):
        (block,) = re.findall(rf"```{language}\n(.*?)```", self.text_of_doc, re.DOTALL)
        return block

    def _run(self, command, text, secret=None):
        """Run an example as another process would; return (whether it ended well, its output)."""
        environ = {**os.environ, "PRIVACY_URL": self.base_url(), "PRIVACY_KEY": self.key,
                   "PRIVACY_SECRET": secret or self.secret}
        self.env.flush_all()
        with self.allow_requests(all_requests=True):
            done = subprocess.run([*command, text], env=environ, capture_output=True, text=True,
                                  check=False, timeout=60)
        self.env.invalidate_all()
        return done.returncode == 0, done.stdout + done.stderr

    def _curl(self, secret=None):
        return self._run(["sh", "-c"], self._block("sh"), secret)

    def _python(self, secret=None):
        return self._run([sys.executable, "-c"], self._block("python"), secret)

    def test_the_example_with_curl_gives_a_consent(self):
        went_well, output = self._curl()
        self.assertTrue(went_well, output)
        self.assertEqual(json.loads(output)["accepted"], 1)
        self.assertEqual(self.consents.search(
            [("visitor_key", "=", "f1c9a0d24b7e4c35")]).statement, "You may count me.")

    def test_the_example_with_python_gives_and_withdraws(self):
        went_well, output = self._python()
        self.assertTrue(went_well, output)
        self.assertIn("'accepted': 2", output)
        self.assertEqual(self.consents.search(
            [("source_id", "=", self.source.id)]).mapped("state"), ["withdrawn"])

    def test_with_another_secret_they_give_nothing(self):
        for run in (self._curl, self._python):
            went_well, output = run("0" * 64)
            self.assertFalse(went_well)
            self.assertRegex(output, "signature|HTTP Error 401")
        self.assertFalse(self.consents.search([("source_id", "=", self.source.id)]))

    def test_the_statuses_of_the_table_are_those_of_the_code(self):
        told = {int(code) for code in re.findall(r"^\| ([2-4]\d\d) \|", self.text_of_doc, re.M)}
        self.assertEqual(told, {200, 207, 400, 401, 403, 409, 413, 415, 422, 429})

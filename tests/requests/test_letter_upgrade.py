"""After an upgrade letters have their new words in every language, but for those of staff."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

from ..builders.languages import install_languages
from ..builders.requests import LetterCommon

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.1.4.0/post-letters.py"


@tagged("post_install", "-at_install")
class TestLetterUpgrade(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        install_languages(cls.env, ("nl_NL",))
        cls.template = cls.env.ref("cloudpepper_privacy.mail_template_request_decided")

    def _upgraded_from(self, user):
        """Return what the letter says in both languages, after an upgrade from an old text."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE mail_template SET write_uid = %s, body_html = jsonb_build_object("
            "'en_US', '<p>Old</p>', 'nl_NL', '<p>Oud</p>') WHERE id = %s",
            user.id, self.template.id))
        self.env.invalidate_all()
        spec = spec_from_file_location("post_letters", SCRIPT)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.templates(self.env)
        self.env.invalidate_all()
        return [str(self.template.with_context(lang=lang).body_html)
                for lang in ("en_US", "nl_NL")]

    def test_what_nobody_changed_has_the_new_words_in_every_language(self):
        english, dutch = self._upgraded_from(self.env.ref("base.user_root"))
        self.assertIn("Our answer", english)
        self.assertIn("Ons antwoord", dutch)

    def test_what_staff_wrote_stays_and_the_log_says_so(self):
        with self.assertLogs("post_letters", "WARNING") as logs:
            texts = self._upgraded_from(self.officer)
        self.assertEqual(texts, ["<p>Old</p>", "<p>Oud</p>"])
        self.assertIn("keeps its words", logs.output[0])

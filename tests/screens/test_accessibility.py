"""Pages for people are clean under axe-core (WCAG 2.1 A and AA), on a phone, in each language.

axe-core is the tests' own (PyPI ``axe-core-python``); where it is missing the tests are left out.
"""

import importlib.util
from pathlib import Path

from odoo.tests import HttpCase, new_test_user, tagged

from ...engine.consents.links import Links
from ..builders.consents import LANGUAGES, ZOE, ConsentCommon

AXE = "/privacy_axe.js"
#: loads axe, looks at the page, and says what is wrong and where
LOOK = """
const script = document.createElement("script");
script.src = "%(axe)s";
script.onerror = () => console.error("axe-core was not served");
script.onload = async () => {
    const wrong = [];
    if (document.documentElement.lang.slice(0, 2) !== "%(lang)s") {
        wrong.push("the page is in " + document.documentElement.lang);
    }
    const wide = [...document.querySelectorAll("#wrap *")].find(
        (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth);
    if (wide) wrong.push("wider than the phone: " + wide.outerHTML.slice(0, 200));
    // head and foot are Odoo's own
    const found = await axe.run({ exclude: [["header"], ["footer"]] }, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    });
    for (const rule of found.violations) {
        for (const node of rule.nodes) wrong.push(rule.id + ": " + node.html.slice(0, 200));
    }
    if (!found.passes.length) wrong.push("axe looked at nothing");
    if (wrong.length) console.error(wrong.join(" | "));
    else console.log("test successful");
};
document.head.append(script);
"""


def axe_source():
    """Return the script of axe-core, None where it is not installed."""
    spec = importlib.util.find_spec("axe_core_python")
    return spec and (Path(spec.origin).parent / "axe.min.js").read_bytes()


@tagged("post_install", "-at_install")
class TestAccessibility(ConsentCommon, HttpCase):
    browser_size = "375x667"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = axe_source()
        if not source:
            cls.skipTest(cls, "axe-core-python is not installed")
        cls.env["ir.attachment"].create({
            "name": "axe.js", "url": AXE, "type": "binary", "raw": source, "public": True,
            "mimetype": "text/javascript"})
        for lang in LANGUAGES:
            cls.env["res.lang"]._activate_lang(lang)
        if "website" in cls.env:
            cls.env["website"].search([]).language_ids = cls.env["res.lang"].search([])
        module = cls.env["ir.module.module"]._get("cloudpepper_privacy")
        module._update_translations(filter_lang=list(LANGUAGES))
        cls.page = f"/privacy/preferences/{Links(cls.env).token(ZOE, cls.env.company)}"

    def _login(self, lang):
        """A portal user who reads in a language."""
        name = f"axe_{lang[:2].lower()}"
        user = self.env["res.users"].search([("login", "=", name)]) or new_test_user(
            self.env, name, "base.group_portal", lang=lang, email=f"{name}@p.example")
        return user.login

    def _look(self, path, lang="en_US", login=None):
        with self.subTest(path=path.split("/")[2], lang=lang):
            self.browser_js(path, LOOK % {"axe": AXE, "lang": lang[:2]}, login=login,
                            cookies={"frontend_lang": lang})

    def test_the_preferences_in_four_languages(self):
        self._proven(text_id=self.text.id)
        self._given(purpose_id=self.other.id)
        self._look(self.page)
        for lang in LANGUAGES:
            self._look(self.page, lang, self._login(lang))

    def test_the_preferences_of_who_stopped_everything(self):
        consent = self._proven(text_id=self.text.id)
        self.env["mail.blacklist"]._add(ZOE)
        consent.date_withdrawn = consent.date_given
        self._look(self.page)

    def test_the_other_pages_without_a_login(self):
        self._given(text_id=self.text.id)
        for path in ("/privacy/preferences", self._send(), "/privacy/request"):
            self._look(path)

    def test_the_portal(self):
        for lang in ("en_US", *LANGUAGES):
            self._look("/my/privacy", lang, self._login(lang))
        self._look("/my/privacy/new", login=self._login("en_US"))

    def test_a_page_that_is_not_clean_is_told(self):
        """The twin: a button without a name is found."""
        view = self.env.ref("cloudpepper_privacy.preferences")
        heading = '<h1 class="h3">'
        view.arch = view.arch.replace(heading, f'<button type="button"/>{heading}', 1)
        with self.assertRaisesRegex(AssertionError, "button-name"):
            self.browser_js(self.page, LOOK % {"axe": AXE, "lang": "en"})

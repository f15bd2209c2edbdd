"""The pages of the policy are clean under axe-core (WCAG 2.1 A and AA), their targets are 44 px
high, on a phone and on a desktop, in each language.
"""

import importlib.util
from pathlib import Path

from odoo.tests import HttpCase, freeze_time, tagged

from ..builders.consents import LANGUAGES
from ..builders.policies import PolicyCommon
from ..common import TODAY

AXE = "/privacy_policy_axe.js"
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
        (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    if (wide) wrong.push("wider than the screen: " + wide.outerHTML.slice(0, 200));
    const small = [...document.querySelectorAll("#wrap .o_privacy_target")].find(
        (each) => each.getBoundingClientRect().height < 44);
    if (small) wrong.push("a target below 44 px: " + small.outerHTML.slice(0, 200));
    if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
    if (!document.querySelector("main")) wrong.push("no main");
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


class AccessibleCommon(PolicyCommon, HttpCase):
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
        draft = cls.versions.create({"company_id": cls.company.id})
        draft.action_publish()
        cls.rule.period_count = 4
        cls.env.flush_all()

    def _look(self, path, lang="en_US"):
        with self.subTest(path=path, lang=lang):
            prefix = "" if lang == "en_US" else f"/{lang[:2]}"
            self.browser_js(f"{prefix}{path}?company={self.company.id}",
                            LOOK % {"axe": AXE, "lang": lang[:2]},
                            cookies={"frontend_lang": lang})

    def _look_everywhere(self):
        for lang in ("en_US", *LANGUAGES):
            self._look("/privacy/policy", lang)
        self._look("/privacy")
        self._look("/privacy/policy/1")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAccessiblePhone(AccessibleCommon):
    browser_size = "375x667"
    touch_enabled = True

    def test_on_a_phone(self):
        self._look_everywhere()
        self.browser_js("/privacy/policy/1", LOOK % {"axe": AXE, "lang": "en"})

    def test_a_page_that_is_not_clean_is_told(self):
        """The twin: a small target and a button without a name are found."""
        view = self.env.ref("cloudpepper_privacy.privacy_entry")
        heading = '<h1 class="h3">'
        view.arch = view.arch.replace(heading, f'<button type="button"/>{heading}', 1)
        with self.assertRaisesRegex(AssertionError, "button-name"):
            self.browser_js("/privacy", LOOK % {"axe": AXE, "lang": "en"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAccessibleDesktop(AccessibleCommon):
    browser_size = "1366x768"

    def test_on_a_desktop(self):
        self._look_everywhere()

"""P13: what a visitor chooses in the browser arrives, by Chromium."""

import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...engine.consents.intake import own_site
from ...engine.consents.intake.own_site import COOKIE, PATH
from ..builders.intake import IntakeCommon

#: a page with the module's scripts that needs neither a login nor a website
PAGE = "/web/login"
LOADED = "!!window.PrivacyConsent"


class SiteCommon(IntakeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.ref("base.public_user").company_id
        cls.bar = cls._source("Cookie bar", cls.analytics, is_own_site=True, company_id=company.id)

    def _of_bar(self):
        self.env.invalidate_all()
        return self.consents.search([("source_id", "=", self.bar.id)])

    def _script(self, steps):
        """Run steps in a browser; they are asynchronous, and throw where something is wrong."""
        self.browser_js(PAGE, f"""(async () => {{
            localStorage.clear();
            {steps}
        }})().then(() => console.log("test successful"), (error) => console.error(error));""",
                        LOADED, error_checker=lambda message: "Failed to load" not in message)


@tagged("post_install", "-at_install")
class TestSite(SiteCommon):
    def _choose(self, *choices, origin=True, body=None, **headers):
        body = body or json.dumps({"events": [{
            "id": f"c-{number}", "at": self._ago(minutes=1), **choice}
            for number, choice in enumerate(choices)]})
        headers = {"Content-Type": "application/json", **headers}
        if origin:
            headers["Origin"] = self.base_url()
        with mute_logger("odoo.http"):
            return self.url_open(PATH, data=body, headers=headers)

    WORDS = {"event": "given", "words": "We use cookies", "lang": "en"}

    def test_a_choice_is_recorded_for_each_purpose_of_the_bar(self):
        self.bar.purpose_ids |= self.marketing
        answer = self._choose(self.WORDS)
        self.assertEqual(answer.status_code, 200)
        consents = self._of_bar()
        self.assertEqual(consents.purpose_id, self.analytics | self.marketing)
        self.assertEqual({(each.visitor_key, each.proof, each.statement, each.channel)
                          for each in consents},
                         {(answer.cookies[COOKIE], "none", "We use cookies", "banner")})
        self.assertIn("HttpOnly", answer.headers["Set-Cookie"])

    def test_it_is_taken_back_by_the_browser_that_gave_it_and_by_no_other(self):
        given = self._choose(self.WORDS).cookies[COOKIE]
        self.opener.cookies.clear()
        self._choose({"event": "withdrawn", "id": "x-1", "visitor": given})
        self.assertEqual(self._of_bar().state, "given", "another browser names its number in vain")
        self.opener.cookies.set(COOKIE, given)
        self._choose({"event": "refused", "id": "x-2"})
        self.assertEqual(self._of_bar().state, "withdrawn")

    def test_no_address_is_taken_and_nobody_is_joined(self):
        for choice in ({**self.WORDS, "purpose": "analytics", "email": "zoe@celik.example"},
                       {"event": "joined", "email": "zoe@celik.example"}):
            with self.subTest(choice["event"]):
                self.assertIn(self._choose(choice).status_code, (403, 422))
        self.assertFalse(self._of_bar())

    def test_another_site_sends_nothing(self):
        for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
            with self.subTest(str(headers)):
                answer = self._choose(self.WORDS, origin=False, **headers)
                self.assertEqual(answer.status_code, 403)
                self.assertNotIn("Access-Control-Allow-Origin", answer.headers)
        text = self._choose(self.WORDS, **{"Content-Type": "text/plain"})
        self.assertEqual(text.status_code, 415)
        self.assertFalse(self._of_bar())

    def test_what_is_wrong_is_told_and_nothing_kept(self):
        for status, body in ((400, "{"), (400, "[" * 10_000), (422, "{}"),
                             (413, json.dumps({"events": [{}] * 21})), (413, "x" * 70_000)):
            with self.subTest(status, body=body[:9]):
                self.assertEqual(self._choose(body=body).status_code, status)
        self.assertFalse(self._of_bar())

    def test_too_many_of_a_network_wait(self):
        self.patch(own_site, "PER_NETWORK", ((2, 1),))
        codes = [self._choose({**self.WORDS, "id": f"n-{number}"}).status_code
                 for number in range(3)]
        self.assertEqual(codes, [200, 200, 429])

    def test_without_a_source_nothing_is_recorded(self):
        self.bar.active = False
        answer = self._choose(self.WORDS)
        self.assertEqual((answer.status_code, answer.cookies.get(COOKIE)), (404, None))
        self.assertFalse(self._of_bar())


@tagged("post_install", "-at_install")
class TestSnippet(SiteCommon):
    """static/src/consent/consent.js, as a page uses it."""

    def test_a_choice_arrives_with_the_page_and_its_words(self):
        self._script(f"""
            const consent = PrivacyConsent({{ url: "{PATH}" }});
            await consent.send("analytics", "given", {{ text_version: 1 }});
            if (consent.waiting()) throw new Error("it waits");""")
        self.assertRecordValues(self._of_bar(), [{
            "state": "given", "text_id": self.text.id, "page": f"{self.base_url()}{PAGE}"}])

    def test_a_choice_that_cannot_arrive_waits_and_arrives_once(self):
        self._script(f"""
            const fetched = window.fetch;
            window.fetch = () => Promise.reject(new TypeError("offline"));
            const consent = PrivacyConsent({{ url: "{PATH}" }});
            await consent.send("analytics", "given", {{ text_version: 1 }});
            if (consent.waiting() !== 1) throw new Error("it is lost");
            window.fetch = () => Promise.resolve({{ ok: false, status: 503 }});
            dispatchEvent(new Event("online"));
            await new Promise((done) => setTimeout(done, 200));
            if (consent.waiting() !== 1) throw new Error("503 is no end");
            window.fetch = fetched;
            for (let number = 0; consent.waiting() && number < 80; number++) {{
                await new Promise((done) => setTimeout(done, 100));
            }}
            if (consent.waiting()) throw new Error("it was not tried again");
            const later = PrivacyConsent({{ url: "{PATH}" }});
            if (later.waiting()) throw new Error("it is sent once more");""")
        self.assertEqual(len(self._of_bar()), 1)

    def test_a_page_that_goes_sends_what_waits(self):
        self._script(f"""
            const fetched = window.fetch;
            window.fetch = () => Promise.reject(new TypeError("offline"));
            const consent = PrivacyConsent({{ url: "{PATH}" }});
            await consent.send("analytics", "given", {{ text_version: 1 }});
            dispatchEvent(new Event("pagehide"));
            await new Promise((done) => setTimeout(done, 800));
            window.fetch = fetched;
            await PrivacyConsent({{ url: "{PATH}" }}).send("analytics", "refused");""")
        self.assertEqual(self._of_bar().mapped("state"), ["withdrawn"], "twice is once")

    def test_another_site_is_no_address(self):
        self._script("""
            try {
                PrivacyConsent({ url: "https://evil.example/consent" });
            } catch {
                return;
            }
            throw new Error("it would have been sent elsewhere");""")

    def test_the_events_of_the_cookie_bar_are_recorded(self):
        self._script("""
            const bar = document.createElement("div");
            bar.id = "website_cookies_bar";
            bar.textContent = "We use cookies to know you better";
            document.body.append(bar);
            const answered = () => new Promise((done) => setTimeout(done, 1500));
            document.dispatchEvent(new Event("optionalCookiesAccepted"));
            await answered();
            document.dispatchEvent(new Event("optionalCookiesDenied"));
            await answered();""")
        self.assertRecordValues(self._of_bar(), [{
            "state": "withdrawn", "statement": "We use cookies to know you better"}])


@tagged("post_install", "-at_install")
class TestWebsite(SiteCommon):
    """Where ``website`` is installed: Odoo's own bar, clicked."""

    def test_who_clicks_in_the_cookie_bar_is_recorded(self):
        if "website" not in self.env:
            self.skipTest("website is not installed")
        website = self.env["website"].search([], limit=1)
        website.cookies_bar = True
        self.bar.company_id = website.company_id
        self.browser_js("/", """(async () => {
            const until = async (seen) => {
                for (let number = 0; number < 100; number++) {
                    if (seen()) return;
                    await new Promise((done) => setTimeout(done, 100));
                }
                throw new Error("not seen");
            };
            const button = () => document.getElementById("cookies-consent-all");
            await until(() => button() && button().offsetParent);
            button().click();
            await until(() => document.cookie.includes("website_cookies_bar"));
            await new Promise((done) => setTimeout(done, 1500));
        })().then(() => console.log("test successful"), (error) => console.error(error));""",
                        LOADED)
        consent = self._of_bar()
        self.assertEqual((consent.state, consent.purpose_id), ("given", self.analytics))
        self.assertTrue(consent.statement)
